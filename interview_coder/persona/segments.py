"""Segments: one persona a group of participants, and what the groups share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis, Promotion
from interview_coder.persona.claims import Claim, share_of
from interview_coder.persona.details import AllDetails
from interview_coder.persona.persona import Group, Persona, build_persona

MOST_PERSONAS = 2
"""A first round of interviews carries so many personas (a judgement of practitioners)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SharedLine:
    """A theme that stands on the sheet of at least one segment.

    Attributes:
        theme: Its id.
        text: As the first sheet that has it says it.
        shares: Segment to how widely it is shared there; every segment is in it.
        shared_by: Segments on whose sheet it stands, in order.
    """

    theme: str
    text: str
    shares: Mapping[str, Promotion]
    shared_by: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Segments:
    """The personas of a study that was parted by an attribute.

    Attributes:
        attribute: The column of participants.csv.
        personas: One a value, the largest group first.
        unknown: Participants without a value; they are in no persona.
        lines: Every theme on any sheet, those that stand on most sheets first.
        warnings: What to know before using them, a sentence each.
    """

    attribute: str
    personas: tuple[Persona, ...]
    unknown: tuple[str, ...]
    lines: tuple[SharedLine, ...]
    warnings: tuple[str, ...]


def build_segments(
    analysis: Analysis,
    *,
    by: str,
    rule: PromotionRule | None = None,
    details: AllDetails | None = None,
) -> Segments:
    """Part the participants by an attribute and build a persona of each group.

    The rule is applied within each group: three of four owners are enough where three are asked
    for, whatever the others say.

    Raises:
        ValueError: If no participant has the attribute; the message lists those there are.
    """
    details = details or AllDetails()
    groups, unknown = _parted(analysis, by)
    strangers = sorted(set(details.plan.negative) - set(groups))
    if strangers:
        raise ValueError(
            f"{strangers[0]!r} is to be no customer, and nobody has that {by!r}; "
            f"there are: {', '.join(groups) or 'none'}"
        )
    personas: list[Persona] = []
    for value, people in groups.items():
        personas.append(
            build_persona(
                analysis,
                group=Group(
                    people=people, segment=value, is_negative=value in details.plan.negative
                ),
                rule=rule,
                details=details.of(value),
                plan=details.plan,
                names_taken=[persona.name for persona in personas],
            )
        )
    return Segments(
        attribute=by,
        personas=tuple(personas),
        unknown=unknown,
        lines=tuple(_lines(analysis, personas, rule or PromotionRule.of_study(analysis.study))),
        warnings=tuple(
            _warnings(by, personas, unknown, sorted(set(details.segments) - set(groups)))
        ),
    )


def _parted(analysis: Analysis, by: str) -> tuple[dict[str, list[str]], tuple[str, ...]]:
    people = analysis.study.participants
    known = list(dict.fromkeys(name for person in people for name in person.attributes))
    if by not in known:
        listed = ", ".join(known) or "none; write them into participants.csv"
        raise ValueError(f"no attribute {by!r} to part people by; there are: {listed}")
    groups: dict[str, list[str]] = {}
    unknown = []
    for person in people:
        value = person.attributes.get(by, "").strip()
        if value:
            groups.setdefault(value, []).append(person.name)
        else:
            unknown.append(person.name)
    ordered = sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    return dict(ordered), tuple(unknown)


def _lines(
    analysis: Analysis, personas: Sequence[Persona], rule: PromotionRule
) -> list[SharedLine]:
    first: dict[str, Claim] = {}
    on_sheet: dict[str, list[str]] = {}
    for persona in personas:
        for claim in persona.claims:
            if claim.theme:
                first.setdefault(claim.theme, claim)
                on_sheet.setdefault(claim.theme, []).append(persona.segment)
    lines = [
        SharedLine(
            theme=theme,
            text=claim.text,
            shares={
                persona.segment: share_of(analysis, analysis.theme(theme), persona.people, rule)
                for persona in personas
            },
            shared_by=tuple(on_sheet[theme]),
        )
        for theme, claim in first.items()
    ]
    return sorted(lines, key=lambda line: (-len(line.shared_by), line.theme))


def _warnings(
    by: str, personas: Sequence[Persona], unknown: Sequence[str], untold: Sequence[str]
) -> list[str]:
    warnings = [
        f"persona.toml tells of {segment!r}, and nobody has that {by!r}." for segment in untold
    ]
    n_wanted = sum(not persona.is_negative for persona in personas)
    if n_wanted > MOST_PERSONAS:
        warnings.append(
            f"{n_wanted} personas by {by!r}; a first round of interviews carries "
            f"{MOST_PERSONAS}. Join values, or interview more people."
        )
    if unknown:
        warnings.append(f"No {by!r} is known of {', '.join(unknown)}; they are in no persona.")
    warnings += [
        f"{persona.segment}: {warning}" for persona in personas for warning in persona.warnings
    ]
    return warnings
