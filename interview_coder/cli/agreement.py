"""`interview-coder agreement`: how far coders agree, and where they do not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.codebooks import Codebooks, codes_of
from interview_coder.cli.console import console, show

if TYPE_CHECKING:
    from interview_coder.agreement.files import CodersRead
    from interview_coder.agreement.measure import Agreement
    from interview_coder.transcript import Study, Utterance

REPORT = "agreement"
SHEET = "disagreements.xlsx"
TABLE = "agreement.csv"
_FEWEST = 2


def agreement(
    study: Annotated[Path, typer.Argument(help="The study folder.", show_default=False)],
    codings: Annotated[
        list[Path],
        typer.Argument(
            help="What was coded: folders with results of `analyze`, files of decisions or "
            "codings (.csv, .xlsx), projects of other programs (.qdpx, .sqlite3, .jsonl).",
            show_default=False,
        ),
    ],
    codebook: Codebooks = None,
    out: Annotated[
        Path, typer.Option(help="Folder for the report; files that are there are never replaced.")
    ] = Path("agreement"),
) -> None:
    """Compare coders, people and the machine, on the interviews in STUDY.

    Writes a report, a table, and a sheet of the disagreements to be settled.
    """
    from interview_coder.agreement.files import read_coders
    from interview_coder.errors import AnalysisError
    from interview_coder.segmentation import segment_study
    from interview_coder.study import read_study

    read = read_study(study)
    codes = codes_of(read, codebook)
    utterances = segment_study(read)
    found = read_coders(codings, study=read, utterances=utterances, codes=codes)
    if len(found.coders) < _FEWEST:
        names = ", ".join(coder.name for coder in found.coders) or "nobody"
        raise AnalysisError(f"agreement needs two coders; in these files is {names}")
    measured = _write(read, utterances, codes, found, out)
    _show(measured)


def _write(
    study: Study,
    utterances: tuple[Utterance, ...],
    codes: tuple[str, ...],
    found: CodersRead,
    out: Path,
) -> Agreement:
    from interview_coder.agreement.coders import ratings_of
    from interview_coder.agreement.disagreements import (
        CHOICES,
        COLUMNS,
        TO_FILL_IN,
        disagreement_rows,
        find_disagreements,
    )
    from interview_coder.agreement.measure import measure_agreement
    from interview_coder.agreement.stretches import unitized
    from interview_coder.agreement.unitizing import measure_unitizing
    from interview_coder.exchange.decision_workbook import to_review_xlsx
    from interview_coder.output import write_new
    from interview_coder.reports.agreement_page import Compared, agreement_page
    from interview_coder.reports.agreement_table import AGREEMENT_COLUMNS, agreement_rows
    from interview_coder.reports.persona import render_page
    from interview_coder.tabular import to_csv

    ratings = ratings_of(found.coders, utterances=utterances, codes=codes)
    compared = Compared(
        agreement=measure_agreement(ratings),
        unitizing=measure_unitizing(
            unitized(found.coders, study=study, utterances=utterances, codes=codes)
        ),
        disagreements=find_disagreements(ratings),
        notes=tuple(f"{name}: not compared: {each}" for name, each in found.left_out),
    )
    for note in compared.notes:
        show(f"note: {note}")
    rows = disagreement_rows(compared.disagreements, study=study, utterances=utterances)
    sheet = to_review_xlsx(rows, COLUMNS, codes=codes, editable=TO_FILL_IN, choices=CHOICES)
    files = {
        **render_page(agreement_page(compared, title=study.title), REPORT),
        TABLE: to_csv(agreement_rows(compared.agreement), AGREEMENT_COLUMNS),
        **({SHEET: sheet} if rows else {}),
    }
    out.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_new(out / name, content)
    show(f"Written: {', '.join(str(out / name) for name in files)}")
    return compared.agreement


def _show(measured: Agreement) -> None:
    from rich.table import Table

    from interview_coder.reports.agreement_table import share, shown

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("code", no_wrap=True)
    for name in ("utterances", "prevalence", "agreement", "kappa", "alpha", "AC1"):
        table.add_column(name, no_wrap=True, justify="right")
    for code in measured.codes:
        values = (code.kappa, code.alpha, code.ac1)
        table.add_row(
            code.code,
            str(code.n_units),
            share(code.prevalence),
            share(code.percent.value),
            *(shown(type(value)(value=value.value)) for value in values),
        )
    read = ", ".join(f"{coder} {n}" for coder, n in measured.n_read.items())
    show(f"Utterances read: {read}. Compared are those that two or more read.")
    console.print(table)
