"""Sheets of an Excel workbook as tables."""

from __future__ import annotations

import datetime
import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from interview_coder.errors import ReadError
from interview_coder.readers.archive_guard import open_archive
from interview_coder.readers.source import Source
from interview_coder.readers.tables.columns import has_columns
from interview_coder.readers.tables.rows import Fits, Row, Table, find_header
from interview_coder.readers.xml_guard import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

MAX_ROWS = 2**20
"""The last row of a sheet in Excel; a file that names later ones is no workbook."""

_KIND = ".xlsx workbook"
_LAST_COLUMN = 2**14
_MAX_AREA = 10**8
_PLACE = re.compile(r"^([A-Z]{0,3})([0-9]{0,7})$")


def parse_sheets(source: Source, *, fits: Fits = has_columns) -> tuple[Table, ...]:
    """Read the sheets of a workbook, values as Excel last computed them.

    Args:
        source: The file.
        fits: Whether a row names the columns; by default a speaker and a text column.

    Raises:
        ReadError: If the bytes are no whole .xlsx workbook, or a sheet is larger than a sheet.
    """
    lacks_value = _check_parts(source)
    values = _read(source, data_only=True)
    formulas = _read(source, data_only=False) if lacks_value else values
    tables = []
    for (name, rows), (_, written) in zip(values, formulas, strict=True):
        table = _table(name, rows, written, fits)
        if table is not None:
            tables.append(table)
    return tuple(tables)


def read_cells(source: Source) -> dict[str, list[tuple[str | None, ...]]]:
    """Read the cells of a workbook as they were written; nothing is computed.

    Returns:
        Name of the sheet to its rows, blank ones among them; None stands for a formula.

    Raises:
        ReadError: As for `parse_sheets`.
    """
    _check_parts(source)
    return {
        name: [tuple(None if cell is _Formula else _as_words(cell) for cell in row) for row in rows]
        for name, rows in _read(source, data_only=False)
    }


def _check_parts(source: Source) -> bool:
    """Refuse what openpyxl would not: bombs, entities, cells where no sheet has any.

    Returns:
        Whether a formula stands somewhere whose value the file does not keep.
    """
    archive = open_archive(source, kind=_KIND)
    if "[Content_Types].xml" not in archive.names:
        message = f"is no {_KIND} but another zip archive; open it and save it as .xlsx"
        raise ReadError(message, path=source.path)
    lacks_value = False
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            root = parse_xml(archive.read(name), path=source.path, part=name)
            _check_places(source, root, name)
            formulas = (cell for cell in root.iter("{*}c") if cell.find("{*}f") is not None)
            lacks_value |= any(not cell.findtext("{*}v") for cell in formulas)
    return lacks_value


def _check_places(source: Source, root: _Element, part: str) -> None:
    """Refuse a sheet whose cells stand so far off that the space before them fills the memory."""
    area = 0
    for node in root.iter("{*}c", "{*}row"):
        place = node.get("r", "")
        match = _PLACE.match(place)
        column = _column_no(match[1]) if match else 0
        if match is None or column > _LAST_COLUMN or int(match[2] or 0) > MAX_ROWS:
            message = f"its part {part!r} has a cell at {place[:20]!r}, outside of any sheet"
            raise ReadError(message, path=source.path)
        area += column if node.getnext() is None else 0
    if area > _MAX_AREA:
        raise ReadError(f"its part {part!r} is wider than a transcript", path=source.path)


def _column_no(letters: str) -> int:
    """The number of a column, from 1; 0 for none.

    >>> _column_no("A"), _column_no("AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _read(source: Source, *, data_only: bool) -> list[tuple[str, list[tuple[object, ...]]]]:
    import openpyxl

    # What openpyxl and the libraries below it raise on a workbook that is damaged somewhere.
    damage = (
        ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError,
        OSError, ParseError, RuntimeError, TypeError, ValueError, zipfile.BadZipFile, zlib.error,
    )  # fmt: skip
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of extensions that do not touch the cells
            book = openpyxl.load_workbook(
                io.BytesIO(source.data), read_only=True, data_only=data_only, keep_links=False
            )
            return [(sheet.title, list(_rows(source, sheet))) for sheet in book.worksheets]
    except damage as error:
        message = f"is no whole {_KIND} ({error}); open it in Excel and save it again"
        raise ReadError(message, path=source.path) from error


def _rows(source: Source, sheet: Any) -> Iterator[tuple[object, ...]]:
    """The rows with the blank ones between them, so that their order is their number."""
    sheet.reset_dimensions()  # what the file says about its size may be wrong
    for row_no, cells in enumerate(sheet.iter_rows(), start=1):
        if row_no > MAX_ROWS:
            message = f"its sheet {sheet.title!r} has more than {MAX_ROWS:,} rows"
            raise ReadError(message, path=source.path)
        yield tuple(_Formula if cell.data_type == "f" else cell.value for cell in cells)


class _Formula:
    """Stands for a cell that computes its value."""


def _table(
    name: str,
    rows: Sequence[tuple[object, ...]],
    written: Sequence[tuple[object, ...]],
    fits: Fits,
) -> Table | None:
    as_text = [
        Row(cells=tuple(_as_text(cell) for cell in cells), line_no=row_no)
        for row_no, cells in enumerate(rows, start=1)
    ]
    at = find_header(as_text, fits=fits)
    if at is None:
        return None
    header = as_text[at]
    width = len(header.cells)
    below = [
        Row(cells=(*row.cells[:width], *[""] * (width - len(row.cells))), line_no=row.line_no)
        for row in as_text[at + 1 :]
    ]
    no_value = tuple(
        (row.line_no, column)
        for row in below
        for column, cell in enumerate(written[row.line_no - 1][:width])
        if cell is _Formula and not row.cells[column]
    )
    above = tuple(" ".join(row.cells).strip() for row in as_text[:at])
    return Table(
        name=name,
        header=header,
        rows=tuple(below),
        above=tuple(filter(None, above)),
        no_value=no_value,
    )


def _as_words(cell: object) -> str:
    """What a person wrote into a cell: programs keep a day as its midnight."""
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return _as_text(cell)


def _as_text(cell: object) -> str:
    """What a cell shows, as far as a transcript is concerned; times of day as clocks."""
    if cell is None:
        return ""
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(sep=" ")
    if isinstance(cell, datetime.time):
        return cell.isoformat(timespec="milliseconds")
    if isinstance(cell, datetime.timedelta):
        total = cell.total_seconds()
        return f"{int(total // 3600)}:{int(total % 3600 // 60):02}:{total % 60:06.3f}"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return str(int(cell))
    return str(cell)
