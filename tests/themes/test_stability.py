from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.embedding.encoder import Vectors
from interview_coder.findings import Stability
from interview_coder.themes import ClusterSettings
from interview_coder.themes.clustering import Labels, cluster
from interview_coder.themes.stability import measure_stability
from tests.themes.notation import PEOPLE, by_lot, ideas


def measure(
    vectors: Vectors,
    labels: Labels | Sequence[int],
    people: Sequence[str],
    *,
    n_study: int = 8,
    max_distance: float = 0.85,
) -> list[Stability]:
    """
    Measure by the rule of three.
    """
    return measure_stability(
        vectors,
        np.array(labels, dtype=np.int64),
        participants=people,
        n_study=n_study,
        max_distance=max_distance,
        min_participants=3,
    )


def drawn(n: int, seed: int) -> tuple[Vectors, Labels, list[str]]:
    """
    Utterances by lot, grouped.
    """
    vectors = by_lot(n, seed=seed)
    people = [PEOPLE[i] for i in np.random.default_rng(seed).integers(6, size=n)]
    found = cluster(vectors, participants=people, settings=ClusterSettings(max_distance=0.85))
    return vectors, found.labels, people


class TestMeasureStability:
    """
    A theme is stable when it comes back without one interview, or with others drawn anew.
    """

    @settings(max_examples=15, deadline=None)
    @given(n=st.integers(1, 16), seed=st.integers(0, 2**16))
    def test_shares(self, n: int, seed: int) -> None:
        """
        Each is a share, there is one a theme, and what does not come back does not hold.
        """
        vectors, labels, people = drawn(n, seed)

        found = measure(vectors, labels, people)

        assert len(found) == labels.max() + 1
        for theme in found:
            assert 0 <= theme.left_out_holds <= theme.left_out_found <= 1
            assert 0 <= theme.bootstrap_holds <= theme.bootstrap_found <= 1

    def test_what_everybody_says(self) -> None:
        """
        What everybody says in near-identical words comes back always, and holds.
        """
        (theme,) = measure(ideas(8, spread=0.02), [0] * 8, PEOPLE)

        assert (theme.left_out_found, theme.left_out_holds) == (1, 1)
        assert theme.bootstrap_found == 1
        assert theme.bootstrap_holds > 0.99

    @pytest.mark.parametrize("n_each", [1, 4], ids=["once", "often"])
    def test_two_people_never_hold(self, n_each: int) -> None:
        """
        A theme of two people meets no rule of three, however often they say it.
        """
        vectors = ideas(2 * n_each, 8, spread=0.1)
        people = [*PEOPLE[:2] * n_each, *PEOPLE]

        two, _ = measure(vectors, [0] * 2 * n_each + [1] * 8, people)

        assert two.left_out_found == 1
        assert (two.left_out_holds, two.bootstrap_holds) == (0, 0)

    def test_just_three_people(self) -> None:
        """
        A theme of three of eight comes back without any one, and holds without one of the others.
        """
        (theme,) = measure(ideas(3, spread=0.1), [0] * 3, PEOPLE[:3])

        assert (theme.left_out_found, theme.left_out_holds) == (1, 5 / 8)

    def test_one_person_of_eight(self) -> None:
        """
        What one of eight says comes back unless that one is out, in draws by 1 - (7/8)^8 = 0.66.
        """
        (theme,) = measure(ideas(1, spread=0.1), [0], PEOPLE[:1])

        assert theme.left_out_found == 7 / 8
        assert theme.bootstrap_found == pytest.approx(0.656, abs=0.1)

    def test_one_participant(self) -> None:
        """
        In a study of one participant nothing comes back without that one.
        """
        (theme,) = measure(ideas(3, spread=0.1), [0] * 3, PEOPLE[:1] * 3, n_study=1)

        assert (theme.left_out_found, theme.bootstrap_found) == (0, 1)

    def test_what_people_moved(self) -> None:
        """
        A theme that a person cut out of a cluster comes back where little else is left of that.
        """
        vectors = ideas(3, spread=0.1)

        cut_out, _ = measure(vectors, [0, 1, 1], PEOPLE[:3])

        assert cut_out.left_out_found == 2 / 8  # half of the cluster without Bo, and without Cyd

    def test_people_without_the_code(self) -> None:
        """
        Leaving out who says nothing of it changes nothing: the more there are, the less is lost.
        """
        few = measure(ideas(3, spread=0.1), [0] * 3, PEOPLE[:3], n_study=4)
        many = measure(ideas(3, spread=0.1), [0] * 3, PEOPLE[:3], n_study=10)

        assert [theme.left_out_holds for theme in (*few, *many)] == [1 / 4, 7 / 10]

    @settings(max_examples=10, deadline=None)
    @given(n=st.integers(1, 14), seed=st.integers(0, 2**16), names=st.permutations(PEOPLE))
    def test_names_decide_nothing(self, n: int, seed: int, names: list[str]) -> None:
        """
        Called otherwise, the same people give the same stability.
        """
        vectors, labels, people = drawn(n, seed)
        renamed = [names[PEOPLE.index(person)] for person in people]

        assert measure(vectors, labels, people) == measure(vectors, labels, renamed)

    @settings(max_examples=10, deadline=None)
    @given(n=st.integers(1, 14), seed=st.integers(0, 2**16), data=st.data())
    def test_order_decides_nothing(self, n: int, seed: int, data: st.DataObject) -> None:
        """
        The utterances in another order give the same stability.
        """
        vectors, labels, people = drawn(n, seed)
        order = data.draw(st.permutations(range(n)))

        turned = measure(vectors[order], labels[order], [people[row] for row in order])

        assert turned == measure(vectors, labels, people)

    def test_twice_the_same(self) -> None:
        """
        Draws are drawn from a fixed seed.
        """
        vectors, labels, people = drawn(12, seed=1)

        assert measure(vectors, labels, people) == measure(vectors, labels, people)

    def test_no_utterances(self) -> None:
        """
        No utterances have no themes.
        """
        assert measure(np.zeros((0, 8), dtype=np.float32), [], []) == []
