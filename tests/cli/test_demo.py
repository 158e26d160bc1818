"""`interview-coder demo`: the sample study, analysed anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.notation import contents, run


def test_demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sample_folder: Path) -> None:
    """
    The demo writes into the folder named, may be run again, and its results are verbatim.
    """
    monkeypatch.chdir(tmp_path)
    before = contents(sample_folder)

    first = run("demo", "--out", "results")
    written = contents(tmp_path / "results")
    again = run("demo", "--out", "results")

    assert (first.code, again.code) == (0, 0)
    assert "8 interviews, 8 participants" in first.out
    assert "evidence_appendix.docx" in written
    assert contents(tmp_path / "results") == written
    assert contents(sample_folder) == before
    assert run("verify", "results").code == 0


def test_demo_keeps_what_is_not_its_own(tmp_path: Path) -> None:
    """
    A file in the way is kept, and told.
    """
    (tmp_path / "report.html").write_text("mine")

    ran = run("demo", "--out", tmp_path)

    assert ran.code == 2
    assert "report.html" in ran.err
    assert contents(tmp_path) == {"report.html": b"mine"}
