"""The map of participants and themes: a cell for each, darker and numbered for more utterances."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from interview_coder.reports.drawing import ACCENT, INK, LINE, QUIET, Sheet
from interview_coder.reports.rows import (
    DOT,
    GAP,
    SMALL,
    TEXT,
    WIDTH,
    Columns,
    Row,
    ThemeRow,
    columns_of,
    count_of,
    draw_dot,
)
from interview_coder.reports.typeface import Typeface, one_line

_MIN_CELL, _MAX_CELL = 5.2, 11.0
_MIN_LABEL = 46.0
_MAX_NAME, _LEVEL_NAMES = 26.0, 4.0
_CELL_FILLS = ("#ffffff", "#e3eaed", "#a6bec8", ACCENT)
"""For 0, 1, 2, and 3 or more utterances; each clearly darker than the one before."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Name:
    """A participant's name, as it is and as there is room for it."""

    name: str
    shown: str


class Cells:
    """A cell for each theme and participant, darker for more utterances."""

    def __init__(
        self, columns: Columns, names: Sequence[Name], *, cell: float, names_height: float
    ) -> None:
        self.columns, self.names, self.cell = columns, names, cell
        self.top = names_height + 2.5
        self._is_upward = names_height > _LEVEL_NAMES

    def _middles(self) -> Iterator[float]:
        for i in range(len(self.names)):
            yield self.columns.data + (i + 0.5) * self.cell

    def draw_top(self, sheet: Sheet) -> None:
        """Write the names of the participants."""
        y = self.top - 1.5 if self._is_upward else self.top - 2.5
        for x, name in zip(self._middles(), self.names, strict=True):
            sheet.text(
                x,
                y,
                name.shown,
                points=TEXT,
                side="left" if self._is_upward else "center",
                upward=self._is_upward,
            )
        sheet.text(WIDTH, self.top - 2.5, "voiced by", points=SMALL, color=QUIET, side="right")

    def draw_row(self, sheet: Sheet, row: Row, *, y: float) -> None:
        """Draw a cell a participant, and whether the theme is promoted."""
        for x, name in zip(self._middles(), self.names, strict=True):
            count = row.theme.counts.get(name.name, 0)
            self._draw_cell(sheet, x, y + row.height / 2, count=count, height=row.height)
        x = self.columns.end + GAP
        draw_dot(sheet, x, y + row.height / 2, promoted=row.theme.promoted)

    def _draw_cell(self, sheet: Sheet, x: float, y: float, *, count: int, height: float) -> None:
        _draw_cell(sheet, x, y, count=count, width=self.cell - 0.7, height=height - 0.7)

    def draw_legend(self, sheet: Sheet, *, y: float) -> None:
        """Tell what the cells and dots mean."""
        x = 0.0
        for count, meaning in ((1, "1 utterance"), (2, "2"), (3, "3 or more"), (0, "none")):
            _draw_cell(sheet, x + 2.5, y, count=count, width=5, height=4.6)
            sheet.text(x + 6.5, y, meaning, points=SMALL, color=QUIET)
            x += sheet.typeface.width(meaning, points=SMALL) + 12
        for promoted, meaning in ((True, "promoted"), (False, "not promoted")):
            draw_dot(sheet, x + DOT, y, promoted=promoted)
            sheet.text(x + 4.2, y, meaning, points=SMALL, color=QUIET)
            x += sheet.typeface.width(meaning, points=SMALL) + 9


def _draw_cell(
    sheet: Sheet, x: float, y: float, *, count: int, width: float, height: float
) -> None:
    fill = _CELL_FILLS[min(count, len(_CELL_FILLS) - 1)]
    sheet.box(
        x - width / 2,
        y - height / 2,
        width=width,
        height=height,
        fill=fill,
        edge=LINE if count == 0 else fill,
    )
    if count:
        color = "#ffffff" if fill == ACCENT else INK
        sheet.text(x, y, str(count), points=TEXT, color=color, side="center")


def check_participants(themes: Iterable[ThemeRow], participants: Sequence[str]) -> None:
    """Raise a ValueError if a name stands there twice or a theme counts somebody else."""
    twice = sorted(name for name, n in Counter(participants).items() if n > 1)
    if twice:
        raise ValueError(f"participants must stand there once, got {twice[0]!r} twice")
    for theme in themes:
        unknown = sorted(set(theme.counts) - set(participants))
        if unknown:
            raise ValueError(f"{theme.id} counts {unknown[0]!r}, who is not among the participants")


def names_of(participants: Sequence[str], typeface: Typeface) -> list[Name]:
    """Shorten the names to what there is room for; number those that would not be told apart."""
    shown = [
        typeface.shortened(one_line(name), width=_MAX_NAME, points=TEXT) for name in participants
    ]
    how_often = Counter(shown)
    names = []
    for number, (name, short) in enumerate(zip(participants, shown, strict=True), start=1):
        is_clear = how_often[short] == 1 and typeface.drawable(short) == short
        names.append(Name(name=name, shown=short if is_clear else f"no. {number}"))
    return names


def cell_charts(
    themes: Sequence[ThemeRow], typeface: Typeface, names: Sequence[Name]
) -> Iterator[Cells]:
    """Yield the map, in blocks of as many participants as the page is wide enough for."""
    widest = max(typeface.width(name.shown, points=TEXT) for name in names)
    columns = columns_of(themes, typeface, data_width=0)
    room = columns.label_width - _MIN_LABEL
    n_blocks = ceil(len(names) / int(room / _MIN_CELL))
    size = ceil(len(names) / n_blocks)
    cell = min(_MAX_CELL, room / size)
    is_upward = widest > cell - 1
    for start in range(0, len(names), size):
        block = names[start : start + size]
        yield Cells(
            columns_of(themes, typeface, data_width=cell * len(block)),
            block,
            cell=cell,
            names_height=widest if is_upward else _LEVEL_NAMES,
        )


def told_voices(themes: Sequence[ThemeRow], names: Sequence[Name]) -> str:
    """Say in words what the map shows, and which names are numbers in it."""
    said = Counter({name.name: 0 for name in names})
    for theme in themes:
        said.update(name.name for name in names if theme.counts.get(name.name, 0))
    fewest, most = min(said.values()), max(said.values())
    told = f"{count_of(len(themes), 'theme')} and {count_of(len(names), 'participant')}; "
    told += f"each voices {fewest} to {most} of them." if fewest < most else f"each voices {most}."
    keys = [
        f"{name.shown} is {one_line(name.name)}"
        for name in names
        if name.shown.startswith("no. ") and name.shown != name.name
    ]
    return f"{told} In the picture, {'; '.join(keys)}." if keys else told
