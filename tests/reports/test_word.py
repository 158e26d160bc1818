"""Building blocks of Word documents."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.shared import Cm

from interview_coder.reports import word

if TYPE_CHECKING:
    from docx.document import Document


@pytest.fixture
def document() -> Document:
    """
    An empty document with the styles that tables are written in.
    """
    document = docx.Document()
    for name in ("Table Head", "Table Text"):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    return document


class TestToBytes:
    """
    The same document MUST give the same bytes, whenever it is written.
    """

    def test_says_nothing_of_the_moment(self, document: Document) -> None:
        """
        Neither the archive nor the properties know when the file was made.
        """
        data = word.to_bytes(document)

        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            years = {entry.date_time[0] for entry in archive.infolist()}
        properties = docx.Document(io.BytesIO(data)).core_properties
        assert years == {2000}
        assert properties.created is not None
        assert properties.modified is not None
        assert {properties.created.year, properties.modified.year} == {2000}

    def test_twice(self, document: Document) -> None:
        """
        Writing again changes nothing.
        """
        document.add_paragraph("words")

        assert word.to_bytes(document) == word.to_bytes(document)

    def test_other_words_other_bytes(self, document: Document) -> None:
        """
        What is written is the document, not something fixed.
        """
        before = word.to_bytes(document)
        document.add_paragraph("words")

        assert word.to_bytes(document) != before


def test_field(document: Document) -> None:
    """
    A field has a beginning, an instruction, what is shown until it is computed, and an end.
    """
    paragraph = document.add_paragraph()

    word.add_field(paragraph, "PAGE", shown="1")

    kinds = [char.get(qn("w:fldCharType")) for char in paragraph._p.iter(qn("w:fldChar"))]
    instructions = [text.text for text in paragraph._p.iter(qn("w:instrText"))]
    assert kinds == ["begin", "separate", "end"]
    assert instructions == [" PAGE "]
    assert paragraph.text == "1"


def test_bookmark_stands_around_the_words(document: Document) -> None:
    """
    Beginning and end share a number, and the words stand between them.
    """
    paragraph = document.add_paragraph("Pains", style="Heading 1")

    word.add_bookmark(paragraph, "_Toc000001", number=7)

    tags = [child.tag for child in paragraph._p]
    order = [qn("w:pPr"), qn("w:bookmarkStart"), qn("w:r"), qn("w:bookmarkEnd")]
    assert tags == order
    assert {paragraph._p[1].get(qn("w:id")), paragraph._p[3].get(qn("w:id"))} == {"7"}
    assert paragraph._p[1].get(qn("w:name")) == "_Toc000001"


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param([(1, "Pains", "_Toc000001")], id="one"),
        pytest.param([(1, "Pains", "_Toc000001"), (2, "slow", "_Toc000002")], id="two levels"),
    ],
)
def test_contents(document: Document, entries: list[tuple[int, str, str]]) -> None:
    """
    Each entry is a link to its bookmark, and a field that asks to be updated to its page.
    """
    word.add_contents_styles(document, width=Cm(16))
    end = document.add_paragraph("after")

    word.insert_contents(end, entries)

    body = document.element.body
    links = [link.get(qn("w:anchor")) for link in body.iter(qn("w:hyperlink"))]
    pages = [text.text for text in body.iter(qn("w:instrText"))]
    begins = [c for c in body.iter(qn("w:fldChar")) if c.get(qn("w:fldCharType")) == "begin"]
    shown = [paragraph.text.split("\t")[0] for paragraph in document.paragraphs]
    assert links == [bookmark for _, _, bookmark in entries]
    assert pages == [rf" PAGEREF {bookmark} \h " for bookmark in links]
    assert shown == [*(text for _, text, _ in entries), "after"]
    assert {begin.get(qn("w:dirty")) for begin in begins} == {"true"}


class TestTable:
    """
    A table MUST break well over pages.
    """

    def test_header_comes_again(self, document: Document) -> None:
        """
        The first row, and no other, is repeated on every page.
        """
        table = word.add_table(document, ("a", "b"), (Cm(2), Cm(3)))
        word.add_row(table, ("1", "2"), (Cm(2), Cm(3)))

        repeated = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in table.rows]
        assert repeated == [True, False]

    def test_rows_stay_whole(self, document: Document) -> None:
        """
        No row is broken over two pages.
        """
        table = word.add_table(document, ("a", "b"), (Cm(2), Cm(3)))
        word.add_row(table, ("1", "2"), (Cm(2), Cm(3)))

        assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in table.rows)

    def test_words_stand_in_their_cells(self, document: Document) -> None:
        """
        Cells are filled in the order given, with nothing before or after the words.
        """
        table = word.add_table(document, ("a", "b"), (Cm(2), Cm(3)))
        word.add_row(table, ("1", "2"), (Cm(2), Cm(3)))

        assert [[cell.text for cell in row.cells] for row in table.rows] == [["a", "b"], ["1", "2"]]

    def test_properties_stand_in_the_order_of_the_standard(self, document: Document) -> None:
        """
        Table properties follow the sequence of ECMA-376 17.4.60; Word may refuse another.
        """
        table = word.add_table(document, ("a",), (Cm(2),))

        sequence = [
            "tblStyle", "tblpPr", "tblOverlap", "bidiVisual", "tblStyleRowBandSize",
            "tblStyleColBandSize", "tblW", "jc", "tblCellSpacing", "tblInd", "tblBorders", "shd",
            "tblLayout", "tblCellMar", "tblLook",
        ]  # fmt: skip
        places = [sequence.index(child.tag.split("}")[1]) for child in table._tbl.tblPr]
        assert places == sorted(places)
