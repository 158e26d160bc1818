"""Tests of a project as a study folder, and of its codes as a draft of a codebook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.codebook import read_codebook
from interview_coder.errors import ExchangeError, SettingsError
from interview_coder.exchange.as_study import codebook_files, file_name, study_files
from interview_coder.exchange.project import Case, Project, ProjectCode, Source
from interview_coder.study import read_study
from tests.exchange.projects import project, selected
from tests.notation import write_folder

TALK = "Interviewer: So?\n\nAda: It rains.\n"


class TestStudy:
    """
    A project's texts make a study.
    """

    def test_a_study_is_read(self, tmp_path: Path) -> None:
        """
        Texts, participants and what is known of them are those of the project.
        """
        made = Project(
            name="p",
            sources=(
                Source(name="Ada.docx", text=TALK),
                Source(name="Bea", text=TALK.replace("Ada", "Bea").replace("rains", "snows")),
            ),
            cases=(
                Case(name="Ada", attributes={"age": "40", "work": "a, b"}, sources=("Ada.docx",)),
                Case(name="Bea", attributes={"work": "none"}),
                Case(name="nobody"),
            ),
        )

        study = read_study(write_folder(tmp_path / "study", study_files(made)))

        assert [t.name for t in study.transcripts] == ["Ada.txt", "Bea.txt"]
        assert study.transcripts[0].text == TALK
        assert {p.name: dict(p.attributes) for p in study.participants} == {
            "Ada": {"age": "40", "work": "a, b"},
            "Bea": {"age": "", "work": "none"},
        }

    def test_no_texts(self) -> None:
        """
        A codebook alone makes no study.
        """
        with pytest.raises(ExchangeError, match="holds no texts"):
            study_files(Project(name="p"))

    def test_names_that_would_be_one(self) -> None:
        """
        Two texts that would lie in one file are refused, so that neither is lost.
        """
        made = Project(
            name="p", sources=(Source(name="a.doc", text="x"), Source(name="a.txt", text="y"))
        )

        with pytest.raises(ExchangeError, match=r"two texts would both be called a\.txt"):
            study_files(made)

    @given(
        name=st.text(max_size=30) | st.sampled_from(["../../x", "/etc/passwd", "..", "C:\\a\\b"])
    )
    def test_no_name_leads_out_of_the_folder(self, name: str) -> None:
        """
        Whatever a text is called, its file lies in the study folder and is not hidden.
        """
        made = file_name(name)

        assert Path(made).name == made
        assert made.endswith(".txt")
        assert not made.startswith(".")
        assert not {"/", "\\", "\0"} & set(made)


class TestCodebook:
    """
    A project's codes make a draft of a codebook.
    """

    def test_a_draft(self, tmp_path: Path) -> None:
        """
        Names, titles, descriptions and coded words are there; what is not said is empty.
        """
        made = Project(
            name="My codes",
            sources=project().sources,
            codes=(
                ProjectCode(path=("Time lost!",), description="Hours gone."),
                ProjectCode(path=("heading",), is_codable=False),
            ),
            selections=(selected("waits", "Time lost!"), selected("says", "heading")),
        )

        files = codebook_files(made)

        record = yaml.safe_load(files["codebook.yaml"])
        (code,) = record["codes"]
        assert (code["name"], code["title"]) == ("time_lost", "Time lost!")
        assert code["definition"] == "Hours gone."
        assert code["when_to_use"] == []
        rows = list(csv.DictReader(io.StringIO(files["examples.csv"].decode())))
        assert rows == [{"codes": "time_lost", "text": "waits"}]

    def test_the_draft_asks_to_be_filled_in(self, tmp_path: Path) -> None:
        """
        A draft is no codebook yet: reading it says what is missing.
        """
        folder = write_folder(tmp_path / "draft", codebook_files(project(selected("waits"))))

        with pytest.raises(SettingsError) as caught:
            read_codebook(str(folder))

        assert "full_definition" in str(caught.value)

    def test_names_of_two(self) -> None:
        """
        Codes of one name are told apart by those above them.
        """
        made = Project(
            name="p",
            codes=(
                ProjectCode(path=("work", "time")),
                ProjectCode(path=("home", "time")),
                ProjectCode(path=("9 to 5",)),
            ),
        )

        record = yaml.safe_load(codebook_files(made)["codebook.yaml"])

        assert [code["name"] for code in record["codes"]] == [
            "work_time",
            "home_time",
            "code_9_to_5",
        ]

    def test_names_that_stay_one(self) -> None:
        """
        Codes that even then have one name are refused.
        """
        made = Project(name="p", codes=(ProjectCode(path=("a!",)), ProjectCode(path=("a?",))))

        with pytest.raises(ExchangeError, match="two codes would both be called 'a'"):
            codebook_files(made)

    def test_no_codes(self) -> None:
        """
        A project without codes makes no codebook.
        """
        with pytest.raises(ExchangeError, match="holds no codes"):
            codebook_files(Project(name="p"))
