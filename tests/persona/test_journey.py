"""Themes laid over the stages of the journey."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.findings import Analysis, Coding
from interview_coder.persona.journey import journey_of
from tests.reports.notation import shared_by_three


def with_stages(analysis: Analysis, *, utterances: dict[str, list[str]]) -> Analysis:
    """Return the analysis with two stages whose code stands on utterances that hold some words."""
    pain = analysis.codes[0]
    stages = tuple(
        replace(pain, name=name, title=name.title(), sheet="journey") for name in ("first", "then")
    )
    codings = tuple(
        Coding(utterance=u.id, code=name, coder="machine", confidence=0.9)
        for name, words in utterances.items()
        for u in analysis.all_utterances
        if any(word in analysis.quote(u.id).text for word in words)
    )
    return replace(
        analysis,
        codes=(*analysis.codes, *stages),
        all_codings=(*analysis.all_codings, *codings),
    )


def test_by_turn() -> None:
    """
    A theme is laid to a stage that two people tell of in the turn in which they voice it.
    """
    told = with_stages(
        shared_by_three(), utterances={"first": ["slow", "ages", "Mondays"], "then": ["whole day"]}
    )

    first, then = journey_of(told).stages

    assert first.participants == ("P1", "P2", "P4")
    assert [(each.theme.id, each.participants) for each in first.told_with] == [
        ("pain-01", ("P1", "P2"))
    ]
    assert then.told_with == ()  # one person alone


def test_without_stages() -> None:
    """
    Without a codebook that has stages there is no journey.
    """
    assert journey_of(shared_by_three()).stages == ()


def test_moment() -> None:
    """
    Themes of a stage stand in the order in which people come to them.
    """
    analysis = shared_by_three()
    promoted = tuple(
        replace(theme, promotion=replace(theme.promotion, promoted=True))
        for theme in analysis.all_themes
    )
    told = with_stages(
        replace(analysis, all_themes=promoted),
        utterances={"first": ["ages", "whole day", "price is", "price went"]},
    )

    stage = journey_of(told).stages[0]

    assert [each.theme.id for each in stage.told_with] == ["pain-01", "pain-02"]
    moments = [each.moment for each in stage.told_with]
    assert moments == sorted(moments)
    assert 0 <= moments[0] < moments[1] <= 1
