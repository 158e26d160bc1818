from __future__ import annotations

import numpy as np
import pytest

from interview_coder.coding.features import FeatureSpace
from tests.hash_encoder import LAYERS_DIM, HashEncoder

TEXTS = ("I want it done.", "It is slow!", "I want it slow?", "Nobody told me.")


@pytest.fixture(scope="module")
def space() -> FeatureSpace:
    """
    A space fitted on four sentences.
    """
    return FeatureSpace.fit(TEXTS, HashEncoder().encode(TEXTS).layers)


class TestFeatureSpace:
    """
    A sentence's features are its layers, taken from the mean, and its n-grams.
    """

    def test_shape(self, space: FeatureSpace) -> None:
        """
        There is a row a text, as long as the space says.
        """
        features = space.transform(TEXTS, HashEncoder().encode(TEXTS).layers)

        assert features.shape == (4, space.size)
        assert space.size == LAYERS_DIM + len(space.vocabulary)

    def test_n_grams(self, space: FeatureSpace) -> None:
        """
        One to three words count, and so do the marks of questions and exclamations.
        """
        assert {"i", "i want", "i want it", "?", "!"} <= set(space.vocabulary)
        assert "i want it done" not in space.vocabulary

    def test_words_of_few_texts_count_only_in_small_corpora(self) -> None:
        """
        In a corpus of more than a hundred texts, an n-gram of a single text is left out.
        """
        texts = [f"it is {'slow' if i % 2 else 'late'}" for i in range(101)] + ["quite unheard"]

        vocabulary = FeatureSpace.fit(texts, HashEncoder().encode(texts).layers).vocabulary

        assert "late" in vocabulary
        assert "unheard" not in vocabulary

    def test_unknown_words(self, space: FeatureSpace) -> None:
        """
        Words that no example uses have no feature.
        """
        texts = ["zzz qqq"]

        features = space.transform(texts, HashEncoder().encode(texts).layers).toarray()

        assert not features[:, LAYERS_DIM:].any()
        assert features[:, :LAYERS_DIM].any()

    def test_register_of_a_study_is_taken_out(self, space: FeatureSpace) -> None:
        """
        What all sentences of a large study share moves no sentence apart from the others.
        """
        texts = [f"sentence {i}" for i in range(3_000)]
        layers = HashEncoder().encode(texts).layers

        plain = space.transform(texts, layers).toarray()
        moved = space.transform(texts, layers + np.float32(0.5)).toarray()

        assert np.abs(moved - plain).max() < 0.05
        assert np.abs(0.5 / space.scale).max() > 0.2

    def test_constant_column(self) -> None:
        """
        A layer that never changes is divided by one, not by zero.
        """
        layers = np.ones((4, 3), dtype=np.float32)

        space = FeatureSpace.fit(TEXTS, layers)

        assert np.isfinite(space.transform(TEXTS, layers).toarray()).all()
