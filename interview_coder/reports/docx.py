"""The evidence appendix as a Word document."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import docx
from docx.shared import Cm, Length, Pt

from interview_coder.findings import Analysis, Theme
from interview_coder.persona.claims import Claim
from interview_coder.persona.persona import Persona
from interview_coder.readers.docx import open_document
from interview_coder.readers.source import Source
from interview_coder.reports import APPENDIX_FILE, REPORT_FILE, word
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
from interview_coder.reports.mentions import (
    HOW_FOUND,
    NOT_COUNTED,
    Mentioned,
    mentioned,
    mentioned_below,
    sources_table,
)
from interview_coder.reports.overview import (
    ATTRIBUTES_TOLD,
    Matrix,
    Overview,
    build_overview,
)
from interview_coder.reports.sheet_words import words_in
from interview_coder.reports.styles import (
    CAPTION_STYLE,
    QUOTE_STYLE,
    SOURCE_STYLE,
    TEXT_WIDTH,
    define_styles,
    set_page,
)
from interview_coder.reports.support import (
    Part,
    Support,
    shown_label,
    support_of,
    told_label,
)
from interview_coder.reports.table import Table

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

    from interview_coder.findings import Quote
    from interview_coder.reports.figures import Figure

__all__ = ["QUOTE_STYLE", "SOURCE_STYLE", "QuoteFound", "read_quotes", "render_appendix"]

OPENING, CLOSING = "“", "”"

_LONGEST_CELL = 400
_THEME_WIDTHS = (Cm(2.5), Cm(8.3), Cm(1.7), Cm(2.4), Cm(1.5))
_UNSURE_WIDTHS = (Cm(2.5), Cm(10.7), Cm(1.7), Cm(1.5))
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
    """A document in the making.

    Attributes:
        document: It.
        headings: Those written so far: level, text, bookmark.
        figures: The titles of those written so far.
        support: Theme to what it rests on.
        mentioned: Theme to what other sources say of it.
        coefficients: Whether to show intervals.
    """

    document: Document
    headings: list[tuple[int, str, str]]
    figures: list[str]
    support: Callable[[Theme], Support]
    mentioned: Callable[[Theme], Mentioned | None]
    coefficients: bool

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

    def figure(self, figure: Figure, *, note: str = "") -> None:
        told = f"{figure.title}. {figure.description}"
        picture = word.add_figure(self.document, figure.png, width=TEXT_WIDTH, told=told)
        picture.paragraph_format.keep_with_next = True
        self.figures.append(figure.title)
        caption = f"Figure {len(self.figures)}. {figure.title}. {note}".strip()
        self.text(caption, style=CAPTION_STYLE)

    def table(self, table: Table, widths: Sequence[Length] = ()) -> None:
        widths = widths or word.fitted_widths(_all_rows(table), width=TEXT_WIDTH)
        written = word.add_table(self.document, table.header, widths)
        for row in table.rows:
            word.add_row(written, row, widths)
        for told in table.told:
            self.text(told, style="Fine Print").paragraph_format.space_before = Pt(2)
        self.text("", style="Fine Print")


def render_appendix(analysis: Analysis, personas: Sequence[Persona] = ()) -> bytes:
    """Return the evidence appendix as a .docx file; the same analysis gives the same bytes.

    Args:
        analysis: What to show.
        personas: Whose sheets come first, claim by claim; the other themes follow, code by code.
    """
    content, overview = build_content(analysis), build_overview(analysis)
    writer = _Writer(
        document=docx.Document(),
        headings=[],
        figures=[],
        support=lambda theme: support_of(analysis, theme),
        mentioned=lambda theme: mentioned(analysis, theme),
        coefficients=analysis.study.coefficients,
    )
    set_page(writer.document, content.title)
    define_styles(writer.document)
    _write_head(writer, content)
    contents_end = writer.text("")
    _write_summary(writer, content, overview)
    entries = {
        e.theme.id: e for section in content.sections for e in section.promoted + section.others
    }
    told: dict[str, str] = {}
    for persona in personas:
        _write_persona(writer, persona, entries, told)
    for section in content.sections:
        _write_section(writer, section, told)
    _write_who_says_what(writer, overview)
    _write_saturation(writer, overview)
    _write_sources(writer, sources_table(analysis), below=mentioned_below(analysis))
    _write_participants(writer, content)
    _write_method(writer, content, overview)
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


def _write_summary(writer: _Writer, content: Content, overview: Overview) -> None:
    writer.heading("Promoted themes", level=1)
    interval = ", the 95% interval of their share," if writer.coefficients else ""
    writer.text(
        f"{content.rule} Each line below is such a theme: how many participants voice it{interval} "
        "and how many quotes it rests on."
    )
    for section in content.sections:
        title = writer.text(section.code.title)
        title.runs[0].font.bold, title.runs[0].font.color.rgb = True, word.ACCENT
        title.paragraph_format.keep_with_next = True
        if section.promoted:
            _write_theme_table(writer, section.promoted)
        else:
            writer.text("No theme of this code meets the rule.", style="Fine Print")
    _write_figures(writer, overview.prevalence, note=overview.left_out)


def _write_figures(writer: _Writer, figures: Sequence[Figure], *, note: str) -> None:
    for number, figure in enumerate(figures, start=1):
        writer.figure(figure, note=note if number == len(figures) else "")


def _write_theme_table(writer: _Writer, entries: Sequence[ThemeEntry]) -> None:
    interval = ("95% interval",) if writer.coefficients else ()
    header = ("Theme", "In their words", "People", *interval, "Quotes")
    widths = _THEME_WIDTHS if writer.coefficients else _UNSURE_WIDTHS
    table = word.add_table(writer.document, header, widths)
    for entry in entries:
        theme = entry.theme
        texts = (
            theme.id,
            shown_label(theme),
            shown_share(theme),
            *([shown_interval(theme)] if writer.coefficients else []),
            str(len(theme.utterances)),
        )
        word.add_row(table, texts, widths)
    writer.text("").paragraph_format.space_after = Pt(2)


def _write_persona(
    writer: _Writer,
    persona: Persona,
    entries: Mapping[str, ThemeEntry],
    told: dict[str, str],
) -> None:
    """Write the claims of a sheet in its order; `told` gets the theme and its first claim."""
    segment = f" ({persona.segment})" if persona.segment else ""
    writer.heading(f"The sheet of {one_line(persona.name)}{segment}", level=1)
    if not persona.claims:
        writer.text("No line of the sheet claims anything.", style="Fine Print")
    places = words_in("en").places
    for section in persona.sections:
        for number, claim in enumerate(section.claims):
            if number == 0:
                _write_small_head(writer, places[section.place])
            _write_claim(writer, claim, entries, told)


def _write_claim(
    writer: _Writer, claim: Claim, entries: Mapping[str, ThemeEntry], told: dict[str, str]
) -> None:
    text = one_line(claim.text) if claim.author else in_quotes(claim.text)
    writer.heading(f"{claim.id}  {text}", level=2)
    if claim.promotion is None:
        writer.text(f"Written by {claim.author}; nothing stands behind it.", style="Theme Facts")
        return
    worded = f" Worded by {claim.author}." if claim.author else ""
    share = f"{claim.promotion.n_participants} of {claim.promotion.n_study} of this persona"
    if claim.theme in told:
        first = told[claim.theme]
        writer.text(
            f"Theme {claim.theme}, voiced by {share}.{worded} Its quotes stand at {first}.",
            style="Theme Facts",
        )
        return
    told[claim.theme] = claim.id
    writer.text(f"Theme {claim.theme}, voiced by {share}.{worded}", style="Theme Facts")
    entry = entries.get(claim.theme)
    if entry is not None:
        _write_evidence(writer, entry)


def _write_section(writer: _Writer, section: CodeSection, told: Mapping[str, str]) -> None:
    writer.heading(section.code.title, level=1)
    writer.text(section.code.definition).paragraph_format.keep_with_next = True
    for entry in section.promoted:
        if entry.theme.id in told:
            writer.text(
                f"{entry.theme.id}  {shown_label(entry.theme)}: see {told[entry.theme.id]}."
            )
        else:
            _write_theme(writer, entry)
    if section.others or section.lone:
        _write_others(writer, section)
    if not (section.promoted or section.others or section.lone):
        writer.text("Nothing was coded so.", style="Fine Print")


def _write_theme(writer: _Writer, entry: ThemeEntry) -> None:
    writer.heading(f"{entry.theme.id}  {shown_label(entry.theme)}", level=2)
    _write_evidence(writer, entry)


def _write_evidence(writer: _Writer, entry: ThemeEntry) -> None:
    theme = entry.theme
    support = writer.support(theme)
    rests_on = writer.text("Rests on ", style="Theme Facts")
    rests_on.runs[0].font.bold = True
    told = (*support.rests_on, told_label(theme), f"Keywords: {', '.join(theme.keywords)}.")
    rests_on.add_run(printable(" ".join(filter(None, told))))
    for voice in entry.voices:
        for quote in voice.quotes:
            _write_quote(writer, quote)
        if voice.n_more:
            more = f"{voice.participant}: {voice.n_more} more in codings.csv"
            writer.text(more, style=SOURCE_STYLE)
    _write_parts(writer, support.parts)
    _write_against(writer, support)
    _write_mentioned(writer, writer.mentioned(theme))


def _write_quote(writer: _Writer, quote: Quote, *, source: str = "") -> None:
    """Write a quote and its source; the id is a run of its own, for `read_quotes`.

    Args:
        writer: The document in the making.
        quote: The quote.
        source: Where it is from, with the id at its end; as for interviews if left out.
    """
    writer.text(f"{OPENING}{one_line(quote.text)}{CLOSING}", style=QUOTE_STYLE)
    told = (source or shown_source(quote)).removesuffix(quote.utterance)
    writer.text(told, style=SOURCE_STYLE).add_run(printable(quote.utterance))


def _write_parts(writer: _Writer, parts: Sequence[Part]) -> None:
    shown = [f"{part.label} ({part.said_by})" for part in parts if part.n_utterances > 1]
    if not shown:
        return
    n_more = len(parts) - len(shown)
    if n_more:
        shown.append("1 more utterance alone" if n_more == 1 else f"{n_more} more utterances alone")
    _write_small(writer, "Sub-themes: ", "; ".join(shown) + ".")


def _write_against(writer: _Writer, support: Support) -> None:
    if not support.looked_for:
        return
    _write_small(writer, "Passages to read against it: ", support.looked_for)
    for passage in support.against:
        _write_quote(writer, passage.quote)
        writer.text(passage.how, style=SOURCE_STYLE)


def _write_mentioned(writer: _Writer, found: Mentioned | None) -> None:
    if found is None:
        return
    _write_small(writer, "Also said outside the interviews: ", found.told)
    for shown in found.quotes:
        _write_quote(writer, shown.quote, source=shown.source)
    if found.against:
        _write_small(writer, "To read against it, from outside the interviews: ", "")
    for shown in found.against:
        _write_quote(writer, shown.quote, source=shown.source)


def _write_small(writer: _Writer, head: str, text: str) -> None:
    paragraph = writer.text(head, style="Theme Part")
    paragraph.runs[0].font.bold = True
    paragraph.add_run(printable(text))


def _write_small_head(writer: _Writer, text: str) -> None:
    head = writer.text(text, style="Table Head")
    head.paragraph_format.keep_with_next = True
    head.paragraph_format.space_before = Pt(4)


def _write_others(writer: _Writer, section: CodeSection) -> None:
    writer.heading(f"{section.code.title} that did not reach the rule", level=2)
    if section.others:
        widths = (Cm(2.6), Cm(9.4), Cm(1.8), Cm(2.6))
        table = word.add_table(
            writer.document, ("Theme", "In their words", "People", "Who"), widths
        )
        for entry in section.others:
            theme = entry.theme
            who = ", ".join(theme.promotion.participants)
            word.add_row(table, (theme.id, shown_label(theme), shown_share(theme), who), widths)
    if section.lone:
        _write_small_head(writer, "By one person")
        for person, entries in groupby(section.lone, key=lambda e: e.voices[0].participant):
            told = " · ".join(f"{shown_label(e.theme)} ({e.theme.id})" for e in entries)
            line = writer.text(f"{person}: ", style="Theme Part")
            line.runs[0].font.bold = True
            line.add_run(printable(told))


def _write_who_says_what(writer: _Writer, overview: Overview) -> None:
    if not overview.voices and overview.co_occurrence is None:
        return
    writer.heading("Who says what", level=1)
    _write_figures(writer, overview.voices, note=overview.left_out)
    if overview.matrices:
        writer.heading("Participants and promoted themes", level=2)
        writer.text("In how many utterances each participant voices each promoted theme.")
    for matrix in overview.matrices:
        _write_matrix(writer, matrix)
    if overview.co_occurrence is not None:
        writer.heading(overview.co_occurrence.title, level=2)
        writer.table(
            overview.co_occurrence,
            word.fitted_widths(_all_rows(overview.co_occurrence), width=TEXT_WIDTH),
        )
    if overview.attributes:
        _write_attributes(writer, overview.attributes)


def _write_matrix(writer: _Writer, matrix: Matrix) -> None:
    _write_small_head(writer, f"{matrix.title}: {matrix.themes[0]} to {matrix.themes[-1]}")
    numbers = [theme.removeprefix(f"{matrix.code}-") for theme in matrix.themes]
    table = Table(
        title=matrix.title,
        header=("Participant", *numbers),
        rows=tuple(
            (person, *(str(cell.n or "–") for cell in cells)) for person, cells in matrix.rows
        ),
    )
    writer.table(table)


def _write_attributes(writer: _Writer, tables: Sequence[Table]) -> None:
    writer.heading("Promoted themes by attribute of the participants", level=2)
    writer.text(ATTRIBUTES_TOLD)
    for table in tables:
        if table.compares:
            _write_small_head(writer, table.title)
            writer.table(table, word.counting_widths(_all_rows(table), width=TEXT_WIDTH))
    left_out = [table.title.lower() for table in tables if not table.compares]
    if left_out:
        told = f"{', '.join(left_out)}: not even two groups of two people; {REPORT_FILE} has them."
        writer.text(f"{told[0].upper()}{told[1:]}", style="Fine Print")


def _write_saturation(writer: _Writer, overview: Overview) -> None:
    if not overview.saturation:
        return
    writer.heading("Saturation", level=1)
    for paragraph in overview.saturation:
        writer.text(paragraph)
    for figure in overview.curve:
        writer.figure(figure)


def _write_sources(writer: _Writer, table: Table | None, *, below: str) -> None:
    if table is None:
        return
    writer.heading(table.title, level=1)
    writer.text(NOT_COUNTED)
    writer.text(HOW_FOUND)
    writer.table(table)
    if below:
        writer.text(below)


def _all_rows(table: Table) -> list[tuple[str, ...]]:
    return [table.header, *table.rows]


def _shortened(table: Table) -> Table:
    """Cut answers that list every theme, which stand in this document anyway."""
    end = f" … (in full in {REPORT_FILE})"
    rows = [
        (
            *head,
            cell
            if len(cell) <= _LONGEST_CELL
            else f"{cell[:_LONGEST_CELL].rsplit(' ', 1)[0]}{end}",
        )
        for *head, cell in table.rows
    ]
    return replace(table, rows=tuple(rows))


def _write_participants(writer: _Writer, content: Content) -> None:
    if not content.attributes:
        return
    writer.heading("Participants", level=1)
    header = ("Participant", *(column.replace("_", " ") for column in content.attributes))
    widths = word.fitted_widths([header, *content.participants], width=TEXT_WIDTH)
    table = word.add_table(writer.document, header, widths)
    for row in content.participants:
        word.add_row(table, row, widths)


def _write_method(writer: _Writer, content: Content, overview: Overview) -> None:
    writer.heading("How this came about", level=1)
    for paragraph in content.method:
        writer.text(paragraph)
    writer.heading("What it cannot claim", level=2)
    for paragraph in content.limits:
        writer.text(paragraph, style="List Bullet")
    for told in filter(None, (overview.machine, overview.decisions)):
        writer.heading(told.title, level=2)
        writer.table(told, word.fitted_widths(_all_rows(told), width=TEXT_WIDTH))
    writer.heading(overview.checklist.title, level=2)
    writer.table(_shortened(overview.checklist), (Cm(1.0), Cm(3.8), Cm(11.6)))
    if overview.left_to_author:
        writer.text(overview.left_to_author, style="Fine Print")
    writer.heading("Settings", level=2)
    for name, value in content.settings.items():
        line = writer.text(f"{name}: ", style="Fine Print")
        line.runs[0].font.bold = True
        line.add_run(value)
    _write_transcripts(writer, content)


def _write_transcripts(writer: _Writer, content: Content) -> None:
    writer.heading("Sources", level=2)
    widths = (Cm(3.0), Cm(2.8), Cm(1.6), Cm(9.0))
    table = word.add_table(writer.document, ("Transcript", "Format", "Words", "sha256"), widths)
    for row in content.sources:
        for cell in word.add_row(table, row, widths)[3:]:
            cell.paragraphs[0].runs[0].font.size = Pt(7)
