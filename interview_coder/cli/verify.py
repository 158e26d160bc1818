"""`interview-coder verify`: every quote against its source."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import show, show_error

DIFFERS = 1


def verify(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    study: Annotated[
        Path | None,
        typer.Option(help="The study folder, if it has moved.", show_default=False),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option(
            help="The key of an analysis with pseudonyms. \\[default: STUDY-pseudonyms.csv]",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Read the sources again and compare every quote with them, character by character."""
    from interview_coder.verification import verify as verify_folder

    result = verify_folder(folder, study=study, key=key)
    for difference in result.differences:
        show_error(difference)
    sources = (
        f"{_count(result.n_quotes, 'quote')} compared with {_count(result.n_sources, 'source')}"
    )
    if not result.is_verbatim:
        show(f"{sources}: {_count(len(result.differences), 'difference')}")
        raise typer.Exit(DIFFERS)
    show(f"{sources}: all verbatim")


def _count(n: int, noun: str) -> str:
    return f"{n} {noun}" if n == 1 else f"{n} {noun}s"
