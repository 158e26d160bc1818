"""Amberscript, Fireflies and Podcasting 2.0: segments with the name of whoever speaks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, pick, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, cues_of, start_seconds
from interview_coder.readers.stt.words import Word, lines


def _is_amberscript(document: Any) -> bool:
    row = first(dig(document, "segments"))
    return isinstance(row.get("words"), list) and "text" not in row


def _read_amberscript(document: Any) -> Found:
    tally, unread = Tally(), Tally()
    id_to_name = {
        label(pick(row, ("spkid", "id"))): label(row.get("name"))
        for row in rows(document.get("speakers"), unread)
    }
    spoken: list[Word] = []
    for segment in rows(document["segments"], tally):
        key = label(segment.get("speaker"))
        spoken += _each_word(segment.get("words"), key, tally)
    named = [
        Word(
            text=word.text,
            speaker=id_to_name.get(word.speaker) or word.speaker,
            start=word.start,
            end=word.end,
        )
        for word in spoken
    ]
    return Found(cues=lines(named), left_out=tally.left_out())


def _each_word(listed: Any, speaker: str | None, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("text"), tally)
        if text:
            start, end = start_seconds(row), seconds(row.get("end"))
            yield Word(text=text, speaker=speaker, start=start, end=end)


def _is_podcast(document: Any) -> bool:
    row = first(dig(document, "segments"))
    return "body" in row and ("startTime" in row or "speaker" in row)


def _read_podcast(document: Any) -> Found:
    tally = Tally()
    segments = document["segments"]
    if any(" " in words(row.get("body"), Tally()) for row in rows(segments, Tally())):
        cues = cues_of(segments, tally, text=("body",), speaker=_speaker, start=_podcast_start)
    else:
        cues = lines(_each_body(segments, tally))  # a segment a word
    return Found(cues=cues, left_out=tally.left_out())


def _speaker(row: dict[str, Any]) -> str | None:
    return label(row.get("speaker"))


def _podcast_start(row: dict[str, Any]) -> float | None:
    return seconds(row.get("startTime"))


def _each_body(segments: Any, tally: Tally) -> Iterator[Word]:
    for row in rows(segments, tally):
        text = words(row.get("body"), tally)
        if text:
            start, end = _podcast_start(row), seconds(row.get("endTime"))
            yield Word(text=text, speaker=_speaker(row), start=start, end=end)
        else:
            tally.add("segments without words")


def _sentences(document: Any) -> Any:
    """The sentences of Fireflies: downloaded, or answered by its API, within one or two objects."""
    inner = dig(document, "data", "transcript") or dig(document, "transcript") or document
    listed = dig(inner, "sentences")
    return listed if isinstance(listed, list) else inner


def _is_fireflies(document: Any) -> bool:
    row = first(_sentences(document))
    return "speaker_name" in row and bool({"text", "raw_text", "sentence"} & set(row))


def _read_fireflies(document: Any) -> Found:
    tally = Tally()
    cues = cues_of(
        _sentences(document),
        tally,
        text=("text", "sentence", "raw_text"),
        speaker=_fireflies_speaker,
        start=_fireflies_start,
    )
    return Found(cues=cues, left_out=tally.left_out())


def _fireflies_speaker(row: dict[str, Any]) -> str | None:
    return label(row.get("speaker_name")) or label(row.get("speaker_id"))


def _fireflies_start(row: dict[str, Any]) -> float | None:
    return seconds(pick(row, ("start_time", "startTime")))


SHAPES = (
    Shape(
        name="Podcasting 2.0",
        separation="a host that writes `speaker` into each segment",
        matches=_is_podcast,
        read=_read_podcast,
    ),
    Shape(
        name="Amberscript",
        separation="the number of speakers in the order",
        matches=_is_amberscript,
        read=_read_amberscript,
    ),
    Shape(
        name="Fireflies",
        separation="names for the speakers in its editor",
        matches=_is_fireflies,
        read=_read_fireflies,
    ),
)
