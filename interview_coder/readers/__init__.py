"""Readers: one module a file format, and the table that names them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from importlib import import_module
from pathlib import Path
from typing import NamedTuple, cast

from interview_coder.errors import UnknownFormatError
from interview_coder.readers.opening import (
    MAX_DOCUMENT_BYTES,
    MAX_TEXT_BYTES,
    advice_on,
    read_file,
)
from interview_coder.readers.source import Reader, Reading, Source
from interview_coder.transcript import ReadAs, Transcript

__all__ = ["FORMATS", "Format", "find_format", "read_transcript", "read_transcripts"]


class Format(NamedTuple):
    """A transcript format and the module whose `read` understands it.

    Attributes:
        name: As reports call it.
        suffixes: Lower case, with the dot.
        module: Imported when the first file of the format is read.
        max_bytes: A larger file is refused before it is loaded.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    max_bytes: int = MAX_TEXT_BYTES


FORMATS = (
    Format("plain text", (".txt", ".md"), "interview_coder.readers.plain"),
    Format("Word document", (".docx",), "interview_coder.readers.docx", MAX_DOCUMENT_BYTES),
    Format("OpenDocument text", (".odt",), "interview_coder.readers.odt", MAX_DOCUMENT_BYTES),
    Format("Rich Text Format", (".rtf",), "interview_coder.readers.rtf", MAX_DOCUMENT_BYTES),
    Format("PDF", (".pdf",), "interview_coder.readers.pdf", MAX_DOCUMENT_BYTES),
    Format("WebVTT", (".vtt",), "interview_coder.readers.vtt"),
    Format("SubRip", (".srt",), "interview_coder.readers.srt"),
    Format("SubViewer", (".sbv",), "interview_coder.readers.sbv"),
    Format("speech-to-text JSON", (".json",), "interview_coder.readers.stt"),
    Format("podcast page", (".html", ".htm"), "interview_coder.readers.podcast_html"),
    Format("table", (".csv", ".tsv", ".xlsx"), "interview_coder.readers.tables"),
    Format("ELAN", (".eaf",), "interview_coder.readers.eaf"),
    Format("Praat TextGrid", (".textgrid",), "interview_coder.readers.textgrid"),
    Format("CHAT", (".cha",), "interview_coder.readers.chat"),
    Format("Transcriber", (".trs",), "interview_coder.readers.trs"),
)


def find_format(path: Path) -> Format | None:
    """Return the format that claims the suffix of `path`; None if no reader does."""
    return next((known for known in FORMATS if path.suffix.lower() in known.suffixes), None)


def read_transcript(
    path: Path | str, *, names: Collection[str] = frozenset(), read_as: ReadAs | None = None
) -> Transcript:
    """Read one transcript; who is the interviewer is not settled yet.

    Args:
        path: The file.
        names: Speakers known beforehand; a label that comes up once is believed if it is here.
        read_as: What the file does not tell by itself: encoding, columns, tiers.

    Raises:
        UnknownFormatError: If no reader claims the suffix.
        ReadError: If the file cannot be read, with the line where it breaks its format, or if it
            holds several interviews.
    """
    format_, source = _open(Path(path), names, read_as or ReadAs())
    reader = cast("Reader", import_module(format_.module).read)
    return _transcript(source, format_, reader(source), name=source.path.name)


def read_transcripts(
    path: Path | str, *, names: Collection[str] = frozenset(), read_as: ReadAs | None = None
) -> tuple[Transcript, ...]:
    """Read every interview of a file: several of a table, one of anything else.

    An interview of a table that holds several is called by file and interview:
    `calls.xlsx` gives `calls Anna.xlsx` and `calls Ben.xlsx`.

    Args:
        path: See `read_transcript`.
        names: See `read_transcript`.
        read_as: See `read_transcript`.

    Raises:
        UnknownFormatError: If no reader claims the suffix.
        ReadError: If the file cannot be read.
    """
    format_, source = _open(Path(path), names, read_as or ReadAs())
    read_many = getattr(import_module(format_.module), "read_many", None)
    if read_many is None:
        return (read_transcript(path, names=names, read_as=read_as),)
    readings = cast("Mapping[str, Reading]", read_many(source))
    stem, suffix = source.path.stem, source.path.suffix
    return tuple(
        _transcript(
            source,
            format_,
            reading,
            name=f"{stem} {interview}{suffix}" if len(readings) > 1 else source.path.name,
        )
        for interview, reading in readings.items()
    )


def _open(path: Path, names: Collection[str], read_as: ReadAs) -> tuple[Format, Source]:
    format_ = find_format(path)
    if format_ is None:
        raise UnknownFormatError(_unknown(path), path=path)
    data = read_file(path, max_bytes=format_.max_bytes)
    return format_, Source(path=path, data=data, names=names, read_as=read_as)


def _transcript(source: Source, format_: Format, reading: Reading, *, name: str) -> Transcript:
    return Transcript(
        name=name,
        text=reading.text,
        turns=reading.turns,
        source_hash=sha256(source.data).hexdigest(),
        text_hash=sha256(reading.text.encode()).hexdigest(),
        format=format_.name,
        notes=tuple(dict.fromkeys((*source.decoding_notes, *reading.notes))),
        left_out=reading.left_out,
        file="" if name == source.path.name else source.path.name,
        encoding=source.encoding,
        read_as=source.read_as,
    )


def _unknown(path: Path) -> str:
    if path.is_dir():
        return "is a folder; name a file, or read the folder as a study"
    what = path.suffix or "a file without suffix"
    known = " ".join(suffix for format_ in FORMATS for suffix in format_.suffixes)
    return f"no reader for {what}: {advice_on(path.suffix) or f'known are {known}'}"
