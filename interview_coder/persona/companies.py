"""The ideal customer profile: what the companies are like whose people were interviewed.

A company counts once, however many of its people were interviewed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.persona.attributes import AttributeSummary, summarise
from interview_coder.persona.details import Plan
from interview_coder.transcript import Participant


@dataclass(frozen=True, kw_only=True, slots=True)
class CustomerProfile:
    """What the companies of a group of people have in common.

    Attributes:
        companies: Their names, sorted; those of the people where no column names companies.
        people: Names of the participants, in the order of the study.
        attributes: In the author's order; n and N count companies.
        warnings: What to know before using it, a sentence each.
    """

    companies: tuple[str, ...]
    people: tuple[str, ...]
    attributes: tuple[AttributeSummary, ...]
    warnings: tuple[str, ...] = ()


def profile_companies(people: Sequence[Participant], *, plan: Plan) -> CustomerProfile | None:
    """Summarise the companies of `people`; None where the author named no column of theirs.

    Where people of one company tell different things of it, none of them is believed.

    Raises:
        ValueError: If a column is there of nobody.
    """
    if not plan.company_attributes:
        return None
    known = dict.fromkeys(name for person in people for name in person.attributes)
    missing = [
        name for name in (*plan.company_attributes, plan.company) if name and name not in known
    ]
    if missing:
        listed = ", ".join(known) or "none; write them into participants.csv"
        raise ValueError(f"no attribute {missing[0]!r} of companies; there are: {listed}")
    by_company: dict[str, list[Participant]] = {}
    without = []
    for person in people:
        company = person.attributes.get(plan.company, "").strip() if plan.company else person.name
        if company:
            by_company.setdefault(company, []).append(person)
        else:
            without.append(person.name)
    warnings = list(_warnings(by_company, without, plan))
    companies = [_company(name, own, plan) for name, own in sorted(by_company.items())]
    return CustomerProfile(
        companies=tuple(sorted(by_company)),
        people=tuple(person.name for person in people if person.name not in without),
        attributes=summarise(companies, names=plan.company_attributes) if companies else (),
        warnings=tuple(warnings),
    )


def _company(name: str, people: Sequence[Participant], plan: Plan) -> Participant:
    """A company as a bearer of attributes; empty where its people disagree."""
    told = {column: _told(people, column) for column in plan.company_attributes}
    return Participant(
        name=name,
        attributes={
            column: values[0] if len(values) == 1 else "" for column, values in told.items()
        },
    )


def _told(people: Sequence[Participant], column: str) -> list[str]:
    values = (person.attributes.get(column, "").strip() for person in people)
    return sorted({value for value in values if value})


def _warnings(
    by_company: dict[str, list[Participant]], without: Sequence[str], plan: Plan
) -> Iterator[str]:
    if without:
        yield f"No {plan.company!r} is known of {', '.join(without)}; they are in no company."
    for name, own in sorted(by_company.items()):
        for column in plan.company_attributes:
            values = _told(own, column)
            if len(values) > 1:
                shown = ", ".join(map(repr, values))
                yield f"{name}: its people tell different things of {column!r} ({shown})."
