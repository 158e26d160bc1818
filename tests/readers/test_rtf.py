"""Rich Text Format."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers import rtf
from interview_coder.readers.paragraphs import count
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times
from tests.readers.rtfs import plain_rtf, rtf_document

BOTH = [("Interviewer", "How is it?"), ("P1", "It is slow.")]
ASKED = "Interviewer: How is it?"
ANSWERED = "P1: It is slow."


def read(data: bytes) -> Reading:
    """Read `data` as a file called `P1.rtf`."""
    return rtf.read(Source(path=Path("P1.rtf"), data=data))


def answer(content: str, *, header: str = "") -> str:
    """Return what P1 says in `content`."""
    data = rtf_document(ASKED, f"P1: {content}", **({"header": header} if header else {}))
    return said(read(data))[1][1]


CYRILLIC = r"{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0\fcharset204 A;}{\f1\fcharset0 B;}}"
JAPANESE = r"{\rtf1\ansi\ansicpg932\deff0{\fonttbl{\f0\fcharset128 A;}}"
TWO_SCRIPTS = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 A;}{\f1\fcharset204 B;}}"


class TestCharacters:
    """
    Characters are what the file declares: by code page, by font, or in Unicode.
    """

    @pytest.mark.parametrize(
        ("content", "header", "words"),
        [
            pytest.param(r"caf\'e9", "", "café", id="code page 1252"),
            pytest.param(r"\'d3\'f1\'ef\'e5\'f5", CYRILLIC, "Успех", id="code page 1251"),
            pytest.param(r"a {\f1 \'e4\'e0} b", TWO_SCRIPTS, "a да b", id="code page of a font"),
            pytest.param(r"\'92\'78\'82\'a2", JAPANESE, "遅い", id="two bytes"),
            pytest.param(r"\'92x\'82\'a2", JAPANESE, "遅い", id="second byte is a letter"),
            pytest.param(r"\u233?t\u233\'e9", "", "été", id="Unicode with fallback"),
            pytest.param(r"\uc0\u233 t\u233 ", "", "été", id="Unicode without fallback"),
            pytest.param(r"{\uc2\u233\'83\'41}t", "", "ét", id="fallback of two bytes"),
            pytest.param(r"\u-10179?\u-8704?", "", "😀", id="astral character"),
            pytest.param(r"{\u-10179?}{\u-8704?}", "", "😀", id="torn between groups"),
            pytest.param(r"\ldblquote so\rdblquote\emdash so", "", "“so”—so", id="named signs"),
            pytest.param(r"a\~b\_c\-d \{e\} \\", "", "a\u00a0b-cd {e} \\", id="symbols"),
            pytest.param("so\r\n so", "", "so so", id="line ends of the file are none"),
            pytest.param(r"a\line b\tab c", "", "a\nb\tc", id="breaks and tabs"),
            pytest.param("a\\\nb", "", "a\nb", id="paragraph as TextEdit writes it"),
            pytest.param(
                r"{\field{\*\fldinst HYPERLINK x}{\fldrslt the app}}", "", "the app", id="link"
            ),
            pytest.param(r"{\*\unheard settings}so", "", "so", id="settings"),
            pytest.param("{\\pict\\bin4 {{}}ffee}so", "", "so", id="picture"),
        ],
    )
    def test_words(self, content: str, header: str, words: str) -> None:
        """
        The words are those the document shows.
        """
        assert answer(content, header=header) == words

    def test_broken_bytes(self) -> None:
        """
        Bytes that the code page does not have are told.
        """
        reading = read(rtf_document(ASKED, r"P1: so \'81."))

        assert said(reading)[1] == ("P1", "so \ufffd.")
        assert reading.notes == ("1 bytes are no cp1252 text and were read as \ufffd",)

    @given(text=st.text(st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"])))
    @settings(max_examples=150, deadline=None)
    def test_any_characters(self, text: str) -> None:
        """
        Whatever is written in Unicode comes back character by character.
        """
        reading = read(plain_rtf(ASKED, f"P1: x{text}x"))

        assert reading.text == f"{ASKED}\nP1: x{text}x"


class TestLayout:
    """
    Names are bold or plain; tables have columns.
    """

    def test_bold_names(self) -> None:
        """
        A bold name needs no colon.
        """
        turns = [("Interviewer", "How is it?"), ("Kasia Lind", "Slow."), ("Interviewer", "I see.")]
        lines = [rf"{{\b {name}}} {words}" for name, words in turns]

        assert said(read(rtf_document(*lines))) == turns
        lines = [rf"\b {name}\b0  {words}" for name, words in turns]
        assert said(read(rtf_document(*lines))) == turns

    def test_table(self) -> None:
        """
        A table is read by its columns.
        """
        rows = [
            ("Time", "Speaker", "Text"),
            ("0:01", "Interviewer", "How is it?"),
            ("0:02", "P1", "It is slow."),
        ]
        table = "".join(
            r"\trowd\cellx1\cellx2\cellx3 "
            + "".join(rf"\pard\intbl {cell}\cell " for cell in row)
            + r"\row "
            for row in rows
        )

        reading = read(rtf_document(table))

        assert said(reading) == BOTH
        assert times(reading) == [1, 2]


class TestLeftOut:
    """
    What is not said is counted.
    """

    @pytest.mark.parametrize(
        ("content", "where"),
        [
            pytest.param(r"{\footnote\pard 12345}", "footnotes and endnotes", id="footnote"),
            pytest.param(r"{\*\annotation 12345}", "comments", id="comment"),
            pytest.param(r"{\deleted 12345}", "tracked deletions", id="deletion"),
            pytest.param(r"{\v 12345}", "hidden text", id="hidden"),
            pytest.param(
                r"{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt 12345\par}}}",
                "text boxes",
                id="text box",
            ),
            pytest.param(r"{\header 12345\par}", "page headers", id="page header"),
            pytest.param(r"{\footerf 12345\par}", "page footers", id="page footer"),
        ],
    )
    def test_inside_an_answer(self, content: str, where: str) -> None:
        """
        Notes, deletions and boxes do not tear the answer they hang on.
        """
        reading = read(rtf_document(ASKED, f"P1: It is{content} slow."))

        assert said(reading) == BOTH
        assert left_out(reading) == {f"characters in {where}": 5}

    def test_insertion(self) -> None:
        """
        Tracked insertions are read.
        """
        assert answer(r"It is {\revised slow}.") == "It is slow."

    @given(
        words=st.lists(
            st.tuples(
                st.sampled_from(
                    [
                        "{}",
                        r"{{\b {}}}",
                        r"{{\deleted {}}}",
                        r"{{\footnote {}}}",
                        r"{{\revised {}}}",
                        r"{{\v {}}}",
                        r"{{\unheardof {}}}",
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
        Characters of the text and of what was left out are all characters written.
        """
        content = "".join(form.format(text) for form, text in words)

        reading = read(rtf_document(ASKED, f"P1: so{content}"))

        everything = count(f"{ASKED}P1: so") + sum(count(text) for _, text in words)
        assert count(reading.text) + sum(left_out(reading).values()) == everything


class TestFaults:
    """
    A file that is no RTF is refused; one that is cut off is read with a note.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"I: How?", "is no .rtf document", id="text"),
            pytest.param(plain_rtf("It is slow."), "no speaker labels", id="no labels"),
            pytest.param(b"{\\rtf1" + b"{" * 5000, "2000 groups inside each other", id="nesting"),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        The message names the file and the fault.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read(data)

        assert str(caught.value).startswith("P1.rtf")

    def test_cut_off(self) -> None:
        """
        A missing end is told.
        """
        reading = read(rtf_document(ASKED, ANSWERED)[:-8])

        assert reading.notes == ("the file ends in the midst of a group; its end may be missing",)

    @given(edits=EDITS)
    @settings(max_examples=200, deadline=None)
    def test_damaged(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A document with damaged bytes is read or refused, and never ends in another error.
        """
        sound = rtf_document(ASKED, r"P1: {\b It} is \u233?\'e9 {\footnote so} slow.\cell\row")

        assert is_read_or_refused(rtf.read, edited(sound, edits), name="P1.rtf")
