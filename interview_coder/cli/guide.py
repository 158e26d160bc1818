"""`interview-coder guide`: what to ask in the next interviews."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.console import show


def guide(
    results: Annotated[
        Path | None,
        typer.Argument(
            help="Folder with the results of `analyze`: what was asked, and what it brought.",
            show_default=False,
        ),
    ] = None,
    codebook: Annotated[
        list[str] | None,
        typer.Option(
            help="Name or folder of a codebook; may be given several times. "
            "\\[default: those of the results, else psychology]",
            show_default=False,
        ),
    ] = None,
    out: Annotated[
        Path, typer.Option(help="The guide; one that is there is never replaced.")
    ] = Path("interview_guide.docx"),
) -> None:
    """Write a guide of story-style questions for the codebooks chosen."""
    from interview_coder.archive import load
    from interview_coder.codebook import read_codebooks
    from interview_coder.output import write_new
    from interview_coder.persona.guide import build_guide
    from interview_coder.reports.guide_page import guide_page
    from interview_coder.reports.page_docx import render_page_docx

    analysis = load(results) if results else None
    if analysis is not None and not codebook:
        codes = analysis.codes
    else:
        books = read_codebooks(codebook or ["psychology"])
        codes = tuple(code for book in books for code in book.codes)
    made = build_guide(codes, analysis=analysis)
    title = analysis.study.title if analysis else ", ".join(codebook or ["psychology"])
    write_new(out, render_page_docx(guide_page(made, title=title)))
    show(f"{sum(len(each.ask) for each in made.codes)} questions; written to {out}")
