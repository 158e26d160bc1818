"""Kaldi as the BBC runs it: words, and a segmentation that says who speaks when."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, start_seconds
from interview_coder.readers.stt.words import Timeline, Word, lines


def _matches(document: Any) -> bool:
    return "punct" in first(dig(_body(document), "words"))


def _body(document: Any) -> Any:
    body = dig(document, "retval")
    return body if isinstance(body, dict) else document


def _read(document: Any) -> Found:
    tally = Tally()
    body = _body(document)
    timeline = Timeline(_stretches(dig(body, "segmentation", "segments")))
    whole = dig(body, "punct")
    return Found(
        cues=lines(_each_word(dig(body, "words"), timeline, tally)),
        whole=whole if isinstance(whole, str) else "",
        left_out=tally.left_out(),
    )


def _stretches(segments: Any) -> Iterator[tuple[float, float, str]]:
    unread = Tally()  # these objects hold no words
    for row in rows(segments, unread):
        start, duration = start_seconds(row), seconds(row.get("duration"))
        name = label(dig(row, "speaker", "@id")) or label(row.get("speaker"))
        if name and start is not None and duration is not None:
            yield start, start + duration, name


def _each_word(listed: Any, timeline: Timeline, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("punct"), tally) or words(row.get("word"), tally)
        if text:
            start, end = start_seconds(row), seconds(row.get("end"))
            speaker = None if start is None else timeline.speaker_at(start, end)
            yield Word(text=text, speaker=speaker, start=start, end=end)


SHAPES = (
    Shape(
        name="bbc-kaldi",
        separation="its speaker segmentation, which adds `segmentation`",
        matches=_matches,
        read=_read,
    ),
)
