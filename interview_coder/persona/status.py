"""What is due: sheets to look at again, and whatever changed since they were made."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from interview_coder.findings import Analysis
from interview_coder.persona.details import AllDetails
from interview_coder.persona.ledger import write_ledger
from interview_coder.persona.personas import build_personas
from interview_coder.readers import find_format
from interview_coder.study import OWN_FILES


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """One thing to know of the sheets.

    Attributes:
        what: Which sheet or file.
        told: What is to be done, or by when.
        is_due: Whether it is to be done now.
    """

    what: str
    told: str
    is_due: bool


def status_of(
    analysis: Analysis,
    ledger: Mapping[str, Any] | None,
    *,
    details: AllDetails,
    today: date,
) -> tuple[Due, ...]:
    """Say what is due.

    Args:
        analysis: As it was saved.
        ledger: Of its sheets, as `read_ledger` gives it; None if none were made.
        details: What persona.toml says now.
        today: The day.
    """
    return (
        *_sheets(analysis, ledger, details, today),
        *_sources(analysis),
    )


def _sheets(
    analysis: Analysis, ledger: Mapping[str, Any] | None, details: AllDetails, today: date
) -> Iterator[Due]:
    if ledger is None:
        yield Due(what="persona sheets", told="none were made; run `persona`", is_due=True)
        return
    for persona in ledger["personas"]:
        who = persona["name"] + (f" ({persona['segment']})" if persona["segment"] else "")
        yield _review(who, persona["review"], today)
    if _is_outdated(analysis, ledger, details):
        told = "differ from what the results and persona.toml say now; run `persona` again"
        yield Due(what="persona sheets", told=told, is_due=True)


def _review(who: str, told: str | None, today: date) -> Due:
    if told is None:
        return Due(what=who, told="has no review date", is_due=False)
    days = (date.fromisoformat(told) - today).days
    if days <= 0:
        late = "today" if days == 0 else f"{-days} days ago" if days < -1 else "yesterday"
        told = f"was to be looked at again by {told}, {late}: interview anew, then `compare`"
        return Due(what=who, told=told, is_due=True)
    when = "tomorrow" if days == 1 else f"in {days} days"
    return Due(what=who, told=f"to be looked at again by {told}, {when}", is_due=False)


def _is_outdated(analysis: Analysis, ledger: Mapping[str, Any], details: AllDetails) -> bool:
    """Whether the sheets would say something else if they were made now; the date aside."""
    made = json.loads(write_ledger(analysis, build_personas(analysis, details=details).personas))
    return _undated(made) != _undated(ledger)


def _undated(ledger: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [{**persona, "review": None} for persona in ledger["personas"]]


def _sources(analysis: Analysis) -> Iterator[Due]:
    folder = analysis.study.folder
    if analysis.study.pseudonymised:
        return  # the files have other names than the analysis knows
    if folder is None or not folder.is_dir():
        yield Due(what=str(folder), told="the study folder is not there", is_due=False)
        return
    known = {
        t.source: t.source_hash for t in (*analysis.study.transcripts, *analysis.study.sources)
    }
    for name, known_hash in sorted(known.items()):
        path = folder / name
        if not path.is_file():
            yield Due(what=name, told="is gone from the study folder", is_due=True)
        elif sha256(path.read_bytes()).hexdigest() != known_hash:
            yield Due(what=name, told="was changed; run `analyze` again", is_due=True)
    for path in sorted(folder.iterdir()):
        is_new = path.name not in known and path.name not in OWN_FILES
        if is_new and path.is_file() and path.suffix != ".csv" and find_format(path):
            told = "is new in the study folder; run `analyze` again, then `compare`"
            yield Due(what=path.name, told=told, is_due=True)
