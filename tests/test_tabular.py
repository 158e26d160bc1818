"""Tables as CSV: read as spreadsheets write them, and nothing of them lost."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import DecisionError
from interview_coder.tabular import Line, Row, read_table, to_csv
from tests.notation import write_folder


def read(folder: Path, content: str | bytes, *, required: tuple[str, ...] = ("a",)) -> list[Line]:
    """
    Read `content` as a table.
    """
    write_folder(folder, {"table.csv": content})
    return list(read_table(folder / "table.csv", required=required))


def fault_of(folder: Path, content: str | bytes, *, required: tuple[str, ...] = ("a",)) -> str:
    """
    Return what is wrong with `content`.
    """
    with pytest.raises(DecisionError) as caught:
        read(folder, content, required=required)
    (fault,) = caught.value.faults
    return fault


class TestReadTable:
    """
    A table is read whatever the separator, and each row knows its line.
    """

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("a,b\n1,2\n", id="commas"),
            pytest.param("a;b\n1;2\n", id="semicolons"),
            pytest.param("a\tb\n1\t2\n", id="tabs"),
            pytest.param("a;b\r\n1;2\r\n", id="Windows line ends"),
            pytest.param("a;b\r1;2\r", id="line ends of old Macs"),
            pytest.param("\ufeffa;b\n1;2", id="byte order mark, no last line end"),
            pytest.param("\ufeffa,b\n1,2\n".encode("utf-16-le"), id="UTF-16"),
            pytest.param('"a","b"\n"1","2"\n', id="quotes"),
            pytest.param("a,b\n 1 ,  2\n", id="blanks"),
        ],
    )
    def test_ways_to_save(self, tmp_path: Path, content: str | bytes) -> None:
        """
        However the file was saved, the cells in it are the same.
        """
        (line,) = read(tmp_path, content)

        assert line.cells == {"a": "1", "b": "2"}
        assert (line.number, line.is_whole) == (2, True)

    def test_raw(self, tmp_path: Path) -> None:
        """
        What stands in a cell is kept with its blanks and line ends, beside the bare words.
        """
        (line,) = read(tmp_path, 'a,b\n" x\n y ",2\n')

        assert line.raw == {"a": " x\n y ", "b": "2"}
        assert line.cells == {"a": "x\n y", "b": "2"}

    def test_lines_are_physical(self, tmp_path: Path) -> None:
        """
        A row of several lines is told by its last, an empty line counts and is no row.
        """
        lines = read(tmp_path, 'a,b\n1,"x\ny"\n\n2,z\n')

        assert [(line.number, line.cells["a"]) for line in lines] == [(3, "1"), (5, "2")]

    @pytest.mark.parametrize(
        ("row", "is_whole"),
        [
            pytest.param("1,2", True, id="as-many"),
            pytest.param("1", True, id="fewer"),
            pytest.param("1,2,3", False, id="one-more"),
        ],
    )
    def test_number_of_cells(self, tmp_path: Path, row: str, is_whole: bool) -> None:
        """
        Missing cells are empty; surplus ones are told, as a comma may have cut a text.
        """
        (line,) = read(tmp_path, f"a,b\n{row}\n")

        assert line.is_whole is is_whole
        assert set(line.cells) == {"a", "b"}

    @pytest.mark.parametrize("header", ["a,b,", "a,b,,", ",a,b"])
    def test_columns_without_a_name(self, tmp_path: Path, header: str) -> None:
        """
        An empty column, as spreadsheets leave them, makes no row broken.
        """
        values = {"a": "1", "b": "2", "": ""}
        row = ",".join(values[column] for column in header.split(","))

        (line,) = read(tmp_path, f"{header}\n{row}\n")

        assert line.is_whole
        assert line.cells == {"a": "1", "b": "2"}

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            pytest.param("", "line 1: no column 'a'; found: ", id="empty"),
            pytest.param("b,A\n1,2\n", "line 1: no column 'a'; found: b,A", id="other-case"),
            pytest.param(
                "a\nd\xe9but\n".encode("latin-1"), "line 2: byte 0xe9 is no UTF-8", id="Latin-1"
            ),
            pytest.param("a\n1\0\n", "line 2: holds binary data", id="binary"),
            pytest.param('a,b\n1,"2\n3,4\n', "line 2: ", id="quote-never-closed"),
            pytest.param(f"a,b\n1,{'x' * 200_000}\n", "line 2: ", id="endless-cell"),
        ],
    )
    def test_unreadable(self, tmp_path: Path, content: str | bytes, fault: str) -> None:
        """
        What cannot be read is told with its line, and no row is swallowed.
        """
        assert fault_of(tmp_path, content).startswith(fault)

    def test_all_missing_columns(self, tmp_path: Path) -> None:
        """
        Every column that is missing is named, in the order they are asked for.
        """
        fault = fault_of(tmp_path, "c,b\n", required=("a", "b", "d"))

        assert fault == "line 1: no column 'a', 'd'; found: c,b"

    @pytest.mark.parametrize("name", ["nowhere.csv", "."])
    def test_no_file(self, tmp_path: Path, name: str) -> None:
        """
        A file that is not there is told as such.
        """
        with pytest.raises(DecisionError, match="there is no such file"):
            list(read_table(tmp_path / name, required=("a",)))


CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('\n,;\t"'))


class TestToCsv:
    """
    A table is written as every program reads it.
    """

    def test_bytes(self) -> None:
        """
        UTF-8, line feeds, the columns in the order asked for; None is empty, booleans are words.
        """
        rows: list[Row] = [{"b": None, "a": "é,x", "c": True}, {"a": 0.5, "b": 3, "c": False}]

        assert to_csv(rows, ("a", "b", "c")) == 'a,b,c\n"é,x",,true\n0.5,3,false\n'.encode()

    def test_no_rows(self) -> None:
        """
        A table without rows is its header.
        """
        assert to_csv([], ("a", "b")) == b"a,b\n"

    @settings(max_examples=100, deadline=None)
    @given(rows=st.lists(st.fixed_dictionaries({"a": CELLS, "b": CELLS}), max_size=5))
    def test_there_and_back(
        self, tmp_path_factory: pytest.TempPathFactory, rows: list[dict[str, str]]
    ) -> None:
        """
        Whatever stands in the cells comes back as it was written.
        """
        content = to_csv(rows, ("a", "b"))

        assert list(csv.DictReader(io.StringIO(content.decode(), newline=""))) == rows
        lines = read(tmp_path_factory.mktemp("there"), content)
        assert [line.raw for line in lines] == rows
