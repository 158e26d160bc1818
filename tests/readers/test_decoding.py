"""Which encoding a file is in: told by the file, told by the researcher, or guessed."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.decoding import Decoded, decode

GERMAN = "I: Wie war das für Sie?\nB: Schön, aber überflüssig, müßig und größtenteils öde.\n"
SPEECH = {
    "cp1252": GERMAN,
    "mac_roman": GERMAN,
    "cp1250": "Prowadzący: Jak było?\nP1: Było źle, nie mogłam się zalogować, więc zadzwoniłam.\n",
    "cp1251": "Интервьюер: Как это было?\nP1: Было трудно, я не смогла войти в систему.\n",
    "koi8_r": "Интервьюер: Как это было?\nP1: Было трудно, я не смогла войти в систему.\n",
    "cp1253": "Συνεντευκτής: Πώς ήταν;\nP1: Ήταν πολύ δύσκολο, δεν μπορούσα να συνδεθώ.\n",
    "cp1254": "Görüşmeci: Nasıldı?\nKatılımcı: Çok zordu, giriş yapamadım, sonra şaşırdım.\n",
    "cp874": "ผู้สัมภาษณ์ : เป็นอย่างไรบ้าง\nP1 : ยากมากค่ะ ตอนแรกเข้าสู่ระบบไม่ได้เลย\n",
    "cp932": (
        "インタビュアー：いかがでしたか。\n回答者：最初はログインできなくて、とても大変でした。\n"
    ),
    "euc_jp": (
        "インタビュアー：いかがでしたか。\n回答者：最初はログインできなくて、とても大変でした。\n"
    ),
    "iso2022_jp": "インタビュアー：いかがでしたか。\n回答者：とても大変でした。\n",
    "cp949": "면담자: 어떠셨어요?\n구술자: 처음에는 로그인이 안 돼서 정말 힘들었어요.\n",
    "gb18030": "访谈者：感觉怎么样？\n受访者：一开始登录不了，真的很麻烦，后来慢慢习惯了。\n",
    "big5": "訪談者：感覺怎麼樣？\n受訪者：一開始登入不了，真的很麻煩，後來慢慢習慣了。\n",
}


def read(data: bytes, *, encoding: str = "") -> Decoded:
    """Decode `data` as the content of a file."""
    return decode(data, path=Path("P1.txt"), encoding=encoding)


class TestOrder:
    """
    The file's own word counts most, then the researcher's, then the shape of the bytes, then a
    guess.
    """

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
    def test_mark(self, encoding: str) -> None:
        """
        A byte order mark overrules the researcher.
        """
        assert read(GERMAN.encode(encoding), encoding="cp1252").text == GERMAN

    def test_utf8(self) -> None:
        """
        What is UTF-8 without a fault is UTF-8, whatever the researcher said of the study's files.
        """
        decoded = read(GERMAN.encode(), encoding="cp1252")

        assert (decoded.text, decoded.encoding, decoded.notes) == (GERMAN, "utf-8", ())

    @pytest.mark.parametrize("encoding", SPEECH)
    def test_choice(self, encoding: str) -> None:
        """
        The researcher's choice is used as it is, and not spoken of.
        """
        decoded = read(SPEECH[encoding].encode(encoding), encoding=encoding)

        assert (decoded.text, decoded.notes) == (SPEECH[encoding], ())

    @pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
    @pytest.mark.parametrize("words", [GERMAN, SPEECH["cp932"], SPEECH["cp1251"]])
    def test_mark_is_missing(self, words: str, encoding: str) -> None:
        """
        Wide characters are known by their shape, and a note says so.
        """
        decoded = read(words.encode(encoding))

        assert decoded.text == words
        assert decoded.notes == (f"read as {encoding.upper()}: the byte order mark is missing",)


class TestGuess:
    """
    A guess is named, shown by a word of the text, and can be overruled.
    """

    @pytest.mark.parametrize("encoding", SPEECH)
    def test_right(self, encoding: str) -> None:
        """
        A few sentences are enough for the encodings transcripts are saved in.
        """
        decoded = read(SPEECH[encoding].encode(encoding))

        assert decoded.text == SPEECH[encoding]
        assert decoded.notes[0].startswith(f"the encoding was guessed: {decoded.encoding}")
        assert "name its encoding" in decoded.notes[0]

    def test_word_is_shown(self) -> None:
        """
        The note shows the word by which a person sees whether the guess is right.
        """
        assert "'größtenteils'" in read(GERMAN.encode("cp1252")).notes[0]

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("P1: Jag tyckte att det var svårt på något sätt.", id="Swedish"),
            pytest.param("P1: Miltä se tuntui? No se oli vähän hämmentävää.", id="Finnish"),
            pytest.param("P1: I’d say it’s “fine” – the café was naïve.", id="English"),
            pytest.param("P1: Ça a été très compliqué, même après l’été.", id="French"),
            pytest.param("P1: ¿Cómo fue? La señora me dijo que mañana más.", id="Spanish"),
        ],
    )
    def test_western_languages(self, text: str) -> None:
        """
        Western letters are not taken for those of another region.
        """
        assert read(text.encode("cp1252")).text == text

    def test_few_bad_bytes(self) -> None:
        """
        A text that is UTF-8 but for a byte is refused with its line, not guessed: a guess would
        spoil every other letter.
        """
        data = GERMAN.encode() + b"B: caf\xe9\n"

        with pytest.raises(ReadError, match="byte 0xe9 is no UTF-8 text") as caught:
            read(data)

        assert caught.value.line_no == 3


class TestFaults:
    """
    What is no text is refused.
    """

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"PK\x03\x04" + b"x" * 50, "a zip archive", id="zip"),
            pytest.param(b"%PDF-1.7\n", "a PDF document", id="PDF"),
            pytest.param(b"{\\rtf1\\ansi I: How?}", "an RTF document", id="RTF"),
            pytest.param(b"\x00\x00\x00 ftypM4A ", "a recording", id="recording"),
            pytest.param(b"I: a\nP1: b\0\n", "NUL bytes", id="NUL"),
            pytest.param(b"I: a\n" + bytes(range(1, 32)) * 3, "control characters", id="controls"),
        ],
    )
    def test_binary(self, data: bytes, message: str) -> None:
        """
        The message says what the file is instead.
        """
        with pytest.raises(ReadError, match=message):
            read(data)

    @pytest.mark.parametrize("encoding", ["latin-99", "hex", "rot13", "a\0b", "undefined"])
    def test_unknown_encoding(self, encoding: str) -> None:
        """
        A name that is no text encoding is answered with some that are.
        """
        with pytest.raises(ReadError, match="is no text encoding; write one such as 'utf-8'"):
            read(GERMAN.encode("cp1252"), encoding=encoding)

    def test_choice_that_does_not_fit(self) -> None:
        """
        The researcher's encoding is not bent: the first byte that breaks it is named.
        """
        with pytest.raises(ReadError, match="is no euc_kr text") as caught:
            read(b"a\nb\nc \xff\xff\n", encoding="euc_kr")

        assert caught.value.line_no == 3

    @pytest.mark.parametrize("start", ["ID3: So.", "RIFF: So.", "GIF8: So.", "I am ftyped."])
    def test_words_like_a_signature(self, start: str) -> None:
        """
        A text may begin with the letters by which a recording or a picture is known.
        """
        assert read(start.encode()).text == start

    def test_times_of_chat(self) -> None:
        """
        The control characters around CHAT's times are no sign of binary data, however many.
        """
        text = "*PAR:\tyes . \x151200_1900\x15\n" * 50

        decoded = read(text.encode())

        assert (decoded.text, decoded.notes) == (text, ())

    def test_few_control_characters(self) -> None:
        """
        A few control characters stay where they are, and a note says where the first one is.
        """
        decoded = read(b"I: a\nP1: b\x0bc and so on\n")

        assert decoded.text == "I: a\nP1: b\x0bc and so on\n"
        assert decoded.notes == ("line 2: 1 control character, such as U+000B, kept as they are",)

    @given(data=st.binary(max_size=300), encoding=st.sampled_from(["", "cp1252", "utf-16-le"]))
    @settings(max_examples=300, deadline=None)
    def test_any_bytes(self, data: bytes, encoding: str) -> None:
        """
        Any bytes are text without NUL and carriage return, or a ReadError.
        """
        try:
            text = read(data, encoding=encoding).text
        except ReadError:
            return
        assert "\0" not in text
        assert "\r" not in text
