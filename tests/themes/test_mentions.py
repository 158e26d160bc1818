"""Mentions: codings of other sources beside the themes of the interviews."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.context import InContext
from interview_coder.embedding.encoder import Vectors
from interview_coder.findings import MACHINE, Coding, Mention, Theme
from interview_coder.themes.clustering import USUAL_DISTANCE, sub_distance
from interview_coder.themes.mentions import find_mentions
from interview_coder.transcript import Span, Utterance
from tests.notation import study_of, talk
from tests.reports.notation import found_in
from tests.themes.notation import directions

STUDY = study_of(
    talk("I: How? | P1: The export is slow.", name="P1.txt"),
    talk("I: How? | P2: It takes us ages.", name="P2.txt"),
    talk("I: How? | P3: The price is high.", name="P3.txt"),
)
FOUND = found_in(STUDY, {"pain-01": ["slow", "ages"], "pain-02": ["price"]})


def mentions_at(
    *degrees: float, code: str = "pain", max_distance: float | None = 1.0
) -> tuple[Mention, ...]:
    """
    Find mentions of comments in these directions; pain-01 lies at 0 and 20, pain-02 at 90.
    """
    comments = [
        Utterance(
            id=f"t-{n:04d}",
            transcript="t.csv",
            participant="",
            turn=n,
            span=Span(start=n, end=n + 1),
        )
        for n, _ in enumerate(degrees)
    ]
    return find_mentions(
        [Coding(utterance=c.id, code=code, coder=MACHINE, confidence=0.7) for c in comments],
        utterances=comments,
        vectors=directions(*degrees),
        context=InContext(
            study=STUDY, utterances=FOUND.all_utterances, vectors=directions(0, 20, 90)
        ),
        themes=FOUND.all_themes,
        max_distances={} if max_distance is None else {"pain": max_distance},
    )


def test_nearest_theme() -> None:
    """
    A mention joins the theme whose utterances it is nearest to on average, and says how near.
    """
    near_first, near_second = mentions_at(10, 85)

    assert (near_first.theme, near_second.theme) == ("pain-01", "pain-02")
    assert near_first.distance == pytest.approx(1 - np.cos(np.deg2rad(10)), abs=0.001)
    assert near_second.distance == pytest.approx(1 - np.cos(np.deg2rad(5)), abs=0.001)


def test_too_far() -> None:
    """
    One that is too far from every theme joins none, and still says which is nearest.
    """
    (mention,) = mentions_at(200)

    assert mention.theme is None
    assert mention.nearest == "pain-02"
    assert mention.distance is not None
    assert mention.distance > 1


@pytest.mark.parametrize("max_distance", [0.3, 0.8, None])
def test_as_near_as_in_a_sub_theme(max_distance: float | None) -> None:
    """
    The limit is the distance up to which sub-themes are joined, of the usual one if not known.
    """
    limit = sub_distance(max_distance or USUAL_DISTANCE)
    at_limit = 90 + float(np.rad2deg(np.arccos(1 - limit)))

    inside, outside = mentions_at(at_limit - 1, at_limit + 1, max_distance=max_distance)

    assert inside.theme == "pain-02"
    assert outside.theme is None


def test_code_without_themes() -> None:
    """
    A code that the interviews do not have has mentions, in no theme and at no distance.
    """
    (mention,) = mentions_at(10, code="goal")

    assert (mention.theme, mention.nearest, mention.distance) == (None, None, None)
    assert mention.confidence == 0.7


def test_nothing_sets_it_apart() -> None:
    """
    A comment whose vector is zero is at distance 1 of everything and joins no theme.
    """
    zeros: Vectors = np.zeros((1, 2), dtype=np.float32)
    comment = Utterance(
        id="t-0001", transcript="t.csv", participant="", turn=0, span=Span(start=0, end=1)
    )

    (mention,) = find_mentions(
        [Coding(utterance="t-0001", code="pain", coder=MACHINE, confidence=0.7)],
        utterances=[comment],
        vectors=zeros,
        context=InContext(
            study=STUDY, utterances=FOUND.all_utterances, vectors=directions(0, 20, 90)
        ),
        themes=FOUND.all_themes,
        max_distances={"pain": 0.93},
    )

    assert (mention.theme, mention.distance) == (None, 1.0)


@given(st.lists(st.floats(0, 360), min_size=1, max_size=12), st.floats(0.1, 1.2))
@settings(max_examples=60, deadline=None)
def test_properties(degrees: list[float], max_distance: float) -> None:
    """
    There is a mention a coding, in order; each joins its nearest theme or none, by distance alone.
    """
    mentions = mentions_at(*degrees, max_distance=max_distance)

    assert [m.utterance for m in mentions] == [f"t-{n:04d}" for n in range(len(degrees))]
    limit = round(sub_distance(max_distance), 3)
    for mention in mentions:
        assert mention.distance is not None
        assert 0 <= mention.distance <= 2
        assert mention.theme == (mention.nearest if mention.distance <= limit else None)


def test_themes_as_they_stand() -> None:
    """
    Themes are taken as they stand: one that holds everything is every mention's nearest.
    """
    theme: Theme = found_in(STUDY, {"pain-01": ["slow", "ages", "price"]}).all_themes[0]
    comment = Utterance(
        id="t-0001", transcript="t.csv", participant="", turn=0, span=Span(start=0, end=1)
    )

    (mention,) = find_mentions(
        [Coding(utterance="t-0001", code="pain", coder=MACHINE, confidence=0.7)],
        utterances=[comment],
        vectors=directions(90),
        context=InContext(
            study=STUDY, utterances=FOUND.all_utterances, vectors=directions(0, 20, 90)
        ),
        themes=[theme],
        max_distances={"pain": 1.2},
    )

    assert mention.theme == "pain-01"
