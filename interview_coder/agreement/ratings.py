"""What several coders put on the same units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.int64]
"""Of shape (n_units, n_coders): the number of a value, `UNREAD` where a coder did not read it."""

UNREAD = -1


@dataclass(frozen=True, kw_only=True, eq=False)
class Ratings:
    """What coders put on units.

    Attributes:
        coders: Names; at least one, each once.
        codes: Names; at least one, each once.
        units: Ids of the utterances, each once.
        interviews: The transcript of each unit; intervals are drawn over these.
        marks: Of shape (n_units, n_coders, n_codes): 1 where the coder put the code, 0 where he
            read the unit and did not, NaN (for all codes at once) where he did not read it.
    """

    coders: tuple[str, ...]
    codes: tuple[str, ...]
    units: tuple[str, ...] = field(repr=False)
    interviews: tuple[str, ...] = field(repr=False)
    marks: npt.NDArray[np.float64] = field(repr=False)

    def __post_init__(self) -> None:
        shape = (len(self.units), len(self.coders), len(self.codes))
        if self.marks.shape != shape:
            raise ValueError(f"marks need the shape {shape}, got {self.marks.shape}")
        if len(self.interviews) != len(self.units):
            raise ValueError("each unit needs its interview")
        for what, names in (("coders", self.coders), ("codes", self.codes), ("units", self.units)):
            if len(set(names)) != len(names):
                raise ValueError(f"{what} must differ from each other")
        unread = np.isnan(self.marks)
        if (unread.any(axis=2) != unread.all(axis=2)).any():
            raise ValueError("a coder reads a unit for all codes or for none")
        if not np.isin(self.marks[~unread], (0, 1)).all():
            raise ValueError("a mark is 0, 1 or NaN")

    @property
    def has_read(self) -> npt.NDArray[np.bool_]:
        """Which coder read which unit, of shape (n_units, n_coders)."""
        if not self.codes:
            return np.zeros((len(self.units), len(self.coders)), bool)
        return ~np.isnan(self.marks[:, :, 0])

    def of_code(self, code: str) -> Values:
        """Return whether each coder put `code` on each unit: 1, 0, or `UNREAD`.

        Raises:
            ValueError: If there is no such code.
        """
        marks = self.marks[:, :, self.codes.index(code)]
        return np.where(np.isnan(marks), UNREAD, np.nan_to_num(marks)).astype(np.int64)

    def as_sets(self) -> tuple[Values, tuple[frozenset[str], ...]]:
        """Return the set of codes that each coder put on each unit, as one value.

        Returns:
            The numbers of the sets, and the sets, the empty one among them if it was given.
        """
        powers = 1 << np.arange(len(self.codes), dtype=object)
        packed = (np.nan_to_num(self.marks).astype(int).astype(object) * powers).sum(axis=2)
        found = sorted({int(n) for n in packed[self.has_read]})
        number = {packed_set: i for i, packed_set in enumerate(found)}
        values = np.full(packed.shape, UNREAD, dtype=np.int64)
        for place in np.argwhere(self.has_read):
            values[tuple(place)] = number[int(packed[tuple(place)])]
        sets = tuple(
            frozenset(code for i, code in enumerate(self.codes) if packed_set >> i & 1)
            for packed_set in found
        )
        return values, sets

    def of_coders(self, coders: Sequence[str]) -> Ratings:
        """Return the ratings of some of the coders, in the order given.

        Raises:
            ValueError: If one of them is not there.
        """
        rows = [self.coders.index(coder) for coder in coders]
        return replace(self, coders=tuple(coders), marks=self.marks[:, rows])
