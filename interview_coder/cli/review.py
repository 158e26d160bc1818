"""`interview-coder review`: the utterances whose review teaches most, as a sheet to fill in."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import show


def review(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    n: Annotated[int, typer.Option("-n", min=1, max=500, help="How many utterances.")] = 20,
    out: Annotated[
        Path, typer.Option(help="The sheet; a file that is there is never replaced.")
    ] = Path("review.csv"),
) -> None:
    """Write a sheet of the utterances whose review teaches the machine coder most.

    Fill in the column `decision` (accept, reject, recode, add), save the sheet as corrections.csv
    in the study folder, and analyse again.
    """
    from interview_coder.archive import load
    from interview_coder.output import write_new
    from interview_coder.tables import REVIEW_COLUMNS, review_rows
    from interview_coder.tabular import to_csv

    analysis = load(folder)
    chosen = analysis.suggest_next(n)
    write_new(out, to_csv(review_rows(analysis, chosen), REVIEW_COLUMNS))
    people = len({utterance.participant for utterance in chosen})
    show(
        f"{len(chosen)} utterances of {people} participants in {out}. Fill in the column decision, "
        "save it as corrections.csv in the study folder, and analyse again."
    )
