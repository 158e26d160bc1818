"""Codings of another program as rows of decisions, which read back as the same coders."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings

from interview_coder.agreement.coders import Coder, coders_of_decisions
from interview_coder.agreement.imported import imported_rows
from interview_coder.coding.decisions import check_decisions, read_decisions
from interview_coder.decision_rows import DECISION_COLUMNS
from interview_coder.tabular import to_csv
from tests.agreement.small_study import (
    CODES,
    FIRST,
    FOURTH,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    coder,
    coders,
)
from tests.notation import write_folder


def told(*who: Coder, whole: bool = False) -> list[tuple[object, ...]]:
    """
    Return of each row the utterance, the code, what was decided and by whom.
    """
    rows = imported_rows(who, study=STUDY, utterances=UTTERANCES, whole=whole)
    columns = ("utterance", "code", "decision", "decided_by")
    return [tuple(row[column] for column in columns) for row in rows]


def read_again(who: list[Coder], folder: Path, *, whole: bool) -> list[Coder]:
    """
    Return the coders of the rows, written as a table and read as decisions.
    """
    rows = imported_rows(who, study=STUDY, utterances=UTTERANCES, whole=whole)
    write_folder(folder, {"corrections.csv": to_csv(rows, DECISION_COLUMNS)})
    decisions = read_decisions(folder / "corrections.csv")
    for name in {decision.coder for decision in decisions}:
        own = [decision for decision in decisions if decision.coder == name]
        check_decisions(own, study=STUDY, utterances=UTTERANCES, codes=CODES)
    found = coders_of_decisions(decisions, utterances=UTTERANCES, codes=CODES)
    return [replace(each, selections=()) for each in found]


class TestImportedRows:
    """
    Each coding of another program becomes a decision.
    """

    def test_order(self) -> None:
        """
        Rows stand in the order of utterances, coders and codes.
        """
        found = told(
            coder("Bo", f"{SECOND} pain", f"{FIRST} trigger goal"), coder("Ada", f"{FIRST} pain")
        )

        assert found == [
            (FIRST, "goal", "add", "Bo"),
            (FIRST, "trigger", "add", "Bo"),
            (FIRST, "pain", "add", "Ada"),
            (SECOND, "pain", "add", "Bo"),
        ]

    def test_read_and_not_coded(self) -> None:
        """
        What a coder read and did not code carries no code, if he coded the whole; else nothing is
        said of it.
        """
        ada = coder("Ada", f"{FIRST} pain", SECOND)

        assert told(ada, whole=True) == [
            (FIRST, "pain", "add", "Ada"),
            (SECOND, "", "accept", "Ada"),
        ]
        assert told(ada, whole=False) == [(FIRST, "pain", "add", "Ada")]

    def test_row(self) -> None:
        """
        A row says where the words stand and in which text; what nobody told is empty.
        """
        (row,) = imported_rows(
            [coder("Ada", f"{FOURTH} goal")], study=STUDY, utterances=UTTERANCES, whole=False
        )

        assert set(row) == set(DECISION_COLUMNS)
        assert (row["transcript"], row["participant"]) == ("P2.txt", "P2")
        assert (row["start"], row["end"], row["text"]) == (17, 34, "The list is long.")
        assert row["transcript_hash"] == STUDY.transcript("P2.txt").text_hash
        assert (row["new_code"], row["decided_on"], row["note"]) == ("", "", "")

    def test_nobody(self) -> None:
        """
        Without coders there are no rows.
        """
        assert told(whole=True) == []

    @given(drawn=coders())
    @settings(max_examples=30, deadline=None)
    def test_round_trip(self, drawn: list[Coder], tmp_path_factory: pytest.TempPathFactory) -> None:
        """
        Coders who coded the whole are read again as they were.
        """
        found = read_again(drawn, tmp_path_factory.mktemp("imported"), whole=True)

        expected = [each for each in drawn if each.read]
        assert found == sorted(expected, key=lambda each: each.name)

    def test_round_trip_in_part(self, tmp_path: Path) -> None:
        """
        Of coders who coded in part, what they put is read again, and nothing beside it.
        """
        ada = coder("Ada", f"{FIRST} pain goal", SECOND, THIRD)

        assert read_again([ada], tmp_path, whole=False) == [coder("Ada", f"{FIRST} pain goal")]
