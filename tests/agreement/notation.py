"""Ratings on a line a coder: `ratings("110.", "100.")` for one code, `.` where he did not read."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_coder.agreement.counts import Counts, count
from interview_coder.agreement.ratings import UNREAD, Ratings, Values


def values_of(*coders: str) -> Values:
    """Return the values that coders gave, a digit a unit, of shape (n_units, n_coders)."""
    rows = [[UNREAD if sign == "." else int(sign) for sign in coder] for coder in coders]
    return np.array(rows, dtype=np.int64).T


def counted(values: Values, *, n_values: int = 2) -> Counts:
    """Count units as if they were of one interview."""
    return count(values, ["P1.txt"] * len(values), n_values=n_values)


def ratings_of_one(
    *coders: str, code: str = "pain", interviews: Sequence[str] = (), names: Sequence[str] = ()
) -> Ratings:
    """Return ratings of one code; coders are called a, b, … if not named."""
    values = values_of(*coders)
    marks = np.where(values == UNREAD, np.nan, values).astype(float)[:, :, None]
    return Ratings(
        coders=tuple(names) or tuple("abcdefgh"[: len(coders)]),
        codes=(code,),
        units=tuple(f"u{n}" for n in range(len(values))),
        interviews=tuple(interviews) or ("P1.txt",) * len(values),
        marks=marks,
    )
