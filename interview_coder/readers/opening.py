"""The bytes of a file, or why there are none: no pipe is waited for, no giant is loaded."""

from __future__ import annotations

import stat
from pathlib import Path

from interview_coder.errors import ReadError

MAX_TEXT_BYTES = 64 * 2**20
"""Of a file that is nothing but text; an hour of talk is about 60 KiB."""
MAX_DOCUMENT_BYTES = 256 * 2**20
"""Of a file that also holds other things: pictures, the time of every word."""

_PIECE_BYTES = 2**20
_RECORDINGS = (
    ".mp3 .m4a .wav .mp4 .m4v .mov .ogg .oga .opus .flac .aac .wma .aif .aiff .amr .avi .mkv .webm "
    ".wmv .3gp"
).split()
_PICTURES = ".png .jpg .jpeg .gif .bmp .tif .tiff .heic .webp".split()
_ARCHIVES = ".zip .rar .7z .gz .tar .tgz .bz2 .xz".split()
_SUBTITLES = ".ass .ssa .sub .ttml .dfxp .smi .sami .stl .scc .lrc".split()
_PROJECTS = ".nvp .nvpx .mx20 .mx22 .mx24 .atlproj .atlproj23 .hpr7".split()
_EXCHANGED = ".qdpx .qdc .sqlite3".split()
_LINKS = ".gdoc .gsheet .url .webloc .lnk".split()
_ADVICE = {
    ".doc": "Word before 2007; open it in Word or LibreOffice and save it as .docx",
    ".docm": "a Word document with macros; save it as .docx",
    ".dotx": "a template of Word; save it as .docx",
    ".pages": "a document of Pages; export it as .docx",
    ".wpd": "a document of WordPerfect; open it in LibreOffice and save it as .docx",
    ".xls": "Excel before 2007; open it in Excel or LibreOffice and save it as .xlsx",
    ".xlsm": "a workbook with macros; save it as .xlsx",
    ".ods": "a spreadsheet of LibreOffice; save it as .xlsx or .csv",
    ".numbers": "a spreadsheet of Numbers; export it as .xlsx or .csv",
    ".text": "plain text by another name; rename it to .txt",
    ".markdown": "Markdown by another name; rename it to .md",
    ".tab": "a table parted by tabs; rename it to .tsv",
    **dict.fromkeys(_RECORDINGS, "a recording; transcribe it first"),
    **dict.fromkeys(_PICTURES, "a picture; let a program recognise its text (OCR), and check it"),
    **dict.fromkeys(_ARCHIVES, "an archive; unpack it and use the files in it"),
    **dict.fromkeys(_SUBTITLES, "subtitles of another kind; convert them to .srt or .vtt"),
    **dict.fromkeys(_PROJECTS, "a project of an analysis program; export it there as .qdpx"),
    **dict.fromkeys(_EXCHANGED, "a project; bring it in with interview-coder import"),
    ".rqda": "a project of RQDA; export its texts as .txt",
    **dict.fromkeys(_LINKS, "only a link; download what it leads to, as .docx or .txt"),
}


def advice_on(suffix: str) -> str:
    """Return what a file of a suffix that nobody reads is, and what to do; empty if unknown.

    >>> advice_on(".MP3")
    'a recording; transcribe it first'
    """
    return _ADVICE.get(suffix.lower(), "")


def read_file(path: Path, *, max_bytes: int) -> bytes:
    """Return the bytes of a file; its size is looked at first.

    A symbolic link is followed, as every other program does.

    Raises:
        ReadError: If it is not there, is no file (a folder, a pipe), may not be read, is empty, or
            is larger than `max_bytes`.
    """
    try:
        status = path.stat()
        _refuse_no_file(path, status.st_mode)
        _refuse_large(path, status.st_size, max_bytes)
        data = _read(path, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise ReadError(f"cannot be read: {reason}", path=path) from error
    if not data.strip():
        raise ReadError("is empty", path=path)
    return data


def _read(path: Path, max_bytes: int) -> bytes:
    """Read a file piece by piece: it may grow, and some tell the system no size."""
    pieces: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        while piece := file.read(_PIECE_BYTES):
            size += len(piece)
            _refuse_large(path, size, max_bytes)
            pieces.append(piece)
    return b"".join(pieces)


def _refuse_no_file(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError("is a folder; name a file, or read the folder as a study", path=path)
    if not stat.S_ISREG(mode):  # opening a pipe would wait for somebody to write to it
        raise ReadError("is no file but a pipe or a device; copy its words to a file", path=path)


def _refuse_large(path: Path, size: int, max_bytes: int) -> None:
    if size > max_bytes:
        message = (
            f"has {size / 2**20:,.0f} MiB, at most {max_bytes / 2**20:,.0f} MiB are read; "
            "an interview is far smaller: split it, or take pictures and recordings out of it"
        )
        raise ReadError(message, path=path)
