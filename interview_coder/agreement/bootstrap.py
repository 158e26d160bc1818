"""Intervals by drawing interviews anew.

Utterances of one person are not independent, so whole interviews are drawn, with replacement. What
stands in an interview is counted once; a draw only adds up the counts of its interviews.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from typing import TYPE_CHECKING, TypeAlias, TypeVar

import numpy as np
import numpy.typing as npt

from interview_coder.agreement.estimate import Estimate

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

    _Counts = TypeVar("_Counts", bound=DataclassInstance)

N_DRAWS = 1_000
SEED = 0
_ENDS = (2.5, 97.5)
_MAX_SHARE_UNDEFINED = 0.05
"""Draws that may leave a coefficient undefined before a 95 % interval says nothing."""

Draws: TypeAlias = npt.NDArray[np.float64]
"""The first row is of the interviews as they are, each other one of a draw."""


def draw(n_interviews: int, *, n_draws: int = N_DRAWS, seed: int = SEED) -> Draws:
    """Return how often each interview counts: once in the first row, then as it was drawn.

    Args:
        n_interviews: At least 1; from one alone nothing is drawn.
        n_draws: How often as many interviews as there are are drawn; 0 for no intervals.
        seed: The same seed gives the same draws.

    Returns:
        Of shape (1 + n_draws, n_interviews), or (1, 1).

    Raises:
        ValueError: If `n_draws` is negative.
    """
    if n_draws < 0:
        raise ValueError(f"n_draws must be >= 0, got {n_draws}")
    once = np.ones((1, n_interviews))
    if n_interviews < 2:
        return once
    drawn = np.random.default_rng(seed).integers(n_interviews, size=(n_draws, n_interviews))
    return np.vstack([once, *(np.bincount(row, minlength=n_interviews) for row in drawn)])


def stack(counted: Sequence[_Counts]) -> _Counts:
    """Put the counts of interviews, at least one, together: each array gets an axis before all."""
    first = counted[0]
    return replace(
        first,
        **{
            each.name: np.stack([getattr(own, each.name) for own in counted])
            for each in fields(first)
        },
    )


def add_up(counted: _Counts, weights: Draws) -> _Counts:
    """Add up the interviews of each draw.

    Args:
        counted: Arrays with one axis of interviews before all others.
        weights: As `draw` gives them.

    Returns:
        The same with an axis of draws instead.
    """
    # A product of matrices may add in another order where there are more threads.
    return replace(
        counted,
        **{
            each.name: np.einsum("di,i...->d...", weights, getattr(counted, each.name))
            for each in fields(counted)
        },
    )


def estimate(values: Draws) -> Estimate:
    """Put a value and its draws together.

    The interval is that of percentiles (Efron 1979). Draws in which the coefficient is not defined
    are left out; where more than one in twenty is, or nothing was drawn, there is none.

    Args:
        values: Of shape (1 + n_draws,); NaN where the coefficient is not defined.
    """
    value, drawn = float(values[0]), values[1:]
    if np.isnan(value):
        return Estimate()
    defined = drawn[~np.isnan(drawn)]
    if not len(defined) or len(defined) < (1 - _MAX_SHARE_UNDEFINED) * len(drawn):
        return Estimate(value=value)
    low, high = np.percentile(defined, _ENDS)
    return Estimate(value=value, low=float(low), high=float(high))
