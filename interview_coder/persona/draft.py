"""A draft of persona.toml: every line of the sheets, for the author to word, order and delete."""

from __future__ import annotations

import json
from collections.abc import Iterator

from interview_coder.findings import Analysis
from interview_coder.persona.claims import Claim
from interview_coder.persona.persona import Persona
from interview_coder.persona.personas import Personas

_HEAD = """\
# What you add to the persona sheets of this study. Change it, and run `interview-coder persona`.
# Nothing here is ever changed by the program, and what you write is marked as yours.
#
# Lines of one place stand in the order in which they stand here; what is new comes behind them.
# `text` is your wording of a theme; empty leaves what was said. A line of your own has no
# utterances but a place: day, challenges, aims, decision, media, avoid, relationship or roles.
"""


def draft_details(analysis: Analysis, personas: Personas) -> str:
    """Return a persona.toml that leaves the sheets as they are."""
    return "\n".join([_HEAD, *_lines(analysis, personas)]) + "\n"


def _lines(analysis: Analysis, personas: Personas) -> Iterator[str]:
    plan = personas.plan
    if plan.review:
        yield f"review = {plan.review.isoformat()}"
    if plan.by:
        yield f"by = {_quoted(plan.by)}"
    if plan.negative:
        yield f"negative = [{', '.join(map(_quoted, plan.negative))}]"
    for persona in sorted(personas.personas, key=lambda persona: bool(persona.segment)):
        yield from _persona(analysis, persona)


def _persona(analysis: Analysis, persona: Persona) -> Iterator[str]:
    prefix = f"segments.{_quoted(persona.segment)}" if persona.segment else ""
    if prefix:
        yield f"\n[{prefix}]"
    mark = "# " if persona.is_name_proposed else ""
    yield f"{mark}name = {_quoted(persona.name)}"
    yield '# image = "persona/picture.png"'
    if persona.catchphrase and not persona.catchphrase.quote:
        yield f"catchphrase = {_quoted(persona.catchphrase.text)}"
    else:
        yield '# catchphrase = "your own, instead of the quote"'
    for claim in persona.claims:
        yield from _claim(analysis, claim, f"{prefix}.lines" if prefix else "lines")


def _claim(analysis: Analysis, claim: Claim, table: str) -> Iterator[str]:
    if claim.promotion is None:
        yield f"\n[[{table}]]"
        yield f"place = {_quoted(claim.place)}"
        yield f"text = {_quoted(claim.text)}"
        yield f"author = {_quoted(claim.author)}"
        return
    theme = analysis.theme(claim.theme)
    share = f"{claim.promotion.n_participants} of {claim.promotion.n_study}"
    said = " ".join((claim.said or theme.label_quote).text.split())
    yield f"\n[[{table}]]  # {claim.id}, {claim.place}, {share}: “{said}”"
    yield f"text = {_quoted(claim.text if claim.author else '')}"
    if claim.author:
        yield f"author = {_quoted(claim.author)}"
    yield f"utterances = [{', '.join(map(_quoted, theme.utterances))}]"


def _quoted(text: str) -> str:
    """A string as TOML writes it, which is as JSON does but for one character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
