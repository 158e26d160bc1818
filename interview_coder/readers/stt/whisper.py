"""Whisper and the programs around it: segments of text, with a speaker where one was asked for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_coder.readers.cues import Cue
from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, lettered, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, cue, cues_of, letters, start_seconds
from interview_coder.readers.stt.words import Word, lines

_SEPARATION = "Whisper itself has none: use WhisperX with --diarize"
# What the API of OpenAI sends along with a text that has no segments.
_API_KEYS = frozenset({"text", "words", "language", "duration", "task", "usage", "logprobs"})
# A dump of a named tuple of faster-whisper: id, seek, start, end, text, and more.
_START, _TEXT = 2, 4


def _has_segments(document: Any) -> bool:
    segments = dig(document, "segments")
    if not isinstance(segments, list):
        return False
    row = first(segments)
    if not row:
        return not segments and "text" in document
    foreign = {"speakerLabel", "speaker_label", "body"} & set(row)
    return isinstance(row.get("text"), str) and "start" in row and not foreign


def _read_segments(document: Any) -> Found:
    return replace(_read_bare_list(document["segments"]), whole=_whole(document))


def _is_bare_list(document: Any) -> bool:
    row = first(document)
    return isinstance(row.get("text"), str) and "start" in row


def _read_bare_list(segments: Any) -> Found:
    cues: list[Cue] = []
    disputed: list[str] = []
    tally = Tally()
    for segment in rows(segments, tally):
        text = words(segment.get("text"), tally)
        if not text:
            tally.add("segments without words")
            continue
        speaker, spoken = _label(segment.get("speaker"), segment), list(_words(segment))
        voices = {word.speaker for word in spoken} - {None}
        if speaker and voices - {speaker}:
            disputed.append(text)
        if speaker or len(voices) < 2 or _differs(spoken, text):
            alone = voices.pop() if len(voices) == 1 else None
            cues.append(cue(speaker or alone, text, start_seconds(segment)))
        else:
            cues += lines(spoken)
    return Found(cues=cues, notes=_note_disputed(disputed), left_out=tally.left_out())


def _differs(spoken: list[Word], text: str) -> bool:
    return letters("".join(word.text for word in spoken)) != letters(text)


def _words(segment: dict[str, Any]) -> Iterator[Word]:
    """The words of a segment; numbers have no times in WhisperX, nor always a speaker."""
    unread = Tally()  # the text of the segment is what counts
    for row in rows(segment.get("words"), unread):
        text = words(row.get("word", row.get("text")), unread)
        if text:
            start, end = seconds(row.get("start")), seconds(row.get("end"))
            speaker = _label(row.get("speaker"), segment)
            yield Word(text=text, speaker=speaker, start=start, end=end)


def _label(speaker: Any, segment: dict[str, Any]) -> str | None:
    # OpenAI's own separation calls speakers A, B, ...; WhisperX may have been renamed by hand.
    is_openai = segment.get("type") == "transcript.text.segment"
    return lettered(speaker) if is_openai else label(speaker)


def _whole(document: Any) -> str:
    text = dig(document, "text")
    return text if isinstance(text, str) else ""


def _note_disputed(disputed: list[str]) -> tuple[str, ...]:
    if not disputed:
        return ()
    return (
        "segments with words that the file gives to another speaker, left with the segment's: "
        f"{len(disputed)}, the first {disputed[0][:60]!r}",
    )


def _is_cpp(document: Any) -> bool:
    row = first(dig(document, "transcription"))
    return "text" in row and ("offsets" in row or "timestamps" in row)


def _read_cpp(document: Any) -> Found:
    tally = Tally()
    segments = document["transcription"]
    cues = cues_of(segments, tally, text=("text",), speaker=_cpp_speaker, start=_cpp_start)
    return Found(cues=cues, left_out=tally.left_out())


def _cpp_speaker(row: dict[str, Any]) -> str | None:
    # `?` says that both channels are equally loud.
    return None if row.get("speaker") == "?" else label(row.get("speaker"))


def _cpp_start(row: dict[str, Any]) -> float | None:
    start = seconds(dig(row, "offsets", "from"), per_second=1000)
    return seconds(dig(row, "timestamps", "from")) if start is None else start


def _is_chunked(document: Any) -> bool:
    return "text" in first(dig(document, "chunks"))


def _read_chunks(document: Any) -> Found:
    tally = Tally()
    said_by = dig(document, "speakers")
    segments = said_by if first(said_by) else document["chunks"]
    cues = cues_of(segments, tally, text=("text",), speaker=_speaker, start=_chunk_start)
    return Found(cues=cues, whole=_whole(document), left_out=tally.left_out())


def _speaker(row: dict[str, Any]) -> str | None:
    return label(row.get("speaker"))


def _chunk_start(row: dict[str, Any]) -> float | None:
    return seconds(dig(row, "timestamp", 0))


def _is_tuples(document: Any) -> bool:
    return _is_tuple(dig(_tuples(document), 0))


def _tuples(document: Any) -> Any:
    """The rows of a dump; one of `transcribe` has them beside what is known of the recording."""
    segments = document.get("segments") if isinstance(document, dict) else document
    return dig(segments, 0) if _is_tuple(dig(segments, 0, 0)) else segments


def _is_tuple(row: Any) -> bool:
    return isinstance(dig(row, _TEXT), str) and seconds(dig(row, _START)) is not None


def _read_tuples(document: Any) -> Found:
    tally = Tally()
    cues: list[Cue] = []
    for row in _tuples(document):
        text = words(dig(row, _TEXT), tally)
        if text:
            cues.append(cue(None, text, seconds(dig(row, _START))))
        else:
            tally.add("segments without words")
    return Found(cues=cues, left_out=tally.left_out())


def _is_plain(document: Any) -> bool:
    keys = set(document) if isinstance(document, dict) else set()
    return isinstance(dig(document, "text"), str) and keys <= _API_KEYS


def _read_plain(document: Any) -> Found:
    tally = Tally()
    text = words(document["text"], tally)
    return Found(cues=[cue(None, text, None)] if text else [])


def _is_podwhisperer(document: Any) -> bool:
    row = first(dig(document, "segments"))
    return "speakerLabel" in row and "text" in row


def _read_podwhisperer(document: Any) -> Found:
    tally = Tally()

    def named(row: dict[str, Any]) -> str | None:
        key = row.get("speakerLabel")
        name = dig(document, "speakers", key) if isinstance(key, str) else None
        return label(name) or label(key)

    segments = document["segments"]
    cues = cues_of(segments, tally, text=("text",), speaker=named, start=start_seconds)
    return Found(cues=cues, left_out=tally.left_out())


SHAPES = (
    Shape(
        name="podwhisperer",
        separation="let Amazon Transcribe name the speakers in its pipeline",
        matches=_is_podwhisperer,
        read=_read_podwhisperer,
    ),
    Shape(
        name="whisper.cpp",
        separation="--diarize needs a recording with a channel for each speaker, and --tinydiarize "
        "tells only where the speaker changes; use WhisperX with --diarize",
        matches=_is_cpp,
        read=_read_cpp,
    ),
    Shape(
        name="insanely-fast-whisper or transformers",
        separation="insanely-fast-whisper with --hf-token, which switches it on",
        matches=_is_chunked,
        read=_read_chunks,
    ),
    Shape(
        name="Whisper, WhisperX, whisper-timestamped or faster-whisper",
        separation=_SEPARATION,
        matches=_has_segments,
        read=_read_segments,
    ),
    Shape(
        name="faster-whisper (a list of segments)",
        separation=_SEPARATION,
        matches=_is_bare_list,
        read=_read_bare_list,
    ),
    Shape(
        name="faster-whisper (a list of tuples)",
        separation=_SEPARATION,
        matches=_is_tuples,
        read=_read_tuples,
    ),
    Shape(
        name="the OpenAI API (text only)",
        separation="the model gpt-4o-transcribe-diarize with response_format=diarized_json",
        matches=_is_plain,
        read=_read_plain,
    ),
)
