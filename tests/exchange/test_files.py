"""Tests of projects by suffix."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ExchangeError, OutputError
from interview_coder.exchange.files import WRITTEN, is_project, read_project, write_project
from tests.exchange.projects import project, selected


@pytest.mark.parametrize("suffix", WRITTEN)
def test_what_is_written_can_be_read(tmp_path: Path, suffix: str) -> None:
    """
    Every format that is written is also read, whatever the case of the suffix.
    """
    path = tmp_path / f"a{suffix.upper()}"
    written = project(selected("waits"))

    write_project(written, path)
    back = read_project(path)

    assert [code.path for code in back.codes] == [("pain",)]
    assert (back.selections == written.selections) == is_project(path)


@pytest.mark.parametrize(
    ("name", "has_texts"),
    [("a.qdpx", True), ("a.DB", True), ("a.jsonl", True), ("a.qdc", False), ("a.csv", False),
     ("a.docx", False), ("a", False)],
)  # fmt: skip
def test_which_hold_texts(name: str, has_texts: bool) -> None:
    """
    Codebooks are no projects with texts, and other files are none at all.
    """
    assert is_project(Path(name)) == has_texts


def test_other_suffixes(tmp_path: Path) -> None:
    """
    Files of other kinds are refused with what there is.
    """
    with pytest.raises(ExchangeError, match=r"one of the suffixes \.qdpx"):
        read_project(tmp_path / "a.docx")
    with pytest.raises(ExchangeError, match=r"written as one of \.qdpx"):
        write_project(project(), tmp_path / "a.docx")
    assert not list(tmp_path.iterdir())


def test_no_file(tmp_path: Path) -> None:
    """
    A file that is not there is an error that names it.
    """
    with pytest.raises(ExchangeError, match=r"a\.qdpx: there is no such file"):
        read_project(tmp_path / "a.qdpx")


def test_nothing_is_replaced(tmp_path: Path) -> None:
    """
    A file that is there stays as it is.
    """
    path = tmp_path / "a.jsonl"
    path.write_text("mine", encoding="utf-8")

    with pytest.raises(OutputError, match="is kept as it is"):
        write_project(project(), path)

    assert path.read_text(encoding="utf-8") == "mine"
