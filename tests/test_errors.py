"""The errors: one tree, facts as attributes, messages that say where to mend what."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder import errors
from interview_coder.errors import (
    DecisionError,
    InterviewCoderError,
    ReadError,
    SettingsError,
    StudyError,
    UnknownFormatError,
)


@pytest.mark.parametrize(
    "name",
    [
        "AnalysisError",
        "DecisionError",
        "LanguageError",
        "ModelError",
        "OutputError",
        "ReadError",
        "SettingsError",
        "StudyError",
        "UnknownFormatError",
    ],
)
def test_one_base_class_catches_all(name: str) -> None:
    """
    Whoever catches InterviewCoderError catches every error that is raised on purpose.
    """
    assert issubclass(getattr(errors, name), InterviewCoderError)


def test_tree_in_the_docstring_is_whole() -> None:
    """
    The tree drawn at the top of the module names every class in it.
    """
    drawn = errors.__doc__ or ""
    classes = [name for name in vars(errors) if name.endswith("Error")]

    assert [name for name in classes if name not in drawn] == []


def test_unknown_format_is_a_read_error() -> None:
    """
    A file that no reader claims is one way of not being readable.
    """
    assert issubclass(UnknownFormatError, ReadError)


class TestReadError:
    """
    A read error says file, line and what would be right.
    """

    def test_with_line(self) -> None:
        """
        The line follows the file's name, as editors and compilers write it.
        """
        error = ReadError("no speaker", path=Path("study") / "P1.txt", line_no=4)

        assert str(error) == "P1.txt:4: no speaker"

    def test_whole_file(self) -> None:
        """
        A fault of the whole file has no line.
        """
        assert str(ReadError("is empty", path=Path("P1.txt"))) == "P1.txt: is empty"

    def test_facts(self) -> None:
        """
        The facts can be read without taking the message apart.
        """
        error = ReadError("no speaker", path=Path("P1.txt"), line_no=4)

        assert (error.message, error.path, error.line_no) == ("no speaker", Path("P1.txt"), 4)


class TestStudyError:
    """
    A study error holds all faults of a folder.
    """

    @pytest.mark.parametrize(
        ("faults", "head"),
        [
            pytest.param(["a.txt: is empty"], "calls: 1 fault", id="one"),
            pytest.param(["a.txt: is empty", "b.txt: is empty"], "calls: 2 faults", id="two"),
        ],
    )
    def test_message(self, faults: list[str], head: str) -> None:
        """
        The message counts the faults and shows each on a line of its own.
        """
        error = StudyError(Path("calls"), faults)

        assert str(error).split("\n") == [head, *(f"  {fault}" for fault in faults)]
        assert error.faults == tuple(faults)
        assert error.folder == Path("calls")


def test_settings_error_shows_every_fault_with_its_file() -> None:
    """
    Each fault stands on its own line, after the file it is in.
    """
    error = SettingsError(Path("study.toml"), ["titel: unknown key", "language: is missing"])

    assert str(error) == "study.toml: titel: unknown key\nstudy.toml: language: is missing"


def test_decision_error_shows_every_fault_with_its_file() -> None:
    """
    Each decision that cannot stand is on its own line, after the file it is in.
    """
    error = DecisionError(Path("corrections.csv"), ["line 2: no utterance named", "line 3: so"])

    assert str(error) == "corrections.csv: line 2: no utterance named\ncorrections.csv: line 3: so"
    assert error.faults == ("line 2: no utterance named", "line 3: so")
    assert error.path == Path("corrections.csv")
