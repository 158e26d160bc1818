"""`interview-coder checklist`: what COREQ asks for, answered as far as an analysis can."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.notation import run
from tests.notation import write_folder

STUDY = {
    f"{name}.txt": f"Interviewer: What bothers you?\n\n{name}: I hate {what} by hand.\n"
    for name, what in {"Ada": "copying", "Bea": "counting", "Cem": "adding"}.items()
}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """
    The results of a study of three short interviews.
    """
    study = write_folder(tmp_path / "study", STUDY)
    assert run("analyze", study, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def test_shows_what_is_answered(out: Path) -> None:
    """
    On the screen stand the answered items, and how many are left to the author.
    """
    ran = run("checklist", out)

    assert ran.code == 0
    assert "3 participants in 3 interviews." in " ".join(ran.out.split())
    assert "Non-participation" not in ran.out
    assert "left to you" in ran.out


def test_writes_all_items(out: Path, tmp_path: Path) -> None:
    """
    The file has all 32 items, with room where only the author knows.
    """
    ran = run("checklist", out, "--out", tmp_path / "coreq.csv")

    rows = list(csv.DictReader((tmp_path / "coreq.csv").read_text(encoding="utf-8").splitlines()))
    assert ran.code == 0
    assert [int(row["number"]) for row in rows] == list(range(1, 33))
    assert {row["item"] for row in rows if not row["answer"]} >= {"Sampling", "Field notes"}


def test_never_replaces(out: Path, tmp_path: Path) -> None:
    """
    A file that is there is kept, because somebody may have filled it in.
    """
    (tmp_path / "coreq.csv").write_text("mine")

    ran = run("checklist", out, "--out", tmp_path / "coreq.csv")

    assert ran.code == 2
    assert (tmp_path / "coreq.csv").read_text() == "mine"
