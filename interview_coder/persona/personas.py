"""The personas of a study: one or several, the negative one, their companies, the journey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis
from interview_coder.persona.claims import NEGATIVE
from interview_coder.persona.companies import CustomerProfile, profile_companies
from interview_coder.persona.details import AllDetails, Plan, read_details
from interview_coder.persona.journey import Journey, journey_of
from interview_coder.persona.persona import Group, Persona, build_persona
from interview_coder.persona.segments import Segments, build_segments

NEGATIVE_SEGMENT = "negative"
"""What the group of people is called that signs of being no customer tell of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Personas:
    """Everything that is known of the people of a study.

    Attributes:
        plan: What the author wants of every persona.
        personas: At least one; negative ones last. No two claims of theirs have one id.
        segments: How they differ, if the study was parted by an attribute.
        companies: None where the author named no column of theirs.
        journey: Without stages if no codebook with stages was used.
        warnings: What to know before using them, a sentence each.
    """

    plan: Plan
    personas: tuple[Persona, ...]
    segments: Segments | None
    companies: CustomerProfile | None
    journey: Journey
    warnings: tuple[str, ...]


def personas_of(analysis: Analysis) -> Personas:
    """Build the personas as persona.toml in the study folder wants them, if it is there.

    Raises:
        SettingsError: If persona.toml cannot be used.
    """
    folder = analysis.study.folder
    return build_personas(analysis, details=read_details(folder) if folder else None)


def build_personas(
    analysis: Analysis,
    *,
    details: AllDetails | None = None,
    rule: PromotionRule | None = None,
) -> Personas:
    """Build the personas that the author of the sheets wants.

    The negative persona is of the people who voice a promoted theme of a code whose place is
    `unsuited`. Where the author names values whose people are no customers, it is of these
    people, and no other is built.

    Raises:
        ValueError: If an attribute is there of nobody, or a name is a participant's.
    """
    details = details or AllDetails()
    plan = details.plan
    segments = None
    if plan.by:
        segments = build_segments(analysis, by=plan.by, details=details, rule=rule)
        personas = segments.personas
    else:
        whole = build_persona(analysis, rule=rule, details=details.whole, plan=plan)
        personas = (whole,)
    warnings = list(segments.warnings if segments else personas[0].warnings)
    if not any(persona.is_negative for persona in personas):
        personas += _negative(analysis, personas, details, rule)
    companies = profile_companies(analysis.study.participants, plan=plan)
    warnings += companies.warnings if companies else ()
    return Personas(
        plan=plan,
        personas=_numbered(sorted(personas, key=lambda persona: persona.is_negative)),
        segments=segments,
        companies=companies,
        journey=journey_of(analysis),
        warnings=tuple(warnings),
    )


def _numbered(personas: Sequence[Persona]) -> tuple[Persona, ...]:
    """Number the claims through all personas, so that an id leads to one place of the appendix."""
    numbered = []
    n_before = 0
    for persona in personas:
        ids = iter(f"C{n_before + i:02d}" for i in range(1, len(persona.claims) + 1))
        sections = tuple(
            replace(section, claims=tuple(replace(claim, id=next(ids)) for claim in section.claims))
            for section in persona.sections
        )
        numbered.append(replace(persona, sections=sections))
        n_before += len(persona.claims)
    return tuple(numbered)


def _negative(
    analysis: Analysis,
    personas: tuple[Persona, ...],
    details: AllDetails,
    rule: PromotionRule | None,
) -> tuple[Persona, ...]:
    signs = {code.name for code in analysis.codes if code.sheet == NEGATIVE}
    people = {
        name
        for theme in analysis.all_themes
        if theme.code in signs and theme.promotion.promoted
        for name in theme.promotion.participants
    }
    if not people:
        return ()
    persona = build_persona(
        analysis,
        group=Group(people=sorted(people), segment=NEGATIVE_SEGMENT, is_negative=True),
        rule=rule,
        details=details.of(NEGATIVE_SEGMENT),
        plan=details.plan,
        names_taken=[persona.name for persona in personas],
    )
    return (persona,)
