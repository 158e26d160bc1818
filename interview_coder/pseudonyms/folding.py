"""Text as names are compared in: without case and accents, with the way back to the original."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

# Letters that Unicode does not take apart, and signs that look alike to a reader.
_ALIKE = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe",
    "’": "'", "‘": "'", "ʼ": "'", "‐": "-", "‑": "-", "–": "-",
    "\u00ad": "", "\u200b": "", "\u200c": "", "\u200d": "", "\ufeff": "",
}  # fmt: skip
_FIRST_ACCENT, _LAST_ACCENT = "\u0300", "\u036f"


@dataclass(frozen=True, kw_only=True, slots=True)
class Folded:
    """A text folded for comparison.

    Attributes:
        source: The text as it was.
        text: Folded; may be longer or shorter.
        origins: Offset in `source` of each character of `text`, never falling.
    """

    source: str
    text: str
    origins: Sequence[int]

    def at(self, offset: int) -> int:
        """Return where in `text` the character at `offset` of `source`, or the next, stands."""
        return bisect_left(self.origins, offset)

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch of `source` that `text[start:end]` came from, accents and all."""
        stop = self.origins[end - 1] + 1
        following = self.origins[end] if end < len(self.origins) else len(self.source)
        while stop < following and combining(self.source[stop]):
            stop += 1
        return self.origins[start], stop


def fold_with_origins(text: str) -> Folded:
    """Fold `text`, remembering where each character came from."""
    pieces: list[str] = []
    origins: list[int] = []
    for offset, char in enumerate(text):
        folded = _fold_char(char)
        pieces.append(folded)
        origins += [offset] * len(folded)
    return Folded(source=text, text="".join(pieces), origins=origins)


def fold(text: str) -> str:
    """Return `text` without case and accents.

    >>> fold("Łukasz Müller"), fold("ZOË’s")
    ('lukasz muller', "zoe's")
    """
    return "".join(map(_fold_char, text))


def is_cased(text: str) -> bool:
    """Whether the letters of `text` come small and capital, as in Latin, Greek and Cyrillic."""
    return text.lower() != text.upper()


@lru_cache(maxsize=4096)
def _fold_char(char: str) -> str:
    small = _ALIKE.get(char.casefold(), char.casefold())
    bare = "".join(c for c in normalize("NFD", small) if not _FIRST_ACCENT <= c <= _LAST_ACCENT)
    return normalize("NFC", bare)  # a Korean syllable is one letter of a name, not three
