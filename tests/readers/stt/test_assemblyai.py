"""AssemblyAI."""

from __future__ import annotations

import pytest

from interview_coder.errors import ReadError
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, whole, with_roles, words_of


class TestAssemblyAI:
    """
    The words stand in `text`, `words` and `utterances`; the last may be null.
    """

    def test_letters_are_no_roles(self) -> None:
        """
        Speaker `I` is the ninth voice of a focus group and no interviewer.
        """
        document = samples.assemblyai(TALK)
        for row in document["utterances"]:
            row["speaker"] = "I" if row["speaker"] == "A" else "P"

        assert read_json(document).turns[0].speaker == "Speaker I"
        with pytest.raises(ValueError, match="cannot tell who is the interviewer"):
            with_roles(document)

    def test_names_given_by_hand_stay(self) -> None:
        """
        A speaker who is called by a role or a name is called so.
        """
        document = samples.assemblyai(TALK)
        for row in document["utterances"]:
            row["speaker"] = "Interviewer" if row["speaker"] == "A" else "Kasia Lind"

        assert with_roles(document).participants == ("Kasia Lind",)

    def test_older_segments(self) -> None:
        """
        Older files call the utterances segments.
        """
        document = samples.assemblyai(TALK)
        document["segments"] = document.pop("utterances")
        for row in document["words"]:
            row["speaker"] = None

        assert len(words_of(document)) == 3

    def test_a_job_that_is_not_done(self) -> None:
        """
        A file without words yet is recognised.
        """
        with pytest.raises(ReadError, match="is a file of AssemblyAI without words"):
            read_json({"audio_url": "x", "text": None, "status": "processing"})

    def test_text_alone(self) -> None:
        """
        A file with its text and nothing else tells no speaker.
        """
        with pytest.raises(ReadError, match=r"11 words .*speaker_labels=true"):
            read_json({"audio_url": "x", "text": whole(TALK), "words": [], "utterances": None})
