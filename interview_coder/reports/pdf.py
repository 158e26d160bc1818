"""A page as PDF: printed by WeasyPrint or LibreOffice, whichever is there."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from interview_coder.errors import OutputError

_OFFICES = ("soffice", "libreoffice")
_TIMEOUT_SECONDS = 180

HOW_TO_GET_ONE = (
    "no PDF can be made: neither WeasyPrint (pip install weasyprint) nor LibreOffice "
    "(https://www.libreoffice.org) is here; or print the .html or the .docx yourself"
)


def html_to_pdf(html: bytes) -> bytes | None:
    """Return `html` as PDF by WeasyPrint; None if it is not installed."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError):  # OSError: its libraries are missing
        return None
    return bytes(HTML(string=html.decode()).write_pdf())


def docx_to_pdf(docx: bytes) -> bytes | None:
    """Return `docx` as PDF by LibreOffice; None if it is not installed.

    Raises:
        OutputError: If LibreOffice cannot convert it.
    """
    office = next((found for name in _OFFICES if (found := shutil.which(name))), None)
    if office is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.docx"
        source.write_bytes(docx)
        # A profile of its own: an office that is open already would swallow the command.
        profile = (Path(folder) / "profile").as_uri()
        command = [
            office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf",
            "--outdir", folder, str(source),
        ]  # fmt: skip
        try:
            done = subprocess.run(
                command, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
        except subprocess.TimeoutExpired as error:
            message = f"{office} did not make a PDF within {_TIMEOUT_SECONDS} seconds"
            raise OutputError(message) from error
        made = source.with_suffix(".pdf")
        if not made.is_file():
            told = (done.stderr or done.stdout).decode(errors="replace").strip()[:200]
            raise OutputError(f"{office} made no PDF: {told}")
        return made.read_bytes()


def to_pdf(*, docx: bytes, html: bytes) -> bytes:
    """Return a page as PDF.

    Args:
        docx: The page as Word document.
        html: The same page as HTML.

    Raises:
        OutputError: If neither program is there, or one fails; the message says what to do.
    """
    made = html_to_pdf(html) or docx_to_pdf(docx)
    if made is None:
        raise OutputError(HOW_TO_GET_ONE)
    return made
