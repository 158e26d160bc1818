"""Which codebooks a command works with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from interview_coder.transcript import Study

Codebooks: TypeAlias = Annotated[
    list[str] | None,
    typer.Option(
        "--codebook",
        help="Name or folder of a codebook; may be given several times. "
        "\\[default: as study.toml says, psychology]",
        show_default=False,
    ),
]
"""The option that names them."""


def codes_of(study: Study, codebooks: list[str] | None) -> tuple[str, ...]:
    """Return the names of the codes of the codebooks named, else of those of the study."""
    from interview_coder.codebook import read_codebooks

    chosen = read_codebooks(tuple(codebooks or ()) or study.codebooks)
    return tuple(code.name for codebook in chosen for code in codebook.codes)
