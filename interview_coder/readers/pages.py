"""Pages of printed lines: without line numbers, headers and footers, and joined to paragraphs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.readers.clock import CLOCK
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.paragraphs import count
from interview_coder.readers.pieces import Tally

UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
"""Scripts that part words by nothing; there a zero-width space only allows a line to break."""

_EDGE_LINES = 3
_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"^[\s\-–—|\[(]*(?:(?:page|seite|p|s|página|pagina|sida|sivu|side|strona|ページ|쪽|หน้า)\.?\s*)?"
    r"(\d{1,4})(?:\s*(?:/|\||of|von|de|sur|di|van|av|z)\s*\d{1,4})?[\s\-–—|\])]*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[.?!…。？！]\s*$")
_LABEL_ALONE = re.compile(r"^[^:：]{1,50}[:：]\s*$")
_LABEL = re.compile(
    rf"^\s*(?:[\[(]?{CLOCK}[\])]?\s+)?(?:\[(?P<boxed>[^\[\]]{{1,40}})\]"
    rf"|【(?P<lens>[^】]{{1,40}})】|\((?P<round>[^()]{{1,40}})\)"
    rf"|(?P<name>[^\s:：][^:：]{{0,50}}?)(?:\s{{0,8}}[\[(]?{CLOCK}[\])]?)?\s{{0,8}}[:：])(?:\s|$)"
)
_STARTS_WITH_CLOCK = re.compile(rf"^\s*[\[(#]?{CLOCK}(?:-\d)?[\])#]?(?:\s|$)")
_ENDS_WITH_CLOCK = re.compile(rf"(?:\s{{2,20}}|\t)[\[(]?{CLOCK}[\])]?\s*$|#{CLOCK}(?:-\d)?#\s*$")
_NUMBER_ALONE = re.compile(r"^\s*(\d{1,5})\s*$")
_MIN_RUN = 5
_MIN_FULL = 0.8  # of the usual width: a shorter line ends its paragraph
_WIDTH_QUANTILE = 0.95
_HYPHENS = "-\u2010\u00ad"


def drop_line_numbers(pages: Sequence[Sequence[str]], tally: Tally) -> list[list[str]]:
    """Take out numbers that stand in the margin: lines of nothing but 1, 2, 3, 4, 5 and so on.

    Args:
        pages: The lines of each page.
        tally: What is taken out is counted there.
    """
    kept: list[list[str]] = []
    before = range(0)  # the numbers in the margin of the page before
    for lines in pages:
        drop: set[int] = set()
        for run, first in _runs(lines):
            # The last page may hold fewer; and some programs repeat numbers from page to page.
            goes_on = before.start <= first <= before.stop and before and _is_at_edge(run, lines)
            if len(run) >= _MIN_RUN or goes_on:
                drop.update(run)
                before = range(first, first + len(run))
        for i in sorted(drop):
            tally.add("characters in line numbers", lines[i].strip(), n=count(lines[i]))
        kept.append([line for i, line in enumerate(lines) if i not in drop])
    return kept


def _is_at_edge(run: range, lines: Sequence[str]) -> bool:
    return run.start == 0 or not any(line.strip() for line in lines[run.stop :])


def _runs(lines: Sequence[str]) -> Iterator[tuple[range, int]]:
    """Lines, one below the other, that count on by one; with the number they begin with."""
    numbers = [int(match[1]) if (match := _NUMBER_ALONE.match(x)) else None for x in lines]
    start = 0
    for i in range(1, len(numbers) + 1):
        first = numbers[start]
        if first is None:
            start = i
        elif i == len(numbers) or numbers[i] != first + i - start:
            yield range(start, i), first
            start = i


@dataclass(frozen=True, kw_only=True, slots=True)
class _Edge:
    """A line at the top (`place` from 0) or bottom (from -1) of a page."""

    page: int
    place: int
    line: str


def drop_edges(pages: Sequence[Sequence[str]], tally: Tally) -> list[list[str]]:
    """Take out page headers, footers and numbers, and lines without words.

    Args:
        pages: The lines of each page.
        tally: What is taken out is counted there.
    """
    pages = [[line for line in lines if line.strip()] for lines in pages]
    kept = [list(lines) for lines in pages]
    everywhere = Counter(_shape(line) for lines in pages for line in lines)
    for place in (0, -1):
        for _ in range(_EDGE_LINES):
            edges = [
                _Edge(page=i, place=place, line=lines[place])
                for i, lines in enumerate(kept)
                if lines
            ]
            drop = _repeated(edges, everywhere) | _numbered(edges, len(pages))
            if not drop:
                break
            for i in sorted(drop):
                line = kept[i].pop(place)
                where = "page headers" if place == 0 else "page footers"
                tally.add(f"characters in {where}", line.strip(), n=count(line))
    return kept


def _shape(line: str) -> str:
    return _DIGITS.sub("0", " ".join(line.split()))


def _repeated(edges: Sequence[_Edge], everywhere: Counter[str]) -> set[int]:
    """Pages at whose edge a line stands that stands there on most pages, and hardly elsewhere."""
    shapes = Counter(_shape(edge.line) for edge in edges)
    return {
        edge.page
        for edge in edges
        if (n := shapes[_shape(edge.line)]) >= (3 if _may_be_said(edge.line) else 2)
        and 2 * n > len(edges)
        and everywhere[_shape(edge.line)] <= n + 1
        and not _LABEL_ALONE.match(edge.line)
    }


def _may_be_said(line: str) -> bool:
    """Whether twice the same line may be chance: it is a sentence, or has a speaker."""
    return _SENTENCE_END.search(line) is not None or _begins_turn(line)


def _numbered(edges: Sequence[_Edge], n_pages: int) -> set[int]:
    """Pages at whose edge their number stands: it grows with them."""
    offsets = Counter[int]()
    page_to_offset: dict[int, int] = {}
    for edge in edges:
        match = _PAGE_NUMBER.match(edge.line)
        if match is not None:
            page_to_offset[edge.page] = int(match[1]) - edge.page
            offsets[page_to_offset[edge.page]] += 1
    if not offsets:
        return set()
    offset, n = offsets.most_common(1)[0]
    if 2 * n <= n_pages or (n_pages == 1 and offset != 1):
        return set()
    return {page for page, its in page_to_offset.items() if its == offset}


@dataclass(frozen=True, kw_only=True, slots=True)
class Joined:
    """Paragraphs made of lines that end only because the page does.

    Attributes:
        paragraphs: In order; an empty line stays one.
        n_joined: Line ends that became a space, or nothing in scripts without spaces.
        n_hyphens: Line ends behind a hyphen; it was kept.
    """

    paragraphs: tuple[str, ...]
    n_joined: int
    n_hyphens: int


def join_lines(lines: Sequence[str]) -> Joined:
    """Join lines that end only because the page does."""
    width = _usual_width(lines)
    paragraphs: list[list[str]] = []
    before = ""  # the line last added
    n_joined = n_hyphens = 0
    for line in lines:
        text = line.strip()
        if paragraphs and _goes_on(before, text, width):
            is_hyphen = before[-1] in _HYPHENS and before[-2:-1].isalpha()
            is_unparted = UNPARTED.match(before[-1]) and UNPARTED.match(text)
            n_hyphens += is_hyphen
            n_joined += not is_hyphen
            last = paragraphs[-1]
            last[-1] = last[-1].removesuffix("\u00ad")
            last += ("" if is_hyphen or is_unparted else " ", text)
        else:
            paragraphs.append([text])
        before = text
    joined = tuple("".join(parts) for parts in paragraphs)
    return Joined(paragraphs=joined, n_joined=n_joined, n_hyphens=n_hyphens)


def _usual_width(lines: Sequence[str]) -> float:
    lengths = sorted(len(line.strip()) for line in lines)
    return lengths[int(_WIDTH_QUANTILE * (len(lengths) - 1))] if lengths else 0


def _goes_on(before: str, text: str, width: float) -> bool:
    """Whether `text` continues the line before it: that line was full, and this begins no turn."""
    if not before or not text or _begins_turn(text) or _is_heading_line(before):
        return False
    first_word = text.split(maxsplit=1)[0]
    return len(before) + 1 + len(first_word) > _MIN_FULL * width


def _begins_turn(text: str) -> bool:
    if _STARTS_WITH_CLOCK.match(text) or _ENDS_WITH_CLOCK.search(text):
        return True
    match = _LABEL.match(text)
    return match is not None and looks_like_name(_name_in(match))


def _is_heading_line(line: str) -> bool:
    """Whether `line` is a speaker or a time, below which words begin."""
    return _LABEL_ALONE.match(line) is not None or _ENDS_WITH_CLOCK.search(line) is not None


def _name_in(match: re.Match[str]) -> str:
    return (match["boxed"] or match["lens"] or match["round"] or match["name"]).strip()
