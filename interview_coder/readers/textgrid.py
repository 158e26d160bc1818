"""Praat TextGrid files, long and short: a tier a speaker."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace

from interview_coder.errors import ReadError
from interview_coder.readers.pieces import Tally, as_aside, clean_words
from interview_coder.readers.source import BYTE_ORDER_MARKS, Reading, Source
from interview_coder.readers.tiers import Piece, Tier, choose_speech, join_tiers
from interview_coder.transcript import ReadAs

# Praat reads strings in quotes, numbers and flags; everything else (`xmin =`) is for people.
_TOKEN = re.compile(r'"(?P<string>[^"]*(?:""[^"]*)*)"|(?P<open>")|(?P<remark>(?<!\S)!.*)|[^\s"]+')
_NUMBER = re.compile(r"[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?%?")
_SILENT = frozenset({"sil", "sp", "spn", "<sil>", "<p:>", "<p>", "#", "_", "-", "<>", "silence"})
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z_]{2,30})(?P<single>/?)>")
_TRIGRAPH = re.compile(r"\\[A-Za-z][\"'`^~,/:A-Za-z]")
_TAGS_AROUND_WORDS = frozenset({"unsure"})
_OLD_ENCODING = "cp1252"  # Latin-1 with the signs that Windows added
_MAX_SECONDS = 1e7


def read(source: Source) -> Reading:
    """Read a .TextGrid file; the canonical text has a line an interval, in the order of time.

    Raises:
        ReadError: See `read_tiers`.
    """
    return read_tiers(source, tiers=source.read_as.tiers or None)


def read_tiers(source: Source, *, tiers: Collection[str] | None = None) -> Reading:
    """Read the tiers of speech of a TextGrid.

    Args:
        source: The file.
        tiers: Names of the tiers of speech; found by their names where None.

    Raises:
        ReadError: If the file is no whole TextGrid, no tier is speech or tells its speaker, or it
            cannot be told which tier is speech.
    """
    text, notes = _decode(source)
    if "ooTextFile" not in text[:200] or "TextGrid" not in text[:400]:
        raise ReadError(_no_textgrid(text), path=source.path, line_no=1)
    tally = Tally()
    with_words = [tier for tier in _tiers(_Tokens(source=source, text=text), tally) if tier.pieces]
    chosen = choose_speech(source, with_words, tally, told=tiers)
    reading = join_tiers(source, [_resolve_tags(tier, tally) for tier in chosen], tally)
    trigraphs = _TRIGRAPH.findall(reading.text)
    if trigraphs:
        notes.append(f"{len(trigraphs)} codes such as {trigraphs[0]!r} stand in the words")
    return replace(reading, notes=(*reading.notes, *notes))


def _decode(source: Source) -> tuple[str, list[str]]:
    """Return the text and what to say about it: Praat writes UTF-8, UTF-16, or Latin-1."""
    is_marked = any(source.data.startswith(mark) for mark, _ in BYTE_ORDER_MARKS)
    if source.read_as.encoding or is_marked or b"\0" in source.data:
        return source.decode(), []
    latin = replace(source, read_as=ReadAs(encoding=_OLD_ENCODING))
    text = latin.decode()
    notes = list(latin.decoding_notes)
    if latin.decoded.encoding == _OLD_ENCODING:
        notes.append("is not UTF-8 and was read as Windows-1252; check letters with accents")
    return text, notes


def _no_textgrid(text: str) -> str:
    if text.startswith("ooBinaryFile"):
        return "is a binary Praat file; in Praat choose Save as text file"
    if "chronological" in text[:200]:
        return "is a chronological TextGrid; in Praat open it and choose Save as text file"
    return 'is no TextGrid: its first lines should name "ooTextFile" and "TextGrid"'


@dataclass(kw_only=True, slots=True)
class _Tokens:
    """The strings and numbers of a TextGrid, taken one after the other."""

    source: Source
    text: str
    _found: Iterator[re.Match[str]] = field(init=False)
    _breaks: list[int] = field(init=False)
    _last: int = 0

    def __post_init__(self) -> None:
        self._found = _TOKEN.finditer(self.text)
        self._breaks = [match.start() for match in re.finditer("\n", self.text)]

    @property
    def line_no(self) -> int:
        """Where the token taken last begins."""
        return bisect_right(self._breaks, self._last) + 1

    def string(self, what: str) -> str:
        """The next string, without its quotes."""
        token = self._next(what)
        if isinstance(token, str):
            return token
        raise self.fault(f"{what} should stand here in quotation marks, not the number {token:g}")

    def number(self, what: str) -> float:
        """The next number."""
        token = self._next(what)
        if isinstance(token, float) and math.isfinite(token) and abs(token) < _MAX_SECONDS:
            return token
        raise self.fault(f"{what} should stand here, a number, not {str(token)[:40]!r}")

    def fault(self, message: str) -> ReadError:
        """What is wrong, with the line of the token taken last."""
        return ReadError(message, path=self.source.path, line_no=self.line_no)

    def _next(self, what: str) -> str | float:
        for match in self._found:
            self._last = match.start()
            if match["string"] is not None:
                return match["string"].replace('""', '"')
            if match["open"]:
                raise self.fault("a quotation mark opens here and is never closed")
            if _NUMBER.fullmatch(match[0]):
                return float(match[0].rstrip("%"))
        raise self.fault(f"the file ends where {what} should stand; save it again in Praat")


def _tiers(tokens: _Tokens, tally: Tally) -> Iterator[Tier]:
    tokens.string("the type of the file")
    tokens.string("the class")
    tokens.number("the start")
    tokens.number("the end")
    for _ in range(int(tokens.number("the number of tiers"))):
        yield _tier(tokens, tally)


def _tier(tokens: _Tokens, tally: Tally) -> Tier:
    kind = tokens.string("the class of a tier")
    if kind not in ("IntervalTier", "TextTier"):
        raise tokens.fault(f"a tier is an IntervalTier or a TextTier, not {kind[:40]!r}")
    name = tokens.string("the name of a tier")
    tokens.number("the start of a tier")
    tokens.number("the end of a tier")
    pieces: list[Piece] = []
    for _ in range(int(tokens.number("the number of intervals"))):
        start = tokens.number("the start of an interval")
        end = tokens.number("the end of an interval") if kind == "IntervalTier" else start
        text = clean_words(tokens.string("the words of an interval"))
        if kind == "TextTier":
            tally.add(f"points of tier {name[:40]!r}", text)
        elif not text:
            tally.add("intervals without words")
        elif text.lower() in _SILENT:
            tally.add("intervals marked as silent", text)
        else:
            pieces.append(Piece(text=text, start=start, end=end, line_no=tokens.line_no))
    return Tier(name=name, pieces=tuple(pieces))


def _resolve_tags(tier: Tier, tally: Tally) -> Tier:
    """Turn tags such as `<UNIN/>` into asides, and take off those that stand around words."""

    def rewrite(match: re.Match[str]) -> str:
        if match["name"].lower() in _TAGS_AROUND_WORDS or match["close"]:
            tally.add("tags around words", match[0])
            return ""
        return as_aside(match["name"])

    pieces = (replace(piece, text=_TAG.sub(rewrite, piece.text)) for piece in tier.pieces)
    return replace(tier, pieces=tuple(pieces))
