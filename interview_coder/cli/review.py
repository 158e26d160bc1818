"""`interview-coder review`: the utterances whose review teaches most, as a sheet to fill in."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.console import show

if TYPE_CHECKING:
    from interview_coder.findings import Analysis
    from interview_coder.transcript import Utterance


def review(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    n: Annotated[int, typer.Option("-n", min=1, max=500, help="How many utterances.")] = 20,
    out: Annotated[
        Path,
        typer.Option(
            help="The sheet, .csv or .xlsx (with drop-downs); a file that is there is never "
            "replaced."
        ),
    ] = Path("review.csv"),
) -> None:
    """Write a sheet of the utterances whose review teaches the machine coder most.

    Fill in the column `decision` (accept, reject, recode, add), save the sheet as corrections.csv
    (or .xlsx) in the study folder, and analyse again.
    """
    from interview_coder.archive import load
    from interview_coder.output import write_new

    analysis = load(folder)
    chosen = analysis.suggest_next(n)
    write_new(out, _sheet(analysis, chosen, suffix=out.suffix.lower()))
    people = len({utterance.participant for utterance in chosen})
    show(
        f"{len(chosen)} utterances of {people} participants in {out}. Fill in the column decision, "
        f"save it as corrections{out.suffix.lower()} in the study folder, and analyse again."
    )


def review_workbook(analysis: Analysis, utterances: Sequence[Utterance]) -> bytes:
    """Return a workbook with what is proposed for `utterances`, to be filled in."""
    from interview_coder.exchange.decision_workbook import to_review_xlsx
    from interview_coder.tables import REVIEW_COLUMNS, TO_FILL_IN, review_rows

    return to_review_xlsx(
        review_rows(analysis, utterances),
        REVIEW_COLUMNS,
        codes=[code.name for code in analysis.codes],
        editable=TO_FILL_IN,
    )


def _sheet(analysis: Analysis, chosen: Sequence[Utterance], *, suffix: str) -> bytes:
    from interview_coder.tables import REVIEW_COLUMNS, review_rows
    from interview_coder.tabular import to_csv

    if suffix == ".csv":
        return to_csv(review_rows(analysis, chosen), REVIEW_COLUMNS)
    if suffix == ".xlsx":
        return review_workbook(analysis, chosen)
    raise typer.BadParameter("the sheet must end with .csv or .xlsx", param_hint="--out")
