"""What coefficients mean in plain words, which MUST be true of the figures."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from interview_coder.agreement.coders import Coder, ratings_of
from interview_coder.agreement.estimate import Estimate
from interview_coder.agreement.measure import CodeAgreement, measure_agreement
from interview_coder.agreement.reading import read_code
from tests.agreement.notation import ratings_of_one
from tests.agreement.small_study import CODES, UTTERANCES, coders


def code_with(
    alpha: float | None,
    *,
    low: float | None = None,
    high: float | None = None,
    prevalence: float = 0.5,
    percent: float = 0.9,
    kappa: float | None = 0.8,
) -> CodeAgreement:
    """
    Build what was measured of a code.
    """
    return CodeAgreement(
        code="pain",
        n_units=40,
        prevalence=prevalence,
        coder_prevalence={"Ada": prevalence, "Bo": prevalence},
        percent=Estimate(value=percent),
        kappa=Estimate(value=kappa),
        fleiss=Estimate(value=kappa),
        alpha=Estimate(value=alpha, low=low, high=high),
        ac1=Estimate(value=0.94),
    )


def read_ratings(*coders: str) -> str:
    """
    Return what is said of ratings of one code.
    """
    (code,) = measure_agreement(ratings_of_one(*coders), n_draws=10).codes
    return read_code(code)


class TestBands:
    """
    Alpha is told with the customary bounds.
    """

    @pytest.mark.parametrize(
        ("alpha", "told"),
        [
            pytest.param(1.0, "1.000: at or above .800", id="full"),
            pytest.param(0.8, "0.800: at or above .800", id="at the upper bound"),
            pytest.param(0.79, "0.790: between .667 and .800", id="under it"),
            pytest.param(0.667, "0.667: between .667 and .800", id="at the lower bound"),
            pytest.param(0.66, "0.660: below .667; do not rest a conclusion", id="under that"),
            pytest.param(-0.2, "−0.200: below .667", id="worse than chance"),
        ],
    )
    def test_band(self, alpha: float, told: str) -> None:
        """
        A value at a bound belongs to the band above it.
        """
        assert read_code(code_with(alpha)).startswith(f"Alpha is {told}")

    @pytest.mark.parametrize(
        ("low", "high", "told"),
        [
            pytest.param(None, None, "reliable.", id="no interval"),
            pytest.param(0.81, 0.9, "reliable (95% 0.810 to 0.900).", id="inside"),
            pytest.param(0.8, 0.9, "reliable (95% 0.800 to 0.900).", id="from the bound"),
            pytest.param(
                0.7, 0.9,
                "reliable (but the 95% interval, 0.700 to 0.900, reaches across .800).",
                id="across one",
            ),
            pytest.param(
                0.5, 0.9,
                "reliable (but the 95% interval, 0.500 to 0.900, reaches across .667 and .800).",
                id="across both",
            ),
        ],
    )  # fmt: skip
    def test_interval(self, low: float | None, high: float | None, told: str) -> None:
        """
        An interval that reaches into another band is told as such.
        """
        assert read_code(code_with(0.85, low=low, high=high)).endswith(told)


class TestParadox:
    """
    Where a one-sided code makes kappa low beside high agreement, that is told.
    """

    def test_rare(self) -> None:
        """
        A rare code with high agreement and low kappa is told with all three figures.
        """
        found = read_code(code_with(0.2, prevalence=0.04, percent=0.95, kappa=0.21))

        assert found.endswith(
            "The code is rare (4.0% of ratings), so chance alone would agree on most utterances: "
            "95% agreement and AC1 0.94 go with a kappa of 0.21. Read the disagreements, not the "
            "percentage."
        )

    def test_nearly_everywhere(self) -> None:
        """
        A code on nearly all utterances is told alike.
        """
        found = read_code(code_with(0.2, prevalence=0.955, percent=0.95, kappa=0.21))

        assert "The code is nearly everywhere (95.5% of ratings)" in found

    @pytest.mark.parametrize(
        ("prevalence", "percent", "kappa"),
        [
            pytest.param(0.1, 0.95, 0.2, id="not rare"),
            pytest.param(0.9, 0.95, 0.2, id="not everywhere"),
            pytest.param(0.04, 0.95, 0.7, id="kappa near"),
            pytest.param(0.04, 0.95, None, id="no kappa"),
        ],
    )
    def test_no_paradox(self, prevalence: float, percent: float, kappa: float | None) -> None:
        """
        Elsewhere nothing is said of it.
        """
        found = read_code(code_with(0.9, prevalence=prevalence, percent=percent, kappa=kappa))

        assert "chance alone" not in found


class TestUndefined:
    """
    Where there is no alpha, it says why.
    """

    def test_nobody_to_compare(self) -> None:
        """
        Coders who read different utterances cannot be compared.
        """
        assert read_ratings("11..", "..00") == "No utterance was read by two coders."

    @pytest.mark.parametrize(
        ("ratings", "alike"),
        [
            pytest.param(("000", "000"), "none carries the code", id="none"),
            pytest.param(("111", "111"), "all carry the code", id="all"),
        ],
    )
    def test_all_alike(self, ratings: tuple[str, str], alike: str) -> None:
        """
        Where nothing varies it says what all utterances are like.
        """
        assert read_ratings(*ratings) == (
            f"Nobody disagreed and all 3 utterances are alike: {alike}."
        )

    @pytest.mark.parametrize("ratings", [("000.1", "0000."), ("111.0", "1111.")])
    def test_others_beside(self, ratings: tuple[str, str]) -> None:
        """
        What one coder alone read does not change what is said of the utterances that two read.
        """
        found = read_ratings(*ratings)

        wrong = "all carry the code" if ratings[0][0] == "0" else "none carries the code"
        assert found.startswith("Nobody disagreed and all 3 utterances")
        assert wrong not in found


@given(drawn=coders())
@settings(max_examples=30, deadline=None)
def test_always_sentences(drawn: list[Coder]) -> None:
    """
    Whatever was measured, something whole is said, without a figure that is not there.
    """
    ratings = ratings_of(drawn, utterances=UTTERANCES, codes=CODES)

    for code in measure_agreement(ratings, n_draws=10).codes:
        told = read_code(code)

        assert told.endswith(".")
        assert "None" not in told
        assert "nan" not in told
