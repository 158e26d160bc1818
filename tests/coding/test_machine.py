from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Codebook
from interview_coder.coding import MachineCoder
from interview_coder.embedding import VectorCache

TEXTS = (
    "I end up typing all of it twice, every single week.",
    "What I want is a list that is right.",
    "Then the second bill came and I rang them.",
    "I would never let a machine decide that for me.",
    "The office is on the second floor.",
)


class TestJudge:
    """
    A judgement says for each text and code how sure the machine is, and what it makes of that.
    """

    def test_shapes(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        There is a row a text and a column a code.
        """
        judgement = coder.judge(TEXTS, cached_encoder.encode(TEXTS))

        shape = (len(TEXTS), len(coder.codes))
        assert judgement.confidence.shape == judgement.asserted.shape == shape
        assert judgement.suggested.shape == shape

    def test_no_texts(self, coder: MachineCoder, cached_encoder: VectorCache) -> None:
        """
        No texts give no rows.
        """
        judgement = coder.judge([], cached_encoder.encode([]))

        assert judgement.asserted.shape == (0, len(coder.codes))

    @settings(max_examples=8, deadline=None)
    @given(texts=st.lists(st.sampled_from([*TEXTS, "", "🙂", "no"]) | st.text(), max_size=3))
    def test_confidence_is_a_probability(
        self, coder: MachineCoder, cached_encoder: VectorCache, texts: list[str]
    ) -> None:
        """
        Whatever the text, confidence lies from 0 to 1, and nothing is both asserted and suggested.
        """
        printable = [text.encode(errors="ignore").decode() for text in texts]

        judgement = coder.judge(printable, cached_encoder.encode(printable))

        assert ((judgement.confidence >= 0) & (judgement.confidence <= 1)).all()
        assert not (judgement.asserted & judgement.suggested).any()

    def test_asserted_are_surer_than_suggested(
        self, coder: MachineCoder, codebook: Codebook, cached_encoder: VectorCache
    ) -> None:
        """
        Within a code, what is asserted is surer than what is suggested, and that than the rest.
        """
        texts = [example.text for example in codebook.examples[:200]]

        judgement = coder.judge(texts, cached_encoder.encode(texts))

        assert judgement.asserted.any(axis=0).all()
        for column in range(len(coder.codes)):
            sure = judgement.confidence[:, column]
            asserted, suggested = judgement.asserted[:, column], judgement.suggested[:, column]
            assert sure[asserted].min() >= sure[~asserted].max()
            if suggested.any():
                assert sure[suggested].min() >= sure[~asserted & ~suggested].max()

    def test_it_has_learnt_something(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        For a plain case of each code, that code is the most confident one.
        """
        confidence = coder.judge(TEXTS, cached_encoder.encode(TEXTS)).confidence

        assert confidence[:4].argmax(axis=1).tolist() == [0, 1, 2, 3]
        assert confidence[4].max() < confidence[:4].max(axis=1).min()


class TestNearestExample:
    """
    A coding is explained by the example of its code that is nearest in meaning.
    """

    @pytest.mark.parametrize("text", TEXTS)
    def test_carries_the_code(
        self, coder: MachineCoder, codebook: Codebook, cached_encoder: VectorCache, text: str
    ) -> None:
        """
        The nearest example of a code carries that code, even if another is nearer.
        """
        (vector,) = cached_encoder.encode([text]).sentences

        for column, name in enumerate(coder.codes):
            nearest = coder.nearest_example(vector, column)
            assert any(e.text == nearest and name in e.codes for e in codebook.examples)

    def test_an_example_is_nearest_to_itself(
        self, coder: MachineCoder, codebook: Codebook, cached_encoder: VectorCache
    ) -> None:
        """
        Asked for an example's own words, the machine shows that example.
        """
        coded = [example for example in codebook.examples if example.codes][:20]
        vectors = cached_encoder.encode([example.text for example in coded]).sentences

        for example, vector in zip(coded, vectors, strict=True):
            for name in example.codes:
                assert coder.nearest_example(vector, coder.codes.index(name)) == example.text


def test_kappa_of_the_shipped_coder(coder: MachineCoder) -> None:
    """
    Held out, the shipped coder agrees with the examples beyond chance in every code.
    """
    assert np.all(coder.thresholds.kappa > 0.25)
    assert np.all(coder.thresholds.kappa < 1)
    assert np.all(coder.thresholds.suggested <= coder.thresholds.asserted)
    assert np.all(coder.thresholds.slope > 0)
