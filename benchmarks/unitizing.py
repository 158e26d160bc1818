"""How fast alpha for unitizing is, beside the formulas written out as loops over sections.

    python benchmarks/unitizing.py [--json FILE]

Ten one-hour interviews of about 50,000 characters, made up on the spot; 300 units of eight codes a
coder and interview. The loops compare every section of a coder with every section of another, as
equations 32 to 34 of Krippendorff (2019) are written, and give uα alone, without an interval; ours
gives every coefficient, and intervals of 1,000 draws. Seconds are medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, permutations
from pathlib import Path

from stopwatch import median_seconds

from interview_coder.agreement.continuum import Unit, Unitized
from interview_coder.agreement.unitizing import measure_unitizing

N_INTERVIEWS = 10
N_CHARACTERS = 50_000
N_UNITS = 300
CODES = ("pain", "goal", "trigger", "objection", "product", "price", "habit", "role")
ROUNDS = 3

Section = tuple[int, int, str]


def main() -> None:
    """Print a line a number of coders: seconds, and the ratio to the loops."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    figures = [measure(n_coders) for n_coders in (2, 3, 5)]
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(n_coders: int) -> Mapping[str, float]:
    """Measure one study with so many coders."""
    study = _study(n_coders)
    figures = {
        "coders": n_coders,
        "seconds": median_seconds(lambda: measure_unitizing(study), rounds=ROUNDS),
        "seconds_without_intervals": median_seconds(
            lambda: measure_unitizing(study, n_draws=0), rounds=ROUNDS
        ),
        "seconds_loops": median_seconds(lambda: u_alpha_in_loops(study), rounds=1),
        "difference": abs(u_alpha_in_loops(study) - (measure_unitizing(study).u.value or 0)),
    }
    with_intervals = figures["seconds"] / figures["seconds_loops"]
    without = figures["seconds_without_intervals"] / figures["seconds_loops"]
    print(
        f"{n_coders} coders, {N_INTERVIEWS} interviews, {N_UNITS} units each: "
        f"{figures['seconds']:.2f} s with 1,000 draws ({with_intervals:.3f} of the loops), "
        f"{figures['seconds_without_intervals']:.2f} s without ({without:.3f}); "
        f"loops {figures['seconds_loops']:.1f} s; uα differs by {figures['difference']:.0e}"
    )
    return figures


def u_alpha_in_loops(study: Sequence[Unitized]) -> float:
    """Return uα as the equations say it; units of one coder must not overlap."""
    observed: dict[tuple[str, str], float] = defaultdict(float)
    own: dict[str, float] = defaultdict(float)
    for interview in study:
        rows = [_sections(units, interview.length) for units in interview.coder_to_units.values()]
        for start, end, value in chain.from_iterable(rows):
            own[value] += (end - start) ** 2 if value else end - start
        for one, other in permutations(rows, 2):
            for pair, shared in _shared(one, other):
                observed[pair] += shared / (len(rows) - 1)
    given: dict[str, float] = defaultdict(float)
    for (value, _), length in observed.items():
        given[value] += length
    total, total_own = sum(given.values()), sum(own.values())
    expected = {
        value: (length**2 - own[value]) / (total - total_own / total)
        for value, length in given.items()
    }
    agreed = sum(observed[value, value] for value in given)
    return 1 - (total - agreed) / (total - sum(expected.values()))


def _shared(
    one: Sequence[Section], other: Sequence[Section]
) -> Iterator[tuple[tuple[str, str], int]]:
    for start, end, value in one:
        for other_start, other_end, other_value in other:
            shared = min(end, other_end) - max(start, other_start)
            if shared > 0:
                yield (value, other_value), shared


def _sections(units: Sequence[Unit], length: int) -> list[Section]:
    sections, place = [], 0
    for unit in units:
        sections.append((place, unit.start, ""))
        sections.append((unit.start, unit.end, unit.value))
        place = unit.end
    return [each for each in [*sections, (place, length, "")] if each[0] < each[1]]


def _study(n_coders: int) -> list[Unitized]:
    """Return interviews whose coders meant the same units and differ in ends and some codes."""
    chance = random.Random(0)
    study = []
    for number in range(N_INTERVIEWS):
        starts = sorted(chance.sample(range(0, N_CHARACTERS - 160, 160), N_UNITS))
        meant = [(start, chance.choice(CODES)) for start in starts]
        coders = {f"coder {n}": _marked(meant, chance) for n in range(n_coders)}
        study.append(
            Unitized(interview=f"{number}.txt", length=N_CHARACTERS, coder_to_units=coders)
        )
    return study


def _marked(meant: Sequence[tuple[int, str]], chance: random.Random) -> tuple[Unit, ...]:
    return tuple(
        Unit(
            start=start + chance.randrange(20),
            end=start + chance.randrange(60, 160),
            value=chance.choice(CODES) if chance.random() < 0.2 else code,
        )
        for start, code in meant
    )


if __name__ == "__main__":
    main()
