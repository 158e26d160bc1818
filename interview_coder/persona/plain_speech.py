"""Sentences that can be read alone: on a sheet nobody hears what was said before."""

from __future__ import annotations

import re

FEWEST_WORDS, MOST_WORDS = 5, 18
"""A line of a sheet is read at a glance."""

_LEANS = re.compile(
    r"^(?:and|but|so|because|or|then|yeah|yes|no|nope|well|oh|ah|um|uh|er|it|it's|that|that's|this"
    r"|they|they're|he|she|which|also|after|like|plus|anyway|either|neither|maybe|sorry)\b",
    re.IGNORECASE,
)
_UNFINISHED = re.compile(r"(?:\.\.\.|…|-|–|—|,|\[[^\]]*\])$")
_FIRST_PERSON = re.compile(
    r"\b(?:i|i'm|i've|i'd|i'll|my|me|we|we're|we've|our|us)\b", re.IGNORECASE
)
_NAME_OR_NUMBER = re.compile(r"(?<=[a-z,;] )(?!I\b|I')[A-Z]\w+|\d")


def stands_alone(text: str) -> bool:
    """Whether `text` can be read without what was said before it."""
    words = text.strip()
    return (
        FEWEST_WORDS <= len(words.split()) <= MOST_WORDS
        and "?" not in words
        and "[" not in words
        and _LEANS.match(words) is None
        and _UNFINISHED.search(words) is None
    )


def is_personal(text: str) -> bool:
    """Whether somebody speaks of themself."""
    return _FIRST_PERSON.search(text) is not None


def names_something(text: str) -> bool:
    """Whether `text` has a name or a number in it, which means little to others."""
    return _NAME_OR_NUMBER.search(text.strip()) is not None
