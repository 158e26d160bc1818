"""What a theme rests on, and what speaks against it, in words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.findings import Analysis, NegativeCases
from interview_coder.reports.support import shown_label, support_of, told_label
from tests.reports.notation import shared_by_three, with_theme, without_coefficients


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Three of four people share a theme.
    """
    return shared_by_three()


def rests_on(analysis: Analysis) -> str:
    """
    Return what the shared theme rests on, in one string.
    """
    return " ".join(support_of(analysis, analysis.theme("pain-01")).rests_on)


def with_promotion(analysis: Analysis, **changes: object) -> Analysis:
    """
    Change the promotion of the shared theme.
    """
    promotion = replace(analysis.theme("pain-01").promotion, **changes)  # type: ignore[arg-type]
    return with_theme(analysis, "pain-01", promotion=promotion)


class TestRestsOn:
    """
    A promoted theme MUST say who it rests on and how sure that is.
    """

    def test_the_machine(self, analysis: Analysis) -> None:
        """
        Without a person's acceptance it says that the machine alone asserts it.
        """
        told = rests_on(analysis)

        assert told.startswith("3 of 4 participants (95% interval 30–95%); ")
        assert "asserted by the machine alone: P1, P2, P3." in told
        assert "accepted" not in told

    def test_people(self, analysis: Analysis) -> None:
        """
        Whom a person accepted is parted from whom only the machine asserts.
        """
        told = rests_on(with_promotion(analysis, accepted=("P2",)))

        assert "accepted by a person: P2; asserted by the machine alone: P1, P3." in told

    @pytest.mark.parametrize(
        ("chance", "shown"),
        [
            pytest.param(0.0, "under 1%", id="never nought"),
            pytest.param(0.1234, "12%", id="whole per cent"),
            pytest.param(0.999, "over 99%", id="never certain"),
        ],
    )
    def test_chance(self, analysis: Analysis, chance: float, shown: str) -> None:
        """
        The chance of a false promotion says under which precision it holds.
        """
        assert (
            f"Chance of a false promotion {shown}, if the machine is as precise here as on "
            "held-out passages (precision .70)."
        ) in rests_on(with_promotion(analysis, chance=chance))

    def test_stability(self, analysis: Analysis) -> None:
        """
        It says how often the theme comes back, and how often it then meets the rule.
        """
        assert (
            "Comes back 100% of the times that one participant is left out (still meets the rule "
            "25%), and in 61% of bootstrap draws (meets the rule in 33%)."
        ) in rests_on(analysis)

    def test_what_was_not_measured_is_not_told(self, analysis: Analysis) -> None:
        """
        Without stability, precision or chance there is only the count.
        """
        made_with = replace(analysis.provenance, coder_precision={})
        bare = with_theme(replace(analysis, provenance=made_with), "pain-01", stability=None)

        assert len(support_of(bare, bare.theme("pain-01")).rests_on) == 1

    def test_without_coefficients(self, analysis: Analysis) -> None:
        """
        A study without coefficients keeps n of N and the names, and no other number.
        """
        assert rests_on(without_coefficients(analysis)) == (
            "3 of 4 participants; asserted by the machine alone: P1, P2, P3."
        )


class TestParts:
    """
    Sub-themes MUST lead to what was said.
    """

    def test_counts_and_places(self, analysis: Analysis) -> None:
        """
        Each has its words, its count, and the place of each utterance in the theme.
        """
        parts = support_of(analysis, analysis.theme("pain-01")).parts

        assert [(part.label, part.said_by, part.places) for part in parts] == [
            ("“takes us ages”", "2 people, 2 utterances", (("P2", 2), ("P3", 3))),
            ("“slow”", "1 person, 1 utterance", (("P1", 1),)),
        ]


class TestAgainst:
    """
    What was found against a theme, and what was not, MUST be told without claiming more.
    """

    def test_found(self, analysis: Analysis) -> None:
        """
        A passage is quoted with how it was found, and the reader judges.
        """
        support = support_of(analysis, analysis.theme("pain-01"))

        (passage,) = support.against
        assert passage.quote.text == "It works fine for us."
        assert passage.how == "“works fine” is a cue of contentment."
        assert support.looked_for.startswith("4 other utterances on the matter searched for cues.")
        assert "yours to judge" in support.looked_for

    @pytest.mark.parametrize(
        ("n", "words"),
        [
            pytest.param(0, "No other utterance was near enough to be searched.", id="nothing"),
            pytest.param(1, "1 other utterance on the matter searched", id="one"),
            pytest.param(9, "9 other utterances on the matter searched", id="several"),
        ],
    )
    def test_not_found(self, analysis: Analysis, n: int, words: str) -> None:
        """
        Finding none is told with how many were searched, and proves nothing.
        """
        cases = NegativeCases(n_looked_at=n)
        empty = with_theme(analysis, "pain-01", negative_cases=cases)

        told = support_of(empty, empty.theme("pain-01")).looked_for

        assert told.startswith(words)
        assert told.endswith("proves nothing.")

    def test_other_language(self, analysis: Analysis) -> None:
        """
        In a language without cues it says that nothing was searched.
        """
        german = replace(analysis, study=replace(analysis.study, language="de"))

        assert "nothing was searched" in support_of(german, german.theme("pain-01")).looked_for

    def test_nobody_looked(self, analysis: Analysis) -> None:
        """
        Where nobody looked, nothing is said.
        """
        assert support_of(analysis, analysis.theme("pain-02")).looked_for == ""


class TestLabels:
    """
    What a person called a theme MUST NOT look like something that was said.
    """

    def test_said(self, analysis: Analysis) -> None:
        """
        A phrase that was said stands in quotation marks, and needs no more.
        """
        theme = analysis.theme("pain-01")

        assert (shown_label(theme), told_label(theme)) == ("“The old export is slow.”", "")

    def test_named(self, analysis: Analysis) -> None:
        """
        A name stands without them, with who gave it and what was said.
        """
        named = with_theme(analysis, "pain-01", label="Slow exports", labelled_by="Kim")

        assert shown_label(named.theme("pain-01")) == "Slow exports"
        assert told_label(named.theme("pain-01")) == (
            "Named by Kim. Said was: “The old export is slow.”"
        )
