"""Learning from decisions: what people decided on some utterances moves the scores of others."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pytest

from interview_coder.coding import MachineCoder
from interview_coder.coding.calibration import Scores
from interview_coder.coding.learning import Verdicts, learn
from interview_coder.embedding import Embedded, VectorCache, embed_exchanges
from interview_coder.embedding.encoder import Vectors

TEXTS = (
    "The kiln is fired on the first Sunday of the month.",
    "We fire the kiln on the first Sunday, every month.",
    "The kiln gets fired on Sundays, at the start of a month.",
    "My brother has moved to a flat near the harbour.",
    "She plays the cello in a small orchestra.",
    "The bus stops right in front of the library.",
    "It was raining when we opened the letter.",
    "There are nine chairs in that room.",
)
KILN = [1, 2]
REST = [3, 4, 5, 6, 7]


class Material(NamedTuple):
    """
    A small study, read by the shipped coder.
    """

    embedded: Embedded
    features: Vectors
    before: Scores


@pytest.fixture(scope="module")
def material(coder: MachineCoder, cached_encoder: VectorCache) -> Material:
    """
    The texts above, as the shipped coder reads them.
    """
    embedded = embed_exchanges(TEXTS, ["How is it here?"] * len(TEXTS), encoder=cached_encoder)
    features = coder.network.features(embedded)
    return Material(embedded, features, coder.scores(features))


def nothing_decided(coder: MachineCoder) -> Verdicts:
    """
    Return verdicts of nobody on anything.
    """
    return np.full((len(TEXTS), len(coder.codes)), np.nan)


class TestLearn:
    """
    Scores move towards what people decided, for texts that are like it, and nowhere else.
    """

    def test_nobody_decided(self, coder: MachineCoder, material: Material) -> None:
        """
        Without decisions every score stays as it was, to the last bit.
        """
        verdicts = nothing_decided(coder)

        learnt = learn(coder, material.features, verdicts, embedded=material.embedded)

        assert np.array_equal(learnt, material.before)

    @pytest.mark.parametrize(("fits", "direction"), [(1, 1), (0, -1)], ids=["accept", "reject"])
    def test_moves_what_is_alike(
        self, coder: MachineCoder, material: Material, fits: int, direction: int
    ) -> None:
        """
        What is like an accepted utterance scores higher, what is like a rejected one lower, and
        both move more than what is unlike.
        """
        code = int(np.abs(material.before[0]).argmin())  # in doubt, so that either way moves it
        verdicts = nothing_decided(coder)
        verdicts[0, code] = fits

        learnt = learn(coder, material.features, verdicts, embedded=material.embedded)

        moved = direction * (learnt - material.before)[:, code]
        assert moved[0] > 0
        assert moved[KILN].min() > 0
        assert moved[KILN].min() > np.abs(moved[REST]).max()

    def test_other_codes_are_untouched(self, coder: MachineCoder, material: Material) -> None:
        """
        Scores of codes nobody decided on stay as they were, to the last bit.
        """
        verdicts = nothing_decided(coder)
        verdicts[[0, 3], 1] = [1, 0]

        learnt = learn(coder, material.features, verdicts, embedded=material.embedded)

        others = [i for i in range(len(coder.codes)) if i != 1]
        assert np.array_equal(learnt[:, others], material.before[:, others])
        assert not np.array_equal(learnt[:, 1], material.before[:, 1])

    def test_more_decisions_move_further(self, coder: MachineCoder, material: Material) -> None:
        """
        Two who are alike and accepted teach more about a third than one of them alone.
        """
        one, two = nothing_decided(coder), nothing_decided(coder)
        one[0, 0] = 1
        two[[0, 1], 0] = 1

        after_one, after_two = (
            learn(coder, material.features, verdicts, embedded=material.embedded)
            for verdicts in (one, two)
        )

        assert after_two[2, 0] > after_one[2, 0] > material.before[2, 0]

    def test_decisions_agree_with_what_was_learnt(
        self, coder: MachineCoder, material: Material
    ) -> None:
        """
        After learning, what was accepted scores above what was rejected, even if it was below.
        """
        code = 0
        low, high = material.before[:, code].argsort()[[0, -1]]
        verdicts = nothing_decided(coder)
        verdicts[[low, high], code] = [1, 0]

        learnt = learn(coder, material.features, verdicts, embedded=material.embedded)

        before, after = material.before[:, code], learnt[:, code]
        assert after[low] - after[high] > before[low] - before[high] + 0.5

    def test_the_same_again(self, coder: MachineCoder, material: Material) -> None:
        """
        Learning draws no lots: the same decisions give the same scores.
        """
        verdicts = nothing_decided(coder)
        verdicts[[0, 3, 4], :] = 0
        verdicts[0, 2] = 1

        first, second = (
            learn(coder, material.features, verdicts, embedded=material.embedded) for _ in range(2)
        )

        assert np.array_equal(first, second)

    def test_what_was_decided_is_left_as_given(
        self, coder: MachineCoder, material: Material
    ) -> None:
        """
        Neither the verdicts nor the features handed in are changed.
        """
        verdicts, features = nothing_decided(coder), material.features.copy()
        verdicts[0] = [1, 0, 0, 0]
        given = verdicts.copy()

        learn(coder, material.features, verdicts, embedded=material.embedded)

        assert np.array_equal(verdicts, given, equal_nan=True)
        assert np.array_equal(features, material.features)
