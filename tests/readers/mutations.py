"""Broken files for properties of readers, and what must hold of a reading of any file."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.source import Reader, Reading, Source

EDITS = st.lists(
    st.tuples(st.floats(0, 1), st.integers(0, 12), st.binary(max_size=6)), min_size=1, max_size=6
)
"""Where to cut, how much to take out, what to put in."""


def source_of(data: bytes, *, name: str) -> Source:
    """
    Return `data` as a file called `name`.
    """
    return Source(path=Path(name), data=data)


def said(reading: Reading) -> list[tuple[str, str]]:
    """
    Return speaker and words, turn by turn.
    """
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


def times(reading: Reading) -> list[float]:
    """
    Return every known moment.
    """
    return [mark.seconds for turn in reading.turns for mark in turn.times]


def left_out(reading: Reading) -> dict[str, int]:
    """
    Return what did not become speech, with its count.
    """
    return {each.what: each.n for each in reading.left_out}


def edited(data: bytes, edits: list[tuple[float, int, bytes]]) -> bytes:
    """
    Return `data` with each edit made in turn.
    """
    for where, taken, put in edits:
        at = int(where * len(data))
        data = data[:at] + put + data[at + taken :]
    return data


def read_or_why(read: Reader, data: bytes, *, name: str) -> Reading | str:
    """
    Return the reading of `data`, or why it is refused.
    """
    try:
        return read(Source(path=Path(name), data=data))
    except ReadError as error:
        return error.message


def is_read_or_refused(read: Reader, data: bytes, *, name: str) -> bool:
    """
    Whether `read` keeps its contract on `data`: a sound reading, or a ReadError with a message.
    """
    try:
        reading = read(Source(path=Path(name), data=data))
    except ReadError as error:
        return bool(error.message) and (error.line_no is None or error.line_no >= 1)
    ends = [0]
    for turn in reading.turns:
        inside = [turn.span.contains(aside) for aside in turn.asides]
        in_order = ends[-1] <= turn.span.start and turn.span.end <= len(reading.text)
        words = reading.text[turn.span.start : turn.span.end]
        if not (in_order and all(inside) and words == words.strip() and turn.speaker.strip()):
            return False
        ends.append(turn.span.end)
    return bool(reading.turns or reading.text) and "\r" not in reading.text
