"""The table of formats, and what every reader owes."""

from __future__ import annotations

import codecs
from hashlib import sha256
from pathlib import Path

import pytest

from interview_coder.errors import ReadError, UnknownFormatError
from interview_coder.readers import FORMATS, find_format, read_transcript
from tests.notation import write_folder
from tests.readers.documents import labelled_document, word_document

LABELLED = b"Interviewer: How is it?\n\nP1: It is slow \xe2\x80\x94 naive.\n"
TIMED = (
    "{}1\n00:00:01{}000 --> 00:00:04{}000\nInterviewer: How is it?\n\n"
    "2\n00:00:05{}000 --> 00:00:09{}000\nP1: It is slow — naive.\n"
)

GOOD = {
    "P1.txt": LABELLED,
    "P1.md": LABELLED,
    "P1.docx": labelled_document(("Interviewer: ", "How is it?"), ("P1: ", "It is slow — naive.")),
    "P1.vtt": TIMED.format("WEBVTT\n\n", *"....").encode(),
    "P1.srt": TIMED.format("", *",,,,").encode(),
}
"""The same interview in every format; a new reader is tested by adding a file here."""


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
            ("Interviewer", "How is it?"),
            ("P1", "It is slow — naive."),
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
BAD = [
    pytest.param("empty.txt", b"", "empty.txt: is empty", id="empty"),
    pytest.param("blank.txt", b" \r\n\t\n", "blank.txt: is empty", id="only white space"),
    pytest.param("empty.docx", b"", "empty.docx: is empty", id="empty document"),
    pytest.param("mark.txt", codecs.BOM_UTF8, "mark.txt:1: no speaker labels", id="only a mark"),
    pytest.param("binary.txt", b"I: how?\n\0\1\2", "binary.txt:2: holds binary data", id="binary"),
    pytest.param("photo.txt", b"\x89PNG\r\n", "photo.txt:1: byte 0x89 is no UTF-8", id="a picture"),
    pytest.param(
        "latin.txt", b"I: how?\n\nP1: caf\xe9\n", "latin.txt:3: byte 0xe9", id="undecodable byte"
    ),
    pytest.param(
        "latin.vtt", b"WEBVTT\n\n\xe9", "latin.vtt:3: byte 0xe9", id="undecodable byte in cues"
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
    pytest.param("text.docx", LABELLED, "text.docx: is no .docx document", id="docx that is text"),
    pytest.param("old.docx", b"\xd0\xcf\x11\xe0" * 99, "old.docx: is no .docx", id=".doc renamed"),
    pytest.param("half.docx", HALF, "half.docx: is no .docx", id="truncated docx"),
    pytest.param(
        "story.docx", word_document("So slow."), "story.docx:1: no speaker labels", id="docx labels"
    ),
]
"""Bad files, named by their fault."""


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
        ("name", "named"),
        [
            pytest.param("P1.pdf", "no reader for .pdf", id="unknown suffix"),
            pytest.param("P1.doc", "no reader for .doc", id="old Word"),
            pytest.param("README", "no reader for a file without suffix", id="no suffix"),
        ],
    )
    def test_unknown_format(self, tmp_path: Path, name: str, named: str) -> None:
        """
        An unknown suffix is answered with the known ones.
        """
        path = write_folder(tmp_path, {name: LABELLED}) / name

        with pytest.raises(UnknownFormatError, match=named) as caught:
            read_transcript(path)

        assert str(caught.value).endswith("known: .txt .md .docx .vtt .srt")

    def test_missing_file(self, tmp_path: Path) -> None:
        """
        A file that is not there cannot be read, and the reason is told.
        """
        with pytest.raises(ReadError, match=r"P9\.txt: cannot be read: No such file"):
            read_transcript(tmp_path / "P9.txt")
