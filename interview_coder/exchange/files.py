"""Files of other programs, by their suffix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from interview_coder.errors import ExchangeError
from interview_coder.exchange.jsonl import read_jsonl, write_jsonl
from interview_coder.exchange.label_studio import read_label_studio, write_label_studio
from interview_coder.exchange.project import Project
from interview_coder.exchange.refi import read_qdc, read_qdpx, write_qdc, write_qdpx
from interview_coder.exchange.taguette import (
    read_codebook_csv,
    read_taguette,
    write_taguette_codebook,
)
from interview_coder.output import write_new

_SUFFIX_TO_READER: Mapping[str, Callable[[Path], Project]] = {
    ".qdpx": read_qdpx,
    ".sqlite3": read_taguette,
    ".sqlite": read_taguette,
    ".db": read_taguette,
    ".jsonl": read_jsonl,
    ".json": read_label_studio,
    ".qdc": read_qdc,
    ".csv": read_codebook_csv,
}
_CODEBOOKS = (".qdc", ".csv")
WRITTEN = (".qdpx", ".qdc", ".csv", ".jsonl", ".json")
"""Suffixes of what can be written."""


def is_project(path: Path) -> bool:
    """Whether a file has the suffix of a project with texts, not of a codebook alone."""
    return path.suffix.lower() in set(_SUFFIX_TO_READER).difference(_CODEBOOKS)


def read_project(path: Path | str) -> Project:
    """Read a project of another program, or a codebook.

    REFI-QDA (`.qdpx`, and codebooks `.qdc`), Taguette (`.sqlite3`, `.db`), spans of spaCy,
    Prodigy and doccano (`.jsonl`) and Label Studio (`.json`), codebooks as tables (`.csv`).

    Raises:
        ExchangeError: If it cannot be read, with every fault.
    """
    path = Path(path)
    if path.suffix.lower() not in _SUFFIX_TO_READER:
        known = ", ".join(_SUFFIX_TO_READER)
        raise ExchangeError([f"projects have one of the suffixes {known}"], path=path)
    if not path.is_file():
        raise ExchangeError(["there is no such file"], path=path)
    return _SUFFIX_TO_READER[path.suffix.lower()](path)


def write_project(project: Project, path: Path | str, *, made: str = "") -> None:
    """Write a project for another program; the suffix of `path` says for which.

    `.qdpx` (REFI-QDA) holds everything; `.qdc` (REFI-QDA) and `.csv` (Taguette) hold the codebook;
    `.jsonl` (spaCy, Prodigy) and `.json` (Label Studio) hold the texts and their labelled spans.

    Args:
        project: What to write.
        path: The file; one that is there is never replaced.
        made: When, in ISO 8601, for what the project does not date; left out if empty, which some
            versions of other programs do not take.

    Raises:
        ExchangeError: If the suffix is none of these, or the format cannot hold the project.
        OutputError: If the file is there, or its folder is not.
    """
    path = Path(path)
    write_new(path, _rendered(project, path, made))


def _rendered(project: Project, path: Path, made: str) -> bytes:
    match path.suffix.lower():
        case ".qdpx":
            return write_qdpx(project, made=made)
        case ".qdc":
            return write_qdc(project)
        case ".csv":
            return write_taguette_codebook(project)
        case ".jsonl":
            return write_jsonl(project)
        case ".json":
            return write_label_studio(project)
        case _:
            raise ExchangeError([f"projects are written as one of {', '.join(WRITTEN)}"], path=path)
