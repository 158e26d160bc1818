"""The attribute layer: never more precise than so few people allow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.persona.attributes import AttributeSummary, measure, summarise
from interview_coder.transcript import Participant


def people(*values: str, name: str = "staff") -> list[Participant]:
    """Return participants P1, P2, … with one attribute each."""
    return [
        Participant(name=f"P{i}", attributes={name: value}) for i, value in enumerate(values, 1)
    ]


def told(*values: str, name: str = "staff") -> AttributeSummary:
    """Return what is told of one attribute."""
    return summarise(people(*values, name=name))[0]


class TestMeasure:
    """
    A number is read as people write it, with its unit; anything else is no number.
    """

    @pytest.mark.parametrize(
        ("text", "value", "unit"),
        [
            ("12", 12.0, ""), ("12.5", 12.5, ""), ("12,5", 12.5, ""), ("1,200", 1200.0, ""),
            ("1.200,50", 1200.5, ""), ("1 200 000", 1_200_000.0, ""), ("€45", 45.0, "€"),
            ("45 %", 45.0, "%"), ("-3", -3.0, ""), ("\u22123.5 °C", -3.5, "°C"),
            ("10 000 km", 10_000.0, "km"), ("EUR 20", 20.0, "EUR"), ("1.234.567", 1_234_567.0, ""),
        ],
    )  # fmt: skip
    def test_numbers(self, text: str, value: float, unit: str) -> None:
        """
        Signs of thousands and decimals of both habits are understood.
        """
        found = measure(text)

        assert found is not None
        assert (found.value, found.unit) == (value, unit)

    @pytest.mark.parametrize(
        "text", ["", "twelve", "30-39", "3 or 4", "P1", "12 staff and me", "1/2"]
    )
    def test_words(self, text: str) -> None:
        """
        Ranges, words and sentences are no numbers.
        """
        assert measure(text) is None

    @given(st.text(max_size=30))
    def test_any_text(self, text: str) -> None:
        """
        Whatever is written, it is a finite number or none.
        """
        found = measure(text)

        assert found is None or abs(found.value) < float("inf")


class TestNumbers:
    """
    Numbers are told by median and range.
    """

    def test_few(self) -> None:
        """
        Of a few the whole range is told.
        """
        summary = told("12", "19", "48")

        assert (summary.typical, summary.spread) == ("20", "12–48")
        assert (summary.kind, summary.n_known, summary.n_people) == ("number", 3, 3)

    def test_many(self) -> None:
        """
        From eight on the middle half is told.
        """
        assert told("1", "2", "3", "4", "5", "6", "7", "8").spread == "middle half 3–6"

    def test_precision(self) -> None:
        """
        A median is rounded to the place of its standard error, never written finer than told.
        """
        assert told("10234", "14876", "9120", "20555").typical == "13,000"
        assert told("1.5", "1.5").typical == "1.5"
        assert told("2", "3").typical == "2"

    @pytest.mark.parametrize(
        ("values", "name", "typical", "unit"),
        [
            (("20 EUR", "30 EUR"), "spend", "25 EUR", "EUR"),
            (("€20", "€30"), "spend", "€25", "€"),
            (("20", "30"), "spend (EUR)", "25 EUR", "EUR"),
            (("20", "30 EUR"), "spend", "25 EUR", "EUR"),
        ],
    )
    def test_units(self, values: tuple[str, ...], name: str, typical: str, unit: str) -> None:
        """
        A unit stands with the numbers or in the column's title, and is told with the number.
        """
        summary = told(*values, name=name)

        assert (summary.name, summary.typical, summary.unit) == ("spend", typical, unit)

    def test_units_that_differ(self) -> None:
        """
        Numbers of different units are not averaged, and that is told.
        """
        summary = told("20 EUR", "30 USD")

        assert summary.kind == "word"
        assert summary.note == "told in different units (EUR, USD), so none is averaged"

    def test_mixed(self) -> None:
        """
        A word among numbers makes words of all, and is shown.
        """
        summary = told("12", "19", "a few")

        assert summary.kind == "word"
        assert summary.note == "1 of 3 values are no numbers ('a few'), so none is averaged"

    def test_missing(self) -> None:
        """
        Who has no value is named, and counts in N only.
        """
        summary = told("12", "", " ", "14")

        assert (summary.n_known, summary.n_people, summary.missing) == (2, 4, ("P2", "P3"))

    @given(st.lists(st.integers(-1000, 1000), min_size=1, max_size=20))
    def test_typical_lies_between(self, values: list[int]) -> None:
        """
        What is told as typical lies between the least and the greatest, but for rounding.
        """
        summary = told(*map(str, values))
        shown = float(summary.typical.replace(",", ""))

        width = max(values) - min(values)
        assert min(values) - width / 2 <= shown <= max(values) + width / 2


class TestWords:
    """
    Words are told by how many have them.
    """

    def test_most_frequent(self) -> None:
        """
        The most frequent value stands first, with its count.
        """
        summary = told("Owner", "Manager", "Owner", "Cook")

        assert (summary.typical, summary.spread) == ("Owner (2)", "Cook (1), Manager (1)")

    def test_all_differ(self) -> None:
        """
        Where everybody differs, nothing is typical.
        """
        summary = told("A", "B", "C", "D")

        assert (summary.typical, summary.spread) == ("4 different", "A, B, C and 1 more")

    def test_nothing_known(self) -> None:
        """
        Where nobody has a value, nothing is told.
        """
        summary = told("", "")

        assert (summary.typical, summary.spread, summary.n_known) == ("", "", 0)

    @given(st.permutations(["Owner", "Owner", "Manager", "", "Cook"]))
    def test_order(self, values: list[str]) -> None:
        """
        The order of people changes nothing.
        """
        expected = told("Owner", "Owner", "Manager", "", "Cook")
        found = told(*values)

        assert (found.typical, found.spread) == (expected.typical, expected.spread)


def test_chosen_columns() -> None:
    """
    Columns are told in the order asked for; one that nobody has is refused with those there are.
    """
    group = [Participant(name="P1", attributes={"role": "Owner", "staff": "3"})]

    assert [each.name for each in summarise(group, names=["staff", "role"])] == ["staff", "role"]
    with pytest.raises(ValueError, match="no column 'age'; there are: role, staff"):
        summarise(group, names=["age"])
    with pytest.raises(ValueError, match="a group of nobody"):
        summarise([])
