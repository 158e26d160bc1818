from __future__ import annotations

from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import binom

from interview_coder.evidence.claims import (
    chance_of_rule,
    detectable_prevalence,
    promotion_power,
)

PEOPLE = ("Ada", "Bo", "Cyd", "Dag", "Eva", "Fin", "Gus")

HITS = st.dictionaries(st.sampled_from(PEOPLE), st.integers(min_value=0, max_value=4))
PROBABILITY = st.floats(min_value=0, max_value=1)
AT_LEAST = st.integers(min_value=1, max_value=5)
ACCEPTED = st.frozensets(st.sampled_from(PEOPLE), max_size=4)


def by_enumeration(chances: list[float], at_least: int) -> float:
    """
    The probability that fewer than `at_least` events happen, summed over every outcome.
    """
    return sum(
        prod(p if happens else 1 - p for p, happens in zip(chances, outcome, strict=True))
        for outcome in product([True, False], repeat=len(chances))
        if sum(outcome) < at_least
    )


class TestChanceOfRule:
    """
    The chance is that of fewer true participants than the rule asks for.
    """

    @pytest.mark.parametrize(
        ("hits", "precision", "accepted", "chance"),
        [
            pytest.param([1, 1, 1], 0.8, "", 1 - 0.8**3, id="three-coded-once"),
            pytest.param([2, 2, 2], 0.8, "", 1 - 0.96**3, id="three-coded-twice"),
            pytest.param([1, 1, 1], 0.8, "Ada", 1 - 0.8**2, id="one-accepted"),
            pytest.param([1, 1, 1], 0.8, "Ada Bo Cyd", 0, id="all-accepted"),
            pytest.param([1, 1, 1, 1], 0.5, "", 11 / 16, id="one-more-than-asked-for"),
            pytest.param([1, 1], 0.9, "Gus", 1 - 0.9**2, id="accepted-whom-the-machine-missed"),
            pytest.param([1, 1, 1], 1, "", 0, id="machine-that-never-errs"),
            pytest.param([4, 4, 4], 0, "", 1, id="machine-that-always-errs"),
            pytest.param([4, 4], 1, "", 1, id="fewer-than-asked-for"),
            pytest.param([4, 4, 0], 1, "", 1, id="nobody-is-voiced-by-no-coding"),
            pytest.param([], 0.8, "", 1, id="nobody"),
        ],
    )
    def test_by_hand(self, hits: list[int], precision: float, accepted: str, chance: float) -> None:
        """
        Small cases are what they are by hand.
        """
        found = chance_of_rule(
            dict(zip(PEOPLE, hits, strict=False)),
            precision=precision,
            accepted=accepted.split(),
            min_participants=3,
        )

        assert found == pytest.approx(chance, abs=1e-12)

    @settings(max_examples=100, deadline=None)
    @given(hits=HITS, precision=PROBABILITY, accepted=ACCEPTED, at_least=AT_LEAST)
    def test_enumeration(
        self, hits: dict[str, int], precision: float, accepted: frozenset[str], at_least: int
    ) -> None:
        """
        The convolution gives what summing over every outcome gives, and always a probability.
        """
        people = hits.keys() | accepted
        chances = [
            1.0 if name in accepted else 1 - (1 - precision) ** hits[name] for name in people
        ]

        found = chance_of_rule(
            hits, precision=precision, accepted=accepted, min_participants=at_least
        )

        assert found == pytest.approx(by_enumeration(chances, at_least), abs=1e-9)
        assert 0 <= found <= 1

    @settings(max_examples=100, deadline=None)
    @given(
        hits=HITS,
        precisions=st.tuples(PROBABILITY, PROBABILITY),
        accepted=ACCEPTED,
        at_least=AT_LEAST,
    )
    def test_falls_with_precision(
        self,
        hits: dict[str, int],
        precisions: tuple[float, float],
        accepted: frozenset[str],
        at_least: int,
    ) -> None:
        """
        A machine that errs less never makes the chance greater.
        """
        worse, better = (
            chance_of_rule(hits, precision=precision, accepted=accepted, min_participants=at_least)
            for precision in sorted(precisions)
        )

        assert better <= worse + 1e-12

    @settings(max_examples=100, deadline=None)
    @given(
        hits=HITS,
        precision=PROBABILITY,
        accepted=ACCEPTED,
        one_more=st.sampled_from(PEOPLE),
        at_least=AT_LEAST,
    )
    def test_falls_when_a_person_accepts(
        self,
        hits: dict[str, int],
        precision: float,
        accepted: frozenset[str],
        one_more: str,
        at_least: int,
    ) -> None:
        """
        One more participant whom a person accepted never makes the chance greater.
        """
        before = chance_of_rule(
            hits, precision=precision, accepted=accepted, min_participants=at_least
        )

        after = chance_of_rule(
            hits, precision=precision, accepted=accepted | {one_more}, min_participants=at_least
        )

        assert after <= before + 1e-12

    def test_acceptance_strictly_helps(self) -> None:
        """
        Where the machine errs and the rule is open, precision and acceptance both make it less.
        """
        hits = {"Ada": 1, "Bo": 2, "Cyd": 1, "Dag": 1}

        unsure = chance_of_rule(hits, precision=0.6, min_participants=3)
        surer = chance_of_rule(hits, precision=0.7, min_participants=3)
        accepted = chance_of_rule(hits, precision=0.6, accepted=["Dag"], min_participants=3)

        assert surer < unsure
        assert accepted < unsure

    @given(hits=HITS, rng=st.randoms(use_true_random=False))
    @settings(max_examples=40, deadline=None)
    def test_order_does_not_matter(self, hits: dict[str, int], rng: Random) -> None:
        """
        Participants in another order give the same number, to the last bit.
        """
        names = list(hits)
        rng.shuffle(names)
        shuffled = {name: hits[name] for name in names}

        assert chance_of_rule(shuffled, precision=0.7, min_participants=3) == chance_of_rule(
            hits, precision=0.7, min_participants=3
        )

    @pytest.mark.parametrize(
        ("hits", "precision", "at_least", "message"),
        [
            pytest.param(1, 1.1, 3, "precision must be between 0 and 1, got 1.1", id="precision"),
            pytest.param(1, float("nan"), 3, "between 0 and 1, got nan", id="not-a-number"),
            pytest.param(-1, 0.8, 3, "hits must be >= 0, got -1 of 'Ada'", id="hits"),
            pytest.param(1, 0.8, 0, "min_participants must be >= 1, got 0", id="rule"),
        ],
    )
    def test_refused(self, hits: int, precision: float, at_least: int, message: str) -> None:
        """
        What cannot be is refused, with the value.
        """
        with pytest.raises(ValueError, match=message):
            chance_of_rule({"Ada": hits}, precision=precision, min_participants=at_least)


class TestPromotionPower:
    """
    The power is P(X >= k) of a binomial with the study's size and the theme's prevalence.
    """

    @pytest.mark.parametrize(
        ("n_study", "powers"),
        [
            pytest.param(5, (0.009, 0.163, 0.500, 0.837), id="5"),
            pytest.param(6, (0.016, 0.256, 0.656, 0.930), id="6"),
            pytest.param(8, (0.038, 0.448, 0.855, 0.989), id="8"),
            pytest.param(10, (0.070, 0.617, 0.945, 0.998), id="10"),
        ],
    )
    def test_three_people(self, n_study: int, powers: tuple[float, ...]) -> None:
        """
        The rule of three has the powers of its table at prevalences of .1, .3, .5 and .7.
        """
        found = [
            promotion_power(n_study, min_participants=3, prevalence=prevalence)
            for prevalence in (0.1, 0.3, 0.5, 0.7)
        ]

        assert found == pytest.approx(powers, abs=0.00051)

    def test_published(self) -> None:
        """
        29 participants have 80% power to give two instances of a 10% theme (Fugard & Potts 2015).
        """
        assert promotion_power(29, min_participants=2, prevalence=0.1) >= 0.8
        assert promotion_power(28, min_participants=2, prevalence=0.1) < 0.8

    @settings(max_examples=100, deadline=None)
    @given(n_study=st.integers(0, 60), at_least=st.integers(1, 10), prevalence=PROBABILITY)
    def test_binomial(self, n_study: int, at_least: int, prevalence: float) -> None:
        """
        It is scipy's binomial, and always a probability.
        """
        found = promotion_power(n_study, min_participants=at_least, prevalence=prevalence)

        assert found == pytest.approx(binom.sf(at_least - 1, n_study, prevalence), abs=1e-9)
        assert 0 <= found <= 1

    @pytest.mark.parametrize(
        ("n_study", "at_least", "prevalence", "message"),
        [
            pytest.param(-1, 3, 0.5, "n_study must be >= 0, got -1", id="study"),
            pytest.param(8, 0, 0.5, "min_participants must be >= 1, got 0", id="rule"),
            pytest.param(8, 3, -0.5, "prevalence must be between 0 and 1", id="prevalence"),
        ],
    )
    def test_refused(self, n_study: int, at_least: int, prevalence: float, message: str) -> None:
        """
        What cannot be is refused, with the value.
        """
        with pytest.raises(ValueError, match=message):
            promotion_power(n_study, min_participants=at_least, prevalence=prevalence)


class TestDetectablePrevalence:
    """
    The detectable prevalence is where the power to promote reaches what is asked for.
    """

    @pytest.mark.parametrize(
        ("n_study", "prevalence"), [(5, 0.67), (6, 0.59), (8, 0.46), (10, 0.38)]
    )
    def test_three_people(self, n_study: int, prevalence: float) -> None:
        """
        The rule of three has the prevalences of its table.
        """
        found = detectable_prevalence(n_study, min_participants=3)

        assert found == pytest.approx(prevalence, abs=0.0051)

    def test_closed_form(self) -> None:
        """
        Where everybody must voice it, the prevalence is the N-th root of the power.
        """
        found = detectable_prevalence(4, min_participants=4, power=0.9)

        assert found == pytest.approx(0.9**0.25, abs=1e-12)

    @settings(max_examples=40, deadline=None)
    @given(n_study=st.integers(5, 30), at_least=st.integers(1, 5), power=st.floats(0.05, 0.99))
    def test_inverse(self, n_study: int, at_least: int, power: float) -> None:
        """
        A theme of that prevalence is promoted with that power.
        """
        found = detectable_prevalence(n_study, min_participants=at_least, power=power)

        assert found is not None
        assert 0 < found < 1
        assert promotion_power(
            n_study, min_participants=at_least, prevalence=found
        ) == pytest.approx(power, abs=1e-9)

    def test_falls_with_participants(self) -> None:
        """
        A larger study promotes what fewer people hold.
        """
        found = [detectable_prevalence(n, min_participants=3) or 1.0 for n in range(3, 20)]

        assert found == sorted(found, reverse=True)
        assert len(set(found)) == len(found)

    @pytest.mark.parametrize("n_study", [0, 2])
    def test_none(self, n_study: int) -> None:
        """
        A study with fewer participants than the rule asks for detects nothing.
        """
        assert detectable_prevalence(n_study, min_participants=3) is None

    @pytest.mark.parametrize("power", [0, 1, -0.2])
    def test_refused(self, power: float) -> None:
        """
        A power that cannot be reached, or always is, is refused.
        """
        with pytest.raises(ValueError, match=f"power must be > 0 and < 1, got {power}"):
            detectable_prevalence(8, min_participants=3, power=power)
