"""`interview-coder inspect`: what a reader made of a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.notation import contents, run
from tests.notation import write_folder

TALK = (
    "Title: Rotas\n\n[00:00:03] Speaker 1: How is it?\n\n"
    "[00:00:09] Speaker 2: It is slow, really.\n\n"
    "[00:01:00] Speaker 1: [laughs]\n\n[00:01:04] Speaker 2: Yes.\n"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """
    A folder with a transcript of voices whose names nobody knows.
    """
    return write_folder(tmp_path, {"call.txt": TALK})


def test_shows_what_is_read(folder: Path) -> None:
    """
    Format, encoding, speakers with their words and times, turns, and what is left out are shown.
    """
    ran = run("inspect", folder / "call.txt", columns=120)

    assert ran.code == 0
    assert "call.txt: plain text, utf-8, 3 turns, 8 words" in ran.out
    assert "Speaker 2  not known      2      5  0:00:09  0:01:04" in ran.out
    assert "Speaker 2: It is slow, really." in ran.out
    assert "not speech: 1 line before the first speaker, such as 'Title: Rotas'" in ran.out
    assert "not speech: 1 label without words, such as 'Speaker 1'" in ran.out
    assert "note: cannot tell who is the interviewer" in ran.out


def test_shows_roles_as_told(folder: Path) -> None:
    """
    Speakers are shown as the analysis would take them, with the same options.
    """
    options = ("--speaker", "Speaker 2=P01", "--interviewer", "Speaker 1")

    ran = run("inspect", folder / "call.txt", *options, columns=120)

    assert "Speaker 1  interviewer " in ran.out
    assert "Speaker 2  participant P01 " in ran.out
    assert "note:" not in ran.out


def test_nothing_is_written(folder: Path) -> None:
    """
    Inspecting leaves the folder as it was.
    """
    before = contents(folder)

    run("inspect", folder / "call.txt")

    assert contents(folder) == before


def test_every_file_is_told(folder: Path) -> None:
    """
    A file that cannot be read does not hide the others; the exit code tells.
    """
    (folder / "broken.txt").write_text("Nobody says a word in this file.", encoding="utf-8")

    ran = run("inspect", folder / "broken.txt", folder / "call.txt", folder / "gone.txt")

    assert ran.code == 2
    assert "broken.txt:1: no speaker labels" in ran.err
    assert "gone.txt: cannot be read: No such file or directory" in ran.err
    assert "call.txt: plain text" in ran.out
    assert "2 of 3 files cannot be read" in ran.out + ran.err


def test_encoding(folder: Path) -> None:
    """
    An encoding that is told is used.
    """
    (folder / "pl.txt").write_bytes("Interviewer: Jak?\n\nP1: Źle, łącznie.\n".encode("cp1250"))

    ran = run("inspect", folder / "pl.txt", "--encoding", "cp1250")

    assert "pl.txt: plain text, cp1250" in ran.out
    assert "P1: Źle, łącznie." in ran.out


def test_control_signs_of_a_name_reach_no_terminal(folder: Path) -> None:
    """
    A name cannot switch the terminal's colours or direction.
    """
    name = "Ana\u202e\x1b[31m"
    (folder / "odd.vtt").write_text(
        f"WEBVTT\n\n00:01.000 --> 00:02.000\n<v {name}>Slow.</v>\n", encoding="utf-8"
    )

    ran = run("inspect", folder / "odd.vtt")

    assert "\u202e" not in ran.out
    assert "\x1b" not in ran.out


def test_option_without_a_name(folder: Path) -> None:
    """
    A speaker without a name is refused with an example.
    """
    ran = run("inspect", folder / "call.txt", "--speaker", "Speaker 1", columns=200)

    assert ran.code == 2
    assert "should look like 'Speaker 1=P01'" in ran.err
