"""The table of formats, and what every reader owes."""

from __future__ import annotations

import codecs
from hashlib import sha256
from pathlib import Path

import pytest

from interview_coder.errors import ReadError, UnknownFormatError
from interview_coder.readers import FORMATS, find_format, read_transcript
from tests.notation import write_folder
from tests.readers.documents import word_document
from tests.readers.interviews import SHORT, WRITERS, saved

LABELLED = saved(SHORT, ".txt")
GOOD = {f"P1{suffix}": saved(SHORT, suffix) for suffix in WRITERS}
"""The same interview in every format; a new reader is tested by adding a writer of its format."""


@pytest.fixture(params=GOOD)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """
    The same interview, in each format that is read.
    """
    name: str = request.param
    return write_folder(tmp_path, {name: GOOD[name]}) / name


def test_every_suffix_has_a_file() -> None:
    """
    The contract below is asked of every suffix in the table.
    """
    known = [suffix for format_ in FORMATS for suffix in format_.suffixes]

    assert sorted(known) == sorted(Path(name).suffix for name in GOOD)


class TestContract:
    """
    Every reader gives text, turns that point into it, and hashes of both.
    """

    def test_speakers_and_words(self, path: Path) -> None:
        """
        The same interview has the same speakers and words in every format.
        """
        transcript = read_transcript(path)

        assert [(turn.speaker, transcript.quote(turn.span)) for turn in transcript.turns] == [
            (speaker, " ".join(words)) for speaker, words in SHORT
        ]

    def test_hashes(self, path: Path) -> None:
        """
        The transcript carries the sha256 of the file's bytes and of its text.
        """
        transcript = read_transcript(path)

        assert transcript.source_hash == sha256(path.read_bytes()).hexdigest()
        assert transcript.text_hash == sha256(transcript.text.encode()).hexdigest()

    def test_name(self, path: Path) -> None:
        """
        The transcript is called as its file, and knows its format.
        """
        transcript = read_transcript(path)

        assert transcript.name == path.name
        format_ = find_format(path)
        assert format_ is not None
        assert transcript.format == format_.name

    def test_same_twice(self, path: Path) -> None:
        """
        Reading twice gives the same.
        """
        assert read_transcript(path) == read_transcript(path)

    def test_nobody_has_a_part_yet(self, path: Path) -> None:
        """
        A reader names no participant.
        """
        assert read_transcript(path).participants == ()

    def test_suffix_in_capitals(self, path: Path) -> None:
        """
        The suffix may be written in capitals.
        """
        before = read_transcript(path)

        loud = path.rename(path.with_suffix(path.suffix.upper()))

        assert read_transcript(loud).text == before.text
        assert find_format(loud) == find_format(Path(path.name))

    def test_path_as_string(self, path: Path) -> None:
        """
        A path may be a string.
        """
        assert read_transcript(str(path)) == read_transcript(path)


HALF = GOOD["P1.docx"][: len(GOOD["P1.docx"]) // 2]
UMLAUTS = "I: how?\n\nP1: für später, naïve\n".encode()
BAD = [
    pytest.param("empty.txt", b"", "empty.txt: is empty", id="empty"),
    pytest.param("blank.txt", b" \r\n\t\n", "blank.txt: is empty", id="only white space"),
    pytest.param("empty.docx", b"", "empty.docx: is empty", id="empty document"),
    pytest.param("mark.txt", codecs.BOM_UTF8, "mark.txt:1: no speaker labels", id="only a mark"),
    pytest.param("binary.txt", b"I: how?\n\0\1\2", "binary.txt:2: holds binary data", id="binary"),
    pytest.param("photo.txt", b"\x89PNG\r\n", "photo.txt:1: is a picture, not", id="a picture"),
    pytest.param(
        "mixed.txt", UMLAUTS + b"P1: caf\xe9\n", "mixed.txt:4: byte 0xe9 is no UTF-8", id="bad byte"
    ),
    pytest.param(
        "mixed.vtt", b"WEBVTT\n\n" + UMLAUTS + b"\xe9", "mixed.vtt:6: byte 0xe9", id="bad in cues"
    ),
    pytest.param("story.txt", b"It was slow.\n", "story.txt:1: no speaker labels", id="no labels"),
    pytest.param(
        "labels.txt", b"I:\n\nP1:\n", "labels.txt:1: speakers are named", id="only labels"
    ),
    pytest.param(
        "timing.vtt",
        b"WEBVTT\n\n00:00:01.000 --> soon\nP1: So.\n",
        "timing.vtt:3: broken timing",
        id="broken timing",
    ),
    pytest.param(
        "timing.srt", b"1\n0:0:x --> 1\nP1: So.\n", "timing.srt:2: broken timing", id="srt timing"
    ),
    pytest.param("text.vtt", LABELLED, "text.vtt:1: a .vtt file begins with", id="no WebVTT"),
    pytest.param("text.srt", LABELLED, "text.srt:1: no timing", id="no SubRip"),
    pytest.param(
        "text.docx", LABELLED, "text.docx: is no whole .docx document", id="docx that is text"
    ),
    pytest.param(
        "old.docx", b"\xd0\xcf\x11\xe0" * 99, "old.docx: is no .docx document", id=".doc renamed"
    ),
    pytest.param("half.docx", HALF, "half.docx: is no whole .docx", id="truncated docx"),
    pytest.param(
        "story.docx", word_document("So slow."), "story.docx:1: no speaker labels", id="docx labels"
    ),
]
"""Bad files, named by their fault."""


@pytest.mark.parametrize("suffix", [".txt", ".csv", ".vtt", ".srt", ".html", ".cha"])
def test_guessed_encoding(tmp_path: Path, suffix: str) -> None:
    """
    That the encoding was guessed is told in every format that is text, and once.
    """
    data = saved((("Interviewer", ("Und?",)), ("P1", ("Größtenteils müßig.",))), suffix)
    data = data.removeprefix(codecs.BOM_UTF8).decode().encode("cp1252")

    transcript = read_transcript(write_folder(tmp_path, {f"P1{suffix}": data}) / f"P1{suffix}")

    assert transcript.quote(transcript.turns[1].span) == "Größtenteils müßig."
    assert sum("the encoding was guessed: cp1252" in note for note in transcript.notes) == 1


class TestBadFiles:
    """
    A file that is no transcript is named, with the line where it has one.
    """

    @pytest.mark.parametrize(("name", "data", "message"), BAD)
    def test_refused(self, tmp_path: Path, name: str, data: bytes, message: str) -> None:
        """
        The message begins with file, line and fault.
        """
        path = write_folder(tmp_path, {name: data}) / name

        with pytest.raises(ReadError) as caught:
            read_transcript(path)

        assert str(caught.value).startswith(message)

    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            pytest.param("P1.doc", "no reader for .doc: Word before 2007", id="old Word"),
            pytest.param("P1.DOC", "save it as .docx", id="old Word in capitals"),
            pytest.param("P1.xls", "save it as .xlsx", id="old Excel"),
            pytest.param("P1.pages", "export it as .docx", id="Pages"),
            pytest.param("P1.mp3", "no reader for .mp3: a recording; transcribe it", id="sound"),
            pytest.param("P1.m4a", "a recording; transcribe it first", id="sound of a telephone"),
            pytest.param("P1.wav", "a recording; transcribe it first", id="waves"),
            pytest.param("P1.mp4", "a recording; transcribe it first", id="film"),
            pytest.param("P1.jpg", "a picture; let a program recognise its text", id="picture"),
            pytest.param("P1.zip", "an archive; unpack it", id="archive"),
            pytest.param("P1.tar.gz", "an archive; unpack it", id="packed twice"),
            pytest.param("P1.qdpx", "bring it in with interview-coder import", id="a project"),
            pytest.param("P1.nvp", "export it there as .qdpx", id="a project of NVivo"),
            pytest.param("P1.gdoc", "only a link", id="a link"),
        ],
    )
    def test_advice(self, tmp_path: Path, name: str, advice: str) -> None:
        """
        A suffix that people meet is answered with what to do, whatever is in the file.
        """
        path = write_folder(tmp_path, {name: b"PK\x03\x04"}) / name

        with pytest.raises(UnknownFormatError) as caught:
            read_transcript(path)

        assert advice in str(caught.value)

    @pytest.mark.parametrize(
        ("name", "named"),
        [
            pytest.param("P1.xyz", "no reader for .xyz", id="unknown suffix"),
            pytest.param("README", "no reader for a file without suffix", id="no suffix"),
        ],
    )
    def test_unknown_format(self, tmp_path: Path, name: str, named: str) -> None:
        """
        An unknown suffix is answered with all that are known.
        """
        path = write_folder(tmp_path, {name: LABELLED}) / name

        with pytest.raises(UnknownFormatError, match=named) as caught:
            read_transcript(path)

        known = str(caught.value).partition(": known are ")[2].split()
        assert known == [suffix for format_ in FORMATS for suffix in format_.suffixes]

    @pytest.mark.parametrize("name", ["interviews", "interviews.txt", "interviews.docx"])
    def test_folder(self, tmp_path: Path, name: str) -> None:
        """
        A folder is called one, whatever its name.
        """
        (tmp_path / name).mkdir()

        with pytest.raises(ReadError, match="is a folder; name a file, or read the folder as a"):
            read_transcript(tmp_path / name)

    def test_missing_file(self, tmp_path: Path) -> None:
        """
        A file that is not there cannot be read, and the reason is told.
        """
        with pytest.raises(ReadError, match=r"P9\.txt: cannot be read: No such file"):
            read_transcript(tmp_path / "P9.txt")
