"""Rows of themes on pages: what all figures of themes have on the left, and how they go on.

Readable without colour: a promoted theme is a filled dot, another a hollow one. What does not fit
on a page goes on over several.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from interview_coder.reports.drawing import ACCENT, QUIET, Sheet
from interview_coder.reports.typeface import LINE_PITCH, MM_PER_POINT, Typeface, one_line

WIDTH = 164.0
"""Millimetres; the width of the text in the Word documents."""

MAX_HEIGHT = 116.0
"""Millimetres; leaves room for two figures and their captions on a page of A4."""

TEXT, SMALL, HEAD = 7.5, 6.5, 8.5
"""Points."""

_MAX_ID_WIDTH = 26.0
GAP = 3.0
_HEADING = 8.0
_ROW_PADDING = 2.6
_LABEL_LINES = 2
_COUNT_WIDTH = 20.0
LEGEND_HEIGHT = 9.0
DOT = 1.15


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeRow:
    """A theme as the figures show it.

    Attributes:
        id: Of the theme.
        code_title: Of its code; themes of the same title stand together.
        label: What somebody said, standing for the theme, or what a person called it.
        is_said: Whether it was said; it then stands in quotation marks.
        n: How many participants voice it, 0 to `n_study`.
        n_study: How many were interviewed (N), 1 or more.
        interval: Ends of the 95% interval of n / N, each 0 to 1; None to draw none.
        promoted: Whether the rule admits it.
        counts: Participant to the number of utterances in which they voice it; who is missing
            voices it in none. May be empty for `prevalence_figure`.
    """

    id: str
    code_title: str
    label: str
    n: int
    n_study: int
    promoted: bool
    interval: tuple[float, float] | None = None
    is_said: bool = True
    counts: Mapping[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not 0 <= self.n <= self.n_study or self.n_study < 1:
            raise ValueError(f"n must be within 0 and n_study, got {self.n} of {self.n_study}")
        low, high = self.interval or (0, 1)
        if not 0 <= low <= high <= 1:
            raise ValueError(
                f"the interval must be in order and within 0 and 1, got {low} to {high}"
            )

    @property
    def share(self) -> float:
        """How large a part of all participants `n` is, 0 to 1."""
        return self.n / self.n_study


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """A theme with its label on lines; `heading` is empty unless a new title stands above it."""

    theme: ThemeRow
    lines: tuple[str, ...]
    heading: str = ""

    @property
    def height(self) -> float:
        """In mm."""
        return len(self.lines) * TEXT * MM_PER_POINT * LINE_PITCH + _ROW_PADDING


@dataclass(frozen=True, kw_only=True, slots=True)
class Columns:
    """Where the columns stand, in mm; ids are at the left edge."""

    id_width: float
    label: float
    label_width: float
    data: float
    data_width: float

    @property
    def end(self) -> float:
        """Where the data ends, in mm."""
        return self.data + self.data_width


class Chart(Protocol):
    """What stands beside the labels."""

    columns: Columns
    top: float
    """Height of what stands above the rows, in mm."""

    def draw_top(self, sheet: Sheet) -> None:
        """Draw what stands above the rows."""

    def draw_row(self, sheet: Sheet, row: Row, *, y: float) -> None:
        """Draw what belongs to the theme; `y` is the upper edge of its row."""

    def draw_legend(self, sheet: Sheet, *, y: float) -> None:
        """Draw what tells how to read it; its middle is at `y`."""


def grouped_by_code(themes: Iterable[ThemeRow]) -> list[ThemeRow]:
    """Put themes of the same code together, in the order of the first of each."""
    themes = list(themes)
    titles = list(dict.fromkeys(theme.code_title for theme in themes))
    return sorted(themes, key=lambda theme: titles.index(theme.code_title))


def typeface_of(themes: Iterable[ThemeRow], participants: Iterable[str]) -> Typeface:
    """Return the fonts for everything that is written of them."""
    texts = [text for theme in themes for text in (theme.id, theme.code_title, theme.label)]
    return Typeface.for_texts(map(one_line, [*texts, *participants]))


def columns_of(themes: Iterable[ThemeRow], typeface: Typeface, *, data_width: float) -> Columns:
    """Place the columns: ids as wide as they are, and the labels with what is left."""
    widths = [typeface.width(one_line(theme.id), points=SMALL) for theme in themes]
    id_width = min(max(widths, default=0.0), _MAX_ID_WIDTH)
    label, data = id_width + GAP, WIDTH - _COUNT_WIDTH - data_width
    return Columns(
        id_width=id_width,
        label=label,
        label_width=data - 2 * GAP - label,
        data=data,
        data_width=data_width,
    )


def sheets_of(
    themes: Sequence[ThemeRow], typeface: Typeface, chart: Chart, *, max_height: float
) -> Iterator[tuple[Sheet, list[ThemeRow]]]:
    """Yield the pages, and the themes on each."""
    room = max_height - chart.top - LEGEND_HEIGHT
    for rows in _pages(_rows(themes, typeface, chart.columns), room=room):
        height = chart.top + _height(rows) + LEGEND_HEIGHT
        sheet = Sheet(width=WIDTH, height=height, typeface=typeface)
        chart.draw_top(sheet)
        y = chart.top
        for row in rows:
            y += _draw_heading(sheet, row.heading, chart.columns, y=y)
            _draw_label(sheet, row, chart.columns, y=y)
            chart.draw_row(sheet, row, y=y)
            y += row.height
        chart.draw_legend(sheet, y=height - LEGEND_HEIGHT / 2 + 1)
        yield sheet, [row.theme for row in rows]


def _rows(themes: Iterable[ThemeRow], typeface: Typeface, columns: Columns) -> list[Row]:
    return [
        Row(
            theme=theme,
            lines=typeface.fitted(
                f"“{one_line(theme.label)}”" if theme.is_said else one_line(theme.label),
                width=columns.label_width,
                points=TEXT,
                n_lines=_LABEL_LINES,
            ),
        )
        for theme in themes
    ]


def _pages(rows: Sequence[Row], *, room: float) -> list[list[Row]]:
    """Put the rows on as few pages of `room` mm as will do, about equally full."""
    pages = _filled(rows, room=room)
    if len(pages) < 2:
        return pages
    heights = range(int(max((row.height for row in rows), default=0) + _HEADING), int(room) + 1)
    return next((p for h in heights if len(p := _filled(rows, room=h)) <= len(pages)), pages)


def _filled(rows: Iterable[Row], *, room: float) -> list[list[Row]]:
    pages: list[list[Row]] = []
    title = ""
    for row in rows:
        is_new = row.theme.code_title != title
        if not pages or _height(pages[-1]) + row.height + is_new * _HEADING > room:
            pages.append([])
        title = row.theme.code_title
        if is_new:
            row = replace(row, heading=title)
        elif not pages[-1]:
            row = replace(row, heading=f"{title} (continued)")
        pages[-1].append(row)
    return pages


def _height(rows: Iterable[Row]) -> float:
    return sum(row.height + (_HEADING if row.heading else 0) for row in rows)


def _draw_heading(sheet: Sheet, heading: str, columns: Columns, *, y: float) -> float:
    if not heading:
        return 0
    sheet.line([0, WIDTH], [y + 1.2] * 2, points=0.6)
    typeface = sheet.typeface
    short = typeface.shortened(one_line(heading), width=columns.data - GAP, points=HEAD, bold=True)
    sheet.text(0, y + 4.9, short, points=HEAD, bold=True)
    return _HEADING


def _draw_label(sheet: Sheet, row: Row, columns: Columns, *, y: float) -> None:
    theme = row.theme
    pitch = TEXT * MM_PER_POINT * LINE_PITCH
    first = y + (_ROW_PADDING + pitch) / 2
    short = sheet.typeface.shortened(one_line(theme.id), width=columns.id_width, points=SMALL)
    sheet.text(0, first, short, points=SMALL, color=QUIET)
    for i, line in enumerate(row.lines):
        sheet.text(columns.label, first + i * pitch, line, points=TEXT)
    middle = y + row.height / 2
    sheet.text(WIDTH, middle, f"{theme.n} of {theme.n_study}", points=TEXT, side="right")


def draw_dot(sheet: Sheet, x: float, y: float, *, promoted: bool) -> None:
    """Draw the dot of a theme: filled if it is promoted."""
    sheet.dot(x, y, radius=DOT, fill=ACCENT if promoted else "#ffffff")


def count_of(n: int, noun: str) -> str:
    """Return `1 theme`, `2 themes`."""
    return f"1 {noun}" if n == 1 else f"{n} {noun}s"
