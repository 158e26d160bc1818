"""Learning from decisions: what people decided on some utterances moves the scores of others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from interview_coder.coding.calibration import Scores
from interview_coder.coding.machine import MachineCoder
from interview_coder.embedding import Embedded
from interview_coder.embedding.encoder import Vectors

Verdicts = npt.NDArray[np.float64]
"""1 where a person put a code, 0 where a person decided it does not fit, NaN where nobody decided;
of shape (n_texts, n_codes)."""

_PENALTY = 0.1
_BIAS_PENALTY = 10


def learn(
    coder: MachineCoder,
    features: Vectors,
    verdicts: Verdicts,
    *,
    embedded: Embedded,
) -> Scores:
    """Return the scores of a study's texts after learning from what people decided on some.

    What the coder learnt from the codebook is the starting point; a correction, linear in how a
    text speaks, what it is about and what was asked, is fitted to the verdicts by penalised
    logistic regression (the codebook's weights as the prior; Chelba & Acero 2006, Computer Speech
    & Language 20(4)). Takes well under a second for a study of ten interviews.

    Args:
        coder: Trained on the codebook.
        features: What its network makes of all texts of the study.
        verdicts: What people decided.
        embedded: The texts with their questions.
    """
    scores = coder.scores(features)
    inputs = np.hstack(
        [
            coder.standardised(features),
            _centred(embedded.said.sentences),
            _centred(embedded.asked.sentences),
            np.full((len(features), 1), np.sqrt(_PENALTY / _BIAS_PENALTY)),
        ]
    ).astype(np.float64)
    learnt = scores.copy()
    for i in range(scores.shape[1]):
        rows = np.flatnonzero(~np.isnan(verdicts[:, i]))
        if len(rows):
            learnt[:, i] += inputs @ _fit(inputs[rows], scores[rows, i], verdicts[rows, i])
    return learnt


def _centred(vectors: Vectors) -> Vectors:
    return np.asarray(vectors - vectors.mean(axis=0))


def _fit(
    inputs: npt.NDArray[np.float64],
    scores: npt.NDArray[np.float64],
    verdicts: npt.NDArray[np.float64],
) -> npt.NDArray[np.float64]:
    from scipy.optimize import minimize

    def loss(weights: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        moved = scores + inputs @ weights
        miss = 1 / (1 + np.exp(-np.clip(moved, -30, 30))) - verdicts
        value = np.logaddexp(0, moved) - verdicts * moved
        penalty = _PENALTY / 2 * float(weights @ weights)
        return float(value.sum()) + penalty, inputs.T @ miss + _PENALTY * weights

    found = minimize(loss, np.zeros(inputs.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(found.x)
