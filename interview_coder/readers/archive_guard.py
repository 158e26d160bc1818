"""Zip archives (.docx, .xlsx, .odt) read within limits; nothing is extracted to the disk."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source

MAX_MEMBERS = 10_000
MAX_TOTAL_BYTES = 512 * 2**20
MAX_MEMBER_BYTES = 128 * 2**20
"""Of one member that is read; pictures and recordings, which nobody reads, may be larger."""
MAX_RATIO = 200
"""Bytes unpacked for a byte packed; documents reach 60, only zeros reach 1,000."""
MIN_SUSPECT_BYTES = 4 * 2**20
"""Below this size a member may be packed as tightly as it likes."""

_CHUNK_BYTES = 64 * 2**10
_ENCRYPTED = 0x1
_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_OLD_OFFICE_FILE = b"\xd0\xcf\x11\xe0"
_DAMAGE = (
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zipfile.BadZipFile,
    zlib.error,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Archive:
    """The members of a zip archive whose directory has been checked.

    Attributes:
        source: The file.
        members: The members' names as written, in the order of the directory; never paths to open.
        opened: The archive; members are read by `read`, which counts.
    """

    source: Source
    members: Mapping[str, zipfile.ZipInfo]
    opened: zipfile.ZipFile = field(repr=False)

    @property
    def names(self) -> Collection[str]:
        """The members' names, in the order of the directory."""
        return self.members.keys()

    def read(self, name: str) -> bytes:
        """Return the bytes of the member `name`, counted while they are unpacked.

        Raises:
            ReadError: If there is no such member, it is damaged, or larger than a document needs.
        """
        member = self.members.get(name)
        if member is None:
            raise ReadError(f"has no part {name!r} in it", path=self.source.path)
        try:
            return _read_counted(self.source, self.opened, member)
        except _DAMAGE as error:
            message = f"is damaged in its part {name!r} ({error}); save the file again"
            raise ReadError(message, path=self.source.path) from error


def open_archive(source: Source, *, kind: str) -> Archive:
    """Check the directory of a zip archive before any of it is unpacked.

    A program that unpacks the archive itself (python-docx, openpyxl) is safe afterwards: zipfile
    stops at the size the directory tells, and that size was checked here.

    Args:
        source: The file.
        kind: What it should be, for messages: `.docx document`.

    Raises:
        ReadError: If it is no zip archive, is locked, or would unpack to more than a document.
    """
    if source.data.startswith(_OLD_OFFICE_FILE):
        message = (
            f"is no {kind}: it is locked with a password or of the format before 2007; "
            "open it, take the password off and save it anew"
        )
        raise ReadError(message, path=source.path)
    try:
        opened = zipfile.ZipFile(io.BytesIO(source.data))  # in memory: there is nothing to close
    except _DAMAGE as error:
        message = f"is no whole {kind} (no zip archive: {error}); open it and save it again"
        raise ReadError(message, path=source.path) from error
    members = opened.infolist()
    fault = _fault_of(members)
    if fault:
        raise ReadError(f"is no {kind} that can be read safely: {fault}", path=source.path)
    by_name = {member.filename: member for member in members}
    return Archive(source=source, members=by_name, opened=opened)


def _fault_of(members: list[zipfile.ZipInfo]) -> str:
    """What speaks against unpacking `members`; empty if nothing does."""
    total = sum(member.file_size for member in members)
    if len(members) > MAX_MEMBERS:
        return f"{len(members):,} parts, at most {MAX_MEMBERS:,} are read"
    if total > MAX_TOTAL_BYTES:
        return f"unpacked it has {_mib(total)}, at most {_mib(MAX_TOTAL_BYTES)} are read"
    for member in members:
        packed = max(member.compress_size, 1)
        if member.file_size > MIN_SUSPECT_BYTES and member.file_size / packed > MAX_RATIO:
            return (
                f"its part {member.filename!r} unpacks to {member.file_size // packed} times "
                f"its size, at most {MAX_RATIO} times are read"
            )
        if member.flag_bits & _ENCRYPTED:
            return f"its part {member.filename!r} is locked with a password; take the password off"
        if member.compress_type not in _METHODS:
            return f"its part {member.filename!r} is packed in an unusual way; save it again"
    return ""


def _read_counted(source: Source, opened: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Unpack a member piece by piece; what its directory entry says is not believed."""
    pieces: list[bytes] = []
    size = 0
    with opened.open(entry) as member:
        while piece := member.read(_CHUNK_BYTES):
            size += len(piece)
            if size > MAX_MEMBER_BYTES:
                message = f"its part {entry.filename!r} is larger than {_mib(MAX_MEMBER_BYTES)}"
                raise ReadError(message, path=source.path)
            pieces.append(piece)
    return b"".join(pieces)


def _mib(size: int) -> str:
    return f"{size / 2**20:,.0f} MiB"
