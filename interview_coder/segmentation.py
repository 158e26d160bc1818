"""From turns to utterances: sentences and short runs of fragments, with exact spans.

spaCy splits a turn into tokens (it knows abbreviations, numbers and addresses); the rules here say
after which token a sentence ends, and join what is too short to be coded alone. The words are cut
once and never searched for again, so the same sentence said twice has two spans.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from interview_coder.errors import LanguageError
from interview_coder.roles import is_bystander
from interview_coder.transcript import Span, Study, Transcript, Turn, Utterance
from interview_coder.wording import FILLERS, mask

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Token

MIN_WORDS = 3
"""An utterance of fewer words, fillers not counted, is joined to its neighbour in the turn."""

MAX_WORDS = 80
"""A longer sentence is a run-on (recognised speech without full stops): it is divided."""

MIN_PART = 8
"""A part of a divided sentence has at least as many tokens."""

_STOP = re.compile(r"^(?:[.!?。！？]+|…)$")
_ELLIPSIS = re.compile(r"^(?:\.{2,}|…)$")
_CLOSERS = frozenset("\"'”’»)]}*_")
_EMOTICON = re.compile(r"^[:;=8xX]['-]?[)(\]\[DPpOo/|*3]+$|^<3+$")
_LETTER_WITH_STOP = re.compile(r"^[A-Z]\.$")
_LIST_ITEM = re.compile(r"^(?:[-*•–]|\d{1,2}[.)]?)$")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")
_NEVER_LAST = frozenset({"I", "I'm", "I've", "I'd", "I'll"})
# Words that carry a full stop and stand before what they shorten or count.
_ABBREVIATIONS = frozenset(
    """
    no nos vs approx dept est fig min max tel ext vol pp ca cf resp st mt ave dr mr mrs ms
    """.split()
)
_ALSO_WORDS = frozenset({"no", "min", "max", "st"})
# Abbreviations that often are the last word of a sentence.
_CLOSING_ABBREVIATIONS = frozenset({"a.m.", "p.m.", "jr.", "ltd.", "inc.", "co.", "etc"})
_CLAUSE_OPENERS = frozenset({"and", "but", "so", "because", "or", "then", "cause"})


def segment_study(study: Study) -> tuple[Utterance, ...]:
    """Return the utterances of every participant, in the order of transcripts and speech."""
    return tuple(
        utterance
        for transcript in study.transcripts
        for utterance in segment(transcript, language=study.language)
    )


def segment(transcript: Transcript, *, language: str = "en") -> tuple[Utterance, ...]:
    """Cut the participants' turns of `transcript` into utterances.

    Spans nest in their turns, do not overlap, are in order, and cover every letter and digit that
    a participant said. The interviewer's turns are not cut; each utterance knows the one before.

    Args:
        transcript: With roles known.
        language: ISO 639-1 code, for spaCy's tokeniser.

    Raises:
        LanguageError: If spaCy does not know the language, or needs a package for it.
    """
    utterances: list[Utterance] = []
    question: Span | None = None
    for index, turn in enumerate(transcript.turns):
        participant = transcript.speaker_to_participant.get(turn.speaker)
        if participant is None:
            question = question if is_bystander(turn.speaker) else turn.span
            continue
        for span in split_turn(transcript.text, turn, language=language):
            utterances.append(
                Utterance(
                    id=f"{transcript.stem}-{len(utterances) + 1:04d}",
                    transcript=transcript.name,
                    participant=participant,
                    turn=index,
                    span=span,
                    question=question,
                    start_time=turn.time_at(span.start),
                )
            )
    return tuple(utterances)


def split_turn(text: str, turn: Turn, *, language: str = "en") -> list[Span]:
    """Return the spans of the utterances in `turn`, in order."""
    masked = mask(text, turn.span, asides=turn.asides)
    tokens = [token for token in _tokenizer(language)(masked) if not token.is_space]
    sentences = [part for sentence in _sentences(tokens, masked) for part in _divide(sentence)]
    return [
        Span(
            start=turn.span.start + run[0].idx,
            end=turn.span.start + run[-1].idx + len(run[-1]),
        )
        for run in _join_fragments(sentences)
    ]


@lru_cache
def _tokenizer(language: str) -> Language:
    import spacy

    try:
        return spacy.blank(language)
    except ImportError as error:
        reason = str(error).strip().split("\n")[0]
        raise LanguageError(
            f"spaCy cannot cut the language {language!r} into words: {reason}; "
            "correct `language` in study.toml, or install what spaCy asks for"
        ) from error


def _sentences(tokens: Sequence[Token], masked: str) -> Iterator[list[Token]]:
    sentence: list[Token] = []
    for token, following in pairwise([*tokens, None]):
        if token is None:
            continue
        sentence.append(token)
        if following is None:
            yield sentence
        elif _is_boundary(sentence, masked[token.idx + len(token) : following.idx], following):
            yield sentence
            sentence = []


def _is_boundary(sentence: Sequence[Token], gap: str, following: Token) -> bool:
    """Whether a sentence ends between its last token so far and `following`."""
    if _PARAGRAPH_BREAK.search(gap) or ("\n" in gap and _LIST_ITEM.match(following.text)):
        return True
    if not gap and (following.text in _CLOSERS or _STOP.match(following.text)):
        return False
    if _EMOTICON.match(following.text):
        return False
    n_closing = sum(1 for _ in takewhile(_closes, reversed(sentence)))
    said = sentence[: len(sentence) - n_closing]
    if not said:
        return False
    is_quoted = said[-1] is not sentence[-1]
    continues = following.text[:1].islower() and is_quoted
    return not continues and _is_last(said, following)


def _closes(token: Token) -> bool:
    """Whether `token` may follow the last word of a sentence and still belong to it."""
    return token.text in _CLOSERS or _EMOTICON.match(token.text) is not None


def _is_last(said: Sequence[Token], following: Token) -> bool:
    """Whether the last of `said` ends a sentence, `following` being the next word."""
    last = said[-1].text
    goes_on = not following.text[:1].isupper()
    if _ELLIPSIS.match(last):
        return not goes_on and following.text not in _NEVER_LAST
    if _STOP.match(last):
        return last != "." or not _is_abbreviated(said[:-1], following)
    if _LETTER_WITH_STOP.match(last):  # spaCy keeps "B." in one piece, whatever it is
        before = said[-2].text if len(said) > 1 else "A"
        follows_name = before[:1].isupper() and before not in _NEVER_LAST
        leads_on = _LETTER_WITH_STOP.match(following.text) and last != "I."
        return not goes_on and not follows_name and not leads_on
    return last.lower() in _CLOSING_ABBREVIATIONS and not goes_on


def _is_abbreviated(said: Sequence[Token], following: Token) -> bool:
    """Whether a full stop after `said` belongs to its last word: `No. 5`, `etc. and`."""
    if not said:
        return False
    word = said[-1].lower_
    if word in _CLOSING_ABBREVIATIONS:
        return not following.text[:1].isupper()
    if word in _ABBREVIATIONS:
        return following.text[:1].isdigit() or word not in _ALSO_WORDS
    return False


def _divide(sentence: list[Token]) -> Iterator[list[Token]]:
    """Divide a run-on before the clause opener nearest its middle, until every part is short."""
    if sum(map(_is_word, sentence)) <= MAX_WORDS:
        yield sentence
        return
    inner = range(MIN_PART, len(sentence) - MIN_PART)
    cuts = [i for i in inner if sentence[i].lower_ in _CLAUSE_OPENERS]
    if not cuts:
        yield sentence
        return
    cut = min(cuts, key=lambda i: (abs(2 * i - len(sentence)), i))
    yield from _divide(sentence[:cut])
    yield from _divide(sentence[cut:])


def _join_fragments(sentences: Sequence[list[Token]]) -> list[list[Token]]:
    """Join what is too short to the sentence after it; at the end of a turn to the one before."""
    runs: list[list[Token]] = []
    pending: list[Token] = []
    for sentence in sentences:
        pending = [*pending, *sentence]
        if _count_content(pending) >= MIN_WORDS:
            runs.append(pending)
            pending = []
    if pending and runs:
        runs[-1] = [*runs[-1], *pending]
    elif pending:
        runs.append(pending)
    return runs


def _count_content(tokens: Sequence[Token]) -> int:
    return sum(_is_word(token) and token.lower_ not in FILLERS for token in tokens)


def _is_word(token: Token) -> bool:
    return any(char.isalnum() for char in token.text)
