"""PDF documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers import pdf
from interview_coder.readers.paragraphs import count
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said
from tests.readers.pdfs import pdf_document

QUESTION = "Interviewer: How did you begin with the new tool?"
ANSWER = "P1: It was slow, and in the end I went back to the old one."
BOTH = [
    ("Interviewer", "How did you begin with the new tool?"),
    ("P1", "It was slow, and in the end I went back to the old one."),
]


def read(data: bytes) -> Reading:
    """Read `data` as a file called `P1.pdf`."""
    return pdf.read(Source(path=Path("P1.pdf"), data=data))


class TestWords:
    """
    Words that printing has glued or torn are words again, and a note says what was mended.
    """

    def test_plain(self) -> None:
        """
        A document that needs no repair is read without a note.
        """
        reading = read(pdf_document([QUESTION, ANSWER]))

        assert said(reading) == BOTH
        assert reading.notes == ()

    @pytest.mark.parametrize(
        ("glue", "note"),
        [
            pytest.param("\t", "tabs between words", id="tabs"),
            pytest.param("\u200b", "zero-width spaces", id="zero-width spaces alone"),
            pytest.param(" \u200b", "zero-width spaces", id="zero-width spaces beside spaces"),
        ],
    )
    def test_glue(self, glue: str, note: str) -> None:
        """
        Whatever stands for a space is a space.
        """
        lines = [line.replace(" ", glue) for line in (QUESTION, ANSWER)]

        reading = read(pdf_document(lines))

        assert said(reading) == BOTH
        assert note in reading.notes[0]

    def test_zero_width_space_in_thai(self) -> None:
        """
        In a script that parts words by nothing, a zero-width space is no space.
        """
        reading = read(
            pdf_document(["ผู้สัมภาษณ์: เป็น\u200bอย่างไร\u200bบ้าง", "P1: ยาก\u200bมาก\u200bค่ะ"])
        )

        assert said(reading)[1] == ("P1", "ยากมากค่ะ")

    def test_ligatures(self) -> None:
        """
        Ligatures are letters.
        """
        reading = read(pdf_document([QUESTION, "P1: It was a diﬃcult ﬁrst day."]))

        assert said(reading)[1] == ("P1", "It was a difficult first day.")
        assert "2 ligatures" in reading.notes[0]


class TestLines:
    """
    A line that ends because the page does goes on; one that ends a paragraph does not.
    """

    def test_wrapped(self) -> None:
        """
        Wrapped lines are one line of speech.
        """
        lines = [
            "Interviewer: How did you begin with the new tool, and",
            "what did you expect?",
            "P1: It was slow, and in the end I went back to the",
            "old one. Nobody told me that there was a better way to",
            "do it.",
        ]

        assert said(read(pdf_document(lines))) == [
            ("Interviewer", "How did you begin with the new tool, and what did you expect?"),
            (
                "P1",
                "It was slow, and in the end I went back to the old one. "
                "Nobody told me that there was a better way to do it.",
            ),
        ]

    def test_short_line_ends_a_paragraph(self) -> None:
        """
        A line that had room for the next word ended on purpose.
        """
        lines = [QUESTION, "P1: It was slow.", "Very slow indeed, to say the least about it."]

        assert said(read(pdf_document(lines)))[1][1] == (
            "It was slow.\nVery slow indeed, to say the least about it."
        )

    def test_over_pages(self) -> None:
        """
        An answer goes on over the page break.
        """
        first = [QUESTION, "P1: It was slow, and in the end I went back to"]
        reading = read(pdf_document(first, ["the old one."]))

        assert said(reading) == BOTH

    def test_hyphen_is_kept(self) -> None:
        """
        A hyphen at the end of a line stays: nobody can know whether the word has one.
        """
        lines = [QUESTION, "P1: It was slow, and in the end I asked a well-", "known colleague."]

        assert said(read(pdf_document(lines)))[1][1].endswith("a well-known colleague.")

    def test_name_alone_on_its_line(self) -> None:
        """
        A label alone on its line is a label, not the end of a full line.
        """
        lines = ["Dana:", "So how was it with the tool?", "Kasia:", "Slow.", "Dana:", "I see."]

        assert said(read(pdf_document(lines * 2)))[:3] == [
            ("Dana", "So how was it with the tool?"),
            ("Kasia", "Slow."),
            ("Dana", "I see."),
        ]

    def test_f4_times(self) -> None:
        """
        A time as f4 writes it is not said; the words after it were said then.
        """
        lines = ["I: Wie war es? #00:01:22-6#", "B: Langsam. #00:01:30-0# Und dann gut.", "I: Ja."]

        reading = read(pdf_document(lines * 2))

        assert said(reading)[:2] == [
            ("I", "Wie war es?"),
            ("B", "Langsam. #00:01:30-0# Und dann gut."),
        ]
        answer = reading.turns[1]
        assert [reading.text[x.start : x.end] for x in answer.asides] == ["#00:01:30-0#"]
        assert [mark.seconds for mark in answer.times] == [82.6, 90.0]


def _pages(n: int, *, top: str = "", bottom: str = "", pause: int = 3) -> list[list[str]]:
    """Return `n` pages of turns, all different, with `{}` in the edges for the page's number."""
    pages = []
    for i in range(1, n + 1):
        words = "abcdefghij"[i] * 3
        turns = [
            line for j in range(pause) for line in (f"I: Why {words}{j}?", f"P1: {words} {j}.")
        ]
        pages.append([line for line in (top.format(i), *turns, bottom.format(i)) if line])
    return pages


class TestEdges:
    """
    What stands at the edge of every page is no speech, and is counted.
    """

    @pytest.mark.parametrize(
        ("top", "bottom"),
        [
            pytest.param("Study on tools, confidential", "", id="header"),
            pytest.param("", "Page {} of 4", id="footer with number"),
            pytest.param("", "{}", id="number"),
            pytest.param("- {} -", "https://example.org/print?id=5", id="number and address"),
            pytest.param("12.05.2026, 14:0{}", "{}/4", id="date and number of numbers"),
        ],
    )
    def test_taken_out(self, top: str, bottom: str) -> None:
        """
        Speech is the same with and without page headers and footers; they are counted.
        """
        bare = read(pdf_document(*_pages(4)))
        reading = read(pdf_document(*_pages(4, top=top, bottom=bottom)))

        assert said(reading) == said(bare)
        edges = sum(count(edge.format(i)) for edge in (top, bottom) for i in range(1, 5))
        assert sum(left_out(reading).values()) == edges

    def test_label_at_the_top_of_pages(self) -> None:
        """
        A speaker's name that happens to open every page is no page header.
        """
        pages = [["Dana:", f"So how was {x}?", "Kasia:", f"{x} was slow."] for x in ("a", "b", "c")]

        reading = read(pdf_document(*pages))

        assert len(reading.turns) == 6
        assert left_out(reading) == {}

    def test_line_numbers_in_the_margin(self) -> None:
        """
        Numbers in the margin, which stand after the words of the page, are counted.
        """
        page = [*_pages(1)[0], *(str(i) for i in range(1, 8))]

        reading = read(pdf_document(page))

        assert said(reading)[-1] == ("P1", "bbb 2.")
        assert left_out(reading) == {"characters in line numbers": 7}

    def test_line_numbers_on_a_short_last_page(self) -> None:
        """
        The margin's numbers go on from page to page, the last of one may stand on the next again.
        """
        first = ["I: How?", *(f"P1: So {x}." for x in "abcdef"), "1", "2", "3", "4", "5", "6", "7"]
        last = ["7", "I: And now?", "P1: No.", "8", "9"]

        reading = read(pdf_document(first, last))

        assert said(reading)[-1] == ("P1", "No.")
        assert left_out(reading) == {"characters in line numbers": 10}

    def test_number_in_an_answer(self) -> None:
        """
        A number that is the whole answer is no page number.
        """
        lines = ["I: How many?", "P1:", "3"]

        assert said(read(pdf_document([*lines, "I: I see."])))[1] == ("P1", "3")


class TestFaults:
    """
    A file whose text cannot be read exactly is refused with advice.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"Interviewer: How is it?", "is no PDF document", id="text"),
            pytest.param(b"%PDF-1.4\n" + b"\0" * 100, "is no whole PDF", id="only a beginning"),
            pytest.param(pdf_document([]), "a scan", id="no text"),
            pytest.param(pdf_document(["12"]), "a scan", id="a stamp"),
            pytest.param(pdf_document([QUESTION], is_locked=True), "password", id="locked"),
            pytest.param(pdf_document([QUESTION], is_named=False), "which letters", id="no names"),
            pytest.param(
                pdf_document(["It was slow.", "Very slow, I can tell you."]),
                "no speaker labels",
                id="no labels",
            ),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        The message names the file and the fault.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read(data)

        assert str(caught.value).startswith("P1.pdf")

    def test_endless_painting(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        A file that paints on and on is refused.
        """
        monkeypatch.setattr(pdf, "_MAX_OPERATIONS", 100)

        with pytest.raises(ReadError, match="paints more than 100 times"):
            read(pdf_document(["I: How is it?"] * 30, ["P1: So slow."] * 30))

    def test_page_without_text(self) -> None:
        """
        A page that is a picture is told.
        """
        reading = read(pdf_document([QUESTION, ANSWER], []))

        assert reading.notes == ("no text on page 2; a picture cannot be read",)


LETTERS = st.text("abcdefgh ,", min_size=1, max_size=200).filter(lambda text: bool(text.strip()))


class TestProperties:
    """
    Nothing is lost, and nothing but ReadError is raised.
    """

    @given(words=st.lists(LETTERS, min_size=2, max_size=6), width=st.integers(30, 80))
    @settings(max_examples=60, deadline=None)
    def test_complete(self, words: Sequence[str], width: int) -> None:
        """
        However lines are wrapped, all characters of the pages are in the text or left out.
        """
        labels = ("I", "P1")
        text = [f"{labels[i % 2]}: {' '.join(said.split())}" for i, said in enumerate(words)]
        lines = [line[i : i + width] for line in text for i in range(0, len(line), width)]
        lines = [line for line in lines if line.strip()]

        reading = read(pdf_document(lines, ["I: " + "x" * 30]))

        everything = count("".join(lines)) + 32
        assert count(reading.text) + sum(left_out(reading).values()) == everything

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_damaged(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A document with damaged bytes is read or refused, and never ends in another error.
        """
        damaged = edited(pdf_document([QUESTION, ANSWER]), edits)

        assert is_read_or_refused(pdf.read, damaged, name="P1.pdf")
