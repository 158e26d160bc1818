"""The grammar of labelled text: which lines begin a turn, and what is no speech.

A turn begins with a label at the start of a line: `Name:`, `**Name:**`, `[00:01:23] Name:`,
`Name [00:01:23]:`, `Name: [00:01:23]`, a name and a time alone on a line, `[Name]`, `### Name`, or
a name alone on its line where the file has that habit (`label_shapes`). It lasts to the next label,
over line breaks and blank lines.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence

from interview_coder.errors import ReadError
from interview_coder.readers.asides import find_asides, find_times, trim
from interview_coder.readers.clock import seconds
from interview_coder.readers.frame import Frame, find_frame
from interview_coder.readers.label_habits import Sorted, lower_case_names, sort_out
from interview_coder.readers.label_shapes import Label, find_candidates
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source
from interview_coder.transcript import Span, TimeMark, Turn

_OVERLAP = re.compile(
    r"//[ \t]{0,4}(?P<name>[^\n:/]{1,60}?)[ \t]{0,4}:[ \t]{0,4}(?P<words>(?:(?!//)[^\n]){0,2000})"
    r"(?P<close>//|$)",
    re.MULTILINE,
)
_MIN_LABELS_TO_WONDER = 6
_MAX_SHOWN = 60


def read_labelled(source: Source, text: str, *, bold: Sequence[Span] = ()) -> Reading:
    """Read labelled text.

    Args:
        source: The file, for its name in messages and the names it should find.
        text: Its canonical text.
        bold: Bold stretches at the start of a line; a name among them needs no colon.

    Raises:
        ReadError: If no line begins with a speaker's label, or nothing is said.
    """
    lines = _Lines(text)
    names = frozenset(source.names)
    frame, found = _find(text, bold, names)
    if not found.labels and (lower := lower_case_names(text)):
        names |= lower
        frame, found = _find(text, bold, names)
    if not found.labels and source.read_as.only_speaker:
        return _monologue(source, text)
    if not found.labels:
        raise ReadError(_no_labels(found, lines), path=source.path, line_no=1)
    tally = Tally()
    first = found.labels[0].start
    _count_lines(text[:first], "lines before the first speaker", tally)
    turns = tuple(_turns(text, _with_overlaps(text, found.labels, names), frame.end, tally))
    if not turns:
        message = "speakers are named but nothing is said"
        raise ReadError(message, path=source.path, line_no=1)
    _count_lines(text[frame.end :], "lines of a footer", tally)
    notes = (*_note_initials(frame), *_note_names(found, lines))
    return Reading(text=text, turns=turns, notes=notes, left_out=tally.left_out())


def _monologue(source: Source, text: str) -> Reading:
    """All of a text that names nobody, as the turn of the one who speaks in it."""
    label = Label(
        name=source.read_as.only_speaker,
        start=0,
        end=0,
        clock=None,
        shape="inline",
        follows_blank_line=True,
    )
    tally = Tally()
    turns = tuple(_turns(text, [(label, len(text))], len(text), tally))
    if not turns:
        raise ReadError("holds no words", path=source.path, line_no=1)
    return Reading(text=text, turns=turns, left_out=tally.left_out())


def _find(text: str, bold: Sequence[Span], names: frozenset[str]) -> tuple[Frame, Sorted]:
    candidates = find_candidates(text, bold=bold, names=names)
    frame = find_frame(text, candidates)
    inside = [label for label in candidates if frame.start <= label.start < frame.end]
    return frame, sort_out(inside, text, names=names | frozenset(frame.initials))


class _Lines:
    """Line numbers of a text."""

    def __init__(self, text: str) -> None:
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def number(self, offset: int) -> int:
        """The physical line of `offset`, from 1."""
        return bisect_left(self._breaks, offset) + 1


def _with_overlaps(
    text: str, labels: Sequence[Label], names: Collection[str]
) -> Iterator[tuple[Label, int]]:
    """Labels with the ends of their turns; `//S02: Yes. //` inside a turn is somebody else's."""
    speakers = {label.name for label in labels} | set(names)
    ends = [label.start for label in labels[1:]] + [len(text)]
    for label, end in zip(labels, ends, strict=True):
        begun = label
        for match in _OVERLAP.finditer(text, label.end, end):
            name = match["name"].strip()
            if name in speakers:
                yield begun, match.start()
                yield _inner(name, match.start(), match.start("words")), match.end("words")
                begun = _inner(label.name, match.end("words"), match.end())
        yield begun, end


def _inner(name: str, start: int, end: int) -> Label:
    return Label(
        name=name, start=start, end=end, clock=None, shape="inline", follows_blank_line=False
    )


def _turns(
    text: str, labels: Iterable[tuple[Label, int]], text_end: int, tally: Tally
) -> Iterator[Turn]:
    carried: float | None = None  # a time at the end of a turn is that at which the next begins
    for label, label_end in labels:
        end = min(label_end, text_end)
        whole = Span(start=label.end, end=end) if label.end < end else None
        asides = find_asides(text, whole) if whole else ()
        marks = find_times(text, whole) if whole else ()
        span = trim(text, label.end, end, asides=asides)
        inside: list[Span] = []
        for aside in asides:
            if span is not None and span.contains(aside):
                inside.append(aside)
            else:
                tally.add("asides at the edges of turns", text[aside.start : aside.end])
        if span is None:
            if label.shape != "inline":
                tally.add("labels without words", label.name)
            continue
        start = seconds(label.clock) if label.clock else carried
        first = () if start is None else (TimeMark(offset=label.end, seconds=start),)
        carried = next((mark.seconds for mark in marks if mark.offset > span.end), None)
        yield Turn(speaker=label.name, span=span, asides=tuple(inside), times=(*first, *marks))


def _count_lines(stretch: str, what: str, tally: Tally) -> None:
    for line in stretch.splitlines():
        if line.strip():
            tally.add(what, line)


def _note_initials(frame: Frame) -> Iterator[str]:
    if frame.initials:
        told = ", ".join(f"{short} is {full}" for short, full in sorted(frame.initials.items()))
        yield f"initials as the file explains them: {told}"


def _note_names(found: Sorted, lines: _Lines) -> Iterator[str]:
    if len(found.labels) >= _MIN_LABELS_TO_WONDER:
        for label in found.once:
            yield (
                f"line {lines.number(label.start)}: {label.name!r} comes up once "
                "and was taken for a speaker"
            )
    for label in found.doubted:
        yield (
            f"line {lines.number(label.start)}: {label.name!r} comes up once "
            "and was read as speech, not as a speaker"
        )


def _no_labels(found: Sorted, lines: _Lines) -> str:
    message = (
        "no speaker labels; begin each turn with the speaker's name and a colon, "
        "such as 'Interviewer: How was it?' (if one person says everything in it, name them as "
        "only_speaker in study.toml)"
    )
    if not found.doubted:
        return message
    shown = ", ".join(
        f"{label.name[:_MAX_SHOWN]!r} (line {lines.number(label.start)})"
        for label in found.doubted[:3]
    )
    return f"{message}; {shown} might be one, but comes up once"
