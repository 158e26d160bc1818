"""The machine beside the people who corrected it: compared is what it said before it learnt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.agreement.measure import CodeAgreement
from interview_coder.agreement.with_machine import PEOPLE, agreement_with_machine
from interview_coder.errors import DecisionError
from interview_coder.findings import MACHINE, Analysis
from tests.agreement.small_study import (
    CODES,
    FIFTH,
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    analysis_with,
    by_two_codebooks,
    decide,
)


def measured(analysis: Analysis) -> dict[str, CodeAgreement]:
    """
    Return how far the machine agrees with people, code by code.
    """
    return {each.code: each for each in agreement_with_machine(analysis)}


class TestAgreementWithMachine:
    """
    Compared are the utterances that somebody decided on.
    """

    def test_nobody_decided(self) -> None:
        """
        Without decisions there is nothing to compare.
        """
        assert agreement_with_machine(analysis_with(unaided=((FIRST, "pain"),))) == ()

    def test_figures(self) -> None:
        """
        It says on how many both agree, and how often each put the code.
        """
        analysis = analysis_with(
            decide("accept"),
            decide("reject", utterance=SECOND),
            decide("add", utterance=THIRD, coder="Mo"),
            decide("reject", "goal", utterance=FOURTH, coder="Mo"),
            unaided=((FIRST, "pain"), (SECOND, "pain")),
        )

        pain = measured(analysis)["pain"]

        assert (pain.n_units, pain.percent.value) == (4, 2 / 4)
        assert pain.coder_prevalence == {MACHINE: 2 / 4, PEOPLE: 2 / 4}
        assert pain.kappa.value == pytest.approx(0)

    def test_order_of_codes(self) -> None:
        """
        There is a figure for each code of the analysis, in the order of its codes.
        """
        analysis = analysis_with(decide("accept"))

        assert list(measured(analysis)) == [code.name for code in analysis.codes]
        assert set(measured(analysis)) == set(CODES)

    def test_asserted_and_nobody_said_anything(self) -> None:
        """
        Where the machine asserted a code and nobody said anything to it, the utterance does not
        count for that code, but for the others.
        """
        found = measured(
            analysis_with(decide("accept"), unaided=((FIRST, "pain"), (FIRST, "goal")))
        )

        assert {code: each.n_units for code, each in found.items()} == {
            "pain": 1, "goal": 0, "trigger": 1,
        }  # fmt: skip

    def test_accepted_without_a_code(self) -> None:
        """
        Who accepts an utterance without a code denies whatever the machine put there.
        """
        found = measured(analysis_with(decide("accept", ""), unaided=((FIRST, "goal"),)))

        assert (found["goal"].n_units, found["goal"].percent.value) == (1, 0)
        assert (found["pain"].n_units, found["pain"].percent.value) == (1, 1)

    def test_recoded(self) -> None:
        """
        Who recodes denies one code and puts another.
        """
        found = measured(
            analysis_with(decide("recode", new_code="goal"), unaided=((FIRST, "pain"),))
        )

        assert found["pain"].coder_prevalence == {MACHINE: 1, PEOPLE: 0}
        assert found["goal"].coder_prevalence == {MACHINE: 0, PEOPLE: 1}

    def test_settled(self) -> None:
        """
        What was settled counts, not what it settled.
        """
        analysis = analysis_with(
            decide("accept", coder="Kim"),
            decide("reject", coder="Mo"),
            decide("reject", coder="Lu", settles=True),
            unaided=((FIRST, "pain"),),
        )

        assert measured(analysis)["pain"].coder_prevalence == {MACHINE: 1, PEOPLE: 0}

    def test_contradiction(self) -> None:
        """
        Decisions that contradict each other are refused, and both people named.
        """
        analysis = analysis_with(decide("accept", coder="Kim"), decide("reject", coder="Mo"))

        with pytest.raises(DecisionError, match="Kim says that it fits, Mo that it does not"):
            agreement_with_machine(analysis)

    def test_decided_by_another_codebook(self) -> None:
        """
        Who decided by one codebook has not read for another: there is nothing to compare there.
        """
        found = measured(by_two_codebooks(analysis_with(decide("accept"))))

        assert {code: each.n_units for code, each in found.items()} == {
            "pain": 1, "goal": 0, "trigger": 0,
        }  # fmt: skip

    def test_what_it_learnt_does_not_count(self) -> None:
        """
        What the machine asserts after it learnt changes nothing.
        """
        analysis = analysis_with(decide("accept"), decide("add", "goal", utterance=FIFTH))
        learnt = replace(
            analysis, all_codings=analysis_with(codings=((FIFTH, "pain", MACHINE),)).all_codings
        )

        assert agreement_with_machine(learnt) == agreement_with_machine(analysis)

    def test_order(self) -> None:
        """
        The order of decisions and of what the machine asserted changes no figure.
        """
        decisions = (
            decide("accept"),
            decide("reject", utterance=SECOND),
            decide("add", "goal", utterance=FOURTH),
        )
        unaided = ((FIRST, "pain"), (SECOND, "pain"), (SECOND, "goal"))

        before = analysis_with(*decisions, unaided=unaided)
        after = analysis_with(*decisions[::-1], unaided=unaided[::-1])

        assert agreement_with_machine(after) == agreement_with_machine(before)
