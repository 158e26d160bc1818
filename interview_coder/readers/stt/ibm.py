"""IBM Watson: words as triples, and the speakers beside them, joined by the times."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from interview_coder.readers.cues import Cue
from interview_coder.readers.pieces import Tally, as_aside
from interview_coder.readers.stt.document import dig, first, label, rows, seconds, words
from interview_coder.readers.stt.shape import Found, Shape, cue
from interview_coder.readers.stt.words import Word, lines

_HESITATION = "%HESITATION"
_WORD, _FROM, _TO = 0, 1, 2


def _matches(document: Any) -> bool:
    body = _body(document)
    row = first(dig(body, "results"))
    alternative = first(row.get("alternatives"))
    if "timestamps" in alternative:
        return True
    told = "result_index" in body if isinstance(body, dict) else False
    return "transcript" in alternative and (told or "final" in row)


def _body(document: Any) -> Any:
    """The recognition; that of a job lies in the `results` of the job."""
    inner = dig(document, "results", 0)
    return inner if isinstance(dig(inner, "results"), list) else document


def _read(document: Any) -> Found:
    body = _body(document)
    tally = Tally()
    spans_to_speaker = dict(_speakers(body.get("speaker_labels")))
    results = list(rows(body["results"], tally))
    settled = [result for result in results if result.get("final") is not False]
    cues: list[Cue] = []
    for result in results:
        if settled and result.get("final") is False:
            # Heard while somebody still spoke; a final result says it again.
            transcript = words(dig(result, "alternatives", 0, "transcript"), tally)
            n = len(transcript.split())
            tally.add("words of results that are not final", transcript, n=n)
        else:
            cues += _result(dig(result, "alternatives", 0), spans_to_speaker, tally)
    return Found(cues=cues, left_out=tally.left_out())


def _speakers(labels: Any) -> Iterator[tuple[tuple[float | None, float | None], str]]:
    """Times and speaker; where a time comes twice, the later is the better guess."""
    unread = Tally()  # these objects hold no words
    for row in rows(labels, unread):
        speaker = label(row.get("speaker"))
        if speaker:
            yield (seconds(row.get("from")), seconds(row.get("to"))), speaker


def _result(
    alternative: Any,
    span_to_speaker: dict[tuple[float | None, float | None], str],
    tally: Tally,
) -> list[Cue]:
    timestamps = dig(alternative, "timestamps")
    if not isinstance(timestamps, list) or not timestamps:
        text = words(dig(alternative, "transcript"), tally).replace(_HESITATION, _remark())
        return [cue(None, text, None)] if text else []
    spoken: list[Word] = []
    for triple in timestamps:
        text = words(dig(triple, _WORD), tally)
        start, end = seconds(dig(triple, _FROM)), seconds(dig(triple, _TO))
        speaker = span_to_speaker.get((start, end))
        if text:
            text = _remark() if text == _HESITATION else text
            spoken.append(Word(text=text, speaker=speaker, start=start, end=end))
        else:
            tally.add("words without text")
    return lines(spoken)


def _remark() -> str:
    return as_aside(_HESITATION.strip("%").lower())


SHAPES = (Shape(name="IBM Watson", separation="speaker_labels=true", matches=_matches, read=_read),)
