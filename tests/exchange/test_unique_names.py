"""Names that are each given once."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exchange.unique_names import UniqueNames


def given_for(*names: str) -> list[str]:
    """
    Have each name given, in this order.
    """
    unique = UniqueNames()
    return [unique.give(name) for name in names]


def test_numbers() -> None:
    """
    The first keeps its name, those after it are numbered.
    """
    assert given_for("P1", "P2", "P1", "P1") == ["P1", "P2", "P1 (2)", "P1 (3)"]


def test_a_name_that_looks_numbered() -> None:
    """
    A number that another thing bears in its own name is passed over, before it and after it.
    """
    assert given_for("P1 (2)", "P1", "P1") == ["P1 (2)", "P1", "P1 (3)"]
    assert given_for("P1", "P1", "P1 (2)") == ["P1", "P1 (2)", "P1 (2) (2)"]


@given(names=st.lists(st.sampled_from(["", "a", "a (2)", "a (2) (2)", "a (3)"]), max_size=12))
def test_each_once(names: list[str]) -> None:
    """
    No name is given twice, and each begins with what was asked for.
    """
    found = given_for(*names)

    assert len(set(found)) == len(names)
    assert all(own.startswith(name) for own, name in zip(found, names, strict=True))
