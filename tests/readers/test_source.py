"""Bytes to text as readers see it: line ends as line feeds, nothing else altered."""

from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source
from interview_coder.transcript import ReadAs

WORDS = "P1: naïve — 😀 聞く\nslow"


def decode(data: bytes) -> str:
    """Decode `data` as the content of a file."""
    return Source(path=Path("P1.txt"), data=data).decode()


class TestDecode:
    """
    Text is what the bytes say, or an error that names the line.
    """

    @pytest.mark.parametrize(
        "data",
        [
            pytest.param(WORDS.encode(), id="UTF-8"),
            pytest.param(codecs.BOM_UTF8 + WORDS.encode(), id="UTF-8 with mark"),
            pytest.param(codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), id="UTF-16 LE"),
            pytest.param(codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), id="UTF-16 BE"),
            pytest.param(codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), id="UTF-32 LE"),
            pytest.param(codecs.BOM_UTF32_BE + WORDS.encode("utf-32-be"), id="UTF-32 BE"),
        ],
    )
    def test_byte_order_marks(self, data: bytes) -> None:
        """
        Every Unicode encoding with its mark gives the same text, without the mark.
        """
        assert decode(data) == WORDS

    @pytest.mark.parametrize(
        ("data", "text"),
        [
            pytest.param(b"a\r\nb\r\n", "a\nb\n", id="Windows"),
            pytest.param(b"a\rb\r", "a\nb\n", id="old Macintosh"),
            pytest.param(b"a\r\n\r\nb\n\rc", "a\n\nb\n\nc", id="mixed"),
            pytest.param("a\u2028b\x0bc\x85".encode(), "a\u2028b\x0bc\x85", id="other breaks stay"),
            pytest.param("e\u0301".encode(), "e\u0301", id="no normalisation"),
            pytest.param(b"  a \t\n\n", "  a \t\n\n", id="white space stays"),
        ],
    )
    def test_line_ends(self, data: bytes, text: str) -> None:
        """
        Line ends become line feeds and nothing else changes.
        """
        assert decode(data) == text

    @given(
        text=st.text(
            st.characters(exclude_characters="\0\r\ufffe\uffff", exclude_categories=["Cs", "Cc"])
        )
    )
    @settings(max_examples=200, deadline=None)
    def test_utf8_is_kept(self, text: str) -> None:
        """
        UTF-8 without carriage returns comes back character by character.
        """
        assert decode(codecs.BOM_UTF8 + text.encode()) == text

    @pytest.mark.parametrize(
        ("data", "line_no", "message"),
        [
            pytest.param("é\r\né\r\nc ".encode() + b"\xff", 3, "byte 0xff is no UTF-8", id="UTF-8"),
            pytest.param(b"\xd0\xcf\x11\xe0", 1, "an old Office document", id="an old .doc"),
            pytest.param(b"I: how?\nP1: \0\0\n", 2, "binary data", id="null bytes"),
            pytest.param(codecs.BOM_UTF16_LE + b"a\0b", 1, "is no utf-16", id="half a character"),
        ],
    )
    def test_faults(self, data: bytes, line_no: int, message: str) -> None:
        """
        A byte that is no text is named, with its line.
        """
        with pytest.raises(ReadError, match=message) as caught:
            decode(data)

        assert caught.value.line_no == line_no


class TestNotes:
    """
    What became plain while a file was decoded is told to whoever asks.
    """

    def test_guess(self) -> None:
        """
        A guessed encoding is told once the text was asked for.
        """
        source = Source(path=Path("P1.txt"), data="P1: Ça a été très compliqué.".encode("cp1252"))

        before = source.decoding_notes
        source.decode()

        assert before == ()
        assert "guessed: cp1252" in source.decoding_notes[0]

    def test_choice(self) -> None:
        """
        The researcher's encoding is used without a note.
        """
        data = "P1: Görüştük.".encode("cp1254")
        source = Source(path=Path("P1.txt"), data=data, read_as=ReadAs(encoding="cp1254"))

        assert source.decode() == "P1: Görüştük."
        assert source.decoding_notes == ()
