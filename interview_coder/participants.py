"""participants.csv: who the interviewed are, a row a person."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from interview_coder.errors import SettingsError
from interview_coder.readers.decoding import decode_unicode

PARTICIPANTS_FILE = "participants.csv"


@dataclass(frozen=True, kw_only=True, slots=True)
class ParticipantRow:
    """A row of participants.csv.

    Attributes:
        line_no: Physical line on which it ends, from 1.
        attributes: Column to value; empty where the row has no cell.
    """

    line_no: int
    attributes: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ParticipantsTable:
    """What participants.csv says.

    Attributes:
        rows: Participant to row, in the order of the file; empty if there is no file.
    """

    rows: Mapping[str, ParticipantRow] = field(default_factory=dict)


def read_participants(folder: Path) -> ParticipantsTable:
    """Read participants.csv of `folder`, if it is there.

    Raises:
        ReadError: If the file is no text.
        SettingsError: With every row that cannot be used.
    """
    path = folder / PARTICIPANTS_FILE
    if not path.is_file():
        return ParticipantsTable()
    return ParticipantsTable(rows=_rows(path, decode_unicode(path.read_bytes(), path=path)))


def _rows(path: Path, text: str) -> Mapping[str, ParticipantRow]:
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=delimiter, restkey="", restval="")
    if "participant" not in (reader.fieldnames or ()):
        message = f"line 1: no column 'participant'; found: {header}"
        raise SettingsError(path, [message])
    rows: dict[str, ParticipantRow] = {}
    faults = []
    for row in reader:
        name = (row.pop("participant") or "").strip()
        if not name or "" in row:
            what = "no participant named" if not name else "more cells than the header has columns"
            faults.append(f"line {reader.line_num}: {what}")
        elif name in rows:
            first = rows[name].line_no
            faults.append(f"line {reader.line_num}: {name!r} already stands on line {first}")
        else:
            attributes = {key: value.strip() for key, value in row.items()}
            rows[name] = ParticipantRow(line_no=reader.line_num, attributes=attributes)
    if faults:
        raise SettingsError(path, faults)
    return rows
