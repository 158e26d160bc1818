"""Fictional names: stable, fitting the language, and nobody's who was interviewed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.persona.names import propose_name

LANGUAGES = ["en", "de", "fr", "es", "it", "nl", "fi", "sv", "ja", "ko", "th"]


@pytest.mark.parametrize("language", [*LANGUAGES, "xx"])
def test_same_key_same_name(language: str) -> None:
    """
    A study's persona keeps its name from run to run.
    """
    assert propose_name([], language=language, key="a") == propose_name(
        [], language=language, key="a"
    )


@given(language=st.sampled_from(LANGUAGES[:8]), key=st.text(max_size=5), n=st.integers(1, 5))
def test_never_a_taken_name(language: str, key: str, n: int) -> None:
    """
    No part of a name that is taken comes up again, however many are taken.
    """
    taken: list[str] = []
    for _ in range(n):
        name = propose_name(taken, language=language, key=key)
        assert not {p.casefold() for p in name.split()} & {
            p.casefold() for each in taken for p in each.split()
        }
        taken.append(name)
