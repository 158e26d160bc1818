"""Bytes to text: what the file says of itself, then what the researcher says, then a guess."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.errors import ReadError
from interview_coder.readers.guessing import guess_encoding, note_guess, try_decode

BYTE_ORDER_MARKS = (
    # UTF-32 first: its little-endian mark begins with the one of UTF-16.
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

# How files begin that are no text, whatever their name says.
_BINARY = (
    (re.compile(rb"PK\x03\x04"), "a zip archive, such as .docx, .xlsx or .odt"),
    (re.compile(rb"%PDF-"), "a PDF document"),
    (re.compile(rb"\{\\rtf"), "an RTF document"),
    (re.compile(rb"\xd0\xcf\x11\xe0"), "an old Office document (.doc, .xls)"),
    (re.compile(rb"\x89PNG|GIF8[79]a|\xff\xd8\xff"), "a picture"),
    # Somebody may be called ID3 or RIFF; so what follows counts, too.
    (re.compile(rb"ID3[\x00-\x09]|RIFF.{4}(?:WAVE|AVI )", re.DOTALL), "a recording"),
    (re.compile(rb"OggS\x00|fLaC\x00|\x00.{3}ftyp", re.DOTALL), "a recording"),
    (re.compile(rb"SQLite format 3\x00"), "a database"),
    (re.compile(rb"\x1f\x8b"), "a compressed file"),
)

_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_MAX_UTF8_DAMAGE = 0.5  # bad bytes for a good sequence: above, the text is not meant to be UTF-8
_JAPANESE_ESCAPE = b"\x1b$"
_UTF8_SEQUENCE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_ASCII = bytes(range(128))

_CONTROL = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
# CHAT writes the time of each utterance between two U+0015; there they are no sign of other data.
_CHAT_TIME = re.compile(r"\x15[^\x15\n]{0,200}\d_\d{1,10}\x15")
_MAX_CONTROLS = 0.02
_MIN_CONTROLS = 8


@dataclass(frozen=True, kw_only=True, slots=True)
class Decoded:
    """The text of a file.

    Attributes:
        text: Line ends as line feeds, without byte order mark, nothing else altered.
        encoding: By Python's name.
        notes: What the researcher should know: a guess, control characters.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, *, path: Path, encoding: str = "") -> Decoded:
    """Decode the bytes of a text file.

    By byte order mark; else as strict UTF-8; else in the encoding the researcher chose; else as
    UTF-16 or UTF-32 whose mark is missing, if they look so; else in the encoding that is guessed,
    and a note says which and how to overrule it.

    Args:
        data: The bytes.
        path: The file, for messages.
        encoding: The researcher's choice; empty for none.

    Raises:
        ReadError: If the bytes are no text, break their encoding, or fit none.
    """
    _refuse_binary(data, path)
    text, used, notes = _decode(data, path, encoding)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _refuse_nul(text, path)
    notes += tuple(_note_controls(text, path))
    return Decoded(text=text, encoding=used, notes=notes)


def decode_unicode(data: bytes, *, path: Path) -> str:
    """Decode a table that the project reads itself: Unicode, never a guess.

    Args:
        data: The bytes: UTF-8, or UTF-16 or UTF-32 with a byte order mark.
        path: The file, for messages.

    Returns:
        The text without byte order mark, line ends as line feeds.

    Raises:
        ReadError: If the bytes are no text or in another encoding, with the line.
    """
    _refuse_binary(data, path)
    mark = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    text = _strictly(data, mark or "utf-8", path).replace("\r\n", "\n").replace("\r", "\n")
    _refuse_nul(text, path)
    return text


def _decode(data: bytes, path: Path, chosen: str) -> tuple[str, str, tuple[str, ...]]:
    mark = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if mark:
        return _strictly(data, mark, path), mark, ()
    is_plain = b"\0" not in data and not (chosen and b"\x1b" in data)
    text = try_decode(data, "utf-8") if is_plain else None
    if text is not None and _JAPANESE_ESCAPE not in data:
        return text, "utf-8", ()
    if chosen:
        _refuse_unknown(chosen, path)
        return _strictly(data, chosen, path), chosen, ()
    return _unmarked(data, path)


def _unmarked(data: bytes, path: Path) -> tuple[str, str, tuple[str, ...]]:
    """What neither the file nor the researcher tells."""
    if b"\0" in data:
        wide = next(_wide(data), None)
        if wide is None:  # refused for its NULs, with their line
            return data.decode("latin-1"), "latin-1", ()
        return *wide, (f"read as {wide[1].upper()}: the byte order mark is missing",)
    text = try_decode(data, "iso2022_jp") if _JAPANESE_ESCAPE in data else None
    if text is not None:
        return text, "iso2022_jp", (note_guess("iso2022_jp", text),)
    text = try_decode(data, "utf-8")
    if text is not None:
        return text, "utf-8", ()
    _refuse_damaged_utf8(data, path)
    encoding = guess_encoding(data)
    text = try_decode(data, encoding) if encoding else None
    if text is None:
        message = (
            "is in an encoding that cannot be told; save the file as UTF-8 "
            "(in most editors: Save as, encoding UTF-8), or name its encoding"
        )
        raise ReadError(message, path=path, line_no=_line_of_high_byte(data))
    return text, encoding, (note_guess(encoding, text),)


def _strictly(data: bytes, encoding: str, path: Path) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line_no = data[: error.start].count(b"\n") + 1
        bad = data[error.start : error.start + 1].hex()
        message = (
            f"byte 0x{bad} is no {_shown(encoding)} text; "
            "save the file as UTF-8 (in most editors: Save as, encoding UTF-8)"
        )
        raise ReadError(message, path=path, line_no=line_no) from error
    except UnicodeError as error:
        raise ReadError(f"is no {_shown(encoding)} text ({error})", path=path) from error


def _shown(encoding: str) -> str:
    return "UTF-8" if encoding in ("utf-8", "utf-8-sig") else encoding


def _refuse_binary(data: bytes, path: Path) -> None:
    what = next((what for start, what in _BINARY if start.match(data)), "")
    if what:
        message = f"is {what}, not text; give the file the suffix of what it is"
        raise ReadError(message, path=path, line_no=1)


def _refuse_nul(text: str, path: Path) -> None:
    if "\0" in text:
        line_no = text.count("\n", 0, text.index("\0")) + 1
        message = (
            "holds binary data (NUL bytes), not text; "
            "open the file in the program it comes from and save it as UTF-8 text"
        )
        raise ReadError(message, path=path, line_no=line_no)


def _refuse_unknown(encoding: str, path: Path) -> None:
    try:
        "".encode(encoding)
    except (LookupError, ValueError) as error:
        message = (
            f"{encoding!r} is no text encoding; "
            "write one such as 'utf-8', 'cp1252', 'shift_jis', 'euc_kr' or 'gb18030'"
        )
        raise ReadError(message, path=path) from error


def _wide(data: bytes) -> Iterator[tuple[str, str]]:
    """The texts that `data` may be in UTF-16 or UTF-32 without a mark, likeliest first.

    Decoded with the bytes the wrong way round, spaces and line feeds turn into rare or unassigned
    characters; so only one reading is free of them and has white space.
    """
    for encoding in _WIDE:
        width = 4 if "32" in encoding else 2
        text = None if len(data) % width or b"\0" not in data else try_decode(data, encoding)
        if text and _is_sound(text):
            yield text, encoding


def _is_sound(text: str) -> bool:
    used = set(text)
    odd = {"Cn", "Co", "Cc", "Cs"}
    return not used.isdisjoint(" \n\r\u3000") and all(
        char in "\t\n\r" or unicodedata.category(char) not in odd for char in used
    )


def _refuse_damaged_utf8(data: bytes, path: Path) -> None:
    """Stop at a few bad bytes in a text that is UTF-8 otherwise; a guess would spoil all of it."""
    n_good = n_good_bytes = 0
    for match in _UTF8_SEQUENCE.finditer(data):
        n_good += 1
        n_good_bytes += match.end() - match.start()
    n_bad = len(data.translate(None, _ASCII)) - n_good_bytes
    if n_bad <= _MAX_UTF8_DAMAGE * n_good:
        _strictly(data, "utf-8", path)


def _line_of_high_byte(data: bytes) -> int:
    match = _HIGH_BYTE.search(data)
    return data.count(b"\n", 0, match.start() if match else 0) + 1


def _note_controls(text: str, path: Path) -> Iterator[str]:
    bare = _CHAT_TIME.sub("", text)
    first = _CONTROL.search(bare)
    if first is None:
        return
    n = len(bare) - len(_CONTROL.sub("", bare))
    line_no = bare.count("\n", 0, first.start()) + 1
    if n >= _MIN_CONTROLS and n > _MAX_CONTROLS * len(text):
        message = (
            f"holds {n} control characters, as programs' data do, not text; "
            "save the transcript as UTF-8 text"
        )
        raise ReadError(message, path=path, line_no=line_no)
    count = "1 control character" if n == 1 else f"{n} control characters"
    yield f"line {line_no}: {count}, such as U+{ord(first[0]):04X}, kept as they are"
