"""Reports: what to say (`content`), and how (`docx`, `html`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.output import write_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from interview_coder.findings import Analysis
    from interview_coder.persona.personas import Personas

__all__ = [
    "APPENDIX_FILE",
    "REPORT_FILE",
    "write_evidence_appendix",
    "write_persona_sheets",
    "write_report",
]

APPENDIX_FILE = "evidence_appendix.docx"
REPORT_FILE = "report.html"


def write_evidence_appendix(analysis: Analysis, path: Path | str) -> None:
    """Write the evidence appendix as a Word document; a file at `path` is replaced.

    It begins with the claims of the persona sheets, in their order.

    Raises:
        SettingsError: If persona.toml in the study folder cannot be used.
    """
    from interview_coder.persona.personas import personas_of
    from interview_coder.reports.docx import render_appendix

    Path(path).write_bytes(render_appendix(analysis, personas_of(analysis).personas))


def write_report(analysis: Analysis, path: Path | str) -> None:
    """Write the report as one HTML file that asks nothing of any server; replaces `path`."""
    from interview_coder.reports.html import render_report

    Path(path).write_bytes(render_report(analysis))


def write_persona_sheets(
    analysis: Analysis, folder: Path | str, *, personas: Personas | None = None
) -> tuple[str, ...]:
    """Write the persona sheets, what goes with them, and the appendix their ids lead to.

    Args:
        analysis: What they were built from.
        folder: Made if it is not there; files an earlier run wrote there are replaced.
        personas: What to show; None for those that persona.toml in the study folder wants.

    Returns:
        The names of the files written.

    Raises:
        SettingsError: If persona.toml, a picture or a template cannot be used.
        OutputError: If a file would be lost that somebody else wrote or changed.
    """
    from interview_coder.persona.personas import personas_of

    files = persona_files(analysis, personas or personas_of(analysis))
    write_files(Path(folder), files, overwrite=True)
    return tuple(files)


def write_results(
    analysis: Analysis, folder: Path, *, overwrite: bool, personas: Personas | None = None
) -> tuple[str, ...]:
    """Write everything about `analysis` into `folder`; see `Analysis.save`.

    Returns:
        The names of the files written.
    """
    from interview_coder.archive import files_of
    from interview_coder.persona.personas import personas_of
    from interview_coder.reports.html import render_report

    files = {
        **persona_files(analysis, personas or personas_of(analysis)),
        REPORT_FILE: render_report(analysis),
        **files_of(analysis, folder),
    }
    write_files(folder, files, overwrite=overwrite)
    return tuple(files)


def persona_files(analysis: Analysis, personas: Personas) -> Mapping[str, bytes]:
    """Return name to content of the sheets, what goes with them, and the appendix."""
    from interview_coder.reports.docx import render_appendix
    from interview_coder.reports.persona import render_personas

    appendix = render_appendix(analysis, personas.personas)
    return {**render_personas(analysis, personas), APPENDIX_FILE: appendix}
