"""Tests of how places are counted."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from interview_coder.exchange.offsets import (
    Counting,
    RawPlace,
    RawText,
    choose_counting,
    places_of,
    span_at,
    ways_of,
)
from interview_coder.transcript import Span

TEXT = "Zo\u00eb 😀 waits.\r\nEvery 😀 day, she says, she waits for the bus.\r\nThen she walks."


def written_at(raw: RawText, span: Span, way: Counting, *, name: str = "") -> RawPlace:
    """Return a place of the canonical text as a program that counts in `way` writes it."""
    places = places_of(raw, way)
    end = places.index(span.end)
    return RawPlace(
        start=places.index(span.start), end=end - (1 if way.last_included else 0), name=name
    )


def span_of(raw: RawText, words: str, *, after: int = 0) -> Span:
    """Return where words stand in the canonical text."""
    start = raw.text.index(words, after)
    return Span(start=start, end=start + len(words))


RAW = RawText(written=TEXT, has_mark=True)
WAYS = list(ways_of([RAW]))


def test_ways() -> None:
    """Every way that could differ in the texts is tried, and none that could not."""
    assert len(WAYS) == 16
    assert len(list(ways_of([RawText(written="plain")]))) == 2
    assert len(list(ways_of([RawText(written="plain 😀")]))) == 4


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_every_way_is_found_by_the_words(way: Counting) -> None:
    """However a program counts, the words it writes beside the places give it away."""
    spans = [span_of(RAW, words) for words in ("Every", "she says", "she waits for the", "walks")]
    places = [written_at(RAW, span, way, name=RAW.text[span.start : span.end]) for span in spans]

    chosen, n = choose_counting([(RAW, places)], origin="")

    found = places_of(RAW, chosen)
    assert [span_at(place, found, chosen) for place in places] == spans
    assert n == len(spans)


@pytest.mark.parametrize("origin", ["NVivo 14", "QualCoder 3.8", "ATLAS.ti 24", ""])
def test_the_habit_decides_between_equals(origin: str) -> None:
    """Where all ways put the selections on words, the program's own is taken."""
    raw = RawText(written="One.\r\n😀.")
    span = span_of(raw, "One")
    place = RawPlace(start=span.start, end=span.end)

    chosen, _ = choose_counting([(raw, [place])], origin=origin)

    assert chosen.in_utf16 == (origin.startswith("NVivo"))
    assert chosen.ends_as_one == (origin.startswith("ATLAS"))


@given(
    text=st.text(alphabet="ab é😀\r\n", min_size=1, max_size=12),
    mark=st.booleans(),
    data=st.data(),
)
def test_places_and_text(text: str, mark: bool, data: st.DataObject) -> None:
    """Every place of the canonical text has one number in each way, in its order."""
    raw = RawText(written=text, has_mark=mark)
    way = data.draw(st.sampled_from(list(ways_of([raw]))))

    places = places_of(raw, way)

    known = [place for place in places if place >= 0]
    assert sorted(set(known)) == list(range(len(raw.text) + 1))
    assert known == sorted(known)
    # A byte order mark is a place of its own, at the beginning of the text.
    assert len(known) - len(set(known)) == (way.with_mark and mark)


@given(text=st.text(alphabet="ab é😀\n", min_size=1, max_size=12), data=st.data())
def test_code_points_are_the_standard(text: str, data: st.DataObject) -> None:
    """Counted as the standard says, a place is what it says."""
    raw = RawText(written=text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))

    found = span_at(RawPlace(start=start, end=end), places_of(raw, Counting()), Counting())

    assert found == Span(start=start, end=end)


@given(start=st.integers(-5, 30) | st.just(10**20), end=st.integers(-5, 30) | st.just(10**20))
def test_no_place_without_words(start: int, end: int) -> None:
    """What is empty, reversed, negative or outside has no place; nothing is moved."""
    raw = RawText(written="a😀b")
    assume(not 0 <= start < end <= 3)

    assert span_at(RawPlace(start=start, end=end), places_of(raw, Counting()), Counting()) is None


def test_within_a_character() -> None:
    """A place between the halves of an emoji is none; one within a line end is its end."""
    way = Counting(in_utf16=True)
    raw = RawText(written="a😀\r\nb")
    places = places_of(raw, way)

    assert span_at(RawPlace(start=2, end=5), places, way) is None
    assert span_at(RawPlace(start=0, end=4), places, way) == Span(start=0, end=3)


def test_told_in_words() -> None:
    """A way of counting can be read."""
    way = Counting(in_utf16=True, ends_as_one=True, with_mark=True, last_included=True)

    assert str(Counting()) == "code points, line ends as they are"
    assert str(way) == (
        "UTF-16 units, a line end as one, the byte order mark counted, the last character included"
    )
