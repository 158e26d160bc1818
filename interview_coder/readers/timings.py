"""Files of cues: timing lines, the words below them, and what stands between."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from interview_coder.errors import ReadError
from interview_coder.readers.clock import seconds
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source

_STAMP = r"-?\d{1,4}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,9})?"
_FULL_STAMP = r"-?\d{1,4}:\d{1,2}(?::\d{1,2}(?:[.,]\d{1,9})?|[.,]\d{1,9})"
ARROW = "-->"
"""What stands between the times of a cue."""

_TIMING = re.compile(
    rf"^\s*(?P<start>{_STAMP})\s*-->\s*(?P<end>{_STAMP})(?P<settings>(?:\s(?!.*-->).*)?)$"
)
# Two times and an arrow that is not whole: `->`, `-- >`, `--&gt;`; or no arrow at all.
_BROKEN_TIMING = re.compile(
    rf"^\s*(?:{_STAMP}\s{{0,4}}(?:[-–—=]{{0,4}}\s{{0,2}}(?:[>→]|&gt;)|[-–—]{{2,4}})\s{{0,4}}{_STAMP}"
    rf"|{_FULL_STAMP}[^\d\n]{{1,8}}{_FULL_STAMP})\s*$"
)
_COMMA_TIMING = re.compile(
    r"^\s*(?P<start>\d{1,4}:\d{1,2}:\d{1,2}\.\d{1,9}),"
    r"(?P<end>\d{1,4}:\d{1,2}:\d{1,2}\.\d{1,9})(?P<settings>\s*)$"
)
_BROKEN_COMMA_TIMING = re.compile(r"^\s*\d{1,4}:\d\S{0,20}[,;]\s?\d{1,4}:\S{1,20}\s*$")
_NUMBER = re.compile(r"^\s*(\d{1,9})\s*$")
_UUID = re.compile(r"^\s*[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}(?:[/-]\S{1,20})?\s*$", re.I)
_MAX_SHOWN = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Notation:
    """How a format writes its timings.

    Attributes:
        timing: Matches a timing; groups `start`, `end`, `settings`.
        is_broken: Whether a line that is none was meant to be one.
        example: What one looks like.
        has_names: Whether the line before a timing names the cue whatever it is, not a number only.
    """

    timing: re.Pattern[str]
    is_broken: Callable[[str], bool]
    example: str
    has_names: bool = False


def _is_broken_arrow(line: str) -> bool:
    before, arrow, after = line.partition(ARROW)
    if not arrow:
        return _BROKEN_TIMING.match(line) is not None
    beside = "".join([*before.split()[-1:], *after.split()[:1]])  # "File --> Save" was said
    return any(sign.isdigit() or sign == ":" for sign in beside)


def _is_broken_comma(line: str) -> bool:
    return _BROKEN_COMMA_TIMING.match(line) is not None


WEBVTT = Notation(
    timing=_TIMING,
    is_broken=_is_broken_arrow,
    example="00:01:02.500 --> 00:01:04.000",
    has_names=True,
)
SUBRIP = Notation(
    timing=_TIMING, is_broken=_is_broken_arrow, example="00:01:02,500 --> 00:01:04,000"
)
SUBVIEWER = Notation(
    timing=_COMMA_TIMING, is_broken=_is_broken_comma, example="0:01:02.500,0:01:04.000"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Block:
    """A timing and what is written below it.

    Attributes:
        start: Seconds since the recording began; below 0 before it.
        end: Likewise.
        text: The lines below, as written, without blank ones; empty if there are none.
        line_no: Physical line of the timing, from 1.
    """

    start: float
    end: float
    text: str
    line_no: int


@dataclass(kw_only=True, slots=True)
class _Open:
    """A block on its way."""

    start: float
    end: float
    line_no: int
    lines: list[str] = field(default_factory=list)


def parse_blocks(source: Source, text: str, notation: Notation, tally: Tally) -> list[Block]:
    """Split `text` into blocks, one a timing, empty ones too.

    Words after a blank line that no timing belongs to continue the block before them. What stands
    before the first timing, and the cues' numbers and names, are counted.

    Args:
        source: The file, for messages.
        text: Its text; line 1 is physical line 1.
        notation: How it writes timings.
        tally: Counts what is no words.

    Raises:
        ReadError: If a line is meant to be a timing and is none, or a cue has none.
    """
    lines = text.split("\n")
    blocks: list[_Open] = []
    ids = _Identifiers(source=source, lines=lines, notation=notation)
    for index, line in enumerate(lines):
        opened = _open(source, notation, line, index + 1, tally)
        if opened is not None:
            blocks.append(opened)
            ids.next_block()
        elif not line.strip():
            continue
        elif what := ids.claim(index, has_words=bool(blocks and blocks[-1].lines)):
            tally.add(what, line)
        elif not blocks:
            tally.add("lines before the first cue", line)
        else:
            blocks[-1].lines.append(line)
    return [
        Block(start=one.start, end=one.end, text="\n".join(one.lines), line_no=one.line_no)
        for one in blocks
    ]


def note_times(blocks: Sequence[Block]) -> Iterator[str]:
    """Tell what is odd about the times: cues out of order, cues that end before they begin."""
    pairs = pairwise(blocks)
    early = [after.line_no for before, after in pairs if after.start < before.start]
    if early:
        yield (
            f"line {early[0]}: begins before the cue above it; cues out of order, read in the "
            f"order of the file: {len(early)}"
        )
    ended = [block.line_no for block in blocks if block.end < block.start]
    if ended:
        yield f"line {ended[0]}: ends before it begins; cues of that kind: {len(ended)}"


def _open(
    source: Source, notation: Notation, line: str, line_no: int, tally: Tally
) -> _Open | None:
    """Begin a block if `line` is a timing."""
    match = notation.timing.match(line)
    if match is None and not notation.is_broken(line):
        return None
    if match is None or not (_is_clock(match["start"]) and _is_clock(match["end"])):
        message = (
            f"broken timing {line.strip()[:_MAX_SHOWN]!r}; it should look like {notation.example!r}"
        )
        raise ReadError(message, path=source.path, line_no=line_no)
    if match["settings"].strip():
        tally.add("cue settings", match["settings"])
    return _Open(start=_moment(match["start"]), end=_moment(match["end"]), line_no=line_no)


def _is_clock(stamp: str) -> bool:
    """Whether minutes and seconds below the first number stop at 59."""
    return all(float(part.replace(",", ".")) < 60 for part in stamp.split(":")[1:])


def _moment(stamp: str) -> float:
    moment = seconds(stamp.removeprefix("-"))
    return -moment if stamp.startswith("-") else moment


@dataclass(kw_only=True, slots=True)
class _Identifiers:
    """Tells numbers and names of cues from words."""

    source: Source
    lines: Sequence[str]
    notation: Notation
    _n_blocks: int = 0
    _number: int | None = None  # of the cue being read
    _coming: int | None = None  # of the cue below it
    _n_claimed: int = 0

    def next_block(self) -> None:
        """A timing was met."""
        self._number, self._coming = self._coming, None
        self._n_blocks += 1

    def claim(self, index: int, *, has_words: bool) -> str:
        """What the line at `index` is, if it is a number or name; empty if it is words.

        Raises:
            ReadError: If the line is the number of a cue without timing.
        """
        line = self.lines[index]
        number = _NUMBER.match(line)
        if number is None:
            is_name = self._is_name(index, has_words=has_words) or self._is_uuid(index)
            what = "cue names" if is_name else ""
        else:
            what = self._claim_number(index, int(number[1]))
            self._coming = int(number[1]) if what else self._coming
        self._n_claimed += bool(what)
        return what

    def _is_name(self, index: int, *, has_words: bool) -> bool:
        if not (self.notation.has_names and self._follows_blank(index)):
            return False
        # Where no cue has a name, a line of words below an empty cue belongs to it.
        is_loose = self._n_blocks > 0 and not has_words and not self._n_claimed
        is_words = is_loose and len(self.lines[index].split()) > 1
        return self._is_timing(index + 1) and not is_words

    def _is_uuid(self, index: int) -> bool:
        if _UUID.match(self.lines[index]) is None:
            return False
        following = self._next_written(index)
        return following is not None and self._is_timing(following)

    def _claim_number(self, index: int, number: int) -> str:
        if self._is_timing(index + 1):
            is_id = self._follows_blank(index) or not self._n_blocks or self._number is not None
            return "cue numbers" if is_id else ""
        if not self._follows_blank(index) or number != self._expected():
            return ""
        following = self._next_written(index)
        if following is None:
            return "cue numbers without a cue"  # the file may have been cut short
        if self._is_timing(following):
            return "cue numbers"
        if following > index + 1:
            return ""
        message = (
            f"cue {number} has no timing; the line below its number should look like "
            f"{self.notation.example!r}"
        )
        raise ReadError(message, path=self.source.path, line_no=index + 1)

    def _expected(self) -> int | None:
        """The number that the next cue should have; None if nothing tells."""
        if not self._n_blocks:
            return 1
        return None if self._number is None else self._number + 1

    def _follows_blank(self, index: int) -> bool:
        return index == 0 or not self.lines[index - 1].strip()

    def _is_timing(self, index: int) -> bool:
        """Whether the line is a timing, or was meant to be one and will be refused."""
        if index >= len(self.lines):
            return False
        line = self.lines[index]
        return self.notation.timing.match(line) is not None or self.notation.is_broken(line)

    def _next_written(self, index: int) -> int | None:
        """Index of the first line with words after `index`."""
        rest = range(index + 1, len(self.lines))
        return next((i for i in rest if self.lines[i].strip()), None)
