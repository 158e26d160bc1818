"""Clusters of vectors: the same for the same vectors, whatever their order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from interview_coder.embedding.encoder import Vectors

Labels = npt.NDArray[np.int64]
"""Cluster numbers, of shape (n_texts,); from 0 in the order of first appearance, none left out."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClusterSettings:
    """How far apart utterances of one theme may lie.

    Attributes:
        max_distance: Mean cosine distance, from 0 (same direction) to 2, up to which two groups
            are joined; the higher, the fewer and wider the themes.
    """

    max_distance: float = 0.8

    def __post_init__(self) -> None:
        if not 0 < self.max_distance <= 2:
            raise ValueError(f"max_distance must be in (0, 2], got {self.max_distance}")


def cluster(vectors: Vectors, *, settings: ClusterSettings) -> Labels:
    """Join utterances into clusters by average linkage on cosine distance.

    Every utterance is in a cluster; one that is like no other is a cluster of its own.

    Args:
        vectors: Of shape (n_texts, dim); may be empty.
        settings: How wide a cluster may be.
    """
    if len(vectors) < 2:
        return np.zeros(len(vectors), dtype=np.int64)
    from scipy.cluster.hierarchy import fcluster, linkage
    from scipy.spatial.distance import squareform

    # Ties are settled by the order of rows: one that does not depend on the order of the texts.
    order = np.lexsort(np.round(vectors, 6).T[::-1])
    vectors = vectors[order]
    distances: npt.NDArray[Any] = 1 - vectors.astype(np.float64) @ vectors.T.astype(np.float64)
    # Rounded: the last digits of a product depend on how many processors share it.
    distances = np.round(np.clip((distances + distances.T) / 2, 0, 2), 9)
    np.fill_diagonal(distances, 0)
    tree = linkage(squareform(distances, checks=False), method="average")
    labels = np.empty(len(order), dtype=np.int32)
    labels[order] = fcluster(tree, t=settings.max_distance, criterion="distance")
    return _renumber(labels)


def _renumber(labels: npt.NDArray[np.int32]) -> Labels:
    old_to_new: dict[int, int] = {}
    return np.array([old_to_new.setdefault(int(old), len(old_to_new)) for old in labels])
