"""Cues, pieces of speech with a time, and how they become the turns of a transcript."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from interview_coder.errors import ReadError
from interview_coder.readers.asides import find_asides, trim
from interview_coder.readers.source import Reading, Source
from interview_coder.transcript import Span, TimeMark, Turn

UNKNOWN_SPEAKER = "Unknown speaker"
"""The label of words that the file gives to nobody; never counted as a participant."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cue:
    """Words shown for a time.

    Attributes:
        speaker: Who says them; None where the cue does not tell, `UNKNOWN_SPEAKER` where it tells
            that it is somebody else than before.
        text: The words, without mark-up and label; may hold line feeds.
        start: Seconds since the recording began; below 0 is written as 0; None where the source
            does not tell.
        line_no: Physical line of the timing, from 1.
    """

    speaker: str | None
    text: str
    start: float | None
    line_no: int


def join_cues(source: Source, cues: Sequence[Cue]) -> Reading:
    """Join cues into turns; the canonical text has a line a cue and a blank line between turns.

    A cue without speaker belongs to the speaker who talks before and after it; else to
    `UNKNOWN_SPEAKER`.

    Raises:
        ReadError: If there is no cue, none tells its speaker, or there are only asides.
    """
    if not any(cue.text.strip() for cue in cues):
        raise ReadError("holds no words", path=source.path, line_no=1)
    named = (None, UNKNOWN_SPEAKER)
    only = source.read_as.only_speaker
    if only and not any(cue.speaker not in named for cue in cues):
        cues = [replace(cue, speaker=only) for cue in cues]
    if not any(cue.speaker not in named for cue in cues):
        message = (
            "no cue tells its speaker; write 'Name: ' before the words of each cue, or, if one "
            "person says everything in it, name them as only_speaker in study.toml"
        )
        raise ReadError(message, path=source.path, line_no=cues[0].line_no)
    text, stretches = _write(cues, _fill_in([cue.speaker for cue in cues]))
    turns = tuple(turn for stretch in stretches for turn in _turn(text, stretch))
    if not turns:
        message = "holds no words, only remarks such as [laughs]"
        raise ReadError(message, path=source.path, line_no=cues[0].line_no)
    n_unknown = sum(_count_words(text, turn) for turn in turns if turn.speaker == UNKNOWN_SPEAKER)
    notes = (f"{n_unknown} words without a speaker; not coded",) if n_unknown else ()
    return Reading(text=text, turns=turns, notes=notes)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Stretch:
    """What one speaker says, as a piece of the canonical text."""

    speaker: str
    start: int
    end: int
    times: tuple[TimeMark, ...]


def _fill_in(speakers: Sequence[str | None]) -> list[str]:
    """Name the speaker of every cue: the told one, the one on both sides, or nobody."""
    after: list[str | None] = []  # back to front: who speaks at or after each cue
    for speaker in reversed(speakers):
        after.append(speaker or (after[-1] if after else None))
    filled: list[str] = []
    before: str | None = None
    for speaker, following in zip(speakers, reversed(after), strict=True):
        before = speaker or (before if before == following else None) or UNKNOWN_SPEAKER
        filled.append(before)
    return filled


def _write(cues: Sequence[Cue], speakers: Sequence[str]) -> tuple[str, list[_Stretch]]:
    pieces: list[str] = []
    stretches: list[_Stretch] = []
    position = 0
    for speaker, group in groupby(zip(speakers, cues, strict=True), key=_speaker):
        start, marks = position, []
        for _, cue in group:
            if cue.start is not None:
                marks.append(TimeMark(offset=position, seconds=cue.start))
            pieces.append(cue.text + "\n")
            position += len(cue.text) + 1
        stretches.append(_Stretch(speaker=speaker, start=start, end=position, times=tuple(marks)))
        pieces.append("\n")
        position += 1
    return "".join(pieces), stretches


def _speaker(pair: tuple[str, Cue]) -> str:
    return pair[0]


def _turn(text: str, stretch: _Stretch) -> Iterator[Turn]:
    asides = find_asides(text, Span(start=stretch.start, end=stretch.end))
    span = trim(text, stretch.start, stretch.end, asides=asides)
    if span is not None:
        inside = tuple(aside for aside in asides if span.contains(aside))
        yield Turn(speaker=stretch.speaker, span=span, asides=inside, times=stretch.times)


def _count_words(text: str, turn: Turn) -> int:
    starts = (turn.span.start, *(aside.end for aside in turn.asides))
    ends = (*(aside.start for aside in turn.asides), turn.span.end)
    return sum(len(text[start:end].split()) for start, end in zip(starts, ends, strict=True))
