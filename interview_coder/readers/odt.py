"""OpenDocument texts (.odt), as LibreOffice and Google Docs write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError
from interview_coder.readers.archive_guard import Archive, open_archive
from interview_coder.readers.paragraphs import (
    Block,
    Grid,
    Layout,
    Paragraph,
    Piece,
    count,
    paragraph_of,
    read_blocks,
)
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.xml_guard import parse_xml

if TYPE_CHECKING:
    from lxml.etree import _Element

_KIND = ".odt document"
_SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT = f"{{{_SPACE}text:1.0}}"
_TABLE = f"{{{_SPACE}table:1.0}}"
_STYLE = f"{{{_SPACE}style:1.0}}"
_OFFICE = f"{{{_SPACE}office:1.0}}"
_DRAW = f"{{{_SPACE}drawing:1.0}}"
_FO = f"{{{_SPACE}xsl-fo-compatible:1.0}}"
_DC = "{http://purl.org/dc/elements/1.1/}"

_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_BREAKS = {f"{_TEXT}line-break": "\n", f"{_TEXT}tab": "\t"}
_SPACES = f"{_TEXT}s"
# What stands in the body and is not said.
_NOT_SAID = {
    f"{_TEXT}tracked-changes": "tracked deletions",
    f"{_TEXT}note": "footnotes and endnotes",
    f"{_OFFICE}annotation": "comments",
    f"{_TEXT}ruby-text": "reading aids above the line",
    f"{_TEXT}hidden-text": "hidden text",
    f"{_TEXT}hidden-paragraph": "hidden text",
    f"{_TEXT}placeholder": "fields nobody has filled in",
    f"{_TEXT}page-number": "page numbers",
    f"{_TEXT}page-count": "page numbers",
    f"{_OFFICE}forms": "forms",
    f"{_TEXT}variable-decls": "declarations",
    f"{_TEXT}sequence-decls": "declarations",
    f"{_TEXT}user-field-decls": "declarations",
    **dict.fromkeys(
        (
            f"{_TEXT}{name}"
            for name in (
                "table-of-content", "illustration-index", "table-index", "object-index",
                "user-index", "alphabetical-index", "bibliography",
            )
        ),
        "tables of contents",
    ),
}  # fmt: skip
# Who changed or commented on something, and when: no words of the document.
_ABOUT = frozenset({f"{_OFFICE}change-info", f"{_DC}creator", f"{_DC}date"})
_STRAY = "words outside of paragraphs"
_WHITE = re.compile(r"[ \t\r\n]+")
_BOLD = frozenset({"bold", "600", "700", "800", "900"})
_SEEN = "\0"  # a space that shall be seen; XML cannot hold this character
_MAX_REPEATED = 256


def read(source: Source, *, layout: Layout = read_blocks) -> Reading:
    """Read an .odt file.

    Tracked insertions are read; tracked deletions, notes, comments, text boxes, page headers and
    footers are left out and counted.

    Args:
        source: The file.
        layout: Makes a reading of its paragraphs and tables.

    Raises:
        ReadError: If the file is no whole OpenDocument text, or nothing tells who speaks.
    """
    archive = open_archive(source, kind=_KIND)
    if "content.xml" not in archive.names:
        message = "is no .odt document (no content.xml in it); open it and save it as .odt or .docx"
        raise ReadError(message, path=source.path)
    _refuse_locked(archive)
    root = parse_xml(archive.read("content.xml"), path=source.path, part="content.xml")
    body = root.find(f"{_OFFICE}body/{_OFFICE}text")
    if body is None:
        message = "is no text document; a spreadsheet or drawing holds no transcript that is read"
        raise ReadError(message, path=source.path)
    styles = _read_part(archive, "styles.xml")
    walk = _Walk(styles=_styles(root, styles))
    blocks = list(walk.blocks(body))
    reading = layout(source, blocks)
    for what, text in _on_every_page(styles):
        walk.leave_out(what, text)
    return replace(reading, left_out=(*reading.left_out, *walk.tally.left_out()))


def _refuse_locked(archive: Archive) -> None:
    name = "META-INF/manifest.xml"
    if name in archive.names and b"encryption-data" in archive.read(name):
        message = "is locked with a password; open it, take the password off and save it again"
        raise ReadError(message, path=archive.source.path)


def _read_part(archive: Archive, name: str) -> _Element | None:
    if name not in archive.names:
        return None
    return parse_xml(archive.read(name), path=archive.source.path, part=name)


def _on_every_page(styles: _Element | None) -> Iterator[tuple[str, str]]:
    if styles is None:
        return
    for masters in styles.iter(f"{_OFFICE}master-styles"):
        for node in masters.iter():
            local = node.tag.removeprefix(_STYLE)
            if local.startswith(("header", "footer")) and local != node.tag:
                yield f"page {local.split('-')[0]}s", "".join(_words_in(node))


@dataclass(frozen=True, kw_only=True, slots=True)
class _Styles:
    """Names of character styles that matter."""

    bold: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    headings: frozenset[str] = frozenset()


def _styles(*roots: _Element | None) -> _Styles:
    bold: set[str] = set()
    hidden: set[str] = set()
    headings: set[str] = set()
    for root in reversed(roots):  # common styles first: automatic ones are derived from them
        for style in () if root is None else root.iter(f"{_STYLE}style"):
            name, parent = style.get(f"{_STYLE}name", ""), style.get(f"{_STYLE}parent-style-name")
            look = style.find(f"{_STYLE}text-properties")
            weight = None if look is None else look.get(f"{_FO}font-weight")
            if weight in _BOLD or (weight is None and parent in bold):
                bold.add(name)
            if look is not None and look.get(f"{_TEXT}display") == "none":
                hidden.add(name)
            if name in ("Title", "Subtitle") or parent in ("Title", "Subtitle"):
                headings.add(name)
    return _Styles(bold=frozenset(bold), hidden=frozenset(hidden), headings=frozenset(headings))


@dataclass(kw_only=True, slots=True)
class _Walk:
    """Goes through the body once; every word in it is either read or counted."""

    styles: _Styles
    tally: Tally = field(default_factory=Tally)

    def leave_out(self, what: str, text: str) -> None:
        """Count the characters of `text`."""
        self.tally.add(f"characters in {what}", text, n=count(text))

    def blocks(self, element: _Element) -> Iterator[Block]:
        """The paragraphs and tables below `element`."""
        for child in self._descend(element, *_PARAGRAPHS, f"{_TABLE}table"):
            if child.tag in _PARAGRAPHS:
                yield self._paragraph(child)
            else:
                rows = self._descend(child, f"{_TABLE}table-row")
                yield Grid(rows=tuple(self._row(row) for row in rows))

    def _paragraph(self, node: _Element) -> Paragraph:
        style = node.get(f"{_TEXT}style-name", "")
        is_heading = node.tag == f"{_TEXT}h" or style in self.styles.headings
        return paragraph_of(_collapse(list(self._pieces(node))), is_heading=is_heading)

    def _row(self, row: _Element) -> tuple[tuple[Block, ...], ...]:
        cells: list[tuple[Block, ...]] = []
        for cell in self._descend(row, f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            blocks = tuple(self.blocks(cell))
            told = cell.get(f"{_TABLE}number-columns-repeated", "1")
            times = int(told) if told.isdecimal() and len(told) < 4 else 1
            cells.append(blocks)
            if len(cells) < _MAX_REPEATED:
                cells += [()] * (min(times, _MAX_REPEATED) - 1)
        return tuple(cells)

    def _descend(self, element: _Element, *tags: str) -> Iterator[_Element]:
        """The nearest elements called one of `tags` below `element`."""
        for text in (element.text, *(child.tail for child in element)):
            self.leave_out(_STRAY, text or "")
        for child in element:
            if child.tag in tags:
                yield child
            elif self._is_said(child):
                yield from self._descend(child, *tags)

    def _pieces(self, element: _Element, *, is_bold: bool = False) -> Iterator[Piece]:
        if element.text:
            yield Piece(text=_WHITE.sub(" ", element.text), is_bold=is_bold)
        for child in element:
            if child.tag in _BREAKS:
                yield Piece(text=_BREAKS[child.tag], is_bold=is_bold)
            elif child.tag == _SPACES:
                yield Piece(text=_SEEN * _repeat(child), is_bold=is_bold)
            elif self._is_said(child):
                bold = is_bold or child.get(f"{_TEXT}style-name") in self.styles.bold
                yield from self._pieces(child, is_bold=bold)
            if child.tail:
                yield Piece(text=_WHITE.sub(" ", child.tail), is_bold=is_bold)

    def _is_said(self, node: _Element) -> bool:
        """Whether to go on below `node`; what is not said there is counted."""
        what = _NOT_SAID.get(node.tag, "")
        if node.tag.startswith(_DRAW):
            what = "text boxes"
        elif node.get(f"{_TEXT}style-name") in self.styles.hidden:
            what = "hidden text"
        if what:
            self.leave_out(what, "".join(_words_in(node)))
        return not what


def _words_in(element: _Element) -> Iterator[str]:
    """All words in `element`, be they seen or not."""
    yield element.text or ""
    for child in element:
        if child.tag not in _ABOUT:
            yield from _words_in(child)
        yield child.tail or ""


def _repeat(node: _Element) -> int:
    told = node.get(f"{_TEXT}c", "1")
    return min(int(told), _MAX_REPEATED) if told.isdecimal() and len(told) < 9 else 1


def _collapse(pieces: list[Piece]) -> list[Piece]:
    """Make white space what OpenDocument says it is.

    Runs of it are one space, none at the start and end of a paragraph; spaces that shall be seen
    have an element of their own.
    """
    kept: list[Piece] = []
    before = " "
    for piece in pieces:
        text = piece.text[1:] if piece.text[:1] == before == " " else piece.text
        if text:
            before = text[-1]
            kept.append(Piece(text=text, is_bold=piece.is_bold))
    if kept and kept[-1].text.endswith(" "):
        last = kept.pop()
        kept.append(Piece(text=last.text.rstrip(" "), is_bold=last.is_bold))
    return [Piece(text=each.text.replace(_SEEN, " "), is_bold=each.is_bold) for each in kept]
