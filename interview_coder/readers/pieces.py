"""Pieces of a file on their way into cues: names, words, remarks, and what is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interview_coder.readers.source import LeftOut

# Signs without width, and those that turn the direction of writing, make two names look like one.
_UNSEEN = re.compile("[\xad\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_MAX_ASIDE = 60
_MAX_SAMPLE = 60


def clean_name(name: str) -> str | None:
    """Return a speaker's name without what nobody sees and double spaces; None if nothing is left.

    Joiners (U+200C, U+200D) stay: Persian, Hindi and emoji are written with them.
    """
    return " ".join(_CONTROL.sub(" ", _UNSEEN.sub("", name)).split()) or None


def clean_words(words: str) -> str:
    """Return `words` with line feeds as line ends, without white space around them."""
    return words.replace("\r\n", "\n").replace("\r", "\n").strip()


def as_aside(remark: str) -> str:
    """Write a remark so that it is read as an aside, never as speech; empty for an empty one.

    >>> as_aside("both laugh")
    '[both laugh]'
    """
    return " ".join(f"[{part}]" for part in _parts(remark))


def _parts(remark: str) -> Iterator[str]:
    """Cut a remark into stretches short enough to be asides; nothing of it is lost."""
    part = ""
    for word in remark.replace("[", "(").replace("]", ")").split():
        for start in range(0, len(word), _MAX_ASIDE):
            piece = word[start : start + _MAX_ASIDE]
            if part and len(part) + 1 + len(piece) > _MAX_ASIDE:
                yield part
                part = ""
            part = f"{part} {piece}" if part else piece
    if part:
        yield part


@dataclass(kw_only=True, slots=True)
class Tally:
    """Counts what does not become speech, while a file is read."""

    _counts: dict[str, tuple[int, str]] = field(default_factory=dict)

    def add(self, what: str, sample: str = "", *, n: int = 1) -> None:
        """Count `n` more of `what`; the first sample is kept."""
        if n:
            before, first = self._counts.get(what, (0, ""))
            self._counts[what] = (before + n, first or " ".join(sample.split())[:_MAX_SAMPLE])

    def count(self, what: str) -> int:
        """How many of `what` were counted."""
        return self._counts.get(what, (0, ""))[0]

    def left_out(self) -> tuple[LeftOut, ...]:
        """What was counted, in the order of its first appearance."""
        return tuple(
            LeftOut(what=what, n=n, sample=sample) for what, (n, sample) in self._counts.items()
        )
