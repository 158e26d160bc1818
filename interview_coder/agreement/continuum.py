"""A continuum: an interview from its first character to its last, as coders divided it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

CodeSet = tuple[str, ...]
"""The value of a section: the codes on it, sorted, each once; none in a gap."""

GAP: CodeSet = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Unit:
    """A stretch of an interview that one coder put one code on.

    Attributes:
        start: Its first character, from 0.
        end: The character after its last.
        value: The code.
    """

    start: int
    end: int
    value: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(
                f"a unit needs 0 <= start < end, got start={self.start}, end={self.end}"
            )
        if not self.value:
            raise ValueError(f"the unit from {self.start} to {self.end} has no code")


@dataclass(frozen=True, kw_only=True, slots=True)
class Unitized:
    """An interview and what each coder marked in it.

    Attributes:
        interview: Its name.
        length: Of its text, in code points; 0 where it has none.
        coder_to_units: Whoever read the interview, with their units in any order; an empty tuple
            where they read it and marked nothing. Who is not in it did not read the interview.
    """

    interview: str
    length: int
    coder_to_units: Mapping[str, tuple[Unit, ...]] = field(repr=False)

    def __post_init__(self) -> None:
        if self.length < 0:
            raise ValueError(f"{self.interview}: a length is not negative, got {self.length}")
        beyond = [
            f"{self.interview}: {coder} put “{unit.value}” on {unit.start} to {unit.end}, "
            f"but the text ends at {self.length}"
            for coder, units in sorted(self.coder_to_units.items())
            for unit in units
            if unit.end > self.length
        ]
        if beyond:
            raise ValueError("\n".join(beyond))


@dataclass(frozen=True, kw_only=True, slots=True)
class Partition:
    """How one coder divided one interview: units and gaps, without holes, without overlap.

    Attributes:
        units: Those of one code that overlap are one; sorted.
        cuts: Where sections begin and end, from 0 to the length; sorted, each once.
        values: One a section; the codes of all units that lie over it.
    """

    units: tuple[Unit, ...]
    cuts: tuple[int, ...]
    values: tuple[CodeSet, ...]

    @property
    def coded_length(self) -> int:
        """How many characters have a code."""
        return sum(
            end - start
            for start, end, value in zip(self.cuts, self.cuts[1:], self.values, strict=False)
            if value
        )


def partition(units: Iterable[Unit], length: int) -> Partition:
    """Divide an interview as one coder did.

    A section ends wherever a unit of the coder begins or ends. Where units of several codes lie
    over each other, the section has all of them.

    Args:
        units: Of one coder, in any order.
        length: Of the interview.
    """
    joined = join_units(units)
    beginning, ending = defaultdict(set), defaultdict(set)
    for unit in joined:
        beginning[unit.start].add(unit.value)
        ending[unit.end].add(unit.value)
    cuts = sorted({0, length, *beginning, *ending})
    values, present = [], set[str]()
    for cut in cuts[:-1]:
        present = (present - ending[cut]) | beginning[cut]
        values.append(tuple(sorted(present)))
    return Partition(units=joined, cuts=tuple(cuts), values=tuple(values))


def join_units(units: Iterable[Unit]) -> tuple[Unit, ...]:
    """Make one unit of those of one code that share a character; sorted.

    Units that only touch stay apart: two statements in a row are two.
    """
    joined: list[Unit] = []
    for unit in sorted(units, key=lambda each: (each.value, each.start, each.end)):
        last = joined[-1] if joined else None
        if last and last.value == unit.value and unit.start < last.end:
            end = max(last.end, unit.end)
            joined[-1] = Unit(start=last.start, end=end, value=last.value)
        else:
            joined.append(unit)
    return tuple(sorted(joined, key=lambda each: (each.start, each.end, each.value)))
