from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.embedding.batches import BATCH_SIZE, compute_rows

LENGTHS = st.lists(st.integers(0, 70), max_size=60)


def batches_of(lengths: Sequence[int]) -> list[tuple[tuple[int, ...], int]]:
    """Return every batch that is computed for texts of these lengths: numbers, padded length."""
    seen: list[tuple[tuple[int, ...], int]] = []

    def compute(numbers: Sequence[int], length: int) -> Iterator[int]:
        seen.append((tuple(numbers), length))
        yield from numbers

    compute_rows(lengths, compute)
    return seen


class TestComputeRows:
    """
    Every batch has one shape, so that what is computed for a text is the same in any company.
    """

    @settings(max_examples=40, deadline=None)
    @given(lengths=LENGTHS)
    def test_a_row_a_text_in_order(self, lengths: list[int]) -> None:
        """
        Each text gets the row computed for it, in the order the texts were given.
        """
        rows = compute_rows(lengths, lambda numbers, _: [(i, lengths[i]) for i in numbers])

        assert rows == list(enumerate(lengths))

    @settings(max_examples=40, deadline=None)
    @given(lengths=LENGTHS)
    def test_one_shape(self, lengths: list[int]) -> None:
        """
        A batch is always full, and padded to the next multiple of eight of each of its texts.
        """
        for numbers, length in batches_of(lengths):
            assert len(numbers) == BATCH_SIZE
            assert {-(-lengths[i] // 8) * 8 for i in numbers} == {length}

    @settings(max_examples=40, deadline=None)
    @given(lengths=LENGTHS)
    def test_each_text_once(self, lengths: list[int]) -> None:
        """
        No text is computed in two batches; what fills a batch up is its own first text.
        """
        batches = [numbers for numbers, _ in batches_of(lengths)]

        computed = [i for numbers in batches for i in dict.fromkeys(numbers)]
        assert sorted(computed) == list(range(len(lengths)))
        for numbers in batches:
            n_own = len(set(numbers))
            assert set(numbers[n_own:]) <= {numbers[0]}

    def test_no_texts(self) -> None:
        """
        For no texts nothing is computed.
        """
        assert compute_rows([], lambda numbers, length: pytest.fail("computed")) == []

    @pytest.mark.parametrize("n_threads", [1, 2])
    def test_one_thread_a_batch(self, n_threads: int) -> None:
        """
        A batch is computed by one thread; afterwards torch has as many threads as before.
        """
        usual = torch.get_num_threads()
        torch.set_num_threads(n_threads)
        try:
            rows = compute_rows(
                list(range(0, 80, 2)), lambda numbers, _: [torch.get_num_threads() for _ in numbers]
            )
            after = torch.get_num_threads()
        finally:
            torch.set_num_threads(usual)

        assert set(rows) == {1}
        assert after == n_threads

    def test_fault_in_a_batch(self) -> None:
        """
        What goes wrong in a batch is raised as it is, and the threads are given back.
        """
        before = torch.get_num_threads()

        with pytest.raises(ZeroDivisionError):
            compute_rows([3, 30], lambda numbers, length: [1 // (length - 32) for _ in numbers])

        assert torch.get_num_threads() == before

    def test_sums_are_the_same_on_any_number_of_threads(self) -> None:
        """
        A product large enough for torch to share out has the same bits on one thread and on two.
        """
        weights = torch.randn(600, 600, generator=torch.Generator().manual_seed(0))
        inputs = torch.randn(40, 600, generator=torch.Generator().manual_seed(1))

        def compute(numbers: Sequence[int], _: int) -> Iterator[bytes]:
            for row in inputs[list(numbers)] @ weights:
                yield np.asarray(row.numpy()).tobytes()

        usual = torch.get_num_threads()
        results = []
        for n_threads in (1, 2):
            torch.set_num_threads(n_threads)
            try:
                results.append(compute_rows([5] * len(inputs), compute))
            finally:
                torch.set_num_threads(usual)

        assert results[0] == results[1]
