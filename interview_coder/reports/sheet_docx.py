"""The persona sheet as a Word document of one A4 page.

The boxes are the cells of a table whose rows have exact heights, so that no content can move the
page; what stands in them was cut to fit (`sheet`).
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from interview_coder.reports import sheet as fitted
from interview_coder.reports import word
from interview_coder.reports.content import printable
from interview_coder.reports.look import Look
from interview_coder.reports.portrait import Portrait
from interview_coder.reports.sheet import SheetBox, SheetContent, SheetLine
from interview_coder.reports.sheet_templates import open_docx_template
from interview_coder.reports.sheet_words import words_in

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell
    from docx.text.paragraph import Paragraph

_IMAGE = 36.0
_NEGATIVE = RGBColor(0x7A, 0x1F, 0x1F)
_SHADE = "F3F6F7"
_STYLES = {
    "Sheet Kicker": (8, False), "Sheet Name": (22, True), "Sheet Facts": (9, False),
    "Sheet Warning": (9, True), "Sheet Quote": (12, False), "Sheet Heading": (9.5, True),
    "Sheet Line": (8, False), "Sheet Remark": (8, False), "Sheet Footer": (7.5, False),
    "Sheet Gap": (1, False),
}  # fmt: skip
_AFTER = {"Sheet Heading": 1.4, "Sheet Line": 1.1, "Sheet Remark": 1.1, "Sheet Facts": 0.6}
"""Space after a paragraph, in mm."""
_COLOURS = {
    "Sheet Kicker": word.QUIET, "Sheet Facts": word.QUIET, "Sheet Remark": word.QUIET,
    "Sheet Footer": word.QUIET, "Sheet Warning": _NEGATIVE,
}  # fmt: skip
_ACCENTED = frozenset({"Sheet Name", "Sheet Heading"})


def render_sheet_docx(content: SheetContent, look: Look) -> bytes:
    """Return the sheet as a .docx file; the same content gives the same bytes.

    Raises:
        SettingsError: If a template of the author's cannot be used.
    """
    document = open_docx_template(look.templates)
    _set_page(document, content)
    accent = _NEGATIVE if look.is_negative else word.ACCENT
    define_sheet_styles(document, fonts=look.words.fonts, accent=accent)
    told = look.words.image if look.is_drawn else content.name
    _add_header(document, content, look.portrait, told=told)
    for row, height in zip(content.rows, content.heights, strict=True):
        _add_boxes(document, row, height, accent=str(accent))
    document.add_paragraph(printable(content.footer), style="Sheet Footer")
    return word.to_bytes(document)


def render_style_template() -> bytes:
    """Return a document that shows each style of the sheet, for an author to change in Word."""
    document = docx.Document()
    define_sheet_styles(document, fonts=words_in("en").fonts, accent=word.ACCENT)
    for name in _STYLES:
        document.add_paragraph(name, style=name)
    return word.to_bytes(document)


def _set_page(document: Document, content: SheetContent) -> None:
    properties = document.core_properties
    properties.title = printable(f"{content.name}: {content.kicker}")[:255]
    properties.author = properties.last_modified_by = "interview_coder"
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = Mm(fitted.PAGE_WIDTH), Mm(fitted.PAGE_HEIGHT)
    section.left_margin = section.right_margin = Mm(fitted.MARGIN)
    section.top_margin = section.bottom_margin = Mm(fitted.MARGIN)
    section.header_distance = section.footer_distance = Mm(4)


def define_sheet_styles(document: Document, *, fonts: Sequence[str], accent: RGBColor) -> None:
    """Define the styles of the sheet that `document` has not; an author's own stay as they are."""
    normal = document.styles["Normal"]
    own = {style.name for style in document.styles}
    if own.isdisjoint(_STYLES):
        _set_fonts(normal, fonts)
        normal.font.color.rgb = word.INK
    for name, (size, bold) in _STYLES.items():
        if name not in own:
            style: Any = document.styles.add_style(name, 1)
            style.base_style = normal
            style.font.size, style.font.bold = Pt(size), bold
            style.font.italic = name == "Sheet Remark"
            _say_again_for_complex_scripts(style.element.get_or_add_rPr())
            style.font.color.rgb = _COLOURS.get(name, word.INK)
            if name in _ACCENTED:
                style.font.color.rgb = accent
            spacing = style.paragraph_format
            spacing.space_before, spacing.space_after = Mm(0), Mm(_AFTER.get(name, 0))
            spacing.line_spacing = 1.0


def _say_again_for_complex_scripts(properties: Any) -> None:
    """Repeat size and weight for scripts such as Thai, for which Word keeps them apart."""
    for tag, complex_tag in (("w:b", "w:bCs"), ("w:sz", "w:szCs")):
        plain = properties.find(qn(tag))
        if plain is not None:
            again = OxmlElement(complex_tag)
            for key, value in plain.attrib.items():
                again.set(key, value)
            plain.addnext(again)  # the standard wants it there


def _set_fonts(style: Any, families: Sequence[str]) -> None:
    """Name the typeface for every script: Word has one each for Latin, Asian, complex letters."""
    style.font.name = families[0]
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:cs", "w:hAnsi"):
        fonts.set(qn(script), families[0])


def _add_header(
    document: Document, content: SheetContent, portrait: Portrait, *, told: str
) -> None:
    table = document.add_table(rows=1, cols=2)
    text_width = fitted.PAGE_WIDTH - 2 * fitted.MARGIN - _IMAGE - 6
    _fix(table, [_IMAGE + 6, text_width], height=fitted.HEADER_HEIGHT)
    left, right = table.rows[0].cells
    picture = left.paragraphs[0].add_run().add_picture(io.BytesIO(portrait.data), width=Mm(_IMAGE))
    picture._inline.docPr.set("descr", printable(told))
    _write(right.paragraphs[0], content.kicker.upper(), style="Sheet Kicker")
    name = right.add_paragraph(printable(content.name), style="Sheet Name")
    if content.name_mark:
        mark = name.add_run(f"  ({printable(content.name_mark)})")
        mark.font.size, mark.font.bold, mark.font.color.rgb = Pt(8), False, word.QUIET
        _say_again_for_complex_scripts(mark._r.get_or_add_rPr())
    right.add_paragraph(printable(content.facts), style="Sheet Facts")
    if content.warnings:
        right.add_paragraph(printable(content.warnings), style="Sheet Warning")
    if content.catchphrase:
        quote = right.add_paragraph(printable(content.catchphrase), style="Sheet Quote")
        source = quote.add_run(f"  – {printable(content.catchphrase_source)}")
        source.font.size, source.font.color.rgb = Pt(8), word.QUIET
        _say_again_for_complex_scripts(source._r.get_or_add_rPr())


def _add_boxes(
    document: Document, boxes: tuple[SheetBox, ...], height: float, *, accent: str
) -> None:
    table = document.add_table(rows=1, cols=2 * len(boxes) - 1)
    widths = [fitted.COLUMN_WIDTH if i % 2 == 0 else fitted.GAP for i in range(2 * len(boxes) - 1)]
    _fix(table, widths, height=height)
    for i, box in enumerate(boxes):
        cell = table.rows[0].cells[2 * i]
        _shade(cell, accent)
        _write(cell.paragraphs[0], box.title, style="Sheet Heading")
        for line in box.lines:
            _add_line(cell, line)
        if box.more:
            cell.add_paragraph(printable(box.more), style="Sheet Remark")
    gap = document.add_paragraph(style="Sheet Gap")
    gap.paragraph_format.space_after = Mm(max(0.0, fitted.GAP - 0.6))


def _add_line(cell: _Cell, line: SheetLine) -> None:
    style = "Sheet Remark" if line.is_quiet else "Sheet Line"
    paragraph = cell.add_paragraph(printable(line.text), style=style)
    if line.mark:
        # No break inside the mark: it belongs together.
        mark = paragraph.add_run(" " + printable(line.mark).replace(" ", "\u00a0"))
        mark.font.color.rgb = word.QUIET


def _write(paragraph: Paragraph, text: str, *, style: str) -> None:
    word.set_style(paragraph, style)
    paragraph.add_run(printable(text))


def _fix(table: Table, widths: list[float], *, height: float) -> None:
    """Fix the size of a table of one row, and take its borders and paddings away."""
    table.autofit = False
    row = table.rows[0]
    row.height, row.height_rule = Mm(height), WD_ROW_HEIGHT_RULE.EXACTLY
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cell, width in zip(row.cells, widths, strict=True):
        cell.width = Mm(width)
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "0")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)


def _shade(cell: _Cell, accent: str) -> None:
    """Give a box its ground, its line above and its paddings, in the order the standard wants."""
    properties = cell._tc.get_or_add_tcPr()
    borders = OxmlElement("w:tcBorders")
    top = OxmlElement("w:top")
    for key, value in {"val": "single", "sz": "16", "space": "0", "color": accent}.items():
        top.set(qn(f"w:{key}"), value)
    borders.append(top)
    shade = OxmlElement("w:shd")
    for key, value in {"val": "clear", "color": "auto", "fill": _SHADE}.items():
        shade.set(qn(f"w:{key}"), value)
    margins = OxmlElement("w:tcMar")
    for side in ("top", "left", "bottom", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(Mm(fitted.PADDING).twips))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    for element in (borders, shade, margins):
        properties.append(element)
