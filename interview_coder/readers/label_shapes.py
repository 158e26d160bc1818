"""How labels look: every place in a text where a turn may begin, whoever is meant by it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.readers.asides import is_remark
from interview_coder.readers.clock import CLOCK, TO_CLOCK
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.pieces import clean_name
from interview_coder.roles import is_role
from interview_coder.transcript import Span

# Runs of blanks are bounded, here and below: two unbounded ones side by side take quadratic time.
_BLANK = "[ \t\u00a0\u3000\ufeff\u200b]"


def _time(group: str) -> str:
    opening, closing = r"\\?[\[(（#]?", r"\\?[\])）#]?"
    return rf"{opening}{_BLANK}{{0,4}}(?P<{group}>{CLOCK}){TO_CLOCK}{_BLANK}{{0,4}}{closing}"


_LABEL = re.compile(
    rf"""
    ^{_BLANK}{{0,40}}(?P<heading>\#{{1,6}}[ ]{{1,4}})?               # a Markdown heading
    (?:(?P<number>Q?\d{{1,5}}\\?[.)]?){_BLANK}{{1,8}})?               # the turn's number
    (?:{_time("before")}(?:(?<=[\])）]){_BLANK}{{0,8}}|{_BLANK}{{1,8}})(?:[-–—|•]{_BLANK}{{1,4}})?)?
    (?P<bold>\*{{1,3}}|_{{1,3}})?
    (?P<name>[^\W_](?:[^\n:：*\[\]]{{0,58}}?[^\s:：*\[\](])?(?:[*:](?:innen|in|r|e|n))?
      |@[^\n:：*\[\]]{{1,58}}?[^\s:：*\[\](])
    (?:\*{{1,3}}|_{{1,3}})?
    (?:{_BLANK}{{0,2}}[-–—|•,]?{_BLANK}{{1,20}}{_time("after")})?    # Name [00:00:03]
    {_BLANK}{{0,20}}
    (?:
        (?P<colon>(?:\*{{1,3}}|_{{1,3}})?{_BLANK}{{0,20}}[:：](?:{_BLANK}{{0,4}}(?:\*{{1,3}}|_{{1,3}}))?)
        (?=\s|$|\[|\\\[|{_BLANK}|(?<=：))                            # Name:  **Name:**  Name：
      | (?:\*\*|__)?(?={_BLANK}{{0,20}}$)                            # alone on its line
      | (?:(?<=\*\*)|(?<=__))(?=[ \t])                               # **Name** the words
    )
    {_BLANK}{{0,40}}
    (?:\\?[\[(（]{_BLANK}{{0,4}}(?P<later>{CLOCK}){TO_CLOCK}{_BLANK}{{0,4}}\\?[\])）](?=\s|$)
      |(?P<last>\d{{1,2}}:\d{{2}}:\d{{2}}(?:[.,]\d{{1,3}})?)(?={_BLANK}{{0,20}}$)
    )?                                                               # Name: 00:00:03
    """,
    re.MULTILINE | re.VERBOSE,
)
_BOXED = re.compile(
    rf"""
    ^{_BLANK}{{0,40}}
    (?:{_time("before")}{_BLANK}{{0,8}})?
    (?:\*\*)?
    (?:\\?\[(?P<square>[^\[\]\n:：\\]{{1,60}})\\?\]
      |\\?\((?P<round>[^()\n:：\\]{{1,60}})\\?\)
      |（(?P<wide>[^（）\n:：]{{1,60}})）|【(?P<corner>[^【】\n]{{1,60}})】|［(?P<wide_square>[^［］\n]{{1,60}})］)
    (?:\*\*)?
    (?:{_BLANK}{{1,8}}{_time("after")})?
    (?P<colon>{_BLANK}{{0,4}}[:：])?
    (?=\s|$|[^\x00-\x7f]|(?<=[\])】）］]))
    {_BLANK}{{0,40}}
    """,
    re.MULTILINE | re.VERBOSE,
)
# Shapes that other lines have, too: a name parted from the words by a tab or a dash, or in a list.
_PARTED = re.compile(
    rf"""
    ^(?:
      {_BLANK}{{0,8}}(?P<before>[^\W\d_][^\n\t:：*\[\]]{{0,40}}?)
      (?:[ \u00a0]{{0,4}}\t[ \t]{{0,8}}|[ \u00a0]{{1,4}}[-–—][ \u00a0]{{1,4}})
    | {_BLANK}{{0,8}}(?:[-*•>][ ]{{1,4}})(?:\*\*)?
      (?P<listed>[^\W\d_][^\n\t:：*\[\]]{{0,40}}?)(?:\*\*)?[:：](?:\*\*)?[ ]{{1,4}}
    )(?=\S)
    """,
    re.MULTILINE | re.VERBOSE,
)
_INLINE = re.compile(r"\((?P<round>[^()\n:：\\]{1,40})\)|（(?P<wide>[^（）\n:：]{1,40})）")
# Meeting programs part a name from its time by two blanks; then any signs may stand in the name.
_NAME_CLOCK = re.compile(
    rf"^(?P<name>[^\s*#\[(:：][^\n\[\]*:：]{{0,70}}?)"
    rf"(?:[ \u00a0]{{2,20}}|[ \u00a0]?\t[ \t\u00a0]{{0,20}})"
    rf"[\[(]?(?P<clock>{CLOCK})[\])]?{_BLANK}{{0,20}}$",
    re.MULTILINE,
)
_CLOCK_LINE = re.compile(
    rf"{_BLANK}{{0,20}}\n{_BLANK}{{0,20}}[\[(]?(?P<clock>{CLOCK})[\])]?{_BLANK}{{0,20}}(?=\n|\Z)"
)
_CLOCK_ABOVE = re.compile(
    rf"(?:^|\n)(?P<line>{_BLANK}{{0,8}}"
    rf"(?:(?P<clock>\d{{1,2}}:\d{{2}}:\d{{2}})|[\[(](?P<bracketed>{CLOCK})[\])])"
    rf"{_BLANK}{{0,8}}\n(?:{_BLANK}{{0,8}}\n)?)\Z"
)
_MAX_CLOCK_LINE = 60
_MAX_INITIALS = 3
_MAX_WORDS = 6


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A place where a turn may begin: `[start, end)` is the label with its time and colon.

    Attributes:
        name: The bare name.
        start: Where the label begins; mostly the start of a line.
        end: Where the words begin.
        clock: The time in the label, as it is written.
        shape: `colon`, `bold`, `clock`, `heading`, `boxed`, `parted`, `inline` or `bare`.
        follows_blank_line: Whether a blank line or the start of the text stands before it.
    """

    name: str
    start: int
    end: int
    clock: str | None
    shape: str
    follows_blank_line: bool

    @property
    def is_marked(self) -> bool:
        """Whether a colon, a time or bold type says that the line is a label."""
        return self.shape in ("colon", "bold", "clock", "heading")


def find_candidates(
    text: str, *, bold: Sequence[Span] = (), names: Collection[str] = ()
) -> list[Label]:
    """Return every place where a turn may begin, in order, not overlapping.

    Args:
        text: Labelled text.
        bold: Bold stretches at the start of a line; a name among them needs no colon.
        names: Speakers known beforehand; they may look like anything.
    """
    found = [
        *_labels(text, bold=bold, names=names),
        *_boxed(text, names),
        *_names_with_clock(text, names),
        *_parted(text, names),
    ]
    # Of two shapes at one place, the one that says more.
    found.sort(key=lambda label: (label.start, not label.is_marked, -label.end))
    kept: list[Label] = []
    for label in found:
        if not kept or kept[-1].end <= label.start:
            kept.append(_with_clock_above(text, label))
    return kept


def find_inline(text: str, names: Collection[str]) -> list[Label]:
    """Return `(Interviewer)` and `(Name)` for `names`, anywhere in the lines of `text`."""
    return [
        Label(
            name=name,
            start=match.start(),
            end=match.end(),
            clock=None,
            shape="inline",
            follows_blank_line=False,
        )
        for match in _INLINE.finditer(text)
        if (name := _clean(match[match.lastgroup or 0])) and (is_role(name) or name in names)
    ]


def follows_blank_line(text: str, start: int) -> bool:
    """Whether nothing but white space stands between `start` and a blank line before it."""
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():
        return False
    return line_start == 0 or text[text.rfind("\n", 0, line_start - 1) + 1 : line_start].isspace()


def _make(
    text: str, name: str, match: re.Match[str], *, shape: str, clock: str | None, end: int = 0
) -> Label:
    return Label(
        name=name,
        start=match.start(),
        end=end or match.end(),
        clock=clock,
        shape=shape,
        follows_blank_line=follows_blank_line(text, match.start()),
    )


def _with_clock_above(text: str, label: Label) -> Label:
    """Take a time that stands alone on the line above, as Google Meet writes it, into the label."""
    if label.clock is not None or label.shape == "bare":
        return label
    nearby = text[max(0, label.start - _MAX_CLOCK_LINE) : label.start]
    match = _CLOCK_ABOVE.search(nearby)
    if match is None or (match.start() == 0 and len(nearby) < label.start):
        return label
    start = label.start - len(nearby) + match.start("line")
    return replace(
        label,
        start=start,
        clock=match["clock"] or match["bracketed"],
        follows_blank_line=label.follows_blank_line or follows_blank_line(text, start),
    )


def _clean(name: str) -> str:
    return clean_name(name) or ""


def _labels(text: str, *, bold: Sequence[Span], names: Collection[str]) -> Iterator[Label]:
    bold_starts = {span.start: text[span.start : span.end].strip() for span in bold}
    for match in _LABEL.finditer(text):
        name = match["name"].strip()
        bold_name = bold_starts.get(match.start("name"), name)
        if len(bold_name) < len(name) and ":" not in bold_name:
            continue  # the bold words are the label, what follows them is said
        name = _clean(name)
        if name not in names and not looks_like_name(name):
            continue
        clock = match["before"] or match["after"] or match["later"] or match["last"]
        is_bold = match.start("name") in bold_starts or match["bold"] in ("**", "__", "***", "___")
        shape = _shape(match, is_bold=is_bold, clock=clock)
        if shape != "bare":
            yield _make(text, name, match, shape=shape, clock=clock)
        elif not match["number"] and not match["bold"]:
            yield from _bare(text, name, match)
    # A bold name that runs straight into the words, as word processors write it.
    for span in bold:
        name = text[span.start : span.end].strip()
        line_match = _LABEL.match(text, span.start)
        is_found = line_match is not None and line_match["name"].strip() == name
        if ":" not in name and not is_found and (name in names or looks_like_name(name)):
            yield Label(
                name=_clean(name),
                start=span.start,
                end=span.end,
                clock=None,
                shape="bold",
                follows_blank_line=follows_blank_line(text, span.start),
            )


def _shape(match: re.Match[str], *, is_bold: bool, clock: str | None) -> str:
    if match["heading"]:
        return "heading"
    if match["colon"]:
        return "colon"
    if clock:
        return "clock"
    return "bold" if is_bold else "bare"


def _bare(text: str, name: str, match: re.Match[str]) -> Iterator[Label]:
    """A name alone on its line; its time may stand alone on the next."""
    clock = _CLOCK_LINE.match(text, match.end("name"))
    if clock is not None:
        yield _make(text, name, match, shape="clock", clock=clock["clock"], end=clock.end())
    elif not name[0].islower() and name[-1] != ".":
        yield _make(text, name, match, shape="bare", clock=None)


def is_spelled_out_role(name: str) -> bool:
    """Whether a bare line is a label: an "A" may be a list, a "customer." the end of a sentence."""
    return len(name) > _MAX_INITIALS and not name[0].islower() and name[-1] != "." and is_role(name)


def _boxed(text: str, names: Collection[str]) -> Iterator[Label]:
    for match in _BOXED.finditer(text):
        boxes = ("square", "round", "wide", "corner", "wide_square")
        name = _clean(next(match[box] for box in boxes if match[box] is not None))
        is_name = name in names or (bool(name) and looks_like_name(name) and not is_remark(name))
        if is_name:
            clock = match["before"] or match["after"]
            shape = "colon" if match["colon"] else "boxed"
            yield _make(text, name, match, shape=shape, clock=clock)


def _names_with_clock(text: str, names: Collection[str]) -> Iterator[Label]:
    for match in _NAME_CLOCK.finditer(text):
        name = _clean(match["name"])
        if name in names or (_opens_like_name(name) and len(name.split()) <= _MAX_WORDS):
            yield _make(text, name, match, shape="clock", clock=match["clock"])


def _parted(text: str, names: Collection[str]) -> Iterator[Label]:
    for match in _PARTED.finditer(text):
        name = _clean(match["before"] or match["listed"])
        if name in names or (name and looks_like_name(name)):
            yield _make(text, name, match, shape="parted", clock=None)


def _opens_like_name(name: str) -> bool:
    is_capital = name[:1].isalpha() and not name[:1].islower()
    return (is_capital or name[:1] == "@") and any(char.isalpha() for char in name)
