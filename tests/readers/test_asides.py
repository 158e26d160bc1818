"""What stands among the words and was not said."""

from __future__ import annotations

import pytest

from interview_coder.readers.asides import find_asides, find_times, trim
from interview_coder.transcript import Span


class TestAsides:
    """
    Asides are what a transcriber put in brackets.
    """

    @pytest.mark.parametrize(
        ("text", "asides"),
        [
            pytest.param("so [laughs] slow", ["[laughs]"], id="a remark"),
            pytest.param("so (1:02) slow", ["(1:02)"], id="a time in round brackets"),
            pytest.param("so [a][b] slow", ["[a]", "[b]"], id="two in a row"),
            pytest.param(r"so \[laughs\] slow", [r"\[laughs\]"], id="escaped"),
            pytest.param("so (mostly) slow", [], id="words in round brackets were said"),
            pytest.param("so [] slow", [], id="nothing in brackets"),
            pytest.param("so [over\nlines] slow", [], id="over a line break"),
            pytest.param("so [" + "x" * 61 + "] slow", [], id="too long for a remark"),
            pytest.param("so [open slow", [], id="never closed"),
        ],
    )
    def test_found(self, text: str, asides: list[str]) -> None:
        """
        Remarks and times are asides; anything else in brackets may have been said.
        """
        found = find_asides(text, Span(start=0, end=len(text)))

        assert [text[aside.start : aside.end] for aside in found] == asides

    def test_times(self) -> None:
        """
        A time mark stands behind its bracket.
        """
        text = "so [1:02] slow"

        (mark,) = find_times(text, Span(start=0, end=len(text)))

        assert (mark.offset, mark.seconds) == (text.index("]") + 1, 62.0)

    @pytest.mark.parametrize(
        ("text", "trimmed"),
        [
            pytest.param(" so slow \n", "so slow", id="white space"),
            pytest.param("[a] [b] so slow [c]", "so slow", id="asides at both ends"),
            pytest.param("so [a] slow", "so [a] slow", id="an aside inside stays"),
            pytest.param("(so slow)", "(so slow)", id="round brackets stay"),
            pytest.param(" [a] [b] ", None, id="nothing left"),
        ],
    )
    def test_trim(self, text: str, trimmed: str | None) -> None:
        """
        What is trimmed begins and ends with something that was said.
        """
        asides = find_asides(text, Span(start=0, end=len(text)))

        span = trim(text, 0, len(text), asides=asides)

        assert (text[span.start : span.end] if span else None) == trimmed
