"""How far two sets of codes on one unit lie apart."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from interview_coder.agreement.counts import Array

Codes = frozenset[str]


def jaccard(one: Codes, other: Codes) -> float:
    """Return 1 minus the share of their codes that both have; 0 for two empty sets.

    From 0 (the same) to 1 (nothing in common).
    """
    together = one | other
    return 1 - len(one & other) / len(together) if together else 0.0


def masi(one: Codes, other: Codes) -> float:
    """Return the distance of Passonneau 2006 (Measuring Agreement on Set-valued Items, LREC).

    1 - J M, with J the Jaccard index, and M 1 for equal sets, 2/3 where one holds the other, 1/3
    where they overlap otherwise, 0 where they have nothing in common. Two empty sets are equal.
    """
    if one == other:
        return 0.0
    if not one & other:
        return 1.0
    monotonicity = 2 / 3 if one < other or other < one else 1 / 3
    return 1 - (1 - jaccard(one, other)) * monotonicity


def distances(sets: Sequence[Codes], between: Callable[[Codes, Codes], float]) -> Array:
    """Return the distance of each of `sets` from each, of shape (n_sets, n_sets)."""
    return np.array([[between(one, other) for other in sets] for one in sets], dtype=np.float64)
