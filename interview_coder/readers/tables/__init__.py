"""Tables: a row an utterance, with columns for the speaker, the words and perhaps the time."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_coder.errors import ReadError
from interview_coder.readers.clock import CLOCK, seconds
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.pieces import Tally, clean_name, clean_words
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.tables.columns import (
    ColumnNames,
    Columns,
    find_columns,
    has_columns,
    plain_name,
)
from interview_coder.readers.tables.coraal import is_coraal, plain_words
from interview_coder.readers.tables.rows import Fits, Row, Table, is_table, parse_table
from interview_coder.readers.tables.sheets import parse_sheets

__all__ = ["is_table", "parse_tables", "read", "read_interviews", "read_many", "read_table"]

_ZIP = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_PAUSE = re.compile(r"^\(\s*pause\b[^()]*\)$", re.IGNORECASE)
_STARTS_WITH_CLOCK = re.compile(rf"^[\[(]?\s*({CLOCK})(?:(?<=[.,]\d{{3}})\d+)?(?![\d:])")
_NUMBER = re.compile(r"^\d{1,12}(?:[.,]\d{1,9})?$")
_MAX_SECONDS = 100 * 3600
_MAX_LISTED = 8


def read(source: Source) -> Reading:
    """Read a .csv, .tsv or .xlsx file; its columns are found by their names.

    Raises:
        ReadError: See `read_table`.
    """
    told = source.read_as
    return read_table(
        source,
        speaker=told.speaker or None,
        text=told.text or None,
        time=told.time or None,
        interview=told.interview or None,
    )


def read_many(source: Source) -> Mapping[str, Reading]:
    """Read every interview of a .csv, .tsv or .xlsx file; see `read_interviews`.

    Raises:
        ReadError: See `read_interviews`.
    """
    told = source.read_as
    return read_interviews(
        source,
        speaker=told.speaker or None,
        text=told.text or None,
        time=told.time or None,
        interview=told.interview or None,
    )


def read_table(
    source: Source,
    *,
    speaker: str | None = None,
    text: str | None = None,
    time: str | None = None,
    interview: str | None = None,
) -> Reading:
    """Read the one interview of a table; the canonical text has a line a row.

    Args:
        source: The file.
        speaker: The column of the speakers; found by its name where it is not told.
        text: The column of what was said; likewise.
        time: The column of times, clocks or seconds; likewise, and there need be none.
        interview: The column that tells interviews apart; likewise.

    Raises:
        ReadError: If it is no table, columns are missing or doubtful, or it holds several
            interviews; the message lists them.
    """
    told = ColumnNames(speaker=speaker, text=text, time=time, interview=interview)
    groups = _interviews(source, told)
    if len(groups) > 1:
        names = [group.name for group in groups]
        listed = ", ".join(repr(name[:40]) for name in names[:_MAX_LISTED])
        more = f" and {len(names) - _MAX_LISTED} more" if len(names) > _MAX_LISTED else ""
        message = (
            f"holds {len(names)} interviews, told apart by {groups[0].told_apart_by}: "
            f"{listed}{more}; save each interview in a file of its own"
        )
        raise ReadError(message, path=source.path)
    return _join(source, groups[0])


def read_interviews(
    source: Source,
    *,
    speaker: str | None = None,
    text: str | None = None,
    time: str | None = None,
    interview: str | None = None,
) -> Mapping[str, Reading]:
    """Read every interview of a table, in the order of their first rows.

    Args:
        source: The file.
        speaker: See `read_table`.
        text: See `read_table`.
        time: See `read_table`.
        interview: See `read_table`.

    Returns:
        Name to reading: the names are the cells of the column of interviews, or those of the
        sheets; the stem of the file where it holds one interview.

    Raises:
        ReadError: If it is no table, columns are missing or doubtful, or an interview cannot be
            read.
    """
    told = ColumnNames(speaker=speaker, text=text, time=time, interview=interview)
    return {group.name: _join(source, group) for group in _interviews(source, told)}


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """The rows of one interview."""

    name: str
    told_apart_by: str
    table: Table
    columns: Columns
    rows: tuple[Row, ...]
    others: tuple[str, ...] = ()  # sheets of the workbook that are no transcripts


def _interviews(source: Source, told: ColumnNames) -> list[_Group]:
    """The interviews of a file: at least one."""
    tables = parse_tables(source)
    is_told = told.speaker is not None and told.text is not None
    fitting = [table for table in tables if is_told or has_columns(table.header.cells)]
    if not fitting or len(tables) == 1:
        fitting = list(tables[:1])
    others = tuple(each.name for each in tables if not any(each is known for known in fitting))
    groups: list[_Group] = []
    for table in fitting:
        columns = find_columns(source, table.header.cells, told, line_no=table.header.line_no)
        rows = tuple(row for row in table.rows if any(cell.strip() for cell in row.cells))
        one = _Group(
            name=table.name if len(fitting) > 1 else source.path.stem,
            told_apart_by="the sheets",
            table=table,
            columns=columns,
            rows=rows,
            others=others,
        )
        groups += _split(source, one)
    return groups


def parse_tables(source: Source, *, fits: Fits = has_columns) -> tuple[Table, ...]:
    """Return the tables of a file: the sheets of a workbook, or the one of a text file.

    Args:
        source: The file.
        fits: Whether a row names the columns; by default a speaker and a text column.

    Raises:
        ReadError: If it is no table.
    """
    if source.data.startswith((_ZIP, _OLD_EXCEL)):
        sheets = parse_sheets(source, fits=fits)
        if not sheets:
            raise ReadError("is a workbook without words", path=source.path)
        return sheets
    return (parse_table(source, source.decode().removeprefix("\ufeff"), fits=fits),)


def _split(source: Source, group: _Group) -> list[_Group]:
    """Part the rows by the column of interviews, if there is one and it tells several apart."""
    column = group.columns.interview
    if column is None:
        return [group]
    by_name: dict[str, list[Row]] = {}
    for row in group.rows:
        by_name.setdefault(clean_name(row.cells[column]) or "", []).append(row)
    nameless = by_name.pop("", [])
    speaks = group.columns.speaker
    speakers = {name: {row.cells[speaks] for row in rows} for name, rows in by_name.items()}
    is_sure = group.columns.is_interview_sure or any(len(each) > 1 for each in speakers.values())
    if len(by_name) <= 1 or not is_sure:
        return [group]
    title = group.table.header.cells[column].strip()
    for row in nameless:
        if row.cells[group.columns.text].strip():
            message = f"names no interview in its column {title!r}, other rows do"
            raise ReadError(message, path=source.path, line_no=row.line_no)
    next(iter(by_name.values())).extend(nameless)  # to be counted as rows without words
    prefix = f"{group.name} " if group.name == group.table.name and group.name else ""
    return [
        replace(
            group, name=f"{prefix}{name}", told_apart_by=f"the column {title!r}", rows=tuple(rows)
        )
        for name, rows in by_name.items()
    ]


def _join(source: Source, group: _Group) -> Reading:
    tally = Tally()
    notes = list(group.table.notes)
    clock, clock_notes = _clock(group)
    notes += clock_notes
    cues = list(_cues(group, clock, tally))
    if not any(cue.speaker for cue in cues) and any(cue.text for cue in cues):
        title = group.table.header.cells[group.columns.speaker].strip()
        message = f"no row names a speaker in its column {title!r}; write who speaks in each row"
        raise ReadError(message, path=source.path, line_no=cues[0].line_no)
    reading = join_cues(source, cues)
    _tally_columns(group, tally)
    notes += _note_no_value(group, tally)
    return replace(
        reading,
        notes=(*reading.notes, *notes),
        left_out=(*reading.left_out, *tally.left_out()),
    )


def _cues(group: _Group, clock: Mapping[int, float], tally: Tally) -> Iterator[Cue]:
    columns = group.columns
    coraal = is_coraal(group.table.header.cells)
    seen: set[tuple[str, str, str]] = set()
    for row in group.rows:
        words = clean_words(row.cells[columns.text])
        speaker = clean_name(row.cells[columns.speaker])
        if not words:
            tally.add("rows without words", " ".join(row.cells))
            continue
        if _PAUSE.match(words):
            tally.add("rows that are pauses", words)
            continue
        if columns.utterance is not None and row.cells[columns.utterance].strip():
            key = (row.cells[columns.utterance], speaker or "", words)
            if key in seen:
                tally.add("rows that repeat an utterance", words)
                continue
            seen.add(key)
        text = plain_words(words, tally) if coraal else words
        start = clock.get(row.line_no)
        yield Cue(speaker=speaker, text=text, start=start, line_no=row.line_no)


def _clock(group: _Group) -> tuple[dict[int, float], list[str]]:
    """The times of rows by line, and what to say about them."""
    column = group.columns.time
    if column is None:
        return {}, []
    title = group.table.header.cells[column].strip()
    cells = [(row.line_no, row.cells[column].strip()) for row in group.rows]
    is_ms = "ms" in plain_name(title).split()
    times = {no: time for no, cell in cells if (time := _seconds(cell, is_ms=is_ms)) is not None}
    if times and max(times.values()) > _MAX_SECONDS:
        what = "milliseconds" if not is_ms else "no times of a recording"
        note = f"the times in column {title!r} look like {what} and were not read"
        return {}, [f"{note}; name the column 'start ms'" if not is_ms else note]
    unread = [(no, cell) for no, cell in cells if cell and no not in times]
    if not unread:
        return times, []
    line_no, cell = unread[0]
    count = "1 time" if len(unread) == 1 else f"{len(unread)} times"
    return times, [f"line {line_no}: {count} in column {title!r} not read, such as {cell[:40]!r}"]


def _seconds(cell: str, *, is_ms: bool) -> float | None:
    """The time a cell tells: a clock, the first of two clocks, or a number; None if it is none."""
    if _NUMBER.match(cell):
        number = float(cell.replace(",", "."))
        return number / 1000 if is_ms else number
    match = _STARTS_WITH_CLOCK.match(cell)
    if match is None:
        return None
    time = seconds(match[1])
    return time if math.isfinite(time) else None


def _tally_columns(group: _Group, tally: Tally) -> None:
    header = group.table.header.cells
    used: set[int | None] = set(group.columns[:4]) - {None}
    rest = [name.strip() for i, name in enumerate(header) if i not in used and name.strip()]
    tally.add("columns that are not read", ", ".join(rest), n=len(rest))
    tally.add(
        "rows above the names of columns", " ".join(group.table.above), n=len(group.table.above)
    )
    tally.add("sheets that are not read", ", ".join(group.others), n=len(group.others))


def _note_no_value(group: _Group, tally: Tally) -> Sequence[str]:
    """Tell of formulas whose value the file does not keep."""
    wanted = {group.columns.text, group.columns.speaker, group.columns.time}
    lines = {row.line_no for row in group.rows}
    found = [no for no, column in group.table.no_value if column in wanted and no in lines]
    tally.add("formulas without a value", n=len(found))
    if not found:
        return ()
    return (
        f"line {found[0]}: {len(found)} formulas have no value in the file; "
        "open it in Excel and save it again",
    )
