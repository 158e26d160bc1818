"""What a report says once, of all themes together: figures, tables, saturation, checklist."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import shorten

from interview_coder.codebook import Code
from interview_coder.evidence.attributes import AttributeTable, themes_by_attribute
from interview_coder.evidence.checklist import ChecklistItem, checklist
from interview_coder.evidence.framework import (
    CodePair,
    FrameworkMatrix,
    code_co_occurrence,
    framework_matrix,
)
from interview_coder.evidence.saturation import Saturation, saturation_of
from interview_coder.findings import Analysis, Theme, ThemeDecision
from interview_coder.reports.agreement_table import machine_table
from interview_coder.reports.content import one_line
from interview_coder.reports.curve import saturation_figure
from interview_coder.reports.drawing import own_settings
from interview_coder.reports.figures import Figure, participant_map, prevalence_figure
from interview_coder.reports.rows import MAX_HEIGHT, ThemeRow
from interview_coder.reports.support import shown_label
from interview_coder.reports.table import Table

MAX_PAIRS = 20
"""So many pairs of codes are shown, those that come together most often."""

FEWEST_VOICES, MAX_DRAWN = 2, 60
"""Figures show themes that so many people voice; of more than so many, the most widely shared."""

ATTRIBUTES_TOLD = (
    "How many of each group voice a theme; the size of the group stands in brackets. The groups "
    "are small and nothing is tested: read it as where to look."
)

_MAX_COLUMNS = 18
_LABEL_LENGTH = 32


@dataclass(frozen=True, kw_only=True, slots=True)
class Cell:
    """What one participant says to one theme.

    Attributes:
        theme: Id of the theme.
        n: In how many utterances the participant voices it.
        first: Number of the first of these among the utterances of the theme, from 1; 0 if none.
    """

    theme: str
    n: int
    first: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Matrix:
    """Participants against promoted themes of one code.

    Attributes:
        code: Its name.
        title: Its title.
        themes: Ids, one a column.
        rows: Participant and a cell a theme.
    """

    code: str
    title: str
    themes: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Overview:
    """What is said of all themes together.

    Attributes:
        prevalence: How widely each theme is shared, a figure a page.
        voices: Who voices which theme, a figure a page.
        curve: How many themes are known after how many interviews.
        left_out: Which themes the figures leave out, in a sentence; empty if none.
        saturation: Sentences; empty where the study wants no coefficients.
        matrices: Participants against promoted themes, code by code.
        co_occurrence: Codes that come together; None with fewer than two codes.
        attributes: Promoted themes by attribute of the participants, one an attribute.
        machine: How far the machine agrees with people's decisions; None without.
        decisions: Of people about themes; None without.
        checklist: The items of COREQ that the analysis answers.
        left_to_author: The numbers of the others, in a sentence.
    """

    prevalence: tuple[Figure, ...]
    voices: tuple[Figure, ...]
    curve: tuple[Figure, ...]
    left_out: str
    saturation: tuple[str, ...]
    matrices: tuple[Matrix, ...]
    co_occurrence: Table | None
    attributes: tuple[Table, ...]
    machine: Table | None
    decisions: Table | None
    checklist: Table
    left_to_author: str


def build_overview(analysis: Analysis, *, figure_height: float = MAX_HEIGHT) -> Overview:
    """Say what there is to say about the themes of `analysis` together.

    Args:
        analysis: What was found.
        figure_height: In millimetres, for figures of themes; infinite to keep each in one piece.
    """
    rows = [_theme_row(analysis, theme) for theme in _drawn(analysis.all_themes)]
    people = [person.name for person in analysis.study.participants]
    reached = saturation_of(analysis) if analysis.study.coefficients else None
    items = checklist(analysis, saturation=reached)
    with own_settings():
        prevalence = prevalence_figure(rows, max_height=figure_height)
        voices = participant_map(rows, people, max_height=figure_height)
        curve = saturation_figure(reached.curve) if reached else ()
    return Overview(
        prevalence=prevalence,
        voices=voices,
        curve=curve,
        left_out=_left_out(len(analysis.all_themes) - len(rows)),
        saturation=_told_saturation(reached) if reached else (),
        matrices=tuple(_matrices(analysis)),
        co_occurrence=_co_occurrence(analysis),
        attributes=tuple(_by_attribute(analysis)),
        machine=machine_table(analysis) if analysis.study.coefficients else None,
        decisions=_decisions(analysis),
        checklist=_answered(items),
        left_to_author=_left_to_author(items),
    )


def _drawn(themes: Sequence[Theme]) -> list[Theme]:
    """Return the themes that figures show, in their order: the most widely shared ones."""
    shared = [t for t in themes if t.promotion.n_participants >= FEWEST_VOICES]
    widest = sorted(shared, key=lambda theme: -theme.promotion.n_participants)[:MAX_DRAWN]
    ids = {theme.id for theme in widest}
    return [theme for theme in themes if theme.id in ids]


def _theme_row(analysis: Analysis, theme: Theme) -> ThemeRow:
    promotion = theme.promotion
    titles = {code.name: code.title for code in analysis.codes}
    coefficients = analysis.study.coefficients
    return ThemeRow(
        id=theme.id,
        code_title=titles[theme.code],
        label=theme.label,
        is_said=not theme.labelled_by,
        n=promotion.n_participants,
        n_study=promotion.n_study,
        interval=(promotion.ci_low, promotion.ci_high) if coefficients else None,
        promoted=promotion.promoted,
        counts=Counter(analysis.utterance(id_).participant for id_ in theme.utterances),
    )


def _left_out(n: int) -> str:
    if n == 0:
        return ""
    themes, are = ("theme", "is") if n == 1 else ("themes", "are")
    return f"{n} {themes} of fewer people {are} not drawn."


# Saturation


def _told_saturation(found: Saturation) -> tuple[str, ...]:
    return (
        f"Base of {found.base_size} interviews, runs of {found.run_length}, threshold "
        f"{found.threshold:.0%} (Guest, Namey & Chen 2020). All themes count, those of one "
        f"person, too. {found.said[0]}",
        *([" ".join(found.said[1:])] if found.said[1:] else []),
    )


# Who says what


def _matrices(analysis: Analysis) -> Iterator[Matrix]:
    matrix = framework_matrix(analysis)
    for code in analysis.codes:
        own = [theme for theme in analysis.all_themes if theme.code == code.name]
        ids = [theme.id for theme in own if theme.promotion.promoted]
        for start in range(0, len(ids), _MAX_COLUMNS):
            yield _matrix(analysis, matrix, ids[start : start + _MAX_COLUMNS], code=code)


def _matrix(
    analysis: Analysis, matrix: FrameworkMatrix, ids: Sequence[str], *, code: Code
) -> Matrix:
    id_to_column = {theme.id: i for i, theme in enumerate(matrix.themes)}
    return Matrix(
        code=code.name,
        title=code.title,
        themes=tuple(ids),
        rows=tuple(
            (
                row.participant,
                tuple(_cell(analysis.theme(id_), row.cells[id_to_column[id_]]) for id_ in ids),
            )
            for row in matrix.rows
        ),
    )


def _cell(theme: Theme, utterances: Sequence[str]) -> Cell:
    first = theme.utterances.index(utterances[0]) + 1 if utterances else 0
    return Cell(theme=theme.id, n=len(utterances), first=first)


def _co_occurrence(analysis: Analysis) -> Table | None:
    pairs = code_co_occurrence(analysis)
    if not pairs:
        return None
    titles = {code.name: code.title for code in analysis.codes}
    shown = sorted(pairs, key=lambda pair: (-pair.n_utterances, -pair.n_turns))[:MAX_PAIRS]
    told = ["How often two codes stand on the same utterance, in the same turn, in one participant"]
    if analysis.study.coefficients:
        told[0] += (
            ". “Expected” is how many utterances would carry both if the codes fell independently; "
            "Jaccard is those with both, of those with either"
        )
    told[0] += "."
    if len(pairs) > len(shown):
        told.append(f"{len(pairs) - len(shown)} pairs that come together less often are left out.")
    numbers = ("Expected", "Jaccard") if analysis.study.coefficients else ()
    return Table(
        title="Codes that come together",
        header=("Codes", "Utterances", *numbers, "Turns", "Participants"),
        rows=tuple(
            (
                f"{titles[pair.code_a]} and {titles[pair.code_b]}",
                str(pair.n_utterances),
                *_coefficients(pair)[: len(numbers)],
                str(pair.n_turns),
                str(pair.n_participants),
            )
            for pair in shown
        ),
        told=tuple(told),
    )


def _coefficients(pair: CodePair) -> tuple[str, str]:
    return (
        "–" if pair.expected is None else f"{pair.expected:.1f}",
        "–" if pair.jaccard is None else f"{pair.jaccard:.2f}",
    )


def _by_attribute(analysis: Analysis) -> Iterator[Table]:
    promoted = {theme.id for theme in analysis.all_themes if theme.promotion.promoted}
    if not promoted:
        return
    for table in themes_by_attribute(analysis):
        shown = [voiced for voiced in table.themes if voiced.theme.id in promoted]
        groups = [f"{group.value} ({len(group.participants)})" for group in table.groups]
        yield Table(
            title=f"By {table.attribute.replace('_', ' ')}",
            header=("Theme", "In their words", *groups),
            rows=tuple(
                (
                    voiced.theme.id,
                    _short_label(analysis.theme(voiced.theme.id)),
                    *(str(share.n_participants or "–") for share in voiced.shares),
                )
                for voiced in shown
            ),
            told=tuple(_warnings(table)),
            compares=sum(len(group.participants) > 1 for group in table.groups) > 1,
        )


def _short_label(theme: Theme) -> str:
    label = shown_label(theme)
    end = " …”" if label.endswith("”") else " …"
    return shorten(label, width=_LABEL_LENGTH, placeholder=end)


def _warnings(table: AttributeTable) -> Iterator[str]:
    """Yield what small groups cannot show, and who is in no group."""
    warning_to_values: dict[str, list[str]] = defaultdict(list)
    for group in table.groups:
        if group.warning:
            warning_to_values[group.warning].append(group.value)
    for warning, values in warning_to_values.items():
        yield f"{', '.join(values)}. {warning}"
    if table.unknown:
        yield f"Not known of {', '.join(table.unknown)}."


# Decisions about themes


def _decisions(analysis: Analysis) -> Table | None:
    if not analysis.theme_decisions:
        return None
    return Table(
        title="Decisions about themes",
        header=("Decision", "Code", "Utterances", "Now in", "Name", "Who", "Note"),
        rows=tuple(
            (
                decision.decision,
                decision.code,
                ", ".join(decision.utterances),
                ", ".join(_now_in(analysis, decision)) or "–",
                decision.label or "–",
                decision.coder,
                decision.note or "–",
            )
            for decision in analysis.theme_decisions
        ),
        told=("What could not be carried out is told in the notes.",),
    )


def _now_in(analysis: Analysis, decision: ThemeDecision) -> Iterator[str]:
    """Yield the ids of the themes of the code that hold the utterances decided on."""
    for theme in analysis.all_themes:
        if theme.code == decision.code and set(theme.utterances) & set(decision.utterances):
            yield theme.id


# COREQ


def _answered(items: Iterable[ChecklistItem]) -> Table:
    return Table(
        title="Checklist for publication (COREQ)",
        header=("No.", "Item", "What the analysis can answer"),
        rows=tuple(
            (str(item.number), item.item, one_line(item.answer)) for item in items if item.answer
        ),
        told=(
            "COREQ (Tong, Sainsbury & Craig 2007) is what journals ask of interviews and focus "
            "groups. The answers are drafts from the analysis alone; check them.",
        ),
    )


def _left_to_author(items: Iterable[ChecklistItem]) -> str:
    numbers = [item.number for item in items if not item.answer]
    if not numbers:
        return ""
    runs = groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
    return f"Left to the author: {', '.join(_range([n for _, n in run]) for _, run in runs)}."


def _range(numbers: Sequence[int]) -> str:
    first, last = numbers[0], numbers[-1]
    return str(first) if first == last else f"{first}–{last}"
