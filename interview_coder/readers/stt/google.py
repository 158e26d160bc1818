"""Google Speech-to-Text: with speaker separation, the last result repeats all words with tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from interview_coder.readers.cues import Cue
from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import dig, first, label, pick, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, cue, merge_channels
from interview_coder.readers.stt.words import Word, lines

# The same fields in the two versions and the two spellings of the API.
_SPEAKER = ("speakerTag", "speaker_tag", "speakerLabel", "speaker_label")
_START = ("startTime", "start_time", "startOffset", "start_offset")
_END = ("endTime", "end_time", "endOffset", "end_offset")
_CHANNEL = ("channelTag", "channel_tag")
_REPEATED = "words of results that the last result repeats with speakers"
_N_COMPARED = 4
_RESULT = {"languageCode", "language_code", "resultEndTime", "result_end_time", *_CHANNEL}


def _matches(document: Any) -> bool:
    results = _results(document)
    if not isinstance(results, list):
        return False
    with_words = [row for row in results if isinstance(row, dict) and row.get("alternatives")]
    row = first(with_words)
    alternative = first(row.get("alternatives"))
    return "transcript" in alternative and ("words" in alternative or bool(_RESULT & set(row)))


def _results(document: Any) -> Any:
    """The results; those of a long-running operation lie in its `response`."""
    response = dig(document, "response")
    return dig(response if isinstance(response, dict) else document, "results")


def _read(document: Any) -> Found:
    tally = Tally()
    channel_to_results: dict[str, list[dict[str, Any]]] = {}
    for row in rows(_results(document), tally):
        name = label(pick(row, _CHANNEL), kind="Channel") or "no channel"
        channel_to_results.setdefault(name, []).append(row)
    found = merge_channels(
        {name: _channel(results, tally) for name, results in channel_to_results.items()}
    )
    return replace(found, left_out=tally.left_out())


def _channel(results: list[dict[str, Any]], tally: Tally) -> list[Cue]:
    said = [_Result(result, tally) for result in results]
    kept = said
    if len(said) > 1 and _repeats(said[-1], said[:-1]):
        kept = said[-1:]
        n = sum(each.n_words for each in said[:-1])
        tally.add(_REPEATED, said[0].transcript, n=n)
    return [each for result in kept for each in result.cues()]


class _Result:
    """A stretch of speech: its first alternative, the likeliest."""

    def __init__(self, result: dict[str, Any], tally: Tally) -> None:
        alternative = dig(result, "alternatives", 0)
        unread = Tally()
        self.transcript = words(dig(alternative, "transcript"), unread)
        self.words = list(_each_word(dig(alternative, "words"), tally))

    @property
    def n_words(self) -> int:
        return len(self.words) or len(self.transcript.split())

    @property
    def is_tagged(self) -> bool:
        return any(word.speaker for word in self.words)

    def opening(self, n: int) -> str:
        """The letters of the first `n` words."""
        texts = [word.text for word in self.words[:n]] or self.transcript.split()[:n]
        return "".join(filter(str.isalnum, "".join(texts))).lower()

    def cues(self) -> list[Cue]:
        if self.words:
            return lines(self.words)
        return [cue(None, self.transcript, None)] if self.transcript else []


def _repeats(last: _Result, before: list[_Result]) -> bool:
    """Whether the last result says again, with speakers, what the results before it say."""
    spoken = [result for result in before if result.n_words]
    if not last.is_tagged or not spoken or last.n_words < max(each.n_words for each in spoken):
        return False
    if last.opening(_N_COMPARED) == spoken[0].opening(_N_COMPARED):
        return True
    begun = [word.start or 0.0 for result in spoken for word in result.words]
    return bool(begun) and (last.words[0].start or 0.0) < begun[-1]


def _each_word(listed: Any, tally: Tally) -> Iterator[Word]:
    for row in rows(listed, tally):
        text = words(row.get("word"), tally)
        if text:
            # Tag 0 is what the API writes for nobody.
            tag = pick(row, _SPEAKER)
            speaker = None if tag in (0, "0") else label(tag)
            # A word at the very beginning has no time: zero is left out.
            start, end = seconds(pick(row, _START) or 0), seconds(pick(row, _END) or 0)
            yield Word(text=text, speaker=speaker, start=start, end=end)


SHAPES = (
    Shape(
        name="Google Speech-to-Text",
        separation="diarizationConfig.enableSpeakerDiarization=true",
        matches=_matches,
        read=_read,
    ),
)
