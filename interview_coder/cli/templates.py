"""`interview-coder templates`: the templates of persona sheets, to be changed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import show


def templates(
    folder: Annotated[Path, typer.Argument(help="Folder for the templates.", show_default=False)],
) -> None:
    """Write the templates of persona sheets into FOLDER, for you to change.

    Name the folder under `templates` in persona.toml, and the sheets are made with them.
    """
    from interview_coder.output import write_new
    from interview_coder.reports.sheet_templates import files_of_templates

    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files_of_templates().items():
        write_new(folder / name, content)
        show(f"Written: {folder / name}")
