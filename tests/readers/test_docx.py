"""Word documents."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.source import Reading
from tests.readers.documents import (
    document_of_xml,
    labelled_document,
    read_document,
    save,
    word_document,
)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return speaker and words, turn by turn."""
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


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
        assert reading.notes == ("1 text boxes, not read as speech",)

    def test_notes_are_reported(self) -> None:
        """
        Footnotes and endnotes are no speech, and are reported.
        """
        marks = (
            '<w:r><w:footnoteReference w:id="2"/></w:r><w:r><w:endnoteReference w:id="2"/></w:r>'
        )
        data = document_of_xml(ASKED, paragraph(run("P1: It is slow.") + marks))

        reading = read_document(data)

        assert said(reading) == BOTH
        assert reading.notes == (
            "1 footnotes, not read as speech",
            "1 endnotes, not read as speech",
        )


def _zip_of(**files: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


SOUND = labelled_document(("Interviewer: ", "How is it?"), ("P1: ", "It is slow."))


def outcome(data: bytes) -> str:
    """Return what becomes of a document: read or refused."""
    try:
        read_document(data)
    except ReadError:
        return "refused"
    return "read"


class TestFaults:
    """
    A file that is no whole Word document is a ReadError that says what to do.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"Interviewer: How is it?", "not a zip archive", id="text"),
            pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 64, "not a zip archive", id=".doc"),
            pytest.param(SOUND[: len(SOUND) // 2], "not a zip archive", id="truncated"),
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

    @given(
        places=st.lists(st.integers(0, len(SOUND) - 1), min_size=1, max_size=4),
        value=st.integers(0, 255),
    )
    @settings(max_examples=150, deadline=None)
    def test_damaged(self, places: list[int], value: int) -> None:
        """
        A document with damaged bytes is read or refused, and never ends in another error.
        """
        damaged = bytearray(SOUND)
        for place in places:
            damaged[place] = value

        assert outcome(bytes(damaged)) in {"read", "refused"}
