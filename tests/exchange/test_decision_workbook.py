"""Tests of workbooks to be filled in: made here, edited elsewhere, read back."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape

from interview_coder.coding.decisions import read_decisions
from interview_coder.errors import DecisionError
from interview_coder.exchange.decision_workbook import SHEET, to_review_xlsx
from interview_coder.tables import REVIEW_COLUMNS, TO_FILL_IN
from interview_coder.tabular import read_table
from tests.programs import find_program

COLUMNS = (*REVIEW_COLUMNS, "decided_on")
EDITABLE = (*TO_FILL_IN, "decided_on")
CODES = tuple(f"code_number_{n}" for n in range(40))
WORDS = "=SUM(A1) She said \u201cno\u201d,\nthen é 😀 _x0041_ \tleft."


def row(**cells: object) -> dict[str, object]:
    """
    Return a row of a review sheet.
    """
    return {
        **dict.fromkeys(COLUMNS, ""),
        "utterance": "P1-0001", "start": 3, "end": 9, "text": WORDS, "code": CODES[0], **cells,
    }  # fmt: skip


def sheet(*rows: Mapping[str, object]) -> bytes:
    """
    Return a workbook of review rows.
    """
    return to_review_xlsx(rows, COLUMNS, codes=CODES, editable=EDITABLE)


def opened(data: bytes) -> Any:
    """
    Return the page that people fill in.
    """
    return openpyxl.load_workbook(io.BytesIO(data))[SHEET]


def fill_in(path: Path, *rows: Mapping[str, str | datetime]) -> None:
    """
    Write into the rows of a workbook with openpyxl.
    """
    book = openpyxl.load_workbook(path)
    page = book[SHEET]
    columns = {cell.value: number for number, cell in enumerate(page[1], start=1)}
    for number, cells in enumerate(rows, start=2):
        for name, value in cells.items():
            page.cell(number, columns[name]).value = value
    book.save(path)


def by_office(path: Path, folder: Path) -> Path:
    """
    Have LibreOffice open a workbook and save it anew.
    """
    subprocess.run(
        [find_program("soffice"), f"-env:UserInstallation={(folder / 'p').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", folder / "saved", path],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    return folder / "saved" / path.name


class TestWorkbook:
    """
    What people see of it.
    """

    def test_drop_downs(self) -> None:
        """
        Decisions and codes are chosen from lists, whatever the number of codes.
        """
        page = opened(sheet(row(), row()))

        rules = {str(rule.sqref): rule for rule in page.data_validations.dataValidation}
        letters = {cell.value: cell.column_letter for cell in page[1]}
        decision, new_code, code = (
            rules[f"{letters[n]}2:{letters[n]}3"] for n in ("decision", "new_code", "code")
        )
        assert decision.formula1 == '"accept,reject,recode,add"'
        assert decision.showErrorMessage
        assert new_code.formula1 == code.formula1 == "codes!$A$1:$A$40"
        assert [cell.value for (cell,) in page.parent["codes"]] == list(CODES)
        assert page.parent["codes"].sheet_state == "hidden"

    def test_what_is_locked_has_no_list(self) -> None:
        """
        A code that is decided on cannot be chosen anew: it has no list.
        """
        editable = [column for column in EDITABLE if column != "code"]

        page = opened(to_review_xlsx([row()], COLUMNS, codes=CODES, editable=editable))

        assert len(page.data_validations.dataValidation) == 2

    def test_what_may_be_changed(self) -> None:
        """
        All but what is to be filled in is locked; the header stays in sight.
        """
        page = opened(sheet(row()))

        free = {page.cell(1, cell.column).value for cell in page[2] if not cell.protection.locked}
        assert free == set(EDITABLE)
        assert page.protection.sheet
        assert not page.protection.password
        assert page.freeze_panes == "A2"

    def test_rows_are_as_high_as_their_words(self) -> None:
        """
        All lines of a long text can be read, within what Excel allows; short rows stay low.
        """
        page = opened(sheet(row(text="Short."), row(text="word " * 60), row(text="word " * 6000)))

        low, high, highest = (page.row_dimensions[n].height for n in (2, 3, 4))
        assert low == 15
        assert high == 15 * 6  # 300 characters in a column of 60
        assert highest == 405

    def test_nothing_is_a_formula(self) -> None:
        """
        What people said stays words, also if it begins with an equals sign.
        """
        cells = opened(sheet(row()))[2]

        assert {cell.data_type for cell in cells if cell.value is not None} <= {
            "s",
            "n",
            "inlineStr",
        }
        assert WORDS in [unescape(cell.value) for cell in cells if isinstance(cell.value, str)]

    def test_the_same_bytes(self) -> None:
        """
        The same rows give the same file.
        """
        assert sheet(row()) == sheet(row())

    def test_no_rows(self) -> None:
        """
        A sheet without rows is a workbook, too.
        """
        assert opened(sheet()).max_row == 1


class TestReadBack:
    """
    What was filled in comes back.
    """

    def test_decisions(self, tmp_path: Path) -> None:
        """
        Filled in by openpyxl, rows are decisions; empty ones are passed over; dates are days.
        """
        path = tmp_path / "review.xlsx"
        path.write_bytes(sheet(row(), row(utterance="P1-0002"), row(utterance="P1-0003")))
        fill_in(
            path,
            {"decision": "Accept", "decided_by": "Ada", "decided_on": datetime(2026, 1, 31)},
            {},
            {"decision": "recode", "new_code": CODES[7], "note": " fits better "},
        )

        first, second = read_decisions(path)

        assert (first.utterance, first.decision, first.coder) == ("P1-0001", "accept", "Ada")
        assert (first.start, first.end, first.text) == (3, 9, WORDS)
        assert first.decided_on == "2026-01-31"
        assert first.place == "line 2"
        assert (second.utterance, second.new_code, second.note) == (
            "P1-0003",
            CODES[7],
            "fits better",
        )

    @pytest.mark.heavy
    def test_by_libreoffice(self, tmp_path: Path) -> None:
        """
        LibreOffice may open and save the sheet in between: decisions, places and words stay.
        """
        path = tmp_path / "review.xlsx"
        path.write_bytes(sheet(row(), row(utterance="P1-0002", text="Plain.")))
        fill_in(
            path,
            {"decision": "accept", "decided_by": "Ada", "decided_on": "2026-01-31"},
            {"decision": "add", "note": "1e5"},
        )
        before = read_decisions(path)

        after = read_decisions(by_office(path, tmp_path))

        assert after == before
        page = openpyxl.load_workbook(tmp_path / "saved" / "review.xlsx")[SHEET]
        assert page.protection.sheet
        assert len(page.data_validations.dataValidation) == 3

    @pytest.mark.heavy
    def test_as_csv_by_libreoffice(self, tmp_path: Path) -> None:
        """
        Saved as CSV by LibreOffice, the sheet says the same.
        """
        path = tmp_path / "review.xlsx"
        path.write_bytes(sheet(row(text="Plain, é 😀.")))
        fill_in(path, {"decision": "accept", "decided_by": "Ada"})
        subprocess.run(
            [find_program("soffice"), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
             "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):59,34,76,1",
             "--outdir", tmp_path / "saved", path],
            check=True, capture_output=True, timeout=240,
        )  # fmt: skip

        assert read_decisions(tmp_path / "saved" / "review.csv") == read_decisions(path)

    @given(
        cells=st.lists(
            st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
            min_size=1,
            max_size=3,
        )
    )
    def test_words_come_back(
        self, cells: list[str], tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """
        Whatever was said comes back as it was said.
        """
        path = tmp_path_factory.mktemp("book") / "review.xlsx"
        path.write_bytes(sheet(*(row(text=text) for text in cells)))

        lines = list(read_table(path, required=["utterance"]))

        assert [line.raw["text"] for line in lines] == cells

    def test_formulas(self, tmp_path: Path) -> None:
        """
        Formulas are refused with their cells, all of them; nothing is computed.
        """
        path = tmp_path / "review.xlsx"
        path.write_bytes(sheet(row(), row()))
        fill_in(path, {"decision": "accept", "note": "=1+1"}, {"decided_by": "=A2"})

        with pytest.raises(DecisionError) as caught:
            read_decisions(path)

        assert len(caught.value.faults) == 2
        assert all(
            fault.endswith("holds a formula; write the words") for fault in caught.value.faults
        )

    def test_other_sheets(self, tmp_path: Path) -> None:
        """
        Sheets before the one with the decisions do not matter; a column that is there twice does.
        """
        book = openpyxl.Workbook()
        book.worksheets[0].append(["notes"])
        page = book.create_sheet("mine")
        page.append(["utterance", "code", "decision"])
        page.append(["P1-0001", "pain", "accept"])
        book.save(tmp_path / "a.xlsx")
        page.cell(1, 4).value = "code"
        book.save(tmp_path / "b.xlsx")

        (one,) = read_decisions(tmp_path / "a.xlsx")

        assert (one.utterance, one.code) == ("P1-0001", "pain")
        with pytest.raises(DecisionError, match="column 'code' is there twice"):
            read_decisions(tmp_path / "b.xlsx")

    def test_no_columns(self, tmp_path: Path) -> None:
        """
        A workbook of something else says what is needed and what was found.
        """
        book = openpyxl.Workbook()
        book.worksheets[0].append(["name", "age"])
        book.save(tmp_path / "a.xlsx")

        with pytest.raises(
            DecisionError, match=r"no sheet has the columns .*found: Sheet: name, age"
        ):
            read_decisions(tmp_path / "a.xlsx")

    def test_cells_beyond_the_header(self, tmp_path: Path) -> None:
        """
        Words in a column without a name are a fault: nobody knows what they are.
        """
        book = openpyxl.Workbook()
        book.worksheets[0].append(["utterance", "code", "decision"])
        book.worksheets[0].append(["P1-0001", "pain", "accept", "what?"])
        book.save(tmp_path / "a.xlsx")

        with pytest.raises(DecisionError, match="line 2"):
            read_decisions(tmp_path / "a.xlsx")


class TestHarm:
    """
    Workbooks meant to do harm are errors.
    """

    def test_no_workbook(self, tmp_path: Path) -> None:
        """
        Bytes of anything else, and workbooks cut anywhere, are refused.
        """
        data = sheet(row())
        path = tmp_path / "a.xlsx"
        for content in (b"no zip", data[: len(data) // 2], data[:-30], b"PK\x03\x04"):
            path.write_bytes(content)
            with pytest.raises(DecisionError):
                read_decisions(path)

    def test_a_bomb(self, tmp_path: Path) -> None:
        """
        A part that unpacks to gigabytes is refused before it is unpacked.
        """
        path = tmp_path / "a.xlsx"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("xl/worksheets/sheet1.xml", b" " * (600 * 2**20))

        with pytest.raises(DecisionError, match="MiB"):
            read_decisions(path)

    def test_entities(self, tmp_path: Path) -> None:
        """
        XML with entities of its own is refused.
        """
        path = tmp_path / "a.xlsx"
        with (
            zipfile.ZipFile(io.BytesIO(sheet(row()))) as source,
            zipfile.ZipFile(path, "w") as target,
        ):
            for name in source.namelist():
                part = source.read(name)
                if name.endswith("sheet1.xml"):
                    at = part.index(b"<worksheet")
                    part = part[:at] + b'<!DOCTYPE x [<!ENTITY a "b">]>' + part[at:]
                target.writestr(name, part)

        with pytest.raises(DecisionError, match=r"entit|DOCTYPE|declar"):
            read_decisions(path)

    def test_names_that_lead_elsewhere(self, tmp_path: Path) -> None:
        """
        Nothing is written by the names of a workbook's parts.
        """
        path = tmp_path / "in" / "a.xlsx"
        path.parent.mkdir()
        path.write_bytes(sheet(row(decision="accept")))
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr("../escaped.txt", "x")

        with suppress(DecisionError):  # to refuse it is right, too
            read_decisions(path)

        assert [each.name for each in tmp_path.iterdir()] == ["in"]
        assert [each.name for each in path.parent.iterdir()] == ["a.xlsx"]
