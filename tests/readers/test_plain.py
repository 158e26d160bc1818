"""Plain text and Markdown files."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from interview_coder.readers.plain import read
from interview_coder.readers.source import Source

TEXT = "I: How is it?\n\nP1: Slow — naïve 😀.\n"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(TEXT.encode(), id="UTF-8"),
        pytest.param(codecs.BOM_UTF8 + TEXT.encode(), id="byte order mark"),
        pytest.param(codecs.BOM_UTF8 * 2 + TEXT.encode(), id="byte order mark twice"),
        pytest.param(TEXT.replace("\n", "\r\n").encode(), id="Windows line ends"),
        pytest.param(TEXT.encode("utf-16"), id="UTF-16"),
    ],
)
def test_canonical_text(data: bytes) -> None:
    """
    However a file is saved, text and turns are the same.
    """
    reading = read(Source(path=Path("P1.txt"), data=data))

    assert reading.text == TEXT
    assert [turn.speaker for turn in reading.turns] == ["I", "P1"]
    last = reading.turns[-1].span
    assert reading.text[last.start : last.end] == "Slow — naïve 😀."


def test_whole_file_is_the_text() -> None:
    """
    Header and blank lines stay in the text, so that line numbers are those of the file.
    """
    text = "\n# Rotas\n\n\nI: How?\n\n\nP1: Slow.\n\n\n"

    assert read(Source(path=Path("P1.md"), data=text.encode())).text == text
