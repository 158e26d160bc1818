"""What became of a persona between two analyses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.evidence.promotion import wilson_interval
from interview_coder.findings import Analysis, Promotion
from interview_coder.persona.change import compare_analyses, difference_interval
from interview_coder.transcript import Participant
from tests.reports.notation import shared_by_three, with_theme


def share(n: int, of: int) -> Promotion:
    """Return how widely something is shared."""
    low, high = wilson_interval(n, of)
    return Promotion(
        participants=(),
        n_participants=n,
        n_study=of,
        share=n / of,
        ci_low=low,
        ci_high=high,
        promoted=True,
    )


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people, one theme of three of them.
    """
    return shared_by_three()


@pytest.mark.parametrize(
    ("new", "old", "low", "high"),
    [
        # Newcombe 1998, table II, method 10 (score, no continuity correction).
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 10), -0.2775, 0.2775),
    ],
)
def test_interval(new: tuple[int, int], old: tuple[int, int], low: float, high: float) -> None:
    """
    The interval of a difference is Newcombe's, to his four decimals.
    """
    assert difference_interval(share(*old), share(*new)) == pytest.approx((low, high), abs=5e-5)


def test_nothing_changed(analysis: Analysis) -> None:
    """
    An analysis compared with itself has kept everything and gained nothing.
    """
    change = compare_analyses(analysis, analysis)

    assert [each.became for each in change.themes] == ["kept"]
    assert (change.attributes, change.joined, change.left, change.notes) == ((), (), (), ())
    assert change.themes[0].new_utterances == ()


def test_lost_and_gained(analysis: Analysis) -> None:
    """
    What one analysis alone has is lost or gained, whatever its id.
    """
    without = replace(analysis, all_themes=analysis.all_themes[1:])

    assert [each.became for each in compare_analyses(analysis, without).themes] == ["lost"]
    assert [each.became for each in compare_analyses(without, analysis).themes] == ["gained"]


def test_an_id_is_no_identity(analysis: Analysis) -> None:
    """
    A theme whose number changed is the same theme.
    """
    renumbered = with_theme(analysis, "pain-01", id="pain-07")

    (change,) = compare_analyses(analysis, renumbered).themes

    assert (change.became, change.old, change.new) == ("kept", "pain-01", "pain-07")


def test_no_longer_enough(analysis: Analysis) -> None:
    """
    A theme that fell below the rule is demoted, not lost.
    """
    fallen = replace(analysis.theme("pain-01").promotion, promoted=False)

    (change,) = compare_analyses(analysis, with_theme(analysis, "pain-01", promotion=fallen)).themes

    assert change.became == "demoted"


def test_new_quotes(analysis: Analysis) -> None:
    """
    What was not said before is listed, by its id in the new analysis.
    """
    ids = analysis.theme("pain-01").utterances
    before = with_theme(analysis, "pain-01", utterances=ids[:2])

    (change,) = compare_analyses(before, analysis).themes

    assert change.new_utterances == ids[2:]


def test_people_and_attributes(analysis: Analysis) -> None:
    """
    Who came and went, and which attributes moved, is told.
    """
    people = (
        *analysis.study.participants[1:],
        Participant(name="P9", attributes={"role": "Owner"}),
    )
    later = replace(analysis, study=replace(analysis.study, participants=people))

    change = compare_analyses(analysis, later)

    assert (change.joined, change.left) == (("P9",), ("P1",))
    assert [(each.name, each.old, each.new) for each in change.attributes] == [
        ("role", "", "Owner (1)")
    ]


def test_what_makes_it_hard_to_compare(analysis: Analysis) -> None:
    """
    Another codebook, model or setting is told first.
    """
    made_with = replace(
        analysis.provenance,
        model_fingerprint="0" * 16,
        settings={"min_participants": 4},
        codebooks=(replace(analysis.provenance.codebooks[0], content_hash="d" * 64),),
    )

    notes = compare_analyses(analysis, replace(analysis, provenance=made_with)).notes

    assert [note.split()[1] for note in notes] == ["codebooks", "models", "differ:"]
