"""Unitizing: whether coders mark the same stretches of text, and give them the same codes.

Krippendorff's alpha for unitizing (Krippendorff 2019, Content Analysis, 4th ed., section 12.6;
Krippendorff, Mathet, Bouvry & Widlöcher 2016, doi 10.1007/s11135-015-0266-1) for any number of
coders. Ours are what several interviews, interviews that not everybody read, and several codes on
one passage mean; see docs/unitizing.md.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from interview_coder.agreement.bootstrap import N_DRAWS, SEED, add_up, draw, estimate, stack
from interview_coder.agreement.coincidences import (
    Coincidences,
    Inventory,
    Lengths,
    count_coincidences,
)
from interview_coder.agreement.continuum import CodeSet, Partition, Unitized, partition
from interview_coder.agreement.estimate import Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class ValueAgreement:
    """How reliable one value is.

    Attributes:
        codes: The value: one code, or several that a coder put on one passage; sorted.
        alpha: (k)uα (equation 38): whether others who coded the passage at all gave it the same
            value; at most 1. Undefined where nobody else coded such a passage, or nobody gave
            a passage that others coded another value.
        coverage: The share of what was given the value that others gave any code, from 0 to 1;
            the alpha says nothing of the rest.
    """

    codes: CodeSet
    alpha: Estimate
    coverage: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class UnitizingAgreement:
    """How far coders agree on stretches of text.

    Each alpha is at most 1, which is full agreement; 0 is what chance gives, and below 0 they
    agree less than that. It is undefined where there is nothing to disagree on. Intervals are as
    `agreement.bootstrap` gives them.

    Attributes:
        u: uα (equation 34): the same stretches with the same codes.
        binary: |uα (equation 35): the same stretches, whatever the codes.
        cu: cuα (equations 36 and 37): the same codes, where several coders coded at all.
        cu_coverage: The share of the continuum that `cu` is about, from 0 to 1.
        values: (k)uα of each value, sorted by codes.
        code_to_alpha: Code to uα of that code against everything else, in the order of codes.
        n_coders: How many read at least one interview that was measured.
        n_interviews: How many interviews were measured.
        length: Of those interviews, in code points.
        left_out: Interviews that fewer than two coders read, sorted.
        coder_to_share: Coder to the share of what they read that they coded, from 0 to 1; sorted.
    """

    u: Estimate
    binary: Estimate
    cu: Estimate
    cu_coverage: Estimate
    values: tuple[ValueAgreement, ...] = field(repr=False)
    code_to_alpha: Mapping[str, Estimate] = field(repr=False)
    n_coders: int
    n_interviews: int
    length: int
    left_out: tuple[str, ...]
    coder_to_share: Mapping[str, float]


def measure_unitizing(
    interviews: Sequence[Unitized], *, n_draws: int = N_DRAWS, seed: int = SEED
) -> UnitizingAgreement:
    """Measure how far coders agree on where statements are and what they are.

    The interviews together are the continuum. Each is compared among those who read it; lengths
    add up over interviews. The order of interviews and coders does not matter.

    Args:
        interviews: No two of one name.
        n_draws: How often as many interviews are drawn with replacement for the intervals; 0 for
            no intervals.
        seed: Of the draws.

    Raises:
        ValueError: If two interviews have one name, or `n_draws` is negative.
    """
    _check(interviews)
    measured = sorted(
        (each for each in interviews if len(each.coder_to_units) > 1),
        key=lambda each: each.interview,
    )
    partitions = [
        {
            coder: partition(units, each.length)
            for coder, units in sorted(each.coder_to_units.items())
        }
        for each in measured
    ]
    inventory = Inventory.of([each for coders in partitions for each in coders.values()])
    # Where nothing was measured, every length is 0.
    counted = [count_coincidences(list(coders.values()), inventory) for coders in partitions] or [
        count_coincidences([partition((), 0)] * 2, inventory)
    ]
    weights = draw(len(counted), n_draws=n_draws, seed=seed)
    found = _Coefficients(add_up(stack(counted), weights))
    shares = _shares(measured, partitions)
    return UnitizingAgreement(
        u=estimate(found.u),
        binary=estimate(found.binary),
        cu=estimate(found.cu),
        cu_coverage=estimate(found.cu_coverage),
        values=tuple(
            ValueAgreement(codes=value, alpha=estimate(alpha), coverage=estimate(coverage))
            for value, alpha, coverage in zip(
                inventory.values[1:], found.by_value.T, found.coverage.T, strict=True
            )
        ),
        code_to_alpha={
            code: estimate(alpha)
            for code, alpha in zip(inventory.codes, found.by_code.T, strict=True)
        },
        n_coders=len(shares),
        n_interviews=len(measured),
        length=sum(each.length for each in measured),
        left_out=tuple(
            sorted(each.interview for each in interviews if len(each.coder_to_units) < 2)
        ),
        coder_to_share=shares,
    )


def _check(interviews: Sequence[Unitized]) -> None:
    names = Counter(each.interview for each in interviews)
    twice = sorted(name for name, n in names.items() if n > 1)
    if twice:
        raise ValueError(f"interviews are there more than once: {', '.join(twice)}")


def _shares(
    interviews: Sequence[Unitized], partitions: Sequence[Mapping[str, Partition]]
) -> dict[str, float]:
    read, coded = Counter[str](), Counter[str]()
    for interview, coders in zip(interviews, partitions, strict=True):
        for coder, each in coders.items():
            read[coder] += interview.length
            coded[coder] += each.coded_length
    return {coder: coded[coder] / (read[coder] or 1) for coder in sorted(read)}


class _Coefficients:
    """The coefficients of each draw; NaN where one is undefined.

    Expected coincidences are (ℓ_c. ℓ_.k - [c = k] own_c) / (ℓ.. - own / ℓ..), so those of
    different values are (ℓ..² - Σ ℓ_c.²) / (ℓ.. - own / ℓ..) together.
    """

    def __init__(self, lengths: Coincidences) -> None:
        total = lengths.given.sum(axis=1)
        gaps = lengths.given[:, 0]
        free = total - _over(lengths.own[:, 0], total)
        self.u = _alpha(lengths.differing.sum(axis=1), _unlike(lengths.given, total), free)
        self.binary = _alpha(2 * lengths.differing[:, 0], 2 * gaps * (total - gaps), free)

        met = lengths.meeting[:, 1:]
        met_own = lengths.meeting_own[:, 1:]
        miscoded = lengths.miscoded[:, 1:]
        met_total = met.sum(axis=1)
        met_free = met_total - _over(met_own.sum(axis=1), met_total)
        self.cu = _alpha(miscoded.sum(axis=1), _unlike(met, met_total), met_free)
        self.cu_coverage = _over(met_total, total)

        column = met_total[:, None]
        self.by_value = _alpha(miscoded, met**2 * (column - met), met * column - met_own)
        self.coverage = _over(met, lengths.given[:, 1:])

        column = total[:, None]
        without = column - lengths.coded
        code_free = column - _over(lengths.coded_own + without, column)
        self.by_code = _alpha(lengths.disputed, lengths.coded * without, code_free)


def _unlike(given: Lengths, total: Lengths) -> Lengths:
    squared: Lengths = total**2 - (given**2).sum(axis=1)
    return squared


def _alpha(observed: Lengths, unlike: Lengths, free: Lengths) -> Lengths:
    """1 - observed / expected, where what is expected is unlike / free."""
    alpha: Lengths = 1 - _over(observed * free, unlike)
    return alpha


def _over(part: Lengths, whole: Lengths) -> Lengths:
    part, whole = np.broadcast_arrays(part, whole)
    share: Lengths = np.divide(part, whole, out=np.full(part.shape, np.nan), where=whole > 0)
    return share
