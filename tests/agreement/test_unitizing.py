"""Unitizing: agreement on free stretches of text, against the book, by hand and by character."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.agreement.continuum import Unit, Unitized
from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.unitizing import UnitizingAgreement, measure_unitizing
from tests.agreement.continua import by_character, continua, interview, marked_in, units

T = TypeVar("T")
UNDEFINED = Estimate(value=None)

BOOK = interview(
    60,
    Alex=[(0, 7, "1"), (7, 13, "2"), (30, 32, "5"), (32, 37, "6"), (37, 44, "6"), (44, 60, "7")],
    Paul=[(0, 7, "1"), (7, 13, "3"), (13, 21, "5"), (32, 44, "6")],
    Suzan=[
        (0, 7, "1"),
        (7, 13, "4"),
        (13, 21, "5"),
        (32, 37, "6"),
        (37, 41, "6"),
        (41, 44, "6"),
    ],
)
BY_HAND = interview(
    20,
    Ann=[(0, 6, "pain"), (10, 14, "goal")],
    Ben=[(0, 4, "pain"), (4, 6, "goal"), (10, 13, "goal")],
)


def measured(interviews: Sequence[Unitized]) -> UnitizingAgreement:
    """
    Measure without intervals.
    """
    return measure_unitizing(interviews, n_draws=0)


def alphas(found: UnitizingAgreement) -> dict[str, float | None]:
    """
    Return every coefficient by its name.
    """
    return {
        "u": found.u.value,
        "binary": found.binary.value,
        "cu": found.cu.value,
        "cu_coverage": found.cu_coverage.value,
        **{f"{'+'.join(each.codes)} alpha": each.alpha.value for each in found.values},
        **{f"{'+'.join(each.codes)} coverage": each.coverage.value for each in found.values},
        **{f"{code} alone": each.value for code, each in found.code_to_alpha.items()},
    }


def near(value: Fraction | None) -> object:
    """
    Return what a coefficient is to be, within 1e-9.
    """
    return None if value is None else pytest.approx(float(value), abs=1e-9)


class TestTheBook:
    """
    Krippendorff (2019), Content Analysis, 4th ed., figure 12.11 (p. 340): three observers.

    The lengths in the figure and the figures printed beside it are as the tests of quallmer (an
    R package; tests of `alpha_u`) carry them.
    """

    def test_overall(self) -> None:
        """
        uα is .510, as printed (equation 34).
        """
        assert measured([BOOK]).u.value == pytest.approx(0.510, abs=5e-4)

    def test_binary(self) -> None:
        """
        |uα is the printed .413 (equation 35) but for the last digit: these lengths give .4136.
        """
        assert measured([BOOK]).binary.value == pytest.approx(0.413, abs=1e-3)

    def test_coding(self) -> None:
        """
        cuα is .724, as printed (equations 36 and 37).
        """
        assert measured([BOOK]).cu.value == pytest.approx(0.724, abs=5e-4)

    def test_values(self) -> None:
        """
        (k)uα is 1 for 1, 5 and 6, 0 for 2, 3 and 4, and rests on 8 of 18 of 5, on nothing of 7.
        """
        values = {each.codes[0]: each for each in measured([BOOK]).values}

        assert [values[code].alpha.value for code in "156"] == pytest.approx([1, 1, 1])
        assert [values[code].alpha.value for code in "234"] == pytest.approx([0, 0, 0])
        assert values["5"].coverage.value == pytest.approx(8 / 18)
        assert values["7"].coverage.value == 0
        assert values["7"].alpha == UNDEFINED


class TestByHand:
    """
    Coefficients that can be followed with a pencil; docs/unitizing.md does.

    Of 20 characters, Ann: pain 0-6, goal 10-14. Ben: pain 0-4, goal 4-6, goal 10-13. ℓ: pain/pain
    8, goal/goal 6, gap/gap 20, pain/goal 2 and goal/pain 2, goal/gap 1 and gap/goal 1; so pain 10,
    goal 9, gap 21, all 40. Own: units 36 + 16 + 16 + 4 + 9, gaps 21: 102. 40 - 102/40 = 37.45.
    """

    def test_overall(self) -> None:
        """
        uα = 1 - 6 · 37.45 / (1600 - 100 - 81 - 441).
        """
        assert measured([BY_HAND]).u.value == pytest.approx(1 - 6 * 37.45 / 978)

    def test_binary(self) -> None:
        """
        |uα = 1 - 2 · 37.45 / (2 · 21 · 19).
        """
        assert measured([BY_HAND]).binary.value == pytest.approx(1 - 2 * 37.45 / 798)

    def test_coding(self) -> None:
        """
        ℓ* is pain 10, goal 8; own 36 + 16 + 9 + 4 + 9 = 74; cuα = 1 - 4 · (18 - 74/18) / 160.
        """
        found = measured([BY_HAND])

        assert found.cu.value == pytest.approx(1 - 4 * (18 - 74 / 18) / 160)
        assert found.cu_coverage.value == pytest.approx(18 / 40)

    def test_values(self) -> None:
        """
        (k)uα = 1 - (128 / 10) · 2 / 80 for pain, 1 - (122 / 8) · 2 / 80 for goal; 8 of 9 of goal.
        """
        goal, pain = measured([BY_HAND]).values

        assert (goal.codes, pain.codes) == (("goal",), ("pain",))
        assert pain.alpha.value == pytest.approx(1 - 12.8 * 2 / 80)
        assert goal.alpha.value == pytest.approx(1 - 15.25 * 2 / 80)
        assert pain.coverage.value == 1
        assert goal.coverage.value == pytest.approx(8 / 9)

    def test_code_alone(self) -> None:
        """
        Pain against the rest: 1 - 2 · (40 - 82/40) / (10 · 30); goal: 1 - 3 · 38.5 / (9 · 31).
        """
        found = measured([BY_HAND]).code_to_alpha

        assert list(found) == ["goal", "pain"]
        assert found["pain"].value == pytest.approx(1 - 2 * 37.95 / 300)
        assert found["goal"].value == pytest.approx(1 - 3 * 38.5 / 279)

    def test_what_there_was(self) -> None:
        """
        Coders, interviews, length and the share that each coder coded are told.
        """
        found = measured([BY_HAND])

        assert (found.n_coders, found.n_interviews, found.length) == (2, 1, 20)
        assert found.coder_to_share == {"Ann": 0.5, "Ben": 0.45}

    def test_two_that_touch(self) -> None:
        """
        Two units that touch count as two: own is 4² + 2² + 2² + 4 gaps, not 4² + 4² + 4 gaps.
        """
        one = interview(6, Ann=[(0, 4, "pain")], Ben=[(0, 4, "pain")])
        two = interview(6, Ann=[(0, 4, "pain")], Ben=[(0, 2, "pain"), (2, 5, "pain")])

        assert measured([one]).u.value == 1
        # ℓ: pain 9, gap 3, of 12; one differs twice; own: 16 + 4 + 9 units, 3 gaps.
        assert measured([two]).u.value == pytest.approx(1 - 2 * (12 - 32 / 12) / (144 - 81 - 9))

    def test_three_coders(self) -> None:
        """
        A stretch that half of the others coded weighs half (equation 36, as we read it).

        Of 4 characters, Ann and Ben: pain, all; Cleo: goal, the first two. ℓ*: Ann 2 + 1 = 3, Ben
        3, Cleo 2, all 8. Own: 9 + 9 + 4. Miscoded: pain 1 + 1, goal 2. cuα = 1 - 4 · (8 - 22/8) /
        (64 - 36 - 4).
        """
        three = interview(4, Ann=[(0, 4, "pain")], Ben=[(0, 4, "pain")], Cleo=[(0, 2, "goal")])

        assert measured([three]).cu.value == pytest.approx(1 - 4 * (8 - 22 / 8) / 24)


class TestByCharacter:
    """
    The coefficients are those that counting all pairs of characters gives.
    """

    @given(continua())
    def test_any_continuum(self, interviews: list[Unitized]) -> None:
        """
        Each coefficient is that of the count, and undefined where that is.
        """
        found, counted = measured(interviews), by_character(interviews)

        assert found.u.value == near(counted.u)
        assert found.binary.value == near(counted.binary)
        assert found.cu.value == near(counted.cu)
        assert {each.codes: each.alpha.value for each in found.values} == {
            value: near(alpha) for value, alpha in counted.values.items()
        }
        assert {each.codes: each.coverage.value for each in found.values} == {
            value: near(share) for value, share in counted.coverage.items()
        }
        assert {code: each.value for code, each in found.code_to_alpha.items()} == {
            code: near(alpha) for code, alpha in counted.codes.items()
        }


class TestUndefined:
    """
    Where there is nothing to disagree on, there is no coefficient.
    """

    def test_no_interviews(self) -> None:
        """
        Of no interviews, everything is undefined or empty.
        """
        found = measure_unitizing([])

        assert (found.u, found.binary, found.cu, found.cu_coverage) == (UNDEFINED,) * 4
        assert (found.values, found.code_to_alpha, found.coder_to_share) == ((), {}, {})
        assert (found.n_coders, found.n_interviews, found.length) == (0, 0, 0)

    def test_nothing_marked(self) -> None:
        """
        Where nobody marked anything, nothing is known but that all is covered by nothing.
        """
        found = measured([interview(9, Ann=[], Ben=[])])

        assert (found.u, found.binary, found.cu) == (UNDEFINED,) * 3
        assert found.cu_coverage.value == 0

    def test_no_text(self) -> None:
        """
        An interview without text is measured and adds nothing.
        """
        found = measured([interview(0, Ann=[], Ben=[])])

        assert (found.u, found.n_interviews, found.coder_to_share) == (
            UNDEFINED,
            1,
            {"Ann": 0, "Ben": 0},
        )

    def test_one_value_everywhere(self) -> None:
        """
        Where everybody put one code on everything, agreement is not told from having no choice.
        """
        found = measured([interview(9, Ann=[(0, 9, "pain")], Ben=[(0, 9, "pain")])])

        assert (found.u, found.binary, found.cu) == (UNDEFINED,) * 3
        assert found.code_to_alpha == {"pain": UNDEFINED}

    def test_nothing_in_common(self) -> None:
        """
        Where no two coders coded one passage, boundaries are measured and coding is not.
        """
        found = measured([interview(9, Ann=[(0, 3, "pain")], Ben=[(6, 9, "pain")])])

        assert found.u.value is not None
        assert found.u.value < 0
        assert found.cu == UNDEFINED
        assert found.cu_coverage.value == 0

    def test_no_gaps(self) -> None:
        """
        Where nobody left a gap, boundaries between code and gap are not there to be measured.
        """
        ann, ben = [(0, 4, "pain"), (4, 9, "goal")], [(0, 5, "pain"), (5, 9, "goal")]

        found = measured([interview(9, Ann=ann, Ben=ben)])

        assert found.binary == UNDEFINED
        assert found.u.value == pytest.approx(found.cu.value)


class TestMissing:
    """
    Who did not read an interview says nothing of it.
    """

    def test_read_by_one(self) -> None:
        """
        Interviews that fewer than two coders read are left out by name, and change nothing.
        """
        alone = interview(50, "b.txt", Cleo=[(3, 9, "trigger")])
        unread = interview(50, "a.txt")

        found = measured([alone, BY_HAND, unread])

        assert found.left_out == ("a.txt", "b.txt")
        assert replace(found, left_out=()) == measured([BY_HAND])

    def test_read_and_marked_nothing(self) -> None:
        """
        Who read an interview and marked nothing disagrees with who marked something.
        """
        found = measured([interview(9, Ann=[(0, 3, "pain")], Ben=[])])

        assert found.u.value is not None
        assert found.u.value <= 0

    def test_others_elsewhere(self) -> None:
        """
        Two interviews, each of two of four coders, agree fully if each two do.
        """
        one = interview(9, "a.txt", Ann=[(0, 3, "pain")], Ben=[(0, 3, "pain")])
        other = interview(9, "b.txt", Cleo=[(5, 9, "goal")], Dan=[(5, 9, "goal")])

        found = measured([one, other])

        assert (found.u.value, found.binary.value, found.cu.value) == (1, 1, 1)
        assert found.n_coders == 4


class TestSeveralCodes:
    """
    Several codes of one coder on one passage are a value of their own.
    """

    def test_value(self) -> None:
        """
        The passage with both codes is neither that of the one nor that of the other.
        """
        both = [(0, 4, "pain"), (2, 6, "goal")]

        found = measured([interview(9, Ann=both, Ben=both)])

        assert [each.codes for each in found.values] == [("goal",), ("goal", "pain"), ("pain",)]
        assert found.u.value == 1

    def test_code_alone(self) -> None:
        """
        One code against the rest does not care what else lies on the passage.
        """
        both = interview(9, Ann=[(0, 4, "pain"), (0, 4, "goal")], Ben=[(0, 4, "pain")])

        found = measured([both])

        assert found.code_to_alpha["pain"].value == 1
        assert found.cu.value is not None
        assert found.cu.value < 1


class TestWhatDecidesNothing:
    """
    Coefficients depend on who marked what with whom, and on nothing else.
    """

    @given(continua(), st.randoms(use_true_random=False))
    def test_order(self, interviews: list[Unitized], chance: random.Random) -> None:
        """
        The order of interviews, coders and units changes no bit, intervals among them.
        """
        mixed = [
            replace(
                each,
                coder_to_units={
                    coder: tuple(_mixed(each.coder_to_units[coder], chance))
                    for coder in _mixed(sorted(each.coder_to_units), chance)
                },
            )
            for each in interviews
        ]

        found = measure_unitizing(_mixed(mixed, chance), n_draws=20)

        assert found == measure_unitizing(interviews, n_draws=20)

    @given(continua())
    def test_names_of_codes(self, interviews: list[Unitized]) -> None:
        """
        What codes are called changes no coefficient.
        """
        other = {"p": "z", "g": "p", "t": "a"}
        renamed = [_with_units(each, lambda unit: (0, other[unit.value])) for each in interviews]

        found, again = measured(interviews), measured(renamed)

        assert alphas(again) == {
            _renamed(name, other): _about(value) for name, value in alphas(found).items()
        }

    @given(continua(), st.integers(0, 7))
    def test_place(self, interviews: list[Unitized], shift: int) -> None:
        """
        Where in the interviews the marked part stands changes nothing.
        """
        first = [replace(each, length=each.length + 7) for each in interviews]
        later = [_with_units(each, lambda unit: (shift, unit.value)) for each in first]

        assert alphas(measured(later)) == alphas(measured(first))

    @given(continua(max_length=8), st.integers(2, 9))
    def test_scale(self, interviews: list[Unitized], factor: int) -> None:
        """
        With all lengths multiplied, agreement on codes stays; that on boundaries need not.
        """
        scaled = [
            Unitized(
                interview=each.interview,
                length=each.length * factor,
                coder_to_units={
                    coder: tuple(
                        replace(unit, start=unit.start * factor, end=unit.end * factor)
                        for unit in marked
                    )
                    for coder, marked in each.coder_to_units.items()
                },
            )
            for each in interviews
        ]
        found, again = measured(interviews), measured(scaled)

        assert again.cu.value == _about(found.cu.value)
        assert [each.alpha.value for each in again.values] == [
            _about(each.alpha.value) for each in found.values
        ]

    @given(st.tuples(marked_in(9), marked_in(9), marked_in(9), marked_in(9)))
    def test_cut_interview(self, marked: tuple[tuple[Unit, ...], ...]) -> None:
        """
        Two interviews of the same coders are worth what both are as one, one after the other.
        """
        ann, ben, ann_later, ben_later = marked
        # A gap between them, so that no unit of one touches one of the other.
        apart = [
            Unitized(interview="a", length=10, coder_to_units={"Ann": ann, "Ben": ben}),
            Unitized(interview="b", length=9, coder_to_units={"Ann": ann_later, "Ben": ben_later}),
        ]
        moved = _with_units(apart[1], lambda unit: (10, unit.value), length=19).coder_to_units
        joined = Unitized(
            interview="a",
            length=19,
            coder_to_units={"Ann": ann + moved["Ann"], "Ben": ben + moved["Ben"]},
        )

        assert alphas(measured([joined])) == {
            name: _about(value) for name, value in alphas(measured(apart)).items()
        }


class TestAgreement:
    """
    More agreement is a higher coefficient, none is about 0.
    """

    @given(st.integers(1, 12).flatmap(lambda n: st.tuples(st.just(n), marked_in(n))))
    def test_identical(self, drawn: tuple[int, tuple[Unit, ...]]) -> None:
        """
        Coders who mark the same agree fully, in every coefficient that is defined.
        """
        length, marked = drawn
        same = dict.fromkeys(("Ann", "Ben", "Cleo", "Dan"), marked)

        found = measured([Unitized(interview="a", length=length, coder_to_units=same)])

        told = [found.u, found.binary, found.cu, *found.code_to_alpha.values()]
        told += [each.alpha for each in found.values]
        assert {each.value for each in told} <= {1.0, None}

    @given(continua(min_coders=2))
    def test_at_most_one(self, interviews: list[Unitized]) -> None:
        """
        No coefficient is above 1.
        """
        assert all(
            value is None or value <= 1 + 1e-12 for value in alphas(measured(interviews)).values()
        )

    def test_chance(self) -> None:
        """
        Coders who mark without looking agree about as much as chance gives.
        """
        chance = random.Random(3)
        blind = [
            interview(
                20_000,
                f"{number}.txt",
                **{coder: _blind(chance, 20_000) for coder in ("Ann", "Ben", "Cleo")},
            )
            for number in range(10)
        ]

        found = measured(blind)

        for estimate in (found.u, found.binary, found.cu):
            assert estimate.value == pytest.approx(0, abs=0.05)

    def test_closer_boundaries(self) -> None:
        """
        The more of a unit is shared, the higher the agreement on boundaries.
        """
        rising = [
            measured(
                [interview(40, Ann=[(10, 20, "pain")], Ben=[(start, start + 10, "pain")])]
            ).u.value
            for start in (20, 16, 13, 10)
        ]

        assert rising == sorted(rising, key=lambda value: value or 0)
        assert rising[-1] == 1

    @given(continua(min_coders=2))
    def test_one_more_agreed_unit(self, interviews: list[Unitized]) -> None:
        """
        A code that all put on what was blank to all agrees fully and leaves the others as they are.
        """
        more = [
            replace(
                each,
                length=each.length + 5,
                coder_to_units={
                    coder: (*marked, *units((each.length + 1, each.length + 4, "new")))
                    for coder, marked in each.coder_to_units.items()
                },
            )
            for each in interviews
        ]
        blank = [replace(each, length=each.length + 5) for each in interviews]
        before, after = measured(blank), measured(more)

        assert after.code_to_alpha["new"].value == 1
        for code, estimate in before.code_to_alpha.items():
            assert after.code_to_alpha[code].value == _about(estimate.value)


class TestIntervals:
    """
    Intervals come from drawing interviews anew.
    """

    def test_one_interview(self) -> None:
        """
        Of one interview, there is no interval.
        """
        found = measure_unitizing([BY_HAND])

        assert found.u == Estimate(value=found.u.value)

    def test_same_interviews(self) -> None:
        """
        Interviews that are all alike leave no doubt.
        """
        alike = [replace(BY_HAND, interview=name) for name in "abc"]

        found = measure_unitizing(alike, n_draws=50)

        for estimate in (found.u, found.binary, found.cu, *found.code_to_alpha.values()):
            assert estimate.low == pytest.approx(estimate.value)
            assert estimate.high == pytest.approx(estimate.value)

    def test_contains_the_value(self) -> None:
        """
        Interviews of different agreement give an interval with the value in it, the wider the more
        they differ.
        """
        good = [(0, 10, "pain")]
        near_ones = [
            interview(100, f"{n}", Ann=good, Ben=[(n % 3, 10 + n % 3, "pain")]) for n in range(8)
        ]
        far_ones = [
            interview(100, f"{n}", Ann=good, Ben=[(n % 9, 10 + n % 9, "pain")]) for n in range(8)
        ]

        widths = []
        for interviews in (near_ones, far_ones):
            found = measure_unitizing(interviews).u
            assert found.value is not None
            assert found.low is not None
            assert found.high is not None
            assert found.low < found.value < found.high
            widths.append(found.high - found.low)

        assert widths[0] < widths[1]

    def test_width(self) -> None:
        """
        Of six interviews, half of them agreed on, 95 % of draws have one to five that are.

        So many are drawn as heads of six coins: none in 1.6 % of draws, up to one in 10.9 %.
        """
        agreed, not_agreed = [(0, 9, "pain")], [(20, 29, "pain")]

        def study(n_agreed: int) -> list[Unitized]:
            ben = [agreed] * n_agreed + [not_agreed] * (6 - n_agreed)
            return [interview(40, f"{n}", Ann=agreed, Ben=each) for n, each in enumerate(ben)]

        found = measure_unitizing(study(3)).u

        assert found.low == pytest.approx(measured(study(1)).u.value)
        assert found.high == pytest.approx(measured(study(5)).u.value)

    def test_order(self) -> None:
        """
        The order in which interviews are given does not decide which are drawn.
        """
        interviews = [
            interview(50, f"{n}", Ann=[(0, 10, "pain")], Ben=[(n, 12, "pain")]) for n in range(5)
        ]

        assert measure_unitizing(interviews[::-1], n_draws=30) == measure_unitizing(
            interviews, n_draws=30
        )

    def test_rare_code(self) -> None:
        """
        A code of one interview has a value and no interval: most draws of interviews lack it.
        """
        rare = interview(20, "b.txt", Ann=[(0, 5, "trigger")], Ben=[(0, 4, "trigger")])

        found = measure_unitizing([BY_HAND, rare]).code_to_alpha["trigger"]

        assert found.value is not None
        assert (found.low, found.high) == (None, None)

    def test_seed(self) -> None:
        """
        One seed gives one interval, another seed another, and both the same value.
        """
        interviews = [
            interview(50, f"{n}", Ann=[(0, 10, "pain")], Ben=[(n, 12, "pain")]) for n in range(5)
        ]

        one, again, other = (
            measure_unitizing(interviews, n_draws=100, seed=seed) for seed in (1, 1, 2)
        )

        assert one == again
        assert one.u.value == other.u.value
        assert one.u != other.u

    def test_no_draws(self) -> None:
        """
        Without draws, there are values and no intervals.
        """
        alike = [replace(BY_HAND, interview=name) for name in "ab"]

        assert measure_unitizing(alike, n_draws=0).u.low is None


class TestFaults:
    """
    What cannot be measured is refused.
    """

    def test_one_name_twice(self) -> None:
        """
        Interviews of one name are named.
        """
        with pytest.raises(ValueError, match=r"more than once: Ines\.txt"):
            measure_unitizing([BY_HAND, BOOK])

    def test_negative_draws(self) -> None:
        """
        A negative number of draws is refused with the number.
        """
        with pytest.raises(ValueError, match="got -1"):
            measure_unitizing([BY_HAND], n_draws=-1)


def _mixed(things: Sequence[T], chance: random.Random) -> list[T]:
    return chance.sample(list(things), len(things))


def _with_units(
    each: Unitized, change: Callable[[Unit], tuple[int, str]], *, length: int | None = None
) -> Unitized:
    """
    Move units by as many characters as `change` says, and give them its code.
    """
    coders = {}
    for coder, marked in each.coder_to_units.items():
        changed = [(unit, *change(unit)) for unit in marked]
        coders[coder] = tuple(
            Unit(start=unit.start + shift, end=unit.end + shift, value=value)
            for unit, shift, value in changed
        )
    return Unitized(
        interview=each.interview,
        length=each.length if length is None else length,
        coder_to_units=coders,
    )


def _renamed(name: str, other: Mapping[str, str]) -> str:
    codes, _, kind = name.rpartition(" ")
    return f"{'+'.join(sorted(other[code] for code in codes.split('+')))} {kind}" if codes else name


def _about(value: float | None) -> object:
    return None if value is None else pytest.approx(value, abs=1e-9)


def _blind(chance: random.Random, length: int) -> list[tuple[int, int, str]]:
    cuts = sorted(chance.sample(range(length), 120))
    places = zip(cuts[::2], cuts[1::2], strict=True)
    return [(start, end, chance.choice(["pain", "goal", "trigger"])) for start, end in places]
