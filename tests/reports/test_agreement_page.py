"""The report on agreement: what was compared, what came of it, what to do with it."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from lxml import html

from interview_coder.agreement.coders import Coder, ratings_of
from interview_coder.agreement.disagreements import find_disagreements
from interview_coder.agreement.measure import measure_agreement
from interview_coder.agreement.reading import read_code
from interview_coder.agreement.stretches import unitized
from interview_coder.agreement.unitizing import measure_unitizing
from interview_coder.findings import MACHINE
from interview_coder.reports.agreement_page import Compared, agreement_page
from interview_coder.reports.agreement_table import CODE_HEADER, NONE, shown
from interview_coder.reports.figures import Figure
from interview_coder.reports.page import Bullets, Heading, Page, Text
from interview_coder.reports.page_docx import render_page_docx
from interview_coder.reports.page_html import render_page_html
from interview_coder.reports.table import Table
from tests.agreement.notation import ratings_of_one
from tests.agreement.small_study import (
    CODES,
    FIRST,
    FOURTH,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    coder,
    select,
)

ADA = replace(
    coder("Ada", f"{FIRST} pain", f"{SECOND} goal", THIRD),
    selections=(select(19, 36), select(37, 63, "goal")),
)
BO = replace(coder("Bo", f"{FIRST} pain", SECOND, THIRD), selections=(select(19, 30),))
CLEO = coder("Cleo", f"{FIRST} goal", FOURTH)
HOSTILE = "<script>alert(1)</script> {{ 7*7 }}"


def compared(*coders: Coder, notes: tuple[str, ...] = ()) -> Compared:
    """
    Compare coders of the small study.
    """
    ratings = ratings_of(coders, utterances=UTTERANCES, codes=CODES)
    stretches = unitized(coders, study=STUDY, utterances=UTTERANCES, codes=CODES)
    return Compared(
        agreement=measure_agreement(ratings, n_draws=20),
        unitizing=measure_unitizing(stretches, n_draws=20),
        disagreements=find_disagreements(ratings),
        notes=notes,
    )


def page_of(*coders: Coder, notes: tuple[str, ...] = ()) -> Page:
    """
    Return the report on coders of the small study.
    """
    return agreement_page(compared(*coders, notes=notes), title="A study")


def headings(page: Page) -> list[str]:
    """
    Return the headings of a report.
    """
    return [block.text for block in page.blocks if isinstance(block, Heading)]


def under(page: Page, heading: str) -> list[object]:
    """
    Return the blocks between a heading and the next one.
    """
    start = page.blocks.index(Heading(text=heading)) + 1
    rest = page.blocks[start:]
    ends = [n for n, block in enumerate(rest) if isinstance(block, Heading)]
    return list(rest[: ends[0] if ends else None])


def table_under(page: Page, heading: str) -> Table:
    """
    Return the table under a heading.
    """
    (table,) = (block for block in under(page, heading) if isinstance(block, Table))
    return table


def words(page: Page) -> str:
    """
    Return the paragraphs of a report.
    """
    return "\n".join(block.text for block in page.blocks if isinstance(block, Text))


@pytest.fixture(scope="module")
def hostile() -> Page:
    """
    A report in which names and titles try to be markup.
    """
    found = compared(replace(ADA, name=HOSTILE), BO, notes=(HOSTILE,))
    return agreement_page(found, title=f"{HOSTILE}\nA study")


class TestAgreementPage:
    """
    The report says who was compared on what, and never more than was measured.
    """

    def test_who(self) -> None:
        """
        It begins with who read how much.
        """
        page = page_of(ADA, CLEO, BO)

        assert (page.kind, page.title) == ("Agreement of coders", "A study")
        assert page.blocks[0] == Text(
            text="3 coders on 4 utterances of 2 interviews. How many utterances each read: "
            "Ada (3), Bo (3), Cleo (2)."
        )

    def test_parts(self) -> None:
        """
        Two coders are compared code by code, in all codes, and in stretches of text.
        """
        assert headings(page_of(ADA, BO)) == [
            "Code by code", "What this means", "All codes together",
            "How often each coder puts each code", "Stretches of text", "Disagreements",
        ]  # fmt: skip

    def test_codes(self) -> None:
        """
        The table of codes is read out in words below, and drawn.
        """
        page = page_of(ADA, BO)

        table = table_under(page, "Code by code")
        assert table.header == CODE_HEADER
        assert [row[0] for row in table.rows] == list(CODES)
        assert any(isinstance(block, Figure) for block in under(page, "Code by code"))
        (readings,) = under(page, "What this means")
        measured = compared(ADA, BO).agreement.codes
        assert readings == Bullets(items=tuple(f"{c.code}: {read_code(c)}" for c in measured))

    def test_many_codes(self) -> None:
        """
        More codes than fit on a page are drawn in several figures, each code once.
        """
        ratings = ratings_of_one("1100", "1000")
        many = tuple(f"code {n}" for n in range(50))
        wide = replace(ratings, codes=many, marks=ratings.marks.repeat(50, axis=2))
        found = Compared(
            agreement=measure_agreement(wide, n_draws=5),
            unitizing=measure_unitizing(()),
            disagreements=(),
        )

        figures = [
            block
            for block in under(agreement_page(found, title="A study"), "Code by code")
            if isinstance(block, Figure)
        ]

        assert [figure.description.count("alpha") for figure in figures] == [24, 24, 2]
        assert all(figure.sheet.height < 260 for figure in figures)

    def test_nothing_to_draw(self) -> None:
        """
        Where no alpha is defined there is no figure.
        """
        page = page_of(coder("Ada", FIRST), coder("Bo", FIRST))

        assert not any(isinstance(block, Figure) for block in page.blocks)

    def test_pairs(self) -> None:
        """
        With more than two coders it says who agrees with whom; a dash where nothing is defined.
        """
        assert "Who agrees with whom" not in headings(page_of(ADA, BO))

        rows = table_under(page_of(ADA, BO, CLEO), "Who agrees with whom").rows

        told = {(row[0], row[1]): row[2:] for row in rows}
        assert told["pain", "Ada and Bo"] == ("3", "100.0%", "1.00")
        assert told["pain", "Ada and Cleo"] == ("1", "0.0%", "0.00")
        assert told["trigger", "Bo and Cleo"] == ("1", "100.0%", NONE)

    def test_by_coder(self) -> None:
        """
        It says how often each coder puts each code, of what he read.
        """
        table = table_under(page_of(BO, ADA), "How often each coder puts each code")

        assert table.header == ("Code", "Ada", "Bo")
        assert table.rows == (
            ("pain", "33.3%", "33.3%"), ("goal", "33.3%", "0.0%"), ("trigger", "0.0%", "0.0%"),
        )  # fmt: skip

    def test_all_codes(self) -> None:
        """
        All codes together are compared as sets.
        """
        table = table_under(page_of(ADA, BO), "All codes together")

        assert table.rows[0] == ("The same codes, in percent", "67%")
        assert len(table.rows) == 4

    def test_stretches(self) -> None:
        """
        Stretches are told with what interviews were left out and each code alone.
        """
        page = page_of(ADA, BO)

        rows = {row[0]: row[1] for row in table_under(page, "Stretches of text").rows}
        assert {"uα", "|uα", "cuα", "uα, pain alone", "uα, goal alone"} <= set(rows)
        assert rows["cuα"] == NONE
        found = compared(ADA, BO).unitizing
        assert (rows["uα"], rows["|uα"]) == (shown(found.u), shown(found.binary))
        assert rows["uα"] != rows["|uα"]
        assert "Read by fewer than two: P2.txt." in words(page)

    def test_no_stretches(self) -> None:
        """
        Where no interview was read whole by two coders, nothing is said of stretches.
        """
        assert "Stretches of text" in headings(page_of(ADA, BO))
        assert "Stretches of text" not in headings(page_of(ADA, CLEO))

    @pytest.mark.parametrize(
        ("coders", "told"),
        [
            pytest.param((ADA, replace(ADA, name="Bo")),
                         "There is none.", id="none"),
            pytest.param((ADA, BO), "Coders disagree in 1 place (", id="one"),
            pytest.param((ADA, BO, CLEO), "Coders disagree in 3 places (", id="several"),
        ],
    )  # fmt: skip
    def test_disagreements(self, coders: tuple[Coder, ...], told: str) -> None:
        """
        It ends with how many disagreements there are, and how to settle them.
        """
        (last,) = under(page_of(*coders), "Disagreements")

        assert isinstance(last, Text)
        assert last.text.startswith(told)
        assert ("interview-coder settle" in last.text) == (told != "There is none.")

    def test_machine(self) -> None:
        """
        Where the machine is a coder, it is said why that is no fair test; else not.
        """
        caution = "The machine has learnt from decisions of people in this study"

        assert caution in words(page_of(ADA, replace(BO, name=MACHINE)))
        assert caution not in words(page_of(ADA, BO))

    def test_notes(self) -> None:
        """
        What has no place in the study is told at the head, quietly.
        """
        page = page_of(ADA, BO, notes=("q.qdpx: not compared: 2 codings",))

        assert page.blocks[1] == Text(text="q.qdpx: not compared: 2 codings", is_quiet=True)


class TestRendered:
    """
    The report is shown in Word and HTML, where nothing anybody wrote becomes markup.
    """

    def test_html(self, hostile: Page) -> None:
        """
        In HTML every word of it stands as a word.
        """
        tree = html.fromstring(render_page_html(hostile))

        assert tree.xpath("//script[contains(., 'alert')]") == []
        text = " ".join(tree.text_content().split())
        assert text.count(HOSTILE) >= 4
        assert "Alpha, by MASI distance of the sets" in text

    def test_docx(self, hostile: Page) -> None:
        """
        In Word, too.
        """
        document = docx.Document(io.BytesIO(render_page_docx(hostile)))

        headers = [[cell.text for cell in table.rows[0].cells] for table in document.tables]
        assert list(CODE_HEADER) in headers
        assert ["Code", HOSTILE, "Bo"] in headers
