"""The workbook: what people said stands in it as they said it, and nothing is executed."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.archive import WORKBOOK_FILE, files_of
from interview_coder.findings import Analysis
from interview_coder.workbook import MAX_CHARACTERS, Sheet, to_xlsx

LIKE_FORMULAS = [
    "=1+1", "=HYPERLINK(\"http://x\",\"y\")", "@SUM(1)", "+49 30 1234", "-", "- no, I mean -",
    "-1", "'", "'=1", "1e5", "007", "1/2", "TRUE", " so", "so ", "a\tb", "a\nb\n\nc", "#REF!",
    "=cmd|'/C calc'!A0", "naïve — 😀 聞いて", "<b>&amp;</b>",
]  # fmt: skip
"""What programs that open tables would like to make something of."""


def workbook_of(*words: str) -> bytes:
    """
    Return a workbook of one sheet with one column of `words`.
    """
    return to_xlsx({"codings": Sheet([{"text": each} for each in words], ["text"])})


def cells_of(data: bytes, *, sheet: str = "codings") -> list[list[object]]:
    """
    Return the cells below the header.
    """
    rows = openpyxl.load_workbook(io.BytesIO(data))[sheet].iter_rows(min_row=2)
    return [[cell.value for cell in row] for row in rows]


class TestWords:
    """
    Words come back as they were said, and are never formulas.
    """

    @pytest.mark.parametrize("words", LIKE_FORMULAS)
    def test_kept(self, words: str) -> None:
        """
        A cell holds the words, and says that they are words.
        """
        book = openpyxl.load_workbook(io.BytesIO(workbook_of(words)))

        cell = book["codings"]["A2"]
        assert (cell.value, cell.data_type) == (words, "s")

    @given(
        words=st.text(
            st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff_")
        )
    )
    @settings(max_examples=150, deadline=None)
    def test_any_words(self, words: str) -> None:
        """
        Any text comes back, character by character; no text is an empty cell.
        """
        assert cells_of(workbook_of(words)) == [[words or None]]

    def test_no_formula_anywhere(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        No part of the workbook of a whole analysis holds a formula.
        """
        data = files_of(sample_analysis, tmp_path)[WORKBOOK_FILE]

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = [archive.read(name) for name in archive.namelist()]
        assert not [part for part in parts if b"<f>" in part or b"<f " in part]
        kinds = re.findall(rb'<c [^>]*t="(\w+)"', b"".join(parts))
        assert set(kinds) == {b"inlineStr", b"n", b"b"}

    def test_signs_no_cell_can_hold(self) -> None:
        """
        A control character is shown by its picture, half a character by the sign for one unknown.
        """
        assert cells_of(workbook_of("a\x07b\x1bc", "a\ud800b\uffff")) == [
            ["a␇b␛c"],
            ["a\ufffdb\ufffd"],
        ]

    def test_words_like_an_escape(self) -> None:
        """
        What Excel would take for a written-out character is written out itself.
        """
        assert cells_of(workbook_of("_x0041_ _x_")) == [["_x005F_x0041_ _x_"]]

    def test_longer_than_a_cell(self) -> None:
        """
        A text that no cell can hold ends with where the rest is; one that just fits is whole.
        """
        fits, long = "😀" * (MAX_CHARACTERS // 2), "😀" * MAX_CHARACTERS

        whole, cut = (str(row[0]) for row in cells_of(workbook_of(fits, long)))

        assert whole == fits
        assert cut.endswith("😀 … (goes on in codings.csv)")
        assert len(cut.encode("utf-16-le")) <= 2 * MAX_CHARACTERS


class TestSheets:
    """
    The sheets hold what the CSV files hold.
    """

    def test_same_as_csv(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        Each CSV file has a sheet of its name, with the same cells.
        """
        files = files_of(sample_analysis, tmp_path)
        book = openpyxl.load_workbook(io.BytesIO(files[WORKBOOK_FILE]))

        assert [f"{name}.csv" for name in book.sheetnames] == [
            n for n in files if n.endswith("csv")
        ]
        for sheet in book.worksheets:
            lines = csv.reader(io.StringIO(files[f"{sheet.title}.csv"].decode(), newline=""))
            shown = [["" if c is None else str(c) for c in row] for row in sheet.values]
            told = [[{"true": "True", "false": "False"}.get(c, c) for c in row] for row in lines]
            assert [_as_numbers(row) for row in shown] == [_as_numbers(row) for row in told]

    def test_kinds(self) -> None:
        """
        Numbers are numbers, booleans are booleans, and what is missing is an empty cell.
        """
        row = {"n": 3, "share": 0.25, "promoted": True, "theme": None}

        data = to_xlsx({"themes": Sheet([row], list(row))})

        assert cells_of(data, sheet="themes") == [[3, 0.25, True, None]]

    def test_same_bytes(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        The file tells no time but a fixed one, and is the same whenever it is made.
        """
        data = files_of(sample_analysis, tmp_path)[WORKBOOK_FILE]

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            dates = {entry.date_time for entry in archive.infolist()}
            properties = archive.read("docProps/core.xml").decode()
        assert dates == {(2000, 1, 1, 0, 0, 0)}
        assert properties.count("2000-01-01T00:00:00Z") == 2
        assert files_of(sample_analysis, tmp_path)[WORKBOOK_FILE] == data


def _as_numbers(cells: list[str]) -> list[float | str]:
    """Numbers as numbers: 12 and 12.0 are one."""
    shown: list[float | str] = []
    for cell in cells:
        try:
            shown.append(round(float(cell), 6))
        except ValueError:
            shown.append(cell)
    return shown
