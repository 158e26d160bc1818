"""Documents that meeting and dictation programs make: Teams, Google Meet, Word, Otter.

They are known by their shape, since their headings come in the user's language. Titles, lists of
attendees, summaries written by a machine and remarks of the program never become speech.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from interview_coder.readers.clock import CLOCK, seconds
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.paragraphs import Paragraph, count
from interview_coder.readers.pieces import Tally, clean_name
from interview_coder.readers.source import Reading, Source

_STAMP = r"-?\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"^\s*(?P<start>{_STAMP})\s*-->\s*{_STAMP}\s*$")
_NAME_CLOCK = re.compile(
    rf"^(?P<name>\S[^\n]{{0,70}}?)(?:[ \u00a0]{{2,}}|[ \u00a0]*\t[ \t\u00a0]*)"
    rf"[\[(]?(?P<clock>{CLOCK})[\])]?\s*$"
)
_CLOCK_NAME = re.compile(
    rf"^[\[(]?(?P<clock>{CLOCK})[\])]?[ \t\u00a0]+(?P<name>[^\W\d_][^\n]{{0,60}}?)\s*:?\s*$"
)
_CLOCK_ALONE = re.compile(r"^\s*(\d{1,2}:\d{2}:\d{2})\s*$")
_LABEL = re.compile(r"^\s*(?P<name>[^\s:：][^\n:：]{0,60}?)\s*[:：][ \t\u00a0]+(?=\S)")
_ENDS = re.compile(r"[.?!。？！…]$")
_CLOCK_INSIDE = re.compile(r"\d{1,2}:\d{2}:\d{2}")
_ABOUT_TRANSCRIPTION = re.compile(
    r"trans[ck]ri|trascri|literoin|文字起こし|トランスクリ|议事|转录|轉錄|聽錄|听录|기록|전사|ถอดเสียง",
    re.IGNORECASE,
)
_TRANSCRIPT_TITLE = re.compile(
    r"^📖|trans[ck]ri|trascri|litteroin|文字起こし|トランスクリ|转录|轉錄|스크립트|녹취|ถอดเสียง",
    re.IGNORECASE,
)
_OTTER = re.compile(r"^\s*transcribed by https?://otter\.ai\s*$", re.IGNORECASE)
_MAX_NAME_WORDS = 6
_MAX_REMARK_WORDS = 10
_TITLE_WITHIN = 5
_MAX_NAMES = 500  # looked for in remarks; more people than talk in any meeting


@dataclass(frozen=True, kw_only=True, slots=True)
class _Line:
    text: str
    paragraph: int
    line_no: int


@dataclass(kw_only=True, slots=True)
class _Speech:
    """Cues on their way, and what is left out."""

    begun: list[Cue] = field(default_factory=list)
    words: list[list[str]] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)

    def begin(self, speaker: str | None, start: float | None, line_no: int) -> None:
        self.begun.append(Cue(speaker=speaker, text="", start=start, line_no=line_no))
        self.words.append([])

    def name(self, speaker: str | None) -> None:
        self.begun[-1] = replace(self.begun[-1], speaker=speaker)

    def go_on(self, line: str) -> None:
        self.words[-1].append(line)

    def leave_out(self, what: str, text: str) -> None:
        self.tally.add(f"characters {what}", text, n=count(text))

    def cues(self) -> list[Cue]:
        """Those with words."""
        texts = ("\n".join(lines).strip() for lines in self.words)
        pairs = zip(self.begun, texts, strict=True)
        return [replace(cue, text=text) for cue, text in pairs if text]


def read_meeting(source: Source, paragraphs: Sequence[Paragraph]) -> Reading | None:
    """Read what a meeting program has made; None if the document has none of their layouts.

    Args:
        source: The file.
        paragraphs: Those of its body, in order.
    """
    layouts: tuple[Callable[[Sequence[Paragraph]], _Speech | None], ...]
    layouts = (_timed_lines, _clocks_alone, _headers)
    for layout in layouts:
        speech = layout(paragraphs)
        cues = speech.cues() if speech is not None else []
        if speech is not None and any(cue.speaker for cue in cues):
            reading = join_cues(source, cues)
            left_out = (*reading.left_out, *speech.tally.left_out())
            return replace(reading, left_out=left_out)
    return None


def _lines(paragraphs: Sequence[Paragraph]) -> list[_Line]:
    lines: list[_Line] = []
    for i, paragraph in enumerate(paragraphs):
        for text in paragraph.text.split("\n"):
            lines.append(_Line(text=text, paragraph=i, line_no=len(lines) + 1))
    return lines


# Older Teams: `0:0:0.0 --> 0:0:1.510`, the name, the words; mostly in one paragraph.


def _timed_lines(paragraphs: Sequence[Paragraph]) -> _Speech | None:
    lines = _lines(paragraphs)
    timings = {i for i, line in enumerate(lines) if _TIMING.match(line.text)}
    if not timings:
        return None
    in_one = any(i + 1 < len(lines) and _is_same(lines, i, i + 1) for i in timings)
    names = _names_after(lines, timings)
    speech = _Speech()
    timing = -1
    is_named = False
    for i, line in enumerate(lines):
        if i in timings:
            timing, is_named = i, False
            start = max(_seconds(line.text), 0.0)
            speech.begin(None, start, line.line_no)
        elif not line.text.strip():
            continue
        elif timing < 0 or (in_one and not _is_same(lines, timing, i)):
            speech.leave_out("outside the cues", line.text)
        elif not is_named and line.text.strip() in names:
            speech.name(clean_name(line.text))
            is_named = True
        else:
            is_named = True
            speech.go_on(line.text)
    return speech


def _is_same(lines: Sequence[_Line], a: int, b: int) -> bool:
    return lines[a].paragraph == lines[b].paragraph


def _names_after(lines: Sequence[_Line], timings: set[int]) -> Counter[str]:
    """The lines that follow a timing and are followed by words."""
    return Counter(
        lines[i + 1].text.strip()
        for i in timings
        if i + 2 < len(lines) and i + 2 not in timings and lines[i + 2].text.strip()
    )


def _seconds(timing: str) -> float:
    match = _TIMING.match(timing)
    stamp = match["start"] if match else "0"
    return 0.0 if stamp.startswith("-") else seconds(stamp)


# Google Meet: a paragraph that is only a clock, then `Name: words`; before it, notes by a machine.


def _clocks_alone(paragraphs: Sequence[Paragraph]) -> _Speech | None:
    clocks = [i for i, each in enumerate(paragraphs) if _CLOCK_ALONE.match(each.text)]
    if not clocks or not _is_meet(paragraphs, clocks):
        return None
    speech = _Speech()
    is_inside = False
    start: float | None = None
    for i, paragraph in enumerate(paragraphs):
        text = paragraph.text
        clock = _CLOCK_ALONE.match(text)
        if clock is not None:
            is_inside, start = True, seconds(clock[1])
        elif is_inside and (paragraph.is_heading or _ends_meeting(text)):
            is_inside = False
            speech.leave_out("outside the transcript", text)
        elif not is_inside:
            speech.leave_out("outside the transcript", text)
        else:
            start = _add_labelled(speech, text, start, i + 1)
    return speech


def _is_meet(paragraphs: Sequence[Paragraph], clocks: Sequence[int]) -> bool:
    """Whether the first clock opens the transcript, rather than standing in the midst of it."""
    first = clocks[0]
    following = [_next_text(paragraphs, i) for i in clocks]
    if not any(_LABEL.match(text) for text in following):
        return False
    before = [each for each in paragraphs[:first] if each.text.strip()]
    near = before[-_TITLE_WITHIN:]
    if any(each.is_heading or _TRANSCRIPT_TITLE.search(each.text) for each in near):
        return True
    inside = _labels(paragraphs[first:])
    return not inside & _labels(before)


def _next_text(paragraphs: Sequence[Paragraph], i: int) -> str:
    following = (paragraphs[k].text for k in range(i + 1, len(paragraphs)))
    return next((text for text in following if text.strip()), "")


def _labels(paragraphs: Sequence[Paragraph]) -> set[str]:
    matches = (_LABEL.match(paragraph.text) for paragraph in paragraphs)
    return {match["name"] for match in matches if match}


def _ends_meeting(text: str) -> bool:
    """Whether the program says when it ended, in any language: few words, a clock, no name."""
    return (
        _CLOCK_INSIDE.search(text) is not None
        and len(text.split()) <= _MAX_REMARK_WORDS
        and _LABEL.match(text) is None
    )


def _add_labelled(speech: _Speech, text: str, start: float | None, line_no: int) -> float | None:
    """Add the lines of a paragraph; return the clock that still waits for its words."""
    for line in text.split("\n"):
        match = _LABEL.match(line)
        if match is not None and len(match["name"].split()) <= _MAX_NAME_WORDS:
            speech.begin(clean_name(match["name"]), start, line_no)
            speech.go_on(line[match.end() :])
            start = None
        elif speech.begun and line.strip():
            speech.go_on(line)
        else:
            speech.leave_out("outside the transcript", line)
    return start


# Teams and Otter: `Name   0:04`; Word: `00:00:03 Speaker 1`; the words below.


def _headers(paragraphs: Sequence[Paragraph]) -> _Speech | None:
    lines = _lines(paragraphs)
    for pattern, is_fit in ((_NAME_CLOCK, _fits_after), (_CLOCK_NAME, _fits_before)):
        matches = {i: match for i, line in enumerate(lines) if (match := pattern.match(line.text))}
        if matches and _is_in_order(matches) and is_fit(lines, matches):
            return _below(lines, matches)
    return None


def _is_in_order(matches: dict[int, re.Match[str]]) -> bool:
    times = [seconds(match["clock"]) for match in matches.values()]
    return times == sorted(times)


def _fits_after(lines: Sequence[_Line], matches: dict[int, re.Match[str]]) -> bool:
    return all(_may_be_name(match["name"]) for match in matches.values())


def _fits_before(lines: Sequence[_Line], matches: dict[int, re.Match[str]]) -> bool:
    """Whether `00:00:03 Speaker 1` are names: words after a time look the same.

    Names look like names, or come up again; and words stand below them.
    """
    names = Counter(match["name"] for match in matches.values())
    has_words = [i for i in matches if i + 1 < len(lines) and i + 1 not in matches]
    return 2 * len(has_words) > len(matches) and all(
        _may_be_name(name) and (looks_like_name(name) or times > 1) for name, times in names.items()
    )


def _may_be_name(name: str) -> bool:
    return (
        len(name.split()) <= _MAX_NAME_WORDS
        and any(char.isalpha() for char in name)
        and _ENDS.search(name) is None
    )


def _below(lines: Sequence[_Line], matches: dict[int, re.Match[str]]) -> _Speech:
    names = set(islice(dict.fromkeys(match["name"] for match in matches.values()), _MAX_NAMES))
    with_header = {lines[i].paragraph for i in matches}
    last = max((line.paragraph for line in lines if line.text.strip()), default=0)
    speech = _Speech()
    for i, line in enumerate(lines):
        if i in matches:
            match = matches[i]
            speech.begin(clean_name(match["name"]), seconds(match["clock"]), line.line_no)
        elif not line.text.strip():
            continue
        elif not speech.begun:
            speech.leave_out("before the first speaker", line.text)
        elif line.paragraph not in with_header and _is_remark(
            line.text, names, is_last=line.paragraph == last
        ):
            speech.leave_out("in remarks of the program", line.text)
        else:
            speech.go_on(line.text)
    return speech


def _is_remark(text: str, names: set[str], *, is_last: bool) -> bool:
    """Whether the program says that somebody began or ended the transcription."""
    if _OTTER.match(text):
        return True
    is_short = len(text.split()) <= _MAX_REMARK_WORDS and _ENDS.search(text.strip()) is None
    if not is_short:
        return False
    if _ABOUT_TRANSCRIPTION.search(text):
        return any(name in text for name in names)
    return is_last and any(text.strip().startswith(name) for name in names)
