"""The evidence appendix as a Word document."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import docx
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

from interview_coder.findings import Analysis, Theme
from interview_coder.readers.docx import open_document
from interview_coder.readers.source import Source
from interview_coder.reports import APPENDIX_FILE, word
from interview_coder.reports.content import (
    CodeSection,
    Content,
    ThemeEntry,
    build_content,
    in_quotes,
    one_line,
    printable,
    shown_interval,
    shown_share,
    shown_source,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.styles.style import ParagraphStyle
    from docx.text.paragraph import Paragraph

QUOTE_STYLE = "Evidence Quote"
SOURCE_STYLE = "Evidence Source"
OPENING, CLOSING = "“", "”"

_FONT = "Calibri"
_MAX_PROPERTY = 255
_MARGIN = Cm(2.3)
_PAGE_WIDTH, _PAGE_HEIGHT = Cm(21.0), Cm(29.7)
_TEXT_WIDTH = Cm(16.4)
_THEME_WIDTHS = (Cm(2.5), Cm(8.3), Cm(1.7), Cm(2.4), Cm(1.5))
_FACT_WIDTHS = (Cm(4.6), Cm(11.8))


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteFound:
    """A quote as it stands in a saved appendix.

    Attributes:
        utterance: Id told below the quote.
        text: The words between the quotation marks.
        place: Number of the paragraph, from 1.
    """

    utterance: str
    text: str
    place: int


@dataclass(frozen=True, kw_only=True, slots=True)
class _Writer:
    """A document in the making, and the headings written so far: level, text, bookmark."""

    document: Document
    headings: list[tuple[int, str, str]]

    def heading(self, text: str, *, level: int) -> Paragraph:
        paragraph: Paragraph = self.document.add_heading(printable(text), level)
        bookmark = f"_Toc{len(self.headings) + 1:06d}"
        word.add_bookmark(paragraph, bookmark, number=len(self.headings) + 1)
        self.headings.append((level, text, bookmark))
        return paragraph

    def text(self, text: str, *, style: str = "Normal") -> Paragraph:
        paragraph: Paragraph = self.document.add_paragraph(printable(text))
        word.set_style(paragraph, style)
        return paragraph


def render_appendix(analysis: Analysis) -> bytes:
    """Return the evidence appendix as a .docx file; the same analysis gives the same bytes."""
    content = build_content(analysis)
    writer = _Writer(document=docx.Document(), headings=[])
    _set_page(writer.document, content.title)
    _define_styles(writer.document)
    _write_head(writer, content)
    contents_end = writer.text("")
    _write_summary(writer, content)
    for section in content.sections:
        _write_section(writer, section)
    _write_participants(writer, content)
    _write_method(writer, content)
    word.insert_contents(contents_end, writer.headings)
    return word.to_bytes(writer.document)


def read_quotes(data: bytes) -> Iterator[QuoteFound]:
    """Yield the quotes in the bytes of an appendix, for comparing them with their source.

    Raises:
        ReadError: If the bytes are no whole Word document.
    """
    paragraphs = open_document(Source(path=Path(APPENDIX_FILE), data=data)).paragraphs
    for number, paragraph in enumerate(paragraphs):
        if paragraph.style is None or paragraph.style.name != QUOTE_STYLE:
            continue
        # The id is a run of its own at the end: names of transcripts may hold anything.
        runs = paragraphs[number + 1].runs if number + 1 < len(paragraphs) else []
        source = runs[-1].text if runs else ""
        yield QuoteFound(
            utterance=source,
            text=paragraph.text.removeprefix(OPENING).removesuffix(CLOSING),
            place=number + 1,
        )


def _set_page(document: Document, title: str) -> None:
    properties = document.core_properties
    properties.title = printable(f"Evidence appendix: {title}")[:_MAX_PROPERTY]
    properties.author = properties.last_modified_by = "interview_coder"
    properties.comments = ""
    section = document.sections[0]
    section.page_width, section.page_height = _PAGE_WIDTH, _PAGE_HEIGHT
    section.left_margin = section.right_margin = _MARGIN
    section.top_margin = section.bottom_margin = _MARGIN
    footer = section.footer.paragraphs[0]
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{printable(title)} · evidence appendix · page ")
    word.add_field(footer, "PAGE", shown="1")
    footer.add_run(" of ")
    word.add_field(footer, "NUMPAGES", shown="1")
    for run in footer.runs:
        run.font.size, run.font.color.rgb = Pt(8), word.QUIET


def _define_styles(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size, normal.font.color.rgb = _FONT, Pt(10), word.INK
    normal.paragraph_format.space_after = Pt(5)
    normal.paragraph_format.line_spacing = 1.12
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
    _add_style(document, "Subtitle Line", size=11, quiet=True)
    _add_style(document, "Theme Facts", size=9, quiet=True, keep_with_next=True)
    quote = _add_style(document, QUOTE_STYLE, size=10, keep_with_next=True)
    quote.paragraph_format.keep_together = True
    source = _add_style(document, SOURCE_STYLE, size=8, quiet=True)
    for style, after in ((quote, 0), (source, 7)):
        style.paragraph_format.left_indent = Cm(0.6)
        style.paragraph_format.space_after = Pt(after)
    _add_style(document, "Table Text", size=9).paragraph_format.space_after = Pt(1)
    head = _add_style(document, "Table Head", size=9)
    head.font.bold = True
    head.paragraph_format.space_after = Pt(1)
    _add_style(document, "Fine Print", size=8, quiet=True).paragraph_format.space_after = Pt(2)
    word.add_contents_styles(document, width=_TEXT_WIDTH)


def _add_style(
    document: Document, name: str, *, size: int, quiet: bool = False, keep_with_next: bool = False
) -> ParagraphStyle:
    style = cast("ParagraphStyle", document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(size)
    style.font.color.rgb = word.QUIET if quiet else word.INK
    style.paragraph_format.keep_with_next = keep_with_next
    return style


def _write_head(writer: _Writer, content: Content) -> None:
    writer.text("Evidence appendix", style="Subtitle Line").paragraph_format.space_after = Pt(0)
    writer.document.add_heading(printable(content.title), 0)
    facts = word.add_table(writer.document, ("The study", ""), _FACT_WIDTHS)
    for name, value in content.facts.items():
        word.add_row(facts, (name, value), _FACT_WIDTHS)
    writer.text("", style="Fine Print")
    for note in content.notes:
        writer.text(f"Note: {note}.", style="Fine Print")
    head = writer.text("Contents")
    head.paragraph_format.space_before = Pt(12)
    head.runs[0].font.bold, head.runs[0].font.size = True, Pt(12)
    head.runs[0].font.color.rgb = word.ACCENT


def _write_summary(writer: _Writer, content: Content) -> None:
    writer.heading("Promoted themes", level=1)
    writer.text(
        f"{content.rule} Each line below is such a theme: how many participants voice it, the 95% "
        "interval of their share, and how many quotes it rests on."
    )
    for section in content.sections:
        title = writer.text(section.code.title)
        title.runs[0].font.bold, title.runs[0].font.color.rgb = True, word.ACCENT
        title.paragraph_format.keep_with_next = True
        if section.promoted:
            _write_theme_table(writer, section.promoted)
        else:
            writer.text("No theme of this code meets the rule.", style="Fine Print")


def _write_theme_table(writer: _Writer, entries: Sequence[ThemeEntry]) -> None:
    header = ("Theme", "In their words", "People", "95% interval", "Quotes")
    table = word.add_table(writer.document, header, _THEME_WIDTHS)
    for entry in entries:
        theme = entry.theme
        texts = (
            theme.id,
            "",
            shown_share(theme),
            shown_interval(theme),
            str(len(theme.utterances)),
        )
        cells = word.add_row(table, texts, _THEME_WIDTHS)
        label = cells[1].paragraphs[0]
        label.add_run(in_quotes(theme.label))
        keywords = cells[1].add_paragraph(printable(", ".join(theme.keywords)))
        word.set_style(keywords, "Fine Print")
        keywords.paragraph_format.space_after = Pt(2)
    writer.text("").paragraph_format.space_after = Pt(2)


def _write_section(writer: _Writer, section: CodeSection) -> None:
    head = writer.heading(section.code.title, level=1)
    head.paragraph_format.page_break_before = bool(section.promoted)
    writer.text(section.code.definition)
    for entry in section.promoted:
        _write_theme(writer, entry)
    if section.others:
        _write_others(writer, section)
    if not section.promoted and not section.others:
        writer.text("Nothing was coded so.", style="Fine Print")


def _write_theme(writer: _Writer, entry: ThemeEntry) -> None:
    theme = entry.theme
    writer.heading(f"{theme.id}  {in_quotes(theme.label)}", level=2)
    writer.text(_theme_facts(theme), style="Theme Facts")
    for voice in entry.voices:
        for quote in voice.quotes:
            shown = f"{OPENING}{one_line(quote.text)}{CLOSING}"
            writer.text(shown, style=QUOTE_STYLE)
            told = shown_source(quote).removesuffix(quote.utterance)
            source = writer.text(told, style=SOURCE_STYLE)
            source.add_run(printable(quote.utterance))
        if voice.n_more:
            more = f"{voice.participant}: {voice.n_more} more in codings.csv"
            writer.text(more, style=SOURCE_STYLE)


def _theme_facts(theme: Theme) -> str:
    people = ", ".join(theme.promotion.participants)
    return (
        f"{shown_share(theme)} participants ({people}) · 95% interval {shown_interval(theme)} · "
        f"keywords: {', '.join(theme.keywords)}"
    )


def _write_others(writer: _Writer, section: CodeSection) -> None:
    writer.heading(f"{section.code.title} that did not reach the rule", level=2)
    widths = (Cm(2.6), Cm(9.4), Cm(1.8), Cm(2.6))
    table = word.add_table(writer.document, ("Theme", "In their words", "People", "Who"), widths)
    for entry in section.others:
        theme = entry.theme
        who = ", ".join(theme.promotion.participants)
        texts = (theme.id, in_quotes(theme.label), shown_share(theme), who)
        word.add_row(table, texts, widths)


def _write_participants(writer: _Writer, content: Content) -> None:
    if not content.attributes:
        return
    writer.heading("Participants", level=1).paragraph_format.page_break_before = True
    header = ("Participant", *(column.replace("_", " ") for column in content.attributes))
    widths = _fitted_widths([header, *content.participants])
    table = word.add_table(writer.document, header, widths)
    for row in content.participants:
        word.add_row(table, row, widths)


def _fitted_widths(rows: Sequence[Sequence[str]]) -> list[Length]:
    """Share the width of the text by what the columns hold; no longest word is broken."""
    columns = list(zip(*rows, strict=True))
    words = [
        max(len(word) for cell in column for word in (cell or "–").split()) for column in columns
    ]
    cells = [max(len(cell) for cell in column) for column in columns]
    needs = [word + 2 + min(cell - word, 14) / 2 for word, cell in zip(words, cells, strict=True)]
    return [Length(int(_TEXT_WIDTH * need / sum(needs))) for need in needs]


def _write_method(writer: _Writer, content: Content) -> None:
    head = writer.heading("How this came about", level=1)
    head.paragraph_format.page_break_before = not content.attributes
    for paragraph in content.method:
        writer.text(paragraph)
    writer.heading("What it cannot claim", level=2)
    for paragraph in content.limits:
        writer.text(paragraph, style="List Bullet")
    writer.heading("Settings", level=2)
    for name, value in content.settings.items():
        line = writer.text(f"{name}: ", style="Fine Print")
        line.runs[0].font.bold = True
        line.add_run(value)
    writer.heading("Sources", level=2)
    widths = (Cm(3.0), Cm(2.8), Cm(1.6), Cm(9.0))
    table = word.add_table(writer.document, ("Transcript", "Format", "Words", "sha256"), widths)
    for row in content.sources:
        for cell in word.add_row(table, row, widths)[3:]:
            cell.paragraphs[0].runs[0].font.size = Pt(7)
