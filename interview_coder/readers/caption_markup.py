"""The marks in the words of captions: voices, tags, times of single words, character references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.entities import resolve
from interview_coder.readers.pieces import Tally, clean_name

# What WebVTT and SubRip know; any other `<word>` was written by a person and stays.
_TAG = re.compile(
    r"<(?P<close>/?)(?P<tag>b|i|u|s|c|v|lang|ruby|rt|rp|font)"
    r"(?:\.[^\s<>]{0,200})?(?:\s(?P<annotation>[^<>]{0,200}))?/?>"
    r"|(?P<br><br\s?/?>)"
    r"|(?P<clock><\d{1,4}:[\d:.,]{1,20}>)"
    r"|(?P<position>\{\\[^{}\n]{0,80}\})",
    re.IGNORECASE,
)
_DIRECTION = re.compile(r"&(?:lrm|rlm);")


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownLine:
    """A line of words as the viewer sees it.

    Attributes:
        voice: Who says it, where a tag tells; `UNKNOWN_SPEAKER` after a voice has ended; else None.
        text: Never blank.
    """

    voice: str | None
    text: str


def take_off(text: str, tally: Tally) -> list[ShownLine]:
    """Return the lines of a cue without tags; a line in which two voices speak becomes two.

    Tags, times of single words, readings above words (ruby) and marks of direction are counted.
    """
    if "<" not in text and "{" not in text and "&" not in text:
        return _lines(None, text)
    marks = _Marks(tally=tally)
    position = 0
    for match in _TAG.finditer(text):
        marks.write(text[position : match.start()])
        marks.meet(match)
        position = match.end()
    marks.write(text[position:])
    return [line for voice, part in marks.parts() for line in _lines(voice, _plain(part, tally))]


def _lines(voice: str | None, text: str) -> list[ShownLine]:
    return [ShownLine(voice=voice, text=line.strip()) for line in text.split("\n") if line.strip()]


def _plain(text: str, tally: Tally) -> str:
    if "&" not in text:
        return text
    text, n = _DIRECTION.subn("", text)
    tally.add("marks of direction", "&lrm;", n=n)
    return resolve(text)


@dataclass(kw_only=True, slots=True)
class _Marks:
    """Words on their way to their voices."""

    tally: Tally
    _voice: str | None = None
    _is_reading: bool = False
    _parts: list[tuple[str | None, list[str]]] = field(default_factory=lambda: [(None, [])])

    def write(self, text: str) -> None:
        """Take words; what stands above other words is counted instead."""
        if self._is_reading:
            self.tally.add("words above other words (ruby)", text, n=len(text.split()))
            return
        is_outside = self._voice == UNKNOWN_SPEAKER and not any(sign.isalnum() for sign in text)
        if self._parts[-1][0] != self._voice and not is_outside:  # `</v>.` ends the voice's words
            self._parts.append((self._voice, []))
        self._parts[-1][1].append(text)

    def meet(self, match: re.Match[str]) -> None:
        """Take a tag."""
        tag = (match["tag"] or "").lower()
        if match["br"]:
            self.write("\n")
        elif match["clock"]:
            self.tally.add("times of single words", match.group())
            return
        elif tag == "v":
            self._change_voice(match)
        elif tag in ("rt", "rp", "ruby"):
            self._is_reading = tag != "ruby" and not match["close"]
        self.tally.add("tags", match.group())

    def _change_voice(self, match: re.Match[str]) -> None:
        if match["close"]:
            self._voice = UNKNOWN_SPEAKER if self._voice else None
        else:
            self._voice = clean_name(resolve(match["annotation"] or ""))
            self._parts.append((self._voice, []))

    def parts(self) -> Iterator[tuple[str | None, str]]:
        """Voices and what they say."""
        for voice, pieces in self._parts:
            yield voice, "".join(pieces)
