from __future__ import annotations

from dataclasses import replace
from math import sqrt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.evidence import PromotionRule, Voice, promote, study_notes
from interview_coder.evidence.promotion import wilson_interval
from tests.notation import study_of, talk

PEOPLE = ("Ada", "Bo", "Cyd", "Dag", "Eva", "Fin", "Gus", "Hal", "Ida", "Jon", "Kim")
TOO_FEW = "fewer than 5 interviews"


def machine(*participants: str) -> list[Voice]:
    """
    Codings by the machine, one of each participant named.
    """
    return [Voice(participant) for participant in participants]


def person(*participants: str) -> list[Voice]:
    """
    Codings that a person made or accepted.
    """
    return [Voice(participant, by_person=True) for participant in participants]


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
        promotion = promote(machine(*voices), n_study=8, rule=PromotionRule())

        assert promotion.promoted is is_promoted
        assert promotion.n_participants == len(set(voices))

    @pytest.mark.parametrize(("at_least", "is_promoted"), [(2, True), (4, True), (5, False)])
    def test_rule_is_the_researchers(self, at_least: int, is_promoted: bool) -> None:
        """
        The number of people is the rule's, three only if nothing else is said.
        """
        rule = PromotionRule(min_participants=at_least)

        assert promote(machine(*PEOPLE[:4]), n_study=8, rule=rule).promoted is is_promoted
        assert PromotionRule().min_participants == 3

    @pytest.mark.parametrize("at_least", [1, 0, -3])
    def test_one_person_is_no_pattern(self, at_least: int) -> None:
        """
        A rule that one person can fulfil is refused, with the value.
        """
        with pytest.raises(ValueError, match=f"must be >= 2, got {at_least}"):
            PromotionRule(min_participants=at_least)

    @pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
    def test_impossible_share(self, share: float) -> None:
        """
        A share that cannot be is refused, with the value.
        """
        with pytest.raises(ValueError, match=f"must be from 0 to 1, got {share}"):
            PromotionRule(min_share=share)

    @settings(max_examples=100, deadline=None)
    @given(
        voices=st.lists(st.builds(Voice, st.sampled_from(PEOPLE[:-1]), st.booleans())),
        more=st.integers(min_value=1, max_value=5),
        rule=st.builds(
            PromotionRule,
            min_participants=st.integers(min_value=2, max_value=6),
            min_share=st.sampled_from([0.0, 0.3, 1 / 3, 0.55, 0.9, 1.0]) | st.floats(0, 1),
            accepted_only=st.booleans(),
        ),
    )
    def test_one_more_voice_never_demotes(
        self, voices: list[Voice], more: int, rule: PromotionRule
    ) -> None:
        """
        A new participant who voices a theme, so that it counts, never demotes it.
        """
        before = promote(voices, n_study=10, rule=rule)

        # A voice that nobody accepted does not count where only accepted ones do.
        new = [Voice(PEOPLE[-1], by_person=rule.accepted_only)] * more
        after = promote([*voices, *new], n_study=11, rule=rule)

        assert after.promoted >= before.promoted
        assert after.n_participants == before.n_participants + 1
        assert after.share >= before.share


class TestMinShare:
    """
    A theme needs both: so many people, and so large a share of the study.
    """

    @pytest.mark.parametrize(
        ("share", "n_study", "needed"),
        [
            pytest.param(0.0, 10, 3, id="no-share"),
            pytest.param(0.3, 10, 3, id="0.3-of-10-is-three"),
            pytest.param(0.1, 30, 3, id="0.1-of-30-is-three"),
            pytest.param(0.07, 100, 7, id="0.07-of-100-is-seven"),
            pytest.param(0.31, 10, 4, id="a-little-more-is-four"),
            pytest.param(0.5, 9, 5, id="half-of-nine-is-five"),
            pytest.param(0.5, 4, 3, id="the-number-asks-for-more"),
            pytest.param(1.0, 12, 12, id="everybody"),
            pytest.param(0.001, 8, 3, id="a-thousandth"),
        ],
    )
    def test_how_many(self, share: float, n_study: int, needed: int) -> None:
        """
        The fewest people with that share are asked for, and never fewer than the number.
        """
        assert PromotionRule(min_share=share).n_needed(n_study) == needed

    @pytest.mark.parametrize(("n_voices", "is_promoted"), [(4, False), (5, True)])
    def test_share_decides(self, n_voices: int, is_promoted: bool) -> None:
        """
        Half of ten people is five: with four of them a theme is not promoted.
        """
        rule = PromotionRule(min_share=0.5)

        promotion = promote(machine(*PEOPLE[:n_voices]), n_study=10, rule=rule)

        assert promotion.promoted is is_promoted


class TestAcceptedOnly:
    """
    With `accepted_only`, participants count where a person accepted a coding of the theme.
    """

    @pytest.mark.parametrize(
        ("voices", "is_promoted"),
        [
            pytest.param(machine(*PEOPLE[:8]), False, id="eight-by-machine"),
            pytest.param(machine("Ada", "Bo") + person("Cyd", "Dag"), False, id="two-and-two"),
            pytest.param(person("Ada", "Bo", "Cyd"), True, id="three"),
            pytest.param(person("Ada") * 3, False, id="one-person-thrice"),
            pytest.param(
                machine("Ada", "Bo", "Cyd") + person("Ada", "Bo", "Cyd"), True, id="both-of-each"
            ),
        ],
    )
    def test_accepted_are_counted(self, voices: list[Voice], is_promoted: bool) -> None:
        """
        What the machine alone asserts promotes nothing, however many it is.
        """
        promotion = promote(voices, n_study=8, rule=PromotionRule(accepted_only=True))

        assert promotion.promoted is is_promoted
        assert promotion.accepted == tuple(sorted({v.participant for v in voices if v.by_person}))

    def test_everybody_counts_otherwise(self) -> None:
        """
        Without it, machine and people count alike, and n is always all who voice the theme.
        """
        voices = machine("Ada") + person("Bo", "Cyd")

        assert promote(voices, n_study=8, rule=PromotionRule()).promoted
        strict = promote(voices, n_study=8, rule=PromotionRule(accepted_only=True))
        assert (strict.promoted, strict.n_participants) == (False, 3)


class TestChance:
    """
    The chance that the rule is not met in truth is told of promoted themes only.
    """

    @pytest.mark.parametrize("voices", [[], machine("Ada", "Bo"), person("Ada", "Bo")])
    def test_none_unless_promoted(self, voices: list[Voice]) -> None:
        """
        A theme that is not promoted has no chance of being wrongly so.
        """
        assert promote(voices, n_study=8, rule=PromotionRule(), precision=0.8).chance is None

    def test_accepted(self) -> None:
        """
        Where a person accepted a coding of everybody, nothing is left to chance.
        """
        voices = person("Ada", "Bo", "Cyd") + machine("Ada")

        assert promote(voices, n_study=8, rule=PromotionRule(), precision=0.1).chance == 0

    @pytest.mark.parametrize(
        ("voices", "chance"),
        [
            pytest.param(machine("Ada", "Bo", "Cyd"), 1 - 0.8**3, id="once-each"),
            pytest.param(machine("Ada", "Bo", "Cyd") * 2, 1 - 0.96**3, id="twice-each"),
            pytest.param(
                machine("Ada", "Bo", "Cyd") + person("Ada"), 1 - 0.8**2, id="one-accepted"
            ),
            pytest.param(machine("Ada", "Bo") + person("Cyd"), 1 - 0.8**2, id="one-by-a-person"),
        ],
    )
    def test_by_hand(self, voices: list[Voice], chance: float) -> None:
        """
        Every coding of the machine is one more chance that its participant is rightly counted.
        """
        promotion = promote(voices, n_study=8, rule=PromotionRule(), precision=0.8)

        assert promotion.chance == pytest.approx(chance, abs=1e-6)

    def test_share_counts(self) -> None:
        """
        The chance is that of the rule with its share: of four asked for, each one matters.
        """
        rule = PromotionRule(min_share=0.5)

        promotion = promote(machine(*PEOPLE[:4]), n_study=8, rule=rule, precision=0.8)

        assert promotion.chance == pytest.approx(1 - 0.8**4, abs=1e-6)


class TestPromotion:
    """
    The result carries n, N, who, the share and its interval.
    """

    def test_what_it_carries(self) -> None:
        """
        Participants are sorted and named once, and the share is n of N.
        """
        promotion = promote(machine("Cyd", "Ada", "Cyd", "Bo"), n_study=8, rule=PromotionRule())

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
            pytest.param(3, 6, 0.19, 0.81, id="3-of-6"),
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


def beginning(n_people: int) -> str:
    """
    How the note begins that tells what so many people can show.
    """
    return f"{n_people} participants, promotion from 3: a theme must be held by"


class TestStudyNotes:
    """
    A study is told what its number of interviews can show, and what to mind outside five to ten.
    """

    @pytest.mark.parametrize(
        ("n_people", "beginnings"),
        [
            pytest.param(1, ["1 participant: no theme can", TOO_FEW], id="1"),
            pytest.param(2, ["2 participants: no theme can", TOO_FEW], id="2"),
            pytest.param(3, [beginning(3), TOO_FEW], id="3"),
            pytest.param(4, [beginning(4), TOO_FEW], id="4"),
            pytest.param(5, [beginning(5)], id="5"),
            pytest.param(10, [beginning(10)], id="10"),
            pytest.param(11, [beginning(11), "more than 10 interviews"], id="11"),
        ],
    )
    @pytest.mark.parametrize("coefficients", [True, False], ids=["with", "without"])
    def test_number_of_interviews(
        self, n_people: int, beginnings: list[str], coefficients: bool
    ) -> None:
        """
        Below three nothing can be promoted, below five and above ten is noted; between them it is
        told how widely a theme must be held, unless the study wants no such numbers.
        """
        interviews = [talk(f"I: hm? | {name}: Yes.", name=f"{name}.txt") for name in PEOPLE]
        study = replace(study_of(*interviews[:n_people]), coefficients=coefficients)
        expected = [begins for begins in beginnings if coefficients or "must be held" not in begins]

        notes = list(study_notes(study, rule=PromotionRule()))

        assert len(notes) == len(expected)
        assert all(map(str.startswith, notes, expected))

    def test_how_widely_held(self) -> None:
        """
        The share that a theme must be held by is that of 80% power: 67% with three of five.
        """
        interviews = [talk(f"I: hm? | {name}: Yes.", name=f"{name}.txt") for name in PEOPLE[:5]]

        (note,) = study_notes(study_of(*interviews), rule=PromotionRule())

        assert "held by 67% of people like these" in note

    def test_share_and_acceptance(self) -> None:
        """
        The notes speak of the rule as it is: of the share, and of acceptance where it is asked for.
        """
        interviews = [talk(f"I: hm? | {name}: Yes.", name=f"{name}.txt") for name in PEOPLE[:10]]
        rule = PromotionRule(min_share=0.5, accepted_only=True)

        power, accepted = study_notes(study_of(*interviews), rule=rule)

        assert power.startswith("10 participants, promotion from 5:")
        assert "only participants of whom a person accepted a coding" in accepted

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

        power, note = study_notes(study, rule=PromotionRule())

        assert power.startswith(beginning(3))
        assert note.startswith(TOO_FEW)
