from __future__ import annotations

import numpy as np
import pytest

from interview_coder.embedding.encoder import Vectors
from interview_coder.themes import DensitySettings
from interview_coder.themes.density import FEWEST_TEXTS, cluster_by_density
from tests.themes.notation import by_lot, ideas, partition

SETTINGS = DensitySettings()


@pytest.fixture(scope="module")
def vectors() -> Vectors:
    """
    Three dense ideas of twenty utterances each, and four utterances like no other.
    """
    return ideas(20, 20, 20, 1, 1, 1, 1, spread=0.1)


@pytest.mark.heavy
class TestClusterByDensity:
    """
    What lies dense is a cluster; what lies alone is a cluster of its own, not an outlier.
    """

    def test_dense_ideas(self, vectors: Vectors) -> None:
        """
        Utterances of one idea are together, of two ideas never.
        """
        labels = cluster_by_density(vectors, settings=SETTINGS).tolist()

        for start in (0, 20, 40):
            assert len(set(labels[start : start + 20])) == 1
        assert len({labels[0], labels[20], labels[40]}) == 3

    def test_nobody_is_left_out(self) -> None:
        """
        Every utterance has a cluster, numbered from 0 without a gap; what is thin lies alone.
        """
        labels = cluster_by_density(by_lot(60, seed=3, n_ideas=40), settings=SETTINGS)

        sizes = np.bincount(labels)
        assert len(labels) == 60
        assert labels.min() == 0
        assert sizes.min() > 0
        assert all(size == 1 or size >= SETTINGS.min_size for size in sizes.tolist())

    def test_first_come_first_numbered(self, vectors: Vectors) -> None:
        """
        Numbers are in the order of first appearance.
        """
        labels = cluster_by_density(vectors, settings=SETTINGS).tolist()

        firsts = [labels.index(number) for number in range(max(labels) + 1)]
        assert firsts == sorted(firsts)

    def test_twice_the_same(self) -> None:
        """
        The same utterances are grouped the same way again, although UMAP draws lots.
        """
        vectors = by_lot(60, seed=3)

        first = cluster_by_density(vectors, settings=SETTINGS)
        second = cluster_by_density(vectors, settings=SETTINGS)

        assert first.tolist() == second.tolist()

    @pytest.mark.parametrize("n_copies", [0, 10], ids=["all-different", "some-the-same"])
    def test_order_does_not_matter(self, n_copies: int) -> None:
        """
        The utterances in another order are grouped the same way.
        """
        vectors = by_lot(60, seed=5, n_copies=n_copies)
        order = np.random.default_rng(1).permutation(60)

        straight = cluster_by_density(vectors, settings=SETTINGS).tolist()
        turned = cluster_by_density(vectors[order], settings=SETTINGS).tolist()

        # Which of two that are the same is which cannot be told: they go by one number.
        numbers = [row % (60 - n_copies) for row in range(60)]
        assert partition(numbers, straight) == partition([numbers[row] for row in order], turned)

    def test_all_the_same(self) -> None:
        """
        What everybody says in the same words is grouped, too, and stops nothing.
        """
        labels = cluster_by_density(np.ones((50, 8), dtype=np.float32), settings=SETTINGS)

        assert len(labels) == 50


@pytest.mark.parametrize("n", [0, FEWEST_TEXTS - 1])
def test_too_few(n: int) -> None:
    """
    Below fifty texts it is refused, with the number.
    """
    with pytest.raises(ValueError, match=f"at least 50 texts, got {n}"):
        cluster_by_density(by_lot(n, seed=1), settings=SETTINGS)


@pytest.mark.parametrize("name", ["n_neighbors", "min_size"])
@pytest.mark.parametrize("value", [1, 0, -5])
def test_impossible_settings(name: str, value: int) -> None:
    """
    A setting that cannot be is refused by name, with the value.
    """
    with pytest.raises(ValueError, match=f"{name} must be >= 2, got {value}"):
        DensitySettings(**{name: value})
