"""The page of the evidence appendix, and its styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from interview_coder.reports import word
from interview_coder.reports.content import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle

QUOTE_STYLE = "Evidence Quote"
SOURCE_STYLE = "Evidence Source"
CAPTION_STYLE = "Figure Caption"
TEXT_WIDTH = Cm(16.4)

_FONT = "Calibri"
_MAX_PROPERTY = 255
_MARGIN, _MARGIN_ABOVE = Cm(2.3), Cm(1.9)
_PAGE_WIDTH, _PAGE_HEIGHT = Cm(21.0), Cm(29.7)


def set_page(document: Document, title: str, *, kind: str = "Evidence appendix") -> None:
    """Make `document` A4 with page numbers, and tell its title and its kind."""
    properties = document.core_properties
    properties.title = printable(f"{kind}: {title}")[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = "interview_coder"
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN_ABOVE
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{printable(title)} · {kind.lower()} · page ")
    word.add_field(footer, "PAGE", shown="1")
    footer.add_run(" of ")
    word.add_field(footer, "NUMPAGES", shown="1")
    for run in footer.runs:
        run.font.size, run.font.color.rgb = Pt(8), word.QUIET


def define_styles(document: Document) -> None:
    """Define all styles that are used."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(10), word.INK
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.08
    sizes = {"Title": 24, "Heading 1": 16, "Heading 2": 12, "Heading 3": 10}
    for name, size in sizes.items():
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(size), True
        style.font.color.rgb = word.ACCENT
        fonts = style.element.rPr.rFonts
        for key in list(fonts.attrib):
            if key.endswith("Theme"):
                del fonts.attrib[key]
        fonts.set(qn("w:eastAsia"), _FONT)
        style.paragraph_format.keep_with_next = True
    document.styles["Heading 1"].paragraph_format.space_before = Pt(18)
    document.styles["Heading 1"].paragraph_format.space_after = Pt(4)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(14)
    document.styles["Heading 2"].paragraph_format.space_after = Pt(2)
    _define_own_styles(document)
    word.add_contents_styles(document, width=TEXT_WIDTH)


def _define_own_styles(document: Document) -> None:
    _add_style(document, "Subtitle Line", size=11, quiet=True)
    _add_style(document, "Theme Facts", size=8.5, quiet=True, keep_with_next=True)
    quote = _add_style(document, QUOTE_STYLE, size=9.5, keep_with_next=True)
    quote.paragraph_format.keep_together = True
    quote.paragraph_format.line_spacing = 1.05
    source = _add_style(document, SOURCE_STYLE, size=8, quiet=True)
    for style, after in ((quote, 0), (source, 4)):
        style.paragraph_format.left_indent = Cm(0.6)
        style.paragraph_format.space_after = Pt(after)
    _add_style(document, "Table Text", size=9).paragraph_format.space_after = Pt(1)
    head = _add_style(document, "Table Head", size=9)
    head.font.bold = True
    head.paragraph_format.space_after = Pt(1)
    _add_style(document, "Fine Print", size=8, quiet=True).paragraph_format.space_after = Pt(2)
    part = _add_style(document, "Theme Part", size=8.5)
    part.paragraph_format.left_indent = Cm(0.6)
    part.paragraph_format.space_after = Pt(1)
    _add_style(document, CAPTION_STYLE, size=9, quiet=True).paragraph_format.space_after = Pt(10)


def _add_style(
    document: Document, name: str, *, size: float, quiet: bool = False, keep_with_next: bool = False
) -> ParagraphStyle:
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.color.rgb = word.QUIET if quiet else word.INK
    style.paragraph_format.keep_with_next = keep_with_next
    return style
