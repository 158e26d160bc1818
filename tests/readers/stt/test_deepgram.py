"""Deepgram."""

from __future__ import annotations

import pytest

from interview_coder.errors import ReadError
from tests.readers.mutations import said
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, whole, words_of


class TestDeepgram:
    """
    Utterances, words and paragraphs are the same words; any of them may lack the speakers.
    """

    def test_the_copy_with_speakers_is_read(self) -> None:
        """
        Utterances without speakers give way to words that have them.
        """
        document = samples.deepgram(TALK)
        for row in document["results"]["utterances"]:
            del row["speaker"]

        assert words_of(document) == words_of(samples.deepgram_words(TALK))

    def test_numbers_begin_anew_in_each_channel(self) -> None:
        """
        Speaker 0 of two channels is two people; turns stand in the order of time.
        """
        left, right = [(0, "so"), (1, "no")], [(0, "yes")]
        channels = [
            samples.deepgram_words(talk)["results"]["channels"][0] for talk in (left, right)
        ]
        channels[1]["alternatives"][0]["words"][0]["start"] = 0.5

        reading = read_json({"results": {"channels": channels}})

        assert said(reading) == [
            ("Channel 0 Speaker 0", "so"),
            ("Channel 1", "yes"),
            ("Channel 0 Speaker 1", "no"),
        ]
        assert "check that each holds one voice" in reading.notes[0]

    def test_channels_stand_for_speakers(self) -> None:
        """
        Two channels without speaker separation are two speakers.
        """
        rows = [
            {"transcript": "So?", "start": 0.0, "channel": 0},
            {"transcript": "Yes.", "start": 1.0, "channel": 1},
        ]
        channels = [
            {"alternatives": [{"transcript": row["transcript"], "words": []}]} for row in rows
        ]

        found = words_of({"results": {"channels": channels, "utterances": rows}})

        assert found == [("Channel 0", "So?"), ("Channel 1", "Yes.")]

    def test_transcript_alone(self) -> None:
        """
        A transcript without words is recognised.
        """
        document = {"results": {"channels": [{"alternatives": [{"transcript": whole(TALK)}]}]}}

        with pytest.raises(ReadError, match=r"11 words .*diarize=true"):
            read_json(document)
