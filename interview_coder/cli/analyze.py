"""`interview-coder analyze`: a study folder in, an analysis folder out."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import progress, show_analysis


def analyze(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the transcripts of one study.", show_default=False)
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            help="Folder for the results. \\[default: FOLDER-analysis]", show_default=False
        ),
    ] = None,
    interviewer: Annotated[
        list[str] | None,
        typer.Option(help="A speaker who asks; may be given several times.", show_default=False),
    ] = None,
    codebook: Annotated[
        str | None,
        typer.Option(
            help="Name or folder of a codebook. \\[default: as study.toml says, psychology]"
        ),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option(help="Name or folder of a sentence-transformers model. \\[default: built in]"),
    ] = None,
    corrections: Annotated[
        Path | None,
        typer.Option(
            help="Decisions of people. \\[default: corrections.csv in FOLDER, if it is there]",
            show_default=False,
        ),
    ] = None,
    min_participants: Annotated[
        int | None,
        typer.Option(min=2, help="Promote themes voiced by so many people. \\[default: 3]"),
    ] = None,
    overwrite: Annotated[  # noqa: FBT002 -- typer calls it by name
        bool,
        typer.Option("--overwrite", help="Replace what an earlier run wrote; nothing else."),
    ] = False,
) -> None:
    """Code the interviews in FOLDER, find their themes, and write the evidence appendix."""
    from interview_coder.output import check_folder

    target = out or folder.resolve().parent / f"{folder.resolve().name}-analysis"
    check_folder(target, overwrite=overwrite)
    run(
        folder,
        target,
        interviewers=tuple(interviewer or ()),
        codebook=codebook,
        model=model,
        corrections=corrections,
        min_participants=min_participants,
        overwrite=overwrite,
    )


def run(
    folder: Path,
    target: Path,
    *,
    interviewers: tuple[str, ...] = (),
    codebook: str | None = None,
    model: str | None = None,
    corrections: Path | None = None,
    min_participants: int | None = None,
    overwrite: bool,
) -> None:
    """Analyse the study in `folder`, write the results into `target`, and show them."""
    from interview_coder.coding.decisions import read_decisions
    from interview_coder.study import CORRECTIONS_FILE, read_study

    study = read_study(folder, interviewers=interviewers)
    decisions = read_decisions(corrections) if corrections else None
    with progress(("segmentation", "embedding", "coding", "themes and evidence", "writing")) as on:
        from interview_coder.embedding import DEFAULT_MODEL
        from interview_coder.evidence import PromotionRule
        from interview_coder.pipeline import analyze as analyze_study
        from interview_coder.reports import write_results
        from interview_coder.settings import Settings

        rule = PromotionRule(min_participants=min_participants) if min_participants else None
        settings = Settings(model=model or DEFAULT_MODEL, codebook=codebook, rule=rule)
        analysis = analyze_study(
            study,
            settings=settings,
            decisions=decisions,
            corrections=corrections or CORRECTIONS_FILE,
            on_stage=on,
        )
        on("writing")
        files = write_results(analysis, target, overwrite=overwrite)
    show_analysis(analysis, target, files)
