"""Transcripts typed into a table of a document: a row a turn, columns for speaker, words, time."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from interview_coder.errors import ReadError
from interview_coder.readers.clock import CLOCK, seconds
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.paragraphs import Block, Grid, Paragraph, count, flatten
from interview_coder.readers.pieces import Tally, clean_name
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.tables.columns import ColumnNames, find_columns, has_columns
from interview_coder.readers.voices import split_labels
from interview_coder.roles import is_role

_Rows: TypeAlias = "list[tuple[str, ...]]"

_ONLY_CLOCK = re.compile(rf"^[\[(#]?\s*{CLOCK}(?:\s*[-–—>]+\s*{CLOCK})?\s*[\])#]?$")
_CLOCK_IN_NAME = re.compile(rf"(?:^|[\s\[(])[\[(]?({CLOCK})[\])]?\s*$")
_FIRST_CLOCK = re.compile(CLOCK)
_NUMBER = re.compile(r"^\d{1,6}\.?$")
_LABEL = re.compile(r"^\s*([^\n:：]{1,60}?)\s*[:：]\s*(?=\S)")
_MAX_HEADER_ROWS = 3
_MIN_ROWS = 2
_MAX_COLUMNS = 64  # a wider table is none of turns
# Shares of the document's characters: less is a table beside the transcript.
_MIN_SHARE_NAMED = 0.3
_MIN_SHARE_GUESSED = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class _Shape:
    """Which column holds what; `speaker` is None where names stand before the words."""

    speaker: int | None
    text: int
    time: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    shape: _Shape
    header: _Rows
    rows: _Rows


def read_grids(source: Source, blocks: Sequence[Block]) -> Reading | None:
    """Read the transcript in the tables of a document; None if no table is one.

    A table is one if a row names columns for speaker and words, or if one column holds nothing
    but names and another the words; and if most of the document stands in it.

    Args:
        source: The file.
        blocks: What stands in its body, in order.
    """
    found = {i: _find(source, block) for i, block in enumerate(blocks) if isinstance(block, Grid)}
    sizes: Counter[_Shape] = Counter()
    for one in found.values():
        if one is not None:
            sizes[one.shape] += sum(count(cell) for row in (*one.header, *one.rows) for cell in row)
    if not sizes:
        return None
    shape, size = sizes.most_common(1)[0]
    total = sum(count(paragraph.text) for paragraph in flatten(blocks))
    fitting = {i: one for i, one in found.items() if one is not None and one.shape == shape}
    is_named = any(has_columns(row) for one in fitting.values() for row in one.header)
    if size < total * (_MIN_SHARE_NAMED if is_named else _MIN_SHARE_GUESSED):
        return None
    return _read(source, blocks, fitting)


def _find(source: Source, grid: Grid) -> _Found | None:
    rows = [tuple(_text(cell) for cell in row) for row in grid.rows]
    width = max((len(row) for row in rows), default=0)
    if width > _MAX_COLUMNS:
        return None
    rows = [(*row, *([""] * (width - len(row)))) for row in rows]
    for i, row in enumerate(rows[:_MAX_HEADER_ROWS]):
        if has_columns(row):
            shape = _named_shape(source, row)
            if shape is not None:
                return _Found(shape=shape, header=rows[: i + 1], rows=rows[i + 1 :])
    for n_header in (0, 1):
        shape = _guess_shape(source, rows[n_header:])
        if shape is not None:
            return _Found(shape=shape, header=rows[:n_header], rows=rows[n_header:])
    return None


def _text(cell: Sequence[Block]) -> str:
    return "\n".join(paragraph.text for paragraph in flatten(cell)).strip()


def _named_shape(source: Source, header: Sequence[str]) -> _Shape | None:
    try:
        columns = find_columns(source, header, ColumnNames(), line_no=1)
    except ReadError:  # two columns for one thing: some other table
        return None
    return _Shape(speaker=columns.speaker, text=columns.text, time=columns.time)


def _guess_shape(source: Source, rows: _Rows) -> _Shape | None:
    """Find the columns by what stands in them."""
    if len(rows) < _MIN_ROWS:
        return None
    cells = {i: [row[i] for row in rows if row[i]] for i in range(len(rows[0]))}
    cells = {i: column for i, column in cells.items() if column}
    times = [i for i, column in cells.items() if all(map(_ONLY_CLOCK.match, column))]
    numbers = [i for i, column in cells.items() if all(map(_NUMBER.match, column))]
    rest = [i for i in cells if i not in times and i not in numbers]
    names = [i for i in rest if _are_names(source, cells[i])]
    time = times[0] if times else None
    if len(rest) == 1 and (times or numbers) and _are_labelled(source, cells[rest[0]]):
        return _Shape(speaker=None, text=rest[0], time=time)
    if len(rest) == len(names) + 1 == 2:
        text = next(i for i in rest if i not in names)
        return _Shape(speaker=names[0], text=text, time=time)
    return None


def _are_names(source: Source, cells: Sequence[str]) -> bool:
    names = [_name(cell) for cell in cells]
    known = [name in source.names or is_role(name) for name in names]
    repeat = len(set(names)) < len(names)
    return all(
        is_known or (repeat and looks_like_name(name))
        for name, is_known in zip(names, known, strict=True)
    )


def _are_labelled(source: Source, cells: Sequence[str]) -> bool:
    labels = [match[1] for cell in cells if (match := _LABEL.match(cell))]
    names = [label for label in labels if label in source.names or is_role(label)]
    counts = Counter(labels)
    names += [label for label in labels if looks_like_name(label) and counts[label] > 1]
    return 2 * len(set(labels)) <= len(cells) + 2 and bool(names)


def _name(cell: str) -> str:
    bare = _CLOCK_IN_NAME.sub("", cell.strip()).strip()
    return clean_name(bare.rstrip(":：")) or ""


def _read(source: Source, blocks: Sequence[Block], found: dict[int, _Found]) -> Reading | None:
    tally = Tally()
    speakers = {
        _name(row[one.shape.speaker])
        for one in found.values()
        for row in one.rows
        if one.shape.speaker is not None
    }
    cues: list[Cue] = []
    for i, block in enumerate(blocks):
        if i in found:
            cues += _cues(found[i], tally, len(cues) + 1)
        else:
            cues += _beside(block, speakers, tally, len(cues) + 1)
    cues = split_labels(cues, names=tuple(source.names))
    if not any(cue.speaker for cue in cues):
        return None
    reading = join_cues(source, cues)
    return replace(reading, left_out=(*reading.left_out, *tally.left_out()))


def _cues(found: _Found, tally: Tally, line_no: int) -> Iterator[Cue]:
    shape = found.shape
    used = {shape.speaker, shape.text, shape.time}
    for row in found.header:
        _leave_out(tally, "the table's header", *row)
    for n, row in enumerate(found.rows):
        if not row[shape.text]:
            _leave_out(tally, "table rows without words", *row)
            continue
        _leave_out(tally, "other columns", *(cell for i, cell in enumerate(row) if i not in used))
        named = row[shape.speaker] if shape.speaker is not None else ""
        speaker = _name(named) or None
        yield Cue(
            speaker=speaker, text=row[shape.text], start=_start(row, shape), line_no=line_no + n
        )


def _start(row: Sequence[str], shape: _Shape) -> float | None:
    clock = _FIRST_CLOCK.search(row[shape.time]) if shape.time is not None else None
    if clock is not None:
        return seconds(clock[0])
    beside = _CLOCK_IN_NAME.search(row[shape.speaker]) if shape.speaker is not None else None
    return seconds(beside[1]) if beside is not None else None


def _beside(block: Block, speakers: set[str], tally: Tally, line_no: int) -> Iterator[Cue]:
    """Paragraphs outside the table are speech only under the name of somebody in it."""
    for paragraph in [block] if isinstance(block, Paragraph) else flatten([block]):
        match = _LABEL.match(paragraph.text)
        if match is not None and _name(match[1]) in speakers:
            words = paragraph.text[match.end() :].strip()
            yield Cue(speaker=_name(match[1]), text=words, start=None, line_no=line_no)
        else:
            _leave_out(tally, "paragraphs outside the table", paragraph.text)


def _leave_out(tally: Tally, where: str, *texts: str) -> None:
    joined = " ".join(text for text in texts if text)
    tally.add(f"characters in {where}", joined, n=count(joined))
