"""`interview-coder demo`: the sample study that comes along, analysed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.analyze import run
from interview_coder.resources import find_resource

CODEBOOKS = (
    "psychology", "decisions", "behaviour", "product_relationship", "buying_roles", "journey",
)  # fmt: skip
"""Every codebook that fills a part of the persona sheet."""


def demo(
    out: Annotated[Path, typer.Option(help="Folder for the results.")] = Path("demo"),
) -> None:
    """Analyse the sample study (eight invented interviews) and say where the results are."""
    run(find_resource("transcripts_sample"), out, codebooks=CODEBOOKS, overwrite=True)
