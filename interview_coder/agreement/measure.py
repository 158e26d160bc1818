"""How far coders agree: every coefficient, for each code and for all codes together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from interview_coder.agreement.bootstrap import N_DRAWS, SEED, draw, estimate
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

_Coefficient = Callable[[Counts], Array]


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

    def measured(values: Values, n_values: int) -> _Measured:
        return _Measured(count(values[some], interviews, n_values=n_values), weights)

    return Agreement(
        coders=ratings.coders,
        n_units=len(some),
        n_read={coder: int(has_read[:, n].sum()) for n, coder in enumerate(ratings.coders)},
        n_interviews=n_interviews,
        codes=tuple(
            _of_code(ratings, code, measured(ratings.of_code(code), 2)) for code in ratings.codes
        ),
        all_codes=_of_all(ratings, measured),
        pairs=_pairs(ratings, measured) if len(ratings.coders) > 2 else (),
    )


class _Measured:
    """Counts of the whole and of the draws."""

    def __init__(self, counts: Counts, weights: Array) -> None:
        self._n_interviews = len(counts.pairable)
        self.whole = counts.summed(np.ones((1, self._n_interviews)))
        self._draws = counts.summed(weights)

    def estimate(self, coefficient: _Coefficient) -> Estimate:
        value, draws = coefficient(self.whole), coefficient(self._draws)
        return estimate(value, draws, n_interviews=self._n_interviews)


def _of_code(ratings: Ratings, code: str, measured: _Measured) -> CodeAgreement:
    values = ratings.of_code(code)
    return CodeAgreement(
        code=code,
        n_units=int(measured.whole.pairable[0]),
        prevalence=_or_none(prevalence(measured.whole)),
        coder_prevalence={coder: _share(values[:, n]) for n, coder in enumerate(ratings.coders)},
        percent=measured.estimate(percent),
        kappa=measured.estimate(light_kappa),
        fleiss=measured.estimate(fleiss_kappa),
        alpha=measured.estimate(krippendorff_alpha),
        ac1=measured.estimate(gwet_ac1),
    )


def _of_all(ratings: Ratings, measure: Callable[[Values, int], _Measured]) -> SetAgreement:
    values, sets = ratings.as_sets()
    measured = measure(values, max(len(sets), 1))

    def alpha(between: Callable[[frozenset[str], frozenset[str]], float]) -> Estimate:
        apart = distances(sets, between) if sets else np.zeros((1, 1))
        return measured.estimate(lambda counts: krippendorff_alpha(counts, apart))

    return SetAgreement(
        n_units=int(measured.whole.pairable[0]),
        percent=measured.estimate(percent),
        alpha=measured.estimate(krippendorff_alpha),
        alpha_jaccard=alpha(jaccard),
        alpha_masi=alpha(masi),
    )


def _pairs(
    ratings: Ratings, measure: Callable[[Values, int], _Measured]
) -> tuple[PairAgreement, ...]:
    found = []
    for code in ratings.codes:
        whole = measure(ratings.of_code(code), 2).whole
        for number, (one, other) in enumerate(combinations(ratings.coders, 2)):
            table = whole.pairs[0, number]
            n_units = int(table.sum())
            found.append(
                PairAgreement(
                    coders=(one, other),
                    code=code,
                    n_units=n_units,
                    percent=float(np.trace(table)) / n_units if n_units else None,
                    kappa=_or_none(cohen_kappa(whole, number)),
                )
            )
    return tuple(found)


def _share(values: Values) -> float | None:
    read = values[values != UNREAD]
    return float(read.mean()) if len(read) else None


def _or_none(value: Array) -> float | None:
    return None if np.isnan(value[0]) else float(value[0])
