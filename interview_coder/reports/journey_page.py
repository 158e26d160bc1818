"""The journey on one page: the stages, who tells of each, and the themes told of in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from interview_coder.codebook import Code
from interview_coder.findings import Analysis
from interview_coder.persona.journey import Journey, Stage, StageTheme
from interview_coder.reports.content import in_quotes, one_line
from interview_coder.reports.drawing import ACCENT, INK, LINE, QUIET, Sheet
from interview_coder.reports.figures import Figure
from interview_coder.reports.page import Page, Text
from interview_coder.reports.table import Table
from interview_coder.reports.typeface import Typeface

HOW_LAID = (
    "A theme is laid to the stage in whose telling it comes up, in the order in which people come "
    "to it; one theme can belong to several stages. n/N: people who tell of it there."
)
_WIDTH, _LEFT, _ROW, _HEAD = 268.0, 46.0, 6.0, 8.0
_POINTS = 8.0
_ROOM = 150.0
"""Height left for figure and table on a landscape page, in mm, below the heading."""
_LINE = 4.2
_MOST = 6


def journey_page(journey: Journey, analysis: Analysis, *, title: str) -> Page:
    """Put the journey together, cut to one page.

    Args:
        journey: With at least one stage.
        analysis: What it was laid out from.
        title: Of the study.
    """
    rows = _codes(journey, analysis)
    return Page(
        kind="Journey",
        title=one_line(title),
        blocks=(
            Text(text=HOW_LAID, is_quiet=True),
            journey_figure(journey, rows),
            _fitting(journey, rows),
        ),
        is_landscape=True,
    )


def _codes(journey: Journey, analysis: Analysis) -> list[Code]:
    """The codes of which something is told in a stage, in the order of the codebooks."""
    told = {each.theme.code for stage in journey.stages for each in stage.told_with}
    return [code for code in analysis.codes if code.name in told]


def journey_figure(journey: Journey, codes: Sequence[Code]) -> Figure:
    """Draw how many people tell of each stage, and of each code's promoted themes in it."""
    titles = [one_line(stage.code.title) for stage in journey.stages]
    names = ["Tell of the stage", *(one_line(code.title) for code in codes)]
    face = Typeface.for_texts([*titles, *names])
    height = _HEAD + _ROW * len(names) + 2
    sheet = Sheet(width=_WIDTH, height=height, typeface=face)
    step = (_WIDTH - _LEFT) / max(1, len(titles))
    for column, (title, stage) in enumerate(zip(titles, journey.stages, strict=True)):
        x = _LEFT + step * (column + 0.5)
        shown = face.shortened(title, width=step - 4, points=_POINTS, bold=True)
        sheet.text(x, _HEAD / 2, shown, points=_POINTS, bold=True, side="center")
        counts = [len(stage.participants), *(_n_people(stage, code) for code in codes)]
        for row, n in enumerate(counts):
            y = _HEAD + _ROW * (row + 0.5)
            if n:
                radius = 2.6 * (n / journey.people) ** 0.5
                sheet.dot(x, y, radius=radius, fill=ACCENT if row == 0 else "#dbe5e9")
            sheet.text(x + 5, y, f"{n}", points=_POINTS, color=INK if n else QUIET)
    for row, name in enumerate(names):
        y = _HEAD + _ROW * (row + 0.5)
        sheet.line([0, _WIDTH], [y - _ROW / 2] * 2, points=0.5, color=LINE)
        sheet.text(0, y, face.shortened(name, width=_LEFT - 3, points=_POINTS), points=_POINTS)
    return Figure(
        sheet=sheet,
        title=f"How many of {journey.people} people tell of each stage, and of what in it",
        description="; ".join(
            f"{title}: {len(stage.participants)}"
            for title, stage in zip(titles, journey.stages, strict=True)
        ),
    )


def _n_people(stage: Stage, code: Code) -> int:
    told = (each for each in stage.told_with if each.theme.code == code.name)
    return len({person for each in told for person in each.participants})


def _fitting(journey: Journey, codes: Sequence[Code]) -> Table:
    """Return the table with as many themes a cell as one page holds."""
    room = _ROOM - _HEAD - _ROW * (len(codes) + 1)
    face = Typeface.for_texts(
        line
        for row in _table(journey, codes, _MOST).rows
        for cell in row
        for line in cell.split("\n")
    )
    for n_codes in range(len(codes), -1, -1):
        for most in range(_MOST, 0, -1):
            table = _table(journey, codes[:n_codes], most)
            if _height(table, face) <= room:
                left = [one_line(code.title) for code in codes[n_codes:]]
                told = (f"In the appendix alone: {', '.join(left)}.",) if left else ()
                return replace(table, told=told)
    return _table(journey, (), 1)


def _height(table: Table, face: Typeface) -> float:
    width = _WIDTH / len(table.header) - 4

    def lines(cell: str) -> int:
        return sum(
            max(1, len(face.wrapped(part, width=width, points=9.0))) for part in cell.split("\n")
        )

    return sum(max(map(lines, row)) * _LINE + 1.5 for row in table.rows) + _LINE


def _table(journey: Journey, codes: Sequence[Code], most: int) -> Table:
    header = ("", *(one_line(stage.code.title) for stage in journey.stages))
    own = ("What it is like", *(_own(stage, most) for stage in journey.stages))
    rows = [
        (
            one_line(code.title),
            *(
                _cell([each for each in stage.told_with if each.theme.code == code.name], most)
                for stage in journey.stages
            ),
        )
        for code in codes
    ]
    return Table(title="", header=header, rows=(own, *rows))


def _own(stage: Stage, most: int) -> str:
    lines = [
        f"{_short(theme.label)} {theme.promotion.n_participants}/{theme.promotion.n_study}"
        for theme in stage.themes
    ]
    return _listed(lines, most)


def _cell(told: Sequence[StageTheme], most: int) -> str:
    lines = [
        f"{_short(each.theme.label)} {len(each.participants)}/{each.theme.promotion.n_study}"
        for each in told
    ]
    return _listed(lines, most)


def _listed(lines: Sequence[str], most: int) -> str:
    return "\n".join(_cut(lines, most)) or "–"


def _cut(lines: Sequence[str], most: int) -> Iterator[str]:
    shown = [*lines[:most]]
    if len(lines) > most:
        shown[-1] += f" + {len(lines) - most} more"
    yield from shown


def _short(label: str, n_words: int = 9) -> str:
    """The first words of a label: no word is cut."""
    words = one_line(label).split()
    return in_quotes(" ".join(words[:n_words]) + (" …" if len(words) > n_words else ""))
