"""How far two sets of codes lie apart."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.agreement.set_distance import distances, jaccard, masi

Codes = frozenset[str]
Distance = Callable[[Codes, Codes], float]
SETS = st.frozensets(st.sampled_from("abcd"))


@pytest.mark.parametrize(
    ("one", "other", "far"),
    [
        pytest.param("ab", "ab", 0, id="the same"),
        pytest.param("", "", 0, id="both empty"),
        pytest.param("a", "", 1, id="one empty"),
        pytest.param("ab", "cd", 1, id="nothing in common"),
        pytest.param("ab", "a", 1 / 2, id="one holds the other"),
        pytest.param("ab", "bc", 2 / 3, id="they overlap"),
    ],
)
def test_jaccard(one: str, other: str, far: float) -> None:
    """
    Jaccard distance is 1 minus the share of codes that both have.
    """
    assert jaccard(frozenset(one), frozenset(other)) == pytest.approx(far)


@pytest.mark.parametrize("between", [jaccard, masi])
class TestProperties:
    """
    What holds of both distances.
    """

    @given(one=SETS, other=SETS)
    def test_ends(self, between: Distance, one: Codes, other: Codes) -> None:
        """
        A distance is 0 for equal sets alone, and 1 for those alone that share nothing.
        """
        far = between(one, other)

        assert 0 <= far <= 1
        assert (far == 0) == (one == other)
        assert (far == 1) == (one != other and not one & other)

    @given(one=SETS, other=SETS)
    def test_either_way(self, between: Distance, one: Codes, other: Codes) -> None:
        """
        It is the same from either side.
        """
        assert between(one, other) == between(other, one)

    @given(one=SETS, other=SETS)
    def test_renamed(self, between: Distance, one: Codes, other: Codes) -> None:
        """
        What codes are called changes nothing.
        """
        renamed = [frozenset(f"code {name}" for name in each) for each in (one, other)]

        assert between(renamed[0], renamed[1]) == between(one, other)


@given(one=SETS, other=SETS)
def test_masi_is_farther(one: Codes, other: Codes) -> None:
    """
    By MASI, sets are at least as far apart as by Jaccard.
    """
    assert masi(one, other) >= jaccard(one, other)


def test_distances() -> None:
    """
    Each set is compared with each, in the order in which they are given.
    """
    sets = [frozenset("a"), frozenset("ab"), frozenset()]

    assert distances(sets, jaccard).tolist() == [[0, 0.5, 1], [0.5, 0, 1], [1, 1, 0]]
