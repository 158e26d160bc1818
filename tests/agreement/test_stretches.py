"""What coders marked, interview by interview."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.coders import Coder
from interview_coder.agreement.continuum import Unitized
from interview_coder.agreement.stretches import unitized
from tests.agreement.continua import units
from tests.agreement.small_study import (
    CODES,
    FIFTH,
    FIRST,
    FOURTH,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    coder,
    coders,
    select,
)

ALL_OF_P1 = (FIRST, SECOND, THIRD)


def marked_by(*who: Coder) -> tuple[Unitized, ...]:
    """
    Return what coders marked in the small study.
    """
    return unitized(who, study=STUDY, utterances=UTTERANCES, codes=CODES)


class TestUnitized:
    """
    An interview is compared among those who read all of it.
    """

    def test_interviews(self) -> None:
        """
        Each transcript is a continuum as long as its text, whoever read it.
        """
        found = marked_by()

        assert [(each.interview, each.length) for each in found] == [
            (each.name, len(each.text)) for each in STUDY.transcripts
        ]
        assert all(each.coder_to_units == {} for each in found)

    def test_what_was_marked(self) -> None:
        """
        A selection is a unit at its place, in its own interview, by the name of our code.
        """
        ada = replace(
            coder("Ada", *ALL_OF_P1, FOURTH, FIFTH),
            selections=(select(20, 30, "GOAL"), select(19, 63), select(17, 34, source="P2.txt")),
        )

        first, second = marked_by(ada)

        assert first.coder_to_units == {"Ada": units((20, 30, "goal"), (19, 63, "pain"))}
        assert second.coder_to_units == {"Ada": units((17, 34, "pain"))}

    def test_read_in_part(self) -> None:
        """
        Who read a part of an interview is not compared in it.
        """
        ada = replace(coder("Ada", FIRST, SECOND), selections=(select(19, 36),))

        assert [dict(each.coder_to_units) for each in marked_by(ada)] == [{}, {}]

    def test_read_and_marked_nothing(self) -> None:
        """
        Who read an interview and marked nothing is there, without a unit.
        """
        first, second = marked_by(coder("Ada", *ALL_OF_P1))

        assert first.coder_to_units == {"Ada": ()}
        assert "Ada" not in second.coder_to_units

    def test_other_codes(self) -> None:
        """
        A selection of a code that is not compared is no unit.
        """
        ada = replace(coder("Ada", *ALL_OF_P1), selections=(select(19, 36, "joy"),))

        assert marked_by(ada)[0].coder_to_units == {"Ada": ()}

    def test_interview_without_utterances(self) -> None:
        """
        An interview in which no utterance was found was read by nobody.
        """
        found = unitized(
            [coder("Ada", *ALL_OF_P1)], study=STUDY, utterances=UTTERANCES[:3], codes=CODES
        )

        assert found[1].coder_to_units == {}

    @given(drawn=coders(), data=st.data())
    @settings(max_examples=40, deadline=None)
    def test_order(self, drawn: list[Coder], data: st.DataObject) -> None:
        """
        The order of coders and of utterances changes nothing.
        """
        other = unitized(
            data.draw(st.permutations(drawn)),
            study=STUDY,
            utterances=data.draw(st.permutations(UTTERANCES)),
            codes=CODES,
        )

        assert other == marked_by(*drawn)
