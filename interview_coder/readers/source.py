"""What goes into a reader and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from interview_coder.errors import ReadError
from interview_coder.transcript import Turn

BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """A file to read.

    Attributes:
        path: Where it lies; readers use it for messages only.
        data: Its bytes.
        names: Speakers the researcher has named, so that a reader need not doubt them.
    """

    path: Path
    data: bytes
    names: Collection[str] = frozenset()

    def decode(self) -> str:
        """Return the bytes as text, by byte order mark or as strict UTF-8; line ends as line feeds.

        Raises:
            ReadError: If the bytes are neither; names the line of the first bad byte.
        """
        encoding = next((name for mark, name in BYTE_ORDER_MARKS if self.data.startswith(mark)), "")
        try:
            text = self.data.decode(encoding or "utf-8")
        except UnicodeDecodeError as error:
            line_no = self.data[: error.start].count(b"\n") + 1
            bad = self.data[error.start : error.start + 1].hex()
            message = (
                f"byte 0x{bad} is no {encoding or 'UTF-8'} text; "
                "save the file as UTF-8 (in most editors: Save as, encoding UTF-8)"
            )
            raise ReadError(message, path=self.path, line_no=line_no) from error
        if "\0" in text:
            line_no = text[: text.index("\0")].count("\n") + 1
            message = "holds binary data, not text; a transcript must be a text or .docx file"
            raise ReadError(message, path=self.path, line_no=line_no)
        return text.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a reader made of a file.

    Attributes:
        text: The canonical text, line ends as line feeds.
        turns: In order, not overlapping; at least one.
        notes: What the researcher should know, each beginning with a line number where it has one.
    """

    text: str
    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()


Reader: TypeAlias = Callable[[Source], Reading]
"""**Plug-in point**: turns a source into a reading, or raises ReadError with the line."""
