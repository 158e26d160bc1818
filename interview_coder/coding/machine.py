"""The machine coder: a linear model a code, with the thresholds at which it dares to speak."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interview_coder.coding.features import FeatureSpace
from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Vectors

Scores = npt.NDArray[np.float64]
"""Of shape (n_texts, n_codes)."""


MIN_KAPPA = 0.3
"""Below it the reader of the results is warned."""


@dataclass(frozen=True, kw_only=True)
class Thresholds:
    """What the machine coder's scores mean; every array has the shape (n_codes,).

    They are learnt from scores that were given to examples of passages not trained on.

    Attributes:
        asserted: Score from which a code is asserted; maximises Cohen's kappa.
        suggested: Score from which it is suggested.
        slope: Of the logistic curve from score to confidence (Platt 1999).
        offset: Of the same curve.
        kappa: Agreement with the examples' codes at `asserted`.
    """

    asserted: Vectors
    suggested: Vectors
    slope: Vectors
    offset: Vectors
    kappa: Vectors


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the machine coder makes of texts; every array has the shape (n_texts, n_codes).

    Attributes:
        confidence: Probability that the code fits, from 0 to 1.
        asserted: Whether it is sure enough to assert the code.
        suggested: Whether the code is likely, but not asserted.
    """

    confidence: Scores
    asserted: npt.NDArray[np.bool_]
    suggested: npt.NDArray[np.bool_]


@dataclass(frozen=True, kw_only=True)
class MachineCoder:
    """A coder that has learnt a codebook.

    Attributes:
        codes: Names of the codes, in the order of the codebook.
        space: Features it looks at.
        weights: Of shape (n_codes, space.size).
        bias: Of shape (n_codes,).
        thresholds: What its scores mean.
        example_texts: The examples that carry a code.
        example_codes: Whether an example carries a code, of shape (n_examples, n_codes).
        example_vectors: Sentence vectors of the examples, of shape (n_examples, dim).
    """

    codes: tuple[str, ...]
    space: FeatureSpace
    weights: Vectors
    bias: Vectors
    thresholds: Thresholds
    example_texts: tuple[str, ...]
    example_codes: npt.NDArray[np.bool_]
    example_vectors: Vectors

    @property
    def held_out_kappa(self) -> dict[str, float]:
        """Code to agreement with the examples in passages not trained on, from -1 to 1."""
        agreement = self.thresholds.kappa.tolist()
        return {code: round(k, 2) for code, k in zip(self.codes, agreement, strict=True)}

    def judge(self, texts: Sequence[str], encoding: Encoding) -> Judgement:
        """Judge `texts`, which belong to one study.

        Args:
            texts: Cleaned; row i belongs to row i of `encoding`.
            encoding: Vectors of the encoder the coder was trained with.
        """
        known = self.thresholds
        scores = self._scores(texts, encoding)
        asserted = scores >= known.asserted
        # Rounded to what is reported, so that files and memory agree.
        confidence = 1 / (1 + np.exp(-(known.slope * scores + known.offset)))
        return Judgement(
            confidence=np.round(confidence, 3),
            asserted=asserted,
            suggested=(scores >= known.suggested) & ~asserted,
        )

    def nearest_example(self, vector: Vectors, code: int) -> str:
        """Return the example of the code nearest in meaning to a sentence vector."""
        rows = np.flatnonzero(self.example_codes[:, code])
        likeness = np.round(self.example_vectors[rows] @ vector, 5)
        return self.example_texts[int(rows[int(np.argmax(likeness))])]

    def _scores(self, texts: Sequence[str], encoding: Encoding) -> Scores:
        if not texts:
            return np.zeros((0, len(self.codes)))
        features = self.space.transform(texts, encoding.layers)
        scores: Scores = np.asarray(features @ self.weights.T + self.bias, dtype=np.float64)
        return scores


def coder_notes(coder: MachineCoder) -> Iterator[str]:
    """Yield a warning for each code that the coder has learnt too badly to be believed."""
    for code, agreement in coder.held_out_kappa.items():
        if agreement < MIN_KAPPA:
            yield (
                f"the machine coder has not learnt {code!r} from the codebook's examples (Cohen's "
                f"kappa {agreement:.2f} on examples it had not seen): take its codings as "
                "suggestions, and give the codebook more examples"
            )
