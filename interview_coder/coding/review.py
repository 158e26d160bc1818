"""Which utterances a person should look at next: those whose review teaches most."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from interview_coder.coding.calibration import Marks, Scores
from interview_coder.embedding.encoder import Vectors

_ALIKE_PENALTY = 0.5
_MAX_ORDERED = 500


def review_order(
    confidence: Scores,
    *,
    vectors: Vectors,
    participants: Sequence[str],
    can_be_coded: Marks,
) -> list[int]:
    """Order utterances by what their review teaches, most first.

    The less sure the coder is whether a code fits, the more a decision teaches (uncertainty
    sampling; Lewis & Gale 1994). What is like an utterance already chosen teaches less, and the
    participants take turns, so that no one of them teaches the coder his ways alone.

    Args:
        confidence: Of shape (n_utterances, n_codes), from 0 to 1.
        vectors: Unit vectors, row by row.
        participants: Who said each.
        can_be_coded: Which rows to order; the others are left out.

    Returns:
        Row numbers, at most 500.
    """
    doubt = _entropy(confidence)
    penalty = np.zeros(len(doubt))
    turns: Counter[str] = Counter()
    people = np.array(participants)
    left = {
        person: np.flatnonzero(can_be_coded & (people == person))
        for person in sorted(set(participants))
    }
    left = {person: rows for person, rows in left.items() if len(rows)}
    order: list[int] = []
    while left and len(order) < _MAX_ORDERED:
        worth = doubt - _ALIKE_PENALTY * penalty
        best = {person: int(rows[np.argmax(worth[rows])]) for person, rows in left.items()}
        person = min(best, key=lambda person: (turns[person], -worth[best[person]], person))
        row = best[person]
        order.append(row)
        turns[person] += 1
        left[person] = left[person][left[person] != row]
        if not len(left[person]):
            del left[person]
        penalty = np.maximum(penalty, vectors @ vectors[row])
    return order


def _entropy(confidence: Scores) -> npt.NDArray[np.float64]:
    """The sum over codes of the binary entropy of each confidence, in bits."""
    p = np.clip(confidence, 1e-6, 1 - 1e-6)
    return np.asarray(-(p * np.log2(p) + (1 - p) * np.log2(1 - p)).sum(axis=1))
