"""The coding stage: people's decisions stand, the machine codes the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_coder.codebook import Codebook
from interview_coder.coding import MachineCoder, check_decisions, code_utterances
from interview_coder.coding.stage import Coded, join_coded
from interview_coder.embedding import VectorCache, embed
from interview_coder.findings import MACHINE, Decided, Decision, Reasons
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Study
from tests.notation import study_of, talk

TWO = study_of(talk("I: how is it? | P1: It is slow today. I gave up on it last week."))
FIRST, SECOND = (utterance.id for utterance in segment_study(TWO))


def code_all(
    study: Study, coder: MachineCoder, encoder: VectorCache, *decisions: Decision
) -> Coded:
    """
    Code all utterances of `study`, with what people decided.
    """
    utterances = segment_study(study)
    return code_utterances(
        study,
        utterances,
        embedded=embed(study, utterances, encoder=encoder),
        coder=coder,
        decisions=check_decisions(decisions, study=study, utterances=utterances, codes=coder.codes),
    )


def with_thresholds(coder: MachineCoder, *, asserted: float, suggested: float) -> MachineCoder:
    """
    Return `coder` with other thresholds, the same for each code.
    """
    n = len(coder.codes)
    calibration = replace(
        coder.calibration,
        asserted=np.full(n, asserted, dtype=np.float32),
        suggested=np.full(n, suggested, dtype=np.float32),
    )
    return replace(coder, calibration=calibration)


@pytest.fixture(scope="module")
def reckless(coder: MachineCoder) -> MachineCoder:
    """
    The shipped coder, so lowered that it asserts every code of every text.
    """
    return with_thresholds(coder, asserted=-50, suggested=-50)


@pytest.fixture(scope="module")
def eager(coder: MachineCoder) -> MachineCoder:
    """
    The shipped coder, so changed that it asserts nothing and suggests everything.
    """
    return with_thresholds(coder, asserted=50, suggested=-50)


class TestMachine:
    """
    What is asserted and what is only likely come apart, in the order of utterances and codes.
    """

    @pytest.mark.parametrize(
        "fillers", ["Um.", "Yeah, yeah, okay.", "Uh, so, um, right.", "Mm-hm… well.", "… 2019."]
    )
    def test_fillers_are_never_coded(
        self, fillers: str, reckless: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        An utterance of fillers alone is neither coded by the machine nor put up for review.
        """
        study = study_of(talk(f"I: how is it? | P1: {fillers} | I: go on? | P1: It is slow."))

        coded = code_all(study, reckless, cached_encoder)

        utterances = {utterance.id: study.quote(utterance) for utterance in segment_study(study)}
        assert {utterances[coding.utterance] for coding in coded.codings} == {"It is slow."}
        assert coded.candidates == ()
        assert [utterances[id_] for id_ in coded.review] == ["It is slow."]

    def test_fillers_are_not_suggested_either(
        self, eager: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        An utterance of fillers alone is no candidate.
        """
        study = study_of(talk("I: how is it? | P1: Um, yeah. | I: go on? | P1: It is slow."))

        coded = code_all(study, eager, cached_encoder)

        assert coded.codings == ()
        assert [coding.code for coding in coded.candidates] == list(eager.codes)

    def test_order(self, reckless: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        Codings come utterance by utterance, each with its codes in the codebook's order.
        """
        coded = code_all(TWO, reckless, cached_encoder)

        assert [(coding.utterance, coding.code) for coding in coded.codings] == [
            (id_, code) for id_ in (FIRST, SECOND) for code in reckless.codes
        ]

    def test_what_a_coding_says(
        self, reckless: MachineCoder, codebook: Codebook, cached_encoder: VectorCache
    ) -> None:
        """
        A coding says who put it there, how sure it is, and which examples of its code explain it.
        """
        coded = code_all(TWO, reckless, cached_encoder)

        for coding in coded.codings:
            assert coding.coder == MACHINE
            assert 0 <= coding.confidence <= 1
            assert coding.theme == ""
            nearest = [e for e in codebook.examples if e.text in coding.reasons.examples]
            assert len(nearest) >= 3
            assert any(coding.code in example.codes for example in nearest)

    def test_nobody_said_anything(
        self, coder: MachineCoder, cached_encoder: VectorCache, sample_study: Study
    ) -> None:
        """
        No utterances give no codings and nothing to review.
        """
        coded = code_utterances(
            sample_study,
            [],
            embedded=embed(sample_study, [], encoder=cached_encoder),
            coder=coder,
            decisions=check_decisions([], study=sample_study, utterances=[], codes=coder.codes),
        )

        assert (coded.codings, coded.candidates, coded.review) == ((), (), ())
        assert coded.confidence.shape == (0, len(coder.codes))


def decide(
    decided: Decided, code: str, *, new_code: str = "", utterance: str = FIRST, coder: str = "Kim"
) -> Decision:
    """
    Build a decision about the study of two utterances.
    """
    return Decision(
        utterance=utterance, code=code, decision=decided, new_code=new_code, coder=coder
    )


class TestDecisions:
    """
    Where people decided, their word MUST stand, whatever the machine makes of it.
    """

    @pytest.mark.parametrize(
        ("decision", "by_kim", "by_machine"),
        [
            pytest.param(
                decide("accept", "goal"), ["goal"], ["pain", "trigger", "objection"], id="accept"
            ),
            pytest.param(
                decide("reject", "goal"), [], ["pain", "trigger", "objection"], id="reject"
            ),
            pytest.param(
                decide("recode", "goal", new_code="pain"),
                ["pain"],
                ["trigger", "objection"],
                id="recode",
            ),
            pytest.param(decide("accept", ""), [], [], id="accept without a code"),
        ],
    )
    def test_against_a_machine_that_asserts_all(
        self,
        reckless: MachineCoder,
        cached_encoder: VectorCache,
        decision: Decision,
        by_kim: list[str],
        by_machine: list[str],
    ) -> None:
        """
        What was accepted stands in the person's name, what was rejected is gone, and what nobody
        decided on is the machine's.
        """
        coded = code_all(TWO, reckless, cached_encoder, decision)

        own = [coding for coding in coded.codings if coding.utterance == FIRST]
        assert [c.code for c in own if c.coder == "Kim"] == by_kim
        assert [c.code for c in own if c.coder == MACHINE] == by_machine
        assert [c.code for c in own] == [c for c in reckless.codes if c in by_kim + by_machine]
        assert coded.candidates == ()

    @pytest.mark.parametrize(
        ("decision", "by_kim"),
        [
            pytest.param(decide("accept", "goal"), ["goal"], id="accept"),
            pytest.param(decide("add", "goal"), ["goal"], id="add"),
            pytest.param(decide("recode", "goal", new_code="pain"), ["pain"], id="recode"),
            pytest.param(decide("reject", "goal"), [], id="reject"),
            pytest.param(decide("accept", ""), [], id="accept without a code"),
        ],
    )
    def test_against_a_machine_that_asserts_nothing(
        self,
        eager: MachineCoder,
        cached_encoder: VectorCache,
        decision: Decision,
        by_kim: list[str],
    ) -> None:
        """
        What a person put is asserted, and an utterance somebody read has no candidates any more.
        """
        coded = code_all(TWO, eager, cached_encoder, decision)

        assert [(c.utterance, c.code, c.coder) for c in coded.codings] == [
            (FIRST, code, "Kim") for code in by_kim
        ]
        assert {coding.utterance for coding in coded.candidates} == {SECOND}

    def test_what_a_persons_coding_says(
        self, reckless: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        A person is sure, and is not asked for reasons; two who agree are both named.
        """
        coded = code_all(
            TWO,
            reckless,
            cached_encoder,
            decide("accept", "pain", coder="Mo"),
            decide("add", "pain", coder="Kim"),
        )

        (coding,) = (c for c in coded.codings if c.coder != MACHINE)
        assert (coding.utterance, coding.code, coding.coder) == (FIRST, "pain", "Kim, Mo")
        assert coding.confidence == 1
        assert coding.reasons == Reasons()

    def test_people_may_code_fillers(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        A person may code what is nothing but fillers: yes may be the answer.
        """
        study = study_of(talk("I: does it annoy you? | P1: Yeah. | I: go on? | P1: It is slow."))

        coded = code_all(study, coder, cached_encoder, decide("add", "pain", utterance="P1-0001"))

        assert ("P1-0001", "pain", "Kim") in {(c.utterance, c.code, c.coder) for c in coded.codings}

    def test_what_was_decided_is_not_asked_again(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        An utterance somebody decided on is not put up for review again.
        """
        before = code_all(TWO, coder, cached_encoder)
        after = code_all(TWO, coder, cached_encoder, decide("reject", "goal"))

        assert sorted(before.review) == [FIRST, SECOND]
        assert after.review == (SECOND,)

    def test_what_is_alike_follows(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        The machine is surer of a code on what is like an accepted utterance, and less sure on
        what is like a rejected one.
        """
        study = study_of(
            talk(
                "I: how is it? | P1: I spend every Sunday sorting these receipts by hand."
                " | I: and you? | P1: Each Sunday I sit and sort receipts by hand."
            )
        )
        suggesting = with_thresholds(coder, asserted=50, suggested=-50)

        def sure(*decisions: Decision) -> float:
            coded = code_all(study, suggesting, cached_encoder, *decisions)
            (coding,) = (c for c in coded.candidates if (c.utterance, c.code) == (SECOND, "pain"))
            return coding.confidence

        accepted, rejected = sure(decide("accept", "pain")), sure(decide("reject", "pain"))

        assert rejected < sure() < accepted

    def test_order_of_decisions(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        In whatever order decisions come, everything that follows from them is the same.
        """
        decisions = [
            decide("accept", "pain"),
            decide("reject", "goal"),
            decide("recode", "pain", new_code="trigger", utterance=SECOND, coder="Mo"),
            decide("accept", "pain", coder="Mo"),
        ]

        one, other = (
            code_all(TWO, coder, cached_encoder, *ordered)
            for ordered in (decisions, decisions[::-1])
        )

        assert one == other


class TestUnaided:
    """
    What the codebook alone asserts is kept where people decided, to be compared with them.
    """

    def test_nobody_decided(self, reckless: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        Where nobody decided there is nobody to compare with.
        """
        assert code_all(TWO, reckless, cached_encoder).unaided == ()

    @pytest.mark.parametrize("decided", ["accept", "reject"])
    def test_whatever_was_decided(
        self, decided: Decided, reckless: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        On an utterance that was decided on stands every code asserted there, in the order of codes,
        whatever was decided; nothing of the others.
        """
        coded = code_all(TWO, reckless, cached_encoder, decide(decided, "pain", utterance=SECOND))

        assert coded.unaided == tuple((SECOND, code) for code in reckless.codes)

    def test_nothing_asserted(self, eager: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        What is only suggested, and what people added, is not asserted by the codebook.
        """
        coded = code_all(TWO, eager, cached_encoder, decide("add", "pain"))

        assert "pain" in {coding.code for coding in coded.codings}
        assert coded.unaided == ()

    def test_before_it_learnt(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        It is what the machine asserts of the same utterance when nobody decided anything.
        """
        study = study_of(
            talk(
                "I: how is it? | P1: It is so annoying that I lose hours every week copying"
                " numbers by hand."
            )
        )
        alone = code_all(study, coder, cached_encoder)
        asserted = tuple((coding.utterance, coding.code) for coding in alone.codings)

        decisions = [decide("reject", code) for code in coder.codes]
        coded = code_all(study, coder, cached_encoder, *decisions)

        assert coded.codings == ()
        assert coded.unaided == asserted != ()

    def test_fillers(self, reckless: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        An utterance of fillers alone is never coded by the machine, so nothing is compared there.
        """
        study = study_of(talk("I: does it annoy you? | P1: Yeah. | I: go on? | P1: It is slow."))

        coded = code_all(
            study, reckless, cached_encoder, decide("add", "pain", utterance="P1-0001")
        )

        assert coded.unaided == ()

    def test_joined(self, reckless: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        Of several codebooks it stands in the order of utterances, then of codebooks.
        """
        decisions = [decide("reject", "pain"), decide("reject", "pain", utterance=SECOND)]
        coded = code_all(TWO, reckless, cached_encoder, *decisions)
        other = replace(coded, unaided=((SECOND, "habit"), (FIRST, "habit")))

        joined = join_coded([coded, other], segment_study(TWO))

        per_utterance = [(*reckless.codes, "habit")] * 2
        assert joined.unaided == tuple(
            (id_, code)
            for id_, codes in zip((FIRST, SECOND), per_utterance, strict=True)
            for code in codes
        )
