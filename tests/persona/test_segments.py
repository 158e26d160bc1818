"""Segments: a persona a group, the rule within it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis
from interview_coder.persona.segments import build_segments
from interview_coder.transcript import Participant
from tests.reports.notation import shared_by_three


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people: two owners, a cook, and one of whom nothing is known.
    """
    found = shared_by_three()
    roles = {"P1": "Owner", "P2": "Owner", "P3": "Cook", "P4": ""}
    people = tuple(
        Participant(name=person.name, attributes={"role": roles[person.name]})
        for person in found.study.participants
    )
    return replace(found, study=replace(found.study, participants=people))


def test_one_persona_a_value(analysis: Analysis) -> None:
    """
    The largest group stands first; who has no value is in none and is named.
    """
    segments = build_segments(analysis, by="role", rule=PromotionRule(min_participants=2))

    assert [(p.segment, p.people) for p in segments.personas] == [
        ("Owner", ("P1", "P2")), ("Cook", ("P3",)),
    ]  # fmt: skip
    assert segments.unknown == ("P4",)
    assert any("No 'role' is known of P4" in warning for warning in segments.warnings)
    assert len({p.name for p in segments.personas}) == 2


def test_what_they_share(analysis: Analysis) -> None:
    """
    For each theme on a sheet it is told how widely every segment shares it.
    """
    segments = build_segments(analysis, by="role", rule=PromotionRule(min_participants=2))

    (line,) = segments.lines
    assert (line.theme, line.shared_by) == ("pain-01", ("Owner",))
    assert {name: (p.n_participants, p.n_study) for name, p in line.shares.items()} == {
        "Owner": (2, 2), "Cook": (1, 1),
    }  # fmt: skip


def test_no_such_attribute(analysis: Analysis) -> None:
    """
    An attribute nobody has is refused with those there are.
    """
    with pytest.raises(ValueError, match="no attribute 'age' to part people by; there are: role"):
        build_segments(analysis, by="age")
