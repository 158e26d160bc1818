"""Labels: a phrase somebody said that can stand for a theme (an in vivo label)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from interview_coder.transcript import Span
from interview_coder.wording import FILLERS, words

MIN_LABEL_WORDS, MAX_LABEL_WORDS = 4, 12
MAX_CANDIDATES = 4
"""A label is cut from one of so many of the theme's most typical texts."""

# A phrase may end before these marks, and begin after them.
_CUT = re.compile(r"\s*(?:(?:(?<!\d)[.,:]|[.,:](?!\d)|[!?;…])+|\s[-–—]{1,2}\s|[()\"“”])\s*")
_OPENERS = re.compile(
    r"\s+(?=(?:because|but|so that|which|when|while|if|although|though|unless|until|whereas)\b)",
    re.IGNORECASE,
)
_PARTICULAR = re.compile(r"(?<=\s)(?!I\b)[A-Z]\w+|\d")
_LEADING = re.compile(
    r"^(?:"
    r"(?:and|but|so|well|yeah|yes|because|um+|uh+|er+|oh|i mean|you know|then|also|plus|or|okay|"
    r"honestly|actually|basically)\b(?!-)[\s,.…-]*"
    r"|(?:no|like|right|just)\b\s*[,.…]+\s*"  # "no one" keeps its no
    r"|like\s+(?=(?:i|we|they|he|she|it|completely|literally|totally)\b)"
    r")+",
    re.IGNORECASE,
)
_HANGING = frozenset(
    """
    with without in on at of for from by than which that who whose as to into about where when
    because if until since though although nor
    """.split()
)
"""A phrase that begins so hangs on what was said before."""

_TRAILING = re.compile(
    r"(?:[\s,.…-]+(?:and|but|so|or|the|a|an|to|of|with|for|in|on|at|my|their|our|your|you know|"
    r"um+|uh+|like|i|it's|that's|which|because|than|then|as|is|was))+$",
    re.IGNORECASE,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A text of a theme from which its label may be cut.

    Attributes:
        text: As it stands in the transcript.
        typicality: Cosine of its vector with the centre of the theme, from -1 to 1.
    """

    text: str
    typicality: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A phrase, and where it was said.

    Attributes:
        index: Which candidate it was cut from.
        span: Where it stands in the candidate's text.
    """

    index: int
    span: Span


def choose_label(
    candidates: Sequence[Candidate], *, weights: Mapping[str, float], taken: Collection[str]
) -> Label:
    """Choose the phrase that says most of what the theme is about, in few words.

    Args:
        candidates: The theme's texts, the most typical first; at least one.
        weights: Word to class-based TF-IDF.
        taken: Labels of other themes, which are passed over as long as there is another.
    """
    scored = sorted(
        (-_score(candidate, span, weights), index, span)
        for index, candidate in enumerate(candidates[:MAX_CANDIDATES])
        for span in _phrases(candidate.text)
    )
    for _, index, span in scored:
        if " ".join(words(candidates[index].text[span.start : span.end])) not in taken:
            return Label(index=index, span=span)
    _, index, span = scored[0]
    return Label(index=index, span=span)


def _score(candidate: Candidate, span: Span, weights: Mapping[str, float]) -> float:
    """Weight a word, more for typical texts, less for scraps, long sentences, names and numbers."""
    phrase = candidate.text[span.start : span.end]
    said = words(phrase)
    weight = sum(weights.get(word, 0.0) for word in sorted(set(said)))
    length = len(said) + 2 * sum(word in FILLERS for word in said)
    fit: float = weight / (length + 3) ** 0.5 * (0.3 + max(0.0, candidate.typicality))
    if len(said) < MIN_LABEL_WORDS:
        fit *= 0.3
    if _PARTICULAR.search(phrase):
        fit *= 0.6
    if said[:1] and said[0] in _HANGING:
        fit *= 0.7
    return fit / (1 + max(0, len(said) - MAX_LABEL_WORDS) / 3)


def _phrases(text: str) -> Iterator[Span]:
    """Yield the clauses of `text`, alone and with the next, and the whole text; never empty."""
    seen: set[tuple[int, int]] = set()
    clauses = list(_clauses(text))
    pairs = [(first[0], second[1]) for first, second in pairwise(clauses)]
    for start, end in [*clauses, *pairs, (0, len(text))]:
        start, end = _strip(text, start, end)
        if start < end and (start, end) not in seen:
            seen.add((start, end))
            yield Span(start=start, end=end)
    if not seen:
        yield Span(start=0, end=len(text))


def _clauses(text: str) -> Iterator[tuple[int, int]]:
    cuts = [(match.start(), match.end()) for match in _CUT.finditer(text)]
    cuts += [(match.start(), match.end()) for match in _OPENERS.finditer(text)]
    position = 0
    for start, end in sorted(cuts):
        if start >= position and text[position:start].strip():
            yield position, start
        position = max(position, end)
    if text[position:].strip():
        yield position, len(text)


def _strip(text: str, start: int, end: int) -> tuple[int, int]:
    """Take fillers and joining words off both ends."""
    while start < end and not (text[start].isalnum() or text[start] in "'’"):
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    leading = _LEADING.match(text[start:end])
    if leading and leading.end() < end - start:
        start += leading.end()
    trailing = _TRAILING.search(text[start:end])
    if trailing and trailing.start() > 0:
        end = start + trailing.start()
    return start, end
