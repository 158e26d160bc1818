"""Where coders disagree, one row each, to be settled."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview_coder.agreement.ratings import UNREAD, Ratings
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
    by_id = {utterance.id: n for n, utterance in enumerate(utterances)}
    return [
        dict(_row(disagreement, by_id[disagreement.utterance], study, utterances))
        for disagreement in disagreements
    ]


def _row(
    disagreement: Disagreement, n: int, study: Study, utterances: Sequence[Utterance]
) -> Iterator[tuple[str, object]]:
    utterance = utterances[n]
    yield "utterance", utterance.id
    yield "transcript", utterance.transcript
    yield "participant", utterance.participant
    yield "start", utterance.span.start
    yield "end", utterance.span.end
    yield "start_time", utterance.start_time
    before, after = study.around(utterances, n)
    yield "before", before
    yield "question", study.question(utterance)
    yield "text", study.quote(utterance)
    yield "after", after
    yield "code", disagreement.code
    yield "put_by", "; ".join(disagreement.put_by)
    yield "not_put_by", "; ".join(disagreement.not_put_by)
    yield from ((column, "") for column in TO_FILL_IN)
    yield "transcript_hash", study.transcript(utterance.transcript).text_hash
