"""Coders, people and the machine: what each put where, and what each read."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.coders import (
    Coder,
    coders_of_decisions,
    coders_of_project,
    machine_of,
    ratings_of,
)
from interview_coder.exchange.project import Selection
from interview_coder.findings import MACHINE, SETTLED, Decision
from interview_coder.transcript import LeftOut
from tests.agreement.small_study import (
    CODES,
    FIFTH,
    FIRST,
    FOURTH,
    IDS,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    analysis_with,
    by_two_codebooks,
    coder,
    coders,
    decide,
    project_of,
    select,
)


def of_decisions(*decisions: Decision) -> dict[str, Coder]:
    """
    Return who decided in the small study, by name.
    """
    found = coders_of_decisions(decisions, utterances=UTTERANCES, codes=CODES)
    return {each.name: each for each in found}


def of_project(*selections: Selection) -> tuple[tuple[Coder, ...], tuple[LeftOut, ...]]:
    """
    Return the coders of a project of the small study.
    """
    return coders_of_project(
        project_of(*selections), study=STUDY, utterances=UTTERANCES, codes=CODES, unnamed="theirs"
    )


class TestMachineOf:
    """
    The machine read everything; beside people counts what it put before it learnt from them.
    """

    def test_nobody_decided(self) -> None:
        """
        Without decisions it put what it asserts, and nothing that people added.
        """
        found = machine_of(
            analysis_with(codings=((FIRST, "pain", MACHINE), (SECOND, "goal", "Kim")))
        )

        assert found.name == MACHINE
        assert found.put == {(FIRST, "pain")}
        assert found.read == set(IDS)

    def test_where_people_decided(self) -> None:
        """
        Where people decided, what the codebook alone asserted stands for what was learnt later.
        """
        found = machine_of(
            analysis_with(
                decide("accept"),
                unaided=((FIRST, "goal"),),
                codings=(
                    (FIRST, "pain", "Kim"),
                    (FIRST, "trigger", MACHINE),
                    (SECOND, "pain", MACHINE),
                ),
            )
        )

        assert found.put == {(FIRST, "goal"), (SECOND, "pain")}

    def test_selections(self) -> None:
        """
        It marks whole utterances.
        """
        (found,) = machine_of(analysis_with(codings=((FOURTH, "pain", MACHINE),))).selections

        assert found == select(17, 34, coder=MACHINE, source="P2.txt")

    def test_decided_by_another_codebook(self) -> None:
        """
        What it put by one codebook stands where people decided on codes of another one alone.
        """
        analysis = analysis_with(
            decide("accept", "pain"), codings=((FIRST, "pain", "Kim"), (FIRST, "goal", MACHINE))
        )

        assert machine_of(by_two_codebooks(analysis)).put == {(FIRST, "goal")}
        assert machine_of(analysis).put == set()


class TestCodersOfDecisions:
    """
    Whoever decides on an utterance has read it.
    """

    @pytest.mark.parametrize(
        ("given_", "put"),
        [
            pytest.param(decide("accept"), {"pain"}, id="accept"),
            pytest.param(decide("add", "goal"), {"goal"}, id="add"),
            pytest.param(decide("recode", new_code="goal"), {"goal"}, id="recode"),
            pytest.param(decide("reject"), set(), id="reject"),
            pytest.param(decide("accept", ""), set(), id="accept without a code"),
            pytest.param(decide("accept", "habit"), set(), id="code that is not compared"),
        ],
    )
    def test_what_was_put(self, given_: Decision, put: set[str]) -> None:
        """
        He put what he accepted, added or recoded to, and nothing else.
        """
        kim = of_decisions(given_)["Kim"]

        assert kim.put == {(FIRST, code) for code in put}
        assert kim.read == {FIRST}

    def test_several(self) -> None:
        """
        Each who decided is a coder, sorted by name; what was settled is one more.
        """
        found = of_decisions(
            decide("accept", coder="Mo"),
            decide("reject", coder="Kim"),
            decide("accept", coder="Kim", utterance=SECOND, settles=True),
            decide("accept", coder="Mo", utterance=THIRD, settles=True),
        )

        assert list(found) == ["Kim", "Mo", SETTLED]
        assert found["Kim"].read == found["Mo"].read == {FIRST}
        assert found[SETTLED].put == {(SECOND, "pain"), (THIRD, "pain")}

    def test_selections(self) -> None:
        """
        What he put he marked as whole utterances.
        """
        kim = of_decisions(decide("accept", utterance=SECOND), decide("reject"))["Kim"]

        assert kim.selections == (select(37, 63, coder="Kim"),)

    @given(data=st.data())
    @settings(max_examples=50, deadline=None)
    def test_order(self, data: st.DataObject) -> None:
        """
        In whatever order decisions stand, the coders are the same.
        """
        some = st.builds(
            decide,
            st.sampled_from(["accept", "reject", "add"]),
            st.sampled_from(CODES),
            utterance=st.sampled_from(IDS),
            coder=st.sampled_from(["Kim", "Mo"]),
            settles=st.booleans(),
        )
        decisions = data.draw(st.lists(some, max_size=8))

        assert of_decisions(*decisions) == of_decisions(*data.draw(st.permutations(decisions)))


class TestCodersOfProject:
    """
    Selections of another program mean codes on utterances.
    """

    def test_half_of_the_shorter(self) -> None:
        """
        An utterance carries a code if it and the selection share half of the shorter one.
        """
        (ada,), _ = of_project(
            select(19, 28, "pain"), select(60, 80, "goal"), select(30, 34, "trigger")
        )

        assert ada.put == {(FIRST, "pain"), (FIRST, "trigger")}

    def test_over_two_utterances(self) -> None:
        """
        A selection over two utterances puts its code on both.
        """
        (ada,), _ = of_project(select(19, 63))

        assert ada.put == {(FIRST, "pain"), (SECOND, "pain")}
        assert ada.selections == (select(19, 63),)

    def test_read(self) -> None:
        """
        Whoever coded something in a transcript has read all of it, and no other one.
        """
        found, _ = of_project(select(19, 36), select(17, 34, coder="Bo", source="P2.txt"))

        assert {each.name: each.read for each in found} == {
            "Ada": {FIRST, SECOND, THIRD},
            "Bo": {FOURTH, FIFTH},
        }

    def test_names(self) -> None:
        """
        A coder without a name is called as the file; the machine is left out.
        """
        found, _ = of_project(
            select(19, 36, coder=""), select(37, 63, coder=MACHINE), select(37, 63, coder="Bo")
        )

        assert [each.name for each in found] == ["Bo", "theirs"]

    def test_codes_of_other_names(self) -> None:
        """
        A code below one of ours is ours; capitals do not matter; others are counted as left out.
        """
        (ada,), left_out = of_project(
            select(19, 36, "Pain > at work"), select(37, 63, "GOAL"), select(77, 84, "joy"),
            select(19, 36, "joy"), select(19, 36, "mood > anger"),
        )  # fmt: skip

        assert ada.put == {(FIRST, "pain"), (SECOND, "goal")}
        assert left_out == (
            LeftOut(what="codings of 'joy', which is no code here", n=2),
            LeftOut(what="codings of 'mood > anger', which is no code here", n=1),
        )

    def test_other_texts(self) -> None:
        """
        Selections in a text that the study has not are told, and nobody is a coder for them.
        """
        found, (told,) = of_project(select(0, 6, source="elsewhere"))

        assert found == ()
        assert told.what == "codings in 'elsewhere', which is no transcript of the study"
        assert (told.n, told.sample) == (1, "Nobody")


class TestRatingsOf:
    """
    Ratings are of the utterances that any coder read.
    """

    def test_marks(self) -> None:
        """
        1 stands where a coder put the code, 0 where he read and did not, NaN where he did not read.
        """
        found = ratings_of(
            [coder("Ada", f"{FIRST} pain", FOURTH), coder("Bo", f"{FIRST} goal")],
            utterances=UTTERANCES,
            codes=("pain", "goal"),
        )

        assert found.units == (FIRST, FOURTH)
        assert found.interviews == ("P1.txt", "P2.txt")
        assert (found.coders, found.codes) == (("Ada", "Bo"), ("pain", "goal"))
        nan = np.nan
        expected = [[[1, 0], [0, 1]], [[0, 0], [nan, nan]]]
        np.testing.assert_array_equal(found.marks, expected)

    def test_nobody(self) -> None:
        """
        Without coders there is nothing to rate.
        """
        found = ratings_of([], utterances=UTTERANCES, codes=CODES)

        assert found.marks.shape == (0, 0, 3)

    def test_one_name_twice(self) -> None:
        """
        Two coders of one name are refused.
        """
        with pytest.raises(ValueError, match="coders must differ"):
            ratings_of([coder("Ada"), coder("Ada")], utterances=UTTERANCES, codes=CODES)

    @given(drawn=coders(), data=st.data())
    @settings(max_examples=50, deadline=None)
    def test_order(self, drawn: list[Coder], data: st.DataObject) -> None:
        """
        Each coder's ratings are the same in whatever order the coders stand.
        """
        shuffled = data.draw(st.permutations(drawn))
        one, other = (
            ratings_of(each, utterances=UTTERANCES, codes=CODES) for each in (drawn, shuffled)
        )

        assert other.units == one.units
        np.testing.assert_array_equal(other.of_coders(one.coders).marks, one.marks)
