"""Timed cues, the common part of WebVTT and SubRip: blocks of a timing line and its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from interview_coder.errors import ReadError
from interview_coder.readers.clock import seconds
from interview_coder.readers.labels import find_asides, looks_like_name, trim
from interview_coder.readers.source import Reading, Source
from interview_coder.roles import is_role
from interview_coder.transcript import Span, TimeMark, Turn

_ARROW = "-->"
_STAMP = r"-?\d{1,3}:\d{1,2}(?::\d{1,2})?(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"^\s*({_STAMP})\s*-->\s*({_STAMP})(?:\s.*)?$")
_BROKEN_TIMING = re.compile(rf"^\s*{_STAMP}\s*[-–—=>]{{1,4}}\s*{_STAMP}\s*$")
_PREFIX = re.compile(
    r"^[ \t]*(?:\[(?P<boxed>[^\[\]\n:]{1,60})\]|(?P<name>[^:\n]{1,60}?))[ \t]*:(?:[ \t]+|$)",
    re.MULTILINE,
)
_LOWER_CASE_WORDS = re.compile(r"^(?:\S+\s+)*[a-zß-öø-ÿ]+(?:\s|$)")

_MAX_WORDS = 6

UNKNOWN_SPEAKER = "Unknown speaker"
"""The label of words that the file gives to nobody; never counted as a participant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """Words shown for a time.

    Attributes:
        speaker: Who says them; None where the cue does not tell.
        text: The words, without mark-up and label; may hold line feeds.
        start: Seconds since the recording began; below 0 is written as 0.
        line_no: Physical line of the timing, from 1.
    """

    speaker: str | None
    text: str
    start: float
    line_no: int


def parse_cues(source: Source, text: str, *, first_line: int = 1) -> list[Cue]:
    """Split subtitle text into cues; their words are still as written.

    Words after a blank line that no timing belongs to continue the cue before them.

    Args:
        source: The file, for messages.
        text: The text from `first_line` on.
        first_line: Physical line at which `text` begins.

    Raises:
        ReadError: If a line is meant to be a timing and is none.
    """
    cues: list[Cue] = []
    lines = text.split("\n")
    for index, line in enumerate(lines):
        line_no = first_line + index
        if _ARROW in line or _BROKEN_TIMING.match(line):
            start = _start_of(source, line, line_no)
            cues.append(Cue(speaker=None, text="", start=start, line_no=line_no))
        elif cues and line.strip() and not _is_identifier(lines, index):
            words = f"{cues[-1].text}\n{line}" if cues[-1].text else line
            cues[-1] = replace(cues[-1], text=words)
    return [cue for cue in cues if cue.text]


def split_labels(cues: Sequence[Cue], *, names: Sequence[str]) -> list[Cue]:
    """Move `Name: ` at the start of lines into their speaker, where it is a name.

    It is one if it is a role, if the researcher has named it, if it looks like a name and comes
    up more than once, or if all cues are labelled. A cue in which two people speak becomes two.
    """
    found = [_label(match) for cue in cues for match in _prefixes(cue)]
    counts = Counter(found)
    sure = {
        label
        for label in found
        if is_role(label) or label in names or (counts[label] > 1 and _may_be_name(label))
    }
    if all(cue.speaker or _PREFIX.match(cue.text) for cue in cues):
        sure |= {label for label in found if _may_be_name(label)}
    return [part for cue in cues for part in _split(cue, sure)]


def _is_identifier(lines: Sequence[str], index: int) -> bool:
    """Whether the line names the cue that begins on the next."""
    following = lines[index + 1] if index + 1 < len(lines) else ""
    return _ARROW in following and (index == 0 or not lines[index - 1].strip())


def _prefixes(cue: Cue) -> Iterator[re.Match[str]]:
    return iter(()) if cue.speaker else _PREFIX.finditer(cue.text)


def _label(match: re.Match[str]) -> str:
    return (match["boxed"] or match["name"]).strip()


def _may_be_name(label: str) -> bool:
    """Whether `label` may be a person's; meeting programs allow any signs in names."""
    return looks_like_name(label) or (
        len(label.split()) <= _MAX_WORDS and _LOWER_CASE_WORDS.match(label) is None
    )


def _split(cue: Cue, sure: Collection[str]) -> Iterator[Cue]:
    matches = [match for match in _prefixes(cue) if _label(match) in sure]
    if not matches or matches[0].start() > 0:
        end = matches[0].start() if matches else len(cue.text)
        yield replace(cue, text=cue.text[:end].rstrip("\n"))
    ends = [match.start() for match in matches[1:]] + [len(cue.text)]
    for match, end in zip(matches, ends, strict=False):
        words = cue.text[match.end() : end].strip("\n")
        yield replace(cue, speaker=_label(match), text=words)


def join_cues(source: Source, cues: Sequence[Cue]) -> Reading:
    """Join cues into turns; the canonical text has a line a cue and a blank line between turns.

    A cue without speaker belongs to the speaker who talks before and after it; else to
    `UNKNOWN_SPEAKER`.

    Raises:
        ReadError: If there is no cue, or none tells its speaker.
    """
    if not any(cue.text.strip() for cue in cues):
        raise ReadError("holds no words", path=source.path, line_no=1)
    if not any(cue.speaker for cue in cues):
        message = "no cue tells its speaker; write 'Name: ' before the words of each cue"
        raise ReadError(message, path=source.path, line_no=cues[0].line_no)
    speakers = _fill_in([cue.speaker for cue in cues])
    pieces: list[str] = []
    turns: list[Turn] = []
    position = 0
    for speaker, group in _runs(cues, speakers):
        start, marks = position, []
        for cue in group:
            marks.append(TimeMark(offset=position, seconds=cue.start))
            pieces.append(cue.text + "\n")
            position += len(cue.text) + 1
        turns += _turn("".join(pieces), start, speaker, marks)
        pieces.append("\n")
        position += 1
    n_unknown = sum(
        len(cues[i].text.split()) for i, s in enumerate(speakers) if s == UNKNOWN_SPEAKER
    )
    notes = (f"{n_unknown} words without a speaker; not coded",) if n_unknown else ()
    return Reading(text="".join(pieces), turns=tuple(turns), notes=notes)


def _turn(text: str, start: int, speaker: str, marks: Sequence[TimeMark]) -> Iterator[Turn]:
    if start == len(text):
        return
    asides = find_asides(text, Span(start=start, end=len(text)))
    span = trim(text, start, len(text), asides=asides)
    if span is not None:
        inside = tuple(aside for aside in asides if span.contains(aside))
        yield Turn(speaker=speaker, span=span, asides=inside, times=tuple(marks))


def _fill_in(speakers: Sequence[str | None]) -> list[str]:
    filled: list[str] = []
    for i, speaker in enumerate(speakers):
        before = filled[-1] if filled else None
        after = next((name for name in speakers[i:] if name), None)
        filled.append(speaker or (before if before and before == after else UNKNOWN_SPEAKER))
    return filled


def _runs(cues: Sequence[Cue], speakers: Sequence[str]) -> Iterator[tuple[str, list[Cue]]]:
    group: list[Cue] = []
    for i, (cue, speaker) in enumerate(zip(cues, speakers, strict=True)):
        group.append(cue)
        if i + 1 == len(cues) or speakers[i + 1] != speaker:
            yield speaker, group
            group = []


def _start_of(source: Source, line: str, line_no: int) -> float:
    match = _TIMING.match(line)
    if match is None:
        message = (
            f"broken timing {line.strip()[:60]!r}; "
            "it should look like '00:01:02.500 --> 00:01:04.000'"
        )
        raise ReadError(message, path=source.path, line_no=line_no)
    stamp = match[1]
    # A negative time says that the recording began before its clock.
    return 0.0 if stamp.startswith("-") else seconds(stamp)
