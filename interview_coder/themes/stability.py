"""Stability: whether a theme comes back when other people had been interviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interview_coder.embedding.encoder import Vectors
from interview_coder.findings import Stability
from interview_coder.themes.clustering import (
    Labels,
    Rows,
    comes_back,
    distances_of,
    grow,
    members,
    settled_order,
)

N_REPLICATES = 200


def measure_stability(
    vectors: Vectors,
    labels: Labels,
    *,
    participants: Sequence[str],
    n_study: int,
    max_distance: float,
    min_participants: int,
) -> list[Stability]:
    """Measure each theme of a code by leaving interviews out and by drawing them anew.

    The utterances of those who are left are clustered again, at the same distance. A theme comes
    back where a cluster shares half of what is left of it (Jaccard index; Hennig 2007), and holds
    where that cluster still meets the rule. Bootstrap: `N_REPLICATES` draws of as many participants
    with replacement (Efron & Tibshirani 1993); who is drawn twice counts once.

    Args:
        vectors: Of the utterances of the code, of shape (n, dim).
        labels: The theme of each.
        participants: Who said each.
        n_study: How many participants the study has, those without the code, too.
        max_distance: Up to which groups are joined.
        min_participants: How many participants the rule asks for.

    Returns:
        One a theme, in the order of the numbers in `labels`.
    """
    if not len(labels):
        return []
    order = settled_order(vectors)
    # In the order of what they said: what people are called decides nothing.
    people = list(dict.fromkeys(participants[row] for row in order.tolist()))
    random = np.random.default_rng(0)
    draws = [_drawn(people, random.integers(n_study, size=n_study)) for _ in range(N_REPLICATES)]
    left_out = [_drawn(people, np.delete(np.arange(n_study), i)) for i in range(n_study)]
    code = _Code(
        distances=distances_of(vectors),
        order=order,
        themes=members(labels),
        said_by=np.array(participants),
        max_distance=max_distance,
        min_participants=min_participants,
    )
    found = {drawn: _replicate(code, drawn) for drawn in {*draws, *left_out}}
    one_out = np.mean([found[drawn] for drawn in left_out], axis=0).round(3).tolist()
    drawn_anew = np.mean([found[drawn] for drawn in draws], axis=0).round(3).tolist()
    return [
        Stability(
            left_out_found=of_one_out[0],
            left_out_holds=of_one_out[1],
            bootstrap_found=of_draws[0],
            bootstrap_holds=of_draws[1],
        )
        for of_one_out, of_draws in zip(one_out, drawn_anew, strict=True)
    ]


def _drawn(people: Sequence[str], numbers: npt.NDArray[np.int64]) -> frozenset[str]:
    """Return who is drawn; numbers beyond `people` are participants without the code."""
    return frozenset(people[i] for i in numbers.tolist() if i < len(people))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Code:
    """What every replicate is made from."""

    distances: npt.NDArray[np.float64]
    order: Rows
    themes: Sequence[Rows]
    said_by: npt.NDArray[np.str_]
    max_distance: float
    min_participants: int


def _replicate(code: _Code, people: frozenset[str]) -> npt.NDArray[np.bool_]:
    """Return whether each theme comes back, and whether it holds; of shape (n_themes, 2)."""
    rows = code.order[np.isin(code.said_by[code.order], sorted(people))]
    labels = grow(code.distances, rows).place(len(code.said_by), code.max_distance)
    result = np.zeros((len(code.themes), 2), dtype=bool)
    for i, theme in enumerate(code.themes):
        number = comes_back(theme, labels)
        if number is not None:
            voices = set(code.said_by[labels == number].tolist())
            result[i] = True, len(voices) >= code.min_participants
    return result
