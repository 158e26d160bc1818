"""`interview-coder checklist`: what COREQ asks for, as far as an analysis can answer it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import console, show


def checklist(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Write a CSV file to fill in; one that is there is never replaced.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Answer the COREQ checklist for reports of interviews, as far as the analysis can."""
    from interview_coder.archive import load
    from interview_coder.evidence import checklist as checklist_of
    from interview_coder.evidence import saturation_of
    from interview_coder.evidence.checklist import CHECKLIST_COLUMNS, checklist_rows
    from interview_coder.output import write_new
    from interview_coder.tabular import to_csv

    analysis = load(folder)
    items = checklist_of(analysis, saturation=saturation_of(analysis))
    answered = [item for item in items if item.answer]
    if out:
        write_new(out, to_csv(checklist_rows(items), CHECKLIST_COLUMNS))
    else:
        from rich.table import Table
        from rich.text import Text

        table = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 1, 0))
        for column in ("no.", "item", "answer"):
            table.add_column(column, overflow="fold")
        for item in answered:
            table.add_row(str(item.number), Text(item.item), Text(item.answer))
        console.print(table)
    where = f"; all of them in {out}" if out else ""
    show(
        f"{len(answered)} of {len(items)} items answered by the analysis, "
        f"{len(items) - len(answered)} left to you{where}"
    )
