"""What is due."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from hashlib import sha256
from pathlib import Path

import pytest

from interview_coder.findings import Analysis
from interview_coder.persona.details import AllDetails, Details, Plan
from interview_coder.persona.ledger import write_ledger
from interview_coder.persona.personas import build_personas
from interview_coder.persona.status import Due, status_of
from tests.notation import write_folder
from tests.reports.notation import shared_by_three

DAY = date(2027, 3, 1)


@pytest.fixture
def analysis(tmp_path: Path) -> Analysis:
    """
    An analysis whose sources lie in a folder as they were read.
    """
    found = shared_by_three()
    folder = write_folder(tmp_path / "study", {t.name: t.text for t in found.study.transcripts})
    transcripts = tuple(
        replace(t, source_hash=sha256(t.text.encode()).hexdigest()) for t in found.study.transcripts
    )
    return replace(found, study=replace(found.study, folder=folder, transcripts=transcripts))


def due(
    analysis: Analysis, *, review: date | None = DAY, details: AllDetails | None = None
) -> tuple[Due, ...]:
    """Return what is due on `DAY` of sheets that were made with a review date."""
    made = AllDetails(plan=Plan(review=review))
    ledger = json.loads(write_ledger(analysis, build_personas(analysis, details=made).personas))
    return status_of(analysis, ledger, details=details or AllDetails(), today=DAY)


@pytest.mark.parametrize(
    ("review", "is_due", "told"),
    [
        (date(2027, 3, 2), False, "tomorrow"),
        (date(2027, 3, 1), True, "today"),
        (date(2027, 2, 28), True, "yesterday"),
        (date(2027, 2, 1), True, "28 days ago"),
        (None, False, "has no review date"),
    ],
)
def test_review(analysis: Analysis, review: date | None, is_due: bool, told: str) -> None:
    """
    A sheet is due on its day and after it.
    """
    (found,) = due(analysis, review=review)

    assert found.is_due is is_due
    assert told in found.told


def test_no_sheet(analysis: Analysis) -> None:
    """
    Where no sheet was made, that is due.
    """
    (found,) = status_of(analysis, None, details=AllDetails(), today=DAY)

    assert found.is_due
    assert "run `persona`" in found.told


def test_sources(analysis: Analysis) -> None:
    """
    Interviews that were changed, are gone or are new since are told, each with its file.
    """
    folder = analysis.study.folder
    assert folder is not None
    (folder / "P1.txt").write_text("I: Well?\nP1: It is fast now.\n")
    (folder / "P2.txt").unlink()
    (folder / "P9.txt").write_text("I: Well?\nP9: No.\n")

    found = {each.what: each for each in due(analysis)[1:]}

    assert set(found) == {"P1.txt", "P2.txt", "P9.txt"}
    assert all(each.is_due for each in found.values())


def test_sheets_say_something_else(analysis: Analysis) -> None:
    """
    Sheets that do not say what persona.toml says now are to be made again.
    """
    found = due(analysis, details=AllDetails(whole=Details(name="Kim Reed")))

    assert [each.is_due for each in found] == [True, True]
    assert "persona.toml" in found[1].told
