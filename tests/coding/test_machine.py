from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Codebook
from interview_coder.coding import MachineCoder, coder_notes
from interview_coder.coding.calibration import Scores
from interview_coder.coding.machine import FEW_EXAMPLES, MIN_KAPPA, Memory
from interview_coder.embedding import VectorCache, embed_exchanges

TEXTS = (
    "I end up typing all of it twice, every single week, and it drives me mad.",
    "What I want is a list that is right.",
    "Then the second bill came, and that's when I rang them.",
    "I would never let a machine decide that for me.",
    "The office is on the second floor.",
)


def scores_of(coder: MachineCoder, encoder: VectorCache, *texts: str) -> Scores:
    """
    Return the scores of texts that answer no question.
    """
    embedded = embed_exchanges(texts, [""] * len(texts), encoder=encoder)
    return coder.scores(coder.network.features(embedded))


class TestScores:
    """
    A score is a weighted sum of what the network makes of a text with its question.
    """

    @pytest.mark.parametrize("n", [0, 1, len(TEXTS)])
    def test_shapes(self, coder: MachineCoder, cached_encoder: VectorCache, n: int) -> None:
        """
        There is a row a text and a column a code, also where there is no text.
        """
        scores = scores_of(coder, cached_encoder, *TEXTS[:n])
        judgement = coder.judge(scores)

        shape = (n, len(coder.codes))
        assert scores.shape == judgement.confidence.shape == shape
        assert judgement.asserted.shape == judgement.suggested.shape == shape

    def test_company_makes_no_difference(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        A text has the same features alone and among others.
        """
        together = embed_exchanges(TEXTS, ["How is it?"] * len(TEXTS), encoder=cached_encoder)

        features = coder.network.features(together)

        for row in range(len(TEXTS)):
            assert np.array_equal(coder.network.features(together.rows([row]))[0], features[row])

    def test_question_is_read(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        The same words score otherwise after another question.
        """
        asked = ["What made you start with it?", "What keeps you from using it more?"]

        embedded = embed_exchanges(["My neighbour, mostly."] * 2, asked, encoder=cached_encoder)
        one, other = coder.scores(coder.network.features(embedded))

        assert np.abs(one - other).max() > 0.1

    def test_it_has_learnt_something(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        For a plain case of each code, that code is the most confident one.
        """
        confidence = coder.judge(scores_of(coder, cached_encoder, *TEXTS)).confidence

        assert confidence[:4].argmax(axis=1).tolist() == [0, 1, 2, 3]
        assert confidence[4].max() < confidence[:4].max(axis=1).min()


class TestJudge:
    """
    A judgement says for each text and code how sure the machine is, and what it makes of that.
    """

    @settings(max_examples=60, deadline=None)
    @given(
        rows=st.lists(st.lists(st.floats(-30, 30), min_size=4, max_size=4), max_size=30),
        decided=st.lists(st.lists(st.booleans(), min_size=4, max_size=4), max_size=5),
    )
    def test_any_scores(
        self, coder: MachineCoder, rows: list[list[float]], decided: list[list[bool]]
    ) -> None:
        """
        Whatever the scores, confidence lies from 0 to 1 and rises with them; nothing is both
        asserted and suggested, and what is asserted scores higher than what is suggested.
        """
        scores = np.array(rows, dtype=np.float64).reshape(-1, 4)

        judgement = coder.judge(scores, decided=np.array(decided, dtype=bool).reshape(-1, 4))

        assert ((judgement.confidence >= 0) & (judgement.confidence <= 1)).all()
        assert not (judgement.asserted & judgement.suggested).any()
        level = 2 * judgement.asserted.astype(int) + judgement.suggested
        for i in range(4):
            order = scores[:, i].argsort()
            assert (np.diff(judgement.confidence[order, i]) >= 0).all()
            assert (np.diff(level[order, i]) >= 0).all()

    def test_confidence_is_what_is_reported(self, coder: MachineCoder) -> None:
        """
        Confidence has three digits, so that files and memory agree.
        """
        confidence = coder.judge(np.random.default_rng(0).normal(size=(9, 4))).confidence

        assert np.array_equal(confidence, np.round(confidence, 3))

    def test_decisions_lower_the_threshold(self, coder: MachineCoder) -> None:
        """
        In a study in which people put a code on everything they read, more of it is asserted.
        """
        scores = np.random.default_rng(0).normal(size=(500, 4)) - 1
        decided = np.zeros((80, 4), dtype=bool)
        decided[:, 2] = True

        without, with_them = coder.judge(scores), coder.judge(scores, decided=decided)

        n_without, n_with = (j.asserted.sum(axis=0) for j in (without, with_them))
        assert n_with[2] > n_without[2]
        assert (n_with[[0, 1, 3]] <= n_without[[0, 1, 3]]).all()


class TestNearestExamples:
    """
    A coding is explained by the examples of its code that read most like it.
    """

    @pytest.mark.parametrize("text", TEXTS)
    def test_carry_the_code(
        self, coder: MachineCoder, codebook: Codebook, cached_encoder: VectorCache, text: str
    ) -> None:
        """
        The nearest examples of a code carry that code, even if another is nearer.
        """
        embedded = embed_exchanges([text], [""], encoder=cached_encoder)
        (features,) = coder.network.features(embedded)

        for column, name in enumerate(coder.codes):
            nearest = coder.nearest_examples(features, column, 3)
            carrying = {e.text for e in codebook.examples if name in e.codes}
            assert len(nearest) == 3
            assert set(nearest) <= carrying

    def test_an_example_is_nearest_to_itself(
        self, coder: MachineCoder, codebook: Codebook, cached_encoder: VectorCache
    ) -> None:
        """
        Asked for an example's own words and question, the machine shows that example first.
        """
        coded = [example for example in codebook.examples if example.codes][:20]
        texts, questions = [e.text for e in coded], [e.question for e in coded]
        embedded = embed_exchanges(texts, questions, encoder=cached_encoder)
        features = coder.network.features(embedded)

        for example, row in zip(coded, features, strict=True):
            for name in example.codes:
                nearest = coder.nearest_examples(row, coder.codes.index(name), 3)
                assert example.text in nearest

    def test_nearest_first(self) -> None:
        """
        The likest comes first; of equally like ones the earlier; of a code with few, all.
        """
        memory = Memory(
            texts=("far", "near", "other", "near too"),
            codes=np.array([[True, False], [True, False], [False, True], [True, False]]),
            vectors=np.array([[0, 127], [127, 0], [127, 0], [127, 0]], dtype=np.int8),
        )
        vector = np.array([1, 0], dtype=np.float32)

        assert memory.nearest(vector, 0, 2) == ("near", "near too")
        assert memory.nearest(vector, 0, 9) == ("near", "near too", "far")
        assert memory.nearest(vector, 1, 3) == ("other",)


class TestCoderNotes:
    """
    A reader is told what the coder has not learnt well.
    """

    def test_of_the_shipped_coder(self, coder: MachineCoder) -> None:
        """
        Of the shipped coder there is nothing to note.
        """
        assert list(coder_notes(coder)) == []

    def test_low_agreement(self, coder: MachineCoder) -> None:
        """
        A code on which the coder hardly agrees with the examples is named, with its kappa.
        """
        kappa = np.full(len(coder.codes), 0.9, dtype=np.float32)
        kappa[1] = MIN_KAPPA - 0.02
        poor = replace(coder, calibration=replace(coder.calibration, kappa=kappa))

        (note,) = coder_notes(poor)

        assert note.startswith(f"the machine coder has not learnt {coder.codes[1]!r}")
        assert "0.28" in note

    def test_few_examples(self, coder: MachineCoder) -> None:
        """
        A code with few examples is named, with how many they are.
        """
        n = FEW_EXAMPLES - 1
        codes = np.ones((60, len(coder.codes)), dtype=bool)
        codes[n:, 2] = False
        memory = replace(coder.memory, texts=("x",) * 60, codes=codes)

        (note,) = coder_notes(replace(coder, memory=memory))

        assert note.startswith(f"the codebook has {n} examples of {coder.codes[2]!r}")

    def test_contradictions(self, coder: MachineCoder) -> None:
        """
        Examples that contradict each other are passed on.
        """
        assert list(coder_notes(replace(coder, contradictions=("a", "b")))) == ["a", "b"]


def test_kappa_of_the_shipped_coder(coder: MachineCoder) -> None:
    """
    Held out, the shipped coder agrees with the examples well beyond chance in every code.
    """
    known = coder.calibration

    assert list(coder.held_out_kappa) == list(coder.codes)
    assert min(coder.held_out_kappa.values()) > 0.5
    assert np.all(known.kappa < 1)
    assert np.all(known.suggested <= known.asserted)
    assert np.all(known.slope > 0)
    assert np.all((known.rate > 0) & (known.rate < 0.3))
