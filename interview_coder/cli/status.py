"""`interview-coder status`: what is due."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import console
from interview_coder.cli.today import today

DUE = 1
"""Exit code if something is due, so that a calendar or a build can ask."""


def status(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
) -> None:
    """Say when the persona sheets in FOLDER are due, and what changed since they were made.

    Ends with exit code 1 if something is due.
    """
    from rich.text import Text

    from interview_coder.archive import load
    from interview_coder.persona.details import AllDetails, read_details
    from interview_coder.persona.ledger import LEDGER_FILE, read_ledger
    from interview_coder.persona.status import status_of

    analysis = load(folder)
    path = folder / LEDGER_FILE
    source = analysis.study.folder
    found = status_of(
        analysis,
        read_ledger(path) if path.is_file() else None,
        details=read_details(source) if source else AllDetails(),
        today=today(),
    )
    for each in found:
        mark = ("due  ", "bold red") if each.is_due else ("     ", "")
        console.print(Text.assemble(mark, (each.what, "bold"), f": {each.told}"), soft_wrap=True)
    if any(each.is_due for each in found):
        raise typer.Exit(DUE)
