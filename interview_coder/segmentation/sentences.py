"""Where sentences end: after which token, and which tokens are too many for one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from interview_coder.segmentation.habits import Habits

if TYPE_CHECKING:
    from spacy.tokens import Token

MAX_WORDS = 80
"""A longer sentence is a run-on (recognised speech without full stops): it is divided."""

MIN_PART = 8
"""A part of a divided sentence has at least as many tokens."""

_STOP = re.compile(r"^(?:[.!?。！？]+|…)$")
_ELLIPSIS = re.compile(r"^(?:\.{2,}|…)$")
_CLOSERS = frozenset("\"'”’»)]}*_）］")
_EMOTICON = re.compile(r"^[:;=8xX]['-]?[)(\]\[DPpOo/|*3]+$|^<3+$")
_LETTER_WITH_STOP = re.compile(r"^[A-ZÀ-ÖØ-ÞĀŁŚŠŻŽА-Я]\.$")
_LIST_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)]?)$")
_ORDINAL = re.compile(r"^\d{1,2}\.?$")
_NUMBER_WITH_STOP = re.compile(r"^\d+\.$")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_NEVER_LAST = frozenset({"I", "I'm", "I've", "I'd", "I'll"})


def sentences(tokens: Sequence[Token], text: str, habits: Habits) -> Iterator[list[Token]]:
    """Cut tokens into sentences; every token is in one, in order.

    Args:
        tokens: Of `text`, without white space.
        text: What they were cut from.
        habits: Of its language.
    """
    sentence: list[Token] = []
    for token, following in pairwise([*tokens, None]):
        if token is None:
            continue
        sentence.append(token)
        if following is None:
            yield sentence
        elif _is_boundary(
            sentence, text[token.idx + len(token) : following.idx], following, habits
        ):
            yield sentence
            sentence = []


def _is_boundary(sentence: Sequence[Token], gap: str, following: Token, habits: Habits) -> bool:
    """Whether a sentence ends between its last token so far and `following`."""
    if _PARAGRAPH_BREAK.search(gap) or ("\n" in gap and _LIST_ITEM.match(following.text)):
        return True
    closers = _CLOSERS | habits.closers
    if _belongs_here(following, gap, closers, habits):
        return False
    if habits.pause_ends and gap:
        return True
    closing = takewhile(lambda token: _closes(token, closers, habits), reversed(sentence))
    n_closing = sum(1 for _ in closing)
    said = sentence[: len(sentence) - n_closing]
    if not said:
        return False
    is_quoted = said[-1] is not sentence[-1]
    leads_on = not gap and following.text.startswith(habits.after_quote)
    continues = is_quoted and (following.text[:1].islower() or leads_on)
    return not continues and _is_last(said, following, habits)


def _belongs_here(following: Token, gap: str, closers: frozenset[str], habits: Habits) -> bool:
    """Whether `following` is a mark of the sentence before it."""
    if following.text in habits.spaced_marks or _EMOTICON.match(following.text):
        return True
    return not gap and (following.text in closers or _STOP.match(following.text) is not None)


def _closes(token: Token, closers: frozenset[str], habits: Habits) -> bool:
    """Whether `token` may follow the last word of a sentence and still belong to it."""
    is_mark = token.text in closers or token.text in habits.spaced_marks - frozenset("?!:;")
    return is_mark or _EMOTICON.match(token.text) is not None


def _is_last(said: Sequence[Token], following: Token, habits: Habits) -> bool:
    """Whether the last of `said` ends a sentence, `following` being the next word."""
    last = said[-1].text
    goes_on = _goes_on(following)
    if _ELLIPSIS.match(last):
        return not goes_on and following.text not in _NEVER_LAST
    if _STOP.match(last):
        return last != "." or not _is_abbreviated(said[:-1], following, habits)
    if _LETTER_WITH_STOP.match(last):  # spaCy keeps "B." in one piece, whatever it is
        before = said[-2].text if len(said) > 1 else "A"
        follows_name = before[:1].isupper() and before not in _NEVER_LAST
        leads_on = _LETTER_WITH_STOP.match(following.text) and last != "I."
        is_known = last[:-1].lower() in habits.before
        return not goes_on and not follows_name and not leads_on and not is_known
    if habits.has_ordinals and _NUMBER_WITH_STOP.match(last):
        return not goes_on if not _ORDINAL.match(last) else _opens_anew(following, habits)
    return last.lower() in habits.closing and not goes_on


def _goes_on(following: Token) -> bool:
    """Whether `following` cannot begin a sentence, where its script has capitals."""
    first = following.text[:1]
    has_case = first.lower() != first.upper()
    return not first.isupper() if has_case or not first.isalpha() else False


def _opens_anew(following: Token, habits: Habits) -> bool:
    """Whether what follows an ordinal begins a sentence: not `3. Mai`, but `um 3. Und dann`."""
    is_opener = following.text[:1].isupper() and following.lower_ in habits.openers
    return is_opener or not following.text[:1].isalnum()


def _is_abbreviated(said: Sequence[Token], following: Token, habits: Habits) -> bool:
    """Whether a full stop after `said` belongs to its last word: `No. 5`, `etc. and`."""
    if not said:
        return False
    word = said[-1].lower_
    if word in habits.closing:
        return not following.text[:1].isupper()
    if habits.has_ordinals and _ORDINAL.match(word):
        return not _opens_anew(following, habits)
    if word in habits.before:
        return following.text[:1].isdigit() or word not in habits.also_words
    return False


def divide(sentence: list[Token], habits: Habits) -> Iterator[list[Token]]:
    """Divide a run-on before the clause opener nearest its middle, until every part is short."""
    if count_words(sentence, habits) <= MAX_WORDS:
        yield sentence
        return
    inner = range(MIN_PART, len(sentence) - MIN_PART)
    cuts = [i for i in inner if sentence[i].lower_ in habits.openers]
    if not cuts:
        yield sentence
        return
    cut = min(cuts, key=lambda i: (abs(2 * i - len(sentence)), i))
    yield from divide(sentence[:cut], habits)
    yield from divide(sentence[cut:], habits)


def count_words(tokens: Sequence[Token], habits: Habits) -> float:
    """Return how many words `tokens` are; where blanks part none, so many signs count as one."""
    return sum(_weight(token, habits) for token in tokens if is_word(token))


def _weight(token: Token, habits: Habits) -> float:
    """A word of Latin letters is one word in any text."""
    return len(token) / habits.signs_a_word if habits.signs_a_word and not token.is_ascii else 1


def is_word(token: Token) -> bool:
    """Whether `token` holds a letter or a digit."""
    return any(char.isalnum() for char in token.text)
