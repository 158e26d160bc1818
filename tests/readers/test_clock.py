"""Times as transcripts write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.clock import BRACKETED_CLOCK, CLOCK, seconds


@pytest.mark.parametrize(
    ("clock", "expected"),
    [
        pytest.param("0:00", 0.0, id="the beginning"),
        pytest.param("2:03", 123.0, id="minutes and seconds"),
        pytest.param("02:03", 123.0, id="with a zero"),
        pytest.param("90:00", 5400.0, id="more than sixty minutes"),
        pytest.param("1:02:03", 3723.0, id="with hours"),
        pytest.param("00:00:01.250", 1.25, id="fraction after a point"),
        pytest.param("00:00:01,250", 1.25, id="fraction after a comma"),
        pytest.param("100:00:00", 360000.0, id="a long recording"),
    ],
)
def test_seconds(clock: str, expected: float) -> None:
    """
    A clock is seconds since the recording began.
    """
    assert re.fullmatch(CLOCK, clock)
    assert seconds(clock) == expected


@given(total=st.integers(0, 359_999))
@settings(max_examples=200, deadline=None)
def test_seconds_undo_writing(total: int) -> None:
    """
    What is written as hours, minutes and seconds is read as the same number.
    """
    minutes, rest = divmod(total, 60)
    hours, minutes = divmod(minutes, 60)

    assert seconds(f"{hours:02}:{minutes:02}:{rest:02}") == total


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        pytest.param("[00:01:02]", "00:01:02", id="square"),
        pytest.param("(1:02)", "1:02", id="round"),
        pytest.param("[ 00:01:02 ]", "00:01:02", id="spaces inside"),
        pytest.param(r"\[00:01:02\]", "00:01:02", id="escaped as Pandoc writes it"),
        pytest.param("at 10:30", None, id="a time somebody says"),
        pytest.param("[10]", None, id="a footnote"),
        pytest.param("[3:4:5]", None, id="a ratio"),
        pytest.param("[laughs]", None, id="a remark"),
    ],
)
def test_bracketed(text: str, clock: str | None) -> None:
    """
    A time in brackets was not said; a time without may have been.
    """
    match = BRACKETED_CLOCK.search(text)

    assert (match[1] if match else None) == clock
    assert match is None or match.group() == text
