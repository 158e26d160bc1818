"""SubRip files."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.srt import read

TEXT = (
    "1\n00:00:01,000 --> 00:00:04,000\nInterviewer: How is it?\n\n"
    "2\n00:00:05,250 --> 00:00:09,000\nP1: It is\nso slow.\n\n"
    "3\n00:01:00,000 --> 00:01:04,000\nP1: Really.\n"
)


def read_text(text: str) -> Reading:
    """Read `text` as the content of a file."""
    return read(Source(path=Path("P1.srt"), data=text.encode()))


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return speaker and words, turn by turn."""
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


def test_reads() -> None:
    """
    Cues of one speaker are one turn, with the time of each cue.
    """
    reading = read_text(TEXT)

    assert said(reading) == [("Interviewer", "How is it?"), ("P1", "It is\nso slow.\nReally.")]
    answer = reading.turns[1]
    assert answer.time_at(answer.span.start) == 5.25
    assert answer.time_at(reading.text.index("Really")) == 60.0


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXT.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(TEXT.replace("\n", "\r"), id="old Macintosh line ends"),
        pytest.param("\ufeff" + TEXT, id="byte order mark"),
        pytest.param("\n\n" + TEXT + "\n\n", id="blank lines around"),
        pytest.param(TEXT.replace("1\n00", "00", 1), id="a number missing"),
        pytest.param(
            TEXT.replace("P1: It is", "<i>P1: It is").replace("slow.", "slow.</i>"), id="i"
        ),
        pytest.param(TEXT.replace("P1: R", '{\\an8}<font color="#fff">P1: R'), id="position"),
    ],
)
def test_same_words(text: str) -> None:
    """
    How the file is saved and how its words look changes nothing.
    """
    assert said(read_text(text)) == said(read_text(TEXT))


def test_signs_that_are_no_tags() -> None:
    """
    Angle brackets and braces that are no mark-up were said.
    """
    reading = read_text(TEXT.replace("Really.", "It is {so} <slow> & <3."))

    assert said(reading)[1][1].endswith("It is {so} <slow> & <3.")


def test_webvtt_under_another_name() -> None:
    """
    A WebVTT file under the name of a SubRip file is read as what it is, with a note.
    """
    reading = read_text("WEBVTT\n\nNOTE P1: never said\n\n00:01.000 --> 00:02.000\nP1: So.\n")

    assert said(reading) == [("P1", "So.")]
    assert reading.notes == ("line 1: is WebVTT in spite of the file's name; read as WebVTT",)


def test_no_blank_lines() -> None:
    """
    Numbers right below words are still numbers.
    """
    assert said(read_text(TEXT.replace("\n\n", "\n"))) == said(read_text(TEXT))


def test_blank_line_inside_a_cue() -> None:
    """
    Words after a blank line inside a cue are kept or noted, never dropped in silence.
    """
    reading = read_text(TEXT.replace("P1: It is\nso", "P1: It is\n\nso"))

    assert "so slow." in reading.text + "".join(reading.notes)


@pytest.mark.parametrize(
    ("text", "line_no", "message"),
    [
        pytest.param("P1: It is slow.\n", 1, "no timing such as", id="plain text"),
        pytest.param(TEXT.replace("05,250 -->", "05;250 -->"), 6, "broken timing", id="timing"),
        pytest.param(TEXT.replace("05,250 -->", "05,250 ->"), 6, "broken timing", id="arrow"),
        pytest.param("1\n00:00:01,000 --> 00:00:04,000\n\n", 1, "holds no words", id="no words"),
        pytest.param(
            "1\n00:00:01,000 --> 00:00:04,000\nso slow\n",
            2,
            "no cue tells its speaker",
            id="nobody",
        ),
    ],
)
def test_refused(text: str, line_no: int, message: str) -> None:
    """
    A broken file is named with the physical line.
    """
    with pytest.raises(ReadError, match=message) as caught:
        read_text(text)

    assert caught.value.line_no == line_no
