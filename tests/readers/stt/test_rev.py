"""Rev."""

from __future__ import annotations

from tests.readers.mutations import left_out
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, with_roles, words_of


class TestRev:
    """
    Elements spell out their spaces; the editor's speakers have names and notes.
    """

    def test_notes_give_roles(self) -> None:
        """
        A speaker whose note is a role is called by it; other notes are passed on.
        """
        document = samples.rev_editor(TALK)
        document["speakers"][0]["note"] = "INT"
        document["speakers"][1]["note"] = "GUY"

        reading = read_json(document)

        assert reading.turns[0].speaker == "INT"
        assert reading.notes == (
            "the speaker 'Ola' is called 'INT', as the file notes",
            "the file notes 'GUY' of the speaker 'Kasia'",
        )
        assert with_roles(document).participants == ("Kasia",)

    def test_two_speakers_of_one_role_stay_two(self) -> None:
        """
        Two interviewers are numbered.
        """
        document = samples.rev_editor(TALK)
        for speaker in document["speakers"]:
            speaker["note"] = "INT"

        assert {who for who, _ in words_of(document)} == {"INT 1", "INT 2"}

    def test_names_of_the_api(self) -> None:
        """
        The API gives a name beside the number.
        """
        document = samples.rev(TALK)
        for row in document["monologues"]:
            row["speaker_info"] = {"id": "x", "display_name": f"Host {row['speaker']}"}

        assert words_of(document)[1][0] == "Host 1"

    def test_sounds_are_asides(self) -> None:
        """
        A laugh is kept as an aside.
        """
        elements = [
            {"type": "text", "value": "So"},
            {"type": "punct", "value": " "},
            {"type": "atmospherics", "value": "<laugh>"},
            {"type": "punct", "value": " "},
            {"type": "text", "value": "yes"},
        ]

        found = words_of({"monologues": [{"speaker": 0, "elements": elements}]})

        assert found == [("Speaker 0", "So [laugh] yes")]

    def test_elements_without_words_are_counted(self) -> None:
        """
        An element without a value is reported.
        """
        document = samples.rev(TALK)
        document["monologues"][0]["elements"].append({"type": "unknown"})

        assert left_out(read_json(document)) == {"elements without words": 1}
