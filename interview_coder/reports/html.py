"""The report as one HTML file: quotes inside their turns, filters, nothing asked of any server."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from math import inf
from typing import TYPE_CHECKING

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interview_coder.findings import Analysis, Quote, Theme
from interview_coder.reports.content import (
    Content,
    build_content,
    one_line,
    question_before,
    shown_interval,
    shown_share,
    shown_source,
    told_reasons,
)
from interview_coder.reports.mentions import (
    HOW_FOUND,
    NOT_COUNTED,
    MentionShown,
    mentioned,
    sources_table,
)
from interview_coder.reports.overview import ATTRIBUTES_TOLD, build_overview
from interview_coder.reports.support import Support, shown_label, support_of, told_label

if TYPE_CHECKING:
    from interview_coder.reports.figures import Figure

_TEMPLATE = "report.html.j2"
_QUOTE_TAGS = ("mark", "em")
"""A quote stands in the one alone, and in the other inside its turn."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteInTurn:
    """A quote with what was said around it.

    Attributes:
        quote: The quote.
        source: Who, when, where.
        question: The question that led to it; empty if nobody asked.
        before: The turn up to the quote.
        words: The quote on one line.
        after: The rest of the turn.
        why: Why it stands there, a sentence each: who coded it, how sure, and what spoke for it;
            or how a passage against the theme was found.
    """

    quote: Quote
    source: str
    question: str
    before: str
    words: str
    after: str
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class QuoteShown:
    """A quote as it stands in a saved report.

    Attributes:
        utterance: Id told with it.
        text: The words.
        place: Physical line, from 1.
    """

    utterance: str
    text: str
    place: int


def render_report(analysis: Analysis) -> bytes:
    """Return the report as an HTML file in UTF-8; the same analysis gives the same bytes."""
    environment = Environment(
        loader=PackageLoader("interview_coder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "label": shown_label,
        "told_label": told_label,
        "svg": _svg,
        "share": shown_share,
        "interval": shown_interval,
    }
    content: Content = build_content(analysis)
    page = environment.get_template(_TEMPLATE).render(
        content=content,
        people=[person.name for person in analysis.study.participants],
        overview=build_overview(analysis, figure_height=inf),
        coefficients=analysis.study.coefficients,
        attributes_told=ATTRIBUTES_TOLD,
        support_of=lambda theme: support_of(analysis, theme),
        quotes_of=lambda theme: list(_quotes_in_turns(analysis, theme)),
        mentioned_of=lambda theme: mentioned(analysis, theme),
        in_turn=_mention_in_turn,
        sources=sources_table(analysis),
        sources_told=(NOT_COUNTED, HOW_FOUND),
        against=lambda support: list(_against_in_turns(analysis, support)),
    )
    return page.encode()


def read_quotes(data: bytes) -> Iterator[QuoteShown]:
    """Yield the quotes in the bytes of a report, for comparing them with their source."""
    reader = _QuoteReader()
    reader.feed(data.decode())
    yield from reader.found


def _svg(figure: Figure) -> Markup:
    """Return the drawing; what was said is escaped in it."""
    return Markup(figure.svg)


def _quotes_in_turns(analysis: Analysis, theme: Theme) -> Iterator[QuoteInTurn]:
    for quote in analysis.quotes(theme.id):
        coding = analysis.coding(quote.utterance, theme.code)
        yield _in_turn(analysis, quote, why=tuple(told_reasons(coding)))


def _against_in_turns(analysis: Analysis, support: Support) -> Iterator[QuoteInTurn]:
    for passage in support.against:
        yield _in_turn(analysis, passage.quote, why=(passage.how,))


def _in_turn(analysis: Analysis, quote: Quote, *, why: tuple[str, ...]) -> QuoteInTurn:
    utterance = analysis.utterance(quote.utterance)
    transcript = analysis.study.transcript(quote.transcript)
    turn = transcript.turns[utterance.turn].span
    return QuoteInTurn(
        quote=quote,
        source=shown_source(quote),
        question=question_before(analysis, utterance),
        before=_spaced(transcript.text[turn.start : quote.span.start]),
        words=one_line(quote.text),
        after=_spaced(transcript.text[quote.span.end : turn.end]),
        why=why,
    )


def _mention_in_turn(shown: MentionShown) -> QuoteInTurn:
    return QuoteInTurn(
        quote=shown.quote,
        source=shown.source,
        question="",
        before=_spaced(shown.before),
        words=one_line(shown.quote.text),
        after=_spaced(shown.after),
        why=(shown.why,),
    )


def _spaced(text: str) -> str:
    """Return `text` on one line, with a space at an end only where the source has one."""
    before = " " if text[:1].isspace() else ""
    after = " " if text.strip() and text[-1:].isspace() else ""
    return f"{before}{one_line(text)}{after}"


class _QuoteReader(HTMLParser):
    """Collects elements with `data-utterance`: each quote alone, and again in its turn."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[QuoteShown] = []
        self._utterance: str | None = None
        self._text = ""
        self._place = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        utterance = dict(attrs).get("data-utterance")
        if tag in _QUOTE_TAGS and utterance is not None:
            self._utterance, self._text, self._place = utterance, "", self.getpos()[0]

    def handle_data(self, data: str) -> None:
        if self._utterance is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag in _QUOTE_TAGS and self._utterance is not None:
            shown = QuoteShown(utterance=self._utterance, text=self._text, place=self._place)
            self.found.append(shown)
            self._utterance = None
