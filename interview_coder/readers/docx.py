"""Word documents: paragraphs that begin with the speaker's name, bold or plain."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError
from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Reading, Source
from interview_coder.transcript import Span

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _RUN, _TEXT = f"{_W}p", f"{_W}r", f"{_W}t"
_TAKEN_OUT = frozenset({f"{_W}del", f"{_W}moveFrom"})
_TEXT_BOX = f"{_W}txbxContent"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-"}
_OFF = frozenset({"0", "false", "none", "off"})


@dataclass(frozen=True, kw_only=True, slots=True)
class _Piece:
    text: str
    is_bold: bool


def read(source: Source) -> Reading:
    """Read a .docx file; the canonical text has a line a paragraph or soft line break.

    Paragraphs in tables and content controls and tracked insertions are read in the order of the
    document; tracked deletions are not. Foot- and endnotes and text boxes are reported.

    Raises:
        ReadError: If the file is no Word document, or no paragraph begins with a label.
    """
    body: _Element = open_document(source).element.body
    lines: list[str] = []
    bold: list[Span] = []
    position = 0
    for paragraph in body.iter(_PARAGRAPH):
        if _is_in_text_box(paragraph):
            continue
        pieces = list(_pieces(paragraph))
        text = "".join(piece.text for piece in pieces)
        bold += _bold_start(pieces, position)
        lines.append(text)
        position += len(text) + 1
    reading = read_labelled(source, "\n".join(lines), bold=bold)
    return Reading(
        text=reading.text, turns=reading.turns, notes=(*reading.notes, *_note_unread(body))
    )


def open_document(source: Source) -> Document:
    """Open a Word document.

    Raises:
        ReadError: If the bytes are no whole .docx file.
    """
    import docx
    from docx.opc.exceptions import PackageNotFoundError
    from lxml.etree import XMLSyntaxError

    if not zipfile.is_zipfile(io.BytesIO(source.data)):
        message = "is no .docx document (not a zip archive); open it in Word and save it as .docx"
        raise ReadError(message, path=source.path)
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


def _pieces(paragraph: _Element) -> Iterator[_Piece]:
    for run in paragraph.iter(_RUN):
        if _is_deleted(run, paragraph) or _owner(run) is not paragraph:
            continue
        is_bold = _is_bold(run)
        for node in run:
            if node.tag == _TEXT:
                yield _Piece(text=node.text or "", is_bold=is_bold)
            elif node.tag in _BREAKS:
                yield _Piece(text=_BREAKS[str(node.tag)], is_bold=is_bold)


def _bold_start(pieces: list[_Piece], position: int) -> Iterator[Span]:
    """The bold stretch at the start of the paragraph, if words follow it that are not bold."""
    length = 0
    for piece in pieces:
        if not piece.is_bold and piece.text.strip():
            break
        length += len(piece.text)
    text = "".join(piece.text for piece in pieces)
    start = len(text[:length]) - len(text[:length].lstrip())
    end = len(text[:length].rstrip())
    if start < end and "\n" not in text[start:end] and text[end:].strip():
        yield Span(start=position + start, end=position + end)


def _is_bold(run: _Element) -> bool:
    bold = run.find(f"{_W}rPr/{_W}b")
    return bold is not None and bold.get(f"{_W}val", "true") not in _OFF


def _is_deleted(run: _Element, paragraph: _Element) -> bool:
    return any(node.tag in _TAKEN_OUT for node in _between(run, paragraph))


def _between(node: _Element, ancestor: _Element) -> Iterator[_Element]:
    for parent in node.iterancestors():
        if parent is ancestor:
            return
        yield parent


def _owner(run: _Element) -> _Element | None:
    return next(iter(run.iterancestors(_PARAGRAPH)), None)


def _is_in_text_box(paragraph: _Element) -> bool:
    return next(iter(paragraph.iterancestors(_TEXT_BOX)), None) is not None


def _note_unread(body: _Element) -> Iterator[str]:
    kinds = {"footnotes": "footnoteReference", "endnotes": "endnoteReference"}
    for kind, tag in kinds.items():
        count = sum(1 for _ in body.iter(f"{_W}{tag}"))
        if count:
            yield f"{count} {kind}, not read as speech"
    boxes = sum(1 for _ in body.iter(_TEXT_BOX))
    if boxes:
        yield f"{boxes} text boxes, not read as speech"
