"""The tables as one Excel workbook: words are words, whatever they begin with.

A program that opens a CSV file takes a cell that begins with `=`, `+`, `-` or `@` for a formula. In
a workbook each cell says what it is, so that nothing is executed and nothing is put before it.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from interview_coder.output import repack
from interview_coder.tabular import Row

MAX_CHARACTERS = 32_767
"""Of a cell, in UTF-16 units; the program that opens the file would cut what is longer."""

_CUT = " … (goes on in {name}.csv)"
_EPOCH = datetime(2000, 1, 1)
_WIDTH, _WIDTH_OF_WORDS = 14, 60
_WORDS = frozenset({"text", "question", "label", "keywords", "sub_themes", "negative_cases"})
# What XML cannot hold is shown as the picture of the sign, U+2400 and on.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_NO_CHARACTER = re.compile("[\ud800-\udfff\ufffe\uffff]")
# Excel reads `_x0041_` as the letter A, unless its underscore is written so itself.
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


class Sheet(NamedTuple):
    """A table.

    Attributes:
        rows: Column to value.
        columns: Which, and in which order.
    """

    rows: Sequence[Row]
    columns: Sequence[str]


def to_xlsx(sheets: Mapping[str, Sheet]) -> bytes:
    """Return a workbook with a sheet for each of `sheets`, by name; the same bytes every time.

    Text is text, numbers and booleans are what they are, None is an empty cell. A text longer than
    a cell may hold is cut, and says so; the CSV file of the name has all of it.

    Args:
        sheets: Name, as that of the CSV file, to table; at least one.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = _EPOCH
    for name, sheet in sheets.items():
        _add_sheet(book, name, sheet)
    buffer = io.BytesIO()
    # Workbook.save would write the time of day into the file.
    ExcelWriter(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    return repack(buffer.getvalue())


def _add_sheet(book: Any, name: str, sheet: Sheet) -> None:
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    page = book.create_sheet(name)
    page.freeze_panes = "A2"
    for number, column in enumerate(sheet.columns, start=1):
        width = _WIDTH_OF_WORDS if column in _WORDS else _WIDTH
        page.column_dimensions[get_column_letter(number)].width = width
    header = [_cell(page, column, name) for column in sheet.columns]
    for cell in header:
        cell.font = Font(name="Calibri", size=11, bold=True)
    page.append(header)
    for row in sheet.rows:
        page.append(list(_cells(page, row, sheet.columns, name)))


def _cells(page: Any, row: Row, columns: Sequence[str], name: str) -> Iterator[Any]:
    return (_cell(page, row[column], name) for column in columns)


def _cell(page: Any, value: Any, name: str) -> Any:
    from openpyxl.cell import WriteOnlyCell

    if not isinstance(value, str):
        return WriteOnlyCell(page, value=value)
    cell = WriteOnlyCell(page, value=_fitting(writable(value), name))
    cell.data_type = "s"  # openpyxl would take what begins with = for a formula
    return cell


def writable(text: str) -> str:
    """Return `text` as a cell can hold it; signs that XML cannot hold are shown as pictures."""
    text = _CONTROL.sub(lambda match: chr(0x2400 + ord(match[0])), text)
    return _ESCAPE.sub("_x005F_", _NO_CHARACTER.sub("\ufffd", text))


def _fitting(text: str, name: str) -> str:
    units = text.encode("utf-16-le")
    if len(units) <= 2 * MAX_CHARACTERS:
        return text
    cut = _CUT.format(name=name)
    return units[: 2 * (MAX_CHARACTERS - len(cut))].decode("utf-16-le", "ignore") + cut
