"""What the change report says: what became of a persona between two analyses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from interview_coder.findings import Analysis, Promotion
from interview_coder.persona.change import Change, LineChange, ThemeChange
from interview_coder.reports.content import in_quotes, one_line, shown_source
from interview_coder.reports.page import Block, Heading, Page, Said, Text
from interview_coder.reports.sheet_words import words_in
from interview_coder.reports.table import Table

INTERVAL_TOLD = (
    "The interval is that of a difference of two shares (Newcombe's method 10). Where it holds 0, "
    "chance can be all there is to it."
)
_TOLD = {
    "gained": "Gained",
    "promoted": "Now shared widely enough",
    "kept": "Kept",
    "demoted": "No longer shared widely enough",
    "lost": "Lost",
}
_MOST_QUOTES = 3


def change_page(change: Change, new: Analysis, *, title: str) -> Page:
    """Put the change report together.

    Args:
        change: What changed.
        new: The later analysis, for its quotes.
        title: Of the study.
    """
    return Page(kind="What changed", title=one_line(title), blocks=tuple(_blocks(change, new)))


def _blocks(change: Change, new: Analysis) -> Iterator[Block]:
    people = [
        f"{word}: {', '.join(names)}."
        for word, names in (("New", change.joined), ("Gone", change.left))
        if names
    ]
    yield Text(text=" ".join(people) or "The same people were interviewed.")
    for note in change.notes:
        yield Text(text=note, is_quiet=True)
    if not change.themes:
        yield Text(text="No theme is promoted in either analysis.")
    else:
        yield Text(text=INTERVAL_TOLD, is_quiet=True)
    for became, heading in _TOLD.items():
        themes = [theme for theme in change.themes if theme.became == became]
        if themes:
            yield Heading(text=f"Themes: {heading.lower()} ({len(themes)})")
            yield from _themes(themes, new)
    yield from _lines(change.lines)
    if change.attributes:
        yield Heading(text="Attributes that moved")
        yield Table(
            title="",
            header=("Attribute", "Before", "Now"),
            rows=tuple((each.name, each.old or "–", each.new or "–") for each in change.attributes),
        )


def _themes(themes: Sequence[ThemeChange], new: Analysis) -> Iterator[Block]:
    yield Table(
        title="",
        header=("Theme", "Code", "Before", "Now", "Difference", "New quotes"),
        rows=tuple(
            (
                in_quotes(theme.label), theme.code, _share(theme.share_old),
                _share(theme.share_new), _difference(theme),
                str(len(theme.new_utterances)) if theme.new else "–",
            )
            for theme in themes
        ),
    )  # fmt: skip
    for theme in themes:
        fresh = theme.new_utterances[:_MOST_QUOTES] if theme.old else ()
        if fresh:
            yield Heading(text=f"New in {in_quotes(theme.label)}", level=2)
        for utterance in fresh:
            quote = new.quote(utterance)
            yield Said(
                text=f"“{one_line(quote.text)}”",
                source=shown_source(quote).removesuffix(quote.utterance),
                utterance=quote.utterance,
            )


def _lines(lines: Sequence[LineChange]) -> Iterator[Block]:
    if not lines:
        return
    places = words_in("en").places
    counts = {became: sum(line.became == became for line in lines) for became in _OF_LINES}
    told = ", ".join(f"{n} {became}" for became, n in counts.items() if n)
    yield Heading(text="Lines of the sheet")
    yield Text(text=f"{told}.")
    changed = [line for line in lines if line.became != "kept"]
    if changed:
        yield Table(
            title="",
            header=("", "Place", "Before", "Now"),
            rows=tuple(
                (
                    " ".join(filter(None, (line.became, line.segment))),
                    places[line.place],
                    _line(line.old, line.n_old),
                    _line(line.new, line.n_new),
                )
                for line in changed
            ),
        )


_OF_LINES = ("kept", "reworded", "gained", "lost")


def _line(text: str, n: str) -> str:
    return f"{one_line(text)} {n}".strip() if text else "–"


def _share(promotion: Promotion | None) -> str:
    return f"{promotion.n_participants} of {promotion.n_study}" if promotion else "–"


def _difference(theme: ThemeChange) -> str:
    if theme.difference is None or theme.low is None or theme.high is None:
        return "–"
    return f"{theme.difference:+.0%} ({theme.low:+.0%} to {theme.high:+.0%})"
