"""Which utterances to review next."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.coding.review import review_order


def order_of(
    confidence: list[list[float]],
    *,
    people: str,
    vectors: list[list[float]] | None = None,
    can_be_coded: list[bool] | None = None,
) -> list[int]:
    """
    Order utterances; each participant is a letter, and utterances are unlike if nothing is told.
    """
    n = len(confidence)
    return review_order(
        np.array(confidence, dtype=np.float64).reshape(n, -1 if n else 1),
        vectors=np.array(np.eye(n) if vectors is None else vectors, dtype=np.float32),
        participants=list(people),
        can_be_coded=np.array([True] * n if can_be_coded is None else can_be_coded),
    )


class TestReviewOrder:
    """
    What teaches most comes first: where the coder is least sure, unlike what was chosen, in turns.
    """

    def test_the_least_sure_first(self) -> None:
        """
        Of one person the utterance nearest to even odds comes first, on either side.
        """
        assert order_of([[0.95], [0.5], [0.3], [0.01], [0.8]], people="aaaaa") == [1, 2, 4, 0, 3]

    def test_all_codes_count(self) -> None:
        """
        Doubt about two codes teaches more than doubt about one.
        """
        assert order_of([[0.5, 0.0], [0.4, 0.4], [0.1, 0.1]], people="aaa") == [1, 0, 2]

    def test_what_is_alike_waits(self) -> None:
        """
        An utterance like one already chosen comes after one that is unlike, if both are in doubt.
        """
        vectors = [[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]]

        assert order_of([[0.5], [0.49], [0.4]], people="aaa", vectors=vectors) == [0, 2, 1]

    def test_participants_take_turns(self) -> None:
        """
        The surest utterance of one person comes before the second of another.
        """
        order = order_of([[0.5], [0.5], [0.5], [0.01], [0.02]], people="aaabb")

        assert ["aaabb"[row] for row in order] == ["a", "b", "a", "b", "a"]

    def test_what_cannot_be_coded(self) -> None:
        """
        Fillers, and what somebody decided on, are left out.
        """
        order = order_of([[0.5], [0.4], [0.3]], people="abc", can_be_coded=[True, False, True])

        assert order == [0, 2]

    @pytest.mark.parametrize("n", [0, 2])
    def test_nothing_left(self, n: int) -> None:
        """
        Where everything is decided there is no order, and no error.
        """
        assert order_of([[0.5]] * n, people="a" * n, can_be_coded=[False] * n) == []

    def test_at_most_five_hundred(self) -> None:
        """
        No more than 500 are ordered: the first 500.
        """
        confidence = [[0.5 - i / 2000] for i in range(520)]
        order = order_of(confidence, people="a" * 520)

        assert order == list(range(500))

    @settings(max_examples=60, deadline=None)
    @given(
        rows=st.lists(
            st.tuples(st.floats(0, 1), st.sampled_from("abc"), st.booleans()), max_size=25
        )
    )
    def test_fair_and_whole(self, rows: list[tuple[float, str, bool]]) -> None:
        """
        All that can be coded comes once, and nobody is ever two turns ahead of one who has more.
        """
        order = order_of(
            [[row[0]] for row in rows],
            people="".join(row[1] for row in rows),
            can_be_coded=[row[2] for row in rows],
        )

        assert sorted(order) == [i for i, row in enumerate(rows) if row[2]]
        left = Counter(row[1] for row in rows if row[2])
        turns: Counter[str] = Counter(dict.fromkeys(left, 0))
        for row in order:
            person = rows[row][1]
            assert turns[person] == min(turns[p] for p in left if left[p])
            turns[person] += 1
            left[person] -= 1
