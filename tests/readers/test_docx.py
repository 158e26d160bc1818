"""Word documents."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers import docx as docx_reader
from interview_coder.readers.paragraphs import count
from tests.readers.documents import (
    contents_of,
    document_of_xml,
    labelled_document,
    read_document,
    rezipped,
    save,
    with_part,
    word_document,
)
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said


def paragraph(content: str) -> str:
    """Return a paragraph element around `content`."""
    return f"<w:p>{content}</w:p>"


def run(text: str, tag: str = "t") -> str:
    """Return a run element with `text`."""
    return f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


BOTH = [("Interviewer", "How is it?"), ("P1", "It is slow.")]
ASKED = paragraph(run("Interviewer: How is it?"))


class TestNames:
    """
    A paragraph begins with the speaker's name, bold or plain.
    """

    def test_plain(self) -> None:
        """
        Plain names need their colon.
        """
        data = word_document("Interviewer: How is it?", "", "P1: It is slow.")

        assert said(read_document(data)) == BOTH

    @pytest.mark.parametrize(
        ("between", "tail"),
        [
            pytest.param(": ", "", id="colon inside"),
            pytest.param("", ": ", id="colon outside"),
            pytest.param(" ", "", id="no colon"),
            pytest.param("", "\n", id="soft line break"),
            pytest.param("", "\t", id="tab"),
        ],
    )
    def test_bold(self, between: str, tail: str) -> None:
        """
        Bold names are labels with the colon inside, outside or missing.
        """
        turns = [("Interviewer", "How is it?"), ("Kasia Lind", "Slow."), ("Interviewer", "I see.")]
        data = labelled_document(*((name + between, tail + words) for name, words in turns))

        assert said(read_document(data)) == turns

    def test_one_question_one_answer(self) -> None:
        """
        Two paragraphs are enough to tell two speakers apart.
        """
        data = labelled_document(("Interviewer: ", "How is it?"), ("Kasia: ", "It is slow."))

        assert said(read_document(data)) == [
            ("Interviewer", "How is it?"),
            ("Kasia", "It is slow."),
        ]

    def test_bold_words_inside_an_answer(self) -> None:
        """
        Emphasis inside an answer is no name.
        """
        document = docx.Document()
        document.add_paragraph("Interviewer: How is it?")
        answer = document.add_paragraph("P1: It is ")
        answer.add_run("Really").bold = True
        answer.add_run(" slow.")

        assert said(read_document(save(document)))[1] == ("P1", "It is Really slow.")

    def test_wholly_bold_question(self) -> None:
        """
        A paragraph that is bold from end to end is no name, however short.
        """
        document = docx.Document()
        document.add_paragraph("Interviewer: How is it?")
        document.add_paragraph("P1: It is slow.")
        document.add_paragraph().add_run("Really Slow").bold = True

        assert said(read_document(save(document)))[1] == ("P1", "It is slow.\nReally Slow")

    def test_bold_switched_off(self) -> None:
        """
        A run that says it is not bold is not bold.
        """
        worse = "it got worse, and in the end nobody here wanted to open it at all."
        off = '<w:r><w:rPr><w:b w:val="0"/></w:rPr><w:t xml:space="preserve">Slowly </w:t></w:r>'
        data = document_of_xml(
            ASKED, paragraph(run("P1: It is slow.")), paragraph(off + run(worse))
        )

        assert said(read_document(data))[1] == ("P1", f"It is slow.\nSlowly {worse}")


class TestText:
    """
    The canonical text has a line for each paragraph and each soft line break.
    """

    def test_lines(self) -> None:
        """
        Paragraphs, soft line breaks and tabs are where they were.
        """
        data = word_document("Interviewer: How?", "P1: Slow,\nvery\tslow.", "", "Twice.")

        assert read_document(data).text == "Interviewer: How?\nP1: Slow,\nvery\tslow.\n\nTwice."

    def test_split_runs(self) -> None:
        """
        Words that Word has cut into several runs are whole again.
        """
        data = document_of_xml(ASKED, paragraph(run("P") + run("1: It is sl") + run("ow.")))

        assert said(read_document(data)) == BOTH

    def test_links(self) -> None:
        """
        Words of a hyperlink were said.
        """
        link = f"<w:hyperlink>{run('the app')}</w:hyperlink>"
        data = document_of_xml(ASKED, paragraph(run("P1: It is ") + link + run(".")))

        assert said(read_document(data))[1] == ("P1", "It is the app.")

    def test_hyphen(self) -> None:
        """
        A hyphen that must not break is a hyphen.
        """
        hyphen = "<w:r><w:t>P1: on</w:t><w:noBreakHyphen/><w:t>call</w:t></w:r>"

        assert said(read_document(document_of_xml(ASKED, paragraph(hyphen))))[1][1] == "on-call"


class TestTrackedChanges:
    """
    What was inserted is read, what was deleted or moved away is not.
    """

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            pytest.param(
                f"{run('P1: It is ')}<w:ins>{run('very ')}</w:ins>{run('slow.')}",
                "It is very slow.",
                id="insertion",
            ),
            pytest.param(
                f"{run('P1: It is ')}<w:del>{run('not ', 'delText')}</w:del>{run('slow.')}",
                "It is slow.",
                id="deletion",
            ),
            pytest.param(
                f"{run('P1: It is ')}<w:del>{run('not ')}</w:del>{run('slow.')}",
                "It is slow.",
                id="deletion of ordinary text",
            ),
            pytest.param(
                f"{run('P1: It is ')}<w:ins><w:del>{run('not ', 'delText')}</w:del></w:ins>"
                f"{run('slow.')}",
                "It is slow.",
                id="inserted and deleted again",
            ),
            pytest.param(
                f"{run('P1: ')}<w:moveTo>{run('It is ')}</w:moveTo>{run('slow.')}"
                f"<w:moveFrom>{run('It is ')}</w:moveFrom>",
                "It is slow.",
                id="moved",
            ),
        ],
    )
    def test_words(self, content: str, words: str) -> None:
        """
        The words are those the document shows once all changes are accepted.
        """
        reading = read_document(document_of_xml(ASKED, paragraph(content)))

        assert said(reading)[1] == ("P1", words)


class TestContainers:
    """
    Speech is read wherever it stands in the body, in the order of the document.
    """

    def test_table(self) -> None:
        """
        The cells of a table are read row by row.
        """
        document = docx.Document()
        table = document.add_table(rows=2, cols=2)
        for cell, words in zip(
            [cell for row in table.rows for cell in row.cells],
            ["Interviewer:", "How is it?", "P1:", "It is slow."],
            strict=True,
        ):
            cell.text = words
        document.add_paragraph("Interviewer: I see.")

        assert said(read_document(save(document))) == [*BOTH, ("Interviewer", "I see.")]

    def test_content_control(self) -> None:
        """
        Paragraphs and words inside content controls are read.
        """
        block = f"<w:sdt><w:sdtContent>{ASKED}</w:sdtContent></w:sdt>"
        inline = f"<w:sdt><w:sdtContent>{run('slow.')}</w:sdtContent></w:sdt>"
        data = document_of_xml(block, paragraph(run("P1: It is ") + inline))

        assert said(read_document(data)) == BOTH

    def test_text_box_is_reported(self) -> None:
        """
        A text box is no speech, does not tear the paragraph around it, and is reported.
        """
        box = (
            f"<w:r><w:pict><w:txbxContent>{paragraph(run('draft'))}</w:txbxContent></w:pict></w:r>"
        )
        data = document_of_xml(ASKED, paragraph(run("P1: It is ") + box + run("slow.")))

        reading = read_document(data)

        assert said(reading) == BOTH
        assert left_out(reading) == {"characters in text boxes": 5}

    @pytest.mark.parametrize(
        ("root", "where"),
        [
            pytest.param("footnotes", "footnotes", id="footnotes"),
            pytest.param("endnotes", "endnotes", id="endnotes"),
            pytest.param("comments", "comments", id="comments"),
            pytest.param("hdr", "page headers", id="page headers"),
            pytest.param("ftr", "page footers", id="page footers"),
            pytest.param("somethingNew", "other parts of the file", id="a part of the future"),
        ],
    )
    def test_other_parts_are_reported(self, root: str, where: str) -> None:
        """
        Words in other parts of the file are no speech, and are counted.
        """
        content = f"<w:{root} {nsdecls('w')}>{paragraph(run('Two words'))}</w:{root}>"
        data = with_part(word_document("Interviewer: How is it?", "P1: It is slow."), content)

        reading = read_document(data)

        assert said(reading) == BOTH
        assert left_out(reading) == {f"characters in {where}": 8}

    @pytest.mark.parametrize(
        ("content", "where"),
        [
            pytest.param(
                "<w:r><w:rPr><w:vanish/></w:rPr><w:t>unseen</w:t></w:r>", "hidden text", id="hidden"
            ),
            pytest.param(
                "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr>"
                f"<w:sdtContent>{run('Click!')}</w:sdtContent></w:sdt>",
                "fields nobody has filled in",
                id="placeholder",
            ),
            pytest.param(
                f"<w:r><w:ruby><w:rt>{run('shi sa')}</w:rt><w:rubyBase>{run('')}</w:rubyBase>"
                "</w:ruby></w:r>",
                "reading aids above the line",
                id="ruby",
            ),
        ],
    )
    def test_unseen_words_are_reported(self, content: str, where: str) -> None:
        """
        Words that are not on the page as words are counted.
        """
        reading = read_document(document_of_xml(ASKED, paragraph(run("P1: It is slow.") + content)))

        assert said(reading) == BOTH
        assert left_out(reading)[f"characters in {where}"] in {5, 6}

    def test_fallback_is_no_repetition(self) -> None:
        """
        Words that are there twice, for newer and older programs, are read once.
        """
        namespace = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        twice = (
            f"<mc:AlternateContent {namespace}><mc:Choice Requires='wps'>{run('slow.')}</mc:Choice>"
            f"<mc:Fallback>{run('slow.')}</mc:Fallback></mc:AlternateContent>"
        )
        data = document_of_xml(ASKED, paragraph(run("P1: It is ") + twice))

        assert said(read_document(data)) == BOTH

    def test_strict_document(self) -> None:
        """
        A file saved as "Strict Open XML" is read like any other.
        """
        data = word_document("Interviewer: How is it?", "P1: It is slow.")
        strict = rezipped(
            data,
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

        assert said(read_document(strict)) == BOTH

    def test_body_of_another_name(self) -> None:
        """
        The body is found by the package's relations: Word Online calls it document2.xml.
        """
        data = word_document("Interviewer: How is it?", "P1: It is slow.")

        assert said(read_document(rezipped(data, b"document.xml", b"document2.xml"))) == BOTH


def _zip_of(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


SOUND = labelled_document(("Interviewer: ", "How is it?"), ("P1: ", "It is slow."))
BODY = contents_of(SOUND)


class TestFaults:
    """
    A file that is no whole Word document is a ReadError that says what to do.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"Interviewer: How is it?", "no zip archive", id="text"),
            pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "before 2007", id=".doc"),
            pytest.param(SOUND[: len(SOUND) // 2], "no zip archive", id="truncated"),
            pytest.param(_zip_of(notes="I: How?"), "no whole .docx document", id="another zip"),
            pytest.param(word_document(), "no speaker labels", id="blank page"),
            pytest.param(word_document("It is slow."), "no speaker labels", id="no labels"),
            pytest.param(word_document("I:", "P1:"), "nothing is said", id="only labels"),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        The message names the file and the fault.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read_document(data)

        assert str(caught.value).startswith("P1.docx")

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_damaged(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A document with damaged bytes is read or refused, and never ends in another error.
        """
        assert is_read_or_refused(docx_reader.read, edited(SOUND, edits), name="P1.docx")

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_damaged_body(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        The same holds when the archive is sound and the XML in it is damaged.
        """
        damaged = rezipped(SOUND, BODY, edited(BODY, edits))

        assert is_read_or_refused(docx_reader.read, damaged, name="P1.docx")


WORDS = st.text("abc de", min_size=1, max_size=20)


@st.composite
def runs(draw: st.DrawFn) -> str:
    """Return runs wrapped in whatever Word wraps them in."""
    word = draw(WORDS)
    return draw(
        st.sampled_from(
            [
                run(word),
                f"<w:ins>{run(word)}</w:ins>",
                f"<w:del>{run(word, 'delText')}</w:del>",
                f"<w:moveFrom>{run(word)}</w:moveFrom>",
                f"<w:hyperlink>{run(word)}</w:hyperlink>",
                f"<w:sdt><w:sdtContent>{run(word)}</w:sdtContent></w:sdt>",
                f"<w:unheardOf>{run(word)}</w:unheardOf>",
                "<w:r><w:pict><w:txbxContent>"
                f"{paragraph(run(word))}</w:txbxContent></w:pict></w:r>",
                f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{word}</w:t></w:r>",
            ]
        )
    )


class TestCompleteness:
    """
    Every word in the file is read or counted among what was left out.
    """

    @given(contents=st.lists(st.lists(runs(), max_size=4), min_size=1, max_size=4))
    @settings(max_examples=100, deadline=None)
    def test_everything_is_somewhere(self, contents: list[list[str]]) -> None:
        """
        Characters of the text and of what was left out are all characters of the file.
        """
        answers = [paragraph(run("P1: so. ") + "".join(content)) for content in contents]
        table = f"<w:tbl><w:tr><w:tc>{''.join(answers)}</w:tc></w:tr></w:tbl>"
        data = document_of_xml(ASKED, *answers, table)

        reading = read_document(data)

        everything = re.findall(rb"<w:(?:t|delText)(?: [^>]*)?>([^<]*)<", contents_of(data))
        n = count(b"".join(everything).decode())
        assert count(reading.text) + sum(left_out(reading).values()) == n
