"""How a program counts the places of selections, and where these are in our text.

The specification counts Unicode code points from 0. What programs write differs: NVivo counts
UTF-16 units and a line end as two, others count a line end as one where the file has two. So every
way of counting that the files allow is tried on all selections of a project, and the one that fits
them best is taken: whose words are those that the program wrote beside the place, and whose ends
are ends of words.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from interview_coder.transcript import Span

_COMPARED = 40


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Counting:
    """A way of counting places.

    Attributes:
        in_utf16: Whether a character above U+FFFF counts as two.
        ends_as_one: Whether a line end counts as one where the file has two characters.
        with_mark: Whether a byte order mark counts.
        last_included: Whether the end names the last character, not the one after it.
    """

    in_utf16: bool = False
    ends_as_one: bool = False
    with_mark: bool = False
    last_included: bool = False

    def __str__(self) -> str:
        return ", ".join(
            (
                "UTF-16 units" if self.in_utf16 else "code points",
                "a line end as one" if self.ends_as_one else "line ends as they are",
                *(["the byte order mark counted"] if self.with_mark else []),
                *(["the last character included"] if self.last_included else []),
            )
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class RawText:
    r"""A text as it stands in its file.

    Attributes:
        written: With the line ends of the file, without the byte order mark.
        has_mark: Whether the file begins with one.
    """

    written: str
    has_mark: bool = False

    @property
    def text(self) -> str:
        r"""The canonical text: line ends are `\n`."""
        return self.written.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(frozen=True, kw_only=True, slots=True)
class RawPlace:
    """Where a program says that a selection stands.

    Attributes:
        start: As written.
        end: As written.
        name: What it calls the selection; often its first words.
    """

    start: int
    end: int
    name: str = ""


def places_of(raw: RawText, counting: Counting) -> list[int]:
    """Return the place in the canonical text of each place that `counting` knows.

    -1 stands inside of a character or a line end. There is one place more than there are
    characters: the end.
    """
    places = [0] if counting.with_mark and raw.has_mark else []
    place = 0
    written = raw.written
    for n, character in enumerate(written):
        is_second = character == "\n" and n > 0 and written[n - 1] == "\r"
        if is_second:
            if not counting.ends_as_one:
                places.append(-1)
            continue
        places.append(place)
        if counting.in_utf16 and ord(character) > 0xFFFF:
            places.append(-1)
        place += 1
    return [*places, place]


def span_at(raw: RawPlace, places: Sequence[int], counting: Counting) -> Span | None:
    """Return where a selection stands; None if it is empty, reversed or outside the text."""
    end = raw.end + (1 if counting.last_included else 0)
    if not 0 <= raw.start < end < len(places):
        return None
    first, after = places[raw.start], places[end]
    if after == -1:  # between the two characters of a line end; the last place is never within
        after = places[end + 1]
    return Span(start=first, end=after) if 0 <= first < after else None


def choose_counting(
    texts: Sequence[tuple[RawText, Sequence[RawPlace]]], *, origin: str
) -> tuple[Counting, int]:
    """Return the way of counting that fits best, and how many selections it puts on words.

    Args:
        texts: Each text of the project with its selections.
        origin: The program; where several ways fit equally well, its own is taken.
    """
    ways = sorted(ways_of([raw for raw, _ in texts]), key=lambda way: _strangeness(way, origin))
    scored = [(_score(texts, way), way) for way in ways]
    # The first of equals: `ways` begins with what is usual.
    score, way = max(scored, key=lambda each: each[0])
    return way, score.n_on_words


def ways_of(raws: Iterable[RawText]) -> Iterator[Counting]:
    """Yield every way of counting that could differ in these texts, the usual one first."""
    raws = tuple(raws)
    astral = any(ord(max(raw.written, default=" ")) > 0xFFFF for raw in raws)
    two = any("\r\n" in raw.written for raw in raws)
    mark = any(raw.has_mark for raw in raws)
    for in_utf16, as_one, with_mark, last in product(
        (False, True)[: 1 + astral], (False, True)[: 1 + two], (False, True)[: 1 + mark],
        (False, True),
    ):  # fmt: skip
        yield Counting(
            in_utf16=in_utf16, ends_as_one=as_one, with_mark=with_mark, last_included=last
        )


def _strangeness(way: Counting, origin: str) -> tuple[bool, bool, bool, bool]:
    """How far a way is from what the program is known to do; the specification if it is not."""
    program = origin.casefold()
    usual = Counting(
        in_utf16="nvivo" in program,
        ends_as_one="atlas" in program,
    )
    return (
        way.last_included,
        way.with_mark,
        way.in_utf16 != usual.in_utf16,
        way.ends_as_one != usual.ends_as_one,
    )


class _Score(NamedTuple):
    """How well a way fits; the words that a program wrote beside a place say most."""

    n_named: int
    ends_after: bool
    n_inside: int
    n_edges: int
    n_on_words: int


def _score(texts: Sequence[tuple[RawText, Sequence[RawPlace]]], way: Counting) -> _Score:
    named = inside = edges = on_words = 0
    for raw, selections in texts:
        places, text = (places_of(raw, way), raw.text) if selections else ([], "")
        for selection in selections:
            span = span_at(selection, places, way)
            if span is None:
                continue
            own = _is_edge(text, span.start) + _is_edge(text, span.end)
            inside += 1
            edges += own
            on_words += own == 2
            named += _is_named(text[span.start : span.end], selection.name)
    return _Score(
        n_named=named,
        ends_after=not way.last_included,
        n_inside=inside,
        n_edges=edges,
        n_on_words=on_words,
    )


def _is_named(words: str, name: str) -> bool:
    """Whether a name is the words, or their beginning: programs cut it and fold white space."""
    plain, own = ("".join(each.split()) for each in (words, name.rstrip(". …")))
    if not own:
        return False
    return plain.rstrip(".…") == own if len(own) < _COMPARED else plain.startswith(own)


def _is_edge(text: str, place: int) -> bool:
    """Whether a word could begin or end here."""
    if place <= 0 or place >= len(text):
        return True
    return not (text[place - 1].isalnum() and text[place].isalnum())
