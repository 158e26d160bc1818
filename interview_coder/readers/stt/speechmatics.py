"""Speechmatics: words and punctuation with a speaker each; in format 1 speakers and words apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Literal, cast

from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, by_channel, merge_channels
from interview_coder.readers.stt.words import Timeline, Word, lines

_UNKNOWN = "UU"
_SPOKEN = ("word", "punctuation", "entity")
_ATTACHMENTS = ("none", "previous", "next", "both")
_SEPARATION = "transcription_config.diarization=speaker"


def _matches(document: Any) -> bool:
    row = first(dig(document, "results"))
    return "type" in row and "content" in first(row.get("alternatives"))


def _read(document: Any) -> Found:
    tally = Tally()
    channel_to_rows = by_channel(document["results"], tally, key="channel")
    found = merge_channels(
        {name: lines(_each_word(heard, tally)) for name, heard in channel_to_rows.items()}
    )
    whole = dig(document, "metadata", "transcript")
    whole = whole if isinstance(whole, str) else ""
    return replace(found, whole=whole, left_out=tally.left_out())


def _each_word(results: Any, tally: Tally) -> Iterator[Word]:
    for row in rows(results, tally):
        best = dig(row, "alternatives", 0)
        text = words(dig(best, "content"), tally)
        if text and row.get("type", "word") in _SPOKEN:
            start, end = seconds(row.get("start_time")), seconds(row.get("end_time"))
            speaker = _known(dig(best, "speaker"))
            yield Word(text=text, speaker=speaker, start=start, end=end, attaches=_attachment(row))
        elif text:
            tally.add("results that are no words", text)


def _known(speaker: Any) -> str | None:
    return None if speaker == _UNKNOWN else label(speaker)


def _attachment(row: dict[str, Any]) -> Literal["none", "previous", "next", "both"]:
    told = row.get("attaches_to")
    if told in _ATTACHMENTS:
        return cast("Literal['none', 'previous', 'next', 'both']", told)
    return "previous" if row.get("type") == "punctuation" else "none"


def _is_old(document: Any) -> bool:
    row = first(dig(document, "words"))
    return {"name", "time", "duration"} <= set(row)


def _read_old(document: Any) -> Found:
    tally = Tally()
    timeline = Timeline(_stretches(document.get("speakers")))
    cues = lines(_each_old_word(document["words"], timeline, tally))
    return Found(cues=cues, left_out=tally.left_out())


def _stretches(speakers: Any) -> Iterator[tuple[float, float, str]]:
    unread = Tally()  # these objects hold no words
    for row in rows(speakers, unread):
        start, duration = seconds(row.get("time")), seconds(row.get("duration"))
        name = _known(row.get("name"))
        if name and start is not None and duration is not None:
            yield start, start + duration, name


def _each_old_word(listed: Any, timeline: Timeline, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("name"), tally)
        if text:
            start, duration = seconds(row.get("time")), seconds(row.get("duration"))
            end = None if start is None or duration is None else start + duration
            speaker = None if start is None else timeline.speaker_at(start, end)
            yield Word(text=text, speaker=speaker, start=start, end=end)


SHAPES = (
    Shape(name="Speechmatics", separation=_SEPARATION, matches=_matches, read=_read),
    Shape(name="Speechmatics (format 1)", separation=_SEPARATION, matches=_is_old, read=_read_old),
)
