"""Documents: every word of the file is read or counted among what was left out."""

from __future__ import annotations

import io
import zipfile
from html import escape

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from interview_coder.readers import docx as docx_reader
from interview_coder.readers import odt as odt_reader
from interview_coder.readers import rtf as rtf_reader
from interview_coder.readers.paragraphs import count
from interview_coder.readers.source import Reading
from tests.readers import odts
from tests.readers.documents import save
from tests.readers.mutations import left_out, said, source_of
from tests.readers.rtfs import escaped, rtf_document

WORDS = st.text("abcé聞 😀&<", min_size=1, max_size=12)
ANSWER = "P1: It is slow."
ASKED = "Interviewer: How is it?"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def n_read(reading: Reading) -> int:
    """
    Return how many characters, white space aside, are in the text or counted as left out.
    """
    told = sum(n for what, n in left_out(reading).items() if what.startswith("characters"))
    return count(reading.text) + told


# Word.


def _w_run(words: str, *, tag: str = "t") -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(words)}</w:{tag}></w:r>'


W_INLINE = (
    lambda words: _w_run(words),
    lambda words: f"<w:ins>{_w_run(words)}</w:ins>",
    lambda words: f"<w:del>{_w_run(words, tag='delText')}</w:del>",
    lambda words: f"<w:moveFrom>{_w_run(words)}</w:moveFrom><w:moveTo>{_w_run(words)}</w:moveTo>",
    lambda words: f"<w:smartTag><w:hyperlink>{_w_run(words)}</w:hyperlink></w:smartTag>",
    lambda words: f"<w:sdt><w:sdtPr/><w:sdtContent>{_w_run(words)}</w:sdtContent></w:sdt>",
    lambda words: f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{escape(words)}</w:t></w:r>",
    lambda words: (
        f"<w:r><w:pict><w:txbxContent><w:p>{_w_run(words)}</w:p></w:txbxContent></w:pict></w:r>"
    ),
    lambda words: f"<w:unheardOf>{_w_run(words)}</w:unheardOf>",
)
W_BLOCK = (
    lambda inside: f"<w:p>{_w_run(ANSWER + ' ')}{inside}</w:p>",
    lambda inside: f"<w:sdt><w:sdtContent><w:p>{inside}</w:p></w:sdtContent></w:sdt>",
    lambda inside: f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{inside}</w:p>",
    lambda inside: f"<w:tbl><w:tr><w:tc><w:p>{inside}</w:p></w:tc></w:tr></w:tbl>",
    lambda inside: inside,  # in no paragraph at all, as no program should write it
)


@st.composite
def word_documents(draw: st.DrawFn) -> bytes:
    """
    Return a Word document with words in many of the places that hold words.
    """
    document = docx.Document()
    document.add_paragraph(ASKED)
    blocks = []
    for write in draw(st.lists(st.sampled_from(W_BLOCK), max_size=4)):
        inline = draw(st.lists(st.sampled_from(W_INLINE), max_size=3))
        blocks.append(write("".join(each(draw(WORDS)) for each in inline)))
    body = parse_xml(f"<w:body {nsdecls('w')}>{''.join(blocks)}</w:body>")
    for element in list(body):
        document.element.body.insert(len(document.element.body) - 1, element)
    document.add_paragraph(ANSWER)
    section = document.sections[0]
    section.header.paragraphs[0].text = draw(WORDS)
    section.footer.paragraphs[0].text = draw(WORDS)
    if draw(st.booleans()):
        document.add_comment(document.paragraphs[0].runs, text=draw(WORDS), author="Kim")
    note = f"<w:footnote><w:p>{_w_run(draw(WORDS))}</w:p></w:footnote>"
    notes = f"<w:footnotes {nsdecls('w')}>{note}</w:footnotes>"
    stream = io.BytesIO(save(document))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/footnotes.xml", notes)
    return stream.getvalue()


def _all_words_of_word(data: bytes) -> int:
    """Count the characters of every `w:t` and `w:delText` of every part, without our reader."""
    total = 0
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                found = root.iter(f"{_W}t", f"{_W}delText")
                total += sum(count(node.text or "") for node in found)
    return total


@given(data=word_documents())
@settings(max_examples=60, deadline=None)
def test_word(data: bytes) -> None:
    """
    Text and what was left out are all characters of all parts of a Word document.
    """
    reading = docx_reader.read(source_of(data, name="P1.docx"))

    assert n_read(reading) == _all_words_of_word(data)


def test_signs_and_pictures_are_counted() -> None:
    """
    A smiley from a font of symbols and a picture are no words; a person should know of them.
    """
    picture = '<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/>'
    sign = f'<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r><w:r>{picture}</w:r>'
    document = docx.Document()
    document.add_paragraph(ASKED)
    element = parse_xml(f"<w:p {nsdecls('w')}>{_w_run(ANSWER)}{sign}</w:p>")
    document.element.body.insert(1, element)

    reading = docx_reader.read(source_of(save(document), name="P1.docx"))

    assert said(reading)[-1] == ("P1", "It is slow.")
    assert left_out(reading) == {"signs of a font for symbols": 1, "pictures": 1}


# OpenDocument.

O_INLINE = (
    lambda words: escape(words),
    lambda words: f"<text:span>{escape(words)}<text:s/></text:span>",
    lambda words: (
        f"<text:note><text:note-body><text:p>{escape(words)}</text:p></text:note-body></text:note>"
    ),
    lambda words: f"<office:annotation><text:p>{escape(words)}</text:p></office:annotation>",
    lambda words: (
        f"<draw:frame><draw:text-box><text:p>{escape(words)}</text:p></draw:text-box></draw:frame>"
    ),
    lambda words: (
        f"<text:ruby><text:ruby-base>x</text:ruby-base><text:ruby-text>{escape(words)}</text:ruby-text></text:ruby>"
    ),
    lambda words: f"<text:placeholder>{escape(words)}</text:placeholder>",
    lambda words: f'<text:span text:style-name="hidden">{escape(words)}</text:span>',
)
O_BLOCK = (
    lambda inside: f"<text:p>{ANSWER} {inside}</text:p>",
    lambda inside: f"<text:section><text:h>{inside}</text:h></text:section>",
    lambda inside: (
        f"<text:list><text:list-item><text:p>{inside}</text:p></text:list-item></text:list>"
    ),
    lambda inside: (
        "<table:table><table:table-row><table:table-cell><text:p>"
        f"{inside}</text:p></table:table-cell></table:table-row></table:table>"
    ),
    lambda inside: f"<text:section>{inside}</text:section>",
    lambda inside: f"<text:table-of-content><text:p>{inside}</text:p></text:table-of-content>",
)
HIDDEN = (
    '<style:style style:name="hidden"><style:text-properties text:display="none"/></style:style>'
)


@given(
    blocks=st.lists(
        st.tuples(
            st.sampled_from(O_BLOCK),
            st.lists(st.tuples(st.sampled_from(O_INLINE), WORDS), max_size=3),
        ),
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_opendocument(blocks: list) -> None:  # type: ignore[type-arg]
    """
    Text and what was left out are all characters of an OpenDocument text.
    """
    elements = [block("".join(write(words) for write, words in inside)) for block, inside in blocks]
    ends = (f"<text:p>{ASKED}</text:p>", f"<text:p>{ANSWER}</text:p>")
    data = odts.odt_document(ends[0], *elements, ends[1], styles=HIDDEN)

    reading = odt_reader.read(source_of(data, name="P1.odt"))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        body = etree.fromstring(archive.read("content.xml"))
    assert n_read(reading) == count("".join(body.itertext()))


# Rich text.

R_INLINE = (
    lambda words: words,
    lambda words: rf"{{\b {words}}}",
    lambda words: rf"{{\v {words}}}",
    lambda words: rf"{{\deleted {words}}}",
    lambda words: rf"{{\footnote {words}}}",
    lambda words: rf"{{\*\annotation {words}}}",
    lambda words: rf"{{\field{{\*\fldinst HYPERLINK}}{{\fldrslt {words}}}}}",
    lambda words: rf"{{\*\shpinst{{\shptxt {words}\par}}}}",
    lambda words: rf"\par\trowd\intbl {words}\cell\row\pard ",
    lambda words: rf"{{\header {words}}}",
)


@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(R_INLINE), st.text("abcé聞 😀", min_size=1, max_size=9))
    )
)
@settings(max_examples=100, deadline=None)
def test_rich_text(pieces: list) -> None:  # type: ignore[type-arg]
    """
    Text and what was left out are all characters that were written into a rich text.
    """
    inside = "".join(write(escaped(words)) for write, words in pieces)
    data = rtf_document(escaped(ASKED), escaped(ANSWER) + " " + inside, escaped(ANSWER))

    reading = rtf_reader.read(source_of(data, name="P1.rtf"))

    written = count(ASKED) + 2 * count(ANSWER) + sum(count(words) for _, words in pieces)
    assert n_read(reading) == written
