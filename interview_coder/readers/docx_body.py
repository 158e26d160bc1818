"""The body of a Word document: every word in it is read or counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_coder.readers.paragraphs import Block, Grid, Piece, count, paragraph_of
from interview_coder.readers.pieces import Tally

if TYPE_CHECKING:
    from lxml.etree import _Element

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{WORD}}}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_TEXT, _DELETED_TEXT = f"{_W}t", f"{_W}delText"
_ALL_TEXT = frozenset({_TEXT, _DELETED_TEXT, f"{_MATHS}t"})
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_CHOICE, _FALLBACK = f"{_COMPATIBILITY}Choice", f"{_COMPATIBILITY}Fallback"
_SIGNS = {
    f"{_W}br": "\n",
    f"{_W}cr": "\n",
    f"{_W}tab": "\t",
    f"{_W}ptab": "\t",
    f"{_W}noBreakHyphen": "-",
}
_PROPERTIES = frozenset(f"{_W}{name}" for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr"))
# What stands in the body and is not said, by the element it stands in.
_NOT_SAID = {
    f"{_W}del": "tracked deletions",
    f"{_W}moveFrom": "tracked deletions",
    f"{_W}txbxContent": "text boxes",
    f"{_W}rt": "reading aids above the line",
    f"{_MATHS}oMath": "formulas",
}
_HIDDEN, _PLACEHOLDER, _SETTINGS = "hidden text", "fields nobody has filled in", "settings"
_STRAY = "words outside of paragraphs"
# What is no word, by its element; it is counted, so that nobody looks for it in vain.
_COUNTED = {
    f"{_W}altChunk": "embedded documents",
    f"{_W}sym": "signs of a font for symbols",
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip": "pictures",
    "{urn:schemas-microsoft-com:vml}imagedata": "pictures",
}
_OFF = frozenset({"0", "false", "none", "off"})
_MAX_SPAN = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Styles:
    """Ids of styles that matter.

    Attributes:
        bold: Character styles.
        headings: Paragraph styles of headings and titles.
    """

    bold: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()


@dataclass(kw_only=True, slots=True)
class Walk:
    """Goes through the body once; every word in it is either read or counted.

    Attributes:
        styles: Those of the document.
        tally: What is left out, in characters.
    """

    styles: Styles
    tally: Tally = field(default_factory=Tally)

    def leave_out(self, what: str, text: str) -> None:
        """Count the characters of `text`."""
        self.tally.add(f"characters in {what}", text, n=count(text))

    def blocks(self, element: _Element) -> Iterator[Block]:
        """The paragraphs and tables below `element`."""
        carried: list[Piece] = []  # of a paragraph whose end was deleted
        for node in self._block_nodes(element):
            if node.tag == _TABLE:
                yield Grid(rows=tuple(self._row(row) for row in self._rows(node)))
                continue
            carried += self._pieces(node)
            if not _is_end_deleted(node):
                yield paragraph_of(carried, is_heading=self._is_heading(node))
                carried = []
        if carried:
            yield paragraph_of(carried)

    def _block_nodes(self, element: _Element) -> Iterator[_Element]:
        for child in element:
            if child.tag in (_PARAGRAPH, _TABLE):
                yield child
            elif self._is_said(child):
                yield from self._block_nodes(child)

    def _rows(self, table: _Element) -> Iterator[_Element]:
        for child in table:
            if child.tag == _ROW:
                yield child
            elif self._is_said(child):
                yield from self._rows(child)

    def _row(self, row: _Element) -> tuple[tuple[Block, ...], ...]:
        cells: list[tuple[Block, ...]] = []
        for cell in self._cells(row):
            cells.append(tuple(self.blocks(cell)))
            if len(cells) < _MAX_SPAN:
                cells += [()] * (_columns_spanned(cell) - 1)
        return tuple(cells)

    def _cells(self, row: _Element) -> Iterator[_Element]:
        for child in row:
            if child.tag == _CELL:
                yield child
            elif self._is_said(child):
                yield from self._cells(child)

    def _pieces(self, element: _Element, *, is_bold: bool = False) -> Iterator[Piece]:
        for child in element:
            if child.tag == _TEXT:
                # A line end in the file is a space on the page; soft breaks have an element.
                words = (child.text or "").replace("\n", " ").replace("\t", " ")
                yield Piece(text=words, is_bold=is_bold)
            elif child.tag in _SIGNS:
                yield Piece(text=_SIGNS[child.tag], is_bold=is_bold)
            elif self._is_said(child):
                bold = self._is_bold(child) if child.tag == f"{_W}r" else is_bold
                yield from self._pieces(child, is_bold=bold)

    def _is_said(self, node: _Element) -> bool:
        """Whether to go on below `node`; what is not said there is counted."""
        if _is_repetition(node):
            return False
        if node.tag in _COUNTED:
            self.tally.add(_COUNTED[node.tag], node.get(f"{_W}char", ""))
        what = self._why_unsaid(node)
        if what:
            self.leave_out(what, "".join(words_in(node)))
        return not what

    def _why_unsaid(self, node: _Element) -> str:
        if node.tag in _PROPERTIES:
            return _SETTINGS
        if node.tag in _ALL_TEXT:
            return "tracked deletions" if node.tag == _DELETED_TEXT else _STRAY
        if node.tag == f"{_W}r" and is_on(node, "vanish"):
            return _HIDDEN
        if node.tag == f"{_W}sdt" and node.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            return _PLACEHOLDER
        return _NOT_SAID.get(node.tag, "")

    def _is_bold(self, run: _Element) -> bool:
        if run.find(f"{_W}rPr/{_W}b") is not None:
            return is_on(run, "b")
        style = run.find(f"{_W}rPr/{_W}rStyle")
        return style is not None and style.get(f"{_W}val") in self.styles.bold

    def _is_heading(self, paragraph: _Element) -> bool:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return style is not None and style.get(f"{_W}val") in self.styles.headings


def is_on(element: _Element, name: str) -> bool:
    """Whether the properties of a run or style switch `name` on: `b`, `vanish`."""
    switch = element.find(f"{_W}rPr/{_W}{name}")
    return switch is not None and switch.get(f"{_W}val", "true") not in _OFF


def _is_end_deleted(paragraph: _Element) -> bool:
    return paragraph.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None


def _columns_spanned(cell: _Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    told = "" if span is None else span.get(f"{_W}val", "")
    return min(int(told), _MAX_SPAN) if told.isdecimal() and 0 < len(told) < 4 else 1


def words_in(element: _Element) -> Iterator[str]:
    """All words in `element`, each once, be they seen or not."""
    if element.tag in _ALL_TEXT:
        yield element.text or ""
    for child in element:
        if not _is_repetition(child):
            yield from words_in(child)


def _is_repetition(node: _Element) -> bool:
    """Whether older programs find here again what stands beside it for newer ones."""
    return node.tag == _FALLBACK and node.getparent().find(_CHOICE) is not None
