from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from interview_coder.evidence.attributes import (
    ATTRIBUTE_COLUMNS,
    AttributeTable,
    attribute_rows,
    themes_by_attribute,
)
from interview_coder.evidence.promotion import wilson_interval
from interview_coder.findings import Analysis
from interview_coder.transcript import Participant
from tests.evidence.notation import PEOPLE, seven_interviews


def with_attributes(analysis: Analysis, **columns: Sequence[str]) -> Analysis:
    """
    Give the participants attributes: a column to the value of each participant in order.
    """
    people = tuple(
        Participant(
            name=person.name, attributes={name: values[i] for name, values in columns.items()}
        )
        for i, person in enumerate(analysis.study.participants)
    )
    return replace(analysis, study=replace(analysis.study, participants=people))


@pytest.fixture(scope="module")
def seven() -> Analysis:
    """
    Seven people in seven interviews, each with three utterances; one theme of Ada, Bo and Gus.
    """
    return seven_interviews()


class TestThemesByAttribute:
    """
    n of N in each group of participants, for attributes that group them.
    """

    def test_counts(self, seven: Analysis) -> None:
        """
        Each group counts its own people, with the interval of n of N.
        """
        analysis = with_attributes(seven, role=["owner"] * 5 + ["chef"] * 2)

        (table,) = themes_by_attribute(analysis)

        chefs, owners = table.themes[0].shares
        assert [(group.value, len(group.participants)) for group in table.groups] == [
            ("chef", 2),
            ("owner", 5),
        ]
        assert (chefs.participants, chefs.n_participants, chefs.n_group) == (("Gus",), 1, 2)
        assert (owners.participants, owners.share) == (("Ada", "Bo"), 2 / 5)
        assert (owners.ci_low, owners.ci_high) == wilson_interval(2, 5)

    @pytest.mark.parametrize(
        ("values", "is_told"),
        [
            pytest.param("aaaaaaa", False, id="one-value"),
            pytest.param("aaaaaab", True, id="two-values"),
            pytest.param("abcdeff", True, id="six-values"),
            pytest.param("abcdefg", False, id="seven-values"),
            pytest.param(["a", "a", "a", "a", "", "", ""], False, id="one-value-or-unknown"),
            pytest.param(["", "b", "c", "d", "e", "f", "g"], True, id="six-values-or-unknown"),
        ],
    )
    def test_which_attributes(
        self, seven: Analysis, values: Sequence[str], *, is_told: bool
    ) -> None:
        """
        Two to six different values make groups; an empty value is none.
        """
        analysis = with_attributes(seven, role=values)

        assert bool(themes_by_attribute(analysis)) is is_told

    def test_unknown(self, seven: Analysis) -> None:
        """
        Who has no value is named, and stands in no group.
        """
        analysis = with_attributes(seven, role=["", "b", "b", "b", "b", "c", ""])

        (table,) = themes_by_attribute(analysis)

        assert table.unknown == ("Ada", "Gus")
        assert [share.n_group for share in table.themes[0].shares] == [4, 1]
        assert [share.n_participants for share in table.themes[0].shares] == [1, 0]

    @pytest.mark.parametrize(
        ("n", "warning"),
        [
            pytest.param(1, "A group of one person: ", id="one"),
            pytest.param(4, "A group of 4 people: ", id="four"),
            pytest.param(5, "", id="five"),
        ],
    )
    def test_small_groups(self, seven: Analysis, n: int, warning: str) -> None:
        """
        Fewer than five people carry a warning with their number.
        """
        analysis = with_attributes(seven, role=["a"] * n + ["b"] * (7 - n))

        first = themes_by_attribute(analysis)[0].groups[0]

        assert first.warning.startswith(warning)
        assert bool(first.warning) is bool(warning)

    def test_order_of_values(self, seven: Analysis) -> None:
        """
        Numbers in values are sorted by size, and columns keep the order of participants.csv.
        """
        staff = ["10 staff", "9 staff", "100 staff", "none", "9.5 staff", "none", "9 staff"]
        analysis = with_attributes(seven, staff=staff, area=list("aabbaab"))

        tables = themes_by_attribute(analysis)

        assert [table.attribute for table in tables] == ["staff", "area"]
        assert [group.value for group in tables[0].groups] == [
            "9 staff", "9.5 staff", "10 staff", "100 staff", "none",
        ]  # fmt: skip

    def test_no_attributes(self, seven: Analysis) -> None:
        """
        Without participants.csv there is nothing to compare.
        """
        assert themes_by_attribute(seven) == ()

    @settings(max_examples=40, deadline=None)
    @given(values=st.lists(st.sampled_from(["", "a", "b", "c"]), min_size=7, max_size=7))
    def test_groups_add_up(self, seven: Analysis, values: list[str]) -> None:
        """
        The groups and the unknown part the participants, and the voices of a theme with them.
        """
        for table in themes_by_attribute(with_attributes(seven, role=values)):
            grouped = [person for group in table.groups for person in group.participants]
            voicing = {person for share in table.themes[0].shares for person in share.participants}
            assert sorted([*grouped, *table.unknown]) == list(PEOPLE)
            assert voicing == {"Ada", "Bo", "Gus"} - set(table.unknown)

    def test_rows(self, seven: Analysis) -> None:
        """
        A row for each group of each theme tells n, N, the rounded interval and the warning.
        """
        analysis = with_attributes(seven, role=["owner"] * 5 + ["chef"] * 2)

        chefs, owners = attribute_rows(themes_by_attribute(analysis))

        assert tuple(chefs) == tuple(owners) == ATTRIBUTE_COLUMNS
        assert (owners["attribute"], owners["value"], owners["theme"]) == (
            "role", "owner", "pain-01",
        )  # fmt: skip
        assert (owners["n_participants"], owners["n_group"], owners["share"]) == (2, 5, 0.4)
        assert (owners["ci_low"], owners["ci_high"]) == (0.118, 0.769)
        assert (owners["participants"], owners["warning"]) == ("Ada; Bo", "")
        assert str(chefs["warning"]).startswith("A group of 2 people")

    def test_sample(self, sample_analysis: Analysis) -> None:
        """
        On the sample, attributes with a value for everybody share out every theme's count.
        """
        tables = themes_by_attribute(sample_analysis)

        complete = [table for table in tables if not table.unknown]
        assert complete
        for table in complete:
            for voiced, theme in zip(table.themes, sample_analysis.all_themes, strict=True):
                total = sum(share.n_participants for share in voiced.shares)
                assert total == theme.promotion.n_participants


def test_json(seven: Analysis) -> None:
    """
    What is computed survives JSON unchanged.
    """
    tables = themes_by_attribute(with_attributes(seven, role=["owner"] * 5 + ["chef"] * 2))
    adapter = TypeAdapter(tuple[AttributeTable, ...])

    assert adapter.validate_json(adapter.dump_json(tables)) == tables
