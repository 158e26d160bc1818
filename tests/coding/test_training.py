from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from interview_coder.codebook import Example, read_codebook
from interview_coder.coding import train
from interview_coder.coding.training import _folds, kappa
from interview_coder.embedding import VectorCache
from tests.hash_encoder import HashEncoder
from tests.small_codebook import write_codebook


class TestKappa:
    """
    Cohen's kappa: agreement beyond what chance alone would give.
    """

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(st.tuples(st.booleans(), st.booleans()), min_size=2, max_size=60).filter(
            lambda pairs: len({mark for pair in pairs for mark in pair}) == 2
        )
    )
    def test_as_scikit_learn(self, pairs: list[tuple[bool, bool]]) -> None:
        """
        The coefficient is the one that scikit-learn computes, wherever it is defined.
        """
        a, b = np.array(pairs).T

        assert kappa(a, b) == pytest.approx(cohen_kappa_score(a, b), abs=1e-12)

    def test_worked_example(self) -> None:
        """
        Cohen's formula by hand: 7 of 10 agreed, .5 expected by chance, so .2 of .5 is .4.
        """
        a = np.array([1, 1, 1, 1, 1, 0, 0, 0, 0, 0], dtype=bool)
        b = np.array([1, 1, 1, 1, 0, 1, 1, 0, 0, 0], dtype=bool)

        assert kappa(a, b) == pytest.approx(0.4)

    @pytest.mark.parametrize("value", [True, False])
    def test_one_value_alone(self, value: bool) -> None:
        """
        Coders who always agree on one value agree wholly.
        """
        assert kappa(np.full(4, value), np.full(4, value)) == 1


class TestFolds:
    """
    A passage is wholly trained on or wholly tested.
    """

    def test_passages_stay_together(self) -> None:
        """
        Sentences of one passage are tested in one fold, wherever they stand in the file.
        """
        passages = ["a", "b", "a", "", "c", "b", "", "d"]
        examples = [Example(codes=frozenset(), text="x", passage=passage) for passage in passages]

        folds = _folds(examples)

        assert folds[0] == folds[2]
        assert folds[1] == folds[5]
        assert folds[3] != folds[6]
        assert sorted(set(folds.tolist())) == [0, 1, 2, 3, 4]

    def test_fewer_passages_than_folds(self) -> None:
        """
        No fold is empty, however few passages there are.
        """
        examples = [Example(codes=frozenset(), text="x", passage=p) for p in ["a", "a", "b"]]

        assert _folds(examples).tolist() == [0, 0, 1]


@pytest.mark.heavy
def test_a_codebook_is_learnt(cached_encoder: VectorCache, tmp_path: Path) -> None:
    """
    A coder knows the codes of its codebook, and the sentences it was taught.
    """
    own = read_codebook(write_codebook(tmp_path))
    texts = [example.text for example in own.examples]

    coder = train(own, encoder=cached_encoder)

    judgement = coder.judge(texts, cached_encoder.encode(texts))
    taught = np.array([["habit" in e.codes, "worry" in e.codes] for e in own.examples])
    assert coder.codes == ("habit", "worry")
    assert judgement.confidence[taught].mean() > judgement.confidence[~taught].mean() + 0.1
    assert len(coder.example_texts) == taught.any(axis=1).sum() == 16


def test_the_same_examples_give_the_same_coder(tmp_path: Path) -> None:
    """
    Training draws no lots: twice the same examples, twice the same weights and thresholds.
    """
    own = read_codebook(write_codebook(tmp_path))

    first, second = (train(own, encoder=HashEncoder()) for _ in range(2))

    assert np.array_equal(first.weights, second.weights)
    assert np.array_equal(first.bias, second.bias)
    assert np.array_equal(first.thresholds.asserted, second.thresholds.asserted)
    assert np.array_equal(first.thresholds.suggested, second.thresholds.suggested)
