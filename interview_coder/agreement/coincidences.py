"""Coincidences: how much of an interview coders gave which values, and where they differed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from interview_coder.agreement.continuum import GAP, CodeSet, Partition

Lengths = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True)
class Inventory:
    """The values that sections have, and the codes they are made of.

    Attributes:
        values: Sorted; the gap first.
        codes: Sorted.
    """

    values: tuple[CodeSet, ...]
    codes: tuple[str, ...]

    @classmethod
    def of(cls, partitions: Sequence[Partition]) -> Inventory:
        """Return what stands in `partitions`."""
        values = {GAP, *(value for each in partitions for value in each.values)}
        codes = {code for value in values for code in value}
        return cls(values=tuple(sorted(values)), codes=tuple(sorted(codes)))

    @cached_property
    def value_to_row(self) -> dict[CodeSet, int]:
        """Where each value stands."""
        return {value: row for row, value in enumerate(self.values)}

    @cached_property
    def code_to_row(self) -> dict[str, int]:
        """Where each code stands."""
        return {code: row for row, code in enumerate(self.codes)}

    @cached_property
    def has_code(self) -> npt.NDArray[np.bool_]:
        """Whether a value has a code; of shape (values, codes)."""
        has = np.zeros((len(self.values), len(self.codes)), dtype=np.bool_)
        for row, value in enumerate(self.values):
            has[row, [self.code_to_row[code] for code in value]] = True
        return has


@dataclass(frozen=True, kw_only=True, slots=True)
class Coincidences:
    """The lengths that the coefficients are made of; those of several interviews add up.

    Written as in Krippendorff (2019, section 12.6): ℓ_ck is what one coder gave value c and
    another value k, ℓ* is ℓ without gaps. Arrays have one column a value of the inventory, the
    first for the gap, or one column a code; before that, any axes.

    Attributes:
        given: ℓ_c., what coders gave each value; by value.
        differing: ℓ_c. - ℓ_cc, the part of it that others gave another value; by value.
        own: What must not pair with itself (equation 33): squares of the lengths of units, plain
            lengths of gaps; one column.
        meeting: ℓ*_c., the part of it that others gave any code; by value, 0 for the gap.
        miscoded: ℓ*_c. - ℓ*_cc, the part of it that others gave other codes; by value.
        meeting_own: What of it must not pair with itself (equation 36): squares of what each unit
            adds to ℓ*; by value.
        coded: What coders put a code on, whatever else they put there; by code.
        disputed: The part of it that others left without the code; by code.
        coded_own: Squares of the lengths of the units; by code.
    """

    given: Lengths
    differing: Lengths
    own: Lengths
    meeting: Lengths
    miscoded: Lengths
    meeting_own: Lengths
    coded: Lengths
    disputed: Lengths
    coded_own: Lengths


def count_coincidences(partitions: Sequence[Partition], inventory: Inventory) -> Coincidences:
    """Count one interview.

    The time grows with the number of units, not with the length of the interview.

    Args:
        partitions: One a coder; at least two, of one length.
        inventory: Has every value of them.
    """
    grid = _Grid(partitions=partitions, inventory=inventory)
    n_others = len(partitions) - 1
    meeting = np.where(grid.is_coded, grid.lengths * (grid.n_coding - 1), 0) / n_others
    miscoded = np.where(grid.is_coded, grid.lengths * (grid.n_coding - grid.n_same), 0)
    n_with = sum(inventory.has_code[row].astype(np.int64) for row in grid.values)
    disputed = grid.lengths @ (n_with * (len(partitions) - n_with))
    return Coincidences(
        given=grid.by_value(np.broadcast_to(grid.lengths, grid.values.shape)),
        differing=grid.by_value(grid.lengths * (len(partitions) - grid.n_same)) / n_others,
        own=np.array([sum(_own(each) for each in partitions)], dtype=np.float64),
        meeting=grid.by_value(meeting),
        miscoded=grid.by_value(miscoded) / n_others,
        meeting_own=grid.squares_by_value(meeting),
        coded=(grid.lengths @ n_with).astype(np.float64),
        disputed=disputed / n_others,
        coded_own=_squares_by_code(partitions, inventory),
    )


class _Grid:
    """An interview cut wherever any coder cut it: stretches that have one value a coder."""

    def __init__(self, *, partitions: Sequence[Partition], inventory: Inventory) -> None:
        cuts = np.unique([cut for each in partitions for cut in each.cuts])
        self._n_values = len(inventory.values)
        self._rows = [
            np.array([inventory.value_to_row[value] for value in each.values], dtype=np.int64)
            for each in partitions
        ]
        self._sections = [
            np.searchsorted(each.cuts, cuts[:-1], side="right") - 1 for each in partitions
        ]
        self.lengths: Counts = np.diff(cuts).astype(np.int64)
        # One row a coder, one column a stretch.
        self.values: Counts = np.stack(
            [rows[section] for rows, section in zip(self._rows, self._sections, strict=True)]
        )
        self.is_coded = self.values > 0
        self.n_coding: Counts = self.is_coded.sum(axis=0)
        self.n_same: Counts = (self.values[:, None, :] == self.values[None, :, :]).sum(axis=1)

    def by_value(self, weights: npt.NDArray[np.generic]) -> Lengths:
        sums = np.bincount(self.values.ravel(), weights.ravel(), minlength=self._n_values)
        return sums.astype(np.float64)

    def squares_by_value(self, weights: Lengths) -> Lengths:
        squares = np.zeros(self._n_values)
        for rows, section, own in zip(self._rows, self._sections, weights, strict=True):
            by_section = np.bincount(section, own, minlength=len(rows))
            squares += np.bincount(rows, by_section**2, minlength=self._n_values)
        return squares


def _own(partition: Partition) -> int:
    return sum(
        (end - start) ** 2 if value else end - start
        for start, end, value in zip(
            partition.cuts, partition.cuts[1:], partition.values, strict=False
        )
    )


def _squares_by_code(partitions: Sequence[Partition], inventory: Inventory) -> Lengths:
    squares = np.zeros(len(inventory.codes))
    for each in partitions:
        for unit in each.units:
            squares[inventory.code_to_row[unit.value]] += (unit.end - unit.start) ** 2
    return squares
