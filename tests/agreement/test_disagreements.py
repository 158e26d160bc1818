"""Where coders disagree: every place, once, with what a person needs to settle it."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.coders import Coder, ratings_of
from interview_coder.agreement.disagreements import (
    COLUMNS,
    TO_FILL_IN,
    Disagreement,
    disagreement_rows,
    find_disagreements,
)
from tests.agreement.small_study import (
    CODES,
    FIRST,
    FOURTH,
    IDS,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    coder,
    coders,
)


def found_among(*who: Coder, codes: tuple[str, ...] = CODES) -> tuple[Disagreement, ...]:
    """
    Return where coders disagree in the small study.
    """
    return find_disagreements(ratings_of(who, utterances=UTTERANCES, codes=codes))


class TestFindDisagreements:
    """
    A disagreement is a code that one coder put where another, who read it too, did not.
    """

    def test_who_said_what(self) -> None:
        """
        It names who put the code and who did not, sorted, in the order of utterances and codes.
        """
        found = found_among(
            coder("Mo", f"{FIRST} goal pain", SECOND),
            coder("Kim", f"{FIRST} goal", f"{SECOND} trigger"),
            coder("Ada", f"{FIRST} pain"),
        )

        assert [(d.utterance, d.code, d.put_by, d.not_put_by) for d in found] == [
            (FIRST, "pain", ("Ada", "Mo"), ("Kim",)),
            (FIRST, "goal", ("Kim", "Mo"), ("Ada",)),
            (SECOND, "trigger", ("Kim",), ("Mo",)),
        ]

    def test_unread_is_no_disagreement(self) -> None:
        """
        Who did not read an utterance does not disagree on it.
        """
        assert found_among(coder("Ada", f"{FIRST} pain"), coder("Bo", SECOND)) == ()

    def test_agreed(self) -> None:
        """
        Where all who read say the same there is nothing to settle.
        """
        assert found_among(coder("Ada", f"{FIRST} pain"), coder("Bo", f"{FIRST} pain")) == ()

    @given(drawn=coders(), data=st.data())
    @settings(max_examples=60, deadline=None)
    def test_order(self, drawn: list[Coder], data: st.DataObject) -> None:
        """
        The order of coders changes nothing; that of codes changes only the order.
        """
        shuffled = data.draw(st.permutations(drawn))
        codes = tuple(data.draw(st.permutations(CODES)))

        before = found_among(*drawn)

        assert found_among(*shuffled) == before
        assert set(found_among(*drawn, codes=codes)) == set(before)

    @given(drawn=coders(min_size=2))
    @settings(max_examples=60, deadline=None)
    def test_one_side_each(self, drawn: list[Coder]) -> None:
        """
        Whoever read the utterance stands on one side of it, and both sides have somebody.
        """
        for each in found_among(*drawn):
            put = {one.name for one in drawn if (each.utterance, each.code) in one.put}
            read = {one.name for one in drawn if each.utterance in one.read}

            assert set(each.put_by) == put
            assert set(each.not_put_by) == read - put
            assert each.put_by
            assert each.not_put_by


class TestDisagreementRows:
    """
    Each disagreement is told in its context, with cells to be filled in.
    """

    def rows(self, *ids: str) -> list[dict[str, object]]:
        told = [
            Disagreement(utterance=id_, code="pain", put_by=("Ada", "Bo"), not_put_by=("Cleo",))
            for id_ in ids
        ]
        return [dict(row) for row in disagreement_rows(told, study=STUDY, utterances=UTTERANCES)]

    def test_row(self) -> None:
        """
        A row says what was asked, what was said before and after, and who put the code.
        """
        (row,) = self.rows(SECOND)

        assert tuple(row) == COLUMNS
        assert (row["question"], row["before"]) == ("How is it?", "It is slow today.")
        assert (row["text"], row["after"]) == ("I gave up on it last week.", "I wait.")
        assert (row["transcript"], row["participant"]) == ("P1.txt", "P1")
        assert (row["start"], row["end"]) == (37, 63)
        assert (row["code"], row["put_by"], row["not_put_by"]) == ("pain", "Ada; Bo", "Cleo")
        assert row["transcript_hash"] == STUDY.transcript("P1.txt").text_hash

    def test_nothing_is_filled_in(self) -> None:
        """
        What a person decides is left empty.
        """
        (row,) = self.rows(FIRST)

        assert [row[column] for column in TO_FILL_IN] == [""] * 4

    def test_ends_of_a_transcript(self) -> None:
        """
        What another person said in another transcript is no context.
        """
        first, last, first_of_next, very_last = self.rows(FIRST, THIRD, FOURTH, IDS[-1])

        assert (first["before"], last["after"]) == ("", "")
        assert (first_of_next["before"], very_last["after"]) == ("", "")
        assert first["after"] == "I gave up on it last week."
        assert first_of_next["after"] == "I want it gone."

    def test_one_transcript(self) -> None:
        """
        Before the first utterance of a study nothing was said, nor after its last.
        """
        told = [
            Disagreement(utterance=id_, code="pain", put_by=("Ada",), not_put_by=("Bo",))
            for id_ in (FIRST, THIRD)
        ]

        first, last = disagreement_rows(told, study=STUDY, utterances=UTTERANCES[:3])

        assert (first["before"], last["after"]) == ("", "")
