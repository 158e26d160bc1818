"""Pseudonyms in what the author of persona sheets wrote."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.persona.details import AllDetails, Details
from interview_coder.pseudonyms import Key
from interview_coder.pseudonyms.replacement import Masker


def mask_details(details: AllDetails, *, key: Key) -> AllDetails:
    """Return `details` with the names in the author's words replaced, and none taken for a persona.

    Args:
        details: What the author wrote, with names.
        key: That of the study.
    """
    masker = Masker.of(key)
    plan = replace(
        details.plan,
        by=masker.text(details.plan.by),
        negative=tuple(map(masker.text, details.plan.negative)),
        attributes=tuple(map(masker.text, details.plan.attributes)),
        company=masker.text(details.plan.company),
        company_attributes=tuple(map(masker.text, details.plan.company_attributes)),
        taken=tuple(sorted(key.people)),
    )
    return AllDetails(
        plan=plan,
        whole=_masked(details.whole, masker),
        segments={
            masker.text(name): _masked(each, masker) for name, each in details.segments.items()
        },
    )


def _masked(details: Details, masker: Masker) -> Details:
    return replace(
        details,
        catchphrase=masker.text(details.catchphrase),
        wordings=tuple(
            replace(each, text=masker.text(each.text), author=masker.text(each.author))
            for each in details.wordings
        ),
        lines=tuple(
            replace(each, text=masker.text(each.text), author=masker.text(each.author))
            for each in details.lines
        ),
    )
