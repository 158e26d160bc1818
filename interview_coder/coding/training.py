"""Training: from a codebook's examples to a machine coder; the same examples, the same coder."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from interview_coder.codebook import Codebook, Example
from interview_coder.coding.calibration import Marks, Scores, calibrate
from interview_coder.coding.machine import MachineCoder, Memory
from interview_coder.coding.network import Network
from interview_coder.coding.teaching import Taught, teach
from interview_coder.embedding import Embedded, Encoder, embed_exchanges
from interview_coder.embedding.encoder import Vectors

MIN_TO_READ = 2000
"""With so many examples a codebook teaches a network of its own; with fewer it borrows one."""

N_FOLDS = 5
_INVERSE_PENALTY = 1.0
_NEVER = -10.0
_N_BACKGROUND = 1000
_ALIKE = 0.95
_MAX_CONTRADICTIONS = 5

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class _Material:
    """The examples of a codebook, encoded."""

    texts: tuple[str, ...]
    embedded: Embedded
    marks: Marks
    folds: npt.NDArray[np.int64]
    shows_rate: bool

    def rows(self, numbers: npt.NDArray[np.int64]) -> tuple[Embedded, Marks]:
        return self.embedded.rows(numbers.tolist()), self.marks[numbers]


def train(codebook: Codebook, *, encoder: Encoder, n_tested: int = 1) -> MachineCoder:
    """Train a machine coder, with a network of its own, on the examples of `codebook`.

    What scores mean is learnt on passages held out. With `n_tested` 1 a fifth of the passages is
    held out, and the coder is the one that learnt the rest: for the first use with an encoder,
    within a minute. With `N_FOLDS` every passage is held out once, and the coder learns them all.

    Args:
        codebook: With at least `MIN_TO_READ` examples.
        encoder: The one whose vectors the coder will judge by.
        n_tested: How many of the `N_FOLDS` parts are held out, one after the other.
    """
    material = _encode(codebook, encoder)
    scores = np.zeros(material.marks.shape)
    learnt = None
    for fold in range(n_tested):
        tested = np.flatnonzero(material.folds == fold)
        learnt = teach(*material.rows(np.flatnonzero(material.folds != fold)))
        features = learnt.network.features(material.rows(tested)[0])
        scores[tested] = features @ learnt.weights.T + learnt.bias
        log.info("fold %d of %d", fold + 1, n_tested)
    if learnt is None or n_tested == N_FOLDS:
        learnt = teach(material.embedded, material.marks)
    return _coder(codebook, material, learnt, scores, tested=material.folds < n_tested)


def train_with(
    network: Network, codebook: Codebook, *, background: Codebook, encoder: Encoder
) -> MachineCoder:
    """Train a machine coder on few examples, with a network that has learnt to read elsewhere.

    One logistic regression a code over the network's features, with an L2 penalty; each code
    weighs as much as all the rest. Every example is held out once, with its passage.

    Examples that are few show what a code looks like, but hardly what everything else looks like,
    nor how rare the code is: whoever writes passages for a code has people talk of it, while a
    study may be silent of it. So sentences of the background codebook stand for the rest; a code
    is taken to fit the codebook's usual share of what people say, and asserted on half of that at
    most.

    Args:
        network: Trained with the same encoder.
        codebook: Any that can be read.
        background: Whose sentences stand for ordinary talk.
        encoder: The one whose vectors the coder will judge by.
    """
    others = background.examples[:: _every(len(background.examples))]
    stood_in = [Example(codes=frozenset(), text=e.text, question=e.question) for e in others]
    material = _encode(codebook, encoder, more=stood_in)
    features = network.features(material.embedded)
    scores = np.zeros(material.marks.shape)
    for fold in range(int(material.folds.max()) + 1):
        tested = material.folds == fold
        weights, bias = _regress(features[~tested], material.marks[~tested])
        scores[tested] = features[tested] @ weights.T + bias
    weights, bias = _regress(features, material.marks)
    learnt = Taught(network=network, weights=weights, bias=bias)
    return _coder(codebook, material, learnt, scores, tested=np.ones(len(scores), dtype=bool))


def _every(n: int) -> int:
    return max(1, n // _N_BACKGROUND)


def _coder(
    codebook: Codebook, material: _Material, learnt: Taught, scores: Scores, *, tested: Marks
) -> MachineCoder:
    marks = material.marks
    features = learnt.network.features(material.embedded)
    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-6] = 1
    coded = np.flatnonzero(marks.any(axis=1))
    coder = MachineCoder(
        codes=tuple(code.name for code in codebook.codes),
        network=learnt.network,
        weights=learnt.weights,
        bias=learnt.bias,
        centre=centre,
        scale=scale,
        calibration=calibrate(
            scores[tested],
            marks[tested],
            rate=None if material.shows_rate else codebook.usual_share / 2,
            weights=None if material.shows_rate else _weights(marks[tested], codebook.usual_share),
        ),
        memory=Memory(
            texts=tuple(material.texts[i] for i in coded),
            codes=marks[coded],
            vectors=np.round(127 * learnt.network.read_part(features[coded] - centre)).astype(
                np.int8
            ),
        ),
        contradictions=tuple(_contradictions(codebook, material.embedded.said.sentences)),
    )
    log.info("trained on %d examples, kappa %s", len(marks), coder.held_out_kappa)
    return coder


def _weights(marks: Marks, usual: float) -> npt.NDArray[np.float64]:
    """Weigh examples as if each code stood on the usual share of them."""
    share = marks.mean(axis=0)
    return np.asarray(np.where(marks, usual / share, (1 - usual) / (1 - share)))


def _encode(codebook: Codebook, encoder: Encoder, *, more: Sequence[Example] = ()) -> _Material:
    examples = (*codebook.examples, *more)
    texts = tuple(example.text for example in examples)
    names = [code.name for code in codebook.codes]
    return _Material(
        texts=texts,
        embedded=embed_exchanges(
            texts, [example.question for example in examples], encoder=encoder
        ),
        marks=np.array([[name in example.codes for name in names] for example in examples]),
        folds=_folds(examples),
        shows_rate=not more,
    )


def _folds(examples: Sequence[Example]) -> npt.NDArray[np.int64]:
    """Number the fold in which each example is tested.

    Passages are dealt out in turn, if there are enough of them. Examples without a passage are
    dealt out code by code, so that no fold takes all of a code.
    """
    passages = list(dict.fromkeys(example.passage for example in examples if example.passage))
    number_of = {passage: i for i, passage in enumerate(passages)}
    if len(passages) < N_FOLDS:
        number_of = {}
    folds = np.zeros(len(examples), dtype=np.int64)
    alone = [i for i, example in enumerate(examples) if example.passage not in number_of]
    for place, i in enumerate(sorted(alone, key=lambda i: (sorted(examples[i].codes), i))):
        folds[i] = place % N_FOLDS
    for i, example in enumerate(examples):
        if example.passage in number_of:
            folds[i] = number_of[example.passage] % N_FOLDS
    return folds


def _regress(features: Vectors, marks: Marks) -> tuple[Vectors, Vectors]:
    from sklearn.linear_model import LogisticRegression

    centre, scale = features.mean(axis=0), features.std(axis=0)
    scale[scale < 1e-6] = 1
    scale *= np.sqrt(features.shape[1])
    weights = np.zeros((marks.shape[1], features.shape[1]), dtype=np.float32)
    bias = np.zeros(marks.shape[1], dtype=np.float32)
    for i in range(marks.shape[1]):
        if not marks[:, i].any():  # a fold may have no example left to learn from
            bias[i] = _NEVER
            continue
        model = LogisticRegression(C=_INVERSE_PENALTY, class_weight="balanced", max_iter=1000).fit(
            (features - centre) / scale, marks[:, i]
        )
        weights[i] = model.coef_[0] / scale
        bias[i] = model.intercept_[0] - float(weights[i] @ centre)
    return weights, bias


def _contradictions(codebook: Codebook, vectors: Vectors) -> Iterator[str]:
    """Tell of examples without context that say the same and carry different codes."""
    rows = [i for i, e in enumerate(codebook.examples) if not e.passage and not e.question]
    n_told = 0
    for place, i in enumerate(rows):
        later = np.array(rows[place + 1 :], dtype=int)
        for j in later[vectors[later] @ vectors[i] > _ALIKE] if len(later) else ():
            a, b = codebook.examples[i], codebook.examples[j]
            if a.codes != b.codes and n_told < _MAX_CONTRADICTIONS:
                n_told += 1
                yield (
                    f"two examples of the codebook say nearly the same with different codes: "
                    f"{a.text!r} ({_named(a)}) and {b.text!r} ({_named(b)})"
                )


def _named(example: Example) -> str:
    return "+".join(sorted(example.codes)) or "none"
