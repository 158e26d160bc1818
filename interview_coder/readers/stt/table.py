"""The shapes of speech-to-text files that are known."""

from __future__ import annotations

from typing import Any

from interview_coder.readers.stt import (
    amazon,
    assemblyai,
    azure,
    deepgram,
    google,
    ibm,
    kaldi,
    named,
    rev,
    speechmatics,
    whisper,
)
from interview_coder.readers.stt.shape import Shape

SHAPES: tuple[Shape, ...] = (
    *amazon.SHAPES,
    *azure.SHAPES,
    *deepgram.SHAPES,
    *speechmatics.SHAPES,
    *ibm.SHAPES,
    *google.SHAPES,
    *rev.SHAPES,
    *kaldi.SHAPES,
    *named.SHAPES,
    *assemblyai.SHAPES,
    *whisper.SHAPES,
)
"""In the order they are tried; those that would fit many files come last."""


def find_shape(document: Any) -> Shape | None:
    """Return the first shape that `document`, a parsed JSON file, has; None if it has none."""
    return next((shape for shape in SHAPES if shape.matches(document)), None)
