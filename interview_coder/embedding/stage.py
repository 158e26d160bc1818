"""The embedding stage: utterances and questions in, vectors out, cleaned on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_coder.embedding.encoder import Encoder, Encoding
from interview_coder.transcript import Study, Utterance
from interview_coder.wording import spoken

MAX_QUESTION_WORDS = 30
"""So much of a question is read."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Embedded:
    """Utterances as vectors, each with the question that led to it.

    Attributes:
        said: The utterances.
        asked: Row by row the end of the question before; of the empty text where nobody asked.
        unasked: The empty question, a single row.
    """

    said: Encoding
    asked: Encoding
    unasked: Encoding

    def __len__(self) -> int:
        return len(self.said)

    def rows(self, numbers: Sequence[int]) -> Embedded:
        """Return the utterances with these numbers, in their order."""
        return Embedded(
            said=self.said.rows(numbers), asked=self.asked.rows(numbers), unasked=self.unasked
        )


def embed(study: Study, utterances: Sequence[Utterance], *, encoder: Encoder) -> Embedded:
    """Encode what was said in `utterances`, row by row; asides and line breaks are left out."""
    return embed_exchanges(
        [said(study, utterance) for utterance in utterances],
        [study.question(utterance) for utterance in utterances],
        encoder=encoder,
    )


def embed_exchanges(
    texts: Sequence[str], questions: Sequence[str], *, encoder: Encoder
) -> Embedded:
    """Encode texts, and the end of the question before each; empty where nobody asked.

    A question is encoded once, however many texts answer it.
    """
    ends = [end_of_question(question) for question in questions]
    distinct = {end: number for number, end in enumerate(dict.fromkeys(["", *ends]))}
    encoded = encoder.encode(list(distinct))
    return Embedded(
        said=encoder.encode(texts),
        asked=encoded.rows([distinct[end] for end in ends]),
        unasked=encoded.rows([0]),
    )


def said(study: Study, utterance: Utterance) -> str:
    """Return the words of `utterance` as the models see them."""
    transcript = study.transcript(utterance.transcript)
    asides = transcript.turns[utterance.turn].asides
    return spoken(transcript.text, utterance.span, asides=asides)


def end_of_question(question: str) -> str:
    """Return the last `MAX_QUESTION_WORDS` words: what was asked stands at the end of a turn."""
    return " ".join(question.split()[-MAX_QUESTION_WORDS:])
