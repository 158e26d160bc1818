from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.themes.labels import Candidate, choose_label
from interview_coder.wording import content_words


def label_of(
    *texts: str, weights: Mapping[str, float] | None = None, taken: Sequence[str] = ()
) -> str:
    """Return the label of a theme of `texts`; their words weigh the same if nothing is told."""
    known = weights or {word: 1.0 for text in texts for word in content_words(text)}
    label = choose_label(
        [Candidate(text=t, typicality=0.5) for t in texts], weights=known, taken=taken
    )
    return texts[label.index][label.span.start : label.span.end]


PIECES = "and because um, the rota — is 1,000 (late) … “No” I’d 9.30 no-one so-called\n café 🙂 ß"
TALK = st.lists(st.sampled_from(PIECES.split(" ")), min_size=1).map(" ".join)


class TestChooseLabel:
    """
    A label is a phrase that somebody said, verbatim.
    """

    @settings(max_examples=150, deadline=None)
    @given(
        texts=st.lists(st.text(min_size=1) | TALK, min_size=1, max_size=6),
        weights=st.dictionaries(st.sampled_from(["rota", "late", "café"]), st.floats(0, 9)),
        taken=st.frozensets(st.sampled_from(["rota", "the rota", "late"])),
    )
    def test_always_a_slice(
        self, texts: list[str], weights: dict[str, float], taken: frozenset[str]
    ) -> None:
        """
        Whatever was said, the label is a slice of one of the texts, never empty.
        """
        candidates = [Candidate(text=text, typicality=0.1) for text in texts]

        label = choose_label(candidates, weights=weights, taken=taken)

        text = texts[label.index]
        assert 0 <= label.span.start < label.span.end <= len(text)

    @pytest.mark.parametrize(
        ("text", "label"),
        [
            pytest.param(
                "Um, so, the printer jams every single morning, you know.",
                "the printer jams every single morning",
                id="fillers-at-both-ends",
            ),
            pytest.param(
                "the printer jams every single morning",
                "the printer jams every single morning",
                id="whole-text",
            ),
            pytest.param("Hm.", "Hm", id="one-filler"),
            pytest.param("…", "…", id="no-word"),
            pytest.param(
                "No one tells the kitchen about the change",
                "No one tells the kitchen about the change",
                id="no-that-denies",
            ),
            pytest.param(
                "No-one tells the kitchen about the change",
                "No-one tells the kitchen about the change",
                id="no-inside-a-word",
            ),
            pytest.param(
                "No, the kitchen never hears about the change",
                "the kitchen never hears about the change",
                id="no-that-answers",
            ),
        ],
    )
    def test_phrase(self, text: str, label: str) -> None:
        """
        What is said while thinking falls off both ends, what carries the meaning stays.
        """
        assert label_of(text) == label

    @pytest.mark.parametrize("number", ["1,000", "12.50", "6:30"])
    def test_numbers_stay_whole(self, number: str) -> None:
        """
        A mark inside a number is no place to begin or end, wherever the weighty words stand.
        """
        text = f"We pay {number} pounds for every single site each month"

        label = label_of(text, weights={"pounds": 3.0, "site": 3.0, "month": 3.0, "single": 3.0})

        assert number in label or not label.startswith(tuple("0123456789"))

    def test_the_weightiest_clause(self) -> None:
        """
        Of a long sentence, the clause with the theme's own words is taken.
        """
        text = "We open at the usual hour, the holiday calculator gives a wrong figure, I go home."

        label = label_of(text, weights={"calculator": 3.0, "holiday": 2.0, "figure": 1.0})

        assert label == "the holiday calculator gives a wrong figure"

    def test_another_themes_label_is_passed_over(self) -> None:
        """
        A label that another theme has is taken only where there is no other.
        """
        texts = ("the printer jams every morning", "the printer eats up our paper")
        first = label_of(*texts)

        assert label_of(*texts, taken=[first]) != first
        assert label_of(texts[0], taken=[texts[0]]) == texts[0]
