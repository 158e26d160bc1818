"""`interview-coder compare`: what became of themes, sheets and attributes between two analyses."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interview_coder.cli.console import show

if TYPE_CHECKING:
    from collections.abc import Mapping

REPORT = "changes"


def compare(
    old: Annotated[
        Path, typer.Argument(help="Folder with the earlier results.", show_default=False)
    ],
    new: Annotated[Path, typer.Argument(help="Folder with the later results.", show_default=False)],
    out: Annotated[
        Path,
        typer.Option(help="Folder for the report; one that is there is never replaced."),
    ] = Path(),
) -> None:
    """Write what was kept, gained and lost from the results in OLD to those in NEW."""
    from interview_coder.archive import load
    from interview_coder.output import write_new
    from interview_coder.persona.change import compare_analyses
    from interview_coder.reports.change_page import change_page
    from interview_coder.reports.persona import render_page

    before, now = load(old), load(new)
    change = compare_analyses(before, now, old_ledger=_ledger_of(old), new_ledger=_ledger_of(new))
    files = render_page(change_page(change, now, title=now.study.title), REPORT)
    for name, content in files.items():
        write_new(out / name, content)
    themes = Counter(theme.became for theme in change.themes)
    lines = Counter(line.became for line in change.lines)
    for note in change.notes:
        show(f"note: {note}")
    show(f"Promoted themes: {_told(themes)}")
    show(f"Lines of the sheets: {_told(lines)}")
    show(f"Written: {', '.join(str(out / name) for name in files)}")


def _ledger_of(folder: Path) -> Mapping[str, Any] | None:
    from interview_coder.persona.ledger import LEDGER_FILE, read_ledger

    path = folder / LEDGER_FILE
    return read_ledger(path) if path.is_file() else None


def _told(counts: Counter[Any]) -> str:
    told = ", ".join(f"{n} {became}" for became, n in sorted(counts.items()))
    return told or "none in either"
