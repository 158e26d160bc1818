"""Every error that interview_coder raises on purpose.

* InterviewCoderError
  * ReadError: one source file could not be turned into a transcript
    * UnknownFormatError: no reader claims the file
  * StudyError: a study folder has faults; holds all of them
  * SettingsError: study.toml or a codebook says something that cannot be used
  * DecisionError: corrections that cannot stand
  * ExchangeError: a file of another program cannot be read, or not be written
  * PseudonymError: names cannot be replaced safely
  * LanguageError: spaCy cannot cut the study's language into words
  * ModelError: an embedding model could not be loaded
  * OutputError: results cannot be written without harming what is there
  * AnalysisError: a saved analysis cannot be read

Faults of the caller's own code (a negative count, an unknown option) stay ValueError.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class InterviewCoderError(Exception):
    """Base class: `except InterviewCoderError` catches everything below."""


class ReadError(InterviewCoderError):
    """A source file could not be turned into a transcript.

    Attributes:
        path: The file.
        message: What is wrong and what would be right.
        line_no: Physical line, from 1; None where the whole file is meant.
    """

    def __init__(self, message: str, *, path: Path, line_no: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.path = path
        self.line_no = line_no

    def __str__(self) -> str:
        place = self.path.name if self.line_no is None else f"{self.path.name}:{self.line_no}"
        return f"{place}: {self.message}"


class UnknownFormatError(ReadError):
    """No reader claims the file."""


class StudyError(InterviewCoderError):
    """A study folder has faults.

    Attributes:
        folder: The study folder.
        faults: Every fault found, in the order of the files; at least one.
    """

    def __init__(self, folder: Path, faults: Sequence[str]) -> None:
        self.folder = folder
        self.faults = tuple(faults)
        count = "1 fault" if len(self.faults) == 1 else f"{len(self.faults)} faults"
        super().__init__("\n".join([f"{folder}: {count}", *(f"  {fault}" for fault in faults)]))


class SettingsError(InterviewCoderError):
    """A study.toml or a codebook says something that cannot be used.

    Attributes:
        path: The file.
        faults: Every fault, each beginning with the path of the key (`codes[2].definition`).
    """

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))


class DecisionError(InterviewCoderError):
    """Corrections are about other texts or codes, or contradict each other.

    Attributes:
        path: The file; `corrections.csv` for decisions made in a program.
        faults: Every fault, each beginning with its line where it was read from a file.
    """

    def __init__(self, path: Path, faults: Sequence[str]) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" for fault in faults))


class PseudonymError(InterviewCoderError):
    """Names cannot be replaced safely: a key or a list of names has faults, or is missing.

    Attributes:
        path: The key or the list; None where no file is to blame.
        faults: Every fault, each beginning with its line where it was read from a file.
    """

    def __init__(self, faults: Sequence[str], *, path: Path | None = None) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" if path else fault for fault in faults))


class ExchangeError(InterviewCoderError):
    """A file of another program cannot be read, or what there is cannot be written for it.

    Attributes:
        path: The file; None where nothing was read.
        faults: Every fault, each beginning with its place in the file where there is one.
    """

    def __init__(self, faults: Sequence[str], *, path: Path | None = None) -> None:
        self.path = path
        self.faults = tuple(faults)
        super().__init__("\n".join(f"{path}: {fault}" if path else fault for fault in faults))


class LanguageError(InterviewCoderError):
    """spaCy cannot cut the study's language into words here."""


class ModelError(InterviewCoderError):
    """An embedding model could not be loaded, or is not the one it claims to be."""


class OutputError(InterviewCoderError):
    """Results cannot be written without harming what is already there."""


class AnalysisError(InterviewCoderError):
    """A saved analysis is missing, damaged or of another version."""
