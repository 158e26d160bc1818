"""Analyses for tests of evidence: interviews in short notation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from interview_coder.findings import Analysis
from tests.notation import study_of, talk
from tests.reports.notation import found_in

PEOPLE = ("Ada", "Bo", "Cyd", "Dag", "Eva", "Fin", "Gus")
SAID = ("The old export is slow.", "I want a faster export.", "My boss asked for numbers.")


def analysis_of(themes: Mapping[str, Sequence[str]], *interviews: str) -> Analysis:
    """
    Build an analysis of interviews in short notation; themes as `found_in` takes them.
    """
    transcripts = (talk(turns, name=f"P{i}.txt") for i, turns in enumerate(interviews, start=1))
    return found_in(study_of(*transcripts), themes)


def seven_interviews() -> Analysis:
    """
    Seven people in seven interviews, each with three utterances; one theme of Ada, Bo and Gus.
    """
    return analysis_of(
        {"pain-01": [f"{person} says it is slow" for person in ("Gus", "Ada", "Bo")]},
        *(
            f"I: So? | {person}: Well, {person} says it is slow. {SAID[1]} {SAID[2]}"
            for person in PEOPLE
        ),
    )
