"""`interview-coder verify`: 0 when all is verbatim, 1 when not, 2 when it cannot be told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from interview_coder.findings import Analysis
from interview_coder.reports import write_results
from interview_coder.study import read_study
from tests.cli.notation import run
from tests.notation import write_folder
from tests.reports.notation import found_in


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """
    The results of a study that lies beside them.
    """
    files = {
        "P1.txt": "Interviewer: How is it?\n\nP1: The [new] export is slow.\n",
        "P2.txt": "Interviewer: And here?\n\nP2: Fine by me.\n",
    }
    study = write_folder(tmp_path / "study", files)
    analysis: Analysis = found_in(read_study(study), {"pain-01": ["export"]})
    write_results(analysis, tmp_path / "out", overwrite=False)
    return tmp_path / "out"


def test_verbatim(out: Path) -> None:
    """
    When every quote agrees, it says so with counts, and the exit code is 0.
    """
    ran = run("verify", out)

    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"[1-9]\d* quotes compared with 2 sources: all verbatim\n", ran.out)


def test_differences(out: Path) -> None:
    """
    When something differs, the place is told on standard error, and the exit code is 1.
    """
    path = out.parent / "study" / "P1.txt"
    path.write_text(path.read_text().replace("slow", "slew"))

    ran = run("verify", out)

    assert ran.code == 1
    assert ran.err.startswith("error: P1.txt:3: changed at column 27: ")
    assert "differences" in ran.out
    assert "all verbatim" not in ran.out


def test_long_differences_are_told_word_by_word(out: Path) -> None:
    """
    A quote with square brackets, longer than a line, is told whole and on one line.
    """
    path = out / "codings.csv"
    path.write_text(path.read_text().replace("[new] export", "[new] import"))

    ran = run("verify", out)

    assert ran.code == 1
    assert len(ran.err.splitlines()) == 1
    assert "'The [new] import is slow.'" in ran.err
    assert "'The [new] export is slow.'" in ran.err


def test_study_moved(out: Path, tmp_path: Path) -> None:
    """
    Where the study has moved to can be told with --study.
    """
    shutil.move(tmp_path / "study", tmp_path / "archive")

    missed, found = run("verify", out), run("verify", out, "--study", tmp_path / "archive")

    assert (missed.code, found.code) == (1, 0)
    assert "--study" in missed.err


@pytest.mark.parametrize("where", ["", "nowhere"])
def test_no_results(tmp_path: Path, where: str) -> None:
    """
    A folder without an analysis is exit code 2 and no traceback.
    """
    ran = run("verify", tmp_path / where)

    assert (ran.code, ran.out) == (2, "")
    assert "no analysis.json in it" in ran.err
    assert "Traceback" not in ran.err
