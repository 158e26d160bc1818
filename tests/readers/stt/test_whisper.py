"""Whisper and the programs around it."""

from __future__ import annotations

from typing import Any

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, whole, words_of


class TestWhisper:
    """
    Whisper has no speakers; WhisperX gives them to segments, to words, or to both.
    """

    def test_copies_are_not_read(self) -> None:
        """
        The words stand in `text`, `segments` and `word_segments`; they are read once.
        """
        document = {**samples.whisperx(TALK), "text": whole(TALK)}

        assert len(read_json(document).text.split()) == len(whole(TALK).split())

    def test_words_of_another_speaker_are_noted(self) -> None:
        """
        A segment stays with its speaker, and the researcher learns that its words differ.
        """
        document = samples.whisperx(TALK)
        document["segments"][1]["words"][0]["speaker"] = "SPEAKER_00"

        reading = read_json(document)

        assert len(reading.turns) == 3
        assert "to another speaker, left with the segment's: 1, the first" in reading.notes[0]
        assert "'Slow. I missed the bus.'" in reading.notes[0]

    def test_a_segment_of_two_voices_is_cut(self) -> None:
        """
        Where only the words tell the speakers, a segment may be two turns.
        """
        assert len(words_of(samples.whisper_words(TALK))) == 3

    def test_a_segment_whose_words_differ_from_its_text_is_not_cut(self) -> None:
        """
        Words that are not the text cannot say who speaks which part of it.
        """
        document = samples.whisper_words(TALK)
        document["segments"][0]["text"] += " Well, late."
        document["segments"].append({"start": 9.0, "text": "Bye.", "speaker": "SPEAKER_01"})

        assert words_of(document) == [
            (UNKNOWN_SPEAKER, f"{whole(TALK)} Well, late."),
            ("SPEAKER_01", "Bye."),
        ]

    def test_a_word_without_time_keeps_its_place(self) -> None:
        """
        Numbers have no time in WhisperX; they are spoken all the same.
        """
        document = samples.whisper_words([(0, "in 2014 then"), (1, "yes")])
        row = document["segments"][0]["words"][1]
        del row["start"], row["end"]

        assert words_of(document)[0] == ("SPEAKER_00", "in 2014 then")

    @pytest.mark.parametrize(
        "document",
        [
            pytest.param([[1, 0, 0.0, 2.0, " Hello there.", [50364], -0.2]], id="rows"),
            pytest.param([[1, 0, 0.0, 2.0, " Hello there."], [2, 0, 2.0, 3.0, " "]], id="silence"),
            pytest.param([[[1, 0, 0.0, 2.0, " Hello there."]], ["en", 0.99]], id="rows and info"),
            pytest.param({"segments": [[1, 0, 0.0, 2.0, " Hello there."]]}, id="in an object"),
            pytest.param({"text": "Hello there."}, id="text only"),
            pytest.param({"text": "Hello there.", "usage": {"type": "tokens"}}, id="with usage"),
            pytest.param(
                {"text": "Hello there.", "segments": [{"start": 0, "text": " Hello there."}]},
                id="segments",
            ),
            pytest.param(
                {"text": "Hello there.", "words": [{"word": "Hello", "start": 0}]}, id="words"
            ),
            pytest.param(
                {"chunks": [{"timestamp": [0, 1], "text": " Hello there."}]}, id="transformers"
            ),
            pytest.param(
                {
                    "transcription": [
                        {"offsets": {"from": 0}, "text": " Hello there.", "speaker_turn_next": True}
                    ]
                },
                id="tinydiarize, which tells changes and nobody",
            ),
        ],
    )
    def test_without_speakers(self, document: Any) -> None:
        """
        Every dump of Whisper alone is recognised, and refused with its count of words.
        """
        with pytest.raises(ReadError, match="with 2 words that tells no speaker"):
            read_json(document)

    def test_both_channels_alike_is_nobody(self) -> None:
        """
        whisper.cpp writes `?` where it cannot tell the channels apart.
        """
        document = samples.whisper_cpp([(0, "so"), (1, "yes"), (0, "and")])
        document["transcription"][1]["speaker"] = "?"
        document["transcription"][2]["speaker"] = "1"

        assert words_of(document)[1] == (UNKNOWN_SPEAKER, "yes")

    def test_clock_where_there_are_no_offsets(self) -> None:
        """
        whisper.cpp tells times twice; one of them is enough.
        """
        document = samples.whisper_cpp(TALK)
        for row in document["transcription"]:
            del row["offsets"]
            row["timestamps"]["from"] = "00:01:02,500"

        assert read_json(document).turns[0].times[0].seconds == 62.5
