"""Tables as CSV: written for other programs, read as researchers write them, as workbooks too."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from interview_coder.errors import DecisionError, ReadError
from interview_coder.readers.decoding import decode_unicode

Row = Mapping[str, object]
"""Column to value."""

SURPLUS = "more cells than the header has columns; put text that holds commas in quotes"


class Line(NamedTuple):
    """A row of a table.

    Attributes:
        number: Its last physical line, from 1.
        cells: Column to what stands there, without spaces around it.
        raw: Column to what stands there.
        is_whole: Whether the row has no more cells than the header.
    """

    number: int
    cells: Mapping[str, str]
    raw: Mapping[str, str]
    is_whole: bool


def read_table(path: Path, *, required: Collection[str]) -> Iterator[Line]:
    """Yield the rows of a CSV file with commas, semicolons or tabs, or of an .xlsx workbook.

    Raises:
        DecisionError: If it cannot be read as text or as a workbook, or a required column is
            missing.
    """
    if not path.is_file():
        raise DecisionError(path, ["there is no such file"])
    if path.suffix.lower() == ".xlsx":
        from interview_coder.readers.tables.sheet_lines import read_sheet_lines

        yield from (Line(*row) for row in read_sheet_lines(path, required=required))
        return
    try:
        text = decode_unicode(path.read_bytes(), path=path)
    except ReadError as error:
        place = f"line {error.line_no}: " if error.line_no else ""
        raise DecisionError(path, [f"{place}{error.message}"]) from error
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    reader = csv.DictReader(
        io.StringIO(text, newline=""),
        delimiter=delimiter,
        restkey="",
        restval="",
        strict=True,
    )
    number = 0
    try:
        missing = [column for column in required if column not in (reader.fieldnames or ())]
        if missing:
            message = f"line 1: no column {', '.join(map(repr, missing))}; found: {header.strip()}"
            raise DecisionError(path, [message])
        number = reader.line_num
        for row in reader:
            number = reader.line_num
            raw = {key: value or "" for key, value in row.items() if key != ""}
            cells = {key: value.strip() for key, value in raw.items()}
            is_whole = not isinstance(row.get(""), list)
            yield Line(number=number, cells=cells, raw=raw, is_whole=is_whole)
    except csv.Error as error:
        message = f"line {number + 1}: {error}; is a quote missing here, or one too many?"
        raise DecisionError(path, [message]) from error


def to_csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    r"""Return `rows` as UTF-8 CSV with `\n` line ends; None is empty, booleans are true/false."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(_cells(row, columns) for row in rows)
    return buffer.getvalue().encode()


def _cells(row: Row, columns: Sequence[str]) -> Iterator[object]:
    for column in columns:
        value = row[column]
        yield ("true" if value else "false") if isinstance(value, bool) else value
