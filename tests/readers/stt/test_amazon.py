"""Amazon Transcribe and Call Analytics."""

from __future__ import annotations

from interview_coder.readers.cues import UNKNOWN_SPEAKER
from tests.readers.mutations import left_out, said
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, with_roles, words_of


class TestAmazon:
    """
    Times are text, punctuation has none, labels may be empty, and copies abound.
    """

    def test_newer_items_tell_their_speaker(self) -> None:
        """
        An item that tells its speaker needs no list beside it.
        """
        document = samples.amazon(TALK)
        del document["results"]["speaker_labels"]
        for item in document["results"]["items"]:
            if item["type"] == "pronunciation":
                item["speaker_label"] = "spk_1" if 4 <= float(item["start_time"]) < 9 else "spk_0"

        assert words_of(document) == words_of(samples.amazon(TALK))

    def test_segments_without_items(self) -> None:
        """
        An item that the list does not name belongs to the stretch it lies in.
        """
        document = samples.amazon(TALK)
        for segment in document["results"]["speaker_labels"]["segments"]:
            segment["items"] = []

        assert words_of(document) == words_of(samples.amazon(TALK))

    def test_an_empty_label_is_nobody(self) -> None:
        """
        A turn with an empty label is read and belongs to nobody.
        """
        document = samples.amazon([(0, "So."), (1, "Yes."), (1, "No.")])
        segments = document["results"]["speaker_labels"]["segments"]
        segments[1]["speaker_label"] = segments[1]["items"][0]["speaker_label"] = ""

        reading = read_json(document)

        assert said(reading)[1] == (UNKNOWN_SPEAKER, "Yes.")
        assert "1 words without a speaker; not coded" in reading.notes

    def test_channels(self) -> None:
        """
        With channels, `items` holds all words again; they are read once.
        """
        talk = [(0, "So now."), (1, "Yes.")]
        items = samples.amazon_items(talk)
        channels = [
            {"channel_label": "ch_0", "items": items[:3]},
            {"channel_label": "ch_1", "items": items[3:]},
        ]
        document = samples.amazon([(None, words) for _, words in talk])
        document["results"]["channel_labels"] = {"number_of_channels": 2, "channels": channels}

        assert words_of(document) == [("ch_0", "So now."), ("ch_1", "Yes.")]

    def test_an_agent_leads_the_talk_with_a_customer(self) -> None:
        """
        Call Analytics tells the parts of a call: the agent asks, the customer is asked.
        """
        assert with_roles(samples.amazon_call(TALK)).participants == ("P1",)

    def test_an_item_without_a_word_is_counted(self) -> None:
        """
        An item whose alternatives are missing is reported.
        """
        document = samples.amazon(TALK)
        document["results"]["items"].append({"type": "pronunciation", "alternatives": []})

        assert left_out(read_json(document)) == {"items without words": 1}
