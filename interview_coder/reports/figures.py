"""Figures of the themes: how widely each is shared, and by whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from interview_coder.reports.cells import cell_charts, check_participants, names_of, told_voices
from interview_coder.reports.drawing import QUIET, Sheet
from interview_coder.reports.rows import (
    DOT,
    LEGEND_HEIGHT,
    MAX_HEIGHT,
    SMALL,
    WIDTH,
    Columns,
    Row,
    ThemeRow,
    columns_of,
    count_of,
    draw_dot,
    grouped_by_code,
    sheets_of,
    typeface_of,
)
from interview_coder.reports.typeface import one_line

_PLOT_WIDTH = 54.0
_INTERVAL = "#a9bac2"


@dataclass(frozen=True, kw_only=True)
class Figure:
    """A figure, drawn, with what is said of it.

    Attributes:
        sheet: The drawing.
        title: What it is, for a caption; with `(1 of 2)` where it goes on.
        description: What it shows, for readers who do not see it.
    """

    sheet: Sheet = field(repr=False)
    title: str
    description: str

    @property
    def svg(self) -> str:
        """An `<svg>` element to stand inside an HTML page, as wide as its surroundings.

        It has no ids and no styles that could reach the rest of the page; text is text.
        """
        return self.sheet.svg(label=f"{self.title}. {self.description}")

    @property
    def png(self) -> bytes:
        """For documents, 200 dots an inch."""
        return self.sheet.png()

    @property
    def width_mm(self) -> float:
        """How wide the PNG is meant to be."""
        return self.sheet.width


def prevalence_figure(
    themes: Iterable[ThemeRow], *, max_height: float = MAX_HEIGHT
) -> tuple[Figure, ...]:
    """Draw how widely each theme is shared: the share, its interval, and n of N.

    Args:
        themes: In the order in which they are to stand within their code; codes stand in the
            order of their first themes.
        max_height: Of a figure, in millimetres; infinite for one figure of any height.

    Returns:
        One figure a page; none without themes.
    """
    grouped = grouped_by_code(themes)
    typeface = typeface_of(grouped, ())
    chart = _Shares(
        columns_of(grouped, typeface, data_width=_PLOT_WIDTH),
        has_intervals=any(theme.interval is not None for theme in grouped),
    )
    sheets = list(sheets_of(grouped, typeface, chart, max_height=max_height))
    return tuple(
        Figure(
            sheet=sheet,
            title="How widely each theme is shared" + _part(number, len(sheets)),
            description=_told_shares(shown),
        )
        for number, (sheet, shown) in enumerate(sheets, start=1)
    )


def participant_map(
    themes: Iterable[ThemeRow], participants: Sequence[str], *, max_height: float = MAX_HEIGHT
) -> tuple[Figure, ...]:
    """Draw who voices which theme, in how many utterances.

    Args:
        themes: As for `prevalence_figure`.
        participants: All that were interviewed, each once, in the order in which they are to
            stand. Who voices nothing has an empty column.
        max_height: As for `prevalence_figure`.

    Returns:
        One figure a page; participants for whom the page is too narrow follow after all themes.
        None without themes or without participants.

    Raises:
        ValueError: If a participant stands there twice, or a theme counts somebody else.
    """
    grouped = grouped_by_code(themes)
    check_participants(grouped, participants)
    if not grouped or not participants:
        return ()
    typeface = typeface_of(grouped, participants)
    names = names_of(participants, typeface)
    sheets = [
        (sheet, shown, chart.names)
        for chart in cell_charts(grouped, typeface, names)
        for sheet, shown in sheets_of(grouped, typeface, chart, max_height=max_height)
    ]
    return tuple(
        Figure(
            sheet=sheet,
            title="Who voices which theme" + _part(number, len(sheets)),
            description=told_voices(shown, block),
        )
        for number, (sheet, shown, block) in enumerate(sheets, start=1)
    )


def _part(number: int, n: int) -> str:
    return f" ({number} of {n})" if n > 1 else ""


class _Shares:
    """Each theme's share on an axis from 0 to 100%."""

    top = 11.0

    def __init__(self, columns: Columns, *, has_intervals: bool) -> None:
        self.columns, self.has_intervals = columns, has_intervals

    def _x(self, share: float) -> float:
        return self.columns.data + share * self.columns.data_width

    def draw_top(self, sheet: Sheet) -> None:
        sheet.text(self.columns.data, 2.2, "Share of the participants", points=SMALL, color=QUIET)
        for percent in (0, 25, 50, 75, 100):
            x = self._x(percent / 100)
            sheet.text(x, 6.6, f"{percent}%", points=SMALL, color=QUIET, side="center")
            sheet.line([x, x], [9, sheet.height - LEGEND_HEIGHT + 1], points=0.5)
        sheet.text(WIDTH, 6.6, "voiced by", points=SMALL, color=QUIET, side="right")

    def draw_row(self, sheet: Sheet, row: Row, *, y: float) -> None:
        theme, middle = row.theme, y + row.height / 2
        if theme.interval is not None:
            ends = list(map(self._x, theme.interval))
            sheet.line(ends, [middle, middle], points=3.2, color=_INTERVAL)
        draw_dot(sheet, self._x(theme.share), middle, promoted=theme.promoted)

    def draw_legend(self, sheet: Sheet, *, y: float) -> None:
        x = self.columns.label
        for promoted, meaning in ((True, "promoted"), (False, "not promoted")):
            draw_dot(sheet, x + DOT, y, promoted=promoted)
            sheet.text(x + 4.2, y, meaning, points=SMALL, color=QUIET)
            x += 24 if promoted else 29
        if not self.has_intervals:
            return
        sheet.line([x, x + 8], [y, y], points=3.2, color=_INTERVAL)
        sheet.text(x + 10, y, "95% interval of the share", points=SMALL, color=QUIET)


def _told_shares(themes: Sequence[ThemeRow]) -> str:
    widest = max(themes, key=lambda theme: theme.share)
    n_promoted = sum(theme.promoted for theme in themes)
    told = (
        f"{count_of(len(themes), 'theme')}, {n_promoted} promoted; the most widely shared, "
        f"{one_line(widest.id)}, {one_line(widest.label)}, is voiced by "
        f"{widest.n} of {widest.n_study} participants"
    )
    if widest.interval is None:
        return f"{told}."
    low, high = widest.interval
    return f"{told} (95% interval {low:.0%} to {high:.0%})."
