"""What the commands show."""

from __future__ import annotations

import pytest

from interview_coder.cli.console import progress, show, show_error


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("P1.txt:3: [bold]slow[/bold] [/]", id="square brackets"),
        pytest.param("C:\\study\\[1] 2026 100% 'x' 🙂", id="paths and numbers"),
        pytest.param("word " * 60, id="longer than a line"),
        pytest.param("one\n  two", id="two lines"),
    ],
)
def test_messages_are_shown_word_by_word(message: str, capsys: pytest.CaptureFixture[str]) -> None:
    """
    A message is neither read as markup nor wrapped; errors go to standard error.
    """
    show(message)
    show_error(message)

    shown = capsys.readouterr()
    assert shown.out == f"{message}\n"
    assert shown.err == f"error: {message}\n"


def test_progress_without_a_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """
    Where no terminal listens, a stage that begins is one plain line.
    """
    with progress(("reading", "coding")) as begin:
        begin("reading")
        begin("coding")

    assert capsys.readouterr().out == "reading …\ncoding …\n"
