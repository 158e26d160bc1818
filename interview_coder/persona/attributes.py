"""The attribute layer: what participants.csv and the tables joined to it say of a group of people.

A number is told by its median and range, a word by how many have it, both with how many are known.
Nothing is told more precisely than so few people allow.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import floor, log10, sqrt
from statistics import median, quantiles, stdev
from typing import Literal

from interview_coder.transcript import Participant

MANY = 8
"""From so many known numbers on the middle half is told, below it the whole range."""

_MOST_VALUES_TOLD = 3
_NUMBER = re.compile(
    r"^(?P<before>[€$£¥]|[A-Z]{3}(?=\s))?\s*(?P<sign>[-+−])?"
    r"(?P<digits>\d{1,3}(?:[,.\u00a0\u202f' ]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?)"
    r"\s*(?P<after>[^\W\d_][\w/.%°]{0,14}|%|€|°C)?$"
)
_UNIT_IN_NAME = re.compile(r"^(?P<name>.+?)\s*[(\[](?P<unit>[^()\[\]]{1,12})[)\]]$")


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeSummary:
    """What one attribute is in a group of people.

    Attributes:
        name: The column, without the unit.
        unit: Of a number; empty where none is told.
        kind: `number`, or `word` for everything else.
        typical: The median, or the most frequent values; empty where nothing is known.
        spread: The range or the middle half of numbers; the further values of words; empty where
            there is nothing to tell.
        n_known: How many have a value (n).
        n_people: How many are in the group (N); at least 1.
        missing: Who has no value, sorted.
        note: What to beware of; empty mostly.
    """

    name: str
    unit: str = ""
    kind: Literal["number", "word"]
    typical: str = ""
    spread: str = ""
    n_known: int
    n_people: int
    missing: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """A number as somebody wrote it.

    Attributes:
        value: The number.
        unit: What stands beside it; empty if nothing does.
    """

    value: float
    unit: str


def summarise(
    people: Sequence[Participant], *, names: Sequence[str] | None = None
) -> tuple[AttributeSummary, ...]:
    """Tell what each attribute is in a group.

    Args:
        people: At least one.
        names: Columns to tell, in order; None for all, in the order in which they come up.

    Raises:
        ValueError: If there is nobody, or a name is no column of anybody.
    """
    if not people:
        raise ValueError("a group of nobody has no attributes")
    known = list(dict.fromkeys(name for person in people for name in person.attributes))
    unknown = [name for name in names or () if name not in known]
    if unknown:
        raise ValueError(f"no column {unknown[0]!r}; there are: {', '.join(known) or 'none'}")
    return tuple(_summary(people, name) for name in (known if names is None else names))


def measure(text: str) -> Measure | None:
    """Read a number with its unit; None if `text` is anything else.

    >>> measure("1,200 EUR"), measure("12.5"), measure("twelve")
    (Measure(value=1200.0, unit='EUR'), Measure(value=12.5, unit=''), None)
    """
    match = _NUMBER.match(text.strip())
    if match is None:
        return None
    value = float(_plain(match["digits"]))
    negative = (match["sign"] or "") in "-−" and bool(match["sign"])
    unit = match["before"] or match["after"] or ""
    return Measure(value=-value if negative else value, unit=unit)


def _plain(digits: str) -> str:
    """Digits with a point for the decimal sign; a last group of three belongs to thousands."""
    compact = re.sub(r"[\s']", "", digits)
    last = max(compact.rfind(","), compact.rfind("."))
    if last < 0:
        return compact
    whole, rest = re.sub(r"[.,]", "", compact[:last]), compact[last + 1 :]
    is_thousands = len(rest) == 3 and (
        compact[last] == "," or compact.count(compact[last]) > 1 or len(whole) > 3
    )
    return whole + rest if is_thousands else f"{whole}.{rest}"


def _summary(people: Sequence[Participant], name: str) -> AttributeSummary:
    values = {person.name: person.attributes.get(name, "").strip() for person in people}
    known = {who: value for who, value in values.items() if value}
    titled = _UNIT_IN_NAME.match(name)
    title, unit = (titled["name"], titled["unit"]) if titled else (name, "")
    measures = {who: found for who, value in known.items() if (found := measure(value))}
    units = {each.unit for each in measures.values()} - {""}
    is_number = len(measures) == len(known) > 0 and len(units | ({unit} - {""})) <= 1
    typical, spread = "", ""
    if is_number:
        unit = unit or next(iter(units), "")
        typical, spread = _told_numbers([each.value for each in measures.values()], unit)
    elif known:
        typical, spread = _told_words(list(known.values()))
    return AttributeSummary(
        name=title.replace("_", " "),
        unit=unit if is_number else "",
        kind="number" if is_number else "word",
        typical=typical,
        spread=spread,
        n_known=len(known),
        n_people=len(people),
        missing=tuple(sorted(who for who, value in values.items() if not value)),
        note="" if is_number else _note(known, measures, units),
    )


def _note(known: dict[str, str], measures: dict[str, Measure], units: set[str]) -> str:
    if measures and len(measures) < len(known):
        odd = sorted(value for who, value in known.items() if who not in measures)
        shown = ", ".join(repr(value[:40]) for value in odd[:_MOST_VALUES_TOLD])
        return f"{len(odd)} of {len(known)} values are no numbers ({shown}), so none is averaged"
    if len(units) > 1:
        return f"told in different units ({', '.join(sorted(units))}), so none is averaged"
    return ""


def _told_numbers(values: Sequence[float], unit: str) -> tuple[str, str]:
    step = _step(values)
    typical = _with_unit(_shown(median(values), step), unit)
    if len(set(values)) == 1:
        return typical, ""
    if len(values) >= MANY:
        low, _, high = quantiles(values, n=4, method="inclusive")
        return typical, f"middle half {_shown(low, step)}–{_shown(high, step)}"
    digits = max(_decimals(value) for value in values)
    exact = Decimal(1).scaleb(-digits)
    return typical, f"{_shown(min(values), exact)}–{_shown(max(values), exact)}"


def _step(values: Sequence[float]) -> Decimal:
    """The place to which a median of so few is rounded: that of its standard error.

    The standard error of the median is 1.253 s / sqrt(n) for normal values. Its leading digit is
    the last one that can be trusted at all; numbers that are written finer are rounded to it, and
    none is written finer than it was told.
    """
    written = Decimal(1).scaleb(-max(_decimals(value) for value in values))
    if len(values) < 3:
        return written
    error = 1.253 * stdev(values) / sqrt(len(values))
    return max(written, Decimal(1).scaleb(floor(log10(error)))) if error > 0 else written


def _decimals(value: float) -> int:
    exponent = Decimal(repr(value)).normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _shown(value: float, step: Decimal) -> str:
    rounded = (Decimal(repr(value)) / step).quantize(Decimal(1)) * step
    return f"{rounded:,f}" if abs(rounded) >= 10_000 else f"{rounded:f}"


def _with_unit(number: str, unit: str) -> str:
    if not unit:
        return number
    return f"{unit}{number}" if unit in "€$£¥" else f"{number} {unit}"


def _told_words(values: Sequence[str]) -> tuple[str, str]:
    counts = Counter(values)
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0].casefold(), item[0]))
    most = ranked[0][1]
    first = [value for value, count in ranked if count == most]
    if most == 1 and len(first) > 1:
        shown = ", ".join(first[:_MOST_VALUES_TOLD])
        more = len(first) - _MOST_VALUES_TOLD
        return f"{len(first)} different", f"{shown} and {more} more" if more > 0 else shown
    typical = ", ".join(f"{value} ({most})" for value in first[:_MOST_VALUES_TOLD])
    others = ranked[min(len(first), _MOST_VALUES_TOLD) :]
    told = ", ".join(f"{value} ({count})" for value, count in others[:_MOST_VALUES_TOLD])
    more = len(others) - _MOST_VALUES_TOLD
    return typical, f"{told} and {more} more" if more > 0 else told
