"""Word documents for tests, made with python-docx."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from interview_coder.readers import docx as docx_reader
from interview_coder.readers.source import Reading, Source


def save(document: Document) -> bytes:
    """Return `document` as the bytes of a file."""
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def word_document(*paragraphs: str) -> bytes:
    """Return a document of plain `paragraphs`; a line feed is a soft line break."""
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    return save(document)


def labelled_document(*turns: tuple[str, str]) -> bytes:
    """Return a document of `turns`, bold label and plain words each in one paragraph."""
    document = docx.Document()
    for label, words in turns:
        paragraph = document.add_paragraph()
        paragraph.add_run(label).bold = True
        paragraph.add_run(words)
    return save(document)


def document_of_xml(*elements: str) -> bytes:
    """Return a document whose body begins with the WordprocessingML `elements`."""
    document = docx.Document()
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(elements)}</w:body>")
    for place, element in enumerate(list(body)):
        document.element.body.insert(place, element)
    return save(document)


def read_document(data: bytes) -> Reading:
    """Read `data` as a file called `P1.docx`."""
    return docx_reader.read(Source(path=Path("P1.docx"), data=data))


def contents_of(data: bytes, name: str = "word/document.xml") -> bytes:
    """Return the part `name` of a document."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def rezipped(data: bytes, old: bytes, new: bytes) -> bytes:
    """Return a document in whose parts and their names `old` is replaced by `new`."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        for member in before.namelist():
            name = member.encode().replace(old, new).decode(errors="replace")
            after.writestr(name, before.read(member).replace(old, new))
    return stream.getvalue()


def with_part(data: bytes, content: str) -> bytes:
    """Return a document with one more part, `word/more.xml`."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/more.xml", content)
    return stream.getvalue()
