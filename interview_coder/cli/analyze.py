"""`interview-coder analyze`: a study folder in, an analysis folder out."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.codebooks import Codebooks
from interview_coder.cli.console import progress, show, show_analysis
from interview_coder.cli.noting import note_decisions
from interview_coder.cli.persona import details_of, tell_personas
from interview_coder.cli.pseudonyms import KeyFiles, mask_study

if TYPE_CHECKING:
    from interview_coder.persona.details import AllDetails
    from interview_coder.settings import Settings
    from interview_coder.speakers import SpeakerNames
    from interview_coder.transcript import Study


class Clusters(str, Enum):
    """How themes are found."""

    LINKAGE = "linkage"
    DENSITY = "density"


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
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            help="What a speaker is called, such as 'Speaker 1=P01', or in one file "
            "'call.vtt/Speaker 1=P01'; may be given several times.",
            show_default=False,
        ),
    ] = None,
    codebook: Codebooks = None,
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
    clusters: Annotated[
        Clusters,
        typer.Option(
            help="How themes are found: average linkage, or density (UMAP and HDBSCAN) for large "
            "corpora."
        ),
    ] = Clusters.LINKAGE,
    pseudonyms: Annotated[
        bool,
        typer.Option(
            "--pseudonyms",
            help="Write P01 … instead of names, everywhere; the key lies beside FOLDER.",
        ),
    ] = False,
    key: Annotated[
        Path | None,
        typer.Option(
            help="The key, with --pseudonyms. \\[default: FOLDER-pseudonyms.csv]",
            show_default=False,
        ),
    ] = None,
    names: Annotated[
        Path | None,
        typer.Option(
            help="Further names to replace, with --pseudonyms. "
            "\\[default: names.csv in FOLDER, if it is there]",
            show_default=False,
        ),
    ] = None,
    overwrite: Annotated[
        bool,
        typer.Option("--overwrite", help="Replace what an earlier run wrote; nothing else."),
    ] = False,
) -> None:
    """Code the interviews in FOLDER, find their themes, and write the evidence appendix."""
    from interview_coder.output import check_folder

    if (key or names) and not pseudonyms:
        raise typer.BadParameter("--key and --names go with --pseudonyms")
    target = out or folder.resolve().parent / f"{folder.resolve().name}-analysis"
    check_folder(target, overwrite=overwrite)
    run(
        folder,
        target,
        interviewers=tuple(interviewer or ()),
        speakers=parse_option(speaker),
        codebooks=tuple(codebook or ()),
        model=model,
        corrections=corrections,
        min_participants=min_participants,
        clusters=clusters,
        key_files=KeyFiles(key=key, names=names) if pseudonyms else None,
        overwrite=overwrite,
    )


def parse_option(speaker: list[str] | None) -> SpeakerNames:
    """Read the values of `--speaker`.

    Raises:
        BadParameter: If one is no `label=name`.
    """
    from interview_coder.speakers import parse_speakers

    try:
        return parse_speakers(speaker or ())
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--speaker") from None


def run(
    folder: Path,
    target: Path,
    *,
    interviewers: tuple[str, ...] = (),
    speakers: SpeakerNames | None = None,
    codebooks: tuple[str, ...] = (),
    model: str | None = None,
    corrections: Path | None = None,
    min_participants: int | None = None,
    clusters: Clusters = Clusters.LINKAGE,
    key_files: KeyFiles | None = None,
    overwrite: bool,
) -> None:
    """Analyse the study in `folder`, write the results into `target`, and show them.

    With `key_files`, names are replaced first.
    """
    from interview_coder.coding.decisions import decisions_of, told_in_full
    from interview_coder.persona.masking import mask_details
    from interview_coder.study import CORRECTIONS_FILE, read_study
    from interview_coder.themes.decisions import theme_decisions_of

    study = read_study(folder, interviewers=interviewers, speakers=speakers)
    details = _checked_details(study)
    codebooks = codebooks or study.codebooks  # before a name in its path is replaced
    masked = mask_study(study, folder, target, files=key_files) if key_files else None
    study = masked.study if masked else study
    details = mask_details(details, key=masked.key) if masked else details
    decisions = decisions_of(study, corrections=corrections)
    theme_decisions = theme_decisions_of(study)
    stages = ["segmentation", "embedding", "coding", "themes and evidence"]
    stages += ["other sources"] if study.sources else []
    with progress((*stages, "writing")) as on:
        from interview_coder.persona.personas import build_personas
        from interview_coder.pipeline import analyze as analyze_study
        from interview_coder.reports import write_results

        analysis = analyze_study(
            study,
            settings=_settings(study, model, codebooks, min_participants, clusters),
            decisions=decisions,
            theme_decisions=theme_decisions,
            corrections=corrections or CORRECTIONS_FILE,
            key=masked.key if masked else None,
            on_stage=on,
        )
        on("writing")
        personas = build_personas(analysis, details=details)
        files = write_results(analysis, target, overwrite=overwrite, personas=personas)
    on_words = told_in_full(decisions, study=study, utterances=analysis.all_utterances)
    note_decisions(folder, decisions=on_words, theme_decisions=theme_decisions)
    tell_personas(personas)
    show_analysis(analysis, target, files)
    for line in masked.told if masked else ():
        show(line)


def _settings(
    study: Study,
    model: str | None,
    codebooks: tuple[str, ...],
    min_participants: int | None,
    clusters: Clusters,
) -> Settings:
    from interview_coder.embedding import DEFAULT_MODEL
    from interview_coder.evidence import PromotionRule
    from interview_coder.settings import Settings
    from interview_coder.themes import ClusterSettings, DensitySettings

    rule = PromotionRule.of_study(study)
    return Settings(
        model=model or DEFAULT_MODEL,
        codebooks=codebooks,
        clusters=DensitySettings() if clusters is Clusters.DENSITY else ClusterSettings(),
        rule=replace(rule, min_participants=min_participants or rule.min_participants),
    )


def _checked_details(study: Study) -> AllDetails:
    """Read persona.toml, and refuse what cannot be done before the work begins."""
    from interview_coder.persona.check import check_details
    from interview_coder.reports.persona import check_look

    details = details_of(study.folder)
    check_details(details, study)
    check_look(details)
    return details
