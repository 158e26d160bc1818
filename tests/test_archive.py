from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from interview_coder.archive import ANALYSIS_FILE, FORMAT_VERSION, load
from interview_coder.errors import AnalysisError, OutputError
from interview_coder.findings import Analysis, Decision
from interview_coder.tables import CODING_COLUMNS, THEME_COLUMNS, UTTERANCE_COLUMNS
from tests.agreement.small_study import FIRST, analysis_with, decide

COLUMNS = {
    "utterances.csv": UTTERANCE_COLUMNS,
    "codings.csv": CODING_COLUMNS,
    "candidates.csv": CODING_COLUMNS,
    "themes.csv": THEME_COLUMNS,
}


@pytest.fixture
def saved(sample_analysis: Analysis, tmp_path: Path) -> Path:
    """
    The folder of the saved sample analysis.
    """
    sample_analysis.save(tmp_path / "out")
    return tmp_path / "out"


class TestRoundTrip:
    """
    What is loaded equals what was saved.
    """

    def test_sample(self, sample_analysis: Analysis, saved: Path) -> None:
        """
        An analysis comes back with every record, quote and setting, and its study's folder.
        """
        assert load(saved) == sample_analysis

    def test_study_in_memory(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        A study without a folder comes back without one.
        """
        homeless = replace(sample_analysis, study=replace(sample_analysis.study, folder=None))

        homeless.save(tmp_path / "out")

        assert load(tmp_path / "out") == homeless

    def test_unaided(self, tmp_path: Path) -> None:
        """
        What the codebook alone asserts where people decided comes back, so that it can be compared.
        """
        decision = replace(decide("reject", settles=True, decided_on="2026-02-28"), start=0, end=9)
        analysis = analysis_with(decision, unaided=((FIRST, "pain"), (FIRST, "goal")))

        analysis.save(tmp_path / "out")

        assert load(tmp_path / "out") == analysis

    def test_decisions(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        Decisions come back with everything that was told, and so do reasons and what to review.
        """
        id_ = sample_analysis.all_utterances[0].id
        full = Decision(
            utterance=id_,
            code="pain",
            decision="recode",
            new_code="goal",
            coder="René",
            text="It is\nslow.",
            start=0,
            end=9,
            text_hash="ab",
            note="why; so",
            place="line 7",
        )
        least = Decision(utterance=id_, code="", decision="accept")
        decided = replace(sample_analysis, decisions=(full, least))

        decided.save(tmp_path / "out")

        again = load(tmp_path / "out")
        assert again == decided
        assert again.decisions == (full, least)
        assert [c.reasons for c in again.all_codings] == [c.reasons for c in decided.all_codings]
        assert any(coding.reasons.cues for coding in again.all_codings)
        assert again.suggest_next(5) == sample_analysis.suggest_next(5)

    def test_saved_twice(self, sample_analysis: Analysis, saved: Path, tmp_path: Path) -> None:
        """
        The same analysis gives the same bytes, also when it was loaded in between.
        """
        load(saved).save(tmp_path / "again")

        for path in saved.iterdir():
            assert (tmp_path / "again" / path.name).read_bytes() == path.read_bytes()
        assert sample_analysis.all_themes

    def test_moved_together(self, sample_analysis: Analysis, tmp_path: Path) -> None:
        """
        Study and analysis moved side by side still find each other.
        """
        before, after = tmp_path / "before", tmp_path / "after"
        study = replace(sample_analysis.study, folder=before / "study")
        (before / "study").mkdir(parents=True)
        replace(sample_analysis, study=study).save(before / "out")
        before.rename(after)

        assert load(after / "out").study.folder == (after / "study").resolve()


class TestEvidence:
    """
    What follows from an analysis stands beside it in analysis.json, for other programs.
    """

    def test_counts(self, sample_analysis: Analysis, saved: Path) -> None:
        """
        The numbers are those of the analysis: participants by themes, codes by codes, and so on.
        """
        evidence = json.loads((saved / ANALYSIS_FILE).read_bytes())["evidence"]

        cells = evidence["framework"]
        n_themes, n_people = (
            len(sample_analysis.all_themes),
            len(sample_analysis.study.participants),
        )
        assert len(cells) == n_themes * n_people
        assert sum(cell["n_utterances"] for cell in cells) == len(sample_analysis.all_codings)
        assert len(evidence["co_occurrence"]) == 6
        assert [item["number"] for item in evidence["checklist"]] == list(range(1, 33))
        assert evidence["saturation"]["interviews"] == sorted(
            transcript.name for transcript in sample_analysis.study.transcripts
        )
        assert {row["attribute"] for row in evidence["themes_by_attribute"]}

    def test_not_read_again(self, sample_analysis: Analysis, saved: Path) -> None:
        """
        It is worked out again from the analysis, so that nobody can change the one alone.
        """
        content = json.loads((saved / ANALYSIS_FILE).read_bytes())
        content["evidence"] = {}
        (saved / ANALYSIS_FILE).write_text(json.dumps(content), encoding="utf-8")

        assert load(saved) == sample_analysis


class TestFiles:
    """
    The CSV files are UTF-8 with line feeds, and their columns are fixed.
    """

    @pytest.mark.parametrize("name", COLUMNS)
    def test_columns(self, saved: Path, name: str) -> None:
        """
        The first row names the columns of the design.
        """
        with (saved / name).open(encoding="utf-8", newline="") as file:
            header, *rows = csv.reader(file)

        assert tuple(header) == COLUMNS[name]
        assert {len(row) for row in rows} == {len(header)}

    @pytest.mark.parametrize("name", [*COLUMNS, ANALYSIS_FILE])
    def test_line_ends(self, saved: Path, name: str) -> None:
        """
        Lines end in line feeds, the last one too, and nothing stands before the first letter.
        """
        data = (saved / name).read_bytes()

        assert b"\r" not in data
        assert data.endswith(b"\n")
        assert not data.startswith(b"\xef\xbb\xbf")
        data.decode("utf-8")

    def test_rows_are_the_records(self, sample_analysis: Analysis, saved: Path) -> None:
        """
        codings.csv has a row for each asserted coding, with its theme.
        """
        with (saved / "codings.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row["utterance"], row["code"], row["theme"]) for row in csv.DictReader(file)]

        assert rows == [(c.utterance, c.code, c.theme) for c in sample_analysis.all_codings]
        assert all(theme for _, _, theme in rows)

    def test_paths_of_this_machine_stay_out(self, saved: Path) -> None:
        """
        The study's folder is told relative to the analysis, never by an absolute path.
        """
        content = json.loads((saved / ANALYSIS_FILE).read_bytes())

        assert not Path(content["analysis"]["study"]["folder"]).is_absolute()

    def test_folder_that_exists_is_kept(self, sample_analysis: Analysis, saved: Path) -> None:
        """
        Saving again needs to be told to overwrite.
        """
        with pytest.raises(OutputError, match="--overwrite"):
            sample_analysis.save(saved)

        sample_analysis.save(saved, overwrite=True)
        assert load(saved) == sample_analysis


class TestDamage:
    """
    What cannot be loaded is refused with the file and the reason.
    """

    def test_missing(self, tmp_path: Path) -> None:
        """
        A folder without analysis.json is told so.
        """
        with pytest.raises(AnalysisError, match=r"no analysis\.json in it"):
            load(tmp_path)

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"", "damaged, is no JSON", id="empty"),
            pytest.param(b'{"format": ', "damaged, is no JSON", id="cut-short"),
            pytest.param(b'{"format": "\xff"}', "damaged, is no JSON", id="no-utf8"),
            pytest.param(b"[]", "is no analysis of interview_coder", id="a-list"),
            pytest.param(b"{}", "is no analysis of interview_coder", id="no-format"),
            pytest.param(b'{"format": "other"}', "is no analysis", id="other-format"),
            pytest.param(
                b'{"format": "interview_coder analysis"}', "version None", id="no-version"
            ),
            pytest.param(
                b'{"format": "interview_coder analysis", "format_version": 99}',
                f"version 99 of the format, this program reads version {FORMAT_VERSION}",
                id="other-version",
            ),
            pytest.param(
                b'{"format": "interview_coder analysis", "format_version": %d}' % FORMAT_VERSION,
                "damaged",
                id="no-analysis",
            ),
        ],
    )
    def test_damaged(self, tmp_path: Path, data: bytes, message: str) -> None:
        """
        The message names the file and says what is wrong with it.
        """
        (tmp_path / ANALYSIS_FILE).write_bytes(data)

        with pytest.raises(AnalysisError, match=rf"analysis\.json: .*{message}"):
            load(tmp_path)

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            pytest.param(("all_utterances",), None, id="records-gone"),
            pytest.param(("all_utterances", 0, "span", "end"), 0, id="impossible-span"),
            pytest.param(("all_themes", 0, "promotion"), {}, id="promotion-gone"),
            pytest.param(("all_codings", 0, "confidence"), "sure", id="word-for-a-number"),
            pytest.param(("all_codings", 0, "reasons", "cues"), "slow", id="word-for-a-list"),
            pytest.param(
                ("decisions",),
                [{"utterance": "P01-0001", "code": "pain", "decision": "perhaps"}],
                id="unknown-decision",
            ),
        ],
    )
    def test_damaged_inside(self, saved: Path, path: tuple[str | int, ...], value: object) -> None:
        """
        A record that cannot be is refused, not repaired.
        """
        content: Any = json.loads((saved / ANALYSIS_FILE).read_bytes())
        place = content["analysis"]
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value
        (saved / ANALYSIS_FILE).write_text(json.dumps(content))

        with pytest.raises(AnalysisError, match="damaged"):
            load(saved)
