"""`interview-coder history`: what was decided about an utterance or a theme."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.archive import load
from tests.cli.notation import run
from tests.notation import write_folder

SAID = {
    "Ada": ("I waste two hours a week copying, it is awful.", "We sit by the harbour."),
    "Bea": ("I lose my evenings to copying, it is awful.", "We moved here in May."),
    "Cem": ("I spend my mornings copying, it is awful.", "My uncle has a van."),
}
STUDY = {
    **{
        f"{name}.txt": "".join(f"Interviewer: And?\n\n{name}: {each}\n\n" for each in said)
        for name, said in SAID.items()
    },
    "corrections.csv": (
        "utterance,code,decision,decided_by,note\nAda-0002,goal,add,Kit,they like it there\n"
    ),
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """
    A study with a decision.
    """
    return write_folder(tmp_path / "study", STUDY)


@pytest.fixture
def out(study: Path, tmp_path: Path) -> Path:
    """
    Its results.
    """
    ran = run("analyze", study, "--out", tmp_path / "out")
    assert ran.code == 0, ran.err
    return tmp_path / "out"


def test_of_an_utterance(out: Path) -> None:
    """
    The words and codes of now, and each decision with its time, its maker and its reason.
    """
    ran = run("history", out, "Ada-0002", columns=300)

    assert ran.code == 0, ran.err
    now, codes, entry = ran.out.splitlines()
    assert now == "Ada-0002, Ada: “We sit by the harbour.”"
    assert codes == "now: goal (Kit)"
    assert "Kit  add goal: they like it there [text " in entry


def test_a_decision_taken_back(out: Path, study: Path) -> None:
    """
    What was decided and taken back again stays in the history.
    """
    (study / "corrections.csv").unlink()
    run("analyze", study, "--out", out, "--overwrite")

    ran = run("history", out, "Ada-0002", columns=300)

    assert "add goal" in ran.out
    assert "took back: add goal" in ran.out


def test_of_a_theme(out: Path) -> None:
    """
    A theme tells what it is now and who named it.
    """
    theme = load(out).all_themes[0]
    ran = run("themes", "rename", out, theme.id, "copying by hand", "--by", "Kit")
    assert ran.code == 0, ran.err

    told = run("history", out, theme.id, columns=300)

    assert told.code == 0, told.err
    assert told.out.startswith(f"{theme.id}: ")
    assert "Kit  rename" in told.out
    assert "“copying by hand”" in told.out


def test_nothing_was_decided(out: Path) -> None:
    """
    An utterance that nobody decided on says so.
    """
    assert "Nobody decided anything about it." in run("history", out, "Bea-0002").out


def test_neither_utterance_nor_theme(out: Path) -> None:
    """
    A wrong id is an error that names it.
    """
    ran = run("history", out, "Bea-0099", columns=300)

    assert ran.code == 2
    assert "'Bea-0099' is neither an utterance nor a theme" in ran.err


def test_a_torn_line_is_told(out: Path, study: Path) -> None:
    """
    A last line that a crash tore is named; everything before it is told.
    """
    path = study / "audit_trail.jsonl"
    path.write_bytes(path.read_bytes() + b'{"time": "2026-')

    ran = run("history", out, "Ada-0002", columns=300)

    assert ran.code == 0, ran.err
    assert "audit_trail.jsonl: line 2" in ran.out
    assert "add goal" in ran.out
