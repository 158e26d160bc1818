"""The segmentation stage: transcripts in, utterances out.

A turn is cut into tokens (`tokens`), the tokens into sentences (`sentences`), and what is too short
to be coded alone is joined to its neighbour. The words are cut once and never searched for again,
so the same sentence said twice has two spans.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from interview_coder.roles import is_bystander
from interview_coder.segmentation.habits import Habits, habits_of
from interview_coder.segmentation.sentences import (
    MAX_WORDS,
    MIN_PART,
    count_words,
    divide,
    sentences,
)
from interview_coder.segmentation.tokens import tokenizer
from interview_coder.transcript import Span, Study, Transcript, Turn, Utterance
from interview_coder.wording import FILLERS, mask

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = [
    "MAX_WORDS",
    "MIN_PART",
    "MIN_WORDS",
    "segment",
    "segment_sources",
    "segment_study",
    "split_turn",
]

MIN_WORDS = 3
"""An utterance of fewer words, fillers not counted, is joined to its neighbour in the turn."""


def segment_study(study: Study) -> tuple[Utterance, ...]:
    """Return the utterances of every participant, in the order of transcripts and speech."""
    return tuple(
        utterance
        for transcript in study.transcripts
        for utterance in segment(transcript, language=transcript.language or study.language)
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


def segment_sources(study: Study) -> tuple[Utterance, ...]:
    """Cut the comments of the study's other sources into utterances, by the same rules.

    They are nobody's: their `participant` is empty, and no question led to them.

    Raises:
        LanguageError: See `segment`.
    """
    return tuple(
        Utterance(
            id=f"{source.stem}-{number:04d}",
            transcript=source.name,
            participant="",
            turn=index,
            span=span,
        )
        for source in study.sources
        for number, (index, span) in enumerate(_cut(source, language=study.language), start=1)
    )


def _cut(source: Transcript, *, language: str) -> Iterator[tuple[int, Span]]:
    for index, turn in enumerate(source.turns):
        for span in split_turn(source.text, turn, language=source.language or language):
            yield index, span


def split_turn(text: str, turn: Turn, *, language: str = "en") -> list[Span]:
    """Return the spans of the utterances in `turn`, in order."""
    masked = mask(text, turn.span, asides=turn.asides)
    habits = habits_of(language)
    tokens = [token for token in tokenizer(language)(masked) if not token.is_space]
    short = [part for each in sentences(tokens, masked, habits) for part in divide(each, habits)]
    return [
        Span(
            start=turn.span.start + run[0].idx,
            end=turn.span.start + run[-1].idx + len(run[-1]),
        )
        for run in _join_fragments(short, habits)
    ]


def _join_fragments(parts: Sequence[list[Token]], habits: Habits) -> list[list[Token]]:
    """Join what is too short to the sentence after it; at the end of a turn to the one before."""
    runs: list[list[Token]] = []
    pending: list[Token] = []
    for part in parts:
        pending = [*pending, *part]
        if _count_content(pending, habits) >= MIN_WORDS:
            runs.append(pending)
            pending = []
    if pending and runs:
        runs[-1] = [*runs[-1], *pending]
    elif pending:
        runs.append(pending)
    return runs


def _count_content(tokens: Sequence[Token], habits: Habits) -> float:
    return count_words([token for token in tokens if token.lower_ not in FILLERS], habits)
