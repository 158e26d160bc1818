"""Azure Speech: batch transcription, and the fast transcription with its shorter names."""

from __future__ import annotations

from collections.abc import Callable
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
    merge_channels,
)

_TICKS_PER_SECOND = 10_000_000


def _is_batch(document: Any) -> bool:
    row = first(dig(document, "recognizedPhrases"))
    return "nBest" in row or "recognitionStatus" in row


def _read_batch(document: Any) -> Found:
    tally = Tally()
    return replace(
        _by_channel(document["recognizedPhrases"], _phrases, tally),
        whole=_whole(document.get("combinedRecognizedPhrases"), "display"),
        left_out=tally.left_out(),
    )


def _by_channel(phrases: Any, read: Callable[[Any, Tally], list[Cue]], tally: Tally) -> Found:
    channel_to_rows = by_channel(phrases, tally, key="channel")
    return merge_channels({name: read(heard, tally) for name, heard in channel_to_rows.items()})


def _phrases(phrases: Any, tally: Tally) -> list[Cue]:
    cues: list[Cue] = []
    for row in rows(phrases, tally):
        best = dig(row, "nBest", 0)  # the others are guesses at the same words
        text = words(dig(best, "display"), tally) or words(dig(best, "lexical"), tally)
        if text:
            start = seconds(row.get("offsetInTicks"), per_second=_TICKS_PER_SECOND)
            start = seconds(row.get("offset")) if start is None else start
            cues.append(cue(_speaker(row), text, start))
        else:
            status = row.get("recognitionStatus")
            tally.add("phrases without words", status if isinstance(status, str) else "")
    return cues


def _is_fast(document: Any) -> bool:
    row = first(dig(document, "phrases"))
    return "text" in row and "offsetMilliseconds" in row


def _read_fast(document: Any) -> Found:
    tally = Tally()
    return replace(
        _by_channel(document["phrases"], _fast_phrases, tally),
        whole=_whole(document.get("combinedPhrases"), "text"),
        left_out=tally.left_out(),
    )


def _fast_phrases(phrases: Any, tally: Tally) -> list[Cue]:
    return cues_of(phrases, tally, text=("text",), speaker=_speaker, start=_fast_start)


def _fast_start(row: dict[str, Any]) -> float | None:
    return seconds(row.get("offsetMilliseconds"), per_second=1000)


def _speaker(row: dict[str, Any]) -> str | None:
    return label(row.get("speaker"))


def _whole(combined: Any, key: str) -> str:
    unread = Tally()
    return " ".join(words(row.get(key), unread) for row in rows(combined, unread))


SHAPES = (
    Shape(
        name="Azure batch transcription",
        separation="diarizationEnabled=true",
        matches=_is_batch,
        read=_read_batch,
    ),
    Shape(
        name="Azure fast transcription",
        separation="diarization.enabled=true",
        matches=_is_fast,
        read=_read_fast,
    ),
)
