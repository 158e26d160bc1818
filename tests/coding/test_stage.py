from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_coder.codebook import Codebook
from interview_coder.coding import MachineCoder, code_utterances
from interview_coder.embedding import VectorCache, embed
from interview_coder.findings import MACHINE, Coding
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Study
from tests.notation import study_of, talk


def code_all(
    study: Study, coder: MachineCoder, encoder: VectorCache
) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=encoder)
    return code_utterances(study, utterances, encoding=encoding, coder=coder)


def with_thresholds(coder: MachineCoder, *, asserted: float, suggested: float) -> MachineCoder:
    """Return `coder` with other thresholds, the same for each code."""
    n = len(coder.codes)
    thresholds = replace(
        coder.thresholds,
        asserted=np.full(n, asserted, dtype=np.float32),
        suggested=np.full(n, suggested, dtype=np.float32),
    )
    return replace(coder, thresholds=thresholds)


@pytest.fixture
def reckless(coder: MachineCoder) -> MachineCoder:
    """
    The shipped coder, so lowered that it asserts every code of every text.
    """
    return with_thresholds(coder, asserted=-1e6, suggested=-1e6)


class TestCodeUtterances:
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
        An utterance of fillers alone is not coded, however low the threshold.
        """
        study = study_of(talk(f"I: how is it? | P1: {fillers} | I: go on? | P1: It is slow."))

        asserted, suggested = code_all(study, reckless, cached_encoder)

        said = {
            study.quote(u) for u in segment_study(study) if u.id in {c.utterance for c in asserted}
        }
        assert said == {"It is slow."}
        assert suggested == ()

    def test_fillers_are_not_suggested_either(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        An utterance of fillers alone is no candidate.
        """
        eager = with_thresholds(coder, asserted=1e6, suggested=-1e6)
        study = study_of(talk("I: how is it? | P1: Um, yeah. | I: go on? | P1: It is slow."))

        asserted, suggested = code_all(study, eager, cached_encoder)

        assert asserted == ()
        assert [coding.code for coding in suggested] == list(coder.codes)

    def test_order(self, reckless: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        Codings come utterance by utterance, each with its codes in the codebook's order.
        """
        study = study_of(talk("I: how is it? | P1: It is slow today. I gave up on it last week."))

        asserted, _ = code_all(study, reckless, cached_encoder)

        first, second = (utterance.id for utterance in segment_study(study))
        assert [(coding.utterance, coding.code) for coding in asserted] == [
            (id_, code) for id_ in (first, second) for code in reckless.codes
        ]

    def test_what_a_coding_says(
        self, reckless: MachineCoder, codebook: Codebook, cached_encoder: VectorCache
    ) -> None:
        """
        A coding says who put it there, how sure it is, and which example of its code explains it.
        """
        study = study_of(talk("I: how is it? | P1: We had to do all of it twice last week."))

        asserted, _ = code_all(study, reckless, cached_encoder)

        assert len(asserted) == len(codebook.codes)
        for coding in asserted:
            assert coding.coder == MACHINE
            assert 0 <= coding.confidence <= 1
            assert coding.theme == ""
            nearest = [e for e in codebook.examples if e.text == coding.nearest_example]
            assert any(coding.code in example.codes for example in nearest)

    def test_nobody_said_anything(
        self, coder: MachineCoder, cached_encoder: VectorCache, sample_study: Study
    ) -> None:
        """
        No utterances give no codings.
        """
        nothing = cached_encoder.encode([])

        assert code_utterances(sample_study, [], encoding=nothing, coder=coder) == ((), ())
