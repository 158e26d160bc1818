"""A persona: what it is of, and what must be known before it is used."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.findings import Analysis
from interview_coder.persona.details import Details, Wording
from interview_coder.persona.persona import Group, build_persona
from tests.reports.notation import shared_by_three


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people, one theme of three of them.
    """
    return shared_by_three()


def test_of_everybody(analysis: Analysis) -> None:
    """
    Without a group, a persona is of everybody interviewed.
    """
    persona = build_persona(analysis)

    assert (persona.people, persona.n_study) == (("P1", "P2", "P3", "P4"), 4)
    assert [claim.theme for claim in persona.claims] == ["pain-01"]
    assert persona.is_name_proposed


def test_catchphrase_is_verbatim(analysis: Analysis) -> None:
    """
    The catchphrase is something somebody said, or the author's and then without a source.
    """
    chosen = build_persona(analysis).catchphrase
    assert chosen is not None
    assert chosen.quote is not None
    assert (
        analysis.study.transcript(chosen.quote.transcript).quote(chosen.quote.span) == chosen.text
    )

    own = build_persona(analysis, details=Details(catchphrase="Just let me out.")).catchphrase
    assert own is not None
    assert (own.text, own.quote, own.author) == ("Just let me out.", None, "author")


def test_few_people_are_a_warning(analysis: Analysis) -> None:
    """
    A persona of fewer than five says so; of one, too, and it claims nothing.
    """
    of_four = build_persona(analysis)
    of_one = build_persona(analysis, group=Group(people=["P1"], segment="Owner"))

    assert of_four.warnings == ("Rests on 4 interviews; 5 or more make a persona.",)
    assert of_one.claims == ()
    assert of_one.warnings == (
        "Rests on one interview; 5 or more make a persona.",
        "The rule wants 3 voices, and the group has 1.",
    )


def test_nothing_promoted(analysis: Analysis) -> None:
    """
    Where nothing is shared widely enough, the sheet says so instead of lowering the bar.
    """
    silent = replace(analysis, all_themes=analysis.all_themes[1:])

    persona = build_persona(silent)

    assert persona.claims == ()
    assert "Nothing was voiced by 3 or more of these 4" in persona.warnings[-1]


@pytest.mark.parametrize("name", ["P1", "p3"])
def test_name_of_a_participant(analysis: Analysis, name: str) -> None:
    """
    A persona cannot carry the name of somebody who was interviewed.
    """
    with pytest.raises(ValueError, match="give it a fictional name"):
        build_persona(analysis, details=Details(name=name))


@pytest.mark.parametrize(
    ("people", "message"), [([], "of nobody"), (["P9"], "'P9' was not interviewed")]
)
def test_groups_that_cannot_be(analysis: Analysis, people: list[str], message: str) -> None:
    """
    A group of nobody or of strangers has no persona.
    """
    with pytest.raises(ValueError, match=message):
        build_persona(analysis, group=Group(people=people))


def test_lost_wordings_are_told(analysis: Analysis) -> None:
    """
    What the author worded and is no longer on the sheet is not lost without a word.
    """
    gone = Wording(utterances=analysis.theme("pain-03").utterances, text="Long Mondays", position=0)

    assert build_persona(analysis, details=Details(wordings=(gone,))).lost == ("Long Mondays",)
