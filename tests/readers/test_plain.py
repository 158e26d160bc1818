"""Plain text and Markdown files."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

import pytest

from interview_coder.errors import ReadError
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


SUBTITLES = (
    "1\n00:00:01,000 --> 00:00:02,000\nI: How is it?\n\n"
    "2\n00:00:02,500 --> 00:00:04,000\nP1: Slow.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("WEBVTT\n\n" + SUBTITLES.replace(",", "."), id="WebVTT"),
        pytest.param(SUBTITLES, id="SubRip"),
        pytest.param("Speaker\tStart\tText\nI\t0.5\tHow is it?\nP1\t2.5\tSlow.\n", id="table"),
        pytest.param(
            "@UTF8\n@Begin\n@Participants:\tINV Investigator, CHI Adult\n"
            "*INV:\thow is it ?\n*CHI:\tslow .\n@End\n",
            id="CHAT",
        ),
    ],
)
def test_other_formats_under_txt(text: str) -> None:
    """
    What is no plain text is known by its shape, whatever its suffix.
    """
    reading = read(Source(path=Path("P1.txt"), data=text.encode()))

    words = [reading.text[turn.span.start : turn.span.end].lower() for turn in reading.turns]
    assert [re.sub(r"\W", "", each) for each in words] == ["howisit", "slow"]


def test_chat_of_a_meeting() -> None:
    """
    What was typed beside the talk is refused: nobody said it.
    """
    text = "".join(f"00:0{i}:00\t Kasia Lind:\tthanks, see you {i}\n" for i in range(6))

    with pytest.raises(ReadError, match="is the chat of a meeting"):
        read(Source(path=Path("chat.txt"), data=text.encode()))


def test_references_in_markdown() -> None:
    """
    A character reference is Markdown's way to write a character; plain text means what it shows.
    """
    data = b"I: How?\n\nP1: It&#39;s R&amp;D.\n"

    markdown = read(Source(path=Path("P1.md"), data=data))
    plain = read(Source(path=Path("P1.txt"), data=data))

    assert markdown.text == "I: How?\n\nP1: It's R&D.\n"
    assert markdown.notes == (
        "2 character references such as &#39; were read as the characters they stand for",
    )
    assert plain.text == data.decode()
    assert plain.notes == ()
