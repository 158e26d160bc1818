"""Amazon Transcribe, and its Call Analytics, which has a root of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, cues_of, merge_channels
from interview_coder.readers.stt.words import Timeline, Word, lines


def _matches(document: Any) -> bool:
    results = dig(document, "results")
    return isinstance(results, dict) and isinstance(results.get("items"), list)


def _read(document: Any) -> Found:
    results = document["results"]
    tally = Tally()
    channels = results.get("channel_labels")
    speakers = _Speakers(results)
    if first(dig(channels, "channels")):
        # The items of `results` are the same words again, of all channels at once.
        channel_to_items = _items_by_channel(channels, tally)
    else:
        channel_to_items = {"all": results["items"]}
    found = merge_channels(
        {
            name: lines(_each_word(items, speakers, tally))
            for name, items in channel_to_items.items()
        }
    )
    whole = dig(results, "transcripts", 0, "transcript")
    whole = whole if isinstance(whole, str) else ""
    return replace(found, whole=whole, left_out=tally.left_out())


def _items_by_channel(channels: Any, tally: Tally) -> dict[str, list[Any]]:
    channel_to_items: dict[str, list[Any]] = {}
    for row in rows(dig(channels, "channels"), tally):
        name = label(row.get("channel_label"), kind="Channel") or "no channel"
        items = row.get("items")
        channel_to_items.setdefault(name, []).extend(items if isinstance(items, list) else ())
    return channel_to_items


class _Speakers:
    """Who says an item: told in it, or in a list beside it that is joined by the start."""

    def __init__(self, results: dict[str, Any]) -> None:
        unread = Tally()  # these objects hold no words
        self._start_to_speaker: dict[Any, str] = {}
        stretches: list[tuple[float, float, str]] = []
        for segment in rows(dig(results, "speaker_labels", "segments"), unread):
            # A label can be empty: somebody spoke, nobody knows who.
            speaker = label(segment.get("speaker_label"))
            start, end = seconds(segment.get("start_time")), seconds(segment.get("end_time"))
            if speaker and start is not None and end is not None:
                stretches.append((start, end, speaker))
            for item in rows(segment.get("items"), unread):
                name = label(item.get("speaker_label"))
                if name and isinstance(item.get("start_time"), (str, float, int)):
                    self._start_to_speaker[item["start_time"]] = name
        self._timeline = Timeline(stretches)

    def of(self, item: dict[str, Any]) -> str | None:
        """Return who says `item`; None if the file does not tell."""
        if "speaker_label" in item:
            return label(item["speaker_label"])
        written = item.get("start_time")
        if isinstance(written, (str, float, int)) and written in self._start_to_speaker:
            return self._start_to_speaker[written]
        start = seconds(written)
        return None if start is None else self._timeline.speaker_at(start)


def _each_word(items: Any, speakers: _Speakers, tally: Tally) -> Iterator[Word]:
    for item in rows(items, tally):
        text = words(dig(item, "alternatives", 0, "content"), tally)
        if not text:
            tally.add("items without words")
        elif item.get("type") == "punctuation":
            # Punctuation has no time, and so no speaker of its own.
            yield Word(text=text, speaker=None, start=None, attaches="previous")
        else:
            start, end = seconds(item.get("start_time")), seconds(item.get("end_time"))
            yield Word(text=text, speaker=speakers.of(item), start=start, end=end)


def _is_call(document: Any) -> bool:
    row = first(dig(document, "Transcript"))
    return "Content" in row and "ParticipantRole" in row


def _read_call(document: Any) -> Found:
    tally = Tally()
    cues = cues_of(
        document["Transcript"], tally, text=("Content",), speaker=_role, start=_call_start
    )
    return Found(cues=cues, left_out=tally.left_out())


def _role(row: dict[str, Any]) -> str | None:
    return label(row.get("ParticipantRole"))


def _call_start(row: dict[str, Any]) -> float | None:
    return seconds(row.get("BeginOffsetMillis"), per_second=1000)


SHAPES = (
    Shape(
        name="Amazon Transcribe",
        separation="Settings.ShowSpeakerLabels=true",
        matches=_matches,
        read=_read,
    ),
    Shape(
        name="Amazon Transcribe Call Analytics",
        separation="ChannelDefinitions, which name the roles",
        matches=_is_call,
        read=_read_call,
    ),
)
