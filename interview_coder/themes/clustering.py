"""Clusters of vectors: the same for the same vectors, whatever their order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from interview_coder.embedding.encoder import Vectors

Labels = npt.NDArray[np.int64]
"""Cluster numbers, of shape (n_texts,); from 0 in the order of first appearance, none left out."""

Rows = npt.NDArray[np.intp]

WIDEST = 0.93
NARROWEST = 0.75
_STEP = 0.03
USUAL_DISTANCE = 0.85
"""Up to which themes are joined where nothing tells a better distance."""

_SUB_STEP = 0.15
_MIN_PEOPLE = 3
MIN_JACCARD = 0.5
"""A theme is found again where it shares so much with a cluster (intersection over union)."""

STABLE_JACCARD = 0.75
"""So much, and it is hardly changed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterSettings:
    """How far apart utterances of one theme may lie.

    Attributes:
        max_distance: Mean cosine distance, from 0 (same direction) to 2, up to which two groups
            are joined; the higher, the fewer and wider the themes. None to choose it for each
            code, by what is found again when interviews are left out.
    """

    max_distance: float | None = None

    def __post_init__(self) -> None:
        if self.max_distance is not None and not 0 < self.max_distance <= 2:
            raise ValueError(f"max_distance must be in (0, 2], got {self.max_distance}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Clustering:
    """Utterances of one code, grouped.

    Attributes:
        labels: The cluster of each.
        sub_labels: The narrower cluster inside it; no narrower cluster is in two clusters.
        max_distance: Up to which groups were joined.
    """

    labels: Labels
    sub_labels: Labels
    max_distance: float


@dataclass(frozen=True, kw_only=True)
class Tree:
    """Average linkage over some utterances, to be cut at any height.

    Attributes:
        rows: Which utterances, by their number.
        joins: As scipy gives them, of shape (n_rows - 1, 4).
    """

    rows: Rows
    joins: npt.NDArray[np.float64]

    def cut(self, max_distance: float) -> Labels:
        """Return the clusters up to a distance, in the order of `rows`."""
        if len(self.rows) < 2:
            return np.zeros(len(self.rows), dtype=np.int64)
        from scipy.cluster.hierarchy import fcluster

        return renumber(fcluster(self.joins, t=max_distance, criterion="distance"))

    def place(self, n: int, max_distance: float) -> Labels:
        """Return the cluster of each of `n` utterances; -1 for those outside the tree."""
        labels = np.full(n, -1, dtype=np.int64)
        labels[self.rows] = self.cut(max_distance)
        return labels


def cluster(
    vectors: Vectors, *, participants: Sequence[str] = (), settings: ClusterSettings
) -> Clustering:
    """Join utterances into clusters by average linkage on cosine distance.

    Every utterance is in a cluster; one that is like no other is a cluster of its own.

    Args:
        vectors: Of shape (n_texts, dim); may be empty.
        participants: Who said each; needed for choosing the distance, without them it is 0.85.
        settings: How wide a cluster may be.
    """
    distances = distances_of(vectors)
    tree = grow(distances, settled_order(vectors))
    width = settings.max_distance or choose_distance(distances, tree, participants)
    return Clustering(
        labels=renumber(tree.place(len(vectors), width)),
        sub_labels=renumber(tree.place(len(vectors), sub_distance(width))),
        max_distance=width,
    )


def sub_distance(max_distance: float) -> float:
    """Return the distance up to which sub-themes are joined; always above 0."""
    return max(max_distance - _SUB_STEP, min(max_distance, 1e-6))


def distances_of(vectors: Vectors) -> npt.NDArray[np.float64]:
    """Return cosine distances, of shape (n_texts, n_texts), from 0 to 2."""
    exact = vectors.astype(np.float64)
    distances: npt.NDArray[Any] = 1 - exact @ exact.T
    # Rounded: the last digits of a product depend on how many processors share it.
    distances = np.round(np.clip((distances + distances.T) / 2, 0, 2), 9)
    np.fill_diagonal(distances, 0)
    return distances


def grow(distances: npt.NDArray[np.float64], rows: Rows) -> Tree:
    """Link the utterances `rows`; ties are settled by their order."""
    if len(rows) < 2:
        return Tree(rows=rows, joins=np.zeros((0, 4)))
    from scipy.cluster.hierarchy import linkage
    from scipy.spatial.distance import squareform

    own = squareform(distances[np.ix_(rows, rows)], checks=False)
    return Tree(rows=rows, joins=linkage(own, method="average"))


def choose_distance(
    distances: npt.NDArray[np.float64], tree: Tree, participants: Sequence[str]
) -> float:
    """Choose the distance at which most shared clusters are found again.

    Each participant is left out in turn and the others are clustered anew. A cluster that three or
    more people share counts as often as it comes back hardly changed, with a Jaccard index of at
    least 0.75 (Hennig 2007, Computational Statistics & Data Analysis 52:258-271, cluster-wise
    stability). The narrowest of equally good distances is taken.

    Args:
        distances: Of all utterances of a code.
        tree: Of all of them.
        participants: Who said each.
    """
    said_by = np.array(participants)
    people = sorted(set(participants))
    if len(people) < _MIN_PEOPLE:
        return USUAL_DISTANCE
    left_out = [grow(distances, tree.rows[said_by[tree.rows] != person]) for person in people]
    candidates = np.round(np.arange(NARROWEST, WIDEST + _STEP / 2, _STEP), 3)
    returns = [_returns(tree, left_out, said_by, float(width)) for width in candidates]
    return float(candidates[int(np.argmax(returns))])


def _returns(tree: Tree, left_out: Sequence[Tree], said_by: npt.NDArray[Any], width: float) -> int:
    """Count how often shared clusters come back."""
    n = len(said_by)
    shared = [
        rows for rows in members(tree.place(n, width)) if len(set(said_by[rows])) >= _MIN_PEOPLE
    ]
    return sum(
        comes_back(rows, labels, min_jaccard=STABLE_JACCARD) is not None
        for other in left_out
        for labels in (other.place(n, width),)
        for rows in shared
    )


def members(labels: Labels) -> list[Rows]:
    """Return the utterances of each cluster; `labels` are below 0 where there is none."""
    order = np.argsort(labels, kind="stable")
    order = order[np.searchsorted(labels[order], 0) :]
    return np.split(order, np.flatnonzero(np.diff(labels[order])) + 1) if len(order) else []


def comes_back(rows: Rows, labels: Labels, *, min_jaccard: float = MIN_JACCARD) -> int | None:
    """Return the cluster in which a theme is found again; None if in none.

    Args:
        rows: The theme's utterances.
        labels: The cluster of every utterance after clustering anew; below 0 where it was left out.
        min_jaccard: How much theme and cluster must share.
    """
    own = labels[rows]
    own = own[own >= 0]
    if not len(own):
        return None
    common = np.bincount(own)
    sizes = np.bincount(labels[labels >= 0], minlength=len(common))[: len(common)]
    likeness = common / (len(own) + sizes - common)
    best = int(np.argmax(likeness))
    return best if likeness[best] >= min_jaccard else None


def settled_order(vectors: Vectors) -> Rows:
    """Order rows by what is in them, so that ties do not hang on the order of the texts."""
    if not len(vectors):
        return np.zeros(0, dtype=np.intp)
    return np.lexsort(np.round(vectors, 6).T[::-1]).astype(np.intp)


def renumber(labels: npt.NDArray[Any]) -> Labels:
    """Return cluster numbers from 0, in the order of first appearance."""
    old_to_new: dict[int, int] = {}
    return np.array(
        [old_to_new.setdefault(int(old), len(old_to_new)) for old in labels], dtype=np.int64
    )
