"""How far coders agree: every coefficient, for each code and for all codes together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interview_coder.agreement.bootstrap import N_DRAWS, SEED, add_up, draw, estimate
from interview_coder.agreement.coefficients import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    light_kappa,
    percent,
    prevalence,
)
from interview_coder.agreement.counts import Array, Counts, count
from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.ratings import UNREAD, Ratings, Values
from interview_coder.agreement.set_distance import distances, jaccard, masi

_Measure = Callable[[Values, int], Counts]
"""Gives the counts of values below so many: of the whole first, then of the draws."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodeAgreement:
    """How far coders agree on one code.

    Attributes:
        code: Its name.
        n_units: Units that two coders or more read.
        prevalence: Share of all ratings that carry it, units that one coder alone read among them;
            from 0 to 1; None without ratings.
        coder_prevalence: Coder to the share of the units he read on which he put it.
        percent: Share of pairs of coders that agree.
        kappa: Cohen's kappa; with more than two coders its mean over pairs (Light's kappa).
        fleiss: Fleiss' kappa.
        alpha: Krippendorff's alpha.
        ac1: Gwet's AC1.
    """

    code: str
    n_units: int
    prevalence: float | None
    coder_prevalence: Mapping[str, float | None]
    percent: Estimate
    kappa: Estimate
    fleiss: Estimate
    alpha: Estimate
    ac1: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAgreement:
    """How far coders agree on all codes of a unit together.

    Attributes:
        n_units: Units that two coders or more read.
        percent: Share of pairs of coders that put the same codes.
        alpha: Krippendorff's alpha where sets of codes are the same or not.
        alpha_jaccard: Where they are as far apart as their Jaccard distance.
        alpha_masi: Where they are as far apart as their MASI distance.
    """

    n_units: int
    percent: Estimate
    alpha: Estimate
    alpha_jaccard: Estimate
    alpha_masi: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class PairAgreement:
    """How far two coders agree on one code.

    Attributes:
        coders: The two.
        code: Its name.
        n_units: Units that both read.
        percent: Share of these on which they agree; None if there is none.
        kappa: Cohen's kappa; None where it is not defined.
    """

    coders: tuple[str, str]
    code: str
    n_units: int
    percent: float | None
    kappa: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Agreement:
    """How far coders agree.

    Attributes:
        coders: Names, sorted.
        n_units: How many units anybody read.
        n_read: Coder to the number of units he read.
        n_interviews: From how many interviews they are.
        codes: Code by code, in the order of the ratings.
        all_codes: All codes together.
        pairs: Code by code and pair by pair; empty with two coders.
    """

    coders: tuple[str, ...]
    n_units: int
    n_read: Mapping[str, int]
    n_interviews: int
    codes: tuple[CodeAgreement, ...]
    all_codes: SetAgreement
    pairs: tuple[PairAgreement, ...]


def measure_agreement(ratings: Ratings, *, n_draws: int = N_DRAWS, seed: int = SEED) -> Agreement:
    """Measure how far the coders of `ratings` agree.

    Neither the order of coders, of codes nor of units changes a figure.

    Args:
        ratings: Of two coders or more; with fewer no coefficient is defined.
        n_draws: Of the bootstrap.
        seed: Of the bootstrap.
    """
    ratings = ratings.of_coders(sorted(ratings.coders))
    has_read = ratings.has_read
    some = np.flatnonzero(has_read.any(axis=1))
    interviews = tuple(ratings.interviews[row] for row in some)
    n_interviews = len(set(interviews))
    weights = draw(max(n_interviews, 1), n_draws=n_draws, seed=seed)

    def measure(values: Values, n_values: int) -> Counts:
        return add_up(count(values[some], interviews, n_values=n_values), weights)

    return Agreement(
        coders=ratings.coders,
        n_units=len(some),
        n_read={coder: int(has_read[:, n].sum()) for n, coder in enumerate(ratings.coders)},
        n_interviews=n_interviews,
        codes=tuple(
            _of_code(ratings, code, measure(ratings.of_code(code), 2)) for code in ratings.codes
        ),
        all_codes=_of_all(ratings, measure),
        pairs=_pairs(ratings, measure) if len(ratings.coders) > 2 else (),
    )


def _of_code(ratings: Ratings, code: str, counts: Counts) -> CodeAgreement:
    values = ratings.of_code(code)
    return CodeAgreement(
        code=code,
        n_units=int(counts.pairable[0]),
        prevalence=_or_none(prevalence(counts)),
        coder_prevalence={coder: _share(values[:, n]) for n, coder in enumerate(ratings.coders)},
        percent=estimate(percent(counts)),
        kappa=estimate(light_kappa(counts)),
        fleiss=estimate(fleiss_kappa(counts)),
        alpha=estimate(krippendorff_alpha(counts)),
        ac1=estimate(gwet_ac1(counts)),
    )


def _of_all(ratings: Ratings, measure: _Measure) -> SetAgreement:
    values, sets = ratings.as_sets()
    counts = measure(values, max(len(sets), 1))

    def alpha(between: Callable[[frozenset[str], frozenset[str]], float]) -> Estimate:
        apart = distances(sets, between) if sets else np.zeros((1, 1))
        return estimate(krippendorff_alpha(counts, apart))

    return SetAgreement(
        n_units=int(counts.pairable[0]),
        percent=estimate(percent(counts)),
        alpha=estimate(krippendorff_alpha(counts)),
        alpha_jaccard=alpha(jaccard),
        alpha_masi=alpha(masi),
    )


def _pairs(ratings: Ratings, measure: _Measure) -> tuple[PairAgreement, ...]:
    found = []
    for code in ratings.codes:
        counts = measure(ratings.of_code(code), 2)
        for number, (one, other) in enumerate(combinations(ratings.coders, 2)):
            table = counts.pairs[0, number]
            n_units = int(table.sum())
            found.append(
                PairAgreement(
                    coders=(one, other),
                    code=code,
                    n_units=n_units,
                    percent=float(np.trace(table)) / n_units if n_units else None,
                    kappa=_or_none(cohen_kappa(counts, number)),
                )
            )
    return tuple(found)


def _share(values: Values) -> float | None:
    read = values[values != UNREAD]
    return float(read.mean()) if len(read) else None


def _or_none(value: Array) -> float | None:
    return None if np.isnan(value[0]) else float(value[0])
