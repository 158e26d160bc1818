"""Files made to do harm: each is refused, or read as what it is, in bounded time and memory."""

from __future__ import annotations

import io
import os
import re
import tracemalloc
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from interview_coder.errors import ReadError
from interview_coder.readers import FORMATS, opening, read_transcript
from interview_coder.transcript import Transcript
from tests.notation import write_folder
from tests.readers.interviews import SHORT, WRITERS, Interview, saved
from tests.readers.watchdog import within

SECRET = "the researcher's password"
MAX_SECONDS = 20
XML = (".eaf", ".trs")
ZIPPED: Mapping[str, str] = {
    ".docx": "word/document.xml",
    ".odt": "content.xml",
    ".xlsx": "xl/worksheets/sheet1.xml",
}
"""Formats that are archives, and their part with the words."""


def read(folder: Path, name: str, data: bytes) -> Transcript:
    """
    Write a file and read it, in time.
    """
    path = write_folder(folder, {name: data}) / name
    with within(MAX_SECONDS):
        return read_transcript(path)


def outcome(folder: Path, name: str, data: bytes) -> Transcript | str:
    """
    Return the transcript, or why the file is refused.
    """
    try:
        return read(folder, name, data)
    except ReadError as error:
        return error.message


def refused(folder: Path, name: str, data: bytes) -> str:
    """
    Return why a file is refused.
    """
    with pytest.raises(ReadError) as caught:
        read(folder, name, data)
    return caught.value.message


def with_parts(data: bytes, parts: Mapping[str, bytes]) -> bytes:
    """
    Return an archive with `parts` added or in the place of those of their names.
    """
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as before,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            if name not in parts:
                after.writestr(name, before.read(name))
        for name, content in parts.items():
            after.writestr(name, content)
    return stream.getvalue()


def part_of(data: bytes, name: str) -> bytes:
    """
    Return one part of an archive.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


def with_doctype(xml: bytes, doctype: str, reference: str) -> bytes:
    """
    Return `xml` with a DOCTYPE, and with `reference` where somebody says "slow".
    """
    bare = re.sub(rb"<!DOCTYPE[^>]*>", b"", xml)
    start = bare.index(b"?>") + 2 if bare.startswith(b"<?xml") else 0
    return bare[:start] + doctype.encode() + bare[start:].replace(b"slow", reference.encode())


ENTITIES = {
    "external": ('<!DOCTYPE x [<!ENTITY e SYSTEM "{secret}">]>', "&e;"),
    "parameter": ('<!DOCTYPE x [<!ENTITY % e SYSTEM "{secret}"> %e;]>', "slow"),
    "laughs": (
        '<!DOCTYPE x [<!ENTITY a0 "ha ha">'
        + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        + "]>",
        "&a11;",
    ),
    "quadratic": (f'<!DOCTYPE x [<!ENTITY a "{"ha" * 50_000}">]>', "&a;" * 50_000),
}
"""Declarations of entities, and what would make the parser follow them."""


class TestEntities:
    """
    No entity is followed or unfolded, in XML files and in the parts of archives.
    """

    @pytest.mark.parametrize("kind", ENTITIES)
    @pytest.mark.parametrize("suffix", [*XML, *ZIPPED])
    def test_refused(self, tmp_path: Path, suffix: str, kind: str) -> None:
        """
        The message says that entities are no part of a transcript; nothing of another file is told.
        """
        secret = write_folder(tmp_path / "home", {"secret.txt": SECRET}) / "secret.txt"
        doctype, reference = ENTITIES[kind]
        doctype = doctype.replace("{secret}", secret.as_uri())
        good = saved(SHORT, suffix)
        if suffix in ZIPPED:
            part = with_doctype(part_of(good, ZIPPED[suffix]), doctype, reference)
            data = with_parts(good, {ZIPPED[suffix]: part})
        else:
            data = with_doctype(good, doctype, reference)

        message = refused(tmp_path, f"P1{suffix}", data)

        assert "declares XML entities" in message
        assert SECRET not in message

    def test_dtd_is_not_read(self, tmp_path: Path) -> None:
        """
        A DOCTYPE that names a DTD is legal; what the DTD says does not count.
        """
        dtd = write_folder(tmp_path, {"t.dtd": '<!ATTLIST Speaker name CDATA "Evil">'}) / "t.dtd"
        doctype = f'<!DOCTYPE Trans SYSTEM "{dtd.as_uri()}">'
        nameless = saved(SHORT, ".trs").replace(b' name="P1"', b"")

        transcript = read(tmp_path, "P1.trs", with_doctype(nameless, doctype, "slow"))

        assert transcript.turns[1].speaker == "spk1"


class TestArchives:
    """
    Archives are measured before they are unpacked, and never unpacked to the disk.
    """

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_tight(self, tmp_path: Path, suffix: str) -> None:
        """
        A part that unpacks to a thousand times its size is refused without unpacking it.
        """
        data = with_parts(saved(SHORT, suffix), {"media/big.bin": bytes(64 * 2**20)})

        tracemalloc.start()
        message = refused(tmp_path, f"P1{suffix}", data)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()

        assert "unpacks to" in message
        assert peak < 8 * 2**20

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_many_parts(self, tmp_path: Path, suffix: str) -> None:
        """
        Ten thousand parts are more than any document has.
        """
        parts = {f"part{n}.xml": b"<a/>" for n in range(10_001)}

        message = refused(tmp_path, f"P1{suffix}", with_parts(saved(SHORT, suffix), parts))

        assert "at most 10,000 are read" in message

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_many_small_parts(self, tmp_path: Path, suffix: str) -> None:
        """
        Thousands of parts are read in time.
        """
        content = b'<a xmlns="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
        parts = {f"word/part{n}.xml": content for n in range(4_000)}

        transcript = read(tmp_path, f"P1{suffix}", with_parts(saved(SHORT, suffix), parts))

        assert transcript.turns[1].speaker == "P1"

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_size_that_lies(self, tmp_path: Path, suffix: str) -> None:
        """
        A directory that tells a small size for a large part is not believed.
        """
        size = 5 * 2**20
        honest = with_parts(saved(SHORT, suffix), {ZIPPED[suffix]: b"<a>" + b" " * size + b"</a>"})
        real = (size + len(b"<a></a>")).to_bytes(4, "little")
        data = honest.replace(real, (100).to_bytes(4, "little"))

        assert data != honest
        assert "is damaged" in refused(tmp_path, f"P1{suffix}", data)

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_nested(self, tmp_path: Path, suffix: str) -> None:
        """
        An archive inside the archive is left packed.
        """
        inner = with_parts(saved(SHORT, suffix), {"bomb.bin": bytes(2**20)})
        data = with_parts(saved(SHORT, suffix), {"embeddings/inner.zip": inner})

        assert read(tmp_path, f"P1{suffix}", data).turns[1].speaker == "P1"

    @pytest.mark.parametrize(
        "name", ["../../evil.txt", "/evil.txt", "..\\evil.txt", "C:\\evil.txt"]
    )
    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_names_that_climb(self, tmp_path: Path, suffix: str, name: str) -> None:
        """
        A part called like a file elsewhere writes nothing anywhere.
        """
        folder = tmp_path / "a" / "b"
        data = with_parts(saved(SHORT, suffix), {name: b"evil"})

        read(folder, f"P1{suffix}", data)

        files = [path.name for path in tmp_path.rglob("*") if path.is_file()]
        assert files == [f"P1{suffix}"]

    def test_relation_that_climbs(self, tmp_path: Path) -> None:
        """
        A body that is said to lie outside of the document is not looked for there.
        """
        good = saved(SHORT, ".docx")
        write_folder(tmp_path, {"document.xml": part_of(good, "word/document.xml")})
        relations = part_of(good, "_rels/.rels").replace(b"word/document.xml", b"../document.xml")
        bare = with_parts(good, {"_rels/.rels": relations})

        assert "has no body" in refused(tmp_path / "study", "P1.docx", bare)


DEEP = 100_000
NESTED = {
    ".json": b"[" * DEEP + b"]" * DEEP,
    ".eaf": b"<a>" * DEEP + b"</a>" * DEEP,
    ".trs": b"<a>" * DEEP + b"</a>" * DEEP,
    ".rtf": rb"{\rtf1 Interviewer: How?\par P1: " + b"{" * DEEP + b"slow" + b"}" * DEEP + b"}",
    ".html": b"<cite>P1:</cite>" + b"<p>" * DEEP + b"slow",
    ".vtt": b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v P1>" + b"<i>" * DEEP + b"slow",
    ".txt": b"Interviewer: How?\n\nP1: " + b"(" * DEEP + b"slow" + b")" * DEEP,
}
"""Things inside things, a hundred thousand of them."""


class TestDepth:
    """
    Nesting without end is refused or read, and fills no stack.
    """

    @pytest.mark.parametrize("suffix", NESTED)
    def test_files(self, tmp_path: Path, suffix: str) -> None:
        """
        The file is read, or refused with a message.
        """
        found = outcome(tmp_path, f"P1{suffix}", NESTED[suffix])

        assert found if isinstance(found, str) else "slow" in found.quote(found.turns[-1].span)

    @pytest.mark.parametrize("suffix", ZIPPED)
    def test_parts(self, tmp_path: Path, suffix: str) -> None:
        """
        A part of an archive is refused for its depth in words a person understands.
        """
        data = with_parts(saved(SHORT, suffix), {ZIPPED[suffix]: b"<a>" * DEEP + b"</a>" * DEEP})

        assert "nested deeper than any transcript" in refused(tmp_path, f"P1{suffix}", data)


class TestSize:
    """
    A file is measured before it is loaded.
    """

    @pytest.mark.parametrize("format_", FORMATS, ids=lambda format_: format_.name)
    def test_refused(self, tmp_path: Path, format_: object) -> None:
        """
        A file of two gigabytes is refused at once, and the message says what the limit is.
        """
        (suffix, *_), limit = format_.suffixes, format_.max_bytes  # type: ignore[attr-defined]
        path = tmp_path / f"P1{suffix}"
        with path.open("wb") as file:
            file.truncate(2 * 2**30)  # takes no space on the disk

        with within(2), pytest.raises(ReadError) as caught:
            read_transcript(path)

        assert f"has 2,048 MiB, at most {limit // 2**20} MiB are read" in caught.value.message

    def test_limits(self) -> None:
        """
        Formats that are nothing but text have the lower limit.
        """
        limits = {suffix: each.max_bytes for each in FORMATS for suffix in each.suffixes}

        assert limits[".txt"] == limits[".vtt"] == limits[".json"] == opening.MAX_TEXT_BYTES
        assert limits[".docx"] == limits[".pdf"] == opening.MAX_DOCUMENT_BYTES

    def test_one_line(self, tmp_path: Path) -> None:
        """
        A line of eight megabytes without a space is read.
        """
        words = b"a" * (8 * 2**20)

        transcript = read(tmp_path, "P1.txt", b"Interviewer: How?\n\nP1: " + words)

        assert len(transcript.quote(transcript.turns[1].span)) == len(words)


class TestNames:
    """
    A speaker's name is a name: signs that nobody sees do not make two people of one.
    """

    @pytest.mark.parametrize("name", ["Kas\u202eia", "Ka\u200bsia", "\ufeffKasia", "Kasia\xad"])
    @pytest.mark.parametrize("suffix", [".json", ".csv", ".xlsx", ".trs", ".html", ".cha", ".eaf"])
    def test_unseen_signs(self, tmp_path: Path, suffix: str, name: str) -> None:
        """
        Signs that turn the direction of writing or have no width are taken out of names.
        """
        interview: Interview = (
            ("Interviewer", ("How?",)), ("Kasia", ("So slow.",)), (name, ("And so on.",)),
        )  # fmt: skip

        transcript = read(tmp_path, f"P1{suffix}", saved(interview, suffix))

        assert {turn.speaker for turn in transcript.turns} == {"Interviewer", "Kasia"}

    @pytest.mark.parametrize("suffix", [".json", ".csv", ".tsv", ".xlsx", ".trs", ".vtt"])
    def test_script(self, tmp_path: Path, suffix: str) -> None:
        """
        A script in a name is read as the letters it is, or refused; nothing is run or dropped.
        """
        name = "<script>alert(1)</script>"
        interview: Interview = (("Interviewer", ("How?",)), (name, ("So slow.",)))

        transcript = read(tmp_path, f"P1{suffix}", saved(interview, suffix))

        assert transcript.turns[1].speaker == name


class TestCells:
    """
    Cells are words; formulas are what Excel last computed.
    """

    @pytest.mark.parametrize("words", ["=1+1", "+49 30", "-", "@kim said", "\tso", "- no, -"])
    @pytest.mark.parametrize("suffix", [".csv", ".tsv", ".xlsx"])
    def test_words_like_formulas(self, tmp_path: Path, suffix: str, words: str) -> None:
        """
        Words that begin like a formula come back as they were said.
        """
        interview: Interview = (("Interviewer", ("How?",)), ("P1", (words,)))

        transcript = read(tmp_path, f"P1{suffix}", saved(interview, suffix))

        assert transcript.quote(transcript.turns[1].span) == words.strip()

    def test_formula_without_value(self, tmp_path: Path) -> None:
        """
        A formula that no program has computed is not computed here; a note says where it stands.
        """
        book = openpyxl.Workbook()
        rows = [("speaker", "text"), ("P1", "So slow."), ("P2", '=HYPERLINK("http://x", "no")')]
        for row in rows:
            book.worksheets[0].append(list(row))
        stream = io.BytesIO()
        book.save(stream)

        transcript = read(tmp_path, "P1.xlsx", stream.getvalue())

        assert [turn.speaker for turn in transcript.turns] == ["P1"]
        assert "line 3: 1 formulas have no value" in " ".join(transcript.notes)
        assert {each.what: each.n for each in transcript.left_out}["formulas without a value"] == 1


TIMES = ["1e309", "NaN", "-1", "9" * 400, "Infinity", "0x10", "12:99:99", "null"]


class TestTimes:
    """
    A time that is none is none.
    """

    @pytest.mark.parametrize("time", TIMES)
    @pytest.mark.parametrize("suffix", [".json", ".csv", ".trs", ".textgrid", ".eaf", ".cha"])
    def test_read_or_refused(self, tmp_path: Path, suffix: str, time: str) -> None:
        """
        Every time of the transcript is a number of seconds from 0, whatever the file says.
        """
        encoding = "utf-16" if suffix == ".textgrid" else "utf-8"
        text = saved(SHORT, suffix).decode(encoding)
        places = {
            ".json": ('"start": 5.0', f'"start": {time}'),
            ".csv": ("\n5,", f"\n{time},"),
            ".trs": ('"5"', f'"{time}"'),
            ".textgrid": ("\n5\n", f"\n{time}\n"),
            ".eaf": ('"5000"', f'"{time}"'),
            ".cha": ("5000_", f"{time}_"),
        }
        old, new = places[suffix]
        broken = text.replace("\r\n", "\n").replace(old, new)

        found = outcome(tmp_path, f"P1{suffix}", broken.encode(encoding))

        assert broken != text.replace("\r\n", "\n")
        turns = () if isinstance(found, str) else found.turns
        assert found
        assert all(0 <= mark.seconds < 1e12 for turn in turns for mark in turn.times)


@pytest.mark.parametrize("suffix", WRITERS)
class TestNoFile:
    """
    What is no readable file is refused at once, whatever its name.
    """

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes here")
    def test_pipe(self, tmp_path: Path, suffix: str) -> None:
        """
        Nobody waits for a pipe to be written to.
        """
        path = tmp_path / f"P1{suffix}"
        os.mkfifo(path)

        with within(2), pytest.raises(ReadError, match="is no file but a pipe or a device"):
            read_transcript(path)

    def test_folder(self, tmp_path: Path, suffix: str) -> None:
        """
        A folder is called a folder.
        """
        (tmp_path / f"P1{suffix}").mkdir()

        with pytest.raises(ReadError, match="is a folder"):
            read_transcript(tmp_path / f"P1{suffix}")

    def test_link_to_nothing(self, tmp_path: Path, suffix: str) -> None:
        """
        A link to itself or to nothing cannot be read, and the reason is told.
        """
        (tmp_path / f"P1{suffix}").symlink_to(tmp_path / f"P1{suffix}")
        (tmp_path / f"P2{suffix}").symlink_to(tmp_path / "nowhere")

        for name in ("P1", "P2"):
            with pytest.raises(ReadError, match="cannot be read: "):
                read_transcript(tmp_path / f"{name}{suffix}")

    def test_link_to_a_file(self, tmp_path: Path, suffix: str) -> None:
        """
        A link to a transcript is read as the transcript.
        """
        write_folder(tmp_path / "elsewhere", {"x": saved(SHORT, suffix)})
        (tmp_path / f"P1{suffix}").symlink_to(tmp_path / "elsewhere" / "x")

        assert read_transcript(tmp_path / f"P1{suffix}").turns[1].speaker == "P1"


def test_locked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    A file that may not be read is told with the system's reason.
    """
    path = write_folder(tmp_path, {"P1.txt": saved(SHORT, ".txt")}) / "P1.txt"
    path.chmod(0)
    if os.access(path, os.R_OK):  # an administrator may read everything

        def refuse(*_: object, **__: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(Path, "open", refuse)

    with pytest.raises(ReadError, match="cannot be read: Permission denied"):
        read_transcript(path)


def test_name_with_nul(tmp_path: Path) -> None:
    """
    A path no system knows cannot be read.
    """
    with pytest.raises(ReadError, match="cannot be read: "):
        read_transcript(tmp_path / "P1\0.txt")


@pytest.mark.parametrize("suffix", WRITERS)
def test_nothing_but_nul(tmp_path: Path, suffix: str) -> None:
    """
    A file of NUL bytes, as a full disk leaves it, is refused in every format.
    """
    assert refused(tmp_path, f"P1{suffix}", bytes(5000))
