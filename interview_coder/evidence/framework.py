"""Who says what: participants against themes, and codes that come together.

Two views of the codings as they stand; nothing is modelled. The matrix is that of the framework
method (Gale et al. 2013, BMC Medical Research Methodology 13:117): a row a case, a column a theme,
and in each cell the references to what was said. The summary that the method puts beside the
references is the researcher's to write.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from interview_coder.findings import Analysis, Theme
from interview_coder.tabular import Row

FRAMEWORK_COLUMNS = ("participant", "theme", "code", "label", "n_utterances", "utterances")
CO_OCCURRENCE_COLUMNS = (
    "code_a", "code_b", "n_a", "n_b", "n_utterances", "jaccard", "expected", "n_turns",
    "n_participants",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameworkTheme:
    """A column of the matrix.

    Attributes:
        id: Of the theme.
        code: Name of its code.
        label: A phrase that somebody said, standing for the theme.
    """

    id: str
    code: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameworkRow:
    """What one participant says.

    Attributes:
        participant: Who.
        cells: A cell a theme, in the order of the matrix's themes: the ids of the utterances with
            which the participant voices it, the most typical of the theme first; empty where the
            participant does not.
    """

    participant: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def counts(self) -> tuple[int, ...]:
        """How many utterances each cell holds."""
        return tuple(map(len, self.cells))

    @property
    def is_empty(self) -> bool:
        """Whether the participant voices no theme at all."""
        return not any(self.cells)


@dataclass(frozen=True, kw_only=True, slots=True)
class FrameworkMatrix:
    """Participants against themes.

    Attributes:
        themes: The columns, in the order of the analysis; empty if nothing was found.
        rows: One a participant, in the order of the study; those who voice no theme, too.
    """

    themes: tuple[FrameworkTheme, ...]
    rows: tuple[FrameworkRow, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class CodePair:
    """How often two codes come together.

    Attributes:
        code_a: The one that stands first in the codebook.
        code_b: The other.
        n_a: Utterances that carry `code_a`.
        n_b: Utterances that carry `code_b`.
        n_utterances: Utterances that carry both.
        jaccard: `n_utterances` / utterances that carry at least one of the two, 0 to 1; None
            where none does.
        expected: How many utterances would carry both if the codes fell on the participants'
            utterances independently of each other: `n_a` * `n_b` / all utterances, coded or not;
            None without utterances.
        n_turns: Turns that hold both, on the same utterance or on different ones.
        n_participants: Participants who voice both, wherever they do.
    """

    code_a: str
    code_b: str
    n_a: int
    n_b: int
    n_utterances: int
    jaccard: float | None
    expected: float | None
    n_turns: int
    n_participants: int


def framework_matrix(analysis: Analysis) -> FrameworkMatrix:
    """Chart participants against themes (Gale et al. 2013).

    A case is a participant, not a transcript: everybody in a focus group has a row.
    """
    charted = [_by_participant(analysis, theme) for theme in analysis.all_themes]
    return FrameworkMatrix(
        themes=tuple(map(column_of, analysis.all_themes)),
        rows=tuple(
            FrameworkRow(
                participant=person.name,
                cells=tuple(tuple(said.get(person.name, ())) for said in charted),
            )
            for person in analysis.study.participants
        ),
    )


def framework_rows(matrix: FrameworkMatrix) -> list[Row]:
    """Return a row a cell, empty cells too; columns as in `FRAMEWORK_COLUMNS`.

    Ids are joined by `; `. A matrix without themes has no cells and gives no rows.
    """
    return [
        {
            "participant": row.participant,
            "theme": theme.id,
            "code": theme.code,
            "label": theme.label,
            "n_utterances": len(cell),
            "utterances": "; ".join(cell),
        }
        for row in matrix.rows
        for theme, cell in zip(matrix.themes, row.cells, strict=True)
    ]


def code_co_occurrence(analysis: Analysis) -> tuple[CodePair, ...]:
    """Count how often any two codes come together, in asserted codings.

    On utterances, the coefficient is Jaccard's (1912, New Phytologist 11:37-50), which QDA
    programs call the c-coefficient. Turns and participants are counted only: long turns and long
    interviews hold every code sooner or later.

    Returns:
        A pair for any two codes of the codebook, in its order, also where they never come
        together; empty with fewer than two codes.
    """
    code_to_utterances: dict[str, set[str]] = {code.name: set() for code in analysis.codes}
    for coding in analysis.all_codings:
        code_to_utterances[coding.code].add(coding.utterance)
    return tuple(
        _pair(analysis, a, b, code_to_utterances[a], code_to_utterances[b])
        for a, b in combinations(code_to_utterances, 2)
    )


def co_occurrence_rows(pairs: Sequence[CodePair]) -> list[Row]:
    """Return a row a pair of codes; columns as in `CO_OCCURRENCE_COLUMNS`."""
    return [
        {
            "code_a": pair.code_a,
            "code_b": pair.code_b,
            "n_a": pair.n_a,
            "n_b": pair.n_b,
            "n_utterances": pair.n_utterances,
            "jaccard": rounded(pair.jaccard),
            "expected": rounded(pair.expected),
            "n_turns": pair.n_turns,
            "n_participants": pair.n_participants,
        }
        for pair in pairs
    ]


def column_of(theme: Theme) -> FrameworkTheme:
    """Return the column of `theme`."""
    return FrameworkTheme(id=theme.id, code=theme.code, label=theme.label)


def _by_participant(analysis: Analysis, theme: Theme) -> dict[str, list[str]]:
    """Return participant to utterances of the theme, in its order."""
    said: dict[str, list[str]] = defaultdict(list)
    for id_ in theme.utterances:
        said[analysis.utterance(id_).participant].append(id_)
    return said


def _pair(
    analysis: Analysis, code_a: str, code_b: str, of_a: Collection[str], of_b: Collection[str]
) -> CodePair:
    both, either = {*of_a} & {*of_b}, {*of_a} | {*of_b}
    n_all = len(analysis.all_utterances)
    return CodePair(
        code_a=code_a,
        code_b=code_b,
        n_a=len(of_a),
        n_b=len(of_b),
        n_utterances=len(both),
        jaccard=len(both) / len(either) if either else None,
        expected=len(of_a) * len(of_b) / n_all if n_all else None,
        n_turns=len(_turns(analysis, of_a) & _turns(analysis, of_b)),
        n_participants=len(people_in(analysis, of_a) & people_in(analysis, of_b)),
    )


def _turns(analysis: Analysis, ids: Collection[str]) -> set[tuple[str, int]]:
    utterances = map(analysis.utterance, ids)
    return {(utterance.transcript, utterance.turn) for utterance in utterances}


def people_in(analysis: Analysis, ids: Collection[str]) -> set[str]:
    """Return who said these utterances."""
    return {analysis.utterance(id_).participant for id_ in ids}


def rounded(share: float | None) -> float | None:
    """Return a share as the tables write it: three decimals, None where there is none."""
    return None if share is None else round(share, 3)
