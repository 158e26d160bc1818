"""Agreement as it is reported: every coefficient with its interval."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.measure import Agreement, measure_agreement
from interview_coder.agreement.ratings import Ratings
from tests.agreement.notation import ratings_of_one

TWO_INTERVIEWS = ("P1.txt",) * 4 + ("P2.txt",) * 4


def of_two_codes() -> Ratings:
    """Three coders, two codes, eight utterances of two interviews; the third read half."""
    generator = np.random.default_rng(3)
    marks = generator.integers(0, 2, size=(8, 3, 2)).astype(float)
    marks[:4, 2] = np.nan
    return Ratings(
        coders=("Cleo", "Ada", "Bo"),
        codes=("pain", "goal"),
        units=tuple(f"u{n}" for n in range(8)),
        interviews=TWO_INTERVIEWS,
        marks=marks,
    )


def figures(agreement: Agreement) -> list[float | None]:
    """Return every value and end of an interval, code by code in the order of their names."""
    codes = sorted(agreement.codes, key=lambda code: code.code)
    estimates = [
        getattr(code, name)
        for code in codes
        for name in ("percent", "kappa", "fleiss", "alpha", "ac1")
    ]
    every = agreement.all_codes
    estimates += [every.percent, every.alpha, every.alpha_jaccard, every.alpha_masi]
    return [end for each in estimates for end in (each.value, each.low, each.high)]


class TestMeasureAgreement:
    """
    What is measured, and between what it may lie.
    """

    def test_counts(self) -> None:
        """
        It says who read how many, how many units can be compared, and how often each put a code.
        """
        found = measure_agreement(ratings_of_one("110.0", "1.000", names=("Ada", "Bo")))

        (code,) = found.codes
        assert (found.coders, found.n_units, found.n_interviews) == (("Ada", "Bo"), 5, 1)
        assert found.n_read == {"Ada": 4, "Bo": 4}
        assert (code.n_units, code.prevalence) == (3, 3 / 8)
        assert code.coder_prevalence == {"Ada": 2 / 4, "Bo": 1 / 4}
        assert code.percent.value == 1

    def test_one_interview(self) -> None:
        """
        From one interview there is a value and no interval: there is nothing to draw anew.
        """
        (code,) = measure_agreement(ratings_of_one("11001", "10001")).codes

        assert code.alpha.value is not None
        assert (code.alpha.low, code.alpha.high) == (None, None)

    def test_interval(self) -> None:
        """
        An interval holds the percentiles of what is measured when interviews are drawn anew.
        """
        ratings = ratings_of_one("11001100", "10001100", interviews=TWO_INTERVIEWS)

        (code,) = measure_agreement(ratings, n_draws=400).codes

        # P1 agrees on 3 of 4 and P2 on all: a draw gives 3/4, 7/8 or 1.
        assert code.percent.value == 7 / 8
        assert (code.percent.low, code.percent.high) == (3 / 4, 1)

    @pytest.mark.parametrize(
        ("n_with", "has_interval"),
        [
            # Of six interviews (5/6)^6 = 33 % of draws lack one, (3/6)^6 = 1.6 % lack three.
            pytest.param(1, False, id="of one interview"),
            pytest.param(3, True, id="of three interviews"),
        ],
    )
    def test_rare_code(self, n_with: int, has_interval: bool) -> None:
        """
        A code of few interviews has a value and no interval: many draws of interviews lack it.
        """
        interviews = tuple(f"P{n}.txt" for n in range(6))
        put = "1" * n_with + "0" * (6 - n_with)
        ratings = ratings_of_one(put, "000000", interviews=interviews)

        (code,) = measure_agreement(ratings).codes

        assert code.alpha.value is not None
        assert (code.alpha.low is not None) == has_interval
        assert code.percent.low is not None  # defined in every draw

    def test_pairs(self) -> None:
        """
        With more than two coders it says who agrees with whom, on what both read.
        """
        ratings = ratings_of_one("1100", "1100", "00..", names=("Ada", "Bo", "Cleo"))

        pairs = {pair.coders: pair for pair in measure_agreement(ratings).pairs}

        assert pairs["Ada", "Bo"].kappa == 1
        assert (pairs["Ada", "Cleo"].n_units, pairs["Ada", "Cleo"].percent) == (2, 0)
        assert measure_agreement(ratings.of_coders(["Ada", "Bo"])).pairs == ()

    def test_repeated(self) -> None:
        """
        The same ratings give the same figures, intervals included.
        """
        assert figures(measure_agreement(of_two_codes())) == figures(
            measure_agreement(of_two_codes())
        )

    @given(coders=st.permutations(range(3)), codes=st.permutations(range(2)))
    @settings(max_examples=20, deadline=None)
    def test_order(self, coders: list[int], codes: list[int]) -> None:
        """
        The order of coders and codes changes no figure.
        """
        ratings = of_two_codes()
        other = replace(
            ratings,
            coders=tuple(ratings.coders[n] for n in coders),
            codes=tuple(ratings.codes[n] for n in codes),
            marks=ratings.marks[:, coders][:, :, codes],
        )

        before, after = (figures(measure_agreement(each, n_draws=50)) for each in (ratings, other))

        assert after == [None if x is None else pytest.approx(x, abs=1e-9) for x in before]

    def test_nobody_to_compare(self) -> None:
        """
        One coder, or none who read anything, gives no figure and no error.
        """
        for ratings in (ratings_of_one("0101"), ratings_of_one("....", "....")):
            found = measure_agreement(ratings)

            assert all(figure is None for figure in figures(found))


class TestRatings:
    """
    Ratings that cannot be are refused.
    """

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            pytest.param({"coders": ("a", "a")}, "coders must differ", id="one name twice"),
            pytest.param({"units": ("u0",)}, "marks need the shape", id="too few units"),
            pytest.param({"interviews": ("P1.txt",)}, "needs its interview", id="no interview"),
            pytest.param({"marks": np.full((2, 2, 1), 0.5)}, "0, 1 or NaN", id="half a mark"),
        ],
    )
    def test_refused(self, change: dict[str, object], message: str) -> None:
        """
        The message says what is wrong.
        """
        with pytest.raises(ValueError, match=message):
            replace(ratings_of_one("10", "11"), **change)  # type: ignore[arg-type]

    def test_half_read(self) -> None:
        """
        A coder reads a unit for all codes or for none.
        """
        marks = np.array([[[1.0, np.nan]]])
        with pytest.raises(ValueError, match="for all codes or for none"):
            Ratings(coders=("a",), codes=("x", "y"), units=("u",), interviews=("P",), marks=marks)

    def test_sets(self) -> None:
        """
        The codes of a coder on a unit are one value; what nobody read is none.
        """
        marks = np.array([[[1.0, 1.0], [0.0, 0.0]], [[0.0, 1.0], [np.nan, np.nan]]])
        ratings = Ratings(
            coders=("a", "b"), codes=("x", "y"), units=("u", "v"), interviews=("P", "P"),
            marks=marks,
        )  # fmt: skip

        values, sets = ratings.as_sets()

        named = [[sets[v] if v >= 0 else None for v in row] for row in values.tolist()]
        assert named == [[{"x", "y"}, frozenset()], [{"y"}, None]]
