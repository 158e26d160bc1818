"""IBM Watson."""

from __future__ import annotations

import pytest

from interview_coder.errors import ReadError
from tests.readers.mutations import left_out
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, words_of


class TestIBM:
    """
    Words and speakers are two lists, joined by the times.
    """

    def test_later_guesses_count(self) -> None:
        """
        Where a time comes twice among the speakers, the later one is right.
        """
        document = samples.ibm(TALK)
        document["speaker_labels"] += [
            {"from": float(i), "to": i + 0.5, "speaker": 1, "final": True} for i in range(4)
        ]

        assert [who for who, _ in words_of(document)] == ["Speaker 1", "Speaker 0"]

    def test_results_that_are_not_final_are_left_out(self) -> None:
        """
        What was heard while somebody still spoke comes again in a final result.
        """
        document = samples.ibm(TALK)
        early = {"final": False, "alternatives": [{"transcript": "how was the"}]}
        document["results"].insert(0, early)

        reading = read_json(document)

        assert len(reading.text.split()) == 11
        assert left_out(reading) == {"words of results that are not final": 3}

    def test_a_hesitation_is_an_aside(self) -> None:
        """
        `%HESITATION` stands for a sound; it is kept, and is no word.
        """
        reading = read_json(samples.ibm([(0, "so %HESITATION then")]))

        aside = reading.turns[0].asides[0]
        assert reading.text[aside.start : aside.end] == "[hesitation]"

    def test_a_job_of_recognitions(self) -> None:
        """
        The answer to a job holds the recognition one level deeper.
        """
        document = {"status": "completed", "results": [samples.ibm(TALK)]}

        assert words_of(document) == words_of(samples.ibm(TALK))

    def test_without_words(self) -> None:
        """
        Transcripts without times cannot be joined to speakers.
        """
        row = {"final": True, "alternatives": [{"transcript": "so %HESITATION then "}]}

        with pytest.raises(ReadError, match="IBM Watson with 3 words that tells no speaker"):
            read_json({"results": [row]})

    def test_a_triple_without_a_word_is_counted(self) -> None:
        """
        A time without a word is reported.
        """
        document = samples.ibm(TALK)
        document["results"][0]["alternatives"][0]["timestamps"].append([None, 3.6, 3.8])

        assert left_out(read_json(document)) == {"words without text": 1}
