"""What scores mean: when to assert and to suggest, how sure, and how high a study lies."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import cohen_kappa_score

from interview_coder.coding.calibration import Calibration, Marks, agreement, calibrate, kappa


def two_coders(*counts: int) -> tuple[Marks, Marks]:
    """
    Build the marks of two coders from a table: both, only the first, only the second, neither.
    """
    both, first, second, neither = counts
    a = [True] * (both + first) + [False] * (second + neither)
    b = [True] * both + [False] * first + [True] * second + [False] * neither
    return np.array(a), np.array(b)


def learnt(seed: int = 0, *, n: int = 300) -> tuple[npt.NDArray[np.float64], Marks, Calibration]:
    """
    Calibrate on scores that tell two codes, one well and one badly.
    """
    random = np.random.default_rng(seed)
    marks = random.random((n, 2)) < [0.2, 0.4]
    marks[:2] = [[True, False], [False, True]]
    scores = random.normal(size=(n, 2)) + marks * [3.0, 1.0]
    return scores, marks, calibrate(scores, marks)


class TestKappa:
    """
    Cohen's kappa: agreement beyond what chance alone would give.
    """

    @pytest.mark.parametrize(
        ("counts", "expected"),
        [
            pytest.param((22, 2, 4, 11), 0.67, id="Sim & Wright 2005, Physical Therapy 85(3)"),
            pytest.param((15, 5, 10, 70), 0.57, id="Viera & Garrett 2005, Family Medicine 37(5)"),
            pytest.param((40, 9, 6, 45), 0.70, id="Feinstein & Cicchetti 1990, even shares"),
            pytest.param((80, 10, 5, 5), 0.32, id="Feinstein & Cicchetti 1990, uneven shares"),
            pytest.param((25, 25, 25, 25), 0.0, id="chance alone"),
            pytest.param((0, 50, 50, 0), -1.0, id="never of one mind"),
        ],
    )
    def test_published_examples(self, counts: tuple[int, ...], expected: float) -> None:
        """
        Tables worked out in print give the coefficient printed there.
        """
        assert kappa(*two_coders(*counts)) == pytest.approx(expected, abs=0.005)

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

        assert kappa(a, b) == pytest.approx(cohen_kappa_score(a, b), abs=1e-9)

    @settings(max_examples=40, deadline=None)
    @given(
        st.lists(
            st.tuples(st.booleans(), st.booleans(), st.integers(1, 4)), min_size=2, max_size=20
        )
    )
    def test_weights_count_as_copies(self, rows: list[tuple[bool, bool, int]]) -> None:
        """
        A text of weight three counts as three texts.
        """
        a, b = np.array([row[:2] for row in rows]).T
        weights = np.array([row[2] for row in rows])
        copies = weights.tolist()

        assert kappa(a, b, weights=weights.astype(float)) == pytest.approx(
            kappa(np.repeat(a, copies), np.repeat(b, copies)), abs=1e-9
        )

    @pytest.mark.parametrize("value", [True, False])
    def test_one_value_alone(self, value: bool) -> None:
        """
        Coders who always agree on one value agree wholly.
        """
        assert kappa(np.full(4, value), np.full(4, value)) == 1


class TestAgreement:
    """
    Beside kappa: how much of what is marked is right, and how much of what is right is marked.
    """

    def test_by_hand(self) -> None:
        """
        Of 20 right ones 15 are found, among 25 that are marked.
        """
        found = agreement(*two_coders(15, 5, 10, 70))

        assert found.precision == pytest.approx(15 / 25)
        assert found.recall == pytest.approx(15 / 20)
        assert found.kappa == pytest.approx(0.571, abs=0.001)

    def test_weights(self) -> None:
        """
        A text counts as much as it weighs.
        """
        right, marks = np.array([True, False, True]), np.array([True, True, False])

        found = agreement(right, marks, weights=np.array([3.0, 1.0, 2.0]))

        assert (found.precision, found.recall) == pytest.approx((3 / 4, 3 / 5))

    def test_nothing_marked(self) -> None:
        """
        Who marks nothing makes no mistake in it; who has nothing to find misses nothing.
        """
        nothing, some = np.array([False, False]), np.array([True, False])

        assert agreement(some, nothing)[1:] == (1.0, 0.0)
        assert agreement(nothing, some)[1:] == (0.0, 1.0)


class TestCalibrate:
    """
    Thresholds and confidence are learnt from scores the coder gave to what it had not seen.
    """

    def test_asserted_agrees_best(self) -> None:
        """
        No other threshold agrees clearly better with the examples than the one for asserting.
        """
        scores, marks, known = learnt()

        for i in range(2):
            own, right = scores[:, i], marks[:, i]
            at = kappa(right, own >= known.asserted[i])
            levels = np.quantile(own, np.linspace(0.5, 0.99, 30))
            assert at >= max(kappa(right, own >= level) for level in levels) - 0.02
            assert known.kappa[i] == pytest.approx(at, abs=1e-2)

    def test_suggested_finds_more(self) -> None:
        """
        Asserted and suggested together hold eight tenths of what is right, and never fewer than
        asserted alone.
        """
        scores, marks, known = learnt()

        assert (known.suggested <= known.asserted).all()
        for i in range(2):
            found = scores[marks[:, i], i] >= known.suggested[i] - 1e-6
            assert found.mean() >= 0.8

    def test_the_better_told_agrees_better(self) -> None:
        """
        A code that scores tell well has the higher kappa, precision and recall.
        """
        _, _, known = learnt()

        for reached in (known.kappa, known.precision, known.recall):
            assert reached[0] > reached[1]

    def test_rate(self) -> None:
        """
        The rate is the share of examples on which a code is asserted; one that is told is the most.
        """
        scores, marks, known = learnt()

        told = calibrate(scores, marks, rate=0.05)

        assert known.rate == pytest.approx((scores >= known.asserted).mean(axis=0), abs=0.01)
        assert told.rate == pytest.approx(0.05)
        assert known.is_rate_known.all()
        assert not told.is_rate_known.any()

    def test_even_chance(self) -> None:
        """
        Where a study may be silent of a code, it is asserted only where it is likelier than not.
        """
        scores, marks, known = learnt()

        told = calibrate(scores, marks, rate=0.05)

        assert (told.asserted >= known.asserted).all()
        assert (told.confidence(told.asserted[None, :].astype(np.float64)) >= 0.5 - 1e-6).all()
        assert known.confidence(known.asserted[None, :].astype(np.float64)).min() < 0.5

    def test_rarer_codes_are_asserted_later(self) -> None:
        """
        Where examples of a code are weighed down, since it is rare, the score must be higher.
        """
        scores, marks, known = learnt()

        rare = calibrate(scores, marks, weights=np.where(marks, 0.2, 1.0))

        assert (rare.asserted >= known.asserted).all()
        assert rare.asserted[1] > known.asserted[1]
        assert (rare.offset < known.offset).all()

    def test_wholly_parted(self) -> None:
        """
        Few examples that scores part wholly are no error and no warning.
        """
        scores = np.array([[-2.0], [-1.5], [-1.0], [1.0], [1.5], [2.0]])

        known = calibrate(scores, scores > 0)

        assert known.kappa == 1
        assert ((scores >= known.asserted) == (scores > 0)).all()


class TestConfidence:
    """
    Confidence is a probability that rises with the score.
    """

    @settings(max_examples=40, deadline=None)
    @given(
        seed=st.integers(0, 5),
        scores=st.lists(st.floats(-50, 50), min_size=2, max_size=10),
    )
    def test_rises_with_the_score(self, seed: int, scores: list[float]) -> None:
        """
        Whatever the score, confidence lies from 0 to 1, and a higher score is never less sure.
        """
        _, _, known = learnt(seed)
        both = np.repeat(np.sort(scores)[:, None], 2, axis=1)

        confidence = known.confidence(both)

        assert ((confidence >= 0) & (confidence <= 1)).all()
        assert (np.diff(confidence, axis=0) >= 0).all()

    def test_is_borne_out(self) -> None:
        """
        Of texts on which it is about so sure, about so many carry the code.
        """
        scores, marks, known = learnt(n=4000)

        confidence = known.confidence(scores)

        for i in range(2):
            for low in (0.1, 0.4, 0.7):
                near = (confidence[:, i] >= low) & (confidence[:, i] < low + 0.2)
                assert marks[near, i].mean() == pytest.approx(confidence[near, i].mean(), abs=0.1)


NO_DECISIONS = np.zeros((0, 2), dtype=bool)


class TestShift:
    """
    Scores of a study that lie higher or lower as a whole are drawn to the usual level.
    """

    def test_no_texts(self) -> None:
        """
        Without texts nothing is shifted.
        """
        _, _, known = learnt()

        assert known.shift(np.zeros((0, 2)), NO_DECISIONS).tolist() == [0, 0]

    def test_study_like_the_examples(self) -> None:
        """
        A study whose scores lie as those of the examples is hardly shifted.
        """
        scores, _, known = learnt()

        assert np.abs(known.shift(scores, NO_DECISIONS)).max() < 0.1

    @pytest.mark.parametrize("moved", [-2.0, 2.0])
    def test_study_that_lies_elsewhere(self, moved: float) -> None:
        """
        Scores that all lie higher are shifted back most of the way, never beyond.
        """
        scores, _, known = learnt(n=2000)
        usual = known.shift(scores, NO_DECISIONS)

        shift = (known.shift(scores + moved, NO_DECISIONS) - usual) / moved

        assert (shift > 0.6).all()
        assert (shift <= 0.8).all()

    def test_the_more_texts_the_more(self) -> None:
        """
        A study of few texts is shifted less than one of many that lies as high.
        """
        scores, _, known = learnt()

        few = known.shift(scores[:20] + 2, NO_DECISIONS)
        many = known.shift(np.tile(scores[:20] + 2, (30, 1)), NO_DECISIONS)

        assert (few < many).all()

    def test_one_code_moves_alone(self) -> None:
        """
        A code whose scores lie higher is shifted, the other is not.
        """
        scores, _, known = learnt()
        usual = known.shift(scores, NO_DECISIONS)

        shift = known.shift(scores + np.array([1.0, 0.0]), NO_DECISIONS) - usual

        assert shift[0] > 0.4
        assert shift[1] == 0

    def test_decisions_count_beside_the_examples(self) -> None:
        """
        Where people put a code more often than usual the scores are lowered less, so that more is
        asserted; where they put it less often, more.
        """
        scores, _, known = learnt()
        usual = known.shift(scores, NO_DECISIONS)

        often = known.shift(scores, np.ones((40, 2), dtype=bool))
        seldom = known.shift(scores, np.zeros((40, 2), dtype=bool))

        assert (often < usual).all()
        assert (usual < seldom).all()

    @settings(max_examples=30, deadline=None)
    @given(order=st.permutations(range(12)))
    def test_order_of_texts(self, order: list[int]) -> None:
        """
        The order of texts makes no difference.
        """
        scores, _, known = learnt()

        shift = known.shift(scores[:12][order], NO_DECISIONS)

        assert np.array_equal(shift, known.shift(scores[:12], NO_DECISIONS))
