"""A table in an .xlsx workbook, as people send decisions back; formulas are never computed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

from interview_coder.errors import DecisionError, ReadError

_MARK = re.compile(r"_x005F_(?=x[0-9A-Fa-f]{4}_)")
_FIRST_ROWS = 10

Row = tuple[int, Mapping[str, str], Mapping[str, str], bool]
"""Number, cells without spaces around them, cells as they stand, and that no cell is too many."""


def read_sheet_lines(path: Path, *, required: Collection[str]) -> Iterator[Row]:
    """Yield the rows below the first row that names the columns; blank rows are passed over.

    The sheet is the first that has the required columns. Hidden rows and columns count.

    Args:
        path: Of the workbook.
        required: Columns that must be there.

    Raises:
        DecisionError: If it is no workbook, no sheet has the columns, or a cell holds a formula.
    """
    sheets = _sheets(path)
    for rows in sheets.values():
        header = _header(rows, required)
        if header is not None:
            _check(path, rows[header:], first=header + 1)
            yield from _rows(rows[header], rows[header + 1 :], first=header + 2)
            return
    columns = ", ".join(map(repr, required))
    found = "; ".join(
        f"{name}: {', '.join(filter(None, rows[0])) if rows else 'is empty'}"
        for name, rows in sheets.items()
    )
    raise DecisionError(path, [f"no sheet has the columns {columns}; found: {found}"])


def _sheets(path: Path) -> dict[str, list[tuple[str | None, ...]]]:
    from interview_coder.readers.opening import MAX_DOCUMENT_BYTES, read_file
    from interview_coder.readers.source import Source
    from interview_coder.readers.tables.sheets import read_cells

    try:
        return read_cells(Source(path=path, data=read_file(path, max_bytes=MAX_DOCUMENT_BYTES)))
    except ReadError as error:
        raise DecisionError(path, [error.message]) from error


def _header(rows: Sequence[tuple[str | None, ...]], required: Collection[str]) -> int | None:
    for number, row in enumerate(rows[:_FIRST_ROWS]):
        if set(required) <= {(cell or "").strip() for cell in row}:
            return number
    return None


def _check(path: Path, rows: Sequence[tuple[str | None, ...]], *, first: int) -> None:
    from openpyxl.utils import get_column_letter

    faults = [
        f"{get_column_letter(column)}{number} holds a formula; write the words"
        for number, row in enumerate(rows, start=first)
        for column, cell in enumerate(row, start=1)
        if cell is None
    ]
    names = [cell.strip() for cell in rows[0] if cell and cell.strip()]
    twice = sorted({name for name in names if names.count(name) > 1})
    faults += [f"line {first}: column {name!r} is there twice" for name in twice]
    if faults:
        raise DecisionError(path, faults)


def _rows(
    header: tuple[str | None, ...], rows: Sequence[tuple[str | None, ...]], *, first: int
) -> Iterator[Row]:
    names = [(cell or "").strip() for cell in header]
    for number, row in enumerate(rows, start=first):
        if not any(row):
            continue
        raw = {
            name: _MARK.sub("_", cell or "")
            for name, cell in zip(names, (*row, *[""] * len(names)), strict=False)
            if name
        }
        surplus = any(
            cell for n, cell in enumerate(row) if cell and (n >= len(names) or not names[n])
        )
        cells = {name: cell.strip() for name, cell in raw.items()}
        yield number, cells, raw, not surplus
