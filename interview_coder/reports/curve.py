"""The curve of saturation: how many themes are known after how many interviews."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from interview_coder.evidence.saturation import CurvePoint
from interview_coder.reports.drawing import ACCENT, QUIET, Sheet
from interview_coder.reports.figures import Figure
from interview_coder.reports.rows import DOT, SMALL, TEXT, WIDTH, count_of
from interview_coder.reports.typeface import Typeface

_BAND = "#e3eaed"
_MANY = 30
"""From more interviews on, the dots of the curve are small."""


def saturation_figure(curve: Sequence[CurvePoint]) -> tuple[Figure, ...]:
    """Draw how many different themes are known after 1, 2, … interviews.

    Args:
        curve: A point for each number of interviews, from 1 on; `Saturation.curve`.

    Returns:
        One figure; none with fewer than two interviews or without themes.
    """
    if len(curve) < 2 or curve[-1].high <= 0:
        return ()
    plot = _CurvePlot(curve)
    sheet = Sheet(width=WIDTH, height=plot.height, typeface=Typeface.for_texts(()))
    plot.draw(sheet)
    title = "How many themes are known after how many interviews"
    return (Figure(sheet=sheet, title=title, description=_told(curve)),)


class _CurvePlot:
    """The curve with its axes."""

    left, right, top, bottom = 12.0, WIDTH - 30.0, 14.0, 72.0
    height = 82.0

    def __init__(self, curve: Sequence[CurvePoint]) -> None:
        self._curve = curve
        self._n = curve[-1].n_interviews
        self._y_step = _step(curve[-1].high, at_most=6)
        self._y_end = self._y_step * ceil(curve[-1].high / self._y_step)

    def _x(self, n_interviews: float) -> float:
        # Half a step of air beside the first and the last interview.
        return self.left + (n_interviews - 0.5) / self._n * (self.right - self.left)

    def _y(self, n_themes: float) -> float:
        return self.bottom - n_themes / self._y_end * (self.bottom - self.top)

    def draw(self, sheet: Sheet) -> None:
        self._draw_axes(sheet)
        self._draw_band(sheet)
        xs = [self._x(point.n_interviews) for point in self._curve]
        ys = [self._y(point.mean) for point in self._curve]
        sheet.line(xs, ys, points=1.4, color=ACCENT)
        for x, y in zip(xs, ys, strict=True):
            sheet.dot(x, y, radius=DOT if self._n <= _MANY else 0.5, fill=ACCENT)
        self._draw_legend(sheet)
        n_themes = f"{self._curve[-1].mean:.0f}"
        sheet.text(xs[-1] + 4, ys[-1] - 1.5, f"{n_themes} themes in", points=TEXT)
        sheet.text(xs[-1] + 4, ys[-1] + 2, f"{self._n} interviews", points=TEXT)

    def _draw_axes(self, sheet: Sheet) -> None:
        for n_themes in range(0, self._y_end + 1, self._y_step):
            y = self._y(n_themes)
            sheet.line([self.left, self.right], [y, y], points=0.5)
            sheet.text(self.left - 2, y, str(n_themes), points=SMALL, color=QUIET, side="right")
        step = _step(self._n, at_most=15)
        for n in range(step, self._n + 1, step):
            x = self._x(n)
            sheet.line([x, x], [self.bottom, self.bottom + 1.2], points=0.6, color=QUIET)
            sheet.text(x, self.bottom + 3.6, str(n), points=SMALL, color=QUIET, side="center")
        middle = (self.left + self.right) / 2
        sheet.text(middle, self.bottom + 8, "Interviews", points=SMALL, color=QUIET, side="center")
        sheet.text(0, 2.2, "Different themes voiced so far", points=SMALL, color=QUIET)

    def _draw_band(self, sheet: Sheet) -> None:
        xs = [self._x(point.n_interviews) for point in self._curve]
        lows = [self._y(point.low) for point in self._curve]
        highs = [self._y(point.high) for point in self._curve]
        sheet.area([*xs, *reversed(xs)], [*lows, *reversed(highs)], fill=_BAND)
        sheet.line(xs, lows, points=0.7, color=QUIET, dashed=True)
        sheet.line(xs, highs, points=0.7, color=QUIET, dashed=True)

    def _draw_legend(self, sheet: Sheet) -> None:
        y = 8.0
        sheet.line([self.left, self.left + 8], [y, y], points=1.4, color=ACCENT)
        sheet.dot(self.left + 4, y, radius=DOT, fill=ACCENT)
        mean = "mean over orders of the interviews"
        sheet.text(self.left + 10, y, mean, points=SMALL, color=QUIET)
        x = self.left + 18 + sheet.typeface.width(mean, points=SMALL)
        sheet.box(x, y - 1.6, width=8, height=3.2, fill=_BAND)
        for edge in (y - 1.6, y + 1.6):
            sheet.line([x, x + 8], [edge, edge], points=0.7, color=QUIET, dashed=True)
        sheet.text(x + 10, y, "5th to 95th percentile of the orders", points=SMALL, color=QUIET)


def _step(end: float, *, at_most: int) -> int:
    """Return the smallest of 1, 2, 5, 10, 20, 50 … with which `at_most` steps reach `end`."""
    size = 1
    while True:
        for step in (size, 2 * size, 5 * size):
            if ceil(end / step) <= at_most:
                return step
        size *= 10


def _told(curve: Sequence[CurvePoint]) -> str:
    first, last = curve[0], curve[-1]
    return (
        f"{count_of(round(last.mean), 'theme')} in {count_of(last.n_interviews, 'interview')}; "
        f"after the first, {first.mean:.1f} on average over orders of the interviews "
        f"(5th to 95th percentile {first.low:.1f} to {first.high:.1f})."
    )
