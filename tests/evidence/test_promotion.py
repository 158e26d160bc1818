from __future__ import annotations

from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.evidence import PromotionRule, promote, study_notes
from interview_coder.evidence.promotion import wilson_interval
from tests.notation import study_of, talk

PEOPLE = ("Ada", "Bo", "Cyd", "Dag", "Eva", "Fin", "Gus", "Hal", "Ida", "Jon", "Kim")


class TestPromotionRule:
    """
    A theme is promoted when at least `min_participants` different people voice it.
    """

    @pytest.mark.parametrize(
        ("voices", "is_promoted"),
        [
            pytest.param(["Ada", "Bo", "Cyd"], True, id="exactly-three"),
            pytest.param(["Ada", "Bo"], False, id="one-short"),
            pytest.param(["Ada"] * 9, False, id="one-person-nine-times"),
            pytest.param(["Ada", "Bo"] * 5, False, id="two-people-five-times"),
            pytest.param(["Ada", "Bo", "Ada", "Cyd"], True, id="three-people-in-four-utterances"),
            pytest.param([], False, id="nobody"),
        ],
    )
    def test_people_are_counted(self, voices: list[str], is_promoted: bool) -> None:
        """
        People are counted, not utterances.
        """
        promotion = promote(voices, n_study=8, rule=PromotionRule())

        assert promotion.promoted is is_promoted
        assert promotion.n_participants == len(set(voices))

    @pytest.mark.parametrize(("at_least", "is_promoted"), [(2, True), (4, True), (5, False)])
    def test_rule_is_the_researchers(self, at_least: int, is_promoted: bool) -> None:
        """
        The number of people is the rule's, three only if nothing else is said.
        """
        rule = PromotionRule(min_participants=at_least)

        assert promote(PEOPLE[:4], n_study=8, rule=rule).promoted is is_promoted
        assert PromotionRule().min_participants == 3

    @pytest.mark.parametrize("at_least", [1, 0, -3])
    def test_one_person_is_no_pattern(self, at_least: int) -> None:
        """
        A rule that one person can fulfil is refused, with the value.
        """
        with pytest.raises(ValueError, match=f"must be >= 2, got {at_least}"):
            PromotionRule(min_participants=at_least)

    @settings(max_examples=60, deadline=None)
    @given(
        voices=st.lists(st.sampled_from(PEOPLE[:-1])),
        more=st.integers(min_value=1, max_value=5),
        at_least=st.integers(min_value=2, max_value=6),
    )
    def test_one_more_voice_never_demotes(
        self, voices: list[str], more: int, at_least: int
    ) -> None:
        """
        A new participant who voices a theme, however often, never demotes it.
        """
        rule = PromotionRule(min_participants=at_least)
        before = promote(voices, n_study=10, rule=rule)

        after = promote([*voices, *[PEOPLE[-1]] * more], n_study=11, rule=rule)

        assert after.promoted >= before.promoted
        assert after.n_participants == before.n_participants + 1
        assert after.share >= before.share


class TestPromotion:
    """
    The result carries n, N, who, the share and its interval.
    """

    def test_what_it_carries(self) -> None:
        """
        Participants are sorted and named once, and the share is n of N.
        """
        promotion = promote(["Cyd", "Ada", "Cyd", "Bo"], n_study=8, rule=PromotionRule())

        assert promotion.participants == ("Ada", "Bo", "Cyd")
        assert (promotion.n_participants, promotion.n_study) == (3, 8)
        assert promotion.share == 0.375
        assert (promotion.ci_low, promotion.ci_high) == wilson_interval(3, 8)


def closed_form(n: int, n_study: int) -> tuple[float, float]:
    """Wilson (1927) written out, with z = 1.959964."""
    z, p = 1.959963984540054, n / n_study
    centre = (p + z * z / (2 * n_study)) / (1 + z * z / n_study)
    spread = sqrt(p * (1 - p) / n_study + z * z / (4 * n_study**2)) * z / (1 + z * z / n_study)
    return centre - spread, centre + spread


class TestWilsonInterval:
    """
    The interval is the 95% score interval, without continuity correction.
    """

    @pytest.mark.parametrize(
        ("n", "n_study", "low", "high"),
        [
            pytest.param(3, 8, 0.14, 0.69, id="3-of-8"),
            pytest.param(3, 5, 0.23, 0.88, id="3-of-5"),
            pytest.param(3, 10, 0.11, 0.60, id="3-of-10"),
        ],
    )
    def test_published(self, n: int, n_study: int, low: float, high: float) -> None:
        """
        Small samples give the values that are published for them.
        """
        found = wilson_interval(n, n_study)

        assert found == pytest.approx((low, high), abs=0.0051)

    @settings(max_examples=100, deadline=None)
    @given(st.integers(1, 60).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
    def test_closed_form(self, counts: tuple[int, int]) -> None:
        """
        Every interval is that of the formula, and holds the share.
        """
        n, n_study = counts

        low, high = wilson_interval(n, n_study)

        assert (low, high) == pytest.approx(closed_form(n, n_study), abs=1e-9)
        assert 0 <= low <= n / n_study + 1e-9
        assert n / n_study - 1e-9 <= high <= 1


class TestStudyNotes:
    """
    A study outside five to ten interviews is told what that means; nothing is refused.
    """

    @pytest.mark.parametrize(
        ("n_people", "beginnings"),
        [
            pytest.param(1, ["1 participant: no theme can", "fewer than 5 interviews"], id="1"),
            pytest.param(2, ["2 participants: no theme can", "fewer than 5 interviews"], id="2"),
            pytest.param(3, ["fewer than 5 interviews"], id="3"),
            pytest.param(4, ["fewer than 5 interviews"], id="4"),
            pytest.param(5, [], id="5"),
            pytest.param(10, [], id="10"),
            pytest.param(11, ["more than 10 interviews"], id="11"),
        ],
    )
    def test_number_of_interviews(self, n_people: int, beginnings: list[str]) -> None:
        """
        Below three nothing can be promoted, below five and above ten is noted, between is silence.
        """
        interviews = [talk(f"I: hm? | {name}: Yes.", name=f"{name}.txt") for name in PEOPLE]
        study = study_of(*interviews[:n_people])

        notes = list(study_notes(study, rule=PromotionRule()))

        assert len(notes) == len(beginnings)
        assert all(map(str.startswith, notes, beginnings))

    def test_the_rule_counts_not_the_number_three(self) -> None:
        """
        With a stricter rule, four participants are too few and the note says how many it asks for.
        """
        study = study_of(talk("I: hm? | Ada: Yes. | Bo: No. | Cyd: Yes. | Dag: No."))

        first, *_ = study_notes(study, rule=PromotionRule(min_participants=5))

        assert first.startswith("4 participants: no theme can be promoted")
        assert "5 different participants" in first

    def test_a_group_is_one_interview_of_many_people(self) -> None:
        """
        A focus group of three people can promote, and is still a single interview.
        """
        study = study_of(talk("I: hm? | Ada: Yes. | Bo: No. | Cyd: Yes."))

        (note,) = study_notes(study, rule=PromotionRule())

        assert note.startswith("fewer than 5 interviews")
