"""Rows of files of decisions: what a decision is about, with the words it was made on."""

from __future__ import annotations

from interview_coder.tabular import Row
from interview_coder.transcript import Study, Utterance

DECISION_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "text", "code", "decision",
    "new_code", "decided_by", "decided_on", "note", "transcript_hash",
)  # fmt: skip
"""Columns of a file of decisions, as `read_decisions` reads it."""


def decision_row(utterance: Utterance, study: Study, **decided: object) -> Row:
    """Return a row on an utterance; columns that `decided` does not name are empty."""
    return {
        **dict.fromkeys(DECISION_COLUMNS, ""),
        "utterance": utterance.id,
        "transcript": utterance.transcript,
        "participant": utterance.participant,
        "start": utterance.span.start,
        "end": utterance.span.end,
        "text": study.quote(utterance),
        "transcript_hash": study.transcript(utterance.transcript).text_hash,
        **decided,
    }
