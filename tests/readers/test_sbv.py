"""SubViewer files."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.sbv import read
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import said, times

TEXT = (
    "0:00:01.000,0:00:04.000\n>> I: How is it?\n\n"
    "0:00:05.250,0:00:09.000\n>> P1: It is\nso slow, too.\n\n"
    "0:01:00.000,0:01:04.000\nReally.\n"
)


def read_text(text: str) -> Reading:
    """Read `text` as the content of a file."""
    return read(Source(path=Path("P1.sbv"), data=text.encode()))


def test_reads() -> None:
    """
    Cues are joined to turns, with the time of each cue.
    """
    reading = read_text(TEXT)

    assert said(reading) == [("I", "How is it?"), ("P1", "It is\nso slow, too.\nReally.")]
    assert times(reading) == [1.0, 5.25, 60.0]


@pytest.mark.parametrize(
    ("text", "line_no", "message"),
    [
        pytest.param("I: How?\n", 1, "no timing such as '0:01:02.500,0:01:04.000'", id="text"),
        pytest.param(TEXT.replace("05.250,", "0x.250,"), 4, "broken timing", id="timing"),
        pytest.param(
            TEXT.replace(">> I: ", "").replace(">> P1: ", ""), 1, "no cue tells", id="who"
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
