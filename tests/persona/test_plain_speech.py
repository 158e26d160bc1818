"""Which sentences can be read alone."""

from __future__ import annotations

import pytest

from interview_coder.persona.plain_speech import is_personal, names_something, stands_alone


@pytest.mark.parametrize(
    "text",
    [
        "I never know who is in tomorrow.",
        "The price is per head, which kills it for us.",
        "My wife would like me to shut on Tuesdays.",
    ],
)
def test_stand_alone(text: str) -> None:
    """
    A finished sentence of five to eighteen words that leans on nothing stands alone.
    """
    assert stands_alone(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("It is slow here.", id="too short"),
        pytest.param("And then I had to ring all of them.", id="goes on from before"),
        pytest.param("That's what I would like to have one day.", id="points back"),
        pytest.param("So who is in tomorrow, do you know?", id="a question"),
        pytest.param("I was on the phone until [inaudible] came in.", id="a gap"),
        pytest.param("I was going to ring her, but the –", id="broken off"),
        pytest.param("I " + "really " * 18 + "mean it.", id="too long"),
    ],
)
def test_do_not(text: str) -> None:
    """
    What needs its neighbours does not stand alone.
    """
    assert not stands_alone(text)


def test_signs() -> None:
    """
    Speaking of oneself, names and numbers are told apart.
    """
    assert is_personal("Nobody told me.")
    assert not is_personal("Nobody told them.")
    assert names_something("I rang Joy about it.")
    assert names_something("We have 12 of them.")
    assert not names_something("I rang her, and I cried.")
