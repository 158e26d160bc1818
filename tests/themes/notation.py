"""Vectors and groups in short notation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from interview_coder.context import unit
from interview_coder.embedding.encoder import Vectors

PEOPLE = ("Ada", "Bo", "Cyd", "Dag", "Eva", "Fin", "Gus", "Hal")


def directions(*degrees: float) -> Vectors:
    """Return unit vectors in the plane."""
    angles = np.deg2rad(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def ideas(*sizes: int, spread: float) -> Vectors:
    """Return unit vectors: so many utterances of each idea; ideas are at right angles.

    Args:
        sizes: Utterances of each idea.
        spread: Cosine distance between any two utterances of one idea, from 0 to below 1.
    """
    n = sum(sizes)
    vectors = np.zeros((n, len(sizes) + n))
    vectors[np.arange(n), np.repeat(np.arange(len(sizes)), sizes)] = np.sqrt(1 - spread)
    vectors[np.arange(n), len(sizes) + np.arange(n)] = np.sqrt(spread)
    return vectors.astype(np.float32)


def by_lot(n: int, *, seed: int, n_ideas: int = 4, n_copies: int = 0) -> Vectors:
    """Return unit vectors drawn around some ideas; the last `n_copies` are said before, too."""
    rng = np.random.default_rng(seed)
    centres = rng.normal(size=(n_ideas, 8))
    drawn = centres[rng.integers(n_ideas, size=n)] + rng.normal(size=(n, 8))
    copies = min(n_copies, n // 2)
    if copies:
        drawn[-copies:] = drawn[:copies]
    return unit(drawn.astype(np.float32))


def partition(rows: Iterable[int], labels: Sequence[int]) -> set[frozenset[int]]:
    """Return which rows are together, whatever the numbers of their clusters."""
    numbered = list(zip(rows, labels, strict=True))
    return {frozenset(row for row, label in numbered if label == number) for number in set(labels)}
