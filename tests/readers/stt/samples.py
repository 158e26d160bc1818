"""One conversation as each speech-to-text program writes it; names and words are invented."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from interview_coder.readers.source import Reading, Source
from interview_coder.readers.stt import read
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.transcript import Transcript
from tests.readers.mutations import said

Talk: TypeAlias = Sequence[tuple[int | None, str]]
"""Who speaks, counted from 0 (None: the program was not asked for speakers), and the words."""

TALK: Talk = (
    (0, "How was the week?"),
    (1, "Slow. I missed the bus."),
    (0, "And then?"),
)
WITHOUT_SPEAKERS: Talk = tuple((None, words) for _, words in TALK)


def as_source(document: Any, *, name: str = "P1.json") -> Source:
    """
    Return `document` as a file.
    """
    return Source(path=Path(name), data=json.dumps(document).encode())


def read_json(document: Any) -> Reading:
    """
    Read `document` as the content of a file.
    """
    return read(as_source(document))


def words_of(document: Any) -> list[tuple[str, str]]:
    """
    Read `document`; return speaker and words on one line, turn by turn.
    """
    return [(who, " ".join(words.split())) for who, words in said(read_json(document))]


def with_roles(document: Any, *, interviewers: frozenset[str] = frozenset()) -> Transcript:
    """
    Read `document` and settle who is interviewed.
    """
    reading = read(as_source(document))
    transcript = Transcript(
        name="P1.json",
        text=reading.text,
        turns=reading.turns,
        source_hash="",
        text_hash="",
        format="speech to text",
    )
    return assign_roles(transcript, RolesTold(interviewers=interviewers))


def timed(talk: Talk) -> list[tuple[int | None, str, float, float]]:
    """
    Return who, a word, and its start and end: a word a second.
    """
    words = [(who, word) for who, words in talk for word in words.split()]
    return [(who, word, float(i), i + 0.5) for i, (who, word) in enumerate(words)]


def pieces(talk: Talk) -> list[tuple[int | None, str, float, float]]:
    """
    Return who, the words of a turn, and their start and end: a word a second.
    """
    found: list[tuple[int | None, str, float, float]] = []
    now = 0
    for who, words in talk:
        n = len(words.split())
        found.append((who, words, float(now), now + n - 0.5))
        now += n
    return found


def whole(talk: Talk) -> str:
    return " ".join(words for _, words in talk)


def spoken(who: int | None, form: str, key: str = "speaker") -> dict[str, Any]:
    """
    Return `key` with the speaker in `form`; nothing where the program was not asked.
    """
    return {} if who is None else {key: form.format(who)}


def whisperx(talk: Talk) -> Any:
    return {
        "segments": [
            {
                "start": start,
                "end": end,
                "text": f" {text}",
                "words": [{"word": word, "score": 0.9} for word in text.split()],
                **spoken(who, "SPEAKER_0{}"),
            }
            for who, text, start, end in pieces(talk)
        ],
        "word_segments": [{"word": word, "score": 0.9} for _, word, _, _ in timed(talk)],
        "language": "en",
    }


def whisper_words(talk: Talk) -> Any:
    """
    Return WhisperX with one segment whose words tell the speakers.
    """
    return {
        "segments": [
            {
                "start": 0.0,
                "end": 9.0,
                "text": whole(talk),
                "words": [
                    {"word": word, "start": start, "end": end, **spoken(who, "SPEAKER_0{}")}
                    for who, word, start, end in timed(talk)
                ],
            }
        ]
    }


def openai_diarized(talk: Talk) -> Any:
    return {
        "text": whole(talk),
        "segments": [
            {
                "type": "transcript.text.segment",
                "start": start,
                "end": end,
                "text": text,
                **({} if who is None else {"speaker": "AB"[who]}),
            }
            for who, text, start, end in pieces(talk)
        ],
    }


def faster_whisper_list(talk: Talk) -> Any:
    return whisperx(talk)["segments"]


def whisper_cpp(talk: Talk) -> Any:
    return {
        "systeminfo": "AVX = 1",
        "transcription": [
            {
                "timestamps": {"from": "00:00:00,000", "to": "00:00:01,000"},
                "offsets": {"from": int(start * 1000), "to": int(end * 1000)},
                "text": f" {text}",
                **spoken(who, "{}"),
            }
            for who, text, start, end in pieces(talk)
        ],
    }


def insanely_fast(talk: Talk) -> Any:
    rows = [
        {"timestamp": [start, end], "text": f" {text}", **spoken(who, "SPEAKER_0{}")}
        for who, text, start, end in pieces(talk)
    ]
    chunks = [{"timestamp": [0.0, 9.0], "text": whole(talk)}]
    is_separated = any(who is not None for who, _ in talk)
    return {"speakers": rows if is_separated else [], "chunks": chunks, "text": whole(talk)}


def podwhisperer(talk: Talk) -> Any:
    return {
        "speakers": {"spk_0": "Ola", "spk_1": "Kasia"},
        "segments": [
            {
                "start": start,
                "end": end,
                "text": text,
                "speakerLabel": "" if who is None else f"spk_{who}",
            }
            for who, text, start, end in pieces(talk)
        ],
    }


def assemblyai(talk: Talk) -> Any:
    def row(who: int | None, text: str, start: float, end: float) -> dict[str, Any]:
        speaker = None if who is None else "AB"[who]
        return {
            "text": text,
            "start": int(start * 1000),
            "end": int(end * 1000),
            "confidence": 0.9,
            "speaker": speaker,
        }

    is_separated = any(who is not None for who, _ in talk)
    return {
        "id": "x",
        "audio_url": "https://example.org/a.mp3",
        "text": whole(talk),
        "words": [row(*each) for each in timed(talk)],
        "utterances": [row(*each) for each in pieces(talk)] if is_separated else None,
    }


def assemblyai_words(talk: Talk) -> Any:
    return {**assemblyai(talk), "utterances": None}


def deepgram(talk: Talk) -> Any:
    def number(who: int | None) -> dict[str, Any]:
        return {} if who is None else {"speaker": who}

    words = [
        {
            "word": word.lower().strip(".?"),
            "punctuated_word": word,
            "start": start,
            "end": end,
            **number(who),
        }
        for who, word, start, end in timed(talk)
    ]
    utterances = [
        {"transcript": text, "start": start, "end": end, "channel": 0, **number(who)}
        for who, text, start, end in pieces(talk)
    ]
    paragraphs = [
        {"sentences": [{"text": text, "start": start, "end": end}], **number(who)}
        for who, text, start, end in pieces(talk)
    ]
    best = {
        "transcript": whole(talk),
        "words": words,
        "paragraphs": {"transcript": whole(talk), "paragraphs": paragraphs},
    }
    return {
        "metadata": {"channels": 1},
        "results": {"channels": [{"alternatives": [best]}], "utterances": utterances},
    }


def deepgram_words(talk: Talk) -> Any:
    document = deepgram(talk)
    del document["results"]["utterances"]
    del document["results"]["channels"][0]["alternatives"][0]["paragraphs"]
    return document


def deepgram_paragraphs(talk: Talk) -> Any:
    document = deepgram(talk)
    del document["results"]["utterances"]
    del document["results"]["channels"][0]["alternatives"][0]["words"]
    return document


def amazon_items(talk: Talk) -> list[dict[str, Any]]:
    """
    Return the items of Amazon Transcribe: times as text, punctuation without time.
    """
    items: list[dict[str, Any]] = []
    for _, word, start, end in timed(talk):
        bare = word.rstrip(".?")
        items.append(
            {
                "type": "pronunciation",
                "start_time": f"{start:.2f}",
                "end_time": f"{end:.2f}",
                "alternatives": [{"content": bare, "confidence": "0.9"}],
            }
        )
        items += [
            {"type": "punctuation", "alternatives": [{"content": mark}]}
            for mark in word[len(bare) :]
        ]
    return items


def amazon(talk: Talk) -> Any:
    segments = [
        {
            "start_time": f"{start:.2f}",
            "end_time": f"{end:.2f}",
            "speaker_label": f"spk_{who}",
            "items": [
                {"start_time": f"{at:.2f}", "speaker_label": f"spk_{who}"}
                for _, _, at, _ in timed(talk)
                if start <= at <= end
            ],
        }
        for who, _, start, end in pieces(talk)
        if who is not None
    ]
    results: dict[str, Any] = {
        "transcripts": [{"transcript": whole(talk)}],
        "items": amazon_items(talk),
    }
    if segments:
        results["speaker_labels"] = {"speakers": 2, "segments": segments}
    return {"jobName": "x", "results": results, "status": "COMPLETED"}


def amazon_call(talk: Talk) -> Any:
    roles = ("AGENT", "CUSTOMER")
    return {
        "Channel": "VOICE",
        "Transcript": [
            {
                "Content": text,
                "BeginOffsetMillis": int(start * 1000),
                "ParticipantRole": None if who is None else roles[who],
                "Items": [],
            }
            for who, text, start, _ in pieces(talk)
        ],
    }


def google_time(time: float) -> dict[str, Any]:
    """
    Return a time as Google writes it, without what is zero.
    """
    seconds, nanos = int(time), int(time % 1 * 1e9)
    written: dict[str, Any] = {"seconds": str(seconds)} if seconds else {}
    return {**written, "nanos": nanos} if nanos else written


def google_words(talk: Talk) -> list[dict[str, Any]]:
    return [
        {
            "word": word,
            "startTime": google_time(start),
            "endTime": google_time(end),
            **({} if who is None else {"speakerTag": who + 1}),
        }
        for who, word, start, end in timed(talk)
    ]


def google(talk: Talk) -> Any:
    """
    Return a result a turn, and with speakers one more that repeats all words with tags.
    """
    untold = [
        {**word, "startTime": word["startTime"]}
        for word in google_words([(None, words) for _, words in talk])
    ]
    results: list[dict[str, Any]] = []
    position = 0
    for _, text in talk:
        n = len(text.split())
        best = {"transcript": text, "words": untold[position : position + n]}
        results.append({"alternatives": [best], "languageCode": "en-us"})
        position += n
    if any(who is not None for who, _ in talk):
        last = {"transcript": " Thank you.", "words": google_words(talk)}
        results.append({"alternatives": [last], "languageCode": "en-us"})
    return {"results": results}


def azure(talk: Talk) -> Any:
    return {
        "source": "https://example.org/a.wav",
        "combinedRecognizedPhrases": [{"channel": 0, "display": whole(talk)}],
        "recognizedPhrases": [
            {
                "recognitionStatus": "Success",
                "channel": 0,
                "offset": f"PT{start}S",
                "offsetInTicks": start * 1e7,
                "nBest": [{"display": text}, {"display": "another guess"}],
                **({} if who is None else {"speaker": who}),
            }
            for who, text, start, _ in pieces(talk)
        ],
    }


def azure_fast(talk: Talk) -> Any:
    return {
        "combinedPhrases": [{"text": whole(talk)}],
        "phrases": [
            {
                "offsetMilliseconds": int(start * 1000),
                "text": text,
                **({} if who is None else {"speaker": who}),
            }
            for who, text, start, _ in pieces(talk)
        ],
    }


def speechmatics(talk: Talk) -> Any:
    results: list[dict[str, Any]] = []
    for who, word, start, end in timed(talk):
        speaker = "UU" if who is None else f"S{who + 1}"
        bare = word.rstrip(".?")
        for kind, text in [("word", bare), *(("punctuation", mark) for mark in word[len(bare) :])]:
            results.append(
                {
                    "type": kind,
                    "start_time": start,
                    "end_time": end,
                    "alternatives": [{"content": text, "speaker": speaker}],
                }
            )
    return {"format": "2.9", "results": results}


def speechmatics_old(talk: Talk) -> Any:
    words: list[dict[str, Any]] = []
    for _, word, start, _ in timed(talk):
        bare = word.rstrip(".?")
        words += [
            {"name": text, "time": f"{start:.2f}", "duration": "0.50"}
            for text in (bare, *word[len(bare) :])
        ]
    return {
        "format": "1.0",
        "speakers": [
            {
                "name": "UU" if who is None else f"M{who + 1}",
                "time": f"{start:.2f}",
                "duration": f"{end - start:.2f}",
            }
            for who, _, start, end in pieces(talk)
        ],
        "words": words,
    }


def kaldi(talk: Talk) -> Any:
    return {
        "retval": {
            "punct": whole(talk),
            "words": [
                {"start": start, "end": end, "word": word.lower(), "punct": word}
                for _, word, start, end in timed(talk)
            ],
            "segmentation": {
                "segments": [
                    {"start": start, "duration": end - start, "speaker": {"@id": f"S{who}"}}
                    for who, _, start, end in pieces(talk)
                    if who is not None
                ]
            },
        }
    }


def ibm(talk: Talk) -> Any:
    results: list[dict[str, Any]] = []
    times = timed(talk)
    position = 0
    for _, text in talk:
        n = len(text.split())
        triples = [[word, start, end] for _, word, start, end in times[position : position + n]]
        best = {"transcript": f"{text} ", "timestamps": triples}
        results.append({"final": True, "alternatives": [best]})
        position += n
    labels = [
        {"from": start, "to": end, "speaker": who, "final": False}
        for who, _, start, end in times
        if who is not None
    ]
    return {"results": results, "result_index": 0, "speaker_labels": labels}


def rev(talk: Talk) -> Any:
    monologues: list[dict[str, Any]] = []
    for who, text, start, _ in pieces(talk):
        elements: list[dict[str, Any]] = []
        for i, word in enumerate(text.split()):
            elements += [{"type": "punct", "value": " "}] if elements else []
            bare = word.rstrip(".?")
            elements.append({"type": "text", "value": bare, "ts": start + i})
            elements += [{"type": "punct", "value": mark} for mark in word[len(bare) :]]
        monologues.append({"speaker": who, "elements": elements})
    return {"monologues": monologues}


def rev_editor(talk: Talk) -> Any:
    document = rev(talk)
    for monologue in document["monologues"]:
        elements = monologue.pop("elements")
        monologue["spans"] = [{**each, "type": 0} for each in elements]
    return {**document, "speakers": [{"id": 0, "name": "Ola"}, {"id": 1, "name": "Kasia"}]}


def amberscript(talk: Talk) -> Any:
    return {
        "segments": [
            {
                "words": [
                    {"text": word, "start": start + i, "end": start + i + 0.5}
                    for i, word in enumerate(text.split())
                ],
                **spoken(who, "spk{}"),
            }
            for who, text, start, _ in pieces(talk)
        ],
        "speakers": [
            {"spkid": "spk0", "name": "Interviewer"},
            {"spkid": "spk1", "name": "Kasia"},
        ],
    }


def podcast(talk: Talk) -> Any:
    return {
        "version": "1.0.0",
        "segments": [
            {"startTime": start, "endTime": end, "body": text, **spoken(who, "Host {}")}
            for who, text, start, end in pieces(talk)
        ],
    }


def podcast_words(talk: Talk) -> Any:
    return {
        "version": "1.0.0",
        "segments": [
            {"startTime": start, "endTime": end, "body": word, **spoken(who, "Host {}")}
            for who, word, start, end in timed(talk)
        ],
    }


def fireflies(talk: Talk) -> Any:
    names = ("Ola", "Kasia")
    return {
        "data": {
            "transcript": {
                "title": "Talk",
                "sentences": [
                    {
                        "index": i,
                        "speaker_name": None if who is None else names[who],
                        "speaker_id": who,
                        "text": text,
                        "raw_text": text,
                        "start_time": start,
                        "end_time": end,
                    }
                    for i, (who, text, start, end) in enumerate(pieces(talk))
                ],
            }
        }
    }


def fireflies_list(talk: Talk) -> Any:
    return [
        {
            "sentence": text,
            "startTime": f"{int(start) // 60:02}:{int(start) % 60:02}",
            "speaker_name": f"Ola {who}" if who is not None else "",
        }
        for who, text, start, _ in pieces(talk)
    ]


@dataclass(frozen=True, kw_only=True, slots=True)
class Sample:
    """
    A program's file, and how its speakers are called when read.
    """

    id: str
    shape: str
    write: Callable[[Talk], Any]
    speakers: tuple[str, str]


_WHISPER = "Whisper, WhisperX, whisper-timestamped or faster-whisper"
_LIST = "faster-whisper (a list of segments)"
_PIPELINE = "insanely-fast-whisper or transformers"

SAMPLES = tuple(
    Sample(id=write.__name__, shape=shape, write=write, speakers=speakers)
    for shape, write, speakers in (
        (_WHISPER, whisperx, ("SPEAKER_00", "SPEAKER_01")),
        (_WHISPER, whisper_words, ("SPEAKER_00", "SPEAKER_01")),
        (_WHISPER, openai_diarized, ("Speaker A", "Speaker B")),
        (_LIST, faster_whisper_list, ("SPEAKER_00", "SPEAKER_01")),
        (_PIPELINE, insanely_fast, ("SPEAKER_00", "SPEAKER_01")),
        ("whisper.cpp", whisper_cpp, ("Speaker 0", "Speaker 1")),
        ("podwhisperer", podwhisperer, ("Ola", "Kasia")),
        ("AssemblyAI", assemblyai, ("Speaker A", "Speaker B")),
        ("AssemblyAI", assemblyai_words, ("Speaker A", "Speaker B")),
        ("Deepgram", deepgram, ("Speaker 0", "Speaker 1")),
        ("Deepgram", deepgram_words, ("Speaker 0", "Speaker 1")),
        ("Deepgram", deepgram_paragraphs, ("Speaker 0", "Speaker 1")),
        ("Amazon Transcribe", amazon, ("spk_0", "spk_1")),
        ("Amazon Transcribe Call Analytics", amazon_call, ("AGENT", "CUSTOMER")),
        ("Google Speech-to-Text", google, ("Speaker 1", "Speaker 2")),
        ("Azure batch transcription", azure, ("Speaker 0", "Speaker 1")),
        ("Azure fast transcription", azure_fast, ("Speaker 0", "Speaker 1")),
        ("Speechmatics", speechmatics, ("S1", "S2")),
        ("Speechmatics (format 1)", speechmatics_old, ("M1", "M2")),
        ("bbc-kaldi", kaldi, ("S0", "S1")),
        ("IBM Watson", ibm, ("Speaker 0", "Speaker 1")),
        ("Rev", rev, ("Speaker 0", "Speaker 1")),
        ("Rev", rev_editor, ("Ola", "Kasia")),
        ("Amberscript", amberscript, ("Interviewer", "Kasia")),
        ("Podcasting 2.0", podcast, ("Host 0", "Host 1")),
        ("Podcasting 2.0", podcast_words, ("Host 0", "Host 1")),
        ("Fireflies", fireflies, ("Ola", "Kasia")),
        ("Fireflies", fireflies_list, ("Ola 0", "Ola 1")),
    )
)
