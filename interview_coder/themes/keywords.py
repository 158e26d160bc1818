"""Keywords: words and short phrases that set a theme apart; no fillers, no names of people."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from interview_coder.transcript import Study
from interview_coder.wording import content_words, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

N_KEYWORDS = 6

_PARTICLES = ("up", "out", "off", "away", "down", "back")
_SHORT = 4
_ENDINGS = ("s", "es", "ed", "er", "ing")
_SAID_ONCE = 0.6
"""A phrase of one utterance may be chance; one of several is how people put it."""

_CALENDAR = frozenset(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june
    july august september october november december christmas easter
    """.split()
)
_ALL_NOUNS_ARE_CAPITAL = ("de", "lb")


def choose_keywords(
    weights: Mapping[str, float],
    *,
    texts: Sequence[str],
    names: Collection[str],
    language: str = "en",
) -> tuple[str, ...]:
    """Return the strongest phrases and words: none twice in another form, no names.

    A phrase is two words that stand beside each other (“group chat”), or a word and its particle
    (“adding up”). It weighs as much as its words together.

    Args:
        weights: Word to class-based TF-IDF, strongest first.
        texts: What was said in the theme.
        names: Of people, in lower case.
        language: For stop words and for spaCy's rules of what a word is.
    """
    usable = {
        word: weight
        for word, weight in weights.items()
        if word not in names and content_words(word, language=language)
    }
    counts = Counter(phrase for text in texts for phrase in set(_phrases(text, usable, language)))
    scored = dict(usable)
    for phrase, count in counts.items():
        weight = sum(usable.get(word, 0.0) for word in phrase.split())
        scored[phrase] = weight * (1 if count > 1 else _SAID_ONCE)
    chosen: list[str] = []
    for keyword in sorted(scored, key=lambda key: (-round(scored[key], 9), key)):
        told = [word for other in chosen for word in other.split()]
        if not any(_same_stem(word, other) for word in keyword.split() for other in told):
            chosen.append(keyword)
        if len(chosen) == N_KEYWORDS:
            break
    return tuple(chosen)


def names_in(study: Study) -> frozenset[str]:
    """Return the words of a study that look like names of people, in lower case.

    The participants' names; and what one participant alone says, always with a capital and also
    inside a sentence. Names of products are mostly said by several, and stay.
    """
    names = {word for person in study.participants for word in words(person.name)}
    if study.language in _ALL_NOUNS_ARE_CAPITAL:
        return frozenset(names)
    said_by: dict[str, set[str]] = {}
    small: set[str] = set()
    for transcript in study.transcripts:
        for turn in transcript.turns:
            for word, is_name_like, is_small in _cases(transcript.quote(turn.span)):
                if is_small:
                    small.add(word)
                elif is_name_like:
                    said_by.setdefault(word, set()).add(transcript.name)
    alone = {word for word, interviews in said_by.items() if len(interviews) == 1}
    return frozenset(names | (alone - small - _CALENDAR))


def _cases(text: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each word: in lower case, whether it is capital inside a sentence, whether small."""
    is_first = True
    for piece in text.split():
        for word in words(piece):
            shown = piece.lstrip("“\"'(‘")
            is_capital = shown[:1].isupper() and not shown.isupper()
            yield word, is_capital and not is_first, shown[:1].islower()
            is_first = False
        if piece.rstrip("”\"')’")[-1:] in (".", "!", "?", "…", ":"):
            is_first = True


def _phrases(text: str, usable: Collection[str], language: str) -> Iterator[str]:
    tokenizer, matcher = _tools(language)
    doc: Doc = tokenizer(text.lower().replace("’", "'"))
    for name, start, end in matcher(doc):
        phrase = [token.text for token in doc[start:end]]
        is_particle = doc.vocab.strings[name] == "particle"
        if all(word in usable for word in (phrase[:1] if is_particle else phrase)):
            yield " ".join(phrase)


@lru_cache
def _tools(language: str) -> tuple[Any, Any]:
    """Return spaCy's tokenizer and the patterns; a language it does not know is cut at spaces."""
    import spacy
    from spacy.matcher import Matcher

    try:
        pipeline = spacy.blank(language)
    except ImportError:
        pipeline = spacy.blank("xx")
    matcher = Matcher(pipeline.vocab)
    word = {"IS_ALPHA": True}
    matcher.add("pair", [[word, word]])
    matcher.add("particle", [[word, {"LOWER": {"IN": list(_PARTICLES)}}]])
    return pipeline.tokenizer, matcher


def _same_stem(a: str, b: str) -> bool:
    short, long_ = sorted((a, b), key=len)
    if len(short) <= _SHORT:  # `tea` is no form of `team`
        return long_ in {short, *(short + ending for ending in _ENDINGS)}
    return long_.startswith(short[: max(4, len(short) - 2)]) and len(long_) - len(short) <= 3
