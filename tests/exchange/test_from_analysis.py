"""Tests of an analysis as a project, and the whole way to other programs and back."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from interview_coder.exchange.files import read_project, write_project
from interview_coder.exchange.frames import from_frames, project_frames
from interview_coder.exchange.from_analysis import THEMES, project_of
from interview_coder.exchange.placing import codings_of, place
from interview_coder.exchange.project import Memo, Project
from interview_coder.exchange.refi import validate, write_qdpx
from interview_coder.findings import Analysis, Decision, ThemeDecision
from interview_coder.pipeline import analyze
from interview_coder.settings import Settings
from interview_coder.study import read_study
from tests.notation import write_folder

Found = set[tuple[str, str, str]]


@pytest.fixture(scope="module")
def project(sample_analysis: Analysis) -> Project:
    """
    The sample study as a project.
    """
    return project_of(sample_analysis)


def codings(analysis: Analysis) -> Found:
    """
    Return utterance, code and coder of every coding.
    """
    return {(each.utterance, each.code, each.coder) for each in analysis.all_codings}


def codings_in(project: Project, analysis: Analysis) -> Found:
    """
    Return the same of a project, as it is placed in the study of an analysis.
    """
    placed = place(project, analysis.study)
    assert not placed.left_out
    found = codings_of(
        placed,
        utterances=analysis.all_utterances,
        codes=[code.name for code in analysis.codes],
    )
    return {(each.utterance, each.code, each.coder) for each in found}


class TestProject:
    """
    A project holds what the analysis does.
    """

    def test_words(self, project: Project, sample_analysis: Analysis) -> None:
        """
        Every selection has the words of its utterance.
        """
        said = {
            (u.transcript, sample_analysis.study.quote(u)) for u in sample_analysis.all_utterances
        }

        assert {(each.source, project.quote(each)) for each in project.selections} <= said

    def test_codings(self, project: Project, sample_analysis: Analysis) -> None:
        """
        Its codings are those of the analysis.
        """
        assert codings_in(project, sample_analysis) == codings(sample_analysis)

    def test_themes(self, project: Project, sample_analysis: Analysis) -> None:
        """
        A theme is a code below its own, in the set of themes, on its own utterances.
        """
        (group,) = project.groups
        assert group.name == THEMES
        assert len(group.codes) == len(sample_analysis.all_themes)
        for theme, path in zip(sample_analysis.all_themes, group.codes, strict=True):
            assert path[0] == theme.code
            own = [each for each in project.selections if each.code == path]
            assert {project.quote(each) for each in own} == {
                sample_analysis.quote(utterance).text for utterance in theme.utterances
            }

    def test_definitions(self, project: Project, sample_analysis: Analysis) -> None:
        """
        What the codebook says of a code stands in its description.
        """
        described = {code.path: code.description for code in project.codes}
        for code in sample_analysis.codes:
            told = described[code.name,]
            for part in (code.definition, code.full_definition, *code.when_not_to_use):
                assert part in told

    def test_people(self, project: Project, sample_analysis: Analysis) -> None:
        """
        Participants are cases with their attributes and the texts in which they speak.
        """
        for case, person in zip(project.cases, sample_analysis.study.participants, strict=True):
            assert (case.name, case.attributes) == (person.name, person.attributes)
            assert [Path(name).stem for name in case.sources] == [person.name]

    def test_names_stand_in_subtitles(self, project: Project) -> None:
        """
        Where a file keeps names apart from words, other programs see them.
        """
        assert "\n\nP03: " in project.source("P03.vtt").text

    def test_why_themes_were_changed(self, sample_analysis: Analysis) -> None:
        """
        What somebody wrote to a decision on themes is a memo on its code; silence is none.
        """
        (first, *_) = sample_analysis.all_themes
        silent = ThemeDecision(decision="rename", code="pain", utterances=first.utterances[:1])
        spoken = replace(silent, decision="merge", note="one idea", coder="Kim")
        decided = replace(sample_analysis, theme_decisions=(silent, spoken))

        about_codes = [memo for memo in project_of(decided).memos if memo.code]

        assert about_codes == [
            Memo(text="one idea", title="merge in pain", code=("pain",), coder="Kim")
        ]

    def test_what_people_wrote(self, tmp_path: Path, cache_folder: Path) -> None:
        """
        Why somebody decided stands as a note at the coding.
        """
        folder = write_folder(
            tmp_path / "study",
            {
                f"{n}.txt": f"Interviewer: So?\n\n{n}: It {n} rains.\n"
                for n in ("Ada", "Bea", "Cem")
            },
        )
        decision = Decision(
            utterance="Ada-0001", code="pain", decision="add", coder="Kit", note="wet feet"
        )
        analysis = analyze(
            read_study(folder), settings=Settings(cache=cache_folder), decisions=[decision]
        )

        made = project_of(analysis)

        notes = [each.note for each in made.selections if each.coder == "Kit"]
        assert notes[0] == "Kit: wet feet"


class TestWholeWay:
    """
    What goes out comes back.
    """

    @pytest.mark.parametrize("suffix", [".qdpx", ".jsonl", ".json"])
    def test_files(
        self, project: Project, sample_analysis: Analysis, tmp_path: Path, suffix: str
    ) -> None:
        """
        The same texts, the same codings at the same places, by the same coders.
        """
        path = tmp_path / f"sample{suffix}"
        write_project(project, path)

        back = read_project(path)

        assert {each.name: each.text for each in back.sources} == {
            each.name: each.text for each in project.sources
        }
        assert codings_in(back, sample_analysis) == codings(sample_analysis)

    def test_everything_is_in_a_qdpx(self, project: Project, tmp_path: Path) -> None:
        """
        Of a project that comes back from .qdpx nothing is missing.
        """
        path = tmp_path / "sample.qdpx"
        write_project(project, path)

        back = read_project(path)

        assert back.selections == project.selections
        assert set(back.codes) == set(project.codes)
        assert back.cases == project.cases
        assert back.groups == project.groups
        assert {memo.text for memo in back.memos} == {memo.text for memo in project.memos}
        assert not back.left_out

    def test_it_is_valid(self, project: Project, tmp_path: Path) -> None:
        """
        The project of a whole study is valid by the published schema.
        """
        path = tmp_path / "sample.qdpx"
        path.write_bytes(write_qdpx(project))

        with zipfile.ZipFile(path) as archive:
            assert validate(archive.read("project.qde")) == ()

    def test_frames(self, project: Project, sample_analysis: Analysis) -> None:
        """
        Through pandas nothing is lost, either.
        """
        frames = project_frames(project)

        back = from_frames(frames.selections, sources=frames.sources, codes=frames.codes)

        assert back.selections == project.selections
        assert codings_in(back, sample_analysis) == codings(sample_analysis)

    def test_no_date_is_made_up(self, project: Project, tmp_path: Path) -> None:
        """
        The day of the file stands everywhere, because programs want one; it is no day of codings.
        """
        path = tmp_path / "sample.qdpx"
        write_project(project, path, made="2026-01-31T10:00:00+00:00")

        assert read_project(path).selections == project.selections
