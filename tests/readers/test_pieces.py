"""Names, words, remarks and counts on their way into cues."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.readers.asides import find_asides
from interview_coder.readers.pieces import Tally, as_aside, clean_name, clean_words
from interview_coder.readers.source import LeftOut
from interview_coder.transcript import Span


class TestCleanName:
    """
    A name is what a person sees of it.
    """

    @pytest.mark.parametrize(
        ("written", "name"),
        [
            pytest.param(" Kasia  Lind ", "Kasia Lind", id="spaces"),
            pytest.param("Kasia\u202eadnI", "KasiaadnI", id="turned direction"),
            pytest.param("Ka\x00sia\x1b", "Ka sia", id="control signs"),
            pytest.param("<b>Kasia</b>", "<b>Kasia</b>", id="mark-up is kept, reports escape it"),
            pytest.param("Dima | Lab 🚗", "Dima | Lab 🚗", id="signs of meeting programs"),
            pytest.param(" \u200e ", None, id="nothing"),
        ],
    )
    def test_names(self, written: str, name: str | None) -> None:
        """
        Signs that nobody sees are taken out, everything else stays.
        """
        assert clean_name(written) == name


def test_words() -> None:
    """
    Line ends are line feeds and white space around the words is gone.
    """
    assert clean_words(" it\r\nis\rslow\n") == "it\nis\nslow"


class TestAside:
    """
    A remark is never speech.
    """

    def test_empty(self) -> None:
        """
        A remark without words leaves nothing.
        """
        assert as_aside(" ") == ""

    @given(remark=st.text(max_size=300))
    def test_is_aside(self, remark: str) -> None:
        """
        Whatever a remark says, all of it stands in asides, and none of its letters gets lost.
        """
        text = as_aside(remark)

        if text:
            asides = find_asides(text, Span(start=0, end=len(text)))
            outside = set(range(len(text))) - {i for a in asides for i in range(a.start, a.end)}
            assert all(text[i] == " " for i in outside)
        letters = [sign for sign in remark if sign.isalpha()]
        assert [sign for sign in text if sign.isalpha()] == letters


class TestTally:
    """
    What is counted is told in the order of its first appearance.
    """

    def test_counts(self) -> None:
        """
        Counts add up, and the first sample that has words stays.
        """
        tally = Tally()
        tally.add("rows", "")
        tally.add("pauses", "(0.3)", n=2)
        tally.add("rows", "x" * 99)
        tally.add("nothing", n=0)

        assert tally.left_out() == (
            LeftOut(what="rows", n=2, sample="x" * 60),
            LeftOut(what="pauses", n=2, sample="(0.3)"),
        )
