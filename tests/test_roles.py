"""Who asks and who is asked: told, never guessed."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Source
from interview_coder.roles import RolesTold, assign_roles, is_role
from interview_coder.transcript import Transcript


def unassigned(turns: str, *, name: str = "call 7.txt") -> Transcript:
    """Return a transcript whose roles nobody knows yet; notation as in `talk`."""
    text = "\n\n".join(turns.split(" | ")) + "\n"
    speakers = frozenset(turn.split(":")[0] for turn in turns.split(" | "))
    reading = read_labelled(Source(path=Path(name), data=text.encode(), names=speakers), text)
    digest = sha256(text.encode()).hexdigest()
    return Transcript(
        name=name,
        text=text,
        turns=reading.turns,
        source_hash=digest,
        text_hash=digest,
        format="plain text",
    )


class TestIsRole:
    """
    A role names a part in an interview, a name a person.
    """

    @pytest.mark.parametrize(
        "label",
        [
            "Interviewer",
            "INTERVIEWER 2",
            "Moderator",
            "I",
            "Q",
            "Int.",
            "Researcher",
            "Facilitator",
            "Interviewee",
            "Participant 4",
            "Respondent",
            "P07",
            "p-12",
            "TN 3",
            "Observer",
            "Befragte Person",
            "聞き手",
            "면담자",
            "ผู้ให้สัมภาษณ์",
            "Haastateltava",
            "Enquêtée",
            "Badaczka",
            "Респондент",
            "受访者",
            "Investigator",
            "Befragte*r",
            "Interviewer:in",
            "Teilnehmer/in 3",
            "interviewé(e)",
            "Interviewer (Kasia Lind)",
            "Kasia Lind (Moderator)",
        ],
    )
    def test_roles(self, label: str) -> None:
        """
        Roles are known in any case, with a running number or a full stop.
        """
        assert is_role(label)

    @pytest.mark.parametrize(
        "label",
        [
            "Kasia",
            "Moderata",
            "Ian",
            "Paula 2",
            "Interviewer Kasia",
            "Speaker 1",
            "Parents",
            "Kasia Lind (Plover)",
            "M",
            "Agent",
            "",
            "7",
        ],
    )
    def test_names(self, label: str) -> None:
        """
        A name that merely looks like a role is a name.
        """
        assert not is_role(label)


class TestAssignRoles:
    """
    A speaker's part MUST be told by a label or by the researcher; where it is not, nobody's words
    may be coded.
    """

    @pytest.mark.parametrize(
        ("turns", "told", "expected"),
        [
            pytest.param(
                "Interviewer: How? | P1: Slow.",
                RolesTold(),
                {"P1": "P1"},
                id="roles on both sides",
            ),
            pytest.param(
                "P1: Slow. | P2: Very slow.",
                RolesTold(),
                {"P1": "P1", "P2": "P2"},
                id="numbered participants alone",
            ),
            pytest.param(
                "Interviewer: How? | Kasia: Slow.",
                RolesTold(),
                {"Kasia": "Kasia"},
                id="a name beside an interviewer",
            ),
            pytest.param(
                "AGENT: How? | CUSTOMER: Slow.",
                RolesTold(),
                {"CUSTOMER": "call 7"},
                id="an agent leads the talk with a customer",
            ),
            pytest.param(
                "Interviewer: How? | Doctor: Slow. | Patient: Slow.",
                RolesTold(),
                {"Doctor": "Doctor", "Patient": "call 7 Patient"},
                id="a doctor beside an interviewer is asked",
            ),
            pytest.param(
                "Interviewer (Kasia): How? | Participant (Omar): Slow. | Participant (Ana): Ugly.",
                RolesTold(),
                {"Participant (Omar)": "Omar", "Participant (Ana)": "Ana"},
                id="names in brackets",
            ),
            pytest.param(
                "Kasia: How? | Omar: Slow.",
                RolesTold(interviewers=frozenset({"Kasia"})),
                {"Omar": "Omar"},
                id="the interviewer named by the researcher",
            ),
            pytest.param(
                "Moderator: Who? | Kasia: Me. | Omar: Me. | Lena: Me.",
                RolesTold(),
                {"Kasia": "Kasia", "Omar": "Omar", "Lena": "Lena"},
                id="a focus group",
            ),
            pytest.param(
                "Interviewer: How? | Observer: Door. | P1: Slow.",
                RolesTold(),
                {"P1": "P1"},
                id="a bystander is not coded",
            ),
            pytest.param(
                "Interviewer: How? | Kasia: Slow. | Omar: She means it.",
                RolesTold(
                    interviewers=frozenset({"Omar"}),
                ),
                {"Kasia": "Kasia"},
                id="a second interviewer named",
            ),
            pytest.param(
                "Kasia: How? | Omar: Slow.",
                RolesTold(
                    interviewers=frozenset({"Kasia"}),
                    participants=frozenset({"Omar"}),
                ),
                {"Omar": "Omar"},
                id="both told",
            ),
            pytest.param(
                "Interviewer: How? | Interviewee: Slow.",
                RolesTold(),
                {"Interviewee": "call 7"},
                id="a lone role label gives way to the stem",
            ),
            pytest.param(
                "Q: How? | A: Slow.",
                RolesTold(),
                {"A": "call 7"},
                id="question and answer",
            ),
            pytest.param(
                "Interviewer: How? | Client: Slow. | Guest: Very.",
                RolesTold(),
                {"Client": "call 7 Client", "Guest": "call 7 Guest"},
                id="two role labels keep theirs beside the stem",
            ),
            pytest.param(
                "Interviewer: How? | Interviewee: Slow.",
                RolesTold(participants=frozenset({"Interviewee"})),
                {"Interviewee": "Interviewee"},
                id="a role label that participants.csv lists",
            ),
        ],
    )
    def test_participants(self, turns: str, told: RolesTold, expected: dict[str, str]) -> None:
        """
        Everybody who is interviewed is found, and nobody else.
        """
        assert dict(assign_roles(unassigned(turns), told).speaker_to_participant) == expected

    @pytest.mark.parametrize(
        ("turns", "told"),
        [
            pytest.param("Kasia: How? | Omar: Slow.", RolesTold(), id="two names"),
            pytest.param("A: How? | B: Slow.", RolesTold(), id="two letters"),
            pytest.param("Speaker 1: How? | Speaker 2: Slow.", RolesTold(), id="two numbers"),
            pytest.param("Kasia: How? | P1: Slow.", RolesTold(), id="one participant, one name"),
            pytest.param(
                "Observer: Door. | Kasia: How? | Omar: Slow.",
                RolesTold(),
                id="a bystander is no interviewer",
            ),
            pytest.param(
                "Kasia: How? | Omar: Slow.",
                RolesTold(participants=frozenset({"Omar"})),
                id="participants.csv leaves one out",
            ),
            pytest.param(
                "Interviewer: How? | Omar: Slow. | Kasia: Go on.",
                RolesTold(participants=frozenset({"Omar"})),
                id="participants.csv leaves one out beside an interviewer",
            ),
        ],
    )
    def test_never_guesses(self, turns: str, told: RolesTold) -> None:
        """
        Where it cannot be told who asks, the transcript is refused.
        """
        with pytest.raises(ValueError, match="cannot tell who is the interviewer"):
            assign_roles(unassigned(turns), told)

    def test_refusal_lists_speakers_and_the_way_out(self) -> None:
        """
        The message lists each speaker with his words and shows both ways to name the interviewer.
        """
        with pytest.raises(ValueError, match="cannot tell") as caught:
            assign_roles(unassigned("Kasia: How is it? | Omar: It is very slow."), RolesTold())

        message = str(caught.value)
        assert "'Kasia' (3 words), 'Omar' (4 words)" in message
        assert "--interviewer 'Kasia'" in message
        assert 'interviewers = ["Kasia"]' in message

    @pytest.mark.parametrize(
        "turns",
        [
            pytest.param("Interviewer: How? | Interviewer 2: And why?", id="two interviewers"),
            pytest.param("Interviewer: How? | Observer: Door.", id="interviewer and bystander"),
        ],
    )
    def test_nobody_interviewed(self, turns: str) -> None:
        """
        A transcript in which nobody is interviewed is refused.
        """
        with pytest.raises(ValueError, match="only interviewer speech"):
            assign_roles(unassigned(turns), RolesTold())

    def test_changes_nothing_else(self) -> None:
        """
        Words, turns and hashes stay as they were read.
        """
        before = unassigned("Interviewer: How? | P1: Slow.")

        after = assign_roles(before, RolesTold())

        assert (after.text, after.turns, after.text_hash) == (
            before.text,
            before.turns,
            before.text_hash,
        )
        assert before.speaker_to_participant == {}


class TestCalled:
    """
    What the researcher calls a speaker stands before the label.
    """

    @pytest.mark.parametrize(
        ("names", "told", "expected"),
        [
            pytest.param(
                {"Speaker 1": "Interviewer", "Speaker 2": "P01"},
                RolesTold(),
                {"Speaker 2": "P01"},
                id="a role and a name",
            ),
            pytest.param(
                {"Speaker 2": "Omar"},
                RolesTold(interviewers=frozenset({"Speaker 1"})),
                {"Speaker 2": "Omar", "Speaker 3": "Speaker 3"},
                id="the interviewer by label",
            ),
            pytest.param(
                {"Speaker 1": "Dana", "Speaker 2": "Omar", "Speaker 3": "Omar"},
                RolesTold(interviewers=frozenset({"Dana"})),
                {"Speaker 2": "Omar", "Speaker 3": "Omar"},
                id="the interviewer by name, and one person under two labels",
            ),
        ],
    )
    def test_participants(
        self, names: dict[str, str], told: RolesTold, expected: dict[str, str]
    ) -> None:
        """
        Labels lead to the names; the labels of the file stay what they are.
        """
        turns = "Speaker 1: How? | Speaker 2: Slow."
        turns += " | Speaker 3: Ugly." if len(expected) > 1 else ""
        transcript = unassigned(turns)

        assigned = assign_roles(transcript, told, names=names)

        assert assigned.speaker_to_participant == expected
        assert assigned.turns == transcript.turns

    def test_a_name_alone_does_not_tell_who_asks(self) -> None:
        """
        One speaker named leaves open whether the other asks.
        """
        with pytest.raises(ValueError, match="cannot tell who is the interviewer"):
            assign_roles(
                unassigned("Speaker 1: How? | Speaker 2: Slow."),
                RolesTold(),
                names={"Speaker 2": "P01"},
            )
