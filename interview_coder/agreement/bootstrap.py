"""Intervals by drawing interviews anew.

Utterances of one person are not independent, so whole interviews are drawn, with replacement.
"""

from __future__ import annotations

import numpy as np

from interview_coder.agreement.counts import Array
from interview_coder.agreement.estimate import Estimate

N_DRAWS = 1_000
SEED = 0
_ENDS = (2.5, 97.5)
_MIN_DEFINED = 0.5


def draw(n_interviews: int, *, n_draws: int = N_DRAWS, seed: int = SEED) -> Array:
    """Return how often each interview is drawn, of shape (n_draws, n_interviews).

    Args:
        n_interviews: At least 1.
        n_draws: At least 1.
        seed: The same seed gives the same draws.
    """
    generator = np.random.default_rng(seed)
    chosen = generator.integers(n_interviews, size=(n_draws, n_interviews))
    weights = np.zeros((n_draws, n_interviews))
    np.add.at(weights, (np.arange(n_draws)[:, None], chosen), 1)
    return weights


def estimate(value: Array, draws: Array, *, n_interviews: int) -> Estimate:
    """Put a value and its draws together.

    The interval is that of percentiles (Efron 1979). Draws in which the coefficient is not defined
    are left out; where more than half are, or where there is one interview alone, there is none.

    Args:
        value: Of shape (1,).
        draws: Of shape (n_draws,).
        n_interviews: How many there are to draw from.
    """
    if np.isnan(value[0]):
        return Estimate()
    known = draws[~np.isnan(draws)]
    if n_interviews < 2 or len(known) < _MIN_DEFINED * len(draws):
        return Estimate(value=float(value[0]))
    low, high = np.percentile(known, _ENDS)
    return Estimate(value=float(value[0]), low=float(low), high=float(high))
