"""Intervals by drawing interviews anew."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.bootstrap import N_DRAWS, Draws, add_up, draw, estimate, stack
from interview_coder.agreement.estimate import Estimate

NAN = float("nan")


@dataclass(frozen=True)
class Lengths:
    """
    What is counted in an interview: a number, and two of a kind.
    """

    total: Draws
    by_code: Draws


def estimated(value: float, draws: list[float] | Draws) -> Estimate:
    """
    Put a value and its draws together.
    """
    return estimate(np.array([value, *draws]))


class TestDraw:
    """
    Each draw is of as many interviews as there are, with replacement.
    """

    @given(n_interviews=st.integers(2, 12), n_draws=st.integers(0, 40), seed=st.integers(0, 99))
    @settings(max_examples=50, deadline=None)
    def test_weights(self, n_interviews: int, n_draws: int, seed: int) -> None:
        """
        First each counts once; then they are drawn whole, as often as there are interviews.
        """
        weights = draw(n_interviews, n_draws=n_draws, seed=seed)

        assert weights.shape == (1 + n_draws, n_interviews)
        assert (weights[0] == 1).all()
        assert (weights.sum(axis=1) == n_interviews).all()
        assert (weights >= 0).all()
        assert (weights == weights.round()).all()

    def test_with_replacement(self) -> None:
        """
        An interview is drawn several times or not at all, each as often as the others on average.
        """
        weights = draw(4)[1:]

        assert weights.shape == (N_DRAWS, 4)
        assert set(np.unique(weights)) == {0, 1, 2, 3, 4}
        assert weights.mean(axis=0) == pytest.approx(1, abs=0.1)

    def test_seed(self) -> None:
        """
        One seed gives the same draws, another others.
        """
        assert (draw(5, n_draws=200, seed=1) == draw(5, n_draws=200, seed=1)).all()
        assert (draw(5, n_draws=200, seed=1) != draw(5, n_draws=200, seed=2)).any()

    def test_one_interview(self) -> None:
        """
        From one interview nothing is drawn.
        """
        assert draw(1, n_draws=5).tolist() == [[1]]

    def test_negative(self) -> None:
        """
        A negative number of draws is refused with the number.
        """
        with pytest.raises(ValueError, match="got -1"):
            draw(3, n_draws=-1)


class TestAddUp:
    """
    What stands in interviews is counted once and added up for each draw.
    """

    def test_weighted(self) -> None:
        """
        An interview that is drawn twice counts twice, one that is not drawn does not.
        """
        interviews = stack(
            [
                Lengths(total=np.array(3.0), by_code=np.array([1.0, 2.0])),
                Lengths(total=np.array(5.0), by_code=np.array([5.0, 0.0])),
            ]
        )

        found = add_up(interviews, np.array([[1.0, 1.0], [2.0, 0.0]]))

        assert found.total.tolist() == [8, 6]
        assert found.by_code.tolist() == [[6, 2], [2, 4]]


class TestEstimate:
    """
    A value has an interval where enough draws are defined.
    """

    def test_percentiles(self) -> None:
        """
        The interval holds the middle 95 of 100 draws.
        """
        found = estimated(0.5, np.linspace(0, 1, 201))

        assert found.value == 0.5
        assert (found.low, found.high) == pytest.approx((0.025, 0.975))

    def test_undefined(self) -> None:
        """
        Without a value there is no interval, whatever was drawn.
        """
        assert estimated(NAN, [0.1, 0.2]) == Estimate()

    def test_undefined_draws(self) -> None:
        """
        Draws without a value are left out.
        """
        assert estimated(0.3, [NAN] + [0.3] * 30) == Estimate(value=0.3, low=0.3, high=0.3)

    @pytest.mark.parametrize(
        ("n_undefined", "has_interval"),
        [
            pytest.param(2, True, id="one in twenty"),
            pytest.param(3, False, id="more than one in twenty"),
        ],
    )
    def test_often_undefined(self, n_undefined: int, has_interval: bool) -> None:
        """
        Where more than one draw in twenty has no value there is no interval.
        """
        found = estimated(0.3, [NAN] * n_undefined + [0.3] * (40 - n_undefined))

        assert found.value == 0.3
        assert (found.low is not None, found.high is not None) == (has_interval, has_interval)

    def test_nothing_drawn(self) -> None:
        """
        Without draws, as from one interview, there is a value and no interval.
        """
        assert estimated(0.3, []) == Estimate(value=0.3)

    @given(data=st.data())
    @settings(max_examples=50, deadline=None)
    def test_order(self, data: st.DataObject) -> None:
        """
        The order of draws changes nothing.
        """
        draws = data.draw(st.lists(st.floats(-1, 1) | st.just(NAN), min_size=1, max_size=20))
        shuffled = data.draw(st.permutations(draws))

        assert estimated(0.1, shuffled) == estimated(0.1, draws)
