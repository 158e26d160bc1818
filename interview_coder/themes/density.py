"""UMAP and HDBSCAN, BERTopic's own clustering, for large corpora: chosen by name."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from interview_coder.embedding.encoder import Vectors
from interview_coder.themes.clustering import Labels, renumber, settled_order

FEWEST_TEXTS = 50
"""Below this UMAP has too few neighbours to go by."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DensitySettings:
    """How dense a theme must lie.

    Attributes:
        n_neighbors: How many utterances around each UMAP looks at; at least 2.
        min_size: The fewest utterances that HDBSCAN takes for a cluster; at least 2.
    """

    n_neighbors: int = 15
    min_size: int = 5

    def __post_init__(self) -> None:
        for name in ("n_neighbors", "min_size"):
            if getattr(self, name) < 2:
                raise ValueError(f"{name} must be >= 2, got {getattr(self, name)}")


def cluster_by_density(vectors: Vectors, *, settings: DensitySettings) -> Labels:
    """Join utterances where they lie dense (McInnes et al. 2018; Campello et al. 2013).

    HDBSCAN's outliers are clusters of their own: what one person said once is not lost.

    Args:
        vectors: Of shape (n_texts, dim), at least `FEWEST_TEXTS` of them.
        settings: How dense.
    """
    if len(vectors) < FEWEST_TEXTS:
        raise ValueError(f"density needs at least {FEWEST_TEXTS} texts, got {len(vectors)}")
    from sklearn.cluster import HDBSCAN
    from umap import UMAP

    order = settled_order(vectors)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that a seed leaves one thread is what we want
        reduced = UMAP(
            n_neighbors=settings.n_neighbors,
            n_components=5,
            min_dist=0.0,
            metric="cosine",
            random_state=0,
        ).fit_transform(vectors[order])
    found = HDBSCAN(min_cluster_size=settings.min_size, copy=True).fit_predict(reduced)
    alone = np.flatnonzero(found < 0)
    found[alone] = found.max(initial=-1) + 1 + np.arange(len(alone))
    labels = np.empty(len(order), dtype=np.int64)
    labels[order] = found
    return renumber(labels)
