"""A persona: who it is about, what it is like, and what every line of it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis, Quote
from interview_coder.persona.attributes import AttributeSummary, summarise
from interview_coder.persona.catchphrase import choose_catchphrase
from interview_coder.persona.claims import (
    NEGATIVE,
    PLACES,
    Claim,
    Section,
    match_wordings,
    sections_of,
)
from interview_coder.persona.details import Details, Plan
from interview_coder.persona.names import propose_name

CATCHPHRASE_PLACES = ("challenges", "aims", "decision", "avoid", "relationship", "day")
"""Where a catchphrase is looked for, the best place first."""

FEW_PEOPLE = 5
"""A persona of fewer people is told with a warning (a judgement of practitioners)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Catchphrase:
    """The line under the name.

    Attributes:
        text: The words.
        quote: Where it was said; None for the author's own.
        author: Who wrote it; empty where it was said.
    """

    text: str
    quote: Quote | None = None
    author: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """Whom a persona is to be of.

    Attributes:
        people: Names of participants; at least one.
        segment: What they are called; empty for the whole study.
        is_negative: Whether the sheet tells first what makes these people no customers.
    """

    people: Sequence[str]
    segment: str = ""
    is_negative: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Persona:
    """What a sheet says.

    Attributes:
        name: Fictional.
        is_name_proposed: Whether the program proposed it.
        segment: Value of the attribute by which the study was parted, or what else the group is
            called; empty for the whole study.
        is_negative: Whether it is of people who are no customers.
        people: Names of the participants it is about, in the order of the study.
        n_study: How many were interviewed in the whole study.
        image: A picture; None for a drawn placeholder.
        catchphrase: None if nothing short enough was said and the author wrote none.
        attributes: The attribute layer; empty if nothing is known of the people.
        sections: Every place of the sheet, in its order.
        review: When the sheet is to be looked at again; None where neither author nor caller told.
        warnings: What its reader must know first, a sentence each.
        lost: Wordings of the author whose theme is no longer there, as texts.
    """

    name: str
    is_name_proposed: bool
    segment: str = ""
    is_negative: bool = False
    people: tuple[str, ...]
    n_study: int
    image: Path | None = None
    catchphrase: Catchphrase | None = None
    attributes: tuple[AttributeSummary, ...]
    sections: tuple[Section, ...]
    review: date | None = None
    warnings: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every line of the sheet, in its order."""
        return tuple(claim for section in self.sections for claim in section.claims)


def build_persona(
    analysis: Analysis,
    *,
    group: Group | None = None,
    rule: PromotionRule | None = None,
    details: Details | None = None,
    plan: Plan | None = None,
    names_taken: Sequence[str] = (),
) -> Persona:
    """Build a persona from what a group of participants said.

    Args:
        analysis: Of the whole study.
        group: Whom it is of; None for everybody.
        rule: When a theme becomes a line of the sheet, within the group; None for the study's.
        details: What the author wrote.
        plan: What the author wants of every persona.
        names_taken: Names that other personas of the study have.

    Raises:
        ValueError: If the group is empty, or names somebody who was not interviewed; or if the
            author's name for the persona is a participant's.
    """
    details = details or Details()
    plan = plan or Plan()
    rule = rule or PromotionRule.of_study(analysis.study)
    everybody = [person.name for person in analysis.study.participants]
    group = group or Group(people=everybody)
    people = [name for name in everybody if name in group.people]
    strangers = sorted(set(group.people) - set(everybody))
    if strangers:
        raise ValueError(f"{strangers[0]!r} was not interviewed")
    if not people:
        raise ValueError("a persona of nobody cannot be built")
    places = (NEGATIVE, *PLACES) if group.is_negative else PLACES
    sections = sections_of(analysis, people=people, rule=rule, details=details, places=places)
    shown = {claim.theme for section in sections for claim in section.claims}
    return Persona(
        name=_name(analysis, details, segment=group.segment, taken=(*plan.taken, *names_taken)),
        is_name_proposed=not details.name,
        segment=group.segment,
        is_negative=group.is_negative,
        people=tuple(people),
        n_study=len(everybody),
        image=details.image,
        catchphrase=_catchphrase(analysis, details, sections),
        attributes=_attributes(analysis, people, plan),
        sections=sections,
        review=details.review or plan.review,
        warnings=tuple(_warnings(people, sections, rule)),
        lost=tuple(_lost(analysis, details, shown)),
    )


def _attributes(
    analysis: Analysis, names: Sequence[str], plan: Plan
) -> tuple[AttributeSummary, ...]:
    """Tell what the people are; what their companies are stands on a card of its own."""
    people = [person for person in analysis.study.participants if person.name in names]
    known = dict.fromkeys(name for person in people for name in person.attributes)
    wanted = plan.attributes or known
    own = [name for name in wanted if name in known and name not in plan.of_companies]
    return summarise(people, names=own)


def _name(analysis: Analysis, details: Details, *, segment: str, taken: Sequence[str]) -> str:
    speakers = [name for t in analysis.study.transcripts for name in t.speakers]
    people = [person.name for person in analysis.study.participants]
    if details.name:
        same = [name for name in (*people, *speakers) if name.casefold() == details.name.casefold()]
        if same:
            raise ValueError(
                f"the persona cannot be called {details.name!r}: that is the name of somebody who "
                "was interviewed or interviewing; give it a fictional name in persona.toml"
            )
        return details.name
    language = analysis.study.language
    key = f"{analysis.study.title}\0{segment}"
    return propose_name([*people, *speakers, *taken], language=language, key=key)


def _catchphrase(
    analysis: Analysis, details: Details, sections: Sequence[Section]
) -> Catchphrase | None:
    if details.catchphrase:
        return Catchphrase(text=details.catchphrase, author="author")
    quote = choose_catchphrase(analysis, sections, places=CATCHPHRASE_PLACES)
    return Catchphrase(text=quote.text, quote=quote) if quote else None


def _warnings(group: Sequence[str], sections: Sequence[Section], rule: PromotionRule) -> list[str]:
    warnings = []
    if len(group) < FEW_PEOPLE:
        people = "one interview" if len(group) == 1 else f"{len(group)} interviews"
        warnings.append(f"Rests on {people}; {FEW_PEOPLE} or more make a persona.")
    if not any(claim.theme for section in sections for claim in section.claims):
        needed = rule.n_needed(len(group))
        warnings.append(
            f"Nothing was voiced by {needed} or more of these {len(group)}: the sheet tells who "
            "they are and what to ask next."
            if needed <= len(group)
            else f"The rule wants {needed} voices, and the group has {len(group)}."
        )
    return warnings


def _lost(analysis: Analysis, details: Details, shown: set[str]) -> list[str]:
    matched = match_wordings(analysis.all_themes, details.wordings)
    alive = {wording.position for id_, wording in matched.items() if id_ in shown}
    return [
        wording.text or "; ".join(wording.utterances)
        for wording in details.wordings
        if wording.position not in alive
    ]
