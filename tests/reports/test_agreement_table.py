"""Agreement as words in tables."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from lxml import html

from interview_coder.agreement.coders import ratings_of
from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.measure import Agreement, measure_agreement
from interview_coder.findings import Analysis
from interview_coder.reports.agreement_table import (
    AGREEMENT_COLUMNS,
    CODE_HEADER,
    MACHINE_TOLD,
    NONE,
    agreement_rows,
    code_rows,
    machine_table,
    share,
    shown,
)
from interview_coder.reports.docx import render_appendix
from interview_coder.reports.html import render_report
from interview_coder.reports.overview import build_overview
from interview_coder.tabular import to_csv
from tests.agreement.small_study import (
    CODES,
    FIRST,
    FOURTH,
    SECOND,
    THIRD,
    UTTERANCES,
    analysis_with,
    coder,
    decide,
)
from tests.reports.notation import shared_by_three, without_coefficients

TITLE = "The machine beside the people who decided"


@pytest.fixture(scope="module")
def measured() -> Agreement:
    """
    Two coders on four utterances of two interviews, of which they agree on three.
    """
    ada = coder("Ada", f"{FIRST} pain", f"{SECOND} pain", THIRD, f"{FOURTH} goal")
    bo = coder("Bo", f"{FIRST} pain", SECOND, THIRD, f"{FOURTH} goal")
    return measure_agreement(ratings_of([ada, bo], utterances=UTTERANCES, codes=CODES), n_draws=50)


def decided() -> Analysis:
    """
    Build an analysis in which somebody accepted one pain and rejected another.
    """
    return analysis_with(
        decide("accept"),
        decide("reject", utterance=SECOND),
        unaided=((FIRST, "pain"), (SECOND, "pain")),
    )


@pytest.fixture(scope="module")
def reviewed() -> Analysis:
    """
    An analysis with themes, in which somebody accepted a coding and rejected another.
    """
    found = shared_by_three()
    first, second = (utterance.id for utterance in found.all_utterances[:2])
    decisions = (decide("accept", utterance=first), decide("reject", utterance=second))
    return replace(found, decisions=decisions, unaided=((first, "pain"), (second, "pain")))


class TestShown:
    """
    A value is shown with its interval, where there is one.
    """

    @pytest.mark.parametrize(
        ("estimate", "told"),
        [
            pytest.param(Estimate(), NONE, id="undefined"),
            pytest.param(Estimate(value=0.714), "0.71", id="no interval"),
            pytest.param(Estimate(value=0.714, low=0.6), "0.71", id="half an interval"),
            pytest.param(Estimate(value=0.714, low=0.6, high=0.8), "0.71 (0.60–0.80)", id="all"),
            pytest.param(Estimate(value=0, low=-0.1, high=0), "0.00 (−0.10 to 0.00)", id="nought"),
            pytest.param(Estimate(value=-0.001), "0.00", id="nearly nought"),
            pytest.param(Estimate(value=-0.25), "−0.25", id="negative"),
        ],
    )
    def test_number(self, estimate: Estimate, told: str) -> None:
        """
        Numbers have two places; a dash stands where there is none.
        """
        assert shown(estimate) == told

    def test_percent(self) -> None:
        """
        Percentages have no places, nor have those of the interval.
        """
        estimate = Estimate(value=0.714, low=0.6, high=0.8)

        assert shown(estimate, as_percent=True) == "71% (60%–80%)"
        assert shown(Estimate(), as_percent=True) == NONE

    @pytest.mark.parametrize(("value", "told"), [(None, NONE), (0.0, "0.0%"), (0.125, "12.5%")])
    def test_share(self, value: float | None, told: str) -> None:
        """
        A share of nought is shown; a dash stands where there is none.
        """
        assert share(value) == told


class TestCodeRows:
    """
    A row a code, with prevalence beside every coefficient.
    """

    def test_rows(self, measured: Agreement) -> None:
        """
        Each cell stands under its column.
        """
        pain, goal, trigger = (
            dict(zip(CODE_HEADER, row, strict=True)) for row in code_rows(measured.codes)
        )

        assert (pain["Code"], pain["Utterances"], pain["Prevalence"]) == ("pain", "4", "37.5%")
        assert pain["Agreement"].startswith("75% (")
        assert pain["Kappa"] == "0.50"  # of two interviews, too many draws leave it undefined
        assert pain["Alpha"] == shown(measured.codes[0].alpha)
        assert pain["AC1"] == shown(measured.codes[0].ac1)
        assert goal["Kappa"].startswith("1.00")
        assert (trigger["Prevalence"], trigger["Kappa"], trigger["Alpha"]) == ("0.0%", NONE, NONE)


class TestAgreementRows:
    """
    agreement.csv has a row a code and coefficient.
    """

    def test_rows(self, measured: Agreement) -> None:
        """
        Rows are told by code and coefficient; those of all codes together have no code.
        """
        rows = agreement_rows(measured)

        of_code = ("percent", "kappa", "fleiss", "alpha", "ac1")
        of_all = ("percent", "alpha", "alpha_jaccard", "alpha_masi")
        assert [(row["code"], row["coefficient"]) for row in rows] == [
            *((code, name) for code in CODES for name in of_code),
            *(("", name) for name in of_all),
        ]
        assert all(tuple(row) == AGREEMENT_COLUMNS for row in rows)
        assert {row["coders"] for row in rows} == {"Ada; Bo"}

    def test_values(self, measured: Agreement) -> None:
        """
        Values are those that were measured, to six places; empty where there is none.
        """
        rows = {(row["code"], row["coefficient"]): row for row in agreement_rows(measured)}

        percent, alpha = rows["pain", "percent"], rows["pain", "alpha"]
        assert (percent["value"], percent["prevalence"], percent["n_units"]) == (0.75, 0.375, 4)
        assert alpha["value"] == round(measured.codes[0].alpha.value or 0, 6)
        assert rows["trigger", "kappa"]["value"] is None
        assert rows["", "percent"]["value"] == 0.75
        assert rows["", "percent"]["prevalence"] is None
        lines = to_csv(list(rows.values()), AGREEMENT_COLUMNS).decode().splitlines()
        assert "trigger,kappa,,,,0.0,4,Ada; Bo" in lines


class TestMachineTable:
    """
    Where people decided, reports tell how far the machine agrees with them.
    """

    def test_table(self) -> None:
        """
        It has a row a code, and says what was compared and why that is no fair test.
        """
        table = machine_table(decided())

        assert table is not None
        assert (table.title, table.header, table.told) == (TITLE, CODE_HEADER, MACHINE_TOLD)
        rows = {row[0]: row[1:4] for row in table.rows}
        assert rows == {
            "pain": ("2", "75.0%", "50%"),
            "goal": ("2", "0.0%", "100%"),
            "trigger": ("2", "0.0%", "100%"),
        }

    def test_nobody_decided(self) -> None:
        """
        Without decisions there is no table.
        """
        assert machine_table(analysis_with(unaided=((FIRST, "pain"),))) is None

    def test_no_coefficients(self) -> None:
        """
        A study that wants no coefficients has none in its reports.
        """
        assert build_overview(decided()).machine is not None
        assert build_overview(without_coefficients(decided())).machine is None


class TestReports:
    """
    The table stands in the appendix and in the page, with what is told of it.
    """

    def test_appendix(self, reviewed: Analysis) -> None:
        """
        The appendix has it under its heading, row by row.
        """
        document = docx.Document(io.BytesIO(render_appendix(reviewed)))

        assert TITLE in [each.text for each in document.paragraphs]
        tables = [[[cell.text for cell in row.cells] for row in t.rows] for t in document.tables]
        (found,) = (rows for rows in tables if tuple(rows[0]) == CODE_HEADER)
        assert found[1][:4] == ["pain", "2", "75.0%", "50%"]
        assert MACHINE_TOLD[0] in [each.text for each in document.paragraphs]

    def test_page(self, reviewed: Analysis) -> None:
        """
        The page has it under its heading, row by row.
        """
        tree = html.fromstring(render_report(reviewed))

        (heading,) = tree.xpath('//h2[@id="machine"]')
        assert heading.text_content() == TITLE
        table = heading.xpath("following::table")[0]
        rows = [
            [cell.text_content().strip() for cell in row.xpath("th|td")]
            for row in table.xpath(".//tr")
        ]
        assert tuple(rows[0]) == CODE_HEADER
        assert rows[1][:4] == ["pain", "2", "75.0%", "50%"]
        assert MACHINE_TOLD[1] in tree.text_content()

    def test_nobody_decided(self) -> None:
        """
        Where nobody decided the page does not have it.
        """
        tree = html.fromstring(render_report(shared_by_three()))

        assert tree.xpath('//h2[@id="machine"]') == []
        assert TITLE not in tree.text_content()
