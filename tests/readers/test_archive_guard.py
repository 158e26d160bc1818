"""Zip archives that may be hostile."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings

from interview_coder.errors import ReadError
from interview_coder.readers import archive_guard
from interview_coder.readers.archive_guard import open_archive
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import EDITS, edited, read_or_why


def archive(members: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """
    Return a zip archive of `members`.
    """
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return stream.getvalue()


def source(data: bytes) -> Source:
    """
    Return a file of `data`.
    """
    return Source(path=Path("P1.docx"), data=data)


class TestOpenArchive:
    """
    The directory of an archive is checked before any of it is unpacked.
    """

    def test_members(self) -> None:
        """
        Members are listed in their order and read by their names.
        """
        opened = open_archive(source(archive({"b": b"slow", "a/c": b""})), kind=".docx document")

        assert list(opened.names) == ["b", "a/c"]
        assert opened.read("b") == b"slow"

    def test_name_that_climbs_out(self) -> None:
        """
        A name is a name and never a path.
        """
        opened = open_archive(source(archive({"../../b": b"slow"})), kind=".docx document")

        assert opened.read("../../b") == b"slow"

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"Interviewer: How is it?", "no zip archive", id="text"),
            pytest.param(b"\xd0\xcf\x11\xe0" + bytes(600), "password", id="an old or locked file"),
            pytest.param(archive({"b": b"slow"})[:-8], "no zip archive", id="cut off"),
            pytest.param(
                archive({"b": b"slow"}, method=zipfile.ZIP_BZIP2), "unusual", id="an odd packing"
            ),
            pytest.param(archive({"b": bytes(8 * 2**20)}), "times its size", id="a bomb"),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        What is no document's archive is refused, and the message says why.
        """
        with pytest.raises(ReadError, match=message):
            open_archive(source(data), kind=".docx document")

    def test_too_many_members(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        The number of members is limited.
        """
        monkeypatch.setattr(archive_guard, "MAX_MEMBERS", 2)

        with pytest.raises(ReadError, match="3 parts, at most 2"):
            open_archive(source(archive({"a": b"", "b": b"", "c": b""})), kind=".docx document")

    def test_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        What all members unpack to is limited.
        """
        monkeypatch.setattr(archive_guard, "MAX_TOTAL_BYTES", 2**20)

        with pytest.raises(ReadError, match="unpacked it has 2 MiB, at most 1 MiB"):
            open_archive(source(archive({"a": bytes(2**21)})), kind=".docx document")

    def test_small_and_tight(self) -> None:
        """
        A small member may be packed tightly: an empty page is.
        """
        data = archive({"a": bytes(2**20)})

        assert list(open_archive(source(data), kind=".docx document").names) == ["a"]

    def test_directory_that_lies(self) -> None:
        """
        A member that unpacks to more than its entry says is refused, not unpacked.
        """
        data = archive({"a": bytes(2**20)})
        lying = data.replace((2**20).to_bytes(4, "little"), (100).to_bytes(4, "little"))

        with pytest.raises(ReadError, match="damaged in its part 'a'"):
            open_archive(source(lying), kind=".docx document").read("a")

    def test_member_counted_while_read(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Reading stops where a member grows too large.
        """
        monkeypatch.setattr(archive_guard, "MAX_MEMBER_BYTES", 1000)
        opened = open_archive(source(archive({"a": bytes(2000)})), kind=".docx document")

        with pytest.raises(ReadError, match="larger than"):
            opened.read("a")

    def test_missing_member(self) -> None:
        """
        A part that is not there is named.
        """
        opened = open_archive(source(archive({"a": b""})), kind=".docx document")

        with pytest.raises(ReadError, match=r"no part 'word/document\.xml'"):
            opened.read("word/document.xml")

    @given(edits=EDITS)
    @settings(max_examples=200, deadline=None)
    def test_any_bytes(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken archive is read or refused, nothing else.
        """
        data = edited(archive({"a": b"slow" * 50, "b": b"x"}), edits)

        def unpack(file: Source) -> Reading:
            opened = open_archive(file, kind=".docx document")
            return Reading(text="".join(str(opened.read(name)) for name in opened.names), turns=())

        assert read_or_why(unpack, data, name="P1.docx")
