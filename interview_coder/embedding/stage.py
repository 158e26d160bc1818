"""The embedding stage: utterances in, vectors out, the words cleaned on the way."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.embedding.encoder import Encoder, Encoding
from interview_coder.transcript import Study, Utterance
from interview_coder.wording import spoken


def embed(study: Study, utterances: Sequence[Utterance], *, encoder: Encoder) -> Encoding:
    """Encode what was said in `utterances`, row by row; asides and line breaks are left out."""
    return encoder.encode([said(study, utterance) for utterance in utterances])


def said(study: Study, utterance: Utterance) -> str:
    """Return the words of `utterance` as the models see them."""
    transcript = study.transcript(utterance.transcript)
    asides = transcript.turns[utterance.turn].asides
    return spoken(transcript.text, utterance.span, asides=asides)
