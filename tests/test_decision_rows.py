"""Rows in which people decide: the words, where they stand, and what was said around."""

from __future__ import annotations

from interview_coder.decision_rows import DECISION_COLUMNS, context_row, decision_row
from interview_coder.segmentation import segment_study
from tests.notation import study_of, talk

STUDY = study_of(
    talk("I: How is it? | P1: It is slow. | I: And? | P1: It is late.", name="P1.txt"),
    talk("I: And you? | P2: Fine by me.", name="P2.txt"),
)
UTTERANCES = segment_study(STUDY)


def test_decision_row() -> None:
    """
    A row has every column in order; what is not told is empty.
    """
    row = decision_row(UTTERANCES[1], STUDY, code="pain", decision="add", decided_by="Kim")

    assert tuple(row) == DECISION_COLUMNS
    transcript = STUDY.transcript("P1.txt")
    start = transcript.text.index("It is late.")
    assert (row["start"], row["end"], row["text"]) == (start, start + 11, "It is late.")
    assert row["transcript_hash"] == transcript.text_hash
    assert (row["code"], row["decision"], row["decided_by"]) == ("pain", "add", "Kim")
    assert (row["new_code"], row["decided_on"], row["note"]) == ("", "", "")


def test_context_row() -> None:
    """
    A row tells what was asked and what was said before and after, within one transcript.
    """
    columns = ("note", "utterance", "before", "question", "text", "after", "start", "end",
               "transcript", "participant", "transcript_hash", "start_time")  # fmt: skip

    rows = [context_row(n, STUDY, UTTERANCES, columns=columns) for n in range(3)]

    assert all(tuple(row) == columns for row in rows)
    assert [(row["before"], row["question"], row["text"], row["after"]) for row in rows] == [
        ("", "How is it?", "It is slow.", "It is late."),
        ("It is slow.", "And?", "It is late.", ""),
        ("", "And you?", "Fine by me.", ""),
    ]
    assert {row["note"] for row in rows} == {""}
