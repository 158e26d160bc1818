"""Building blocks of Word documents that python-docx has no words for."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, RGBColor

from interview_coder.output import repack
from interview_coder.reports.content import printable

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import Table, _Cell, _Row
    from docx.text.paragraph import Paragraph

INK = RGBColor(0x22, 0x2B, 0x33)
ACCENT = RGBColor(0x1F, 0x4E, 0x5F)
QUIET = RGBColor(0x5B, 0x66, 0x70)
_SHADE = "E9EEF0"
_RULE = "B8C2C8"
_PADDING, _LETTER = Cm(0.45), Cm(0.18)
"""Of a cell on both sides, and of a letter in a table, on average."""
_ID_WIDTH = Cm(2.4)

# The file tells a date; a fixed one keeps the bytes the same from run to run.
_EPOCH = datetime(2000, 1, 1)


def to_bytes(document: Document) -> bytes:
    """Return the .docx file; the same document gives the same bytes."""
    properties = document.core_properties
    properties.created = properties.modified = _EPOCH
    properties.revision = 1
    buffer = io.BytesIO()
    document.save(buffer)
    return repack(buffer.getvalue())


def add_field(paragraph: Paragraph, instruction: str, *, shown: str) -> None:
    """Append a field, such as `PAGE`, with what stands there until it is computed."""
    _append_field_start(paragraph, instruction)
    paragraph.add_run(shown)
    _append_char(paragraph, "end")


def insert_contents(before: Paragraph, entries: Sequence[tuple[int, str, str]]) -> None:
    """Insert a table of contents whose page numbers Word and LibreOffice compute.

    Each line is a link with a reference to the page of its bookmark. A TOC field would be shorter,
    but LibreOffice shows it as it was saved, without page numbers.

    Args:
        before: The paragraph it goes before.
        entries: Level (from 1), text and bookmark of each heading; at least one.
    """
    for level, text, bookmark in entries:
        paragraph = before.insert_paragraph_before(style=f"Contents {level}")
        link = OxmlElement("w:hyperlink")
        link.set(qn("w:anchor"), bookmark)
        start = len(paragraph._p)
        paragraph.add_run(printable(text) + "\t")
        _append_field_start(paragraph, rf"PAGEREF {bookmark} \h", is_dirty=True)
        paragraph.add_run("–")
        _append_char(paragraph, "end")
        for run in list(paragraph._p)[start:]:
            link.append(run)
        paragraph._p.append(link)


def add_bookmark(paragraph: Paragraph, name: str, *, number: int) -> None:
    """Put a bookmark around the words of `paragraph`."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for mark in (start, end):
        mark.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, start)
    paragraph._p.append(end)


def add_contents_styles(document: Document, *, width: Length) -> None:
    """Define the two styles of the table of contents, with dots up to the page number."""
    from docx.enum.style import WD_STYLE_TYPE

    for level in (1, 2):
        style = document.styles.add_style(f"Contents {level}", WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = document.styles["Normal"]
        style.font.bold = level == 1
        style.paragraph_format.left_indent = Cm(0.6 * (level - 1))
        style.paragraph_format.space_before = Cm(0.2 if level == 1 else 0)
        style.paragraph_format.space_after = Cm(0.05)
        style.paragraph_format.right_indent = Cm(1.0)
        tabs = style.paragraph_format.tab_stops
        tabs.add_tab_stop(width, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def add_table(document: Document, header: Sequence[str], widths: Sequence[Length]) -> Table:
    """Append a table with a shaded header that comes again on every page."""
    table: Table = document.add_table(rows=1, cols=len(header))
    table.autofit = False
    _set_borders(table)
    for cell, text, width in zip(table.rows[0].cells, header, widths, strict=True):
        cell.width = width
        shade(cell)
        fill(cell, text, style="Table Head")
    _mark_row(table.rows[0], "w:tblHeader")
    _mark_row(table.rows[0], "w:cantSplit")
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    return table


def add_row(table: Table, texts: Sequence[str], widths: Sequence[Length]) -> Sequence[_Cell]:
    """Append a row that is never broken over two pages."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _mark_row(row, "w:cantSplit")
    for cell, text, width in zip(row.cells, texts, widths, strict=True):
        cell.width = width
        fill(cell, text, style="Table Text")
    return tuple(row.cells)


def fill(cell: _Cell, text: str, *, style: str) -> None:
    """Write `text` into an empty cell."""
    paragraph = cell.paragraphs[0]
    set_style(paragraph, style)
    paragraph.add_run(printable(text))


def add_figure(document: Document, png: bytes, *, width: Length, told: str) -> Paragraph:
    """Append a picture in a paragraph of its own; `told` is for readers who do not see it."""
    paragraph: Paragraph = document.add_paragraph()
    picture = paragraph.add_run().add_picture(io.BytesIO(png), width=width)
    picture._inline.docPr.set("descr", printable(told))
    return paragraph


def fitted_widths(rows: Sequence[Sequence[str]], *, width: Length) -> list[Length]:
    """Share `width` by what the columns hold; no longest word is broken where there is room."""
    columns = list(zip(*rows, strict=True))
    words = [
        max(len(word) for cell in column for word in (cell or "–").split()) for column in columns
    ]
    least = [_PADDING + word * _LETTER for word in words]
    cells = [max(len(cell) for cell in column) for column in columns]
    more = [1 + min(cell - word, 14) for word, cell in zip(words, cells, strict=True)]
    room = width - sum(least)
    if room < 0:
        return [Length(width * own // sum(least)) for own in least]
    return [Length(own + room * n // sum(more)) for own, n in zip(least, more, strict=True)]


def counting_widths(rows: Sequence[Sequence[str]], *, width: Length) -> list[Length]:
    """Share `width` in a table of ids, labels and counts: the labels get what the words leave."""
    counts = [_PADDING + _LETTER * max(map(len, name.split())) for name in rows[0][2:]]
    room = width - _ID_WIDTH - sum(counts)
    if room < width // 5:
        return fitted_widths(rows, width=width)
    return [_ID_WIDTH, Length(room), *map(Length, counts)]


def set_style(paragraph: Paragraph, name: str) -> None:
    """Give `paragraph` a style by name; python-docx would search all styles for each paragraph."""
    paragraph._p.style = name.replace(" ", "")


def _append_field_start(paragraph: Paragraph, instruction: str, *, is_dirty: bool = False) -> None:
    begin = _append_char(paragraph, "begin")
    if is_dirty:
        begin.set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    paragraph.add_run()._r.append(text)
    _append_char(paragraph, "separate")


def _append_char(paragraph: Paragraph, kind: str) -> Any:
    char = OxmlElement("w:fldChar")
    char.set(qn("w:fldCharType"), kind)
    paragraph.add_run()._r.append(char)
    return char


def _mark_row(row: Any, tag: str) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement(tag))


def shade(cell: _Cell) -> None:
    """Give a cell the ground of table heads."""
    ground = OxmlElement("w:shd")
    ground.set(qn("w:val"), "clear")
    ground.set(qn("w:color"), "auto")
    ground.set(qn("w:fill"), _SHADE)
    cell._tc.get_or_add_tcPr().append(ground)


def _set_borders(table: Table) -> None:
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in {"val": "single", "sz": "4", "space": "0", "color": _RULE}.items():
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    # The standard prescribes the order of properties: borders stand before the layout.
    table._tbl.tblPr.find(qn("w:tblLayout")).addprevious(borders)
