from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.embedding.encoder import Vectors
from interview_coder.themes import ClusterSettings
from interview_coder.themes.clustering import cluster
from interview_coder.themes.context import unit

SETTINGS = ClusterSettings()


def directions(*degrees: float) -> Vectors:
    """Return unit vectors in the plane."""
    angles = np.deg2rad(degrees)
    return np.stack([np.cos(angles), np.sin(angles)], axis=1).astype(np.float32)


def partition(rows: list[int], labels: list[int]) -> set[frozenset[int]]:
    """Return which rows are together, whatever the numbers of their clusters."""
    return {
        frozenset(row for row, label in zip(rows, labels, strict=True) if label == number)
        for number in set(labels)
    }


class TestCluster:
    """
    Every utterance is in one cluster; what lies nearer than the setting allows is joined.
    """

    @pytest.mark.parametrize(
        ("vectors", "expected"),
        [
            pytest.param(np.zeros((0, 2), dtype=np.float32), [], id="none"),
            pytest.param(directions(30), [0], id="one"),
            pytest.param(directions(0, 10), [0, 0], id="two-alike"),
            pytest.param(directions(0, 180), [0, 1], id="two-opposed"),
            pytest.param(directions(45, 45, 45, 45), [0, 0, 0, 0], id="identical"),
            pytest.param(directions(0, 120, 240), [0, 1, 2], id="singletons"),
            pytest.param(directions(0, 180, 5, 175), [0, 1, 0, 1], id="two-and-two"),
            pytest.param(np.zeros((2, 3), dtype=np.float32), [0, 1], id="nothing-known-of-both"),
        ],
    )
    def test_clusters(self, vectors: Vectors, expected: list[int]) -> None:
        """
        Numbers begin at 0, in the order of first appearance, and none is left out.
        """
        labels = cluster(vectors, settings=SETTINGS)

        assert labels.tolist() == expected
        assert labels.dtype == np.int64

    def test_linkage_is_average(self) -> None:
        """
        A third joins two by its mean distance to both, not by the nearer one alone.
        """
        vectors = directions(0, 40, 90)  # distances .23 and .36, mean of the two wider ones .68

        assert cluster(vectors, settings=ClusterSettings(max_distance=0.6)).tolist() == [0, 0, 1]
        assert cluster(vectors, settings=ClusterSettings(max_distance=0.7)).tolist() == [0, 0, 0]

    @settings(max_examples=60, deadline=None)
    @given(
        n=st.integers(0, 30),
        seed=st.integers(0, 2**16),
        order=st.randoms(use_true_random=False),
        max_distance=st.sampled_from([0.3, 0.85, 1.0, 1.5]),
    )
    def test_order_does_not_matter(
        self, n: int, seed: int, order: random.Random, max_distance: float
    ) -> None:
        """
        The same vectors in another order are grouped the same way.
        """
        vectors = unit(np.random.default_rng(seed).normal(size=(n, 8)).astype(np.float32))
        rows = list(range(n))
        shuffled = list(rows)
        order.shuffle(shuffled)
        chosen = ClusterSettings(max_distance=max_distance)

        straight = cluster(vectors, settings=chosen).tolist()
        turned = cluster(vectors[shuffled], settings=chosen).tolist()

        assert partition(rows, straight) == partition(shuffled, turned)

    @pytest.mark.parametrize("order", [[0, 1, 2], [1, 0, 2], [2, 1, 0], [2, 0, 1]], ids=str)
    def test_order_does_not_matter_where_distances_are_equal(self, order: list[int]) -> None:
        """
        An utterance just between two others goes to the same one in any order.
        """
        vectors = np.array([[0.954, 0.3], [-0.954, 0.3], [0, 1]], dtype=np.float32)

        labels = cluster(vectors[order], settings=SETTINGS).tolist()

        straight = cluster(vectors, settings=SETTINGS).tolist()
        assert partition(order, labels) == partition([0, 1, 2], straight)


class TestClusterSettings:
    """
    The distance is a mean cosine distance, so it lies in (0, 2].
    """

    @pytest.mark.parametrize("value", [0, -0.1, 2.01, float("nan")])
    def test_impossible_distance(self, value: float) -> None:
        """
        A distance that cannot be is refused, with the value.
        """
        with pytest.raises(ValueError, match=rf"must be in \(0, 2\], got {value}"):
            ClusterSettings(max_distance=value)

    @pytest.mark.parametrize("value", [0.001, 2])
    def test_ends(self, value: float) -> None:
        """
        The ends of the range can be set.
        """
        assert ClusterSettings(max_distance=value).max_distance == value
