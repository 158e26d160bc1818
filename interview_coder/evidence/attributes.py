"""Themes by attribute of the participants: how many of each group voice what.

The codings as they stand; nothing is modelled or tested.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from interview_coder.evidence.framework import FrameworkTheme, column_of, people_in, rounded
from interview_coder.evidence.promotion import wilson_interval
from interview_coder.findings import Analysis
from interview_coder.tabular import Row

FEWEST_VALUES, MOST_VALUES = 2, 6
"""An attribute groups people if it has so many different values."""

SMALL_GROUP = 5
"""The share of fewer people than this is told with a warning; a judgement."""

ATTRIBUTE_COLUMNS = (
    "attribute", "value", "theme", "code", "label", "n_participants", "participants", "n_group",
    "share", "ci_low", "ci_high", "warning",
)  # fmt: skip


_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeGroup:
    """The participants who have the same value of an attribute.

    Attributes:
        value: As participants.csv writes it.
        participants: Who has it, in the order of the study; at least one.
        warning: What so few people cannot show; empty from 5 people on.
    """

    value: str
    participants: tuple[str, ...]
    warning: str


@dataclass(frozen=True, kw_only=True, slots=True)
class GroupShare:
    """How many of a group voice a theme.

    Attributes:
        participants: Who of the group voices it, in the order of the study.
        n_participants: How many they are (n).
        n_group: How many the group has (N); at least 1.
        share: n / N.
        ci_low: Lower end of the 95% Wilson interval of the share.
        ci_high: Upper end.
    """

    participants: tuple[str, ...]
    n_participants: int
    n_group: int
    share: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeByGroup:
    """How many of each group voice one theme.

    Attributes:
        theme: The theme.
        shares: One a group, in the order of the groups.
    """

    theme: FrameworkTheme
    shares: tuple[GroupShare, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeTable:
    """The themes by one attribute of the participants.

    Attributes:
        attribute: Column of participants.csv.
        groups: One a value, sorted, numbers in values by size.
        unknown: Participants without a value; they are in none of the groups.
        themes: In the order of the analysis.
    """

    attribute: str
    groups: tuple[AttributeGroup, ...]
    unknown: tuple[str, ...]
    themes: tuple[ThemeByGroup, ...]


def themes_by_attribute(analysis: Analysis) -> tuple[AttributeTable, ...]:
    """Count in each group of participants how many voice each theme.

    There are no significance tests, on purpose. The participants were chosen, not drawn, so there
    is no population that a p-value would speak of. Not voicing a theme is not the absence of it:
    interviews ask different people different things. The groups are too small: of eight people
    split four and four, only a perfect split falls below .05 (Fisher's exact test, 2/70), and over
    dozens of themes and several attributes perfect splits come by chance. Read the counts as where
    to look, then read the quotes (Maxwell 2010, Qualitative Inquiry 16:475-482).

    Returns:
        One table an attribute, in the order of participants.csv, for those that have 2 to 6
        different values. Values are compared as they are written; an empty one is unknown. Empty
        if no attribute is of that kind.
    """
    people = analysis.study.participants
    names = dict.fromkeys(name for person in people for name in person.attributes)
    return tuple(
        _attribute_table(analysis, name)
        for name in names
        if FEWEST_VALUES <= len(_values(analysis, name)) <= MOST_VALUES
    )


def attribute_rows(tables: Sequence[AttributeTable]) -> list[Row]:
    """Return a row for each attribute, theme and group; columns as in `ATTRIBUTE_COLUMNS`."""
    return [
        {
            "attribute": table.attribute,
            "value": group.value,
            "theme": voiced.theme.id,
            "code": voiced.theme.code,
            "label": voiced.theme.label,
            "n_participants": share.n_participants,
            "participants": "; ".join(share.participants),
            "n_group": share.n_group,
            "share": rounded(share.share),
            "ci_low": rounded(share.ci_low),
            "ci_high": rounded(share.ci_high),
            "warning": group.warning,
        }
        for table in tables
        for voiced in table.themes
        for group, share in zip(table.groups, voiced.shares, strict=True)
    ]


def _values(analysis: Analysis, attribute: str) -> list[str]:
    """Return the different values of an attribute, sorted as people sort them; none is empty."""
    people = analysis.study.participants
    values = {person.attributes.get(attribute, "") for person in people} - {""}
    return sorted(values, key=lambda value: (_natural(value), value))


def _natural(value: str) -> list[int | str]:
    """Return a key that puts `9 staff` before `10 staff`; numbers stand at odd places."""
    return [int(part) if i % 2 else part for i, part in enumerate(_DIGITS.split(value))]


def _attribute_table(analysis: Analysis, attribute: str) -> AttributeTable:
    value_to_people: dict[str, list[str]] = {value: [] for value in _values(analysis, attribute)}
    unknown: list[str] = []
    for person in analysis.study.participants:
        value = person.attributes.get(attribute, "")
        (value_to_people[value] if value else unknown).append(person.name)
    return AttributeTable(
        attribute=attribute,
        groups=tuple(
            AttributeGroup(value=value, participants=tuple(people), warning=_warning(len(people)))
            for value, people in value_to_people.items()
        ),
        unknown=tuple(unknown),
        themes=tuple(
            ThemeByGroup(
                theme=column_of(theme),
                shares=tuple(
                    _share(people, voices=people_in(analysis, theme.utterances))
                    for people in value_to_people.values()
                ),
            )
            for theme in analysis.all_themes
        ),
    )


def _share(group: Sequence[str], *, voices: Collection[str]) -> GroupShare:
    voicing = tuple(person for person in group if person in voices)
    low, high = _interval(len(voicing), len(group))
    return GroupShare(
        participants=voicing,
        n_participants=len(voicing),
        n_group=len(group),
        share=len(voicing) / len(group),
        ci_low=low,
        ci_high=high,
    )


# The same few counts come back for every theme and attribute.
_interval = cache(wilson_interval)


def _warning(n_group: int) -> str:
    if n_group >= SMALL_GROUP:
        return ""
    people = "one person" if n_group == 1 else f"{n_group} people"
    return f"A group of {people}: read what they say; its share tells nothing of others like them."
