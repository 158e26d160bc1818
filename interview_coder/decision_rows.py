"""Rows of files in which people decide: what a decision is about, with the words it is made on."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.tabular import Row
from interview_coder.transcript import Study, Utterance

DECISION_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "text", "code", "decision",
    "new_code", "decided_by", "decided_on", "note", "transcript_hash",
)  # fmt: skip
"""Columns of a file of decisions, as `read_decisions` reads it."""


def decision_row(utterance: Utterance, study: Study, **decided: object) -> Row:
    """Return a row on an utterance; columns that `decided` does not name are empty."""
    return {**dict.fromkeys(DECISION_COLUMNS, ""), **_place(utterance, study), **decided}


def context_row(
    place: int, study: Study, utterances: Sequence[Utterance], *, columns: Sequence[str]
) -> Row:
    """Return a row on an utterance with what was asked and said around it, to be filled in.

    Args:
        place: Of the utterance among `utterances`, from 0.
        study: What it is from.
        utterances: Of the study, in order.
        columns: Of the sheet, in order; those that are not of the utterance are empty.
    """
    utterance = utterances[place]
    before, after = study.around(utterances, place)
    return {
        **dict.fromkeys(columns, ""),
        **_place(utterance, study),
        "start_time": utterance.start_time,
        "before": before,
        "question": study.question(utterance),
        "after": after,
    }


def _place(utterance: Utterance, study: Study) -> Row:
    return {
        "utterance": utterance.id,
        "transcript": utterance.transcript,
        "participant": utterance.participant,
        "start": utterance.span.start,
        "end": utterance.span.end,
        "text": study.quote(utterance),
        "transcript_hash": study.transcript(utterance.transcript).text_hash,
    }
