"""Rows of delimited text with the physical line on which each begins."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import TypeAlias

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source
from interview_coder.readers.tables.columns import has_columns

Fits: TypeAlias = Callable[[Sequence[str]], bool]
"""Whether the cells of a row name the columns that are looked for."""

_DELIMITERS = (",", ";", "\t", "|")
_TOLD_DELIMITER = re.compile(r"^sep=(.)\n", re.IGNORECASE)
_FIRST_ROWS = 20
"""A header stands within the first rows; a title may stand above it."""
_NAMES = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One row of a table.

    Attributes:
        cells: What stands in it, as text.
        line_no: Physical line (of a sheet: the row) on which it begins, from 1.
    """

    cells: tuple[str, ...]
    line_no: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """Rows under a header.

    Attributes:
        name: Of the sheet; empty for a text file.
        header: The row that names the columns.
        rows: What stands below it, blank rows included.
        above: Rows above the header, such as a title.
        notes: What the researcher should know about the reading.
        no_value: Rows of formulas in which the file keeps no value: line number and column.
    """

    name: str
    header: Row
    rows: tuple[Row, ...]
    above: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    no_value: tuple[tuple[int, int], ...] = ()


def parse_table(source: Source, text: str, *, fits: Fits = has_columns) -> Table:
    """Split delimited text into rows; quoted cells may hold separators and line breaks.

    The delimiter is the one under which one of the first rows fits, else the one that parts the
    first row most often.

    Args:
        source: The file, for messages.
        text: What stands in it.
        fits: Whether a row names the columns; by default a speaker and a text column.

    Raises:
        ReadError: If a quote is never closed, or a row does not fit under the header.
    """
    told = _TOLD_DELIMITER.match(text)
    first_line = 1 + bool(told)
    body = text[told.end() :] if told else text
    delimiter = told[1] if told else _find_delimiter(source, body, first_line, fits)
    try:
        rows = list(_parse(source, body, delimiter, first_line))
        table = _table(source, rows, delimiter, fits)
    except ReadError:
        if delimiter != "\t":
            raise
        # Programs that part by tabs seldom quote; a quotation mark is then part of the words.
        rows = list(_parse(source, body, delimiter, first_line, quoting=csv.QUOTE_NONE))
        table = _table(source, rows, delimiter, fits, notes=("quotation marks were read as words",))
    return table


def is_table(text: str) -> bool:
    """Whether a text file is a table: its first row, parted by tabs, names speaker and words."""
    first = text.removeprefix("\ufeff").split("\n", 1)[0]
    return "\t" in first and has_columns(first.split("\t"))


def find_header(rows: Sequence[Row], *, fits: Fits = has_columns) -> int | None:
    """Return which row names the columns; None if no row has words.

    It is the first that fits (names a speaker and a text column), else the first with words.
    """
    with_words = (i for i, row in enumerate(rows) if any(cell.strip() for cell in row.cells))
    at_top = list(islice(with_words, _FIRST_ROWS))
    return next((i for i in at_top if fits(rows[i].cells)), at_top[0] if at_top else None)


def _find_delimiter(source: Source, text: str, first_line: int, fits: Fits) -> str:
    top: dict[str, list[Row]] = {}
    for delimiter in _DELIMITERS:
        rows: list[Row] = []
        try:
            rows += islice(_parse(source, text, delimiter, first_line), _FIRST_ROWS)
        except ReadError:
            rows += islice(
                _parse(source, text, delimiter, first_line, quoting=csv.QUOTE_NONE), _FIRST_ROWS
            )
        top[delimiter] = rows
    for delimiter, rows in top.items():
        if any(fits(row.cells) for row in rows):
            return delimiter
    return max(top, key=lambda delimiter: max((len(r.cells) for r in top[delimiter]), default=0))


def _parse(
    source: Source, text: str, delimiter: str, first_line: int, *, quoting: int = csv.QUOTE_MINIMAL
) -> Iterator[Row]:
    lines = (f"{line}\n" for line in text.split("\n"))
    with _any_length(len(text)):
        reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)  # type: ignore[arg-type]
        while True:
            line_no = first_line + reader.line_num
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                message = (
                    f"a quotation mark that opens in this row is not closed as it should be "
                    f"({error}); write a quotation mark inside a quoted cell twice"
                )
                raise ReadError(message, path=source.path, line_no=line_no) from error
            yield Row(cells=tuple(cells), line_no=line_no)


@contextmanager
def _any_length(n: int) -> Iterator[None]:
    """Let a cell be as long as the file: an interview may stand in one cell."""
    before = csv.field_size_limit()
    csv.field_size_limit(max(before, n + 1))
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _table(
    source: Source,
    rows: Sequence[Row],
    delimiter: str,
    fits: Fits,
    *,
    notes: tuple[str, ...] = (),
) -> Table:
    at = find_header(rows, fits=fits)
    if at is None:
        raise ReadError("is a table without rows", path=source.path, line_no=1)
    width = len(rows[at].cells)
    fitted: list[Row] = []
    for row in rows[at + 1 :]:
        if any(cell.strip() for cell in row.cells[width:]):
            name = _NAMES.get(delimiter, repr(delimiter))
            message = (
                f"has {len(row.cells)} cells under {width} columns; put a cell that holds a "
                f"{name} into double quotation marks"
            )
            raise ReadError(message, path=source.path, line_no=row.line_no)
        cells = (*row.cells[:width], *([""] * (width - len(row.cells))))
        fitted.append(Row(cells=cells, line_no=row.line_no))
    above = (" ".join(row.cells).strip() for row in rows[:at])
    return Table(
        name="", header=rows[at], rows=tuple(fitted), above=tuple(filter(None, above)), notes=notes
    )
