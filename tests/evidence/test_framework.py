from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from interview_coder.evidence.framework import (
    CO_OCCURRENCE_COLUMNS,
    FRAMEWORK_COLUMNS,
    CodePair,
    FrameworkMatrix,
    co_occurrence_rows,
    code_co_occurrence,
    framework_matrix,
    framework_rows,
)
from interview_coder.findings import MACHINE, Analysis, Coding
from interview_coder.tabular import to_csv
from tests.evidence.notation import PEOPLE, SAID, analysis_of, seven_interviews

SENTENCES = tuple((person, n) for person in PEOPLE for n in range(len(SAID)))


@pytest.fixture(scope="module")
def three() -> Analysis:
    """
    Ada voices two themes, Bo one of them with two utterances, Cyd none.
    """
    return analysis_of(
        {
            "pain-01": ["Bo waits for hours", "Ada waits for ages", "Bo waits for days"],
            "goal-01": ["Ada wants it faster"],
        },
        "I: So? | Ada: The thing Ada waits for ages about. The thing Ada wants it faster for.",
        "I: So? | Bo: The thing Bo waits for hours about. The thing Bo waits for days about.",
        "I: So? | Cyd: The weather was lovely in the spring.",
    )


@pytest.fixture(scope="module")
def seven() -> Analysis:
    """
    Seven people in seven interviews, each with three utterances; one theme of Ada, Bo and Gus.
    """
    return seven_interviews()


def recoded(analysis: Analysis, coded: frozenset[tuple[str, int]], *, code: str) -> list[Coding]:
    """
    Put `code` on the given sentences, participant and number, of the seven interviews.
    """
    own: dict[str, list[str]] = {}
    for utterance in analysis.all_utterances:
        own.setdefault(utterance.participant, []).append(utterance.id)
    return [
        Coding(utterance=own[person][n], code=code, coder=MACHINE, confidence=0.9)
        for person, n in sorted(coded)
    ]


class TestFrameworkMatrix:
    """
    Participants against themes; a cell holds the utterances, the most typical first.
    """

    def test_cells(self, three: Analysis) -> None:
        """
        Each cell holds the participant's own utterances of the theme, in the theme's order.
        """
        matrix = framework_matrix(three)

        said = {
            row.participant: [[three.quote(id_).text for id_ in cell] for cell in row.cells]
            for row in matrix.rows
        }
        assert [theme.id for theme in matrix.themes] == ["pain-01", "goal-01"]
        assert said["Ada"] == [
            ["The thing Ada waits for ages about."],
            ["The thing Ada wants it faster for."],
        ]
        assert said["Bo"] == [
            ["The thing Bo waits for hours about.", "The thing Bo waits for days about."],
            [],
        ]

    def test_order_within_a_cell_is_the_themes(self) -> None:
        """
        A cell keeps the most typical utterance first even where it was said last.
        """
        analysis = analysis_of(
            {"pain-01": ["said this last", "said this first"]},
            "I: So? | Ada: It was Ada who said this first. It was Ada who said this last.",
        )

        ((cell,),) = (row.cells for row in framework_matrix(analysis).rows)

        assert [analysis.quote(id_).text for id_ in cell] == [
            "It was Ada who said this last.",
            "It was Ada who said this first.",
        ]

    def test_who_voices_nothing_has_a_row(self, three: Analysis) -> None:
        """
        A participant without a theme keeps a row of empty cells.
        """
        matrix = framework_matrix(three)

        assert [row.participant for row in matrix.rows] == ["Ada", "Bo", "Cyd"]
        assert [row.counts for row in matrix.rows] == [(1, 1), (2, 0), (0, 0)]
        assert [row.is_empty for row in matrix.rows] == [False, False, True]

    def test_a_focus_group_has_a_row_a_person(self) -> None:
        """
        Cases are participants: people of one transcript have rows of their own.
        """
        analysis = analysis_of(
            {"pain-01": ["Ada finds it slow", "Bo finds it slow"]},
            "I: So? | Ada: I say Ada finds it slow. | Bo: I say Bo finds it slow.",
        )

        assert [row.counts for row in framework_matrix(analysis).rows] == [(1,), (1,)]

    def test_nothing_found(self) -> None:
        """
        Without themes there are rows but no cells, and a table of its header alone.
        """
        analysis = analysis_of({}, "I: So? | Ada: It was lovely in the spring.")

        matrix = framework_matrix(analysis)

        assert [(row.participant, row.cells) for row in matrix.rows] == [("Ada", ())]
        assert framework_rows(matrix) == []

    def test_sample(self, sample_analysis: Analysis) -> None:
        """
        On the sample, every utterance of every theme is in exactly one cell, and the people whose
        cell is not empty are those that the promotion counts.
        """
        matrix = framework_matrix(sample_analysis)

        for i, theme in enumerate(sample_analysis.all_themes):
            cells = {row.participant: row.cells[i] for row in matrix.rows}
            charted = [id_ for cell in cells.values() for id_ in cell]
            voicing = tuple(person for person, cell in cells.items() if cell)
            assert sorted(charted) == sorted(theme.utterances)
            assert voicing == theme.promotion.participants


class TestFrameworkRows:
    """
    A row a cell, empty cells too, so that a pivot gives the whole matrix.
    """

    def test_rows(self, three: Analysis) -> None:
        """
        Ids are joined by a semicolon, an empty cell counts zero.
        """
        rows = framework_rows(framework_matrix(three))

        bo, none = rows[2], rows[3]
        assert len(rows) == 6
        assert all(tuple(row) == FRAMEWORK_COLUMNS for row in rows)
        assert (bo["participant"], bo["theme"], bo["code"]) == ("Bo", "pain-01", "pain")
        assert (bo["n_utterances"], bo["utterances"]) == (2, "P2-0001; P2-0002")
        assert (none["theme"], none["n_utterances"], none["utterances"]) == ("goal-01", 0, "")


def pair_of(analysis: Analysis, code_a: str, code_b: str) -> CodePair:
    """
    Return the pair of two codes, in the order of the codebook.
    """
    (pair,) = (
        pair
        for pair in code_co_occurrence(analysis)
        if (pair.code_a, pair.code_b) == (code_a, code_b)
    )
    return pair


class TestCodeCoOccurrence:
    """
    Two codes come together on an utterance, in a turn, and in a participant.
    """

    @pytest.mark.parametrize(
        ("interview", "counts"),
        [
            pytest.param("Ada: The pain and the goal sit here.", (1, 1, 1), id="utterance"),
            pytest.param(
                "Ada: Now the pain sits here. And now the goal sits there.", (0, 1, 1), id="turn"
            ),
            pytest.param(
                "Ada: Now the pain sits here. | I: And? | Ada: Now the goal sits there.",
                (0, 0, 1),
                id="participant",
            ),
            pytest.param(
                "Ada: Now the pain sits here. | Bo: Now the goal sits there.",
                (0, 0, 0),
                id="different-people-of-a-group",
            ),
            pytest.param(
                "Ada: The pain and the goal sit here. Their pain and their goal stay there.",
                (2, 1, 1),
                id="twice-in-a-turn",
            ),
        ],
    )
    def test_three_ways(self, interview: str, counts: tuple[int, int, int]) -> None:
        """
        Each way counts its own unit once.
        """
        analysis = analysis_of({}, f"I: So? | {interview}")
        codings = tuple(
            Coding(utterance=utterance.id, code=code, coder=MACHINE, confidence=0.9)
            for utterance in analysis.all_utterances
            for code in ("pain", "goal")
            if code in analysis.quote(utterance.id).text
        )

        pair = pair_of(replace(analysis, all_codings=codings), "pain", "goal")

        assert (pair.n_utterances, pair.n_turns, pair.n_participants) == counts

    def test_same_turn_number_in_another_transcript(self) -> None:
        """
        The second turn of one interview is not the second turn of another.
        """
        analysis = analysis_of(
            {"pain-01": ["Ada finds it slow"], "goal-01": ["Bo wants it fast"]},
            "I: So? | Ada: I say Ada finds it slow.",
            "I: So? | Bo: I say Bo wants it fast.",
        )

        pair = pair_of(analysis, "pain", "goal")

        assert (pair.n_a, pair.n_b, pair.n_turns, pair.n_participants) == (1, 1, 0, 0)

    def test_coefficients(self, seven: Analysis) -> None:
        """
        With 6 and 4 of 21 utterances and 2 in common, Jaccard is 2/8 and 24/21 are expected.
        """
        pains = frozenset((person, 0) for person in PEOPLE[:6])
        goals = frozenset({("Ada", 0), ("Bo", 0), ("Cyd", 1), ("Gus", 2)})
        codings = recoded(seven, pains, code="pain") + recoded(seven, goals, code="goal")

        pair = pair_of(replace(seven, all_codings=tuple(codings)), "pain", "goal")

        assert len(seven.all_utterances) == 21
        assert (pair.n_a, pair.n_b, pair.n_utterances) == (6, 4, 2)
        assert pair.jaccard == 2 / 8
        assert pair.expected == 24 / 21
        assert (pair.n_turns, pair.n_participants) == (3, 3)

    def test_all_pairs_in_order(self, three: Analysis) -> None:
        """
        Every two codes of the codebook have a pair, and an unused pair has no coefficient.
        """
        names = [code.name for code in three.codes]

        pairs = code_co_occurrence(three)

        expected = [(a, b) for i, a in enumerate(names) for b in names[i + 1 :]]
        assert [(pair.code_a, pair.code_b) for pair in pairs] == expected
        unused = [pair for pair in pairs if pair.n_a == pair.n_b == 0]
        assert unused
        assert all(pair.jaccard is None and pair.expected == 0 for pair in unused)

    def test_nothing_said(self, three: Analysis) -> None:
        """
        Without utterances nothing is expected and nothing fails.
        """
        empty = replace(three, all_utterances=(), all_codings=(), all_themes=())

        assert {pair.expected for pair in code_co_occurrence(empty)} == {None}

    @settings(max_examples=50, deadline=None)
    @given(a=st.frozensets(st.sampled_from(SENTENCES)), b=st.frozensets(st.sampled_from(SENTENCES)))
    def test_bounds(
        self, seven: Analysis, a: frozenset[tuple[str, int]], b: frozenset[tuple[str, int]]
    ) -> None:
        """
        What comes together on an utterance does so in its turn and participant; the coefficient
        is 1 only for equal sets and 0 only for disjoint ones.
        """
        codings = recoded(seven, a, code="pain") + recoded(seven, b, code="goal")

        pair = pair_of(replace(seven, all_codings=tuple(codings)), "pain", "goal")

        assert pair.n_utterances == len(a & b)
        assert bool(pair.n_utterances) <= bool(pair.n_turns) <= bool(pair.n_participants)
        assert pair.n_participants == len({p for p, _ in a} & {p for p, _ in b})
        if a or b:
            assert (pair.jaccard == 1) == (a == b)
            assert (pair.jaccard == 0) == (not a & b)
        else:
            assert pair.jaccard is None

    def test_rows(self, three: Analysis) -> None:
        """
        Coefficients are rounded, and a missing one is an empty cell.
        """
        rows = co_occurrence_rows(code_co_occurrence(three))

        assert all(tuple(row) == CO_OCCURRENCE_COLUMNS for row in rows)
        first, *_, last = to_csv(rows, CO_OCCURRENCE_COLUMNS).decode().splitlines()[1:]
        assert first == "pain,goal,3,1,0,0.0,0.6,1,1"
        assert last.split(",")[5] == ""


@pytest.mark.parametrize("kind", ["matrix", "pairs"])
def test_json(seven: Analysis, kind: str) -> None:
    """
    What is computed survives JSON unchanged.
    """
    made = {
        "matrix": (FrameworkMatrix, framework_matrix(seven)),
        "pairs": (tuple[CodePair, ...], code_co_occurrence(seven)),
    }
    type_, value = made[kind]
    adapter: TypeAdapter[object] = TypeAdapter(type_)

    assert adapter.validate_json(adapter.dump_json(value)) == value
