"""What word processors' documents have in common: paragraphs, tables and the layouts of both.

A document is a transcript with labels before the words, a table with a column for the speaker, or
what a meeting program has made (`meetings`). These layouts are tried first, because what they say
is certain; labelled text comes last.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias

from interview_coder.readers.clock import seconds
from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Reading, Source
from interview_coder.transcript import Span, TimeMark, Turn

__all__ = [
    "Block",
    "Grid",
    "Layout",
    "Paragraph",
    "Piece",
    "count",
    "flatten",
    "paragraph_of",
    "read_blocks",
]

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_WHITE = re.compile(r"\s+")
_F4_TIME = re.compile(r"#(\d{1,3}:\d{2}:\d{2})-(\d)#")


@dataclass(frozen=True, kw_only=True, slots=True)
class Piece:
    """A stretch of a paragraph in one type."""

    text: str
    is_bold: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph.

    Attributes:
        text: Its words; a line feed is a soft line break.
        bold: The bold stretch with which it begins, if words follow that are not bold.
        is_heading: Whether it is typeset as a heading or title.
    """

    text: str
    bold: Span | None = None
    is_heading: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Grid:
    """A table: rows of cells of blocks.

    Attributes:
        rows: A cell that spans columns is followed by empty ones.
    """

    rows: tuple[tuple[tuple[Block, ...], ...], ...] = field(repr=False)


Block: TypeAlias = Paragraph | Grid

Layout: TypeAlias = Callable[[Source, Sequence[Block]], Reading]
"""Makes a reading of what stands in the body of a document, such as `read_blocks`."""


def count(text: str) -> int:
    """Return how many characters of `text` are no white space.

    What is left out of documents is counted so, since layouts add and drop white space.
    """
    return len(_WHITE.sub("", text))


def paragraph_of(pieces: Sequence[Piece], *, is_heading: bool = False) -> Paragraph:
    """Join pieces into a paragraph and find the bold stretch at its start."""
    text = "".join(piece.text for piece in pieces)
    length = 0
    for piece in pieces:
        if not piece.is_bold and piece.text.strip():
            break
        length += len(piece.text)
    start = length - len(text[:length].lstrip())
    end = len(text[:length].rstrip())
    is_label = start < end and "\n" not in text[start:end] and bool(text[end:].strip())
    bold = Span(start=start, end=end) if is_label else None
    return Paragraph(text=text, bold=bold, is_heading=is_heading)


def flatten(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """The paragraphs of `blocks`, those in tables row by row."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    yield from flatten(cell)


def read_blocks(source: Source, blocks: Sequence[Block]) -> Reading:
    """Read a document.

    The canonical text of a labelled document has a line a paragraph or soft line break; that of a
    table or of a meeting program's transcript is what was said, without names and times.

    Args:
        source: The file.
        blocks: What stands in its body, in order.

    Raises:
        ReadError: If no layout tells who speaks.
    """
    from interview_coder.readers.grids import read_grids
    from interview_coder.readers.meetings import read_meeting

    reading = read_grids(source, blocks) or read_meeting(source, list(flatten(blocks)))
    return _mark_f4_times(reading or _read_labelled(source, blocks))


def _read_labelled(source: Source, blocks: Sequence[Block]) -> Reading:
    lines: list[str] = []
    bold: list[Span] = []
    position = 0
    for paragraph in flatten(blocks):
        if paragraph.bold is not None:
            bold.append(
                Span(start=position + paragraph.bold.start, end=position + paragraph.bold.end)
            )
        lines.append(paragraph.text)
        position += len(paragraph.text) + 1
    return read_labelled(source, "\n".join(lines), bold=bold)


def _mark_f4_times(reading: Reading) -> Reading:
    """Take times as f4 writes them, `#00:01:22-6#`, out of what was said."""
    if not _F4_TIME.search(reading.text):
        return reading
    turns: list[Turn] = []
    carried: float | None = None  # a time at the end of a turn is that at which the next begins
    for turn in reading.turns:
        turns.append(_with_f4_times(reading.text, turn, carried))
        found = list(_F4_TIME.finditer(reading.text, turn.span.start, _end_of_line(reading, turn)))
        is_last = bool(found) and not reading.text[found[-1].end() : turn.span.end].strip()
        carried = _f4_seconds(found[-1]) if is_last else None
    return replace(reading, turns=tuple(turns))


def _end_of_line(reading: Reading, turn: Turn) -> int:
    end = reading.text.find("\n", turn.span.end)
    return len(reading.text) if end < 0 else end


def _with_f4_times(text: str, turn: Turn, carried: float | None) -> Turn:
    start, end = turn.span.start, turn.span.end
    found = list(_F4_TIME.finditer(text, start, end))
    while found and not text[found[-1].end() : end].strip():
        end = start + len(text[start : found.pop().start()].rstrip())
    while found and not text[start : found[0].start()].strip():
        start = found.pop(0).end()
        start += len(text[start:end]) - len(text[start:end].lstrip())
    if start >= end:
        return turn
    span = Span(start=start, end=end)
    times = {mark.offset: mark for mark in turn.times if mark.offset < end}
    if carried is not None and not times:
        times[turn.span.start] = TimeMark(offset=turn.span.start, seconds=carried)
    for match in found:
        times.setdefault(match.end(), TimeMark(offset=match.end(), seconds=_f4_seconds(match)))
    known = {aside for aside in turn.asides if span.contains(aside)}
    known |= {Span(start=match.start(), end=match.end()) for match in found}
    marks = tuple(times[offset] for offset in sorted(times))
    return replace(turn, span=span, asides=tuple(sorted(known)), times=marks)


def _f4_seconds(match: re.Match[str]) -> float:
    return seconds(f"{match[1]}.{match[2]}")
