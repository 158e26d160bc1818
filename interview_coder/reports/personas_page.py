"""What is said of all personas side by side: their companies, each in short, what they share."""

from __future__ import annotations

from collections.abc import Iterator

from interview_coder.persona.attributes import AttributeSummary
from interview_coder.persona.companies import CustomerProfile
from interview_coder.persona.persona import Persona
from interview_coder.persona.personas import Personas
from interview_coder.persona.segments import Segments, SharedLine
from interview_coder.reports.content import in_quotes, one_line
from interview_coder.reports.page import Block, Card, Cards, Heading, Page, Text
from interview_coder.reports.table import Table

_CARDS_IN_A_ROW = 3
_LINES_ON_A_CARD = 4


def personas_page(personas: Personas, *, title: str) -> Page:
    """Put the personas of a study side by side."""
    return Page(kind="Personas", title=one_line(title), blocks=tuple(_blocks(personas)))


def _blocks(personas: Personas) -> Iterator[Block]:
    for warning in personas.warnings:
        yield Text(text=warning, is_quiet=True)
    if personas.companies:
        yield from _companies(personas.companies)
    yield Heading(text="The personas")
    cards = [_card(persona) for persona in personas.personas]
    for i in range(0, len(cards), _CARDS_IN_A_ROW):
        yield Cards(cards=tuple(cards[i : i + _CARDS_IN_A_ROW]))
    if personas.segments and len(personas.segments.personas) > 1:
        yield from _segments(personas.segments)


def _companies(profile: CustomerProfile) -> Iterator[Block]:
    n, people = len(profile.companies), len(profile.people)
    companies = "1 company" if n == 1 else f"{n} companies"
    interviews = "1 interview" if people == 1 else f"{people} interviews"
    yield Heading(text="Ideal customer profile")
    yield Text(
        text=f"{companies}, {interviews}. A company counts once, however many of its people were "
        "interviewed. These are the companies that were talked to: whether they are the ideal ones "
        "is yours to judge.",
        is_quiet=True,
    )
    lines = tuple(_attribute(each) for each in profile.attributes)
    yield Cards(
        cards=(Card(kicker="Companies", title=companies, lines=lines or ("Nothing is known.",)),)
    )


def _attribute(attribute: AttributeSummary) -> str:
    told = attribute.typical or "not known"
    spread = f" · {attribute.spread}" if attribute.spread else ""
    note = f" ({attribute.note})" if attribute.note else ""
    known = f"{attribute.n_known}/{attribute.n_people}"
    return one_line(f"{attribute.name}: {told}{spread}{note}  {known}")


def _card(persona: Persona) -> Card:
    kind = "Negative persona" if persona.is_negative else "Persona"
    kicker = " · ".join(filter(None, (kind, persona.segment)))
    people = len(persona.people)
    interviews = "1 interview" if people == 1 else f"{people} interviews"
    lines = [f"{interviews} of {persona.n_study}"]
    if persona.catchphrase:
        text = one_line(persona.catchphrase.text)
        lines.append(in_quotes(text) if persona.catchphrase.quote else f"{text} (author)")
    widest = sorted(
        (claim for claim in persona.claims if claim.promotion),
        key=lambda claim: -(claim.promotion.n_participants if claim.promotion else 0),
    )
    for claim in widest[:_LINES_ON_A_CARD]:
        share = claim.promotion
        text = one_line(claim.text) if claim.author else in_quotes(claim.text)
        lines.append(
            f"{text}  {share.n_participants}/{share.n_study} {claim.id}" if share else text
        )
    return Card(kicker=kicker, title=one_line(persona.name), lines=tuple(lines))


def _segments(segments: Segments) -> Iterator[Block]:
    names = [persona.segment for persona in segments.personas]
    shared = [line for line in segments.lines if len(line.shared_by) == len(names)]
    others = [line for line in segments.lines if len(line.shared_by) < len(names)]
    yield Heading(text="What they share, and where they differ")
    yield Text(
        text="A theme stands on the sheet of a persona when enough people of that segment voice "
        "it; a star marks where. The groups are small and nothing is tested: read it as where to "
        "look.",
        is_quiet=True,
    )
    for title, lines in (("On every sheet", shared), ("On some sheets", others)):
        if lines:
            yield Table(
                title=title,
                header=("Theme", *(one_line(name) for name in names)),
                rows=tuple(_row(line, names) for line in lines),
            )
    if not segments.lines:
        yield Text(text="No theme stands on any sheet.")


def _row(line: SharedLine, names: list[str]) -> tuple[str, ...]:
    cells = []
    for name in names:
        share = line.shares[name]
        star = " *" if name in line.shared_by else ""
        cells.append(f"{share.n_participants} of {share.n_study}{star}")
    return (one_line(line.text), *cells)
