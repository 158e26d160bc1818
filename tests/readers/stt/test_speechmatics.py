"""Speechmatics."""

from __future__ import annotations

from interview_coder.readers.cues import UNKNOWN_SPEAKER
from tests.readers.mutations import left_out
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, words_of


class TestSpeechmatics:
    """
    Each word has a speaker, who may be unknown.
    """

    def test_unknown_speaker(self) -> None:
        """
        `UU` is nobody, and belongs to whoever speaks around it, if that is one person.
        """
        document = samples.speechmatics([(0, "so then yes"), (1, "no")])
        for index in (1, 3):
            document["results"][index]["alternatives"][0]["speaker"] = "UU"

        reading = read_json(document)

        assert words_of(document)[:2] == [("S1", "so then yes"), (UNKNOWN_SPEAKER, "no")]
        assert "1 words without a speaker; not coded" in reading.notes

    def test_attachment_is_followed(self) -> None:
        """
        A mark is written to the word the file says.
        """
        document = samples.speechmatics([(0, "que pasa ?")])
        mark = {"type": "punctuation", "attaches_to": "next", "alternatives": [
            {"content": "¿", "speaker": "S1"}
        ]}  # fmt: skip
        document["results"] = [mark, *document["results"][:2]]

        assert words_of(document) == [("S1", "¿que pasa")]

    def test_what_is_no_word_is_reported(self) -> None:
        """
        A result of another kind is not speech.
        """
        document = samples.speechmatics(TALK)
        event = {"type": "audio_event", "alternatives": [{"content": "music"}]}
        document["results"].append(event)

        assert left_out(read_json(document)) == {"results that are no words": 1}

    def test_old_word_in_a_gap_is_nobodys(self) -> None:
        """
        In format 1 a word outside all stretches has no speaker.
        """
        document = samples.speechmatics_old(TALK)
        document["speakers"] = document["speakers"][:1]

        assert [who for who, _ in words_of(document)] == ["M1", UNKNOWN_SPEAKER]
