"""Training: from a codebook's examples to a machine coder; the same examples, the same coder."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from interview_coder.codebook import Codebook, Example
from interview_coder.coding.features import FeatureSpace
from interview_coder.coding.machine import MachineCoder, Scores, Thresholds
from interview_coder.embedding import Encoder
from interview_coder.embedding.encoder import Vectors

Marks = npt.NDArray[np.bool_]
"""Whether each example carries a code, of shape (n_examples,)."""

MAX_DIRECTIONS = 256
_NEVER = -10.0
"""Bias of a code that the training rows do not tell apart."""

_INVERSE_PENALTY = 5.0
_MAX_ITERATIONS = 500
_N_FOLDS = 5
_SUGGESTED_RECALL = 0.8

log = logging.getLogger(__name__)


def train(codebook: Codebook, *, encoder: Encoder) -> MachineCoder:
    """Train a machine coder on the examples of `codebook`.

    One logistic regression a code, with an L2 penalty. Thresholds come from five-fold
    cross-validation in which a passage is wholly trained on or wholly tested.

    Args:
        codebook: With at least five examples a code.
        encoder: The one whose vectors the coder will judge by.
    """
    texts = [example.text for example in codebook.examples]
    encoding = encoder.encode(texts)
    names = tuple(code.name for code in codebook.codes)
    marks = np.array([[n in example.codes for n in names] for example in codebook.examples])
    folds = _folds(codebook.examples)
    held_out = np.zeros(marks.shape)
    for fold in range(int(folds.max()) + 1):
        tested = folds == fold
        space, weights, bias = _fit(texts, encoding.layers, marks, rows=~tested)
        features = space.transform(
            [t for t, is_in in zip(texts, tested, strict=True) if is_in], encoding.layers[tested]
        )
        held_out[tested] = features @ weights.T + bias
    everything = np.ones(len(texts), dtype=bool)
    space, weights, bias = _fit(texts, encoding.layers, marks, rows=everything)
    coded: Marks = np.asarray(marks.any(axis=1))
    coder = MachineCoder(
        codes=names,
        space=space,
        weights=weights,
        bias=bias,
        thresholds=_thresholds(held_out, marks),
        example_texts=tuple(t for t, is_coded in zip(texts, coded, strict=True) if is_coded),
        example_codes=marks[coded],
        example_vectors=encoding.sentences[coded],
    )
    log.info("trained on %d examples, kappa %s", len(texts), coder.thresholds.kappa.round(2))
    return coder


def kappa(a: Marks, b: Marks) -> float:
    """Return Cohen's kappa of two coders' marks; 1 where both always agree on one value."""
    observed = float((a == b).mean())
    expected = float(a.mean() * b.mean() + (1 - a.mean()) * (1 - b.mean()))
    return 1.0 if expected == 1 else (observed - expected) / (1 - expected)


def _fit(
    texts: Sequence[str], layers: Vectors, marks: npt.NDArray[np.bool_], *, rows: Marks
) -> tuple[FeatureSpace, Vectors, Vectors]:
    """Learn the space from `rows`, and weights and bias of each code in it."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    known = [text for text, is_in in zip(texts, rows, strict=True) if is_in]
    space = FeatureSpace.fit(known, layers[rows])
    features = space.transform(known, layers[rows])
    n_layers = len(space.centre)
    dense = features[:, :n_layers].toarray()
    directions = _main_directions(dense)
    reduced = hstack([csr_matrix(dense @ directions), features[:, n_layers:]]).tocsr()
    weights = np.zeros((marks.shape[1], space.size), dtype=np.float32)
    bias = np.full(marks.shape[1], _NEVER, dtype=np.float32)
    for i in range(marks.shape[1]):
        if marks[rows, i].any() and not marks[rows, i].all():
            model = LogisticRegression(C=_INVERSE_PENALTY, max_iter=_MAX_ITERATIONS)
            model.fit(reduced, marks[rows, i])
            learnt = model.coef_[0]
            # Back from the main directions, so that judging needs no reduction.
            n_directions = directions.shape[1]
            weights[i, :n_layers] = directions @ learnt[:n_directions]
            weights[i, n_layers:] = learnt[n_directions:]
            bias[i] = model.intercept_[0]
    return space, weights, bias


def _main_directions(dense: Vectors) -> Vectors:
    """Return the principal directions of the layers, of shape (dim, at most MAX_DIRECTIONS).

    They hold what is to be learnt, and learning in them is many times faster.
    """
    _, directions = np.linalg.eigh(dense.T.astype(np.float64) @ dense.astype(np.float64))
    n_kept = min(MAX_DIRECTIONS, *dense.shape)
    return np.asarray(directions[:, ::-1][:, :n_kept], dtype=np.float32)


def _folds(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """Number the fold in which each example is tested; passages are dealt out in turn."""
    passages: dict[str, int] = {}
    numbers = [
        passages.setdefault(example.passage or f"alone {i}", len(passages))
        for i, example in enumerate(examples)
    ]
    return np.array(numbers) % min(_N_FOLDS, len(passages))


def _thresholds(scores: Scores, marks: npt.NDArray[np.bool_]) -> Thresholds:
    columns = [_threshold(scores[:, i], marks[:, i]) for i in range(scores.shape[1])]
    asserted, suggested, slope, offset, agreement = np.array(columns, dtype=np.float32).T
    return Thresholds(
        asserted=asserted, suggested=suggested, slope=slope, offset=offset, kappa=agreement
    )


def _threshold(scores: npt.NDArray[np.float64], marks: Marks) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    levels = np.unique(np.quantile(scores, np.linspace(0.5, 0.995, 100)))
    agreements = [kappa(marks, scores >= level) for level in levels]
    best = int(np.argmax(agreements))
    asserted = float(levels[best])
    suggested = min(asserted, float(np.quantile(scores[marks], 1 - _SUGGESTED_RECALL)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few examples may separate wholly; the curve is then steep
        curve = LogisticRegression(C=1.0).fit(scores[:, None], marks)
    slope, offset = float(curve.coef_[0, 0]), float(curve.intercept_[0])
    return asserted, suggested, slope, offset, agreements[best]
