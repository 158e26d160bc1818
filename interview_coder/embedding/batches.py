"""Batches of one shape: what is computed for a text never depends on the texts beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

BATCH_SIZE = 16
"""Rows of every batch."""

_LENGTH_STEP = 8

RowT = TypeVar("RowT")


def compute_rows(
    lengths: Sequence[int], compute: Callable[[Sequence[int], int], Iterable[RowT]]
) -> list[RowT]:
    """Compute a row for each text, in batches of texts of about one length.

    Every batch has `BATCH_SIZE` rows, is padded to a multiple of eight tokens, and is computed by
    one thread. So the arithmetic for a text is the same in whatever company it comes, however many
    processors there are and however busy they are.

    Args:
        lengths: Of the texts, in tokens.
        compute: Given the numbers of `BATCH_SIZE` texts and the length to pad them to, it gives a
            row for each. To fill a batch, the number of its first text is repeated.

    Returns:
        The rows, in the order of `lengths`.
    """
    rows: dict[int, RowT] = {}
    batches = list(_batches(lengths))
    with _one_thread_a_batch() as workers:
        done = workers.map(lambda batch: list(compute(_filled(batch[0]), batch[1])), batches)
        for (numbers, _), computed in zip(batches, done, strict=True):
            rows.update(zip(numbers, computed, strict=False))
    return [rows[i] for i in range(len(lengths))]


def _batches(lengths: Sequence[int]) -> Iterator[tuple[list[int], int]]:
    """Yield numbers of texts of about one length, and the length to pad them to."""
    length_to_numbers: dict[int, list[int]] = defaultdict(list)
    for i, length in enumerate(lengths):
        length_to_numbers[-(-length // _LENGTH_STEP) * _LENGTH_STEP].append(i)
    for length, numbers in sorted(length_to_numbers.items()):
        for start in range(0, len(numbers), BATCH_SIZE):
            yield numbers[start : start + BATCH_SIZE], length


def _filled(numbers: list[int]) -> list[int]:
    return numbers + [numbers[0]] * (BATCH_SIZE - len(numbers))


@contextmanager
def _one_thread_a_batch() -> Iterator[ThreadPoolExecutor]:
    """Give each processor batches of its own.

    Threads that share a batch would split its sums, and split them otherwise on another number
    of processors.
    """
    import torch

    n_threads = torch.get_num_threads()
    workers = ThreadPoolExecutor(
        max_workers=n_threads, initializer=torch.set_num_threads, initargs=(1,)
    )
    try:
        with workers:
            yield workers
    finally:
        torch.set_num_threads(n_threads)
