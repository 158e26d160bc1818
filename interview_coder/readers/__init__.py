"""Readers: one module a file format, and the table that names them."""

from __future__ import annotations

from collections.abc import Collection
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from interview_coder.errors import ReadError, UnknownFormatError
from interview_coder.readers.source import Reader, Source
from interview_coder.transcript import Transcript

__all__ = ["FORMATS", "Format", "find_format", "read_transcript"]


class Format(NamedTuple):
    """A transcript format and the module whose `read` understands it.

    Attributes:
        name: As reports call it.
        suffixes: Lower case, with the dot.
        module: Imported when the first file of the format is read.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str


FORMATS = (
    Format("plain text", (".txt", ".md"), "interview_coder.readers.plain"),
    Format("Word document", (".docx",), "interview_coder.readers.docx"),
    Format("WebVTT", (".vtt",), "interview_coder.readers.vtt"),
    Format("SubRip", (".srt",), "interview_coder.readers.srt"),
)


def find_format(path: Path) -> Format | None:
    """Return the format that claims the suffix of `path`; None if no reader does."""
    return next((known for known in FORMATS if path.suffix.lower() in known.suffixes), None)


def read_transcript(path: Path | str, *, names: Collection[str] = frozenset()) -> Transcript:
    """Read one transcript; who is the interviewer is not settled yet.

    Args:
        path: The file.
        names: Speakers known beforehand; a label that comes up once is believed if it is here.

    Raises:
        UnknownFormatError: If no reader claims the suffix.
        ReadError: If the file cannot be read, with the line where it breaks its format.
    """
    path = Path(path)
    format_ = find_format(path)
    if format_ is None:
        known = " ".join(suffix for known in FORMATS for suffix in known.suffixes)
        message = f"no reader for {path.suffix or 'a file without suffix'}; known: {known}"
        raise UnknownFormatError(message, path=path)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", path=path) from error
    if not data.strip():
        raise ReadError("is empty", path=path)
    reader = cast("Reader", import_module(format_.module).read)
    reading = reader(Source(path=path, data=data, names=names))
    return Transcript(
        name=path.name,
        text=reading.text,
        turns=reading.turns,
        source_hash=sha256(data).hexdigest(),
        text_hash=sha256(reading.text.encode()).hexdigest(),
        format=format_.name,
        notes=reading.notes,
    )
