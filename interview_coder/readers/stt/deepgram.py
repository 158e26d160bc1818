"""Deepgram: the same words as utterances, words and paragraphs, any of which may be absent."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_coder.readers.cues import Cue
from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, rows, seconds, words
from interview_coder.readers.stt.shape import (
    Found,
    Shape,
    by_channel,
    cue,
    cues_of,
    fullest,
    merge_channels,
    start_seconds,
)
from interview_coder.readers.stt.words import Word, lines


def _matches(document: Any) -> bool:
    return "alternatives" in first(dig(document, "results", "channels"))


def _read(document: Any) -> Found:
    results = document["results"]
    unread = Tally()
    best = [dig(channel, "alternatives", 0) for channel in rows(results["channels"], unread)]
    transcripts = [words(dig(alternative, "transcript"), unread) for alternative in best]
    copies = [
        _utterances(results.get("utterances")),
        _words(best),
        _paragraphs(best),
        _transcripts(transcripts),
    ]
    return replace(fullest(copies), whole=" ".join(transcripts))


def _speaker(row: dict[str, Any]) -> str | None:
    return label(row.get("speaker"))


def _utterances(listed: Any) -> Found:
    tally = Tally()
    channel_to_cues = {
        name: cues_of(heard, tally, text=("transcript",), speaker=_speaker, start=start_seconds)
        for name, heard in by_channel(listed, tally, key="channel").items()
    }
    return replace(merge_channels(channel_to_cues), left_out=tally.left_out())


def _words(channels: list[Any]) -> Found:
    tally = Tally()
    channel_to_cues = {
        f"Channel {i}": lines(_each_word(dig(channel, "words"), tally))
        for i, channel in enumerate(channels)
    }
    return replace(merge_channels(channel_to_cues), left_out=tally.left_out())


def _each_word(listed: Any, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("punctuated_word"), tally) or words(row.get("word"), tally)
        if text:
            start, end = start_seconds(row), seconds(row.get("end"))
            yield Word(text=text, speaker=_speaker(row), start=start, end=end)


def _paragraphs(channels: list[Any]) -> Found:
    tally = Tally()
    channel_to_cues = {
        f"Channel {i}": _sentences(dig(channel, "paragraphs", "paragraphs"), tally)
        for i, channel in enumerate(channels)
    }
    return replace(merge_channels(channel_to_cues), left_out=tally.left_out())


def _sentences(paragraphs: Any, tally: Tally) -> list[Cue]:
    cues: list[Cue] = []
    for paragraph in rows(paragraphs, tally):
        speaker = _speaker(paragraph)
        sentences = paragraph.get("sentences")
        said = cues_of(sentences, tally, text=("text",), speaker=_speaker, start=start_seconds)
        cues += [replace(each, speaker=speaker) for each in said]
    return cues


def _transcripts(channels: list[str]) -> Found:
    return merge_channels(
        {f"Channel {i}": [cue(None, text, None)] for i, text in enumerate(channels) if text}
    )


SHAPES = (Shape(name="Deepgram", separation="diarize=true", matches=_matches, read=_read),)
