"""The figure of agreement: for each code, alpha with its interval, kappa and AC1 on one axis."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.agreement.measure import CodeAgreement
from interview_coder.agreement.reading import RELIABLE, TENTATIVE
from interview_coder.reports.content import one_line
from interview_coder.reports.drawing import ACCENT, INK, LINE, QUIET, Sheet
from interview_coder.reports.figures import Figure
from interview_coder.reports.rows import WIDTH
from interview_coder.reports.typeface import Typeface

CODES_A_FIGURE = 24
"""As many as fit on a page."""

_LOWEST = -0.25
_LEFT, _TOP, _ROW, _LEGEND = 44.0, 10.0, 8.0, 11.0
_POINTS = 7.5
_INTERVAL = "#a9bac2"


def agreement_figure(codes: Sequence[CodeAgreement]) -> Figure | None:
    """Draw how far coders agree on each code; None where no alpha is defined."""
    drawn = [code for code in codes if code.alpha.value is not None]
    if not drawn:
        return None
    names = [one_line(code.code) for code in drawn]
    face = Typeface.for_texts([*names, "prevalence", "alpha with its 95% interval", "kappa", "AC1"])
    sheet = Sheet(width=WIDTH, height=_TOP + _ROW * len(drawn) + _LEGEND, typeface=face)
    _draw_axis(sheet, bottom=_TOP + _ROW * len(drawn))
    for number, (code, name) in enumerate(zip(drawn, names, strict=True)):
        shown = face.shortened(name, width=_LEFT - 16, points=_POINTS)
        _draw_code(sheet, code, shown, y=_TOP + _ROW * (number + 0.5))
    _draw_legend(sheet, y=sheet.height - 3.5)
    return Figure(
        sheet=sheet,
        title="How far coders agree on each code",
        description="; ".join(
            f"{name}: alpha {code.alpha.value:.2f}" for name, code in zip(names, drawn, strict=True)
        )
        + ".",
    )


def _x(value: float) -> float:
    inside = min(max(value, _LOWEST), 1.0)
    return _LEFT + (inside - _LOWEST) / (1 - _LOWEST) * (WIDTH - _LEFT - 4)


def _draw_axis(sheet: Sheet, *, bottom: float) -> None:
    sheet.text(_LEFT - 3, 5.5, "prevalence", points=6.5, color=QUIET, side="right")
    for value in (0.0, 0.2, 0.4, 0.6, 0.8, 1.0):
        sheet.text(_x(value), 5.5, f"{value:.1f}", points=6.5, color=QUIET, side="center")
        sheet.line([_x(value)] * 2, [_TOP - 2, bottom], points=0.5, color=LINE)
    for value in (TENTATIVE, RELIABLE):
        sheet.line([_x(value)] * 2, [_TOP - 2, bottom], points=0.8, color=QUIET, dashed=True)


def _draw_code(sheet: Sheet, code: CodeAgreement, name: str, *, y: float) -> None:
    sheet.text(0, y, name, points=_POINTS)
    sheet.text(_LEFT - 3, y, f"{code.prevalence or 0:.1%}", points=6.5, color=QUIET, side="right")
    if code.alpha.low is not None and code.alpha.high is not None:
        sheet.line([_x(code.alpha.low), _x(code.alpha.high)], [y, y], points=3.2, color=_INTERVAL)
    if code.ac1.value is not None:
        _draw_square(sheet, _x(code.ac1.value), y)
    if code.kappa.value is not None:
        sheet.dot(_x(code.kappa.value), y, radius=1.5, fill="white")
    if code.alpha.value is not None:
        sheet.dot(_x(code.alpha.value), y, radius=1.0, fill=ACCENT)


def _draw_square(sheet: Sheet, x: float, y: float) -> None:
    sheet.box(x - 1.1, y - 1.1, width=2.2, height=2.2, fill="white", edge=INK)


def _draw_legend(sheet: Sheet, *, y: float) -> None:
    sheet.line([2, 10], [y, y], points=3.2, color=_INTERVAL)
    sheet.dot(6, y, radius=1.0, fill=ACCENT)
    sheet.text(12, y, "alpha with its 95% interval", points=6.5, color=QUIET)
    sheet.dot(52, y, radius=1.5, fill="white")
    sheet.text(55, y, "kappa", points=6.5, color=QUIET)
    _draw_square(sheet, 70, y)
    sheet.text(73, y, "AC1", points=6.5, color=QUIET)
    sheet.line([86, 92], [y, y], points=0.8, color=QUIET, dashed=True)
    sheet.text(94, y, "customary bounds of alpha, .667 and .800", points=6.5, color=QUIET)
