"""What coders settled on: a sheet of disagreements, filled in, becomes part of settled.csv."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from interview_coder.coding.decisions import check_decisions, read_decisions
from interview_coder.decision_rows import DECISION_COLUMNS, decision_row
from interview_coder.findings import Decision
from interview_coder.study import SETTLED_FILE
from interview_coder.tabular import to_csv
from interview_coder.transcript import Study, Utterance


def read_settled(
    path: Path, *, study: Study, utterances: Sequence[Utterance], codes: Sequence[str], day: str
) -> tuple[Decision, ...]:
    """Read a sheet of disagreements that was filled in; rows without a decision are passed over.

    Args:
        path: Of the sheet.
        study: What it is about.
        utterances: Of the study.
        codes: Names of the codes.
        day: In ISO 8601, for rows that do not say when they were decided.

    Raises:
        DecisionError: With every row that cannot stand.
    """
    decisions = tuple(
        replace(decision, decided_on=decision.decided_on or day)
        for decision in read_decisions(path, settles=True)
    )
    check_decisions(decisions, study=study, utterances=utterances, codes=codes, path=path)
    return decisions


def join_settled(known: Iterable[Decision], new: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return both; where both settle one code on one utterance, the new one."""
    joined = {(decision.utterance, decision.code): decision for decision in known}
    joined |= {(decision.utterance, decision.code): decision for decision in new}
    return tuple(joined[key] for key in sorted(joined))


def settled_csv(
    decisions: Iterable[Decision], *, study: Study, utterances: Sequence[Utterance]
) -> bytes:
    """Return the content of settled.csv.

    Args:
        decisions: Checked against the study.
        study: What they are about.
        utterances: Of the study.
    """
    by_id = {utterance.id: utterance for utterance in utterances}
    rows = [
        decision_row(
            by_id[each.utterance],
            study,
            code=each.code,
            decision=each.decision,
            new_code=each.new_code,
            decided_by=each.coder,
            decided_on=each.decided_on,
            note=each.note,
        )
        for each in decisions
    ]
    return to_csv(rows, DECISION_COLUMNS)


def settled_of(
    study: Study, *, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Decision, ...]:
    """Read what was settled before, from settled.csv in the study's folder; empty if none was.

    Args:
        study: With a folder.
        utterances: Of the study.
        codes: Names of the codes.

    Raises:
        DecisionError: With every row that cannot stand, such as one on words that have changed.
    """
    path = (study.folder or Path()) / SETTLED_FILE
    if not path.is_file():
        return ()
    decisions = read_decisions(path, settles=True)
    check_decisions(decisions, study=study, utterances=utterances, codes=codes, path=path)
    return decisions
