"""Who gets which pseudonym."""

from __future__ import annotations

import pytest

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms import Key, Listed, make_key, pseudonymise
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.transcript import Study
from tests.notation import study_of, talk
from tests.pseudonyms.notation import key_of


def study_with(*people: str) -> Study:
    """
    Build a study in which each of `people` answers one question.
    """
    return study_of(
        *(
            talk(f"Interviewer: How is it? | {person}: It is slow.", name=f"{n}.txt")
            for n, person in enumerate(people)
        )
    )


def pseudonyms(key: Key) -> dict[str, str]:
    """
    Return name to pseudonym, without files.
    """
    return {entry.name: entry.pseudonym for entry in key.names}


class TestFirstKey:
    """
    Everybody with a name MUST get a number of their own; who has none already stays.
    """

    def test_numbers(self) -> None:
        """
        The numbers begin at P01 and have no gaps.
        """
        key = make_key(study_with("Ada", "Bea", "Cem"))

        assert sorted(key.people.values()) == ["P01", "P02", "P03"]
        assert set(key.people) == {"Ada", "Bea", "Cem"}

    def test_order_does_not_follow_the_alphabet(self) -> None:
        """
        Who knows the names cannot count the numbers off: they follow from what was said.
        """
        people = ["Ada", "Bea", "Cem", "Dot", "Eva", "Fay", "Gus", "Hal"]
        said = [
            study_of(*(talk(f"I: Well? | {p}: It is {how}.", name=f"{p}.txt") for p in people))
            for how in ("slow", "fine")
        ]

        a, b, again = (make_key(study).people for study in (*said, said[0]))

        assert a != b
        assert a == again
        assert sorted(a, key=a.__getitem__) != people

    @pytest.mark.parametrize("label", ["P07", "Participant 3", "Interviewee", "Nurse 2"])
    def test_nobody_to_hide(self, label: str) -> None:
        """
        A label that tells nobody needs no pseudonym.
        """
        key = make_key(study_of(talk(f"I: Well? | {label}: It is slow.", name="a_1.txt")))

        assert label not in key.people

    def test_numbers_in_use(self) -> None:
        """
        A number that the study has given already is not given again.
        """
        assert make_key(study_with("P01", "Ada")).people == {"Ada": "P02"}

    def test_interviewers(self) -> None:
        """
        Interviewers with a name are I1 …, roles stay.
        """
        spoken = talk(
            "Interviewer: Well? | Ada: Slow. | Moderator: Go on. | Bo: Why?", name="first.txt"
        )
        told = RolesTold(interviewers=frozenset({"Bo"}), participants=frozenset({"Ada"}))

        key = make_key(study_of(assign_roles(spoken, told)))

        assert pseudonyms(key) == {"Ada": "P01", "Bo": "I1"}

    def test_named_by_the_file(self) -> None:
        """
        Where the transcript has a role and the file a name, the file's name counts.
        """
        spoken = talk("I: Well, Ada? | Interviewee: Ada is slow.", name="ada_2024.txt")

        study = pseudonymise(study_of(spoken), key=make_key(study_of(spoken)))

        assert study.transcripts[0].name == "P01.txt"
        assert study.transcripts[0].text == "I: Well, [P01]?\n\nInterviewee: [P01] is slow.\n"
        assert [person.name for person in study.participants] == ["P01"]


class TestLaterKey:
    """
    A pseudonym once given MUST stay, whoever comes or goes.
    """

    def test_somebody_new(self) -> None:
        """
        Who is new comes at the end; who has gone is kept.
        """
        first = make_key(study_with("Bea", "Cem"))

        second = make_key(study_with("Ada", "Cem"), known=first)

        assert second.entries[: len(first.entries)] == first.entries
        assert second.people == {**first.people, "Ada": "P03"}

    def test_contradiction(self) -> None:
        """
        A list that says otherwise than the key is refused with both.
        """
        with pytest.raises(PseudonymError, match="'Ada' is 'P01' in the key and 'P09'"):
            make_key(
                study_with("Ada"),
                known=key_of("P01 Ada"),
                listed=[Listed(name="Ada", pseudonym="P09")],
            )


class TestListed:
    """
    What the researcher lists MUST hold.
    """

    def test_given_and_numbered(self) -> None:
        """
        A name has the pseudonym it is given, or N01 ….
        """
        listed = [
            Listed(name="Harbour Town", pseudonym="a port"),
            Listed(name="Jan Nowak"),
            Listed(name="Acme"),
        ]

        key = make_key(study_with("Ada"), listed=listed)

        assert pseudonyms(key) == {
            "Ada": "P01", "Harbour Town": "a port", "Jan Nowak": "N01", "Acme": "N02",
        }  # fmt: skip

    def test_of_a_participant(self) -> None:
        """
        The list may say what a participant is called.
        """
        assert make_key(study_with("Ada"), listed=[Listed(name="Ada", pseudonym="P40")]).people == {
            "Ada": "P40"
        }

    @pytest.mark.parametrize(
        ("listed", "fault"),
        [
            pytest.param(
                Listed(name="Acme", pseudonym="Bea's firm"), "holds a name", id="a name in it"
            ),
            pytest.param(Listed(name="Ada", pseudonym="P[1]"), "should be", id="brackets"),
            pytest.param(Listed(name="Ada", pseudonym="../P1"), "should be", id="a path"),
        ],
    )
    def test_bad_pseudonyms(self, listed: Listed, fault: str) -> None:
        """
        A pseudonym that tells a name, or that no file could have, is refused.
        """
        with pytest.raises(PseudonymError, match=fault):
            make_key(study_with("Ada", "Bea"), listed=[listed])

    def test_two_of_one_name(self) -> None:
        """
        Two participants cannot have one pseudonym.
        """
        listed = [Listed(name="Ada", pseudonym="P05"), Listed(name="Bea", pseudonym="P05")]

        with pytest.raises(
            PseudonymError, match=r"'(?:Ada' and 'Bea|Bea' and 'Ada)' are both 'P05'"
        ):
            make_key(study_with("Ada", "Bea"), listed=listed)
