"""Vectors of utterances in their context: what a sentence is about shows in its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Vectors
from interview_coder.transcript import Utterance


def contextual_vectors(utterances: Sequence[Utterance], encoding: Encoding) -> Vectors:
    """Add the answer and the sentence before to each sentence; take out what all have in common.

    Args:
        utterances: All utterances of the study, in order.
        encoding: Their vectors, row by row.

    Returns:
        Unit vectors of shape (n_utterances, dim); zeros where nothing sets a row apart.
    """
    if not utterances:
        return encoding.sentences
    sentences = encoding.sentences
    answers, before = np.zeros_like(sentences), np.zeros_like(sentences)
    for rows in _rows_by_turn(utterances).values():
        answers[rows] = sentences[rows].mean(axis=0)
        before[rows[1:]] = sentences[rows[:-1]]
        before[rows[0]] = sentences[rows[0]]
    mixed = unit(sentences + unit(answers) + before)
    return unit(mixed - mixed.mean(axis=0))


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to length one; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-6)
    return scaled


def _rows_by_turn(utterances: Sequence[Utterance]) -> dict[tuple[str, int], list[int]]:
    rows: dict[tuple[str, int], list[int]] = defaultdict(list)
    for row, utterance in enumerate(utterances):
        rows[utterance.transcript, utterance.turn].append(row)
    return rows
