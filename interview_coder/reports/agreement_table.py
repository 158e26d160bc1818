"""Agreement between coders as tables of words."""

from __future__ import annotations

from collections.abc import Iterable

from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.measure import Agreement, CodeAgreement
from interview_coder.agreement.with_machine import agreement_with_machine
from interview_coder.findings import Analysis
from interview_coder.reports.table import Table
from interview_coder.tabular import Row

NONE = "–"
"""Stands where there is nothing to tell."""

MACHINE_TOLD = (
    "Compared are utterances that people decided on: what the machine asserted there before it "
    "learnt from anybody, and what they decided. Where the machine asserted a code and nobody "
    "said anything to it, the utterance does not count for that code.",
    "Whoever decides sees what the machine proposes, which makes agreement likelier; utterances "
    "chosen for review are those the machine doubts most, which makes it less likely. For a fair "
    "figure let somebody code an interview without seeing the results, and run interview-coder "
    "agreement.",
)


def shown(estimate: Estimate, *, as_percent: bool = False) -> str:
    """Return a value with its interval; a dash where there is none.

    >>> shown(Estimate(value=0.71, low=0.6, high=0.8))
    '0.71 (0.60–0.80)'
    >>> shown(Estimate(value=0.004, low=-0.1, high=0.1))
    '0.00 (−0.10 to 0.10)'
    """
    if estimate.value is None:
        return NONE
    told = _number(estimate.value, as_percent=as_percent)
    if estimate.low is None or estimate.high is None:
        return told
    low, high = (_number(end, as_percent=as_percent) for end in (estimate.low, estimate.high))
    until = "–" if estimate.low >= 0 else " to "
    return f"{told} ({low}{until}{high})"


def _number(value: float, *, as_percent: bool) -> str:
    told = f"{value:.0%}" if as_percent else f"{value:.2f}"
    return told.replace("-", "−") if float(told.rstrip("%")) else told.removeprefix("-")


def share(value: float | None) -> str:
    """Return a share as a percentage; a dash where there is none."""
    return NONE if value is None else f"{value:.1%}"


def code_rows(codes: Iterable[CodeAgreement]) -> tuple[tuple[str, ...], ...]:
    """Return a row a code; the columns are those of `CODE_HEADER`."""
    return tuple(
        (
            code.code,
            str(code.n_units),
            share(code.prevalence),
            shown(code.percent, as_percent=True),
            shown(code.kappa),
            shown(code.alpha),
            shown(code.ac1),
        )
        for code in codes
    )


CODE_HEADER = (
    "Code", "Utterances", "Prevalence", "Agreement", "Kappa", "Alpha", "AC1",
)  # fmt: skip


def machine_table(analysis: Analysis) -> Table | None:
    """Return how far the machine agrees with people's decisions; None without decisions."""
    codes = agreement_with_machine(analysis)
    if not codes:
        return None
    return Table(
        title="The machine beside the people who decided",
        header=CODE_HEADER,
        rows=code_rows(codes),
        told=MACHINE_TOLD,
    )


AGREEMENT_COLUMNS = (
    "code", "coefficient", "value", "low", "high", "prevalence", "n_units", "coders",
)  # fmt: skip
"""Columns of agreement.csv."""


def agreement_rows(agreement: Agreement) -> list[Row]:
    """Return a row a code and coefficient; `code` is empty for all codes together."""
    rows = [
        _row(agreement, code.code, name, getattr(code, name), code.prevalence, code.n_units)
        for code in agreement.codes
        for name in ("percent", "kappa", "fleiss", "alpha", "ac1")
    ]
    every = agreement.all_codes
    return rows + [
        _row(agreement, "", name, getattr(every, name), None, every.n_units)
        for name in ("percent", "alpha", "alpha_jaccard", "alpha_masi")
    ]


def _row(
    agreement: Agreement,
    code: str,
    name: str,
    estimate: Estimate,
    prevalence: float | None,
    n_units: int,
) -> Row:
    return {
        "code": code,
        "coefficient": name,
        "value": _rounded(estimate.value),
        "low": _rounded(estimate.low),
        "high": _rounded(estimate.high),
        "prevalence": _rounded(prevalence),
        "n_units": n_units,
        "coders": "; ".join(agreement.coders),
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 6)
