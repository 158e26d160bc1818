"""Coders from files of every kind, put together by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest

from interview_coder.agreement.files import CodersRead, read_coders
from interview_coder.errors import AnalysisError, DecisionError, ExchangeError
from interview_coder.findings import MACHINE, SETTLED
from tests.agreement.small_study import (
    CODES,
    FIFTH,
    FIRST,
    FOURTH,
    IDS,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    analysis_with,
    decide,
)
from tests.exchange.refi.builder import Said, document, project_file
from tests.notation import write_folder

DECISIONS = "utterance,code,decision,decided_by"
CODINGS = "utterance,code,coder"
ALL_OF_P1 = {FIRST, SECOND, THIRD}
OF_TWO_PEOPLE = {
    "one.csv": f"{CODINGS}\n{FIRST},pain,Ada\n{FIRST},goal,Bo\n",
    "two.csv": f"{CODINGS}\n{FIRST},pain,Ada\n{FOURTH},pain,Ada\n",
    "three.csv": f"{DECISIONS}\n{FIFTH},goal,add,Bo\n",
}


def read(*paths: Path) -> CodersRead:
    """
    Read coders of the small study.
    """
    return read_coders(paths, study=STUDY, utterances=UTTERANCES, codes=CODES)


def write(folder: Path, files: Mapping[str, str]) -> list[Path]:
    """
    Write files and return their paths.
    """
    write_folder(folder, files)
    return [folder / name for name in files]


def put_by(found: CodersRead) -> dict[str, set[tuple[str, str]]]:
    """
    Return what each coder put, by name.
    """
    return {each.name: set(each.put) for each in found.coders}


def read_by(found: CodersRead) -> dict[str, set[str]]:
    """
    Return what each coder read, by name.
    """
    return {each.name: set(each.read) for each in found.coders}


class TestReadCoders:
    """
    What a file is, is told by its kind and its columns.
    """

    def test_codings(self, tmp_path: Path) -> None:
        """
        A table without decisions is one of codings: who has a row in a transcript has read it.
        """
        found = read(*write(tmp_path, {"codings.csv": f"{CODINGS}\n{FIRST},pain,Ada\n"}))

        assert put_by(found) == {"Ada": {(FIRST, "pain")}}
        assert read_by(found) == {"Ada": ALL_OF_P1}

    def test_decisions(self, tmp_path: Path) -> None:
        """
        A table with decisions is one of decisions: who decided on an utterance has read that one.
        """
        rows = [DECISIONS, f"{FIRST},pain,accept,Kim", f"{SECOND},pain,reject,Kim"]

        found = read(*write(tmp_path, {"corrections.csv": "\n".join(rows)}))

        assert put_by(found) == {"Kim": {(FIRST, "pain")}}
        assert read_by(found) == {"Kim": {FIRST, SECOND}}

    def test_settled(self, tmp_path: Path) -> None:
        """
        What stands in settled.csv is a coder of its own, whoever settled it.
        """
        files = {"settled.csv": f"{DECISIONS}\n{FIRST},pain,accept,Kim\n"}

        assert put_by(read(*write(tmp_path, files))) == {SETTLED: {(FIRST, "pain")}}

    def test_coders_may_contradict_each_other(self, tmp_path: Path) -> None:
        """
        That coders contradict each other is what is measured, so it is no fault.
        """
        rows = [DECISIONS, f"{FIRST},pain,accept,Kim", f"{FIRST},pain,reject,Mo"]

        found = read(*write(tmp_path, {"both.csv": "\n".join(rows)}))

        assert put_by(found) == {"Kim": {(FIRST, "pain")}, "Mo": set()}

    def test_project(self, tmp_path: Path) -> None:
        """
        A project of another program gives its coders, and tells what has no place in the study.
        """
        text = STUDY.transcript("P1.txt").text
        inside = project_file(tmp_path / "p.qdpx", document([Said(19, 36)]), text)
        outside = project_file(tmp_path / "q.qdpx", document([Said(0, 4)]), "Other words.")

        found = read(inside, outside)

        assert put_by(found) == {"Ada": {(FIRST, "pain")}}
        ((name, left_out),) = found.left_out
        assert name == "q.qdpx"
        assert left_out.what == "codings in 'P1', which is no transcript of the study"

    def test_results(self, tmp_path: Path) -> None:
        """
        A folder with results gives the machine and who decided.
        """
        analysis_with(
            decide("reject"),
            unaided=((FIRST, "pain"),),
            codings=((FIFTH, "goal", MACHINE),),
        ).save(tmp_path / "out")

        found = read(tmp_path / "out")

        assert put_by(found) == {"Kim": set(), MACHINE: {(FIRST, "pain"), (FIFTH, "goal")}}
        assert read_by(found) == {"Kim": {FIRST}, MACHINE: set(IDS)}

    def test_no_rows(self, tmp_path: Path) -> None:
        """
        A table without rows gives no coder.
        """
        files = {"corrections.csv": DECISIONS, "codings.csv": CODINGS}

        assert read(*write(tmp_path, files)) == CodersRead(coders=(), left_out=())

    def test_nothing_decided(self, tmp_path: Path) -> None:
        """
        A sheet of decisions that nobody filled in gives no coder.
        """
        files = {"sheet.csv": f"{DECISIONS}\n{FIRST},pain,,Kim\n"}

        assert read(*write(tmp_path, files)).coders == ()


class TestTogether:
    """
    A coder whom several files name has all of them together.
    """

    def test_one_name(self, tmp_path: Path) -> None:
        """
        He read and put what he read and put in any of them; what stands twice counts once.
        """
        found = read(*write(tmp_path, OF_TWO_PEOPLE))

        assert put_by(found) == {
            "Ada": {(FIRST, "pain"), (FOURTH, "pain")},
            "Bo": {(FIRST, "goal"), (FIFTH, "goal")},
        }
        assert read_by(found) == {"Ada": set(IDS), "Bo": {*ALL_OF_P1, FIFTH}}
        assert [len(each.selections) for each in found.coders] == [2, 2]

    def test_order(self, tmp_path: Path) -> None:
        """
        The order of files changes nothing.
        """
        paths = write(tmp_path, OF_TWO_PEOPLE)

        for order in permutations(paths):
            assert read(*order) == read(*paths)


class TestFaults:
    """
    A file that cannot be used is told by its name, with what would be right.
    """

    def test_no_file(self, tmp_path: Path) -> None:
        """
        A file that is not there is told as such.
        """
        with pytest.raises(ExchangeError, match=r"nowhere\.csv: there is no such file"):
            read(tmp_path / "nowhere.csv")

    def test_other_kind(self, tmp_path: Path) -> None:
        """
        A file of another kind is told with the kinds that can be read.
        """
        (path,) = write(tmp_path, {"notes.txt": "Ada: pain"})

        with pytest.raises(ExchangeError) as caught:
            read(path)

        assert caught.value.path == path
        assert caught.value.faults == (
            "is no folder of results, no table (.csv, .tsv, .xlsx) and no project that can be read",
        )

    def test_no_code(self, tmp_path: Path) -> None:
        """
        A table without the column code is neither codings nor decisions.
        """
        with pytest.raises(DecisionError, match=r"any\.csv: line 1: no column 'code'; found: a,b"):
            read(*write(tmp_path, {"any.csv": "a,b\n1,2\n"}))

    def test_faults_of_every_coder(self, tmp_path: Path) -> None:
        """
        Decisions that cannot stand are told in one go, coder by coder, with their lines.
        """
        rows = [
            DECISIONS,
            f"{FIRST},pian,accept,Mo",
            f"{SECOND},pain,accept,Kim",
            f"{SECOND},pain,reject,Kim",
        ]
        (path,) = write(tmp_path, {"corrections.csv": "\n".join(rows)})

        with pytest.raises(DecisionError) as caught:
            read(path)

        assert caught.value.path == path
        kim, mo = caught.value.faults
        assert kim.startswith(f"{SECOND!r}, pain: Kim (line 3) says that it fits, Kim (line 4)")
        assert mo == "line 2: unknown code 'pian'; the codebook has pain, goal, trigger"

    def test_settled_both_ways(self, tmp_path: Path) -> None:
        """
        Two people who settled one thing differently are one coder against himself, and told.
        """
        rows = [DECISIONS, f"{FIRST},pain,accept,Kim", f"{FIRST},pain,reject,Mo"]

        with pytest.raises(
            DecisionError, match=r"Kim .* says that it fits, Mo .* that it does not"
        ):
            read(*write(tmp_path, {"settled.csv": "\n".join(rows)}))

    def test_another_study(self, tmp_path: Path) -> None:
        """
        Results of other transcripts are refused.
        """
        analysis = analysis_with()
        fewer = replace(analysis, all_utterances=analysis.all_utterances[:-1])
        fewer.save(tmp_path / "out")

        with pytest.raises(AnalysisError, match="out: is an analysis of another study"):
            read(tmp_path / "out")

    def test_no_results(self, tmp_path: Path) -> None:
        """
        A folder without results is told by its name.
        """
        with pytest.raises(AnalysisError, match=tmp_path.name):
            read(tmp_path)
