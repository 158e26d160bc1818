"""What coefficients of agreement say, in plain words."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.measure import CodeAgreement

RELIABLE = 0.8
TENTATIVE = 0.667
"""Customary bounds of alpha (Krippendorff 2019, Content Analysis, 4th ed., section 12.7)."""

_RARE = 0.1
_MOSTLY = 0.9
_APART = 0.3


def read_code(code: CodeAgreement) -> str:
    """Return what the agreement on a code means, in one to three sentences."""
    return " ".join(_sentences(code))


def _sentences(code: CodeAgreement) -> Iterator[str]:
    if not code.n_units:
        yield "No utterance was read by two coders."
        return
    if code.alpha.value is None:
        yield f"Nobody disagreed and all {code.n_units} utterances are alike: {_alike(code)}."
        return
    yield f"Alpha is {_told(code.alpha.value)}: {_band(code.alpha.value)}{_reach(code.alpha)}."
    if _is_paradox(code):
        ac1, kappa = (_told(each.value or 0, places=2) for each in (code.ac1, code.kappa))
        yield (
            f"The code is {_how_common(code)}, so chance alone would agree on most utterances: "
            f"{code.percent.value or 0:.0%} agreement and AC1 {ac1} go with a kappa of {kappa}. "
            "Read the disagreements, not the percentage."
        )


def _told(value: float, *, places: int = 3) -> str:
    told = f"{value:.{places}f}"
    return told.replace("-", "−") if float(told) else told.removeprefix("-")


def _alike(code: CodeAgreement) -> str:
    if code.prevalence in (0, 1):
        return "all carry the code" if code.prevalence else "none carries the code"
    # What varies was read by one coder alone, and prevalence counts it.
    return "all with the code, or all without it"


def _band(alpha: float) -> str:
    if alpha >= RELIABLE:
        return "at or above .800, which is customarily called reliable"
    if alpha >= TENTATIVE:
        return "between .667 and .800, which customarily carries tentative conclusions only"
    return "below .667; do not rest a conclusion on counts of this code before it is settled"


def _reach(alpha: Estimate) -> str:
    if alpha.low is None or alpha.high is None or alpha.value is None:
        return ""
    crossed = [bound for bound in (TENTATIVE, RELIABLE) if alpha.low < bound <= alpha.high]
    interval = f"{_told(alpha.low)} to {_told(alpha.high)}"
    if not crossed:
        return f" (95% {interval})"
    bounds = " and ".join(f".{round(bound * 1000)}" for bound in crossed)
    return f" (but the 95% interval, {interval}, reaches across {bounds})"


def _is_paradox(code: CodeAgreement) -> bool:
    """Whether a one-sided code makes kappa low beside high agreement."""
    if code.prevalence is None or _RARE <= code.prevalence <= _MOSTLY:
        return False
    if code.percent.value is None or code.kappa.value is None:
        return False
    return code.percent.value - code.kappa.value > _APART


def _how_common(code: CodeAgreement) -> str:
    share = code.prevalence or 0
    word = "rare" if share < _RARE else "nearly everywhere"
    return f"{word} ({share:.1%} of ratings)"
