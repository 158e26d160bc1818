"""Word after word, as some programs write them: joined to lines, given to speakers by time."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from interview_coder.readers.cues import Cue
from interview_coder.readers.stt.shape import cue

PAUSE_SECONDS = 2.0
"""A silence after which a new line begins in speech without punctuation."""

_CLOSING = re.compile(r"^[,.;:!?…%)\]}’”»、。，！？：；」』）]+$")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\")\]’”»」』）]*$")
_NO_END = re.compile(r"(?:^|\W)(?:\w|dr|mr|mrs|ms|prof|st|vs|etc)\.$", re.IGNORECASE)
# Scripts that put no space between words: Thai, Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3000-\u30ff\u3400-\u9fff]")
_TOLERANCE_SECONDS = 0.02


@dataclass(frozen=True, kw_only=True, slots=True)
class Word:
    """A word or a punctuation mark.

    Attributes:
        text: As written; not empty.
        speaker: None where the file does not tell.
        start: Seconds; None where the file does not tell.
        end: Seconds; None where the file does not tell.
        attaches: To which neighbour it is written without a space.
    """

    text: str
    speaker: str | None
    start: float | None
    end: float | None = None
    attaches: Literal["none", "previous", "next", "both"] = "none"


def lines(words: Iterable[Word]) -> list[Cue]:
    """Join words to lines: a sentence, or what is said without a long silence, of one speaker."""
    return [_line(group) for group in _groups(words)]


def _groups(words: Iterable[Word]) -> Iterator[list[Word]]:
    group: list[Word] = []
    for word in words:
        if group and _begins_line(group, word):
            yield group
            group = []
        group.append(word)
    if group:
        yield group


def _begins_line(group: Sequence[Word], word: Word) -> bool:
    before = group[-1]
    if _is_glued(word):
        return False  # a mark stays with its word, whoever it is said to belong to
    if word.speaker != _speaker(group):
        return True
    if _SENTENCE_END.search(before.text):
        # The full stop may be a word of its own.
        last = group[-2].text + before.text if _is_glued(before) and len(group) > 1 else before.text
        return _NO_END.search(last) is None
    if before.end is None or word.start is None:
        return False
    return word.start - before.end >= PAUSE_SECONDS


def _speaker(group: Sequence[Word]) -> str | None:
    return group[0].speaker


def _is_glued(word: Word) -> bool:
    return word.attaches in ("previous", "both") or _CLOSING.match(word.text) is not None


def _line(group: Sequence[Word]) -> Cue:
    parts = [group[0].text]
    for before, word in pairwise(group):
        if not _touch(before, word):
            parts.append(" ")
        parts.append(word.text)
    start = next((word.start for word in group if word.start is not None), None)
    return cue(_speaker(group), "".join(parts), start)


def _touch(before: Word, word: Word) -> bool:
    if _is_glued(word) or before.attaches in ("next", "both"):
        return True
    return bool(_UNSPACED.match(before.text[-1]) and _UNSPACED.match(word.text[0]))


class Timeline:
    """Who speaks when."""

    def __init__(self, stretches: Iterable[tuple[float, float, str]]) -> None:
        """Take the stretches of the speakers: start and end in seconds, and the speaker."""
        self._stretches = sorted(stretches)
        self._starts = [start for start, _, _ in self._stretches]

    def speaker_at(self, start: float, end: float | None = None) -> str | None:
        """Return who speaks in the middle of a word; None if nobody is said to.

        Args:
            start: Of the word, in seconds.
            end: Of the word; None where it is not known.
        """
        moment = start if end is None else (start + max(start, end)) / 2
        index = bisect_right(self._starts, moment + _TOLERANCE_SECONDS) - 1
        if index < 0:
            return None
        _, last, speaker = self._stretches[index]
        return speaker if moment <= last + _TOLERANCE_SECONDS else None
