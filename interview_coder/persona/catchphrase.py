"""The catchphrase of a persona: one thing somebody said that stands for the rest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from interview_coder.findings import Analysis, Quote
from interview_coder.persona.claims import Claim, Section
from interview_coder.persona.plain_speech import (
    FEWEST_WORDS,
    MOST_WORDS,
    is_personal,
    names_something,
    stands_alone,
)


def choose_catchphrase(
    analysis: Analysis, sections: Iterable[Section], *, places: Sequence[str]
) -> Quote | None:
    """Choose a verbatim quote from what is most widely shared.

    Whole sentences in which somebody speaks of themself, and which name nobody else, stand first;
    among these the better place, and what carries its code most surely.

    Args:
        analysis: In which the claims were found.
        sections: Of the sheet.
        places: From which places a catchphrase may come, the best first.

    Returns:
        None if no claim there has a quote of 5 to 18 words.
    """
    ranked = sorted(
        (
            (
                _weight(quote.text),
                places.index(section.place),
                -round(analysis.coding(quote.utterance, claim.code).confidence, 6),
                claim.id,
                i,
            ),
            quote,
        )
        for section in sections
        if section.place in places
        for claim in section.claims
        for i, quote in enumerate(_quotes(claim))
        if FEWEST_WORDS <= len(quote.text.split()) <= MOST_WORDS
    )
    return ranked[0][1] if ranked else None


def _quotes(claim: Claim) -> tuple[Quote, ...]:
    """What stands on the sheet first, unless it is a part of a sentence; then the rest."""
    line = claim.said
    return (line, *claim.quotes) if line and not line.text[:1].islower() else claim.quotes


def _weight(text: str) -> int:
    """How much stands against a quote; 0 is best."""
    return 3 * (not stands_alone(text)) + 2 * (not is_personal(text)) + names_something(text)
