"""Replacements in a text, and where everything stands after them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import NamedTuple

from interview_coder.transcript import Span


class Edit(NamedTuple):
    """One replacement.

    Attributes:
        span: Of the text before.
        words: What stands there afterwards.
    """

    span: Span
    words: str


@dataclass(frozen=True, kw_only=True)
class Edits:
    """Replacements in one text, made all at once.

    Attributes:
        text: Before.
        edits: In order, not overlapping.
    """

    text: str
    edits: tuple[Edit, ...]

    @classmethod
    def of(cls, text: str, edits: Iterable[Edit]) -> Edits:
        """Put `edits` in order.

        Raises:
            ValueError: If two of them overlap.
        """
        ordered = tuple(sorted(edits))
        for a, b in pairwise(ordered):
            if a.span.overlaps(b.span):
                raise ValueError(f"edits overlap: {a} and {b}")
        return cls(text=text, edits=ordered)

    @cached_property
    def after(self) -> str:
        """The text with all replacements made."""
        position = 0
        pieces = []
        for span, words in self.edits:
            pieces += [self.text[position : span.start], words]
            position = span.end
        return "".join([*pieces, self.text[position:]])

    @cached_property
    def _growth(self) -> list[int]:
        grown = (len(words) - (span.end - span.start) for span, words in self.edits)
        return list(accumulate(grown, initial=0))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span, _ in self.edits]

    def start(self, offset: int) -> int:
        """Return where what begins at `offset` begins afterwards; inside an edit, where it does."""
        i = bisect_right(self._starts, offset) - 1
        if i < 0:
            return offset
        span = self.edits[i].span
        if offset < span.end:
            return span.start + self._growth[i]
        return offset + self._growth[i + 1]

    def end(self, offset: int) -> int:
        """Return where what ends at `offset` ends afterwards; inside an edit, where that does."""
        i = bisect_right(self._starts, offset - 1) - 1
        if i < 0:
            return offset
        return max(offset, self.edits[i].span.end) + self._growth[i + 1]

    def move(self, span: Span) -> Span:
        """Return where `span` stands afterwards; an edit that it touches is wholly inside."""
        return Span(start=self.start(span.start), end=self.end(span.end))

    @cached_property
    def spans_after(self) -> tuple[Span, ...]:
        """Where the replacements stand afterwards, in order."""
        return tuple(self.move(span) for span, _ in self.edits)
