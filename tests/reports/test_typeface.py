"""Fonts of the figures: widths, line breaks, and what no font has."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.reports.typeface import Typeface, one_line

LATIN = Typeface.for_texts([])
POINTS = 8
TEXTS = st.text(alphabet="abc üß-.'  \u0301", max_size=80)


class TestLines:
    """
    Words MUST be broken between words where that is possible, and none may be lost.
    """

    @settings(max_examples=60, deadline=None)
    @given(text=TEXTS, width=st.floats(5, 60))
    def test_wrapped(self, text: str, width: float) -> None:
        """
        No line is wider than asked for, and the lines hold all characters in order.
        """
        lines = LATIN.wrapped(text, width=width, points=POINTS)

        assert all(LATIN.width(line, points=POINTS) <= width for line in lines)
        assert "".join("".join(lines).split()) == "".join(text.split())

    def test_words_stay_whole(self) -> None:
        """
        A line is broken at a space.
        """
        lines = LATIN.wrapped("slow exports", width=12, points=POINTS)

        assert lines == ("slow", "exports")

    @pytest.mark.parametrize(
        ("text", "end"),
        [
            pytest.param("“the export is slow and slow”", "…”", id="said"),
            pytest.param("The export is slow and slow", "…", id="named"),
        ],
    )
    def test_fitted(self, text: str, end: str) -> None:
        """
        What has no room is left out at the end, which an ellipsis tells.
        """
        (line,) = LATIN.fitted(text, width=24, points=POINTS, n_lines=1)

        assert line.endswith(f" {end}")
        assert text.startswith(line.removesuffix(end).rstrip())
        assert LATIN.width(line, points=POINTS) <= 24

    def test_fitting_changes_nothing_where_there_is_room(self) -> None:
        """
        A short text is left as it is.
        """
        assert LATIN.fitted("“slow”", width=60, points=POINTS, n_lines=1) == ("“slow”",)

    def test_shortened_in_the_middle(self) -> None:
        """
        Names keep their ends, where they differ.
        """
        short = LATIN.shortened("Participant number 17", width=15, points=POINTS)

        assert short.startswith("Par")
        assert short.endswith("17")
        assert "…" in short
        assert LATIN.width(short, points=POINTS) <= 15


class TestCharacters:
    """
    What no font has MUST NOT be drawn as a box.
    """

    def test_missing(self) -> None:
        """
        An ellipsis stands for a run of characters that no font has.
        """
        typeface = Typeface(families=LATIN.families, missing=frozenset("xy"))

        assert typeface.drawable("axx yb") == "a…b"
        assert typeface.drawable("ab") == "ab"

    def test_missing_have_a_width(self) -> None:
        """
        They take room, because the SVG writes them.
        """
        typeface = Typeface(families=LATIN.families, missing=frozenset("x"))

        assert typeface.width("ax", points=POINTS) > typeface.width("a", points=POINTS)

    def test_known(self) -> None:
        """
        Latin, Greek and Cyrillic need no other font than the one that comes along.
        """
        typeface = Typeface.for_texts(["Grüße ça", "Ωμέγα", "Жук"])

        assert typeface.families == LATIN.families
        assert not typeface.missing

    @pytest.mark.parametrize(
        ("text", "shown"),
        [
            pytest.param(" a\n b\t", "a b", id="spaces"),
            pytest.param("a\x00b\u202eb", "a b b", id="not printable"),
            pytest.param("na\u200dm", "na\u200dm", id="joiners stay"),
        ],
    )
    def test_one_line(self, text: str, shown: str) -> None:
        """
        Line breaks and what cannot be printed become spaces.
        """
        assert one_line(text) == shown
