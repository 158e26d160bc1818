"""Codebooks: a `.qdc` file is the XML of codes and sets alone."""

from __future__ import annotations

from pathlib import Path

from interview_coder.errors import ExchangeError, ReadError
from interview_coder.exchange.offsets import RawText
from interview_coder.exchange.project import Project
from interview_coder.exchange.refi.assembling import assemble
from interview_coder.exchange.refi.parsing import local
from interview_coder.exchange.refi.writing import write_codebook
from interview_coder.readers.opening import MAX_TEXT_BYTES, read_file
from interview_coder.readers.xml_guard import parse_xml


def write_qdc(project: Project) -> bytes:
    """Return the codes of a project, with descriptions and sets, as a codebook.

    Raises:
        ExchangeError: If there is no code, or a name holds what XML cannot.
    """
    return write_codebook(project)


def read_qdc(path: Path | str) -> Project:
    """Read a codebook: a project of codes and groups alone.

    Raises:
        ExchangeError: If it is no codebook, or cannot be read safely.
    """
    path = Path(path)
    try:
        root = parse_xml(read_file(path, max_bytes=MAX_TEXT_BYTES), path=path)
        if local(root) != "CodeBook":
            raise ExchangeError(["is no REFI-QDA codebook"], path=path)
        return assemble(root, _no_text)
    except ReadError as error:
        raise ExchangeError([error.message], path=path) from error
    except RecursionError:
        raise ExchangeError(["its codes are nested deeper than any codebook"], path=path) from None


def _no_text(path: str) -> RawText | str:
    return f"a codebook has no texts, such as {path}"
