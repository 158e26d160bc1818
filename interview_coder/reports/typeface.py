"""Fonts of the figures: which to take, how wide a text is, where to break it."""

from __future__ import annotations

import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties

MM_PER_POINT = 25.4 / 72
LINE_PITCH = 1.28
"""From baseline to baseline, in sizes of the type."""

ELLIPSIS = "…"
_CLOSING = "”"
_TYPEFACE = "DejaVu Sans"
"""Comes with matplotlib, so that figures are the same on every machine."""

_JOINERS = "\u200c\u200d"
_WIDE_EM, _NARROW_EM = 1.0, 0.62
"""Widths that are taken for characters no font here has, in sizes of the type."""


def one_line(text: str) -> str:
    """Return `text` on one line, with a space for what cannot be printed."""
    kept = (char if char.isprintable() or char in _JOINERS else " " for char in text)
    return " ".join("".join(kept).split())


@dataclass(frozen=True, kw_only=True)
class Typeface:
    """The fonts of one sheet.

    Attributes:
        families: In the order in which they are asked for a character.
        missing: Characters none of them has.
    """

    families: tuple[str, ...]
    missing: frozenset[str]

    @classmethod
    def for_texts(cls, texts: Iterable[str]) -> Typeface:
        """Choose the fonts of this machine that together have the most of the characters."""
        missing = {char for text in texts for char in text if char not in _JOINERS}
        missing -= _characters(_TYPEFACE, "normal") & _characters(_TYPEFACE, "bold")
        families = [_TYPEFACE]
        while missing:
            family, found = _best_family(missing)
            if not found:
                break
            families.append(family)
            missing -= found
        return cls(families=tuple(families), missing=frozenset(missing))

    @cached_property
    def _widths(self) -> dict[tuple[str, float, bool], float]:
        return {}

    @cached_property
    def _lines(self) -> dict[tuple[str, float, float], tuple[str, ...]]:
        return {}

    def font(self, *, points: float, bold: bool = False) -> FontProperties:
        """Return the fonts at a size."""
        from matplotlib.font_manager import FontProperties

        weight = "bold" if bold else "normal"
        return FontProperties(family=list(self.families), size=points, weight=weight)

    def drawable(self, text: str) -> str:
        """Return `text` with an ellipsis for each run of characters that no font has."""
        if not self.missing.intersection(text):
            return text
        marked = "".join("\0" if char in self.missing else char for char in text)
        return re.sub("\0[\0 ]*\0|\0", ELLIPSIS, marked)

    def width(self, text: str, *, points: float, bold: bool = False) -> float:
        """Return how wide `text` is, in mm; estimated for characters that no font has."""
        key = (text, points, bold)
        if key not in self._widths:
            self._widths[key] = self._measured(text, points=points, bold=bold)
        return self._widths[key]

    def _measured(self, text: str, *, points: float, bold: bool) -> float:
        from matplotlib.textpath import TextToPath

        known = "".join(char for char in text if char not in self.missing)
        ems = sum(_estimated_em(char) for char in text if char in self.missing)
        width = ems * points
        if known:
            font = self.font(points=points, bold=bold)
            width += TextToPath().get_text_width_height_descent(known, font, ismath=False)[0]
        return float(width * MM_PER_POINT)

    def fitted(self, text: str, *, width: float, points: float, n_lines: int) -> tuple[str, ...]:
        """Set `text` on at most `n_lines` lines of `width` mm.

        What does not fit is left out at the end, which an ellipsis tells; a closing quotation mark
        stays.
        """
        lines = self.wrapped(text, width=width, points=points)
        if len(lines) <= n_lines:
            return lines
        end = f" {ELLIPSIS}{_CLOSING if text.endswith(_CLOSING) else ''}"
        last = lines[n_lines - 1]
        while last and self.width(f"{last}{end}", points=points) > width:
            head, _, tail = last.rpartition(" ")
            last = head if head and len(tail) < len(last) / 2 else "".join(_clusters(last)[:-1])
        return (*lines[: n_lines - 1], f"{last.rstrip()}{end}")

    def wrapped(self, text: str, *, width: float, points: float) -> tuple[str, ...]:
        """Break `text` into lines of at most `width` mm; inside words only where it must."""
        key = (text, width, points)
        if key not in self._lines:
            self._lines[key] = self._wrapped(text, width=width, points=points)
        return self._lines[key]

    def _wrapped(self, text: str, *, width: float, points: float) -> tuple[str, ...]:
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".lstrip()
            if self.width(longer, points=points) <= width:
                lines[-1] = longer
                continue
            pieces = self._broken(word, width=width, points=points)
            lines += pieces if lines[-1] else []
            if not lines[0]:
                lines = pieces
        return tuple(lines)

    def _broken(self, word: str, *, width: float, points: float) -> list[str]:
        pieces = [""]
        for cluster in _clusters(word):
            if pieces[-1] and self.width(pieces[-1] + cluster, points=points) > width:
                pieces.append("")
            pieces[-1] += cluster
        return pieces

    def shortened(self, text: str, *, width: float, points: float, bold: bool = False) -> str:
        """Return `text`, with an ellipsis in the middle if it is wider than `width` mm.

        Names and ids differ at their ends more often than in the middle.
        """
        clusters = _clusters(text)
        n_kept = len(clusters)
        short = text
        while n_kept > 2 and self.width(short, points=points, bold=bold) > width:
            n_kept -= 1
            n_head = (n_kept + 1) // 2
            tail = clusters[len(clusters) - (n_kept - n_head) :]
            short = "".join(clusters[:n_head]).rstrip() + ELLIPSIS + "".join(tail).lstrip()
        return short


def _clusters(text: str) -> list[str]:
    """Split between characters, but not before marks that belong to the one before."""
    clusters: list[str] = []
    for char in text:
        is_mark = unicodedata.category(char).startswith("M") or char in _JOINERS
        if clusters and (is_mark or clusters[-1].endswith("\u200d")):
            clusters[-1] += char
        else:
            clusters.append(char)
    return clusters


def _estimated_em(char: str) -> float:
    if unicodedata.category(char) == "Mn":
        return 0.0
    return _WIDE_EM if unicodedata.east_asian_width(char) in "WF" else _NARROW_EM


def _characters(family: str, weight: str) -> set[str]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    font = get_font(findfont(FontProperties(family=[family], weight=weight)))
    return {chr(code) for code in font.get_charmap()}


def _best_family(characters: set[str]) -> tuple[str, set[str]]:
    """Return the installed family that has the most of `characters`, and which it has."""
    from matplotlib.font_manager import fontManager

    best, has = "", set[str]()
    for family in sorted({entry.name for entry in fontManager.ttflist}, key=_preference):
        if not family.strip(".").startswith(("Last Resort", "LastResort")):  # boxes for everything
            found = characters & _scalable_characters(family)
            if len(found) > len(has):
                best, has = family, found
    return best, has


def _scalable_characters(family: str) -> set[str]:
    from matplotlib.font_manager import FontProperties, findfont, get_font

    # Families without a plain weight are told of on standard error, once each.
    log = logging.getLogger("matplotlib.font_manager")
    level = log.level
    log.setLevel(logging.ERROR)
    try:
        font = get_font(findfont(FontProperties(family=[family])))
    finally:
        log.setLevel(level)
    # Fonts of coloured pictures have one size, which matplotlib cannot use.
    return {chr(code) for code in font.get_charmap()} if font.scalable else set()


def _preference(family: str) -> tuple[bool, bool, str]:
    return "Sans" not in family, not family.startswith("Noto"), family
