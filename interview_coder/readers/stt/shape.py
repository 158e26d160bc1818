"""What a family of speech-to-text files says about itself, and what is found in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from interview_coder.readers.cues import Cue
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import LeftOut
from interview_coder.readers.stt.document import label, rows, seconds, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What was said, as a file tells it.

    Attributes:
        cues: In the order of the conversation; a cue without speaker is one the file does not name.
        whole: The file's second copy of the whole text, to compare with; empty if there is none.
        notes: What the researcher should know.
        left_out: What did not become speech.
    """

    cues: Sequence[Cue]
    whole: str = ""
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Shape:
    """A way in which speech-to-text programs write their result.

    Attributes:
        name: The programs, for messages.
        separation: How to ask them for speaker separation.
        matches: Whether a parsed file has this shape.
        read: Finds what was said in a parsed file of this shape.
    """

    name: str
    separation: str
    matches: Callable[[Any], bool]
    read: Callable[[Any], Found]


def cue(speaker: str | None, text: str, start: float | None) -> Cue:
    """Return a cue; JSON has no lines worth naming."""
    return Cue(speaker=speaker, text=text, start=start, line_no=1)


def cues_of(
    segments: Any,
    tally: Tally,
    *,
    text: Sequence[str],
    speaker: Callable[[dict[str, Any]], str | None],
    start: Callable[[dict[str, Any]], float | None],
) -> list[Cue]:
    """Return a cue for each object of a list; those without words are counted.

    Args:
        segments: The list.
        tally: Counts what does not become speech.
        text: The keys under which the words may stand, the best first.
        speaker: Tells who says an object's words.
        start: Tells when, in seconds.
    """
    cues: list[Cue] = []
    for row in rows(segments, tally):
        said = next(filter(None, (words(row.get(key), tally) for key in text)), "")
        if said:
            cues.append(cue(speaker(row), said, start(row)))
        else:
            tally.add("segments without words")
    return cues


def start_seconds(row: dict[str, Any]) -> float | None:
    """The `start` of an object, in seconds."""
    return seconds(row.get("start"))


def start_milliseconds(row: dict[str, Any]) -> float | None:
    """The `start` of an object, which is in milliseconds."""
    return seconds(row.get("start"), per_second=1000)


def letters(text: str) -> int:
    """How many letters and digits `text` has; white space and punctuation vary between copies."""
    return sum(map(str.isalnum, text))


def fullest(copies: Sequence[Found]) -> Found:
    """Return the copy of a conversation that gives speakers to most letters; the first of equals.

    Where none tells a speaker, it is the copy with most letters.
    """
    named = [_letters_of(each.text for each in copy.cues if each.speaker) for copy in copies]
    if not any(named):
        named = [_letters_of(each.text for each in copy.cues) for copy in copies]
    return copies[named.index(max(named))]


def _letters_of(texts: Iterable[str]) -> int:
    return sum(map(letters, texts))


def by_channel(segments: Any, tally: Tally, *, key: str) -> dict[str, list[dict[str, Any]]]:
    """Sort the objects of a list by the channel of the recording they were heard on."""
    channel_to_rows: dict[str, list[dict[str, Any]]] = {}
    for row in rows(segments, tally):
        name = label(row.get(key), kind="Channel") or "no channel"
        channel_to_rows.setdefault(name, []).append(row)
    return channel_to_rows


def merge_channels(channel_to_cues: Mapping[str, Sequence[Cue]]) -> Found:
    """Merge the channels of a recording by time.

    With several channels, numbers of speakers begin anew in each, so the channel is part of the
    label; it is the whole label where its speakers are not separated.
    """
    spoken = {name: cues for name, cues in channel_to_cues.items() if cues}
    if len(spoken) < 2:
        return Found(cues=[each for cues in spoken.values() for each in cues])
    timed: list[tuple[float, Cue]] = []
    for name, cues in spoken.items():
        several = len({each.speaker for each in cues} - {None}) > 1
        now = 0.0
        for each in cues:
            now = now if each.start is None else each.start
            alone = None if several else name
            speaker = f"{name} {each.speaker}" if several and each.speaker else alone
            timed.append((now, replace(each, speaker=speaker)))
    timed.sort(key=_start)
    note = (
        f"the speakers are the channels of the recording ({', '.join(spoken)}); "
        "check that each holds one voice"
    )
    return Found(cues=[each for _, each in timed], notes=(note,))


def _start(timed: tuple[float, Cue]) -> float:
    return timed[0]
