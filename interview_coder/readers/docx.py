"""Word documents: labelled paragraphs, tables, and what Teams, Meet and Word make themselves."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError
from interview_coder.readers.archive_guard import Archive, open_archive
from interview_coder.readers.docx_body import WORD, Styles, Walk, is_on, words_in
from interview_coder.readers.paragraphs import Layout, read_blocks
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.xml_guard import parse_xml

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_KIND = ".docx document"
_STRICT_WORD = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_W = f"{{{WORD}}}"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

# The other parts, by their root.
_PARTS = {
    f"{_W}footnotes": "footnotes",
    f"{_W}endnotes": "endnotes",
    f"{_W}comments": "comments",
    f"{_W}hdr": "page headers",
    f"{_W}ftr": "page footers",
    f"{_W}glossaryDocument": "building blocks",
}


def read(source: Source, *, layout: Layout = read_blocks) -> Reading:
    """Read a .docx file.

    Paragraphs in content controls and tracked insertions are read; tracked deletions, text boxes,
    notes, comments, page headers and footers are left out and counted.

    Args:
        source: The file.
        layout: Makes a reading of its paragraphs and tables.

    Raises:
        ReadError: If the file is no whole Word document, or nothing tells who speaks.
    """
    archive = open_archive(source, kind=_KIND)
    main = _main_part(archive)
    body = _parse(archive, main).find(f"{_W}body")
    if body is None:
        message = "is a .docx document without a body; open it in Word and save it again"
        raise ReadError(message, path=source.path)
    walk = Walk(styles=_styles(archive, main))
    blocks = list(walk.blocks(body))
    reading = layout(source, blocks)
    for what, text in _other_parts(archive, main):
        walk.leave_out(what, text)
    return replace(reading, left_out=(*reading.left_out, *walk.tally.left_out()))


def open_document(source: Source) -> Document:
    """Open a Word document with python-docx.

    Raises:
        ReadError: If the bytes are no whole .docx file.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    open_archive(source, kind=_KIND)
    # What python-docx and the libraries below it raise on a file that is damaged somewhere.
    damage = (
        AttributeError, EOFError, KeyError, NotImplementedError, PackageNotFoundError,
        RuntimeError, ValueError, XMLSyntaxError, zipfile.BadZipFile, zlib.error,
    )  # fmt: skip
    try:
        document: Document = docx.Document(io.BytesIO(source.data))
    except damage as error:
        message = f"is no whole .docx document ({error}); open it in Word and save it again"
        raise ReadError(message, path=source.path) from error
    if document.element.body is None:
        message = "is a .docx document without a body; open it in Word and save it again"
        raise ReadError(message, path=source.path)
    return document


# The parts of the package.


def _main_part(archive: Archive) -> str:
    """The name of the part that holds the body; Word Online calls it `word/document2.xml`."""
    targets = _related(archive, "_rels/.rels", base="")
    name = next((name for kind, name in targets if kind.endswith("/officeDocument")), "")
    if name not in archive.names:
        message = (
            "is no whole .docx document (it has no body in it); open it in Word and save it again"
        )
        raise ReadError(message, path=archive.source.path)
    return name


def _related(archive: Archive, name: str, *, base: str) -> Iterator[tuple[str, str]]:
    if name not in archive.names:
        return
    for relation in parse_xml(archive.read(name), path=archive.source.path, part=name).iter(
        _RELATIONSHIP
    ):
        target = posixpath.join("/", base, relation.get("Target", ""))
        yield relation.get("Type", ""), posixpath.normpath(target).lstrip("/")


def _parse(archive: Archive, name: str) -> _Element:
    data = archive.read(name).replace(_STRICT_WORD, WORD.encode())
    return parse_xml(data, path=archive.source.path, part=name)


def _other_parts(archive: Archive, main: str) -> Iterator[tuple[str, str]]:
    """What kind of part holds words that are not in the body, and the words."""
    for name in archive.names:
        if name == main or not name.endswith(".xml"):
            continue
        data = archive.read(name)
        if b"wordprocessingml" not in data:
            continue
        root = _parse(archive, name)
        text = "".join(words_in(root))
        if text.strip():
            yield _PARTS.get(root.tag, "other parts of the file"), text


def _styles(archive: Archive, main: str) -> Styles:
    base = posixpath.dirname(main)
    relations = posixpath.join(base, "_rels", posixpath.basename(main) + ".rels")
    targets = _related(archive, relations, base=base)
    name = next((name for kind, name in targets if kind.endswith("/styles")), "")
    if name not in archive.names:
        return Styles()
    bold: set[str] = set()
    headings: set[str] = set()
    for style in _parse(archive, name).iter(f"{_W}style"):
        style_id = style.get(f"{_W}styleId", "")
        # Built-in styles keep their English name, in whatever language Word shows them.
        title = style.find(f"{_W}name")
        shown = "" if title is None else title.get(f"{_W}val", "").lower()
        if style.get(f"{_W}type") == "character" and is_on(style, "b"):
            bold.add(style_id)
        if shown.startswith(("heading", "title", "subtitle")):
            headings.add(style_id)
    return Styles(bold=frozenset(bold), headings=frozenset(headings))
