"""The text of a transcript with its speakers' names, as other programs should show it.

Subtitles, tables and what recognises speech keep names apart from words, and so do transcripts
that were read from them. Programs that know nothing of turns would show words that nobody says.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise

from interview_coder.transcript import Span, Transcript


@dataclass(frozen=True, kw_only=True, slots=True)
class WithNames:
    """A text in which names were put.

    Attributes:
        text: That of the transcript, each turn begun with `Name: ` if no name stands in it.
        starts: Where in the transcript a name was put, in order; empty if none was.
        shifts: How many characters were put up to and with each of them.
    """

    text: str = field(repr=False)
    starts: Sequence[int] = ()
    shifts: Sequence[int] = ()

    def span(self, span: Span) -> Span:
        """Return where a span of the transcript stands in the text."""
        return Span(
            start=span.start + self._shift(bisect_right(self.starts, span.start)),
            end=span.end + self._shift(bisect_left(self.starts, span.end)),
        )

    def _shift(self, n_names: int) -> int:
        return self.shifts[n_names - 1] if n_names else 0

    @property
    def places(self) -> list[int]:
        """For each character of the text its place in the transcript; -1 in a name."""
        length = len(self.text) - self._shift(len(self.starts))
        places: list[int] = []
        for n, (start, end) in enumerate(pairwise((0, *self.starts, length))):
            if n:
                places += [-1] * (self.shifts[n - 1] - self._shift(n - 1))
            places += range(start, end)
        return places


def with_names(transcript: Transcript) -> WithNames:
    """Return the text of a transcript with names before its turns, unless its own text has them."""
    if any(gap.strip() for gap in _gaps(transcript)):
        return WithNames(text=transcript.text)
    names = [(turn.span.start, f"{turn.speaker}: ") for turn in transcript.turns if turn.speaker]
    pieces: list[str] = []
    before = 0
    for start, name in names:
        pieces += [transcript.text[before:start], name]
        before = start
    return WithNames(
        text="".join([*pieces, transcript.text[before:]]),
        starts=tuple(start for start, _ in names),
        shifts=tuple(accumulate(len(name) for _, name in names)),
    )


def _gaps(transcript: Transcript) -> Iterator[str]:
    """What stands before each turn and after the one before it: names, times, headings."""
    before = 0
    for turn in transcript.turns:
        yield transcript.text[before : turn.span.start]
        before = turn.span.end
