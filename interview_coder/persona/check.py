"""persona.toml against the study: names and attributes that are there, before the work begins."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from interview_coder.errors import SettingsError
from interview_coder.persona.details import AllDetails, Plan
from interview_coder.persona.personas import NEGATIVE_SEGMENT
from interview_coder.study import DETAILS_FILE
from interview_coder.transcript import Study


def check_details(details: AllDetails, study: Study) -> None:
    """Make sure that what the author wrote can be done with the people of `study`.

    Raises:
        SettingsError: With every fault.
    """
    faults = [
        *_faults_of_plan(details.plan, study),
        *_faults_of_segments(details, study),
        *_faults_of_names(details, study),
    ]
    if faults:
        raise SettingsError((study.folder or Path()) / DETAILS_FILE, faults)


def _faults_of_plan(plan: Plan, study: Study) -> Iterator[str]:
    columns = dict.fromkeys(name for person in study.participants for name in person.attributes)
    listed = ", ".join(columns) or "none; write them into participants.csv"
    named = {
        "by": (plan.by,),
        "attributes": plan.attributes,
        "company": (plan.company,),
        "company_attributes": plan.company_attributes,
    }
    for key, names in named.items():
        for name in names:
            if name and name not in columns:
                yield f"{key}: no attribute {name!r}; there are: {listed}"


def _faults_of_segments(details: AllDetails, study: Study) -> Iterator[str]:
    by = details.plan.by
    values = dict.fromkeys(
        filter(None, (person.attributes.get(by, "").strip() for person in study.participants))
    )
    known = {*values, NEGATIVE_SEGMENT} if by else {NEGATIVE_SEGMENT}
    listed = ", ".join(values) or "none"
    for value in details.plan.negative:
        if by and value not in values:
            yield f"negative: nobody has the {by!r} {value!r}; there are: {listed}"
    for name in details.segments:
        if name not in known:
            hint = (
                f"nobody has the {by!r} {name!r}; there are: {listed}"
                if by
                else ("name the attribute whose value this is under `by`")
            )
            yield f"segments.{name}: {hint}"


def _faults_of_names(details: AllDetails, study: Study) -> Iterator[str]:
    taken = {
        name.casefold(): name
        for name in (
            *(name for transcript in study.transcripts for name in transcript.speakers),
            *(person.name for person in study.participants),
        )
    }
    own = {"name": details.whole.name}
    own |= {f"segments.{key}.name": each.name for key, each in details.segments.items()}
    for key, name in own.items():
        if name.casefold() in taken:
            yield (
                f"{key}: {name!r} is the name of somebody who was interviewed or interviewing; "
                "give the persona a fictional name"
            )
