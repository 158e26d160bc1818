"""A simple document as a Word file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Length, Mm, Pt

from interview_coder.reports import word
from interview_coder.reports.content import printable
from interview_coder.reports.figures import Figure
from interview_coder.reports.page import Block, Bullets, Cards, Heading, Page, Said, Text
from interview_coder.reports.styles import (
    CAPTION_STYLE,
    QUOTE_STYLE,
    SOURCE_STYLE,
    TEXT_WIDTH,
    define_styles,
    set_page,
)
from interview_coder.reports.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_LANDSCAPE_MARGIN = Cm(1.4)
_LANDSCAPE_WIDTH = Cm(29.7 - 2 * 1.4)


def render_page_docx(page: Page) -> bytes:
    """Return the document as a .docx file; the same page gives the same bytes."""
    document = docx.Document()
    set_page(document, page.title, kind=page.kind)
    define_styles(document)
    if page.is_landscape:
        _turn(document)
    writer = _Writer(
        document=document,
        width=_LANDSCAPE_WIDTH if page.is_landscape else TEXT_WIDTH,
        is_even=page.is_landscape,
    )
    kicker = document.add_paragraph(printable(page.kind), style="Subtitle Line")
    kicker.paragraph_format.space_after = Pt(0)
    title = document.add_paragraph(printable(page.title), style="Title")
    if page.is_landscape:
        title.paragraph_format.space_after = Pt(4)
        for run in title.runs:
            run.font.size = Pt(16)
    for block in page.blocks:
        writer.write(block)
    return word.to_bytes(document)


def _turn(document: Document) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21.0)
    section.left_margin = section.right_margin = _LANDSCAPE_MARGIN
    section.top_margin = section.bottom_margin = Cm(1.2)
    section.footer_distance = section.header_distance = Cm(0.5)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """A document in the making.

    Attributes:
        document: It.
        width: Of a line.
        is_even: Whether the columns of tables are of one width.
    """

    document: Document
    width: Length
    is_even: bool

    def write(self, block: Block) -> None:
        match block:
            case Heading():
                self.document.add_heading(printable(block.text), block.level)
            case Text():
                self.text(block.text, "Fine Print" if block.is_quiet else "Normal")
            case Bullets():
                self.bullets(block)
            case Said():
                self.text(block.text, QUOTE_STYLE)
                self.text(block.source, SOURCE_STYLE).add_run(printable(block.utterance))
            case Cards():
                self.cards(block)
            case Table():
                self.table(block)
            case Figure():
                self.figure(block)

    def text(self, text: str, style: str) -> Paragraph:
        return self.document.add_paragraph(printable(text), style=style)

    def bullets(self, block: Bullets) -> None:
        for item in block.items:
            self.text(item, "List Bullet")

    def table(self, table: Table) -> None:
        rows = (table.header, *table.rows)
        widths = (
            _even(len(table.header), self.width)
            if self.is_even
            else word.fitted_widths(rows, width=self.width)
        )
        if table.title:
            head = self.document.add_paragraph(printable(table.title), style="Table Head")
            head.paragraph_format.keep_with_next = True
        written = word.add_table(self.document, table.header, widths)
        for row in table.rows:
            cells = word.add_row(written, [row[0], *[""] * (len(row) - 1)], widths)
            for cell, text in zip(cells[1:], row[1:], strict=True):
                lines = text.split("\n")
                word.fill(cell, lines[0], style="Table Text")
                for line in lines[1:]:
                    cell.add_paragraph(printable(line), style="Table Text")
        for told in table.told:
            paragraph = self.document.add_paragraph(printable(told), style="Fine Print")
            paragraph.paragraph_format.space_before = Pt(2)

    def figure(self, figure: Figure) -> None:
        told = f"{figure.title}. {figure.description}"
        width = min(self.width, Mm(figure.width_mm))
        picture = word.add_figure(self.document, figure.png, width=Length(width), told=told)
        picture.paragraph_format.keep_with_next = True
        self.document.add_paragraph(printable(figure.title), style=CAPTION_STYLE)

    def cards(self, block: Cards) -> None:
        widths = _even(len(block.cards), self.width)
        table = self.document.add_table(rows=1, cols=len(block.cards))
        table.autofit = False
        for cell, card, width in zip(table.rows[0].cells, block.cards, widths, strict=True):
            cell.width = width
            word.shade(cell)
            word.fill(cell, card.kicker, style="Theme Facts")
            cell.add_paragraph(printable(card.title), style="Table Head")
            for line in card.lines:
                cell.add_paragraph(printable(line), style="Table Text")
        self.document.add_paragraph("", style="Fine Print")


def _even(n: int, width: Length) -> Sequence[Length]:
    return [Length(width // n)] * n
