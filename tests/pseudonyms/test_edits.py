"""Edits: what stands where after replacements."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.pseudonyms.edits import Edit, Edits
from interview_coder.transcript import Span

TEXT = "Kasia told Mark."


def edits() -> Edits:
    """
    Two names replaced, one by something shorter, one by something longer.
    """
    return Edits.of(
        TEXT,
        [Edit(Span(start=11, end=15), "[P02 or P03]"), Edit(Span(start=0, end=5), "[P]")],
    )


def test_text() -> None:
    """
    All replacements are made, whatever order they came in.
    """
    assert edits().after == "[P] told [P02 or P03]."


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("told", "told", id="between"),
        pytest.param("Kasia", "[P]", id="an edit"),
        pytest.param("asia told Ma", "[P] told [P02 or P03]", id="edits that are touched"),
        pytest.param(".", ".", id="after all"),
        pytest.param(TEXT, "[P] told [P02 or P03].", id="everything"),
    ],
)
def test_spans(words: str, shown: str) -> None:
    """
    A span shows the same words afterwards, with every edit that it touches whole.
    """
    start = TEXT.index(words)

    moved = edits().move(Span(start=start, end=start + len(words)))

    assert edits().after[moved.start : moved.end] == shown


def test_overlapping() -> None:
    """
    Edits that overlap are a mistake of the caller.
    """
    with pytest.raises(ValueError, match="overlap"):
        Edits.of("abc", [Edit(Span(start=0, end=2), "x"), Edit(Span(start=1, end=3), "y")])


@st.composite
def edited(draw: st.DrawFn) -> Edits:
    """
    Any text with any edits.
    """
    text = draw(st.text(min_size=1, max_size=30))
    cuts = draw(st.lists(st.integers(0, len(text)), unique=True, max_size=8).map(sorted))
    words = st.text(max_size=6)
    spans = [Span(start=a, end=b) for a, b in zip(cuts[::2], cuts[1::2], strict=False)]
    return Edits.of(text, [Edit(span, "[" + draw(words) + "]") for span in spans])


@given(edited())
@settings(deadline=None)
def test_turned_round(edits: Edits) -> None:
    """
    Putting back what was replaced gives the text as it was.
    """
    back = [
        Edit(after, edits.text[span.start : span.end])
        for after, (span, _) in zip(edits.spans_after, edits.edits, strict=True)
    ]

    assert Edits.of(edits.after, back).after == edits.text


@given(edited(), st.data())
@settings(deadline=None)
def test_order_stays(edits: Edits, data: st.DataObject) -> None:
    """
    What began no later than something else, or ended no later, does so afterwards.
    """
    offsets = st.integers(0, len(edits.text))
    a, b = sorted((data.draw(offsets), data.draw(offsets)))

    assert edits.start(a) <= edits.start(b)
    assert edits.end(a) <= edits.end(b)
    assert edits.start(a) <= edits.end(b) or a == b
