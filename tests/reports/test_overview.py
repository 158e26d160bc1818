"""What a report says once, of all themes together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.findings import Analysis, ThemeDecision
from interview_coder.reports.overview import build_overview
from interview_coder.reports.table import Table
from interview_coder.transcript import Participant
from tests.reports.notation import shared_by_three, with_theme, without_coefficients

NAMES = ("P1", "P2", "P3", "P4")


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    A theme of three people, one of two and one of one, in a study of four.
    """
    return shared_by_three()


def with_roles(analysis: Analysis, *roles: str) -> Analysis:
    """
    Give the four participants a role each.
    """
    people = tuple(
        Participant(name=name, attributes={"job_role": role})
        for name, role in zip(NAMES, roles, strict=True)
    )
    return replace(analysis, study=replace(analysis.study, participants=people))


class TestFigures:
    """
    Figures MUST stay short, and say what they leave out.
    """

    def test_lone_themes_are_not_drawn(self, analysis: Analysis) -> None:
        """
        Themes of one person are counted instead of drawn.
        """
        overview = build_overview(analysis)

        (prevalence,), (voices,) = overview.prevalence, overview.voices
        assert all("pain-02" in figure.svg for figure in (prevalence, voices))
        assert not any("pain-03" in figure.svg for figure in (prevalence, voices))
        assert overview.left_out == "1 theme of fewer people is not drawn."

    def test_intervals(self, analysis: Analysis) -> None:
        """
        A study without coefficients has no interval in its figure, and no curve.
        """
        bare = build_overview(without_coefficients(analysis))

        assert "interval" in build_overview(analysis).prevalence[0].svg
        assert "interval" not in bare.prevalence[0].svg
        assert "3 of 4" in bare.prevalence[0].svg
        assert bare.curve == ()

    def test_named_themes_are_not_quoted(self, analysis: Analysis) -> None:
        """
        What a person called a theme has no quotation marks.
        """
        named = with_theme(analysis, "pain-01", label="Slow exports", labelled_by="Kim")

        (figure,) = build_overview(named).prevalence

        assert ">Slow exports<" in figure.svg
        assert "“Slow exports" not in figure.svg


class TestSaturation:
    """
    Saturation MUST be told with what it counts.
    """

    def test_all_themes_count(self, analysis: Analysis) -> None:
        """
        The curve ends at the number of themes, those of one person among them.
        """
        overview = build_overview(analysis)

        (curve,) = overview.curve
        n_themes = len(analysis.all_themes)
        assert curve.description.startswith(f"{n_themes} themes in 4 interviews;")
        assert "All themes count" in overview.saturation[0]

    def test_without_coefficients(self, analysis: Analysis) -> None:
        """
        A study without coefficients is told nothing of saturation, in the checklist neither.
        """
        bare = build_overview(without_coefficients(analysis))

        assert bare.saturation == ()
        assert "22" not in [row[0] for row in bare.checklist.rows]
        assert "22" in [row[0] for row in build_overview(analysis).checklist.rows]


class TestMatrix:
    """
    Everybody has a row, every promoted theme a column.
    """

    def test_counts_and_places(self, analysis: Analysis) -> None:
        """
        A cell counts utterances and knows where the first of them stands in the theme.
        """
        (matrix,) = build_overview(analysis).matrices

        assert (matrix.code, matrix.themes) == ("pain", ("pain-01",))
        assert [(name, cells[0].n, cells[0].first) for name, cells in matrix.rows] == [
            ("P1", 1, 1), ("P2", 1, 2), ("P3", 1, 3), ("P4", 0, 0),
        ]  # fmt: skip

    def test_nothing_promoted(self, analysis: Analysis) -> None:
        """
        Without promoted themes there is no matrix and no table by attribute.
        """
        lone = replace(analysis, all_themes=analysis.all_themes[1:])

        overview = build_overview(with_roles(lone, "a", "a", "b", "b"))

        assert (overview.matrices, overview.attributes) == ((), ())


class TestCoOccurrence:
    """
    Codes that come together are counted in words that stand there.
    """

    def test_columns(self, analysis: Analysis) -> None:
        """
        Coefficients are left out with the others, and so is what explains them.
        """
        full = build_overview(analysis).co_occurrence
        bare = build_overview(without_coefficients(analysis)).co_occurrence

        assert full is not None
        assert bare is not None
        assert set(full.header) - set(bare.header) == {"Expected", "Jaccard"}
        assert "Jaccard" in full.told[0]
        assert "Jaccard" not in bare.told[0]
        assert all(len(row) == len(bare.header) for row in bare.rows)


class TestAttributes:
    """
    Groups MUST be told with their size and with what so few people cannot show.
    """

    def table(self, analysis: Analysis) -> Table:
        (table,) = build_overview(analysis).attributes
        return table

    def test_promoted_themes_by_group(self, analysis: Analysis) -> None:
        """
        Only promoted themes have a row; a dash stands for nobody.
        """
        table = self.table(with_roles(analysis, "a", "a", "a", "b"))

        assert table.title == "By job role"
        assert table.header[2:] == ("a (3)", "b (1)")
        assert [(row[0], *row[2:]) for row in table.rows] == [("pain-01", "3", "–")]

    def test_warnings(self, analysis: Analysis) -> None:
        """
        Small groups carry their warning once, and who has no value is named.
        """
        table = self.table(with_roles(analysis, "a", "b", "", "b"))

        assert [text.split(":")[0] for text in table.told] == [
            "a. A group of one person", "b. A group of 2 people", "Not known of P3.",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("roles", "compares"),
        [
            pytest.param("aabb", True, id="two and two"),
            pytest.param("aaab", False, id="one against three"),
        ],
    )
    def test_comparable(self, analysis: Analysis, roles: str, *, compares: bool) -> None:
        """
        Groups can be compared where two of them have two people.
        """
        assert self.table(with_roles(analysis, *roles)).compares is compares


class TestDecisions:
    """
    Decisions about themes MUST be told as they were made.
    """

    def test_none(self, analysis: Analysis) -> None:
        """
        Without decisions there is no table.
        """
        assert build_overview(analysis).decisions is None

    def test_log(self, analysis: Analysis) -> None:
        """
        A row tells what, on which utterances, who, and where they are now.
        """
        ids = analysis.theme("pain-02").utterances
        decision = ThemeDecision(
            decision="merge", code="pain", utterances=ids, label="Price", coder="Kim", note="same"
        )

        table = build_overview(replace(analysis, theme_decisions=(decision,))).decisions

        assert table is not None
        assert table.rows == (("merge", "pain", ", ".join(ids), "pain-02", "Price", "Kim", "same"),)


def test_left_to_author(analysis: Analysis) -> None:
    """
    Items without an answer are numbered, neighbours as a range, and each item stands once.
    """
    overview = build_overview(analysis)

    answered = {int(row[0]) for row in overview.checklist.rows}
    left: set[int] = set()
    for part in overview.left_to_author.removeprefix("Left to the author: ")[:-1].split(", "):
        first, _, last = part.partition("–")
        left |= set(range(int(first), int(last or first) + 1))
    assert overview.left_to_author.startswith("Left to the author: 1–11, ")
    assert answered | left == set(range(1, 33))
    assert not answered & left
