"""Amberscript, Fireflies, Podcasting 2.0 and podwhisperer."""

from __future__ import annotations

from tests.readers.mutations import left_out
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, with_roles, words_of


class TestNamed:
    """
    Amberscript, Fireflies and Podcasting 2.0 name the speakers.
    """

    def test_a_role_as_name(self) -> None:
        """
        A speaker whom Amberscript calls Interviewer is one.
        """
        assert with_roles(samples.amberscript(TALK)).participants == ("Kasia",)

    def test_a_name_that_is_missing(self) -> None:
        """
        A speaker without a name keeps the id.
        """
        document = samples.amberscript(TALK)
        document["speakers"] = []

        assert words_of(document)[0][0] == "spk0"

    def test_fireflies_without_a_name(self) -> None:
        """
        A speaker without a name keeps the number.
        """
        document = samples.fireflies(TALK)
        for row in document["data"]["transcript"]["sentences"]:
            row["speaker_name"] = None

        assert words_of(document)[0][0] == "Speaker 0"

    def test_fireflies_raw_text(self) -> None:
        """
        Where the mended text is missing, the raw text is read.
        """
        document = samples.fireflies(TALK)
        for row in document["data"]["transcript"]["sentences"]:
            row["text"] = ""

        assert len(words_of(document)) == 3

    def test_podcast_segments_without_words(self) -> None:
        """
        An empty segment is counted.
        """
        document = samples.podcast_words(TALK)
        document["segments"].append({"speaker": "Host 0", "startTime": 9, "body": "\n"})

        assert left_out(read_json(document)) == {"segments without words": 1}

    def test_sentences_without_words(self) -> None:
        """
        An empty sentence is counted.
        """
        document = samples.fireflies_list(TALK)
        document.append({"sentence": " ", "speaker_name": "Ola"})

        assert left_out(read_json(document)) == {"segments without words": 1}

    def test_podwhisperer_without_a_name(self) -> None:
        """
        A label that the map lacks stays a label.
        """
        document = samples.podwhisperer(TALK)
        document["speakers"] = {}

        assert words_of(document)[0][0] == "spk_0"
