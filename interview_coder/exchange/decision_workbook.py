"""A workbook in which people decide: drop-downs, what must not be changed locked, context beside.

Read back by `tabular.read_table`, as the CSV files of decisions are.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, get_args

from interview_coder.findings import Decided
from interview_coder.output import repack
from interview_coder.tabular import Row
from interview_coder.workbook import writable

SHEET = "decisions"
_CODES, _RULES = "codes", "How to"
_EPOCH = datetime(2000, 1, 1)
_WIDTHS = {
    "utterance": 14, "transcript": 14, "participant": 12, "before": 34, "question": 34, "text": 60,
    "after": 34, "code": 14, "put_by": 16, "not_put_by": 16, "decision": 12, "new_code": 14,
    "decided_by": 14, "decided_on": 12, "note": 34,
}  # fmt: skip
_NARROW = 12
_LINE_POINTS, _MAX_POINTS = 15, 405  # Excel knows no row higher than 409 points
_WRAPPED = frozenset({"before", "question", "text", "after", "note"})
_HIDDEN = frozenset({"start", "end", "transcript_hash"})
_FILL, _HEAD = "FFF8E1", "DBE5E9"
_MEANING = {
    "accept": "the code in this row fits; with an empty code: right that there is none",
    "reject": "the code in this row does not fit",
    "recode": "another code fits instead: choose it in new_code",
    "add": "a code that nobody put fits: write it in code",
}


def to_review_xlsx(
    rows: Sequence[Row],
    columns: Sequence[str],
    *,
    codes: Sequence[str],
    editable: Collection[str],
    choices: Sequence[str] = get_args(Decided),
) -> bytes:
    """Return a workbook to be filled in; the same rows give the same bytes.

    Every cell is words, so nothing is executed. All but the editable cells are protected without a
    password: whoever knows better can lift it.

    Args:
        rows: Column to value.
        columns: Which, and in which order; `decision`, `new_code`, and `code` if editable, have
            drop-downs.
        codes: What is offered for `new_code` and `code`.
        editable: Columns to be filled in.
        choices: What `decision` offers.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.created = book.properties.modified = _EPOCH
    page = book.create_sheet(SHEET)
    _write_rows(page, rows, columns, editable)
    _add_choices(
        book, page, columns, codes=codes, choices=choices, editable=editable, n_rows=len(rows)
    )
    _write_rules(book.create_sheet(_RULES), editable, choices)
    buffer = io.BytesIO()
    # Workbook.save would write the time of day into the file.
    ExcelWriter(book, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED)).save()
    return repack(buffer.getvalue())


def _write_rows(
    page: Any, rows: Sequence[Row], columns: Sequence[str], editable: Collection[str]
) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill, Protection
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    top = Alignment(vertical="top")
    wrapped = Alignment(vertical="top", wrap_text=True)
    fill, head = PatternFill("solid", start_color=_FILL), PatternFill("solid", start_color=_HEAD)
    for number, column in enumerate(columns, start=1):
        letter = get_column_letter(number)
        page.column_dimensions[letter].width = _WIDTHS.get(column, _NARROW)
        page.column_dimensions[letter].hidden = column in _HIDDEN
        cell = _put(page, 1, number, column)
        cell.font, cell.fill = Font(name="Calibri", size=11, bold=True), head
        for row_no, row in enumerate(rows, start=2):
            page.row_dimensions[row_no].height = _height(row)
            cell = _put(page, row_no, number, row[column])
            cell.alignment = wrapped if column in _WRAPPED else top
            if column in editable:
                cell.protection, cell.fill = Protection(locked=False), fill
    page.freeze_panes = "A2"
    page.page_setup.orientation, page.page_setup.fitToHeight = "landscape", 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.print_title_rows = "1:1"
    page.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{len(rows) + 1}"
    page.protection.sheet = True
    for allowed in ("sort", "autoFilter", "formatColumns", "formatRows"):
        setattr(page.protection, allowed, False)  # what is False is allowed


def _height(row: Row) -> int:
    """Points that the longest of the wrapped cells needs; programs do not agree on their own."""
    n_lines = [
        sum(1 + len(line) // (_WIDTHS[column] - 2) for line in str(row[column] or "").split("\n"))
        for column in _WRAPPED
        if column in row
    ]
    return min(_LINE_POINTS * max(n_lines, default=1), _MAX_POINTS)


def _put(page: Any, row: int, column: int, value: object) -> Any:
    cell = page.cell(row=row, column=column)
    if isinstance(value, str):
        cell.value = writable(value)
        cell.data_type = "s"  # openpyxl would take what begins with = for a formula
    else:
        cell.value = value
    return cell


def _add_choices(
    book: Any,
    page: Any,
    columns: Sequence[str],
    *,
    codes: Sequence[str],
    choices: Sequence[str],
    editable: Collection[str],
    n_rows: int,
) -> None:
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.datavalidation import DataValidation

    hidden = book.create_sheet(_CODES)
    hidden.sheet_state = "hidden"  # a list in the rule itself is cut at 255 characters
    for number, code in enumerate(codes, start=1):
        _put(hidden, number, 1, code)
    any_code = f"{_CODES}!$A$1:$A${max(len(codes), 1)}"
    offered = {"decision": '"' + ",".join(choices) + '"', "new_code": any_code, "code": any_code}
    for column, formula in offered.items():
        if column not in columns or column not in editable:
            continue
        letter = get_column_letter(list(columns).index(column) + 1)
        rule = DataValidation(type="list", formula1=formula, allow_blank=True)
        rule.error, rule.errorTitle = "Choose from the list, or leave it empty.", "Not in the list"
        rule.showErrorMessage = True
        rule.add(f"{letter}2:{letter}{max(n_rows, 1) + 1}")
        page.add_data_validation(rule)


def _write_rules(page: Any, editable: Collection[str], choices: Sequence[str]) -> None:
    from openpyxl.styles import Alignment

    lines = [
        f"Fill in the yellow columns of the sheet {SHEET}: {', '.join(editable)}.",
        *(f"{choice}: {_MEANING[choice]}." for choice in choices if choice in _MEANING),
        "Rows without a decision are passed over, so the file may be handed in half done.",
        "Everything else is locked, because a decision is about these words at this place. The "
        "protection has no password.",
        "Dates are written as 2026-01-31.",
    ]
    page.column_dimensions["A"].width = 100
    for number, line in enumerate(lines, start=1):
        _put(page, number, 1, line).alignment = Alignment(wrap_text=True, vertical="top")
