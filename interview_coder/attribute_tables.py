"""Tables joined to the participants: CRM, analytics or survey exports, a row a person.

What stands in them becomes attributes. A row that is about nobody who was interviewed, and a
participant of whom a table has no row, is told and never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import Field

from interview_coder.checking import Record
from interview_coder.errors import ReadError
from interview_coder.participants import PARTICIPANTS_FILE
from interview_coder.readers.opening import read_file
from interview_coder.readers.source import Source
from interview_coder.readers.tables import parse_tables
from interview_coder.readers.tables.rows import Row, Table
from interview_coder.transcript import Participant

MAX_BYTES = 200_000_000
_MOST_SHOWN = 5
_NAME = "participant"


class TableRecord(Record):
    """One of `[[tables]]` of study.toml.

    Attributes:
        file: Name of a .csv, .tsv or .xlsx file beside study.toml.
        key: The column of the table that tells whom a row is about.
        participant: The column of participants.csv with the same keys; the names if not told.
        columns: What to take, in order; every other column but the key if not told.
        sheet: Of a workbook; the first sheet that has the key if not told.
    """

    file: str = Field(min_length=1)
    key: str = Field(min_length=1)
    participant: str = _NAME
    columns: tuple[str, ...] = ()
    sheet: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """Participants with what the tables say of them.

    Attributes:
        participants: In the order given.
        notes: Which rows and participants did not join, and why.
        faults: What is wrong; empty if everything could be read.
    """

    participants: tuple[Participant, ...]
    notes: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


def join_tables(
    folder: Path, records: Sequence[TableRecord], participants: Sequence[Participant]
) -> Joined:
    """Give the participants the attributes that the tables of `folder` have of them.

    Args:
        folder: The study folder.
        records: What study.toml says.
        participants: With what participants.csv says of them.
    """
    people = tuple(participants)
    notes: list[str] = []
    faults: list[str] = []
    for record in records:
        try:
            found = _read(folder, record)
            keys = _keys(people, record)
            rows = _rows_by_key(found)
            _check_any(found, rows, keys)
            notes += _notes(found, rows, keys)
            people = tuple(_joined(person, found, rows.get(keys[person.name])) for person in people)
        except _TableError as error:
            faults += [f"{record.file}: {fault}" for fault in error.faults]
        except ReadError as error:
            faults.append(str(error))
    return Joined(participants=people, notes=tuple(notes), faults=tuple(faults))


class _TableError(Exception):
    """A table that cannot be joined."""

    def __init__(self, *faults: str) -> None:
        super().__init__("; ".join(faults))
        self.faults = faults


@dataclass(frozen=True, kw_only=True, slots=True)
class _Found:
    """A table that was read: where its key and what to take stand."""

    file: str
    table: Table
    key: int
    columns: Mapping[str, int]

    def cell(self, row: Row, place: int) -> str:
        return row.cells[place].strip() if place < len(row.cells) else ""


def _read(folder: Path, record: TableRecord) -> _Found:
    path = folder / record.file
    if not path.is_file():
        raise _TableError("there is no such file beside study.toml")
    source = Source(path=path, data=read_file(path, max_bytes=MAX_BYTES))
    tables = parse_tables(source, fits=lambda cells: record.key in map(str.strip, cells))
    if record.sheet and record.sheet not in {table.name for table in tables}:
        named = ", ".join(repr(table.name) for table in tables)
        raise _TableError(f"no sheet {record.sheet!r}; there are: {named}")
    wanted = [table for table in tables if not record.sheet or table.name == record.sheet]
    headers = [[cell.strip() for cell in table.header.cells] for table in wanted]
    fitting = [i for i, header in enumerate(headers) if record.key in header]
    if not fitting:
        listed = ", ".join(filter(None, headers[0])) or "none"
        raise _TableError(
            f"line {wanted[0].header.line_no}: no column {record.key!r} to join by; found: {listed}"
        )
    table, header = wanted[fitting[0]], headers[fitting[0]]
    missing = [name for name in record.columns if name not in header]
    if missing:
        raise _TableError(f"no column {', '.join(map(repr, missing))}; found: {', '.join(header)}")
    names = record.columns or [name for name in header if name and name != record.key]
    repeated = sorted({name for name in names if header.count(name) > 1})
    if repeated:
        told = ", ".join(map(repr, repeated))
        raise _TableError(f"line {table.header.line_no}: column {told} more than once; rename one")
    return _Found(
        file=record.file,
        table=table,
        key=header.index(record.key),
        columns={name: header.index(name) for name in names},
    )


def _keys(people: Sequence[Participant], record: TableRecord) -> Mapping[str, str]:
    """Return participant to key; empty where none is known."""
    if record.participant == _NAME:
        return {person.name: person.name for person in people}
    if not any(record.participant in person.attributes for person in people):
        known = sorted({name for person in people for name in person.attributes})
        listed = ", ".join((_NAME, *known))
        raise _TableError(
            f"{PARTICIPANTS_FILE} has no column {record.participant!r} to join by; found: {listed}"
        )
    return {person.name: person.attributes.get(record.participant, "") for person in people}


def _rows_by_key(found: _Found) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in found.table.rows:
        if any(cell.strip() for cell in row.cells):
            rows[found.cell(row, found.key)].append(row)
    return dict(rows)


def _check_any(found: _Found, rows: Mapping[str, Sequence[Row]], keys: Mapping[str, str]) -> None:
    """Refuse what would be a guess: two rows of one person, no row of anybody."""
    wanted = {key: person for person, key in keys.items() if key}
    doubtful = [
        f"lines {', '.join(str(row.line_no) for row in rows[key])}: {key!r} ({person}) has "
        f"{len(rows[key])} rows; keep one, or sum them up first"
        for key, person in wanted.items()
        if len(rows.get(key, ())) > 1
    ]
    if doubtful:
        raise _TableError(*doubtful)
    if not any(key in rows for key in wanted):
        column = found.table.header.cells[found.key].strip()
        raise _TableError(
            f"no row joins: its {column!r} holds {_shown(rows)}, "
            f"the participants have {_shown(wanted)}"
        )


def _notes(
    found: _Found, rows: Mapping[str, Sequence[Row]], keys: Mapping[str, str]
) -> Iterator[str]:
    strangers = [
        row for key, own in rows.items() if key not in keys.values() or not key for row in own
    ]
    if strangers:
        n_rows = sum(len(own) for own in rows.values())
        lines = ", ".join(str(row.line_no) for row in strangers[:_MOST_SHOWN])
        more = f" and {len(strangers) - _MOST_SHOWN} more" if len(strangers) > _MOST_SHOWN else ""
        yield (
            f"{found.file}: {len(strangers)} of {n_rows} rows are about nobody who was "
            f"interviewed: line {lines}{more}"
        )
    without = [
        f"{person} ({key!r} is not in it)" if key else f"{person} (has no key)"
        for person, key in keys.items()
        if key not in rows or not key
    ]
    if without:
        yield f"{found.file}: no row for {', '.join(without)}"


def _joined(person: Participant, found: _Found, rows: Sequence[Row] | None) -> Participant:
    both = [name for name in found.columns if name in person.attributes]
    if both:
        told = ", ".join(map(repr, both))
        raise _TableError(
            f"column {told} is known of the participants already; rename one, or name those to "
            "take under `columns`"
        )
    values = {
        name: found.cell(rows[0], place) if rows else "" for name, place in found.columns.items()
    }
    return replace(person, attributes={**person.attributes, **values})


def _shown(keys: Mapping[str, object]) -> str:
    listed = [repr(key) for key in keys if key]
    more = ", …" if len(listed) > _MOST_SHOWN else ""
    return f"{', '.join(listed[:_MOST_SHOWN])}{more}" if listed else "nothing"
