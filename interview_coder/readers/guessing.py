"""The encoding of bytes that tell none: the likeliest of those transcripts are saved in."""

from __future__ import annotations

import re
from collections.abc import Sequence

# What transcripts are saved in; a guess among all encodings of the world would be wrong more often.
_CANDIDATES = (
    "cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258",
    "cp874", "cp932", "euc_jp", "cp949", "gb18030", "big5", "koi8_r", "mac_roman", "mac_cyrillic",
)  # fmt: skip
_LATIN = frozenset({"cp1252", "cp1250", "cp1254", "cp1257", "cp1258", "mac_roman"})
_ICELANDIC = frozenset("ýþð")
_ACUTE = frozenset("áíóú")
_ODD_IN_WORD = re.compile(
    r"(?<=[a-z])(?:[ªº¹²³]|[^\w\s'’.,:;!?/()\[\]…–—“”«»&@+*=#~|\\-]|[À-ÞŠŽŸ])(?=[a-z])"
)
_MAX_SAMPLE_BYTES = 40_000
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
# They tell nothing of the encoding; CHAT's around times would be taken for binary data.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r") | {127})
_FOREIGN = re.compile(r"[^\W\x00-\x7f]")
_WORD_BEFORE = re.compile(r"\w{0,30}\Z")
_WORD_AFTER = re.compile(r"\w*")
_MAX_WORDS = 50
_MAX_WORD = 30


def guess_encoding(data: bytes) -> str:
    """Return the encoding in which `data` most likely is; empty if it fits none.

    Args:
        data: The bytes of a whole file, not UTF-8.

    Returns:
        Python's name of an encoding in which all of `data` can be decoded.
    """
    from charset_normalizer import from_bytes

    telling = _telling_lines(data)
    matches = from_bytes(telling, cp_isolation=list(_CANDIDATES), threshold=0.4)
    guesses = [match.encoding for match in matches]
    for encoding in [*_better_latin(telling, guesses), *guesses]:
        text = try_decode(data, encoding)
        if text is not None:
            return "cp1252" if text == try_decode(data, "cp1252") else encoding
    return ""


def note_guess(encoding: str, text: str) -> str:
    """Return the note that names a guess, with a word of `text` by which a person can check it."""
    sample = _sample(text)
    shown = f" (so that a word reads {sample!r})" if sample else ""
    return (
        f"the encoding was guessed: {encoding}{shown}; if letters look wrong, save the file as "
        "UTF-8 or name its encoding"
    )


def try_decode(data: bytes, encoding: str) -> str | None:
    """Return `data` as text; None if it breaks the encoding."""
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _better_latin(telling: bytes, guesses: Sequence[str]) -> Sequence[str]:
    """The encoding of Latin script that fits better than the first guess, if there is one.

    The guess counts letters; but encodings share most of them, and the others tell.
    """
    if not guesses or guesses[0] not in _LATIN:
        return ()
    western, mac = try_decode(telling, "cp1252"), try_decode(telling, "mac_roman")
    if western is None:
        return ()
    oddities = len(_ODD_IN_WORD.findall(western))
    if oddities and mac is not None and not _ODD_IN_WORD.search(mac):
        return ("mac_roman",)
    if _is_turkish(western):
        return ("cp1254",)
    is_doubtful = guesses[0] in ("cp1250", "mac_roman")
    return ("cp1252",) if is_doubtful and not oddities and not _is_eastern(western) else ()


def _is_eastern(western: str) -> bool:
    """Whether letters stand side by side that no Western language has: ø and è are Czech ř, č."""
    used = set(western)
    czech = "ø" in used and not used.isdisjoint("èìù")
    croatian = not used.isdisjoint("šž") and not used.isdisjoint("èæ")
    hungarian = not used.isdisjoint("õû") and not used.isdisjoint("öü") and "ä" not in used
    return czech or croatian or hungarian


def _is_turkish(western: str) -> bool:
    """Whether ı, ş and ğ seem to be the Icelandic ý, þ and ð: Turkish has no acute accents."""
    return not _ICELANDIC.isdisjoint(western) and _ACUTE.isdisjoint(western)


def _telling_lines(data: bytes) -> bytes:
    kept: list[bytes] = []
    size = 0
    for line in data.splitlines(keepends=True):
        first = _HIGH_BYTE.search(line) if size < _MAX_SAMPLE_BYTES else None
        if first is not None:
            start = max(first.start() - 100, 0)
            kept.append(line[start : start + _MAX_SAMPLE_BYTES])
            size += len(kept[-1])
    return b"".join(kept).translate(None, _CONTROLS)


def _sample(text: str) -> str:
    """The longest of the first words with a letter beyond ASCII."""
    words = (_word_around(match) for match in _FOREIGN.finditer(text))
    return max(
        (word for _, word in zip(range(_MAX_WORDS), words, strict=False)), key=len, default=""
    )


def _word_around(match: re.Match[str]) -> str:
    start, end = match.start(), match.end()
    before = _WORD_BEFORE.search(match.string, max(start - _MAX_WORD, 0), start)
    after = _WORD_AFTER.match(match.string, end, end + _MAX_WORD)
    return f"{before[0] if before else ''}{match[0]}{after[0] if after else ''}"[:_MAX_WORD]
