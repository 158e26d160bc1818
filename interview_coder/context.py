"""Vectors of utterances in their context: what a sentence is about shows in its neighbours."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Vectors
from interview_coder.transcript import Study, Utterance

NEIGHBOUR_WEIGHT = 0.3


@dataclass(frozen=True, kw_only=True, slots=True)
class InContext:
    """A study's utterances, and where each lies among the others.

    Attributes:
        study: Where they were said.
        utterances: All of the study, in order.
        vectors: Row by row, of shape (n_utterances, dim), of length one or zero.
    """

    study: Study
    utterances: Sequence[Utterance]
    vectors: Vectors


def put_in_context(study: Study, utterances: Sequence[Utterance], encoding: Encoding) -> InContext:
    """Return the utterances with their `contextual_vectors`."""
    vectors = contextual_vectors(utterances, encoding)
    return InContext(study=study, utterances=utterances, vectors=vectors)


def contextual_vectors(utterances: Sequence[Utterance], encoding: Encoding) -> Vectors:
    """Add to each sentence its neighbours in the turn; take out what all have in common.

    What the study has in common (its subject) and what each participant has in common (bakery,
    clinic) tells no theme apart and would group people instead of ideas: both means are taken
    out first.

    Args:
        utterances: All utterances of the study, in order.
        encoding: Their vectors, row by row.

    Returns:
        Unit vectors of shape (n_utterances, dim); zeros where nothing sets a row apart.
    """
    if not utterances:
        return encoding.sentences
    own = encoding.sentences - encoding.sentences.mean(axis=0)
    for rows in _rows_by(utterances, lambda utterance: utterance.participant):
        if len(rows) > 1:  # a lone utterance is all its participant has; it keeps its direction
            own[rows] -= own[rows].mean(axis=0)
    return _among_neighbours(utterances, unit(own))


def comment_vectors(
    utterances: Sequence[Utterance], sentences: Vectors, *, centre: Vectors
) -> Vectors:
    """Add to each sentence of a comment its neighbours in it; take out what interviews share.

    Args:
        utterances: Of other sources, in order.
        sentences: Their vectors, row by row.
        centre: Mean of the interviews' vectors, of shape (dim,), so that comments and interviews
            are measured from the same point.

    Returns:
        Unit vectors of shape (n_utterances, dim); zeros where nothing sets a row apart.
    """
    return _among_neighbours(utterances, unit(sentences - centre))


def _among_neighbours(utterances: Sequence[Utterance], own: Vectors) -> Vectors:
    beside = np.zeros_like(own)
    for rows in _rows_by(utterances, lambda utterance: (utterance.transcript, utterance.turn)):
        beside[rows[1:]] += own[rows[:-1]]
        beside[rows[:-1]] += own[rows[1:]]
    return unit(own + NEIGHBOUR_WEIGHT * beside)


def unit(vectors: Vectors) -> Vectors:
    """Scale rows to length one; rows of zeros stay."""
    norms = np.linalg.norm(vectors, axis=1, keepdims=True)
    scaled: Vectors = np.divide(vectors, norms, out=np.zeros_like(vectors), where=norms > 1e-6)
    return scaled


def _rows_by(
    utterances: Sequence[Utterance], key: Callable[[Utterance], Hashable]
) -> list[list[int]]:
    rows: dict[Hashable, list[int]] = defaultdict(list)
    for row, utterance in enumerate(utterances):
        rows[key(utterance)].append(row)
    return list(rows.values())
