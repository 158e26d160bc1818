"""What the researcher calls the speakers of a file."""

from __future__ import annotations

import pytest

from interview_coder.speakers import SpeakerNames, parse_speakers
from tests.notation import talk

ONE_FILE = SpeakerNames(
    everywhere={"Speaker 1": "Dana"}, by_file={"call.vtt": {"Speaker 1": "P01"}}
)


class TestParse:
    """
    A name is told as `label=name`, for one file as `file/label=name`.
    """

    @pytest.mark.parametrize(
        ("told", "file", "names"),
        [
            pytest.param("Speaker 1=P01", "a.vtt", {"Speaker 1": "P01"}, id="in every file"),
            pytest.param("a.vtt/Speaker 1=P01", "a.vtt", {"Speaker 1": "P01"}, id="in its file"),
            pytest.param("a.vtt/Speaker 1=P01", "b.vtt", {}, id="not in another file"),
            pytest.param("Int/Obs=Dana", "a.vtt", {"Int/Obs": "Dana"}, id="a slash in a label"),
            pytest.param(" Speaker 1 = P 01 ", "a.vtt", {"Speaker 1": "P 01"}, id="blanks"),
            pytest.param("A=B=C", "a.vtt", {"A": "B=C"}, id="the first equals sign parts"),
        ],
    )
    def test_told(self, told: str, file: str, names: dict[str, str]) -> None:
        """
        What is told holds in the files it is meant for.
        """
        assert parse_speakers([told]).of(file) == names

    @pytest.mark.parametrize("told", ["Speaker 1", "=P01", "Speaker 1=", "", " = "])
    def test_half(self, told: str) -> None:
        """
        A label without a name, or a name without a label, is refused with an example.
        """
        with pytest.raises(ValueError, match="should look like 'Speaker 1=P01'"):
            parse_speakers([told])


class TestNames:
    """
    What is told for a file comes before what is told for all.
    """

    def test_file_first(self) -> None:
        """
        In its file the name of the file holds, elsewhere the other.
        """
        assert ONE_FILE.of("call.vtt") == {"Speaker 1": "P01"}
        assert ONE_FILE.of("else.vtt") == {"Speaker 1": "Dana"}

    def test_joined(self) -> None:
        """
        Of two that are joined the second is right where they differ; nothing else is lost.
        """
        other = SpeakerNames(
            everywhere={"Speaker 2": "Omar"},
            by_file={"call.vtt": {"Speaker 1": "P09"}, "new.vtt": {"A": "P02"}},
        )

        joined = ONE_FILE.joined(other)

        assert joined.everywhere == {"Speaker 1": "Dana", "Speaker 2": "Omar"}
        assert joined.of("call.vtt")["Speaker 1"] == "P09"
        assert joined.of("new.vtt")["A"] == "P02"
        assert joined.names == {"Dana", "Omar", "P09", "P02"}

    def test_unused(self) -> None:
        """
        What is told of labels and files that do not exist is said, with the labels that do.
        """
        names = SpeakerNames(
            everywhere={"P1": "Ana", "Speaker 7": "Ben"},
            by_file={"call.txt": {"Spaeker": "Ana"}, "gone.txt": {"P1": "Ana"}},
        )

        told = list(names.unused([talk("Interviewer: How? | P1: Slow.", name="call.txt")]))

        assert told == [
            "speaker 'Speaker 7' is in no transcript; found: Interviewer, P1",
            "call.txt: no speaker 'Spaeker'; found: Interviewer, P1",
            "speakers are told for 'gone.txt', which is no transcript of the study",
        ]
