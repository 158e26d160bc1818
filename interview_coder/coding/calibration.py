"""What a machine coder's scores mean: when to assert, when to suggest, how sure it is."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from interview_coder.embedding.encoder import Vectors

Scores = npt.NDArray[np.float64]
"""Of shape (n_texts, n_codes)."""

Marks = npt.NDArray[np.bool_]
"""Whether a text carries a code, of shape (n_texts,) or (n_texts, n_codes)."""

Weights = npt.NDArray[np.float64]
"""How much a text counts, of shape (n_texts,) or (n_texts, n_codes)."""

_SUGGESTED_RECALL = 0.8
_NEVER = -10.0
_NO_ROOM = 1e-12
"""So little that only rounding is left of it."""

_N_LEVELS = 100
_PRIOR_TEXTS = 100
_PRIOR_DECISIONS = 200
_MAX_SHIFT = 0.8


@dataclass(frozen=True, kw_only=True)
class Calibration:
    """What scores mean; every array has the shape (n_codes,).

    It is learnt from scores given to examples of passages that had not been trained on.

    Attributes:
        asserted: Score from which a code is asserted; maximises Cohen's kappa, and is at least
            that of an even chance where a study may be silent of the code.
        suggested: Score from which it is suggested.
        slope: Of the logistic curve from score to confidence (Platt 1999).
        offset: Of the same curve.
        rate: Share of a study's texts on which the code is expected to be asserted.
        is_rate_known: 1 where it is that of whole interviews, and every study is expected to reach
            it; 0 where a study may be silent of the code, and it is the most that is expected.
        kappa: Agreement with the examples' codes at `asserted`.
        precision: Share of what is asserted that the examples' codes bear out.
        recall: Share of the examples' codes that are asserted.
    """

    asserted: Vectors
    suggested: Vectors
    slope: Vectors
    offset: Vectors
    rate: Vectors
    is_rate_known: Vectors
    kappa: Vectors
    precision: Vectors
    recall: Vectors

    def shift(self, scores: Scores, decided: Marks) -> Vectors:
        """Return by how much a study's scores lie higher than those of the examples.

        People of one study share subject and register, which moves all scores of a code. How
        common a code is varies less from study to study, so the level is drawn to the one at
        which it is asserted as often as in the examples; the more texts, the more. A code of which
        a study may be silent is never asserted more often for that, only less.

        Args:
            scores: Of all texts of the study.
            decided: What people decided on some of its texts, of shape (n_decided, n_codes); how
                often they put a code counts beside the examples.

        Returns:
            Of shape (n_codes,), to be subtracted from the scores.
        """
        n_texts, n_decided = len(scores), len(decided)
        if not n_texts:
            return np.zeros_like(self.asserted)
        rate = (self.rate * _PRIOR_DECISIONS + decided.sum(axis=0)) / (_PRIOR_DECISIONS + n_decided)
        trust = _MAX_SHIFT * n_texts / (n_texts + _PRIOR_TEXTS)
        usual = [
            np.quantile(column, 1 - share) for column, share in zip(scores.T, rate, strict=True)
        ]
        shift = trust * (np.array(usual) - self.asserted)
        known = self.is_rate_known.astype(bool)
        return np.where(known, shift, np.maximum(0, shift)).astype(np.float32)

    def confidence(self, scores: Scores) -> Scores:
        """Return the probability that a code fits, from 0 to 1, for shifted scores."""
        return np.asarray(1 / (1 + np.exp(-np.clip(self.slope * scores + self.offset, -30, 30))))


class Agreement(NamedTuple):
    """How a coder's marks agree with those of another who is taken as right.

    Attributes:
        kappa: Cohen's kappa, from -1 to 1.
        precision: Share of the coder's marks that are right; 1 if there are none.
        recall: Share of the right marks that the coder has; 1 if there are none.
    """

    kappa: float
    precision: float
    recall: float


def agreement(right: Marks, marks: Marks, *, weights: Weights | None = None) -> Agreement:
    """Compare `marks` with `right`, both of shape (n_texts,), weighted by `weights`."""
    weights = np.ones(len(right)) if weights is None else weights
    both = float(weights @ (right & marks))
    n_marks, n_right = float(weights @ marks), float(weights @ right)
    return Agreement(
        kappa=kappa(right, marks, weights=weights),
        precision=both / n_marks if n_marks else 1.0,
        recall=both / n_right if n_right else 1.0,
    )


def kappa(a: Marks, b: Marks, *, weights: Weights | None = None) -> float:
    """Return Cohen's kappa of two coders' marks; 1 where both always agree on one value."""
    share = np.full(len(a), 1 / len(a)) if weights is None else weights / weights.sum()
    observed = float(share @ (a == b))
    of_a, of_b = float(share @ a), float(share @ b)
    expected = of_a * of_b + (1 - of_a) * (1 - of_b)
    if 1 - expected < _NO_ROOM:
        return 1.0
    return (observed - expected) / (1 - expected)


def calibrate(
    scores: Scores, marks: Marks, *, rate: float | None = None, weights: Weights | None = None
) -> Calibration:
    """Learn what scores mean from held-out scores and the examples' codes.

    Args:
        scores: Of shape (n_examples, n_codes).
        marks: Of the same shape; no code everywhere. A code that is nowhere is never asserted.
        rate: Share of a study's texts on which a code is asserted at most; None where the examples
            are whole interviews, and show how often it is to be expected.
        weights: Of the same shape, how much an example counts for a code; 1 if left out.
    """
    weights = np.ones(scores.shape) if weights is None else weights
    columns = [
        _calibrate_code(scores[:, i], marks[:, i], weights[:, i], rate=rate)
        for i in range(scores.shape[1])
    ]
    names = (
        "asserted", "suggested", "slope", "offset", "rate", "is_rate_known", "kappa", "precision",
        "recall",
    )  # fmt: skip
    return Calibration(**dict(zip(names, np.array(columns, dtype=np.float32).T, strict=True)))


def _calibrate_code(
    scores: npt.NDArray[np.float64], marks: Marks, weights: Weights, *, rate: float | None
) -> tuple[float, ...]:
    from sklearn.linear_model import LogisticRegression

    if not marks.any():  # held-out passages without the code say nothing of it: never assert
        highest = float(scores.max()) + 1
        return highest, highest, 0.0, _NEVER, 0.0, 0.0, 0.0, 1.0, 0.0
    levels = np.unique(np.quantile(scores, np.linspace(0.5, 0.995, _N_LEVELS)))
    kappas = [kappa(marks, scores >= level, weights=weights) for level in levels]
    asserted = float(levels[int(np.argmax(kappas))])
    suggested = min(asserted, float(np.quantile(scores[marks], 1 - _SUGGESTED_RECALL)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # few examples may separate wholly; the curve is then steep
        curve = LogisticRegression(C=1.0).fit(scores[:, None], marks, sample_weight=weights)
    slope, offset = max(0.0, float(curve.coef_[0, 0])), float(curve.intercept_[0])
    is_rate_known = rate is None
    if rate is None:
        rate = float((scores >= asserted).mean())
    elif slope > 0:  # a study may be silent of the code: assert what is more likely than not
        asserted = max(asserted, -offset / slope)
    reached = agreement(marks, scores >= asserted, weights=weights)
    return (
        asserted,
        suggested,
        slope,
        offset,
        rate,
        float(is_rate_known),
        *reached,
    )
