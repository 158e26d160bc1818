"""`interview-coder persona`: the persona sheets of an analysis, on one page each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.console import console, show
from interview_coder.cli.today import in_a_year, today

if TYPE_CHECKING:
    from interview_coder.findings import Analysis
    from interview_coder.persona.details import AllDetails
    from interview_coder.persona.persona import Persona
    from interview_coder.persona.personas import Personas


def persona(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    by: Annotated[
        str,
        typer.Option(
            help="An attribute of the participants: one persona for each of its values. "
            "\\[default: as persona.toml says, one persona of everybody]",
            show_default=False,
        ),
    ] = "",
    negative: Annotated[
        list[str] | None,
        typer.Option(
            help="A value of that attribute whose people are no customers; may be given several "
            "times.",
            show_default=False,
        ),
    ] = None,
    language: Annotated[
        str,
        typer.Option(
            help="Of the words on the sheet: en, fi, ja, ko or th. \\[default: the study's]",
            show_default=False,
        ),
    ] = "",
    review: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="When the sheets are to be looked at again. "
            "\\[default: as persona.toml says, in a year]",
            show_default=False,
        ),
    ] = None,
    pdf: Annotated[
        bool, typer.Option("--pdf/--no-pdf", help="Whether to make PDF files, too.")
    ] = True,
    draft: Annotated[
        bool,
        typer.Option(
            "--draft",
            help="Write persona.toml into the study folder, for you to change, and nothing else.",
        ),
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for the sheets. \\[default: FOLDER]", show_default=False),
    ] = None,
) -> None:
    """Write the persona sheets of the results in FOLDER, each line with its evidence.

    persona.toml in the study folder holds what the author adds: name, picture, wording, order.
    """
    from interview_coder.archive import load
    from interview_coder.persona.check import check_details
    from interview_coder.persona.personas import build_personas

    analysis = load(folder)
    details = details_of(analysis.study.folder, review=review.date() if review else None)
    plan = details.plan
    plan = replace(
        plan,
        by=by or plan.by,
        negative=tuple(negative or plan.negative if by in ("", plan.by) else negative or ()),
        language=language or plan.language,
    )
    details = replace(details, plan=plan)
    if analysis.study.pseudonymised:
        details = _masked(details, analysis.study.folder)
    check_details(details, analysis.study)
    personas = build_personas(analysis, details=details)
    if draft:
        _write_draft(analysis, personas)
        return
    _write(analysis, personas, out or folder, with_pdf=pdf)


def details_of(folder: Path | None, *, review: date | None = None) -> AllDetails:
    """Read persona.toml; sheets are due on `review`, else when it says, else in a year."""
    from interview_coder.persona.details import AllDetails, read_details

    details = read_details(folder) if folder else AllDetails()
    due = review or details.plan.review or in_a_year(today())
    return replace(details, plan=replace(details.plan, review=due))


def _masked(details: AllDetails, folder: Path | None) -> AllDetails:
    """Replace names in what the author wrote; where the key is not there, say so."""
    from interview_coder.persona.masking import mask_details
    from interview_coder.pseudonyms import key_path, read_key

    path = key_path(folder) if folder else None
    if path is None or not path.is_file():
        show("note: the key is not there, so names in persona.toml are not replaced")
        return details
    return mask_details(details, key=read_key(path))


def tell_personas(personas: Personas) -> None:
    """Show who the personas are, and what to know of them."""
    for persona in personas.personas:
        _tell(persona)
    for warning in personas.warnings:
        show(f"note: {warning}")


def _write(analysis: Analysis, personas: Personas, folder: Path, *, with_pdf: bool) -> None:
    from interview_coder.errors import OutputError
    from interview_coder.output import write_files
    from interview_coder.reports import persona_files
    from interview_coder.reports.persona import print_sheets

    files = dict(persona_files(analysis, personas))
    problem = ""
    if with_pdf:
        try:
            files |= print_sheets(files)
        except OutputError as error:  # the sheets are there; only the PDF files are not
            problem = str(error)
    write_files(folder, files, overwrite=True)
    tell_personas(personas)
    if problem:
        show(f"note: {problem}")
    show(f"Written to {folder}: {', '.join(files)}")


def _write_draft(analysis: Analysis, personas: Personas) -> None:
    from interview_coder.errors import OutputError
    from interview_coder.output import write_new
    from interview_coder.persona.draft import draft_details
    from interview_coder.study import DETAILS_FILE

    folder = analysis.study.folder
    if folder is None or not folder.is_dir():
        raise OutputError(f"the study folder {folder} is not there; {DETAILS_FILE} belongs in it")
    path = folder / DETAILS_FILE
    if path.exists():
        raise OutputError(f"{path} exists and is kept as it is; change it, or move it away first")
    write_new(path, draft_details(analysis, personas).encode())
    show(f"Written: {path}. Change it, then run `interview-coder persona` again.")


def _tell(persona: Persona) -> None:
    from rich.text import Text

    n_lines = sum(bool(claim.theme) for claim in persona.claims)
    who = f" ({persona.segment})" if persona.segment else ""
    kind = ", no customer" if persona.is_negative else ""
    lines = "1 line" if n_lines == 1 else f"{n_lines} lines"
    console.print(Text.assemble((persona.name, "bold"), f"{who}{kind}: {lines} with evidence"))
    for text in persona.lost:
        show(f"note: persona.toml words a theme that is no longer on the sheet: {text}")
