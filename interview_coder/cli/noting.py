"""Noting decisions in the audit trail of the study folder, as the commands do it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.cli.console import show
from interview_coder.cli.today import now

if TYPE_CHECKING:
    from interview_coder.findings import Decision, ThemeDecision


def note_decisions(
    folder: Path,
    *,
    decisions: Sequence[Decision] | None = None,
    theme_decisions: Sequence[ThemeDecision] | None = None,
) -> None:
    """Note in the audit trail of the study in `folder` what was decided since it was written.

    Decisions that are None were not looked at. A folder that cannot be written to keeps no trail,
    which is told: results are worth more.
    """
    from interview_coder.audit import TRAIL_FILE, record

    try:
        entries = record(folder, decisions=decisions, theme_decisions=theme_decisions, time=now())
    except OSError as error:
        show(f"note: the audit trail was not written: {error}")
        return
    if entries:
        decided = "1 decision" if len(entries) == 1 else f"{len(entries)} decisions"
        show(f"{decided} noted in {folder / TRAIL_FILE}")
