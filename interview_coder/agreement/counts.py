"""What the coefficients are made of: counts that add up over interviews."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt

from interview_coder.agreement.bootstrap import stack
from interview_coder.agreement.ratings import UNREAD, Values

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, eq=False)
class Counts:
    """Sums over units; every array has one leading axis, of interviews or of draws.

    Q is the number of values, P that of pairs of coders. A unit is pairable if two coders or more
    read it, and full if all did.

    Attributes:
        pairable: Number of pairable units.
        agreed: Sum over pairable units of the share of pairs of coders that agree.
        full: Number of full units.
        agreed_full: The same sum over full units.
        values_full: Ratings of each value on full units, (…, Q).
        coincidences: Krippendorff's coincidence matrix, (…, Q, Q).
        rated: Number of units that anybody read.
        shares: Sum over these of the share of ratings with each value, (…, Q).
        ratings: Ratings of each value, (…, Q).
        pairs: For each pair of coders, how often one gave c and the other k, (…, P, Q, Q).
    """

    pairable: Array
    agreed: Array
    full: Array
    agreed_full: Array
    values_full: Array
    coincidences: Array
    rated: Array
    shares: Array
    ratings: Array
    pairs: Array


def count(values: Values, interviews: Sequence[str], *, n_values: int) -> Counts:
    """Count by interview, in the order of their names.

    Args:
        values: Below `n_values`.
        interviews: Of each unit; no unit gives one empty interview.
        n_values: Q.
    """
    names = np.asarray(interviews, dtype=object)
    parts = [values[names == name] for name in sorted(set(interviews))] or [values]
    return stack([_count(part, n_values) for part in parts])


def _count(values: Values, n_values: int) -> Counts:
    given = (values[:, :, None] == np.arange(n_values)).sum(axis=1).astype(float)  # (n, Q)
    n_given = given.sum(axis=1)
    pairable, full = n_given >= 2, (n_given == values.shape[1]) & (n_given >= 2)
    rated = n_given >= 1
    own, n_own = given[pairable], n_given[pairable]
    agreed = (own * (own - 1)).sum(axis=1) / (n_own * (n_own - 1)) if len(own) else np.zeros(0)
    weighted = own / (n_own - 1)[:, None]
    return Counts(
        pairable=np.array(pairable.sum(), dtype=np.float64),
        agreed=np.array(agreed.sum(), dtype=np.float64),
        full=np.array(full.sum(), dtype=np.float64),
        agreed_full=np.array(agreed[full[pairable]].sum(), dtype=np.float64),
        values_full=given[full].sum(axis=0),
        coincidences=own.T @ weighted - np.diag(weighted.sum(axis=0)),
        rated=np.array(rated.sum(), dtype=np.float64),
        shares=(given[rated] / n_given[rated][:, None]).sum(axis=0),
        ratings=given.sum(axis=0),
        pairs=_pairs(values, n_values),
    )


def _pairs(values: Values, n_values: int) -> Array:
    tables = []
    for one, other in combinations(range(values.shape[1]), 2):
        both = values[(values[:, one] != UNREAD) & (values[:, other] != UNREAD)]
        table = np.zeros((n_values, n_values))
        np.add.at(table, (both[:, one], both[:, other]), 1)
        tables.append(table)
    return np.stack(tables) if tables else np.zeros((0, n_values, n_values))
