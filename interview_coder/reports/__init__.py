"""Reports: what to say (`content`), and how (`docx`, `html`)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.output import write_files

if TYPE_CHECKING:
    from interview_coder.findings import Analysis

__all__ = ["APPENDIX_FILE", "REPORT_FILE", "write_evidence_appendix", "write_report"]

APPENDIX_FILE = "evidence_appendix.docx"
REPORT_FILE = "report.html"


def write_evidence_appendix(analysis: Analysis, path: Path | str) -> None:
    """Write the evidence appendix as a Word document; a file at `path` is replaced."""
    from interview_coder.reports.docx import render_appendix

    Path(path).write_bytes(render_appendix(analysis))


def write_report(analysis: Analysis, path: Path | str) -> None:
    """Write the report as one HTML file that asks nothing of any server; replaces `path`."""
    from interview_coder.reports.html import render_report

    Path(path).write_bytes(render_report(analysis))


def write_results(analysis: Analysis, folder: Path, *, overwrite: bool) -> tuple[str, ...]:
    """Write everything about `analysis` into `folder`; see `Analysis.save`.

    Returns:
        The names of the files written.
    """
    from interview_coder.archive import files_of
    from interview_coder.reports.docx import render_appendix
    from interview_coder.reports.html import render_report

    files = {
        APPENDIX_FILE: render_appendix(analysis),
        REPORT_FILE: render_report(analysis),
        **files_of(analysis, folder),
    }
    write_files(folder, files, overwrite=overwrite)
    return tuple(files)
