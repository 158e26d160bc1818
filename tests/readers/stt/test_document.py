"""JSON parsed and asked for values."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source
from interview_coder.readers.stt.document import (
    dig,
    first,
    label,
    lettered,
    parse,
    rows,
    seconds,
    words,
)


def parsed(text: str | bytes) -> Any:
    data = text.encode() if isinstance(text, str) else text
    return parse(Source(path=Path("P1.json"), data=data))


def refusal(text: str | bytes) -> ReadError:
    with pytest.raises(ReadError) as caught:
        parsed(text)
    return caught.value


class TestParse:
    """
    JSON is read as it stands, or refused with the place.
    """

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            pytest.param('{"a": [1, "x"]}', {"a": [1, "x"]}, id="plain"),
            pytest.param("\ufeff[1]", [1], id="byte order mark"),
            pytest.param("[NaN, Infinity, -Infinity]", [None] * 3, id="what Python writes"),
            pytest.param('{"a": 1, "a": 1}', {"a": 1}, id="a key twice with one value"),
            pytest.param("[1e999]", [float("inf")], id="a number out of reach"),
            pytest.param("[" + "9" * 5000 + "]", [float("inf")], id="5,000 digits"),
        ],
    )
    def test_reads(self, text: str, value: Any) -> None:
        """
        What is odd but clear is read.
        """
        assert parsed(text) == value

    def test_names_the_place_of_a_fault(self) -> None:
        """
        A file that breaks off is refused with line and column.
        """
        error = refusal('{"a": 1,\n "b": [1,')

        assert error.line_no == 2
        assert "column 10" in error.message
        assert "export it again" in error.message

    def test_refuses_a_key_with_two_values(self) -> None:
        """
        Two values under one key cannot both be read, so neither is.
        """
        error = refusal('[{"Speaker 1": "Jane?", "Speaker 2": "Mark?", "Speaker 1": "Good."}]')

        assert "'Speaker 1' has two values" in error.message

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("[" * 200_000, id="never closed"),
            pytest.param("[" * 200_000 + "]" * 200_000, id="closed"),
            pytest.param('{"a":' * 200_000 + "1" + "}" * 200_000, id="objects"),
        ],
    )
    def test_refuses_deep_nesting(self, text: str) -> None:
        """
        200,000 brackets are refused, not followed.
        """
        assert "nested deeper" in refusal(text).message

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"\xff\xfa{}", "no whole JSON", id="no text"),
            pytest.param(b'{"a": "\x00"}', "binary data", id="a NUL"),
            pytest.param(b"<html>", "no whole JSON", id="HTML"),
        ],
    )
    def test_refuses_what_is_no_json(self, data: bytes, message: str) -> None:
        """
        Bytes that are no JSON text are refused.
        """
        assert message in refusal(data).message

    def test_reads_utf_16(self) -> None:
        """
        A byte order mark tells the encoding.
        """
        assert parsed('{"a": "ä"}'.encode("utf-16")) == {"a": "ä"}


class TestSeconds:
    """
    A time is read in every way programs write it, and is never negative.
    """

    @pytest.mark.parametrize(
        ("written", "per_second", "read"),
        [
            pytest.param(12.5, 1, 12.5, id="number"),
            pytest.param(12500, 1000, 12.5, id="milliseconds"),
            pytest.param("12.5", 1, 12.5, id="text"),
            pytest.param("12500", 1000, 12.5, id="milliseconds as text"),
            pytest.param("12.500s", 1, 12.5, id="text with a unit"),
            pytest.param("12.5s", 1000, 12.5, id="a unit tells more than the usual"),
            pytest.param("PT1H2M3.5S", 1, 3723.5, id="ISO 8601"),
            pytest.param("PT0.04S", 1, 0.04, id="ISO 8601, seconds only"),
            pytest.param("00:01:02,500", 1, 62.5, id="clock"),
            pytest.param({"seconds": "12", "nanos": 500_000_000}, 1, 12.5, id="Google"),
            pytest.param({"nanos": 500_000_000}, 1, 0.5, id="Google below a second"),
            pytest.param({}, 1, 0.0, id="Google at zero"),
            pytest.param(-3, 1, 0.0, id="before the recording"),
            pytest.param("soon", 1, None, id="a word"),
            pytest.param(None, 1, None, id="nothing"),
            pytest.param(True, 1, None, id="a truth"),
            pytest.param(float("inf"), 1, None, id="endless"),
            pytest.param(1e300, 1, None, id="longer than any recording"),
            pytest.param([1], 1, None, id="a list"),
            pytest.param({"seconds": {"seconds": 1}}, 1, None, id="nested"),
            pytest.param("9" * 10_000, 1, None, id="10,000 digits"),
        ],
    )
    def test_reads(self, written: Any, per_second: float, read: float | None) -> None:
        """
        The same moment, whatever the spelling.
        """
        assert seconds(written, per_second=per_second) == read

    @given(
        value=st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30),
        per_second=st.sampled_from([1, 1000, 1e7]),
    )
    @settings(max_examples=200, deadline=None)
    def test_any_value(self, value: Any, per_second: float) -> None:
        """
        Whatever stands there, it is a moment of a recording or no time.
        """
        read = seconds(value, per_second=per_second)

        assert read is None or 0 <= read <= 1e7


class TestLabels:
    """
    A label is the program's name for a speaker; a bare number says what it counts.
    """

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            pytest.param("SPEAKER_00", "SPEAKER_00", id="name"),
            pytest.param(2, "Speaker 2", id="number"),
            pytest.param(2.0, "Speaker 2", id="decimal number"),
            pytest.param("2", "Speaker 2", id="number as text"),
            pytest.param(" Kasia\n Lind ", "Kasia Lind", id="white space"),
            pytest.param("\u202eaisaK", "aisaK", id="right-to-left override"),
            pytest.param("", None, id="empty"),
            pytest.param(None, None, id="nothing"),
            pytest.param(-1, None, id="minus one"),
            pytest.param(True, None, id="a truth"),
            pytest.param(1.5, None, id="between two speakers"),
            pytest.param(float("nan"), None, id="no number"),
            pytest.param(["A"], None, id="a list"),
        ],
    )
    def test_label(self, value: Any, expected: str | None) -> None:
        """
        Nobody is None.
        """
        assert label(value) == expected

    @pytest.mark.parametrize("letter", ["I", "P", "A"])
    def test_letters_are_no_roles(self, letter: str) -> None:
        """
        The ninth speaker of AssemblyAI is `I`, which elsewhere means interviewer.
        """
        assert lettered(letter) == f"Speaker {letter}"


class TestAsking:
    """
    Values are asked for without trusting that they are there.
    """

    def test_dig(self) -> None:
        """
        A path leads to a value, or to None wherever it breaks off.
        """
        document = {"a": [{"b": 1}]}

        assert dig(document, "a", 0, "b") == 1
        assert dig(document, "a", 1, "b") is None
        assert dig(document, 0) is None
        assert dig("text", "a") is None

    def test_first_skips_what_is_no_object(self) -> None:
        """
        The first object of a list tells its shape.
        """
        assert first([None, 3, {"a": 1}, {"b": 2}]) == {"a": 1}
        assert first("text") == {}

    def test_rows_count_what_is_no_object(self) -> None:
        """
        What stands between the objects is reported with a sample.
        """
        tally = Tally()

        found = list(rows([{"a": 1}, "stray words", None], tally))

        assert found == [{"a": 1}]
        assert [(each.n, each.sample) for each in tally.left_out()] == [(2, "'stray words'")]

    def test_words_count_what_is_no_text(self) -> None:
        """
        A number where words should stand is reported.
        """
        tally = Tally()

        found = [words(value, tally) for value in (" a\r\nb ", None, 7)]

        assert found == ["a\nb", "", ""]
        assert tally.count("words that are no text") == 1


@given(document=st.recursive(st.none() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(
    st.text(), inner
), max_leaves=10))  # fmt: skip
@settings(max_examples=50, deadline=None)
def test_reads_what_was_written(document: Any) -> None:
    """
    Any document comes back as it was written.
    """
    assert parsed(json.dumps(document)) == document
