"""AssemblyAI: utterances with a letter for a speaker, times in milliseconds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import first, lettered, rows, seconds, words
from interview_coder.readers.stt.shape import (
    Found,
    Shape,
    by_channel,
    cue,
    cues_of,
    fullest,
    merge_channels,
    start_milliseconds,
)
from interview_coder.readers.stt.words import Word, lines


def _matches(document: Any) -> bool:
    if not isinstance(document, dict):
        return False
    utterance, word = first(document.get("utterances")), first(document.get("words"))
    if utterance:
        return {"text", "start"} <= set(utterance)
    return {"text", "start", "confidence"} <= set(word) or {"audio_url", "text"} <= set(document)


def _read(document: Any) -> Found:
    text = words(document.get("text"), Tally())
    # `utterances` is null where speakers were not separated; the words may tell them all the same.
    copies = [
        _segments(document.get("utterances")),
        _segments(document.get("segments")),
        _words(document.get("words")),
        Found(cues=[cue(None, text, None)] if text else []),
    ]
    return replace(fullest(copies), whole=text)


def _segments(segments: Any) -> Found:
    tally = Tally()
    channel_to_cues = {
        name: cues_of(heard, tally, text=("text",), speaker=_speaker, start=start_milliseconds)
        for name, heard in by_channel(segments, tally, key="channel").items()
    }
    return replace(merge_channels(channel_to_cues), left_out=tally.left_out())


def _words(listed: Any) -> Found:
    tally = Tally()
    return Found(cues=lines(_each_word(listed, tally)), left_out=tally.left_out())


def _each_word(listed: Any, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("text"), tally)
        if text:
            start, end = start_milliseconds(row), seconds(row.get("end"), per_second=1000)
            yield Word(text=text, speaker=_speaker(row), start=start, end=end)


def _speaker(row: dict[str, Any]) -> str | None:
    return lettered(row.get("speaker"))


SHAPES = (Shape(name="AssemblyAI", separation="speaker_labels=true", matches=_matches, read=_read),)
