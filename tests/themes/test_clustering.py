from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.embedding.encoder import Vectors
from interview_coder.themes import ClusterSettings
from interview_coder.themes.clustering import (
    Labels,
    cluster,
    comes_back,
    members,
)
from tests.themes.notation import PEOPLE, by_lot, directions, ideas, partition

SETTINGS = ClusterSettings()
WIDTHS = (0.75, 0.78, 0.81, 0.84, 0.87, 0.9, 0.93)
"""Among these the distance is chosen."""


def labels_of(vectors: Vectors, *, max_distance: float | None = None) -> list[int]:
    """
    Cluster without knowing who said what.
    """
    found = cluster(vectors, settings=ClusterSettings(max_distance=max_distance))
    return list(map(int, found.labels))


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
        labels = cluster(vectors, settings=SETTINGS).labels

        assert labels.tolist() == expected
        assert labels.dtype == np.int64

    def test_linkage_is_average(self) -> None:
        """
        A third joins two by its mean distance to both, not by the nearer one alone.
        """
        vectors = directions(0, 40, 90)  # distances .23 and .36, mean of the two wider ones .68

        assert labels_of(vectors, max_distance=0.6) == [0, 0, 1]
        assert labels_of(vectors, max_distance=0.7) == [0, 0, 0]

    @pytest.mark.parametrize("n", [8, 800])
    def test_few_and_many(self, n: int) -> None:
        """
        Eight codings and eight hundred are grouped by the same rule, and nobody is left out.
        """
        sizes = (n // 2, n // 4, n // 4)
        people = [PEOPLE[i % 8] for i in range(n)]

        found = cluster(ideas(*sizes, spread=0.2), participants=people, settings=SETTINGS)

        assert found.labels.tolist() == np.repeat([0, 1, 2], sizes).tolist()

    @pytest.mark.parametrize("people", [PEOPLE, ("Ada",) * 8], ids=["eight-people", "one-person"])
    def test_all_the_same(self, people: Sequence[str]) -> None:
        """
        What everybody says in the same words is one cluster without narrower ones.
        """
        vectors = directions(*[45] * 8)

        found = cluster(vectors, participants=people, settings=SETTINGS)

        assert found.labels.tolist() == [0] * 8
        assert found.sub_labels.tolist() == [0] * 8

    @settings(max_examples=60, deadline=None)
    @given(
        n=st.integers(0, 30),
        n_copies=st.integers(0, 8),
        seed=st.integers(0, 2**16),
        order=st.randoms(use_true_random=False),
        max_distance=st.sampled_from([0.3, 0.85, 1.0, 1.5, None]),
    )
    def test_order_does_not_matter(
        self, n: int, n_copies: int, seed: int, order: random.Random, max_distance: float | None
    ) -> None:
        """
        The same utterances in another order are grouped the same way, up to the same distance.
        """
        vectors = by_lot(n, seed=seed, n_copies=n_copies)
        people = [PEOPLE[number % 5] for number in range(n)]
        rows = list(range(n))
        shuffled = list(rows)
        order.shuffle(shuffled)
        chosen = ClusterSettings(max_distance=max_distance)

        straight = cluster(vectors, participants=people, settings=chosen)
        turned = cluster(
            vectors[shuffled], participants=[people[row] for row in shuffled], settings=chosen
        )

        assert straight.max_distance == turned.max_distance
        assert partition(rows, straight.labels.tolist()) == partition(
            shuffled, turned.labels.tolist()
        )
        assert partition(rows, straight.sub_labels.tolist()) == partition(
            shuffled, turned.sub_labels.tolist()
        )

    @pytest.mark.parametrize("order", [[0, 1, 2], [1, 0, 2], [2, 1, 0], [2, 0, 1]], ids=str)
    def test_order_does_not_matter_where_distances_are_equal(self, order: list[int]) -> None:
        """
        An utterance just between two others goes to the same one in any order.
        """
        vectors = np.array([[0.954, 0.3], [-0.954, 0.3], [0, 1]], dtype=np.float32)

        labels = labels_of(vectors[order])

        assert partition(order, labels) == partition([0, 1, 2], labels_of(vectors))

    @settings(max_examples=60, deadline=None)
    @given(
        n=st.integers(0, 30),
        seed=st.integers(0, 2**16),
        max_distance=st.sampled_from([0.1, 0.3, 0.85, 1.5, None]) | st.floats(1e-9, 2),
    )
    def test_narrower_clusters_nest(self, n: int, seed: int, max_distance: float | None) -> None:
        """
        No narrower cluster is in two clusters, whatever the distance; numbers leave none out.
        """
        vectors = by_lot(n, seed=seed)
        people = [PEOPLE[number % 5] for number in range(n)]

        found = cluster(
            vectors, participants=people, settings=ClusterSettings(max_distance=max_distance)
        )

        narrow = partition(range(n), found.sub_labels.tolist())
        wide = partition(range(n), found.labels.tolist())
        assert all(any(inner <= outer for outer in wide) for inner in narrow)
        for labels in (found.labels, found.sub_labels):
            assert sorted(set(labels.tolist())) == list(range(len(set(labels.tolist()))))

    def test_nothing_is_narrower_than_narrow(self) -> None:
        """
        Where the distance is next to nothing, the narrower clusters are no wider.
        """
        vectors = directions(0, 0.03)  # distance 1.4e-7

        found = cluster(vectors, settings=ClusterSettings(max_distance=1e-8))

        assert found.labels.tolist() == found.sub_labels.tolist() == [0, 1]

    def test_narrower_clusters(self) -> None:
        """
        Two ways to say one thing are one cluster and two narrower ones.
        """
        vectors = directions(0, 5, 78, 83)  # within .004, between .79 and less

        found = cluster(vectors, settings=ClusterSettings(max_distance=0.85))

        assert found.labels.tolist() == [0, 0, 0, 0]
        assert found.sub_labels.tolist() == [0, 0, 1, 1]


def times_found_again(vectors: Vectors, people: Sequence[str], max_distance: float) -> int:
    """
    How often clusters of three or more people come back, hardly changed, when one of all is left
    out, spelt out.
    """
    n = len(people)
    total = 0
    shared = [
        group
        for group in partition(range(n), labels_of(vectors, max_distance=max_distance))
        if len({people[row] for row in group}) >= 3
    ]
    for person in set(people):
        rows = [row for row in range(n) if people[row] != person]
        again = partition(rows, labels_of(vectors[rows], max_distance=max_distance))
        for group in shared:
            left = group & set(rows)
            total += any(len(left & other) / len(left | other) >= 0.75 for other in again)
    return total


class TestChosenDistance:
    """
    Without a distance, the one is chosen at which shared clusters are found again most often when
    one participant is left out.
    """

    @settings(max_examples=25, deadline=None)
    @given(n=st.integers(3, 24), n_people=st.integers(3, 6), seed=st.integers(0, 2**16))
    def test_most_is_found_again(self, n: int, n_people: int, seed: int) -> None:
        """
        No other distance finds more again, and no narrower one as much.
        """
        vectors = by_lot(n, seed=seed)
        people = [PEOPLE[number % n_people] for number in range(n)]

        found = cluster(vectors, participants=people, settings=SETTINGS)

        width_to_times = {w: times_found_again(vectors, people, w) for w in WIDTHS}
        best = max(width_to_times.values())
        assert found.max_distance == min(w for w, times in width_to_times.items() if times == best)

    @pytest.mark.parametrize(
        ("spread", "expected"),
        [
            pytest.param(0.05, 0.75, id="near-identical"),
            pytest.param(0.8, 0.81, id="wide"),
            pytest.param(0.88, 0.9, id="wider"),
        ],
    )
    def test_as_wide_as_needed(self, spread: float, expected: float) -> None:
        """
        The distance is as wide as an idea of five people needs, and no wider.
        """
        found = cluster(ideas(5, spread=spread), participants=PEOPLE[:5], settings=SETTINGS)

        assert found.max_distance == expected
        assert found.labels.tolist() == [0] * 5

    @pytest.mark.parametrize(
        "people",
        [
            pytest.param((), id="nobody-known"),
            pytest.param(("Ada",) * 5, id="one-person"),
            pytest.param(("Ada", "Bo") * 2 + ("Bo",), id="two-people"),
        ],
    )
    def test_too_few_people(self, people: Sequence[str]) -> None:
        """
        Where no cluster can be shared by three people, there is nothing to choose by: it is 0.85.
        """
        found = cluster(ideas(5, spread=0.8), participants=people, settings=SETTINGS)

        assert found.max_distance == 0.85

    @pytest.mark.parametrize("width", [0.5, 0.12345, 1e-7])
    def test_a_distance_of_the_researchers(self, width: float) -> None:
        """
        A distance that is given is taken, and told as it was given.
        """
        found = cluster(
            ideas(5, spread=0.8),
            participants=PEOPLE[:5],
            settings=ClusterSettings(max_distance=width),
        )

        assert found.max_distance == width
        assert found.labels.tolist() == [0, 1, 2, 3, 4]


class TestComesBack:
    """
    A theme comes back in the cluster that shares half of what is left of it.
    """

    @pytest.mark.parametrize(
        ("theme", "labels", "expected"),
        [
            pytest.param([0, 1, 2], [0, 0, 0, 1], 0, id="unchanged"),
            pytest.param([0, 1, 2], [1, 1, 0, 0], 1, id="two-thirds"),
            pytest.param([0, 1], [0, 0, 0, 0], 0, id="just-half"),
            pytest.param([0], [0, 0, 0, 1], None, id="swallowed"),
            pytest.param([0, 1, 2], [0, 1, 2, 0], None, id="scattered"),
            pytest.param([0, 1, 2], [-1, 0, 0, 1], 0, id="one-left-out"),
            pytest.param([0, 1], [-1, -1, 0, 0], None, id="all-left-out"),
            pytest.param([2, 3], [0, 0, 1, 1], 1, id="not-the-first"),
        ],
    )
    def test_jaccard(self, theme: list[int], labels: list[int], expected: int | None) -> None:
        """
        Intersection over union decides, those left out not counted; half is enough.
        """
        assert comes_back(np.array(theme), np.array(labels)) == expected

    @pytest.mark.parametrize(
        ("labels", "expected"),
        [
            pytest.param([0, 0, 0, 0], 0, id="unchanged"),
            pytest.param([0, 0, 0, 1], 0, id="three-quarters"),
            pytest.param([-1, 0, 0, 1], None, id="two-thirds-of-what-is-left"),
        ],
    )
    def test_how_much_is_asked_for(self, labels: list[int], expected: int | None) -> None:
        """
        More than half can be asked for.
        """
        found = comes_back(np.arange(4), np.array(labels), min_jaccard=0.75)

        assert found == expected


@pytest.mark.parametrize(
    ("labels", "groups"),
    [
        pytest.param([], [], id="none"),
        pytest.param([0, 1, 0], [[0, 2], [1]], id="two"),
        pytest.param([-1, 0, -1, 1, 0], [[1, 4], [3]], id="some-left-out"),
        pytest.param([-1, -1], [], id="all-left-out"),
    ],
)
def test_members(labels: list[int], groups: list[list[int]]) -> None:
    """
    Members are listed cluster by cluster; who is left out is in none.
    """
    given_labels: Labels = np.array(labels, dtype=np.int64)

    assert [rows.tolist() for rows in members(given_labels)] == groups


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
