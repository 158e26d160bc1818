"""OpenDocument texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers import odt
from interview_coder.readers.paragraphs import count
from interview_coder.readers.source import Reading, Source
from tests.readers.documents import contents_of, rezipped
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times
from tests.readers.odts import odt_document, paragraph, plain_odt

BOTH = [("Interviewer", "How is it?"), ("P1", "It is slow.")]
ASKED = paragraph("Interviewer: How is it?")
ANSWERED = paragraph("P1: It is slow.")


def read(data: bytes) -> Reading:
    """Read `data` as a file called `P1.odt`."""
    return odt.read(Source(path=Path("P1.odt"), data=data))


class TestText:
    """
    The canonical text has a line for each paragraph and each line break, with white space as
    OpenDocument defines it.
    """

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            pytest.param("P1: It is\n    very   slow. ", "It is very slow.", id="runs of it"),
            pytest.param("P1:<text:tab/>slow", "slow", id="tab after the name"),
            pytest.param("P1: on<text:tab/>call", "on\tcall", id="tab"),
            pytest.param("P1: a<text:s text:c='2'/>b", "a  b", id="spaces that shall be seen"),
            pytest.param("P1: a <text:s/>b", "a  b", id="a space beside it"),
            pytest.param("P1: a<text:line-break/>b", "a\nb", id="line break"),
            pytest.param("P1: a\u00a0b", "a\u00a0b", id="no-break space"),
            pytest.param(
                "P1: <text:span>It </text:span>is<text:span> so</text:span>", "It is so", id="spans"
            ),
            pytest.param("P1: see <text:a>the app</text:a>.", "see the app.", id="link"),
            pytest.param("P1: so<text:soft-page-break/>so", "soso", id="end of the page"),
        ],
    )
    def test_white_space(self, content: str, words: str) -> None:
        """
        Tabs, spaces and breaks are elements; what is between tags is one space.
        """
        assert said(read(odt_document(ASKED, paragraph(content))))[1] == ("P1", words)

    def test_bold_names(self) -> None:
        """
        A bold name needs no colon.
        """
        style = (
            '<style:style style:name="T1" style:family="text">'
            '<style:text-properties fo:font-weight="bold"/></style:style>'
        )
        bold = '<text:span text:style-name="T1">{}</text:span>'
        turns = [("Interviewer", "How is it?"), ("Kasia Lind", "Slow."), ("Interviewer", "I see.")]
        lines = [paragraph(f"{bold.format(name)} {words}") for name, words in turns]

        assert said(read(odt_document(*lines, styles=style))) == turns

    def test_table(self) -> None:
        """
        A table is read by its columns.
        """
        cell = "<table:table-cell>{}</table:table-cell>"
        rows = [
            ("Time", "Speaker", "Text"),
            ("0:01", "Interviewer", "How is it?"),
            ("0:02", "P1", "It is slow."),
        ]
        made = "".join(
            f"<table:table-row>{''.join(cell.format(paragraph(each)) for each in row)}"
            "</table:table-row>"
            for row in rows
        )

        reading = read(odt_document(f"<table:table>{made}</table:table>"))

        assert said(reading) == BOTH
        assert times(reading) == [1, 2]

    def test_lists_and_sections(self) -> None:
        """
        Paragraphs in lists and sections are read.
        """
        inside = f"<text:section><text:list><text:list-item>{ANSWERED}</text:list-item></text:list>"

        assert said(read(odt_document(ASKED, inside + "</text:section>"))) == BOTH


class TestLeftOut:
    """
    What is not said is counted.
    """

    @pytest.mark.parametrize(
        ("content", "where"),
        [
            pytest.param(
                "<text:note><text:note-citation>1</text:note-citation><text:note-body>"
                f"{paragraph('note')}</text:note-body></text:note>",
                "footnotes and endnotes",
                id="footnote",
            ),
            pytest.param(
                f"<office:annotation>{paragraph('12345')}</office:annotation>",
                "comments",
                id="comment",
            ),
            pytest.param(
                f"<draw:frame><draw:text-box>{paragraph('12345')}</draw:text-box></draw:frame>",
                "text boxes",
                id="text box",
            ),
        ],
    )
    def test_inside_an_answer(self, content: str, where: str) -> None:
        """
        Notes, comments and boxes do not tear the answer they hang on.
        """
        reading = read(odt_document(ASKED, paragraph(f"P1: It is{content} slow.")))

        assert said(reading) == BOTH
        assert left_out(reading) == {f"characters in {where}": 5}

    def test_tracked_changes(self) -> None:
        """
        Tracked insertions are read, tracked deletions are counted.
        """
        changes = (
            "<text:tracked-changes><text:changed-region><text:deletion>"
            f"{paragraph('not')}</text:deletion></text:changed-region></text:tracked-changes>"
        )
        answer = paragraph("P1: It is <text:change-start/>slow<text:change-end/>.")

        reading = read(odt_document(changes, ASKED, answer))

        assert said(reading) == BOTH
        assert left_out(reading) == {"characters in tracked deletions": 3}

    def test_every_page(self) -> None:
        """
        Page headers and footers are counted.
        """
        masters = (
            f"<style:master-page><style:header>{paragraph('Study')}</style:header>"
            f"<style:footer>{paragraph('2026')}</style:footer></style:master-page>"
        )

        reading = read(odt_document(ASKED, ANSWERED, masters=masters))

        assert left_out(reading) == {
            "characters in page headers": 5,
            "characters in page footers": 4,
        }

    @given(
        words=st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        "{}",
                        "<text:span>{}</text:span>",
                        "<text:ruby-text>{}</text:ruby-text>",
                        "<office:annotation>{}</office:annotation>",
                        "<text:unheard>{}</text:unheard>",
                    ]
                ),
                st.text("abc  ", max_size=8),
            ),
            max_size=6,
        )
    )
    @settings(max_examples=150, deadline=None)
    def test_complete(self, words: list[tuple[str, str]]) -> None:
        """
        Characters of the text and of what was left out are all characters of the body.
        """
        content = "".join(form.format(text) for form, text in words)
        data = odt_document(ASKED, paragraph(f"P1: so{content}"))

        reading = read(data)

        body = re.sub(rb"<[^>]*>", b"", contents_of(data, "content.xml")).decode()
        assert count(reading.text) + sum(left_out(reading).values()) == count(body)


SOUND = plain_odt("Interviewer: How is it?", "P1: It is slow.")


class TestFaults:
    """
    A file that is no whole OpenDocument text is a ReadError that says what to do.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"I: How?", "no zip archive", id="text"),
            pytest.param(rezipped(SOUND, b"content.xml", b"other.xml"), "no content.xml", id="zip"),
            pytest.param(
                rezipped(SOUND, b"office:text", b"office:sheet"), "no text doc", id="sheet"
            ),
            pytest.param(
                odt_document(ASKED, manifest="<encryption-data/>"), "password", id="locked"
            ),
            pytest.param(plain_odt("It is slow."), "no speaker labels", id="no labels"),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        The message names the file and the fault.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read(data)

        assert str(caught.value).startswith("P1.odt")

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_damaged(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A document with damaged bytes is read or refused, and never ends in another error.
        """
        body = contents_of(SOUND, "content.xml")

        assert is_read_or_refused(odt.read, edited(SOUND, edits), name="P1.odt")
        assert is_read_or_refused(
            odt.read, rezipped(SOUND, body, edited(body, edits)), name="P1.odt"
        )
