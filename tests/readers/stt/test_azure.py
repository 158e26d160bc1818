"""Azure Speech."""

from __future__ import annotations

from tests.readers.mutations import left_out
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, words_of


class TestAzure:
    """
    Phrases have several guesses and may have failed.
    """

    def test_failed_phrases_are_reported(self) -> None:
        """
        A phrase that was not recognised has no words, and is counted.
        """
        document = samples.azure(TALK)
        document["recognizedPhrases"].append({"recognitionStatus": "NoMatch", "nBest": []})

        reading = read_json(document)

        assert left_out(reading) == {"phrases without words": 1}
        assert reading.left_out[0].sample == "NoMatch"

    def test_time_as_a_duration(self) -> None:
        """
        Without ticks the time is an ISO 8601 duration.
        """
        document = samples.azure(TALK)
        for row in document["recognizedPhrases"]:
            del row["offsetInTicks"]

        assert read_json(document).turns[1].times[0].seconds == 4.0

    def test_channels_are_sorted_by_time(self) -> None:
        """
        Overlapping channels follow each other by their start.
        """
        rows = [
            {"channel": channel, "offsetInTicks": ticks, "nBest": [{"lexical": text}]}
            for channel, ticks, text in (
                (0, 0, "so"),
                (0, 40_000_000, "and"),
                (1, 10_000_000, "yes"),
            )
        ]

        assert words_of({"recognizedPhrases": rows}) == [
            ("Channel 0", "so"),
            ("Channel 1", "yes"),
            ("Channel 0", "and"),
        ]
