"""Codings of another program's coders as rows of decisions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from interview_coder.agreement.coders import Coder
from interview_coder.decision_rows import decision_row
from interview_coder.tabular import Row
from interview_coder.transcript import Study, Utterance


def imported_rows(
    coders: Sequence[Coder], *, study: Study, utterances: Sequence[Utterance], whole: bool
) -> list[Row]:
    """Return a row a coding, `add`; with `whole`, `accept` without a code where there is none.

    Args:
        coders: As `coders_of_project` gives them.
        study: What was coded.
        utterances: Of the study; rows stand in their order.
        whole: Whether what a coder read and did not code carries no code of the codebook.
    """
    put: dict[tuple[str, str], list[str]] = defaultdict(list)
    for coder in coders:
        for id_, code in sorted(coder.put):
            put[coder.name, id_].append(code)
    return [
        decision_row(utterance, study, code=code, decision=decision, decided_by=coder.name)
        for utterance in utterances
        for coder in coders
        for code, decision in _decided(
            put[coder.name, utterance.id], has_read=whole and utterance.id in coder.read
        )
    ]


def _decided(codes: Sequence[str], *, has_read: bool) -> Iterator[tuple[str, str]]:
    yield from ((code, "add") for code in codes)
    if has_read and not codes:
        yield "", "accept"
