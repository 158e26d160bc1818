"""The machine coder: a network that reads, a weighted sum a code, and what its scores mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from interview_coder.coding.calibration import Calibration, Marks, Scores
from interview_coder.coding.network import Network
from interview_coder.embedding.encoder import Vectors

MIN_KAPPA = 0.3
"""Below it the reader of the results is warned."""

FEW_EXAMPLES = 20
"""With fewer examples of a code the reader is told so."""


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What a machine coder makes of texts; every array has the shape (n_texts, n_codes).

    Attributes:
        confidence: Probability that the code fits, from 0 to 1.
        asserted: Whether it is sure enough to assert the code.
        suggested: Whether the code is likely, but not asserted.
    """

    confidence: Scores
    asserted: Marks
    suggested: Marks


@dataclass(frozen=True, kw_only=True)
class Memory:
    """The examples that carry a code, as the coder sees them.

    Attributes:
        texts: The sentences.
        codes: Whether a sentence carries a code, of shape (n_examples, n_codes).
        vectors: Unit vectors, of shape (n_examples, dim), in steps of 1/127.
    """

    texts: tuple[str, ...]
    codes: Marks
    vectors: npt.NDArray[np.int8]

    def nearest(self, vector: Vectors, code: int, n: int) -> tuple[str, ...]:
        """Return the `n` examples of a code that are most like a unit vector, nearest first."""
        rows, vectors = self._by_code[code]
        likeness = np.round(vectors @ vector, 2)
        order = np.lexsort((rows, -likeness))[:n]
        return tuple(self.texts[rows[i]] for i in order)

    @cached_property
    def _by_code(self) -> list[tuple[npt.NDArray[np.intp], Vectors]]:
        columns = [np.flatnonzero(column) for column in self.codes.T]
        scale = np.float32(127)
        return [(rows, np.asarray(self.vectors[rows] / scale)) for rows in columns]


@dataclass(frozen=True, kw_only=True)
class MachineCoder:
    """A coder that has learnt a codebook.

    Attributes:
        codes: Names of the codes, in the order of the codebook.
        network: Reads a sentence with its question.
        weights: Of the network's features, of shape (n_codes, n_features).
        bias: Of shape (n_codes,).
        centre: Mean of the examples' features, of shape (n_features,).
        scale: Their standard deviation, of shape (n_features,); nowhere 0.
        calibration: What scores mean.
        memory: The examples that carry a code.
        contradictions: Examples that are as good as the same and carry different codes.
    """

    codes: tuple[str, ...]
    network: Network
    weights: Vectors
    bias: Vectors
    centre: Vectors
    scale: Vectors
    calibration: Calibration
    memory: Memory
    contradictions: tuple[str, ...] = ()

    @property
    def held_out_kappa(self) -> dict[str, float]:
        """Code to agreement with the examples in passages not trained on, from -1 to 1."""
        agreement = self.calibration.kappa.tolist()
        return {code: round(k, 2) for code, k in zip(self.codes, agreement, strict=True)}

    @property
    def held_out_precision(self) -> dict[str, float]:
        """Code to the share of what it asserts there that is right, from 0 to 1."""
        precision = self.calibration.precision.tolist()
        return {code: round(p, 2) for code, p in zip(self.codes, precision, strict=True)}

    def scores(self, features: Vectors) -> Scores:
        """Return the score of each text for each code; any number, higher is likelier."""
        return np.asarray(features @ self.weights.T + self.bias, dtype=np.float64)

    def judge(self, scores: Scores, *, decided: Marks | None = None) -> Judgement:
        """Judge the texts of one study.

        Args:
            scores: Of all its texts.
            decided: What people decided on some of them; see `Calibration.shift`.
        """
        none = np.zeros((0, len(self.codes)), dtype=bool)
        shift = self.calibration.shift(scores, none if decided is None else decided)
        return self.judge_alone(scores - shift)

    def judge_alone(self, scores: Scores) -> Judgement:
        """Judge texts by what scores mean in the examples, whatever other texts there are."""
        known = self.calibration
        asserted = scores >= known.asserted
        return Judgement(
            # Rounded to what is reported, so that files and memory agree.
            confidence=np.round(known.confidence(scores), 3),
            asserted=asserted,
            suggested=(scores >= known.suggested) & ~asserted,
        )

    def nearest_examples(self, features: Vectors, code: int, n: int) -> tuple[str, ...]:
        """Return the `n` examples of a code that read most like a text, nearest first."""
        return self.memory.nearest(self.network.read_part(features - self.centre), code, n)

    def standardised(self, features: Vectors) -> Vectors:
        """Return features in units of the examples' deviation, rows about one long."""
        return np.asarray((features - self.centre) / (self.scale * np.sqrt(len(self.scale))))


def coder_notes(coder: MachineCoder) -> Iterator[str]:
    """Yield what a reader should know of how well the coder has learnt its codebook."""
    for i, (code, agreement) in enumerate(coder.held_out_kappa.items()):
        if agreement < MIN_KAPPA:
            yield (
                f"the machine coder has not learnt {code!r} from the codebook's examples (Cohen's "
                f"kappa {agreement:.2f} on examples it had not seen): take its codings as "
                "suggestions, and give the codebook more examples"
            )
        n_examples = int(coder.memory.codes[:, i].sum())
        if n_examples < FEW_EXAMPLES:
            yield (
                f"the codebook has {n_examples} examples of {code!r}; with fewer than "
                f"{FEW_EXAMPLES} the kappa of {agreement:.2f} is itself uncertain"
            )
    yield from coder.contradictions
