"""Teaching a network to read: it and a weighted sum a code are trained together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from interview_coder.coding.calibration import Marks
from interview_coder.coding.network import (
    MAX_QUESTION_TOKENS,
    WIDTH,
    Network,
    build_module,
    pad,
    pool_batch,
    precision,
)
from interview_coder.embedding import Embedded
from interview_coder.embedding.encoder import Vectors

if TYPE_CHECKING:
    import torch

_N_PARTS = 2
_N_ROUNDS = 4
_BATCH_SIZE = 48
_RATE = 6e-4
_LEAST_RATE = 0.02
_WARM_UP = 100
_DECAY = 0.01
_DROPOUT = 0.2
_MAX_NORM = 1.0


@dataclass(frozen=True, kw_only=True)
class Taught:
    """A network, and what its features mean for each code.

    Attributes:
        network: Trained.
        weights: Of shape (n_codes, n_features).
        bias: Of shape (n_codes,).
    """

    network: Network
    weights: Vectors
    bias: Vectors


def teach(embedded: Embedded, marks: Marks) -> Taught:
    """Train network and weights on sentences with their questions.

    Four rounds of AdamW (Loshchilov & Hutter 2019, arXiv:1711.05101), the rate rising over a
    hundred steps and falling to the end; no step is random beyond a fixed seed.

    Args:
        embedded: The sentences.
        marks: Whether a sentence carries a code, of shape (n_texts, n_codes).
    """
    import torch

    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        width = embedded.said.tokens[0].shape[1]
        module = build_module(width)
        head = torch.nn.Linear(width + 2 * WIDTH, marks.shape[1])
        _descend(module, head, embedded, marks)
    arrays = {name: _numpy(values) for name, values in module.state_dict().items()}
    return Taught(
        network=Network(arrays={name: a.astype(np.float16) for name, a in arrays.items()}),
        weights=_numpy(head.weight),
        bias=_numpy(head.bias),
    )


def _descend(module: Any, head: Any, embedded: Embedded, marks: Marks) -> None:
    import torch

    parameters = [*module.parameters(), *head.parameters()]
    optimizer = torch.optim.AdamW(parameters, lr=_RATE, weight_decay=_DECAY)
    lengths = np.array([len(tokens) for tokens in embedded.said.tokens])
    n_steps = _N_ROUNDS * -(-len(marks) // _BATCH_SIZE)
    random = np.random.default_rng(0)
    batches = (batch for _ in range(_N_ROUNDS) for batch in _batches(lengths, random))
    drops = [_Drop(seed) for seed in range(_N_PARTS)]

    def gradients(part: tuple[npt.NDArray[np.int64], _Drop]) -> Sequence[torch.Tensor]:
        loss = _loss(module, head, embedded, marks, *part)
        return torch.autograd.grad(loss, parameters)

    with _one_thread_a_part() as workers:
        for step, batch in enumerate(batches):
            for group in optimizer.param_groups:
                falling = max(_LEAST_RATE, 1 - step / n_steps)
                group["lr"] = _RATE * min((step + 1) / _WARM_UP, falling)
            parts = zip([batch[i::_N_PARTS] for i in range(_N_PARTS)], drops, strict=True)
            for parameter, *shares in zip(
                parameters, *workers.map(gradients, (p for p in parts if len(p[0]))), strict=True
            ):
                parameter.grad = sum(shares[1:], shares[0]) / len(batch)
            torch.nn.utils.clip_grad_norm_(parameters, _MAX_NORM)
            optimizer.step()


def _loss(
    module: Any,
    head: Any,
    embedded: Embedded,
    marks: Marks,
    rows: npt.NDArray[np.int64],
    drop: _Drop,
) -> torch.Tensor:
    """Sum the binary cross-entropy over `rows`; the mean over codes."""
    import torch

    states = [embedded.said.tokens[i] for i in rows]
    questions = [embedded.asked.tokens[i][-MAX_QUESTION_TOKENS:] for i in rows]
    said, is_said = pad(states, max(map(len, states)))
    with precision():
        read = module(said, is_said, *pad(questions, max(map(len, questions))), drop)
    scores = head(drop(pool_batch(said, is_said, read)))
    right = torch.from_numpy(marks[rows].astype(np.float32))
    losses = torch.nn.functional.binary_cross_entropy_with_logits(scores, right, reduction="sum")
    loss: torch.Tensor = losses / marks.shape[1]
    return loss


class _Drop:
    """Puts numbers to zero at random (Srivastava et al. 2014), from a source of its own."""

    def __init__(self, seed: int) -> None:
        import torch

        self._source = torch.Generator().manual_seed(seed)

    def __call__(self, values: torch.Tensor) -> torch.Tensor:
        import torch

        kept = torch.rand(values.shape, generator=self._source) >= _DROPOUT
        return values * kept.to(values.dtype) / (1 - _DROPOUT)


@contextmanager
def _one_thread_a_part() -> Iterator[ThreadPoolExecutor]:
    """Give each part of a batch a thread of its own.

    Sums that threads share come out otherwise on another number of processors.
    """
    import torch

    n_threads = torch.get_num_threads()
    torch.set_num_threads(1)
    workers = ThreadPoolExecutor(
        max_workers=_N_PARTS, initializer=torch.set_num_threads, initargs=(1,)
    )
    try:
        with workers:
            yield workers
    finally:
        torch.set_num_threads(n_threads)


def _numpy(values: Any) -> Vectors:
    return np.asarray(values.detach().numpy(), dtype=np.float32).copy()


def _batches(
    lengths: npt.NDArray[np.int64], random: np.random.Generator
) -> Iterator[npt.NDArray[np.int64]]:
    """Yield batches in random order; texts of a batch are of about one length."""
    shuffled = random.permutation(len(lengths))
    stretch = _BATCH_SIZE * 40
    batches = []
    for start in range(0, len(shuffled), stretch):
        part = shuffled[start : start + stretch]
        part = part[np.argsort(lengths[part], kind="stable")]
        batches += [part[i : i + _BATCH_SIZE] for i in range(0, len(part), _BATCH_SIZE)]
    for i in random.permutation(len(batches)):
        yield batches[i]
