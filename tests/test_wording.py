"""Cleaned copies for the models: asides blanked, fillers and stop words left out."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.asides import find_asides
from interview_coder.transcript import Span
from interview_coder.wording import content_words, mask, spoken, stop_words, words

TEXTS = st.lists(
    st.sampled_from(["slow", " ", "\n", "[laughs]", "[00:01:02]", "(1:02)", "é", "😀", "[", "]"]),
    min_size=1,
    max_size=12,
).map("".join)


class TestMask:
    """
    A masked copy is as long as what it copies, so offsets hold.
    """

    @given(text=TEXTS, cut=st.tuples(st.integers(0, 4), st.integers(0, 4)))
    @settings(max_examples=200, deadline=None)
    def test_offsets_hold(self, text: str, cut: tuple[int, int]) -> None:
        """
        Every character stands where it stood, and asides are spaces, wherever the span begins.
        """
        start = min(cut[0], len(text) - 1)
        end = max(start + 1, len(text) - cut[1])
        asides = find_asides(text, Span(start=0, end=len(text)))
        blanked = {i for aside in asides for i in range(aside.start, aside.end)}

        masked = mask(text, Span(start=start, end=end), asides=asides)

        assert list(masked) == [" " if i in blanked else text[i] for i in range(start, end)]


class TestSpoken:
    """
    What was said, on one line.
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("it was  slow", "it was slow", id="double space"),
            pytest.param("it was\nslow\n\nagain", "it was slow again", id="hard wraps"),
            pytest.param("it [laughs] was slow", "it was slow", id="an aside"),
            pytest.param("slow [00:01:02]", "slow", id="a time"),
            pytest.param("Um, it WAS slow!", "Um, it WAS slow!", id="words stay as they are"),
        ],
    )
    def test_one_line(self, text: str, expected: str) -> None:
        """
        White space is one blank and asides are gone; fillers, case and marks stay.
        """
        whole = Span(start=0, end=len(text))

        assert spoken(text, whole, asides=find_asides(text, whole)) == expected

    def test_asides_outside_do_not_matter(self) -> None:
        """
        Only asides inside the span are left out.
        """
        text = "[a] slow [b]"
        asides = find_asides(text, Span(start=0, end=len(text)))

        assert spoken(text, Span(start=4, end=8), asides=asides) == "slow"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The LIST", ["the", "list"], id="lower case"),
        pytest.param("don’t, can't", ["don't", "can't"], id="both apostrophes"),
        pytest.param("brother-in-law", ["brother-in-law"], id="hyphens stay inside"),
        pytest.param("- so -", ["so"], id="a dash is no word"),
        pytest.param("24 hours, 3pm", ["hours", "pm"], id="digits are no words"),
        pytest.param("façade über 聞く", ["façade", "über", "聞く"], id="letters of any script"),
        pytest.param("snake_case", ["snake", "case"], id="underscore parts words"),
        pytest.param("…!? 12", [], id="nothing said"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    """
    Words are runs of letters in lower case.
    """
    assert words(text) == expected


class TestContentWords:
    """
    Content words say what a sentence is about.
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("Um, so, the invoices are late", ["invoices", "late"], id="fillers"),
            pytest.param("I didn't trust the export", ["trust", "export"], id="negations"),
            pytest.param("the manager's spreadsheet", ["manager", "spreadsheet"], id="possessive"),
            pytest.param("he’ll forget the rota", ["forget", "rota"], id="contraction"),
            pytest.param("plan b", ["plan"], id="one letter"),
            pytest.param("yeah, no, well", [], id="nothing but fillers"),
            pytest.param("", [], id="nothing"),
        ],
    )
    def test_english(self, text: str, expected: list[str]) -> None:
        """
        Stop words, fillers and contractions are left out, in the order of speech.
        """
        assert content_words(text) == expected

    def test_language(self) -> None:
        """
        Stop words are those of the language that was spoken.
        """
        assert content_words("und der Dienstplan", language="de") == ["dienstplan"]
        assert "der" in content_words("und der Dienstplan", language="en")

    def test_language_without_list(self) -> None:
        """
        A language without stop words of its own still has the fillers.
        """
        assert "um" in stop_words("xx")
        assert "und" not in stop_words("xx")
