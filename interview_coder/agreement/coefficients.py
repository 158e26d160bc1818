"""Coefficients of agreement between coders on nominal values.

Each takes counts with a leading axis (interviews or draws) and gives an array along it; NaN where
the coefficient is not defined: nobody to compare, or no variation that chance could act on.
Libraries have most of them for one sample; the bootstrap needs a thousand, so they are written on
counts, and the libraries are the oracles of the tests.
"""

from __future__ import annotations

import numpy as np

from interview_coder.agreement.counts import Array, Counts


def percent(counts: Counts) -> Array:
    """Share of pairs of coders that agree, averaged over the units that two or more read."""
    return _divide(counts.agreed, counts.pairable)


def prevalence(counts: Counts, value: int = 1) -> Array:
    """Share of all ratings that have the value numbered `value`."""
    return _divide(counts.ratings[..., value], counts.ratings.sum(axis=-1))


def cohen_kappa(counts: Counts, pair: int = 0) -> Array:
    """Cohen's kappa of a pair of coders, on the units that both read.

    (Po - Pe) / (1 - Pe), Pe the sum over values of the product of both coders' shares (Cohen 1960,
    Educational and Psychological Measurement 20(1), 37-46).
    """
    if not counts.pairs.shape[-3]:
        return np.full(counts.pairable.shape, np.nan)
    return _kappa(counts.pairs[..., pair, :, :])


def light_kappa(counts: Counts) -> Array:
    """Mean of Cohen's kappa over all pairs of coders (Light 1971, Psychological Bulletin 76(5)).

    With two coders it is Cohen's kappa. Not defined unless it is so for every pair.
    """
    if not counts.pairs.shape[-3]:
        return np.full(counts.pairable.shape, np.nan)
    kappas: Array = _kappa(counts.pairs).mean(axis=-1)
    return kappas


def _kappa(tables: Array) -> Array:
    n = tables.sum(axis=(-2, -1))
    observed = _divide(np.trace(tables, axis1=-2, axis2=-1), n)
    expected = _divide((tables.sum(axis=-1) * tables.sum(axis=-2)).sum(axis=-1), n**2)
    return _beyond_chance(observed, expected)


def fleiss_kappa(counts: Counts) -> Array:
    """Fleiss' kappa, on the units that every coder read.

    Chance is taken from the shares of the values over all coders (Fleiss 1971, Psychological
    Bulletin 76(5), 378-382).
    """
    shares = _divide(counts.values_full, counts.values_full.sum(axis=-1)[..., None])
    expected = (shares**2).sum(axis=-1)
    return _beyond_chance(_divide(counts.agreed_full, counts.full), expected)


def krippendorff_alpha(counts: Counts, distance: Array | None = None) -> Array:
    """Krippendorff's alpha, on the units that two or more coders read.

    1 - Do / De with the coincidences of values as they are observed and as they would be by chance
    (Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, sections B and C).

    Args:
        counts: As counted.
        distance: Between values, of shape (Q, Q), 0 on the diagonal; nominal if None.
    """
    n_values = counts.coincidences.shape[-1]
    apart = 1 - np.eye(n_values) if distance is None else distance
    given = counts.coincidences.sum(axis=-1)
    n = given.sum(axis=-1)
    observed = (counts.coincidences * apart).sum(axis=(-2, -1))
    expected = _divide((given @ apart * given).sum(axis=-1), n - 1)
    alpha: Array = 1 - _divide(observed, expected)
    return alpha


def gwet_ac1(counts: Counts) -> Array:
    """Gwet's AC1, whose chance agreement does not depend on how rare a value is.

    Pe = 1 / (Q - 1) times the sum over values of p (1 - p), p the mean share of the value over the
    units that anybody read (Gwet 2008, British Journal of Mathematical and Statistical Psychology
    61(1), 29-48; missing ratings as in Gwet 2014, Handbook of Inter-Rater Reliability, 4th ed.).
    """
    n_values = counts.shares.shape[-1]
    if n_values < 2:
        return np.full(counts.pairable.shape, np.nan)
    shares = _divide(counts.shares, counts.rated[..., None])
    expected = (shares * (1 - shares)).sum(axis=-1) / (n_values - 1)
    return _beyond_chance(percent(counts), expected)


def _beyond_chance(observed: Array, expected: Array) -> Array:
    return _divide(observed - expected, 1 - expected)


def _divide(above: Array, below: Array) -> Array:
    """Divide, with NaN where there is nothing to divide by."""
    above, below = np.broadcast_arrays(above, below)
    is_something = np.abs(below) > 1e-12
    divided: Array = np.divide(above, below, out=np.full(below.shape, np.nan), where=is_something)
    return divided
