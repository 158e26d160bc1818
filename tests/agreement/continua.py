"""Interviews as few characters, and the coefficients counted character by character."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from hypothesis import strategies as st

from interview_coder.agreement.continuum import Unit, Unitized

Value = tuple[str, ...]


def units(*marked: tuple[int, int, str]) -> tuple[Unit, ...]:
    """
    Return units from their start, end and code.
    """
    return tuple(Unit(start=start, end=end, value=value) for start, end, value in marked)


def interview(
    length: int, name: str = "Ines.txt", /, **coder_to_marked: Sequence[tuple[int, int, str]]
) -> Unitized:
    """
    Return an interview as coders marked it.
    """
    coders = {coder: units(*marked) for coder, marked in coder_to_marked.items()}
    return Unitized(interview=name, length=length, coder_to_units=coders)


@st.composite
def continua(draw: st.DrawFn, *, max_length: int = 12, min_coders: int = 0) -> list[Unitized]:
    """
    Return up to three interviews that up to four coders read, not everybody all of them.
    """
    found = []
    for number in range(draw(st.integers(1, 3))):
        length = draw(st.integers(1, max_length))
        names = draw(
            st.lists(st.sampled_from("ABCD"), min_size=min_coders, max_size=4, unique=True)
        )
        coders = {name: draw(marked_in(length)) for name in names}
        found.append(Unitized(interview=f"{number}.txt", length=length, coder_to_units=coders))
    return found


@st.composite
def marked_in(draw: st.DrawFn, length: int) -> tuple[Unit, ...]:
    """
    Return what one coder may mark: units that overlap, touch or stand alone.
    """
    places = st.tuples(st.integers(0, length), st.integers(0, length), st.sampled_from("pgt"))
    drawn = draw(st.lists(places, max_size=5))
    return tuple(
        Unit(start=min(a, b), end=max(a, b), value=value) for a, b, value in drawn if a != b
    )


@dataclass(frozen=True)
class ByCharacter:
    """
    What the coefficients are, None where undefined.
    """

    u: Fraction | None
    binary: Fraction | None
    cu: Fraction | None
    values: Mapping[Value, Fraction | None]
    coverage: Mapping[Value, Fraction | None]
    codes: Mapping[str, Fraction | None]


@dataclass(frozen=True)
class _Matter:
    """
    One character as one coder marked it; matter of one section never pairs with itself.
    """

    value: Value
    section: tuple[str, str, int]
    weight: Fraction


def by_character(interviews: Sequence[Unitized]) -> ByCharacter:
    """
    Count every pair of characters that the definitions speak of.

    What is expected is what all pairs of characters give, of any coders and places, that do not
    stand in one unit of one coder.
    """
    read = [each for each in interviews if len(each.coder_to_units) > 1]
    observed = _observed(read)
    matter = list(_matter(read))
    expected = _expected(matter, weighted=False)
    met = {pair: mass for pair, mass in observed.items() if pair[0] and pair[1]}
    met_expected = _expected([each for each in matter if each.value], weighted=True)
    values = sorted({each.value for each in matter} - {()})
    codes = sorted({code for value in values for code in value})
    return ByCharacter(
        u=_alpha(observed, expected),
        binary=_alpha(_collapsed(observed), _collapsed(expected)),
        cu=_alpha(met, met_expected),
        values={value: _alpha_of(value, met, met_expected) for value in values},
        coverage={value: _column(met, value) / _column(observed, value) for value in values},
        codes={code: _code_alone(read, code) for code in codes},
    )


def _code_alone(interviews: Sequence[Unitized], code: str) -> Fraction | None:
    alone = [
        Unitized(
            interview=each.interview,
            length=each.length,
            coder_to_units={
                coder: tuple(unit for unit in marked if unit.value == code)
                for coder, marked in each.coder_to_units.items()
            },
        )
        for each in interviews
    ]
    return _alpha(_observed(alone), _expected(list(_matter(alone)), weighted=False))


Masses = Mapping[tuple[Value, Value], Fraction]


def _observed(interviews: Sequence[Unitized]) -> Masses:
    found: dict[tuple[Value, Value], Fraction] = defaultdict(Fraction)
    for each in interviews:
        share = Fraction(1, len(each.coder_to_units) - 1)
        for one, other in product(each.coder_to_units, repeat=2):
            if one != other:
                pairs = zip(_values(each, one), _values(each, other), strict=True)
                for pair in pairs:
                    found[pair] += share
    return found


def _expected(matter: Sequence[_Matter], *, weighted: bool) -> Masses:
    found: dict[tuple[Value, Value], Fraction] = defaultdict(Fraction)
    for one, other in product(matter, repeat=2):
        if one.section != other.section:
            mass = one.weight * other.weight if weighted else Fraction(1)
            found[one.value, other.value] += mass
    total = sum(each.weight if weighted else Fraction(1) for each in matter)
    pairs = sum(found.values())
    return {pair: total * mass / pairs for pair, mass in found.items()} if pairs else {}


def _matter(interviews: Sequence[Unitized]) -> Iterator[_Matter]:
    for each in interviews:
        rows = {coder: _values(each, coder) for coder in each.coder_to_units}
        for coder, row in rows.items():
            section = 0
            for place, value in enumerate(row):
                if place and not _goes_on(each.coder_to_units[coder], row, place):
                    section += 1
                n_met = sum(bool(rows[other][place]) for other in rows if other != coder)
                yield _Matter(
                    value=value,
                    section=(each.interview, coder, section),
                    weight=Fraction(n_met, len(rows) - 1),
                )


def _goes_on(marked: Iterable[Unit], row: Sequence[Value], place: int) -> bool:
    """
    Whether a character is of the unit of the one before it; no two characters of a gap are.
    """
    linked = {unit.value for unit in marked if unit.start < place < unit.end}
    return bool(row[place]) and row[place] == row[place - 1] == tuple(sorted(linked))


def _values(each: Unitized, coder: str) -> list[Value]:
    marked = each.coder_to_units[coder]
    return [
        tuple(sorted({unit.value for unit in marked if unit.start <= place < unit.end}))
        for place in range(each.length)
    ]


def _alpha(observed: Masses, expected: Masses) -> Fraction | None:
    unlike = sum((mass for (c, k), mass in expected.items() if c != k), Fraction())
    differing = sum((mass for (c, k), mass in observed.items() if c != k), Fraction())
    return 1 - differing / unlike if unlike else None


def _collapsed(masses: Masses) -> Masses:
    found: dict[tuple[Value, Value], Fraction] = defaultdict(Fraction)
    for (c, k), mass in masses.items():
        found[("unit",) if c else (), ("unit",) if k else ()] += mass
    return found


def _alpha_of(value: Value, observed: Masses, expected: Masses) -> Fraction | None:
    given, chance = _column(observed, value), _column(expected, value)
    unlike = chance - expected.get((value, value), Fraction())
    if not given or not unlike:
        return None
    return 1 - (given - observed.get((value, value), Fraction())) / given / (unlike / chance)


def _column(masses: Masses, value: Value) -> Fraction:
    return sum((mass for (_, k), mass in masses.items() if k == value), Fraction())
