"""Which languages the models know, and what to say where they do not know the study's."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from interview_coder.embedding.encoder import DEFAULT_MODEL
from interview_coder.language import ENGLISH
from interview_coder.transcript import Study

MULTILINGUAL_MODEL = "paraphrase-multilingual-MiniLM-L12-v2"
"""Knows some fifty languages; Apache-2.0. It has to be fetched once, by the user."""


def language_notes(study: Study, *, model: str) -> Iterator[str]:
    """Say which transcripts the built-in model cannot read as well as English, if it is used."""
    others = sorted(
        (transcript.language or study.language, transcript.name)
        for transcript in study.transcripts
        if (transcript.language or study.language) != ENGLISH
    )
    if model != DEFAULT_MODEL or not others:
        return
    told = "; ".join(
        f"{language}: {', '.join(name for _, name in names)}"
        for language, names in groupby(others, key=lambda other: other[0])
    )
    yield (
        f"Not in English ({told}). The built-in model and the examples of the codebooks are "
        "English: codings and themes of these transcripts are poor. Take a model for many "
        f"languages, such as --model {MULTILINGUAL_MODEL}, and a codebook in the language."
    )
