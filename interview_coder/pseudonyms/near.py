"""Words that come close to a name: inflected, misspelt, or only written like one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from interview_coder.pseudonyms.finding import is_head
from interview_coder.pseudonyms.folding import fold
from interview_coder.pseudonyms.key import Key
from interview_coder.pseudonyms.lexicon import TOKEN
from interview_coder.pseudonyms.words import CAPITAL_ANYHOW, PARTICLES, TINY_WORDS, TITLES
from interview_coder.transcript import Span

_MAX_ENDING = 4
_LONG = 5
_ACRONYM = re.compile(r"^[^\W\d_]{1,5}$")
_NAME_RUN = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?: [^\W\d_]+(?:['’-][^\W\d_]+)*)*")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")


def name_words(key: Key) -> frozenset[str]:
    """Return the words of the names in `key`, folded, that are long enough to come close to."""
    words = {word for entry in key.names for word in TOKEN.findall(fold(entry.name))}
    return frozenset(
        word for word in words if len(word) > 2 and word not in TINY_WORDS | PARTICLES | TITLES
    )


def near_names(
    text: str, places: Sequence[Span], *, names: Collection[str], small: Collection[str]
) -> Iterator[Span]:
    """Yield the words of `text` that may be a form of one of `names`, without the names proper.

    Args:
        text: With the names replaced.
        places: The stretches to look at.
        names: Folded.
        small: Words, in small letters, that the study also writes small; a short one of them is
            no form of a name.
    """
    known: dict[str, bool] = {}
    for place in places:
        for match in TOKEN.finditer(text, place.start, place.end):
            word = match[0]
            if word not in known:
                is_word = len(word) < _LONG and word.lower() in small
                known[word] = not is_word and any(is_near(word, name) for name in names)
            if known[word]:
                yield Span(start=match.start(), end=match.end())


def is_near(word: str, name: str) -> bool:
    """Whether `word` may be `name` with another ending, or with one letter wrong.

    >>> is_near("Kasię", "kasia"), is_near("Lindin", "lind"), is_near("Casia", "kasia")
    (True, True, True)
    >>> is_near("Kassel", "kasia"), is_near("kas", "kasia")
    (False, False)
    """
    folded = fold(word)
    if folded == name:  # with other accents: a name that is seen was replaced before
        return True
    shared = _n_shared(folded, name)
    ending = len(folded) - shared
    if word[:1].islower():
        return len(name) >= _LONG and shared >= len(name) - 1 and ending < _MAX_ENDING
    stem = len(name) - (2 if len(name) > _LONG else 1)
    if shared >= max(2, stem) and ending <= _MAX_ENDING:
        return True
    return len(name) >= _LONG - 1 and _one_letter_apart(folded, name)


def _n_shared(a: str, b: str) -> int:
    """Return how many letters two words begin with alike."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _one_letter_apart(a: str, b: str) -> bool:
    """Whether one letter added, left out or changed makes `b` of `a`."""
    short, long_ = sorted((a, b), key=len)
    if len(long_) - len(short) > 1:
        return False
    at = _n_shared(short, long_)
    rest = short[at:] if len(short) < len(long_) else short[at + 1 :]
    return long_[at + 1 :] == rest


def capital_inside(text: str, places: Sequence[Span], *, small: Collection[str]) -> Iterator[Span]:
    """Yield what is written with a capital inside a sentence, and so may name somebody.

    Args:
        text: With the names replaced.
        places: The stretches to look at.
        small: Words, in small letters, that the study also writes small.
    """
    for place in places:
        for run in _NAME_RUN.finditer(text, place.start, place.end):
            group: list[re.Match[str]] = []
            for match in _WORD.finditer(text, run.start(), run.end()):
                if _may_name(match[0], small) and not is_head(text, match.start()):
                    group.append(match)
                    continue
                yield from _whole(group)
                group = []
            yield from _whole(group)


def _may_name(word: str, small: Collection[str]) -> bool:
    bare = re.sub(r"['’]s$", "", word)
    if not bare[:1].isupper() or len(bare) < 2 or (bare.isupper() and _ACRONYM.match(bare)):
        return False
    return bare.lower() not in small and fold(word) not in CAPITAL_ANYHOW | TINY_WORDS


def _whole(group: Sequence[re.Match[str]]) -> Iterator[Span]:
    if group:
        yield Span(start=group[0].start(), end=group[-1].end())
