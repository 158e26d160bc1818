"""`interview-coder export` and `import`: to other programs, and from them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.codebooks import codes_of
from interview_coder.cli.console import show
from interview_coder.cli.today import now

if TYPE_CHECKING:
    from interview_coder.exchange.project import Project
    from interview_coder.findings import Analysis
    from interview_coder.transcript import LeftOut


def export(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    out: Annotated[
        Path,
        typer.Argument(
            help="The file; its suffix tells what for: .qdpx (NVivo, ATLAS.ti, MAXQDA, QualCoder), "
            ".qdc (their codebooks), .csv (codebook for Taguette), .jsonl (spaCy, Prodigy), "
            ".json (Label Studio), .xlsx (every coding, to be reviewed). A file that is there is "
            "never replaced.",
            show_default=False,
        ),
    ],
) -> None:
    """Write the results in FOLDER for another program."""
    from interview_coder.archive import load
    from interview_coder.exchange.files import WRITTEN, write_project
    from interview_coder.exchange.from_analysis import project_of
    from interview_coder.exchange.refi import warnings_of

    suffix = out.suffix.lower()
    if suffix not in (*WRITTEN, ".xlsx"):
        known = ", ".join((*WRITTEN, ".xlsx"))
        raise typer.BadParameter(f"the file must end with one of {known}", param_hint="OUT")
    analysis = load(folder)
    if suffix == ".xlsx":
        _export_review(analysis, out)
        return
    project = project_of(analysis)
    write_project(project, out, made=now())
    for warning in warnings_of(project) if suffix == ".qdpx" else ():
        show(f"note: {warning}")
    codes, themes = f"{len(analysis.codes)} codes", f"{len(analysis.all_themes)} themes"
    codings = f"{len(analysis.all_codings)} codings of {len(analysis.study.transcripts)} interviews"
    kept = {".qdpx": (codings, codes, themes), ".qdc": (codes, themes), ".csv": (codes,)}
    show(f"{', '.join(kept.get(suffix, (codings,)))} in {out}")


def _export_review(analysis: Analysis, out: Path) -> None:
    from interview_coder.cli.review import review_workbook
    from interview_coder.output import write_new
    from interview_coder.tables import coded_utterances

    chosen = coded_utterances(analysis)
    write_new(out, review_workbook(analysis, chosen))
    show(
        f"{len(chosen)} utterances with {len(analysis.all_codings)} codings in {out}. Fill in the "
        "column decision, save it as corrections.xlsx in the study folder, and analyse again."
    )


def import_(
    project: Annotated[
        Path,
        typer.Argument(
            help="The project: .qdpx, .sqlite3, .jsonl, .json; or a codebook: .qdc, .csv.",
            show_default=False,
        ),
    ],
    study: Annotated[
        Path | None,
        typer.Argument(
            help="The study folder. One that is there gets the codings as decisions, to be looked "
            "at; one that is not is made from the texts.",
            show_default=False,
        ),
    ] = None,
    codebook: Annotated[
        Path | None,
        typer.Option(help="Folder for a draft of a codebook from the codes.", show_default=False),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            help="The file for the codings. \\[default: PROJECT-codings.csv]", show_default=False
        ),
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--whole",
            help="Coders read the transcripts they coded in as a whole, for these codes: what "
            "they did not code carries none.",
        ),
    ] = False,
) -> None:
    """Bring in what another program holds; nothing that is there is changed."""
    from interview_coder.exchange.files import read_project

    if study is None and codebook is None:
        raise typer.BadParameter("name the study folder, or a folder for --codebook")
    read = read_project(project)
    for note in read.notes:
        show(f"note: {note}")
    _tell_left_out(project, read.left_out)
    if codebook:
        _make_codebook(read, codebook)
    if study and not study.exists():
        _make_study(read, study)
    if study:
        _bring_codings(read, study, out or Path(f"{project.stem}-codings.csv"), whole=whole)


def _tell_left_out(project: Path, left_out: tuple[LeftOut, ...]) -> None:
    for each in left_out:
        sample = f": {each.sample}" if each.sample else ""
        show(f"note: {project.name}: not carried over: {each}{sample}")


def _make_codebook(project: Project, folder: Path) -> None:
    from interview_coder.exchange.as_study import codebook_files
    from interview_coder.output import write_new

    files = codebook_files(project)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_new(folder / name, content)
    show(f"A draft of a codebook is in {folder}; fill in what is empty.")


def _make_study(project: Project, folder: Path) -> None:
    from interview_coder.exchange.as_study import study_files
    from interview_coder.output import write_new

    files = study_files(project)
    folder.mkdir(parents=True)
    for name, content in files.items():
        write_new(folder / name, content)
    show(f"{len(project.sources)} transcripts in {folder}")


def _bring_codings(project: Project, study: Path, out: Path, *, whole: bool) -> None:
    from interview_coder.agreement.coders import coders_of_project
    from interview_coder.agreement.imported import imported_rows
    from interview_coder.decision_rows import DECISION_COLUMNS
    from interview_coder.output import write_new
    from interview_coder.segmentation import segment_study
    from interview_coder.study import read_study
    from interview_coder.tabular import to_csv

    if not project.selections:
        return
    read = read_study(study)
    codes = codes_of(read, None)
    utterances = segment_study(read)
    coders, left_out = coders_of_project(
        project, study=read, utterances=utterances, codes=codes, unnamed=out.stem
    )
    _tell_left_out(study, left_out)
    rows = imported_rows(coders, study=read, utterances=utterances, whole=whole)
    if not rows:
        show("No coding has a code and a place in this study.")
        return
    write_new(out, to_csv(rows, DECISION_COLUMNS))
    names = ", ".join(coder.name for coder in coders)
    show(
        f"{len(rows)} decisions of {names} in {out}. Look at them, then save the file as "
        "corrections.csv in the study folder, or compare it (interview-coder agreement)."
    )
