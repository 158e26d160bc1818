"""Where coders disagree, one row each, to be settled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview_coder.agreement.ratings import UNREAD, Ratings
from interview_coder.decision_rows import context_row
from interview_coder.tabular import Row
from interview_coder.transcript import Study, Utterance

COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "start_time", "before", "question",
    "text", "after", "code", "put_by", "not_put_by", "decision", "decided_by", "decided_on",
    "note", "transcript_hash",
)  # fmt: skip
TO_FILL_IN = ("decision", "decided_by", "decided_on", "note")
"""Columns that a person fills in: what of `CHOICES`, who, when, why."""
CHOICES = ("accept", "reject")
"""What can be decided about a code that some put and others did not."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Disagreement:
    """A code that some coders put on an utterance and others, who read it, did not.

    Attributes:
        utterance: Its id.
        code: Name of the code.
        put_by: Who put it, sorted.
        not_put_by: Who did not, sorted.
    """

    utterance: str
    code: str
    put_by: tuple[str, ...]
    not_put_by: tuple[str, ...]


def find_disagreements(ratings: Ratings) -> tuple[Disagreement, ...]:
    """Return every disagreement, in the order of utterances and codes."""
    found = []
    values = {code: ratings.of_code(code) for code in ratings.codes}
    for row, unit in enumerate(ratings.units):
        for code in ratings.codes:
            own = values[code][row]
            put = tuple(sorted(c for c, v in zip(ratings.coders, own, strict=True) if v == 1))
            others = tuple(
                sorted(c for c, v in zip(ratings.coders, own, strict=True) if v not in (1, UNREAD))
            )
            if put and others:
                found.append(Disagreement(utterance=unit, code=code, put_by=put, not_put_by=others))
    return tuple(found)


def disagreement_rows(
    disagreements: Sequence[Disagreement], *, study: Study, utterances: Sequence[Utterance]
) -> list[Row]:
    """Return a row a disagreement, with the utterance in its context, to be filled in.

    The file is one of decisions: `read_decisions` reads it back.
    """
    place = {utterance.id: n for n, utterance in enumerate(utterances)}
    return [
        {
            **context_row(place[each.utterance], study, utterances, columns=COLUMNS),
            "code": each.code,
            "put_by": "; ".join(each.put_by),
            "not_put_by": "; ".join(each.not_put_by),
        }
        for each in disagreements
    ]
