"""Podcasting 2.0 transcripts in HTML: `<cite>` names a speaker, `<time>` a moment, `<p>` is said.

The parser is our own: those of libraries drop what is nested too deep, or give no lines. It walks
the text once, so that no file can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import unescape

from interview_coder.errors import ReadError
from interview_coder.readers.clock import CLOCK, seconds
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.pieces import Tally, clean_name
from interview_coder.readers.source import Reading, Source

_TAG = re.compile(
    r"""<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9:-]{0,40})(?=[\s/>])
        (?:[^<>"']|"[^"]{0,2000}"|'[^']{0,2000}'){0,2000}>""",
    re.VERBOSE,
)
_CLOCK = re.compile(rf"^{CLOCK}$")
_HUGE_REFERENCE = re.compile(r"&(?=#(?:[0-9]{9}|[xX][0-9a-fA-F]{9}))")
_SPACE = re.compile(r"[ \t\r\n\f]+")
_AROUND_BREAK = re.compile(r" *\n *")
# What a reference can spell and a text file cannot hold.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_HIDDEN = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in ("script", "style", "template", "title")
}
_BLOCKS = frozenset(
    """
    address article aside blockquote body dd div dl dt fieldset figure footer form h1 h2 h3 h4 h5
    h6 head header hr html li main nav ol p pre section table td th tr ul
    """.split()
)


def read(source: Source) -> Reading:
    """Read an HTML transcript; the canonical text has a line a paragraph.

    Raises:
        ReadError: If no `<cite>` names a speaker, or no `<p>` holds words.
    """
    page = _Page()
    for token in _tokens(source.decode().removeprefix("\ufeff")):
        page.take(token)
    page.finish()
    if not any(cue.speaker for cue in page.cues):
        found = (
            "no words stand in a <p> after a <cite>"
            if page.names_anybody
            else "no <cite> names a speaker"
        )
        message = (
            f"is no podcast transcript in HTML: {found}; it should have "
            "'<cite>Name:</cite> <time>0:00</time> <p>the words</p>' for each turn"
        )
        raise ReadError(message, path=source.path, line_no=1)
    reading = join_cues(source, page.cues)
    return replace(reading, left_out=(*reading.left_out, *page.tally.left_out()))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Token:
    """A tag, a stretch of text, or something that no browser shows.

    Attributes:
        tag: The name of the tag, with a slash before it at the end of an element; else empty.
        text: The words of a text, or of what is not shown.
        hidden: What it is that is not shown, such as `script`; else empty.
        line_no: Physical line, from 1.
    """

    tag: str = ""
    text: str = ""
    hidden: str = ""
    line_no: int


def _tokens(text: str) -> Iterator[_Token]:
    position, line_no = 0, 1
    while position < len(text):
        end, token = _next(text, position, line_no)
        yield token
        line_no += text.count("\n", position, end)
        position = end


def _next(text: str, position: int, line_no: int) -> tuple[int, _Token]:
    """The token at `position` and where it ends; a `<` that begins no tag is text."""
    if text.startswith("<!--", position):
        end = _past(text, "-->", position + 4)
        words = text[position + 4 : end].removesuffix("-->")
        return end, _Token(text=words, hidden="comment", line_no=line_no)
    if text.startswith(("<!", "<?"), position):
        end = _past(text, ">", position)
        return end, _Token(text="", hidden="declaration", line_no=line_no)
    match = _TAG.match(text, position)
    if match is None:
        end = text.find("<", position + 1)
        end = len(text) if end < 0 else end
        return end, _Token(text=_resolved(text[position:end]), line_no=line_no)
    name = match["name"].lower()
    if name in _HIDDEN and not match["end"]:
        closing = _HIDDEN[name].search(text, match.end())
        end = closing.start() if closing else len(text)
        return end, _Token(text=text[match.end() : end], hidden=name, line_no=line_no)
    return match.end(), _Token(tag=match["end"] + name, line_no=line_no)


def _past(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)


def _resolved(text: str) -> str:
    """Resolve character references; one with more digits than any character has stays as it is."""
    resolved = unescape(_HUGE_REFERENCE.sub("&amp;", text))
    return _UNWRITABLE.sub("\ufffd", _SPACE.sub(" ", resolved))


@dataclass(kw_only=True, slots=True)
class _Page:
    """What has been read of a page.

    Attributes:
        cues: One a paragraph, or a part of a paragraph with its own time.
        names_anybody: Whether a `<cite>` held a name.
        tally: What did not become speech.
    """

    cues: list[Cue] = field(default_factory=list)
    names_anybody: bool = False
    tally: Tally = field(default_factory=Tally)
    _is_in_paragraph: bool = False
    _paragraph: list[str] = field(default_factory=list)
    _has_words: bool = False
    _line_no: int = 1
    _aside_tag: str = ""  # cite or time, while one is open
    _aside: list[str] = field(default_factory=list)
    _speaker: str | None = None
    _start: float | None = None

    def take(self, token: _Token) -> None:
        """Read the next token."""
        if token.hidden:
            what = f"words in <{token.hidden}>" if token.hidden in _HIDDEN else "words in comments"
            self.tally.add(what, token.text, n=len(token.text.split()))
        elif not token.tag:
            self._take_text(token)
        elif token.tag in ("cite", "time"):
            self._close_aside()
            self._aside_tag = token.tag
        elif token.tag in ("/cite", "/time"):
            self._close_aside()
        elif token.tag == "br":
            (self._aside if self._aside_tag else self._paragraph).append("\n")
        elif token.tag.lstrip("/") in _BLOCKS:
            self.finish()
            self._is_in_paragraph = token.tag == "p"

    def finish(self) -> None:
        """End the elements that are open."""
        self._close_aside()
        self._close_paragraph()

    def _take_text(self, token: _Token) -> None:
        if self._aside_tag:
            self._aside.append(token.text)
        elif self._is_in_paragraph:
            if not self._has_words:
                self._line_no = token.line_no
            self._paragraph.append(token.text)
            self._has_words = self._has_words or not token.text.isspace()
        else:
            n = len(token.text.split())
            self.tally.add("words outside <cite>, <time> and <p>", token.text, n=n)

    def _close_aside(self) -> None:
        tag, text = self._aside_tag, " ".join("".join(self._aside).split())
        self._aside_tag, self._aside = "", []
        # In the midst of a paragraph, a <cite> is the title of a work unless it ends in a colon,
        # and a <time> that is no time of a recording is a date.
        if tag == "cite" and not (self._has_words and not text.endswith((":", "："))):
            self._close_paragraph()
            self._speaker = clean_name(text.rstrip(":： "))
            self._start = None
            self.names_anybody = self.names_anybody or self._speaker is not None
        elif tag == "time" and _CLOCK.match(text):
            self._close_paragraph()
            self._start = seconds(text)
        elif text and self._is_in_paragraph:
            self._paragraph.append(text)
            self._has_words = True
        elif text:
            self.tally.add("words in <time> that are no time", text, n=len(text.split()))

    def _close_paragraph(self) -> None:
        text = re.sub(" {2,}", " ", "".join(self._paragraph))
        text = _AROUND_BREAK.sub("\n", text).strip()
        self._paragraph, self._has_words = [], False
        if text:
            start, self._start = self._start, None
            self.cues.append(
                Cue(speaker=self._speaker, text=text, start=start, line_no=self._line_no)
            )
