"""Where names stand in a text, and what is to be written instead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, NamedTuple

from interview_coder.pseudonyms.folding import Folded, fold, fold_with_origins, is_cased
from interview_coder.pseudonyms.key import Key
from interview_coder.pseudonyms.lexicon import TOKEN, Known, Lexicon, in_small
from interview_coder.pseudonyms.words import PARTICLES, TINY_WORDS
from interview_coder.transcript import Span

Place = Literal["spoken", "label"]
"""Where a stretch of text stands: in a turn, or outside, where labels are.

A label in small letters is a name even where it is a word, too: nobody says it.
"""

_BETWEEN = re.compile(r"\s{1,3}|[._'&-]|,\s?")
_AFTER_INITIAL = re.compile(r"\.\s{0,2}|'")
_HEAD = re.compile(r"(?:^|[.!?…:;\n\"“”„«»(\[–—-])\s*$")
_LOOK_BACK = 12
_MAX_TOKENS = 12
_NO_NAME = "[]"


class Found(NamedTuple):
    """A name in a text.

    Attributes:
        span: Where it stands.
        mark: What is written instead, with its square brackets; empty where a word that may be a
            name is left as it is.
    """

    span: Span
    mark: str


@dataclass(frozen=True, kw_only=True, slots=True)
class NameFinder:
    """Finds the names of a key in texts.

    Attributes:
        lexicon: The names.
    """

    lexicon: Lexicon

    @classmethod
    def of(cls, key: Key) -> NameFinder:
        """Return the finder of the names in `key`."""
        return cls(lexicon=Lexicon.of(key))

    def find(self, text: str, places: Iterable[tuple[Span, Place]]) -> list[Found]:
        """Return the names in some stretches of `text`, in order, none across the end of one."""
        folded = fold_with_origins(text)
        found = [
            hit
            for span, place in places
            for hit in self._find_in(folded, folded.at(span.start), folded.at(span.end), place)
        ]
        return sorted(found)

    def replace(self, text: str, *, place: Place = "spoken") -> str:
        """Return `text` with the names replaced."""
        if not text:
            return text
        position = 0
        pieces = []
        for span, mark in self.find(text, [(Span(start=0, end=len(text)), place)]):
            if mark:
                pieces += [text[position : span.start], mark]
                position = span.end
        return "".join([*pieces, text[position:]])

    def _find_in(self, text: Folded, start: int, end: int, place: Place) -> list[Found]:
        """Literal names first, then, in what they leave, names that are words."""
        known = self.lexicon
        taken: list[Found] = []
        label = known.label if place == "label" else None
        for pattern, meant in ((label, known.exact), (known.literal, known.literals)):
            if pattern is None:
                continue
            taken += [
                Found(_span(text, *match.span()), _mark(meant[match[0]]))
                for a, b in _gaps(text, start, end, taken)
                for match in pattern.finditer(text.text, a, b)
            ]
        worded = [
            hit
            for a, b in _gaps(text, start, end, taken)
            for hit in _joined(text.source, self._find_words(text, a, b, place))
        ]
        return [hit for hit in (*taken, *worded) if hit.mark != _NO_NAME]

    def _find_words(self, text: Folded, start: int, end: int, place: Place) -> Iterator[Found]:
        tokens = list(TOKEN.finditer(text.text, start, end))
        i = 0
        while i < len(tokens):
            hit, n = self._longest(text, tokens[i : i + _MAX_TOKENS], place)
            if hit:
                yield hit
            i += n

    def _longest(
        self, text: Folded, tokens: Sequence[re.Match[str]], place: Place
    ) -> tuple[Found | None, int]:
        """Return the longest name that begins with the first token, and its number of tokens."""
        spared: Found | None = None
        for known in self.lexicon.by_first.get(tokens[0][0], ()):
            n = len(known.tokens)
            if tuple(token[0] for token in tokens[:n]) != known.tokens:
                continue
            end = _end(text.text, tokens[:n], known)
            if end is None:
                continue
            span = _span(text, tokens[0].start(), end)
            if self._counts(text.source, span, known, place):
                return Found(span, _mark(known.pseudonyms)), n
            if known.pseudonyms and known.small == "as a word":
                spared = spared or Found(span, "")
        return spared, 1

    def _counts(self, text: str, span: Span, known: Known, place: Place) -> bool:
        """Whether these letters are the name, going by how they are written."""
        words = TOKEN.findall(text[span.start : span.end])
        if len(known.tokens) == 1 and known.tokens[0] in TINY_WORDS:
            return words[0][:1].isupper() and not is_head(text, span.start)
        if place == "label" or not is_cased("".join(words)):
            return True
        is_capital = all(word[0].isupper() or word in PARTICLES for word in words)
        if is_capital or known.small != "yes":
            return is_capital
        is_plain = "".join(words).isascii()
        return is_plain or all(word in self.lexicon.written for word in map(in_small, words))


def _mark(pseudonyms: frozenset[str]) -> str:
    """Return what is written for somebody who may be any of `pseudonyms`."""
    return f"[{' or '.join(sorted(pseudonyms))}]"


def _span(text: Folded, start: int, end: int) -> Span:
    first, last = text.back(start, end)
    return Span(start=first, end=last)


def _end(text: str, tokens: Sequence[re.Match[str]], known: Known) -> int | None:
    """Return where the name ends, or None if its words do not stand together."""
    for token, following in pairwise(tokens):
        is_initial = known.is_initialled and len(token[0]) == 1
        between = _AFTER_INITIAL if is_initial else _BETWEEN
        if not between.fullmatch(text[token.end() : following.start()]):
            return None
    end = tokens[-1].end()
    if known.is_initialled and len(known.tokens[-1]) == 1:
        return end + 1 if text[end : end + 1] == "." else None
    return end


def _gaps(text: Folded, start: int, end: int, taken: Sequence[Found]) -> list[tuple[int, int]]:
    """Return the stretches of the folded text between names that were found already."""
    gaps = []
    for span, _ in sorted(taken):
        gaps.append((start, text.at(span.start)))
        start = text.at(span.end)
    return [(a, b) for a, b in (*gaps, (start, end)) if a < b]


def _joined(text: str, found: Iterable[Found]) -> list[Found]:
    """Join the parts of one name: the first and the last of somebody who has three."""
    joined: list[Found] = []
    for hit in found:
        before = joined[-1] if joined else None
        if before and hit.mark and before.mark == hit.mark and _is_one_name(text, before, hit):
            joined[-1] = Found(Span(start=before.span.start, end=hit.span.end), hit.mark)
        else:
            joined.append(hit)
    return joined


def _is_one_name(text: str, a: Found, b: Found) -> bool:
    first, second = (text[hit.span.start : hit.span.end] for hit in (a, b))
    return text[a.span.end : b.span.start] == " " and fold(first) != fold(second)


def is_head(text: str, start: int) -> bool:
    """Whether a sentence begins at `start`, where every word has a capital."""
    before = text[max(0, start - _LOOK_BACK) : start]
    return not before.strip() or _HEAD.search(before) is not None
