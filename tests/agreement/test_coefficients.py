"""Coefficients against worked examples in print, and against libraries that have them."""

from __future__ import annotations

import warnings

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask
from nltk.metrics.distance import jaccard_distance, masi_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import aggregate_raters
from statsmodels.stats.inter_rater import fleiss_kappa as fleiss_of_statsmodels

from interview_coder.agreement.coefficients import (
    cohen_kappa,
    fleiss_kappa,
    gwet_ac1,
    krippendorff_alpha,
    light_kappa,
    percent,
    prevalence,
)
from interview_coder.agreement.counts import Array
from interview_coder.agreement.ratings import UNREAD, Values
from interview_coder.agreement.set_distance import distances, jaccard, masi
from tests.agreement.notation import counted, values_of


def value(coefficient: Array) -> float:
    """Return the only value of a coefficient."""
    return float(coefficient[0])


def from_table(table: list[list[int]]) -> Values:
    """Return the values of two coders from how often one gave row and the other column."""
    return np.array(
        [
            [row, column]
            for row, counts in enumerate(table)
            for column, n in enumerate(counts)
            for _ in range(n)
        ]
    )


def from_counts(counts: list[list[int]]) -> Values:
    """Return values from how many coders gave each value to each unit."""
    return np.array(
        [[v for v, n in enumerate(row) for _ in range(n)] for row in counts], dtype=np.int64
    )


class TestPrinted:
    """
    Worked examples come out as they are printed.
    """

    def test_krippendorff_binary(self) -> None:
        """
        Krippendorff 2011, Computing Krippendorff's Alpha-Reliability, section A: two coders, ten
        units, alpha = 0.095.
        """
        values = values_of("0100000000", "1110010010")

        assert value(krippendorff_alpha(counted(values))) == pytest.approx(0.095, abs=5e-4)

    def test_krippendorff_missing(self) -> None:
        """
        The same, section C: four coders, twelve units, values missing, alpha nominal = 0.743.
        """
        values = values_of("123321412...", "1233224125.3", ".3332342251.", "12332441251.")

        found = krippendorff_alpha(counted(values, n_values=6))

        assert value(found) == pytest.approx(0.743, abs=5e-4)

    def test_wikipedia_alpha(self) -> None:
        """
        Wikipedia, Krippendorff's alpha, computational example: three coders, alpha nominal = 0.691.
        """
        values = values_of(".....34121133.3", "1.213343.......", "..21344.21133.4")

        found = krippendorff_alpha(counted(values, n_values=5))

        assert value(found) == pytest.approx(0.691, abs=5e-4)

    def test_cohen(self) -> None:
        """
        Wikipedia, Cohen's kappa, simple example of 50 proposals: 20, 5, 10 and 15 give 0.4.
        """
        values = from_table([[20, 5], [10, 15]])

        assert value(cohen_kappa(counted(values))) == pytest.approx(0.4)

    def test_fleiss(self) -> None:
        """
        Fleiss 1971, as worked out in Wikipedia: 14 coders, 10 subjects, 5 values, kappa = 0.210.
        """
        table = [
            [0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7],
        ]  # fmt: skip

        found = counted(from_counts(table), n_values=5)

        assert value(percent(found)) == pytest.approx(0.378, abs=5e-4)
        assert value(fleiss_kappa(found)) == pytest.approx(0.210, abs=5e-4)

    def test_abstractors(self) -> None:
        """
        irrCAC's cont3x3abstractors (vignette, and version 0.4.4 of the Python package): kappa
        0.7964, Scott's pi 0.7962, which two coders share with Fleiss, and AC1 0.849330548231.
        """
        found = counted(from_table([[13, 0, 0], [0, 20, 7], [0, 4, 56]]), n_values=3)

        assert value(cohen_kappa(found)) == pytest.approx(0.796409402184, abs=1e-6)
        assert value(fleiss_kappa(found)) == pytest.approx(0.796239696212, abs=1e-6)
        assert value(gwet_ac1(found)) == pytest.approx(0.849330548231, abs=1e-6)

    @pytest.mark.parametrize(
        ("coders", "n_values", "ac1", "alpha", "agreed"),
        [
            pytest.param(
                (
                    "1211.2100.2..12.200.11201.02.202022001001222.2012.",
                    "1011001.222111.2201011.21.002.12011.0.11.2020111.0",
                    "..1.021.0.0..00.02021100220012.2122002.001022....2",
                    "111002.0.2.2122220.0100110.2111212....201.02111112",
                ),
                3, 0.260077075305, 0.26880934989, 0.506666666667, id="four coders, three values",
            ),
            pytest.param(
                (
                    "..1000.000100..0000000.100100.0.0.10..0.01000",
                    "...00...0.0..101000..0.....0.000001000..00000",
                    "00100100.00.0..000000000.010.0001.10.00001000",
                ),
                2, 0.810842368641, 0.491836734694, 0.858585858586, id="three coders, two values",
            ),
        ],
    )  # fmt: skip
    def test_irrcac_missing(
        self, coders: tuple[str, ...], n_values: int, ac1: float, alpha: float, agreed: float
    ) -> None:
        """
        With ratings missing, AC1, alpha and agreement are those of irrCAC 0.4.4, which needs other
        versions of numpy and SciPy than this package and was run apart.
        """
        found = counted(values_of(*coders), n_values=n_values)

        assert value(gwet_ac1(found)) == pytest.approx(ac1, abs=1e-6)
        assert value(krippendorff_alpha(found)) == pytest.approx(alpha, abs=1e-6)
        assert value(percent(found)) == pytest.approx(agreed, abs=1e-6)

    @pytest.mark.parametrize(
        ("own", "other", "both", "kappa"),
        [
            pytest.param(1_000, 1_000, 800, 0.778, id="both code a tenth"),
            pytest.param(5_000, 5_000, 2_500, 0.000, id="chance alone"),
            pytest.param(9_000, 9_000, 8_500, 0.444, id="both code nearly all"),
        ],
    )
    def test_characters(self, own: int, other: int, both: int, kappa: float) -> None:
        """
        Of 10,000 characters, those that neither coder coded count, too; without them the three
        cases would be 0.660, 0.299 and 0.894.
        """
        neither = 10_000 - own - other + both
        values = from_table([[neither, other - both], [own - both, both]])

        assert value(cohen_kappa(counted(values))) == pytest.approx(kappa, abs=5e-4)


@st.composite
def ratings(draw: st.DrawFn, *, min_coders: int = 2, missing: bool = True) -> tuple[Values, int]:
    """
    Values of two to four coders on up to thirty units, and how many values there are.
    """
    n_values = draw(st.integers(2, 4))
    n_coders = draw(st.integers(min_coders, 4))
    given_ = st.integers(UNREAD if missing else 0, n_values - 1)
    unit = st.lists(given_, min_size=n_coders, max_size=n_coders)
    units = draw(st.lists(unit, min_size=2, max_size=30))
    return np.array(units, dtype=np.int64), n_values


class TestOracles:
    """
    On any ratings the coefficients are those of libraries, within a millionth.
    """

    @given(drawn=ratings())
    @settings(max_examples=200, deadline=None)
    def test_alpha(self, drawn: tuple[Values, int]) -> None:
        """
        Alpha is that of the package krippendorff, values missing or not.
        """
        values, n_values = drawn
        found = value(krippendorff_alpha(counted(values, n_values=n_values)))
        data = np.where(values == UNREAD, np.nan, values).T
        pairable = values[(values != UNREAD).sum(axis=1) > 1]
        if len(set(pairable[pairable != UNREAD].tolist())) < 2:
            assert np.isnan(found)  # nothing varies: the package raises or says nothing of use
            return

        oracle = krippendorff.alpha(reliability_data=data, level_of_measurement="nominal")

        assert found == pytest.approx(float(oracle), abs=1e-6)

    @given(drawn=ratings(missing=False))
    @settings(max_examples=100, deadline=None)
    def test_kappas(self, drawn: tuple[Values, int]) -> None:
        """
        Cohen's and Fleiss' kappa are those of scikit-learn and statsmodels.
        """
        values, n_values = drawn
        found = counted(values, n_values=n_values)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # they divide by nought where kappa is not defined
            cohen = cohen_kappa_score(values[:, 0], values[:, 1])
            fleiss = fleiss_of_statsmodels(aggregate_raters(values)[0])

        if not np.isnan(cohen):
            assert value(cohen_kappa(found)) == pytest.approx(cohen, abs=1e-6)
        if not np.isnan(fleiss) and len(set(values.flatten().tolist())) > 1:
            assert value(fleiss_kappa(found)) == pytest.approx(float(fleiss), abs=1e-6)

    @given(
        coders=st.lists(
            st.lists(st.frozensets(st.sampled_from("abc")), min_size=8, max_size=8),
            min_size=2,
            max_size=3,
        )
    )
    @settings(max_examples=60, deadline=None)
    @pytest.mark.parametrize("name", ["jaccard", "masi"])
    def test_sets(self, coders: list[list[frozenset[str]]], name: str) -> None:
        """
        Alpha with Jaccard and MASI distance is that of NLTK, where that has a distance.
        """
        # NLTK divides by nought for two empty sets: a code of its own stands for no code.
        sets = [[s or frozenset({"none"}) for s in coder] for coder in coders]
        known = sorted({s for coder in sets for s in coder}, key=sorted)
        values = np.array([[known.index(s) for s in coder] for coder in sets]).T
        ours, theirs = {
            "jaccard": (jaccard, jaccard_distance), "masi": (masi, masi_distance),
        }[name]  # fmt: skip

        found = value(
            krippendorff_alpha(
                counted(values, n_values=len(known)), distance=distances(known, ours)
            )
        )
        task = AnnotationTask(distance=theirs)
        task.load_array([(n, u, s) for n, coder in enumerate(sets) for u, s in enumerate(coder)])

        if len(known) > 1:
            assert found == pytest.approx(task.alpha(), abs=1e-6)
        else:
            assert np.isnan(found)


class TestSetDistance:
    """
    Sets of codes are as far apart as their authors say.
    """

    @pytest.mark.parametrize(
        ("one", "other", "far"),
        [
            pytest.param("a", "a", 0, id="the same"),
            pytest.param("", "", 0, id="both empty"),
            pytest.param("a", "", 1, id="one empty"),
            pytest.param("ab", "cd", 1, id="nothing in common"),
            pytest.param("ab", "a", 1 - 1 / 2 * 2 / 3, id="one holds the other"),
            pytest.param("ab", "bc", 1 - 1 / 3 * 1 / 3, id="they overlap"),
        ],
    )
    def test_masi(self, one: str, other: str, far: float) -> None:
        """
        MASI weighs the Jaccard index by 1, 2/3, 1/3 or 0 (Passonneau 2006, section 3).
        """
        assert masi(frozenset(one), frozenset(other)) == pytest.approx(far)
        assert masi(frozenset(other), frozenset(one)) == pytest.approx(far)


class TestUndefined:
    """
    Where there is nothing to measure there is no figure.
    """

    def test_no_variation(self) -> None:
        """
        Coders who all say the same everywhere agree wholly, and chance-corrected coefficients that
        compare with chance have nothing to compare.
        """
        found = counted(values_of("0000", "0000"))

        assert value(percent(found)) == 1
        assert np.isnan(value(cohen_kappa(found)))
        assert np.isnan(value(krippendorff_alpha(found)))
        assert np.isnan(value(fleiss_kappa(found)))
        assert value(gwet_ac1(found)) == 1

    def test_nobody_else(self) -> None:
        """
        One coder alone, or two who read different units, cannot be compared.
        """
        for values in (values_of("0101"), values_of("01..", "..01")):
            found = counted(values)

            assert np.isnan(value(percent(found)))
            assert np.isnan(value(light_kappa(found)))
            assert np.isnan(value(krippendorff_alpha(found)))
            assert np.isnan(value(gwet_ac1(found)))

    def test_prevalence(self) -> None:
        """
        Prevalence is the share of all ratings, by whomever.
        """
        assert value(prevalence(counted(values_of("1100", "1..."), n_values=2))) == 3 / 5


COEFFICIENTS = (percent, cohen_kappa, light_kappa, fleiss_kappa, krippendorff_alpha, gwet_ac1)


class TestProperties:
    """
    What must hold for any ratings.
    """

    @given(drawn=ratings(), seed=st.integers(0, 999))
    @settings(max_examples=100, deadline=None)
    def test_order(self, drawn: tuple[Values, int], seed: int) -> None:
        """
        The order of coders, of units and the numbering of values change nothing.
        """
        values, n_values = drawn
        generator = np.random.default_rng(seed)
        names = np.append(generator.permutation(n_values), UNREAD)  # -1 stays -1
        other = names[values][generator.permutation(len(values))]
        other = other[:, generator.permutation(values.shape[1])]

        for coefficient in (percent, light_kappa, fleiss_kappa, krippendorff_alpha, gwet_ac1):
            before = value(coefficient(counted(values, n_values=n_values)))
            after = value(coefficient(counted(other, n_values=n_values)))
            assert after == pytest.approx(before, abs=1e-9, nan_ok=True)

    @given(drawn=ratings(missing=False))
    @settings(max_examples=50, deadline=None)
    def test_identical_coders(self, drawn: tuple[Values, int]) -> None:
        """
        Coders who say the same reach 1 in every coefficient that is defined.
        """
        values, n_values = drawn
        same = np.repeat(values[:, :1], values.shape[1], axis=1)
        found = counted(same, n_values=n_values)

        for coefficient in COEFFICIENTS:
            figure = value(coefficient(found))
            assert np.isnan(figure) or figure == pytest.approx(1)

    @given(drawn=ratings(missing=False), n=st.integers(1, 20))
    @settings(max_examples=50, deadline=None)
    def test_agreed_units(self, drawn: tuple[Values, int], n: int) -> None:
        """
        Units on which all agree never lower the percentage.
        """
        values, n_values = drawn
        more = np.vstack([values, np.zeros((n, values.shape[1]), dtype=np.int64)])

        before = value(percent(counted(values, n_values=n_values)))

        assert value(percent(counted(more, n_values=n_values))) >= before - 1e-12

    @given(drawn=ratings(), only=st.integers(0, 1))
    @settings(max_examples=50, deadline=None)
    def test_units_of_one(self, drawn: tuple[Values, int], only: int) -> None:
        """
        A unit that one coder alone read changes neither alpha nor kappa.
        """
        values, n_values = drawn
        lonely = np.full((1, values.shape[1]), UNREAD)
        lonely[0, 0] = only
        more = np.vstack([values, lonely])

        for coefficient in (krippendorff_alpha, light_kappa, fleiss_kappa, percent):
            before = value(coefficient(counted(values, n_values=n_values)))
            after = value(coefficient(counted(more, n_values=n_values)))
            assert after == pytest.approx(before, abs=1e-9, nan_ok=True)
