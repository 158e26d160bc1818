"""Google Speech-to-Text."""

from __future__ import annotations

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from tests.readers.mutations import left_out, said
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, words_of


class TestGoogle:
    """
    With speaker separation, the last result holds all words again.
    """

    def test_repeated_results_are_left_out(self) -> None:
        """
        The words are read once, from the result that tells the speakers.
        """
        reading = read_json(samples.google(TALK))

        assert len(reading.text.split()) == 11
        assert left_out(reading) == {
            "words of results that the last result repeats with speakers": 11
        }

    def test_results_one_after_the_other_are_all_read(self) -> None:
        """
        Results that each tell their speakers follow each other.
        """
        words = samples.google_words(TALK)
        parts = (words[:4], words[4:9], words[9:])
        results = [
            {"alternatives": [{"transcript": "x", "words": part}], "languageCode": "en"}
            for part in parts
        ]

        assert words_of({"results": results}) == words_of(samples.google(TALK))

    def test_results_without_times_are_all_read(self) -> None:
        """
        Without times, a longer result is no repetition of the one before it.
        """
        results = [
            {"languageCode": "en", "alternatives": [{"transcript": text, "words": words}]}
            for text, words in (
                ("so", [{"word": "so", "speakerLabel": "1"}]),
                ("yes now", [{"word": w, "speakerLabel": "2"} for w in ("yes", "now")]),
            )
        ]

        assert words_of({"results": results}) == [("Speaker 1", "so"), ("Speaker 2", "yes now")]

    def test_tag_zero_is_nobody(self) -> None:
        """
        Speakers are counted from 1; 0 stands for nobody.
        """
        document = samples.google(TALK)
        for word in document["results"][-1]["alternatives"][0]["words"]:
            word["speakerTag"] = 0

        with pytest.raises(ReadError, match="enableSpeakerDiarization"):
            read_json(document)

    def test_other_spellings(self) -> None:
        """
        A long-running operation, snake case and times as text are the same file.
        """
        words = [
            {"word": "So.", "speaker_tag": 1, "start_time": "0s", "end_time": "0.500s"},
            {"word": "Yes.", "speaker_tag": 2, "start_time": "1.200s", "end_time": "1.500s"},
        ]
        result = {"alternatives": [{"transcript": "So. Yes.", "words": words}]}

        reading = read_json({"done": True, "response": {"results": [result]}})

        assert said(reading) == [("Speaker 1", "So."), ("Speaker 2", "Yes.")]
        assert reading.turns[1].times[0].seconds == 1.2

    def test_channels(self) -> None:
        """
        Results of separate channels are separate speakers.
        """
        results = [
            {
                "alternatives": [
                    {"transcript": text, "words": [{"word": text, "startTime": f"{i}s"}]}
                ],
                "channelTag": i,
            }
            for i, text in ((1, "So?"), (2, "Yes."))
        ]

        assert words_of({"results": results}) == [("Channel 1", "So?"), ("Channel 2", "Yes.")]

    def test_a_result_without_words_is_read(self) -> None:
        """
        A result that has only its transcript is speech of nobody known.
        """
        document = samples.google([(0, "So?"), (1, "Yes.")])
        tagged = document["results"].pop()
        document["results"] = [
            {"alternatives": [{"transcript": "Hello there."}], "languageCode": "en"},
            {**tagged, "alternatives": [{**tagged["alternatives"][0]}]},
        ]

        assert words_of(document) == [
            (UNKNOWN_SPEAKER, "Hello there."),
            ("Speaker 1", "So?"),
            ("Speaker 2", "Yes."),
        ]
