"""The forms in which a name comes up: in full, in parts, with initials, run together."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from interview_coder.pseudonyms.folding import fold, is_cased
from interview_coder.pseudonyms.key import KeyEntry
from interview_coder.pseudonyms.words import (
    ALSO_WORDS,
    OF_FILES,
    PARTICLES,
    PARTS_PLAYED,
    TINY_WORDS,
    TITLES,
)
from interview_coder.readers.names import is_numbered_voice
from interview_coder.roles import is_role

Small = Literal["yes", "no", "as a word"]
"""Whether a form in small letters is the name too; `as a word` where it may be, or a word."""

_LETTERS = re.compile(r"[^\W\d_]+")
_SPLIT_STEM = re.compile(r"[\W\d_]+|(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_MIN_SMALL = 3
_MIN_RUN_TOGETHER = 7


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One way in which a name is written.

    Attributes:
        words: Folded; one or more.
        small: Whether it counts in small letters.
        is_initialled: Whether one of the words is an initial, which may have a full stop.
    """

    words: tuple[str, ...]
    small: Small
    is_initialled: bool = False


def is_neutral(label: str) -> bool:
    """Whether `label` tells nobody's name: a role, a number, a part somebody plays.

    >>> is_neutral("P03"), is_neutral("Speaker 2"), is_neutral("Nurse 2"), is_neutral("Kasia")
    (True, True, True, False)
    """
    if is_role(label) or is_numbered_voice(label):
        return True
    return all(word in PARTS_PLAYED for word in _LETTERS.findall(fold(label)))


def words_of_stem(stem: str) -> tuple[str, ...]:
    """Return the words of a file's name that may be a name; empty where it tells nobody.

    >>> words_of_stem("Interview_03_kasiaLind"), words_of_stem("session-2")
    (('kasia', 'Lind'), ())
    """
    told = [word for word in _SPLIT_STEM.split(stem) if len(word) > 2 or not is_cased(word)]
    return tuple(word for word in told if word and fold(word) not in OF_FILES | PARTS_PLAYED)


def forms_of(entry: KeyEntry) -> Iterator[Form]:
    """Yield the forms of a name, without those that say nobody in particular."""
    if entry.kind == "listed":
        yield from _forms_as_listed(entry.name)
    elif entry.kind == "named by file":
        for word in words_of_stem(entry.name):
            yield Form(words=(fold(word),), small="as a word" if is_cased(word) else "yes")
        yield from _whole_and_parts(words_of_stem(entry.name), small_parts=False)
    else:
        yield from _whole_and_parts(_words_of_name(entry.name), small_parts=True)


def _words_of_name(name: str) -> tuple[str, ...]:
    """Return the words of a label that name somebody; no title, no part played, no number."""
    words = [word.strip("\"'“”-") for word in re.split(r"[\s\d,_()/]+", name)]
    named = [word for word in words if _LETTERS.search(word)]
    told = [word for word in named if fold(word.rstrip(".")) not in TITLES and not is_role(word)]
    return tuple(told or named)


def _forms_as_listed(name: str) -> Iterator[Form]:
    words = tuple(fold(name).split())
    as_written_small = is_cased(name) and name == name.lower()
    alone_and_capital = len(words) == 1 and is_cased(name) and not as_written_small
    yield Form(words=words, small="as a word" if alone_and_capital else "yes")


def _whole_and_parts(words: tuple[str, ...], *, small_parts: bool) -> Iterator[Form]:
    """Yield every run of the words of a name, and the forms of it that people write."""
    folded = tuple(map(fold, words))
    for start, end in combinations(range(len(folded) + 1), 2):
        run = folded[start:end]
        if len(run) > 1:
            yield Form(words=run, small=_small(run))
        elif small_parts and _says_something(run[0]):
            yield from _alone(run[0])
    tellers = [word for word in folded if _says_something(word)]
    if len(tellers) > 1:
        yield from _first_and_last(tellers[0], tellers[-1])


def _first_and_last(first: str, last: str) -> Iterator[Form]:
    """Yield `Lind, Kasia`, `K. Lind`, `Kasia L.`, `kasialind`, `lindkasia`."""
    cased = is_cased(first + last)
    yield Form(words=(last, first), small=_small((last, first)))
    if cased:
        yield Form(words=(first[0], last), small="no", is_initialled=True)
        yield Form(words=(first, last[0]), small="no", is_initialled=True)
    is_long = min(len(first), len(last)) >= _MIN_SMALL and len(first + last) >= _MIN_RUN_TOGETHER
    if is_long or not cased:
        yield Form(words=(first + last,), small="yes")
        yield Form(words=(last + first,), small="yes")


def _alone(word: str) -> Iterator[Form]:
    """Yield a word of a name that stands alone, and the halves of a double name."""
    yield Form(words=(word,), small=_small((word,)))
    halves = [half for half in word.split("-") if _says_something(half)]
    if "-" in word:
        for half in halves:
            yield Form(words=(half,), small=_small((half,)))


def _says_something(word: str) -> bool:
    return len(word) > 1 and word not in PARTICLES


def _small(words: tuple[str, ...]) -> Small:
    """A name in small letters counts if one of its words can be nothing else."""
    sure = (
        len(word) >= _MIN_SMALL and word not in ALSO_WORDS | TINY_WORDS | PARTICLES
        for word in words
    )
    return "yes" if any(sure) or not is_cased("".join(words)) else "as a word"
