"""Simple documents: every block in Word and in HTML, the journey on one page, what changed."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from lxml import html

from interview_coder.findings import Analysis
from interview_coder.persona.change import compare_analyses
from interview_coder.persona.details import AllDetails, Plan
from interview_coder.persona.journey import Journey, Stage, StageTheme
from interview_coder.persona.ledger import read_ledger, write_ledger
from interview_coder.persona.personas import build_personas
from interview_coder.reports.change_page import change_page
from interview_coder.reports.journey_page import journey_page
from interview_coder.reports.page import Bullets, Card, Cards, Heading, Page, Said, Text
from interview_coder.reports.page_docx import render_page_docx
from interview_coder.reports.page_html import render_page_html
from interview_coder.reports.personas_page import personas_page
from interview_coder.reports.table import Table
from interview_coder.transcript import Participant
from tests.programs import find_program
from tests.reports.notation import shared_by_three

HOSTILE = "<script>alert(1)</script> {{ 7*7 }} \x0b"
LONG = "the export takes the whole day and then somebody rings and I begin from the start again"


def words_of_docx(data: bytes) -> str:
    """Return every word of a Word document, tables included."""
    document = docx.Document(io.BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def every_block(text: str) -> Page:
    """Build a page with a block of each kind that says `text`."""
    card = Card(kicker=f"over {text}", title=f"card {text}", lines=(f"line {text}",))
    row = (f"row {text}", f"cell {text}\nmore")
    return Page(
        kind="A kind",
        title=text,
        blocks=(
            Heading(text=f"head {text}"),
            Text(text=f"plain {text}"),
            Text(text=f"quiet {text}", is_quiet=True),
            Bullets(items=(f"item {text}",)),
            Said(text=f"said {text}", source=f"source {text} · ", utterance="P1-0001"),
            Cards(cards=(card,)),
            Table(title=f"of {text}", header=("a", "b"), rows=(row,), told=(f"told {text}",)),
        ),
    )


def journey(analysis: Analysis, n_themes: int) -> Journey:
    """Lay many themes with long labels over five stages."""
    theme = replace(analysis.theme("pain-01"), label=LONG)
    told = tuple(
        StageTheme(theme=theme, n_utterances=2, participants=("P1", "P2"), moment=i / 100)
        for i in range(n_themes)
    )
    code = analysis.codes[0]
    return Journey(
        stages=tuple(
            Stage(
                code=replace(code, name=f"stage_{i}", title=f"A stage with a long name {i}"),
                participants=("P1", "P2", "P3"),
                themes=(theme,) * n_themes,
                told_with=told,
            )
            for i in range(5)
        ),
        people=4,
    )


class TestBlocks:
    """
    What a page says is shown by both writers, and nothing it says is executed.
    """

    def test_every_block(self) -> None:
        """
        Every block stands in the Word and in the HTML document, in order.
        """
        page = every_block("this")
        parts = ["head", "plain", "quiet", "item", "said", "source", "over", "card", "line", "of",
                 "row", "cell", "told"]  # fmt: skip

        shown = render_page_html(page).decode()
        written = words_of_docx(render_page_docx(page))

        places = [shown.index(f"{part} this") for part in parts]
        assert places == sorted(places)
        for part in parts:
            assert f"{part} this" in written

    def test_hostile(self) -> None:
        """
        Markup, templates and control characters are text.
        """
        page = every_block(HOSTILE)

        shown = render_page_html(page)
        written = words_of_docx(render_page_docx(page))

        assert b"<script" not in shown
        assert b"{{ 7*7 }}" in shown
        assert "<script>alert(1)</script>" in written

    def test_same_bytes(self) -> None:
        """
        The same page gives the same bytes.
        """
        assert render_page_docx(every_block("x")) == render_page_docx(every_block("x"))
        assert render_page_html(every_block("x")) == render_page_html(every_block("x"))


class TestJourney:
    """
    The journey is one page, however much is told.
    """

    @pytest.mark.parametrize("n_themes", [0, 1, 30])
    def test_words(self, n_themes: int) -> None:
        """
        What is left out is counted, and no word is cut.
        """
        analysis = shared_by_three()

        page = journey_page(journey(analysis, n_themes), analysis, title="Rotas")

        table = next(block for block in page.blocks if isinstance(block, Table))
        assert len(table.header) == 6
        cell = table.rows[0][1]
        words = {word.strip("“”…") for word in cell.split()}
        assert words <= {*LONG.split(), "", "3/4", "–", "+", "more", *map(str, range(31))}
        assert (n_themes > 6) == ("more" in cell)

    @pytest.mark.heavy
    @pytest.mark.parametrize("n_themes", [2, 30])
    def test_one_page(self, tmp_path: Path, n_themes: int) -> None:
        """
        It is one page on paper, from Word and from the browser.
        """
        analysis = shared_by_three()
        page = journey_page(journey(analysis, n_themes), analysis, title=LONG)
        word, site = tmp_path / "journey.docx", tmp_path / "journey.html"
        word.write_bytes(render_page_docx(page))
        site.write_bytes(render_page_html(page))

        for pdf in (printed(word), browsed(site)):
            assert "Pages:           1\n" in told_of(pdf)


class TestPersonas:
    """
    Companies first, then the personas in short, then what they share.
    """

    def test_what_it_says(self) -> None:
        """
        Each segment has its column; a star marks on whose sheet a theme stands.
        """
        found = shared_by_three()
        people = tuple(
            Participant(name=name, attributes={"role": role, "staff": staff})
            for name, role, staff in (
                ("P1", "Owner", "3"), ("P2", "Owner", "5"), ("P3", "Cook", "5"), ("P4", "Cook", ""),
            )
        )  # fmt: skip
        analysis = replace(found, study=replace(found.study, participants=people))
        plan = Plan(by="role", company_attributes=("staff",))
        personas = build_personas(analysis, details=AllDetails(plan=plan))

        page = personas_page(personas, title="Rotas")

        words = render_page_html(page).decode()
        assert words.index("Ideal customer profile") < words.index("The personas")
        assert "staff: 5" in words
        assert "3/4" in words
        for persona in personas.personas:
            assert persona.name in words


class TestChange:
    """
    What became of themes, lines and attributes.
    """

    def test_lines(self, tmp_path: Path) -> None:
        """
        Lines of the sheets are kept, reworded, gained and lost.
        """
        analysis = shared_by_three()
        ledgers = []
        for name in ("old", "new"):
            path = tmp_path / f"{name}.json"
            personas = build_personas(analysis).personas
            path.write_bytes(write_ledger(analysis, personas))
            ledgers.append(dict(read_ledger(path)))
        old, new = ledgers
        claim = old["personas"][0]["claims"][0]
        own = {"theme": "", "author": "Dana", "place": "media", "n": 0, "of": 0}
        old["personas"][0]["claims"] = [
            claim | {"text": "before"}, claim | own | {"text": "gone"},
            claim | own | {"text": "stays"},
        ]  # fmt: skip
        new["personas"][0]["claims"] = [
            claim | {"text": "after"}, claim | own | {"text": "stays"},
            claim | own | {"text": "fresh"},
        ]  # fmt: skip

        change = compare_analyses(analysis, analysis, old_ledger=old, new_ledger=new)

        assert [(line.became, line.old, line.new) for line in change.lines] == [
            ("reworded", "before", "after"), ("kept", "stays", "stays"), ("gained", "", "fresh"),
            ("lost", "gone", ""),
        ]  # fmt: skip
        assert change.lines[0].n_new == "3/4"
        words = render_page_html(change_page(change, analysis, title="Rotas")).decode()
        assert "1 kept, 1 reworded, 1 gained, 1 lost." in words

    def test_no_sheets(self) -> None:
        """
        Where an analysis has no sheets, its lines are not compared.
        """
        analysis = shared_by_three()

        assert compare_analyses(analysis, analysis).lines == ()


def printed(path: Path) -> Path:
    """Print a Word document to PDF."""
    profile = (path.parent / "profile").as_uri()
    subprocess.run(
        [find_program("soffice"), f"-env:UserInstallation={profile}", "--headless",
         "--convert-to", "pdf", "--outdir", str(path.parent), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return path.with_suffix(".pdf")


def browsed(path: Path) -> Path:
    """Print an HTML page to PDF by a browser."""
    pdf = path.with_suffix(".browser.pdf")
    subprocess.run(
        [find_program("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={pdf}", path.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return pdf


def told_of(pdf: Path) -> str:
    """Return what pdfinfo tells."""
    return subprocess.run(
        [find_program("pdfinfo"), str(pdf)], check=True, capture_output=True, text=True
    ).stdout


def test_lxml_reads_it() -> None:
    """
    The HTML is a whole document with one first heading.
    """
    tree = html.fromstring(render_page_html(every_block("x")))

    assert tree.get("lang") == "en"
    assert len(tree.findall(".//h1")) == 1
