"""How far the machine coder agrees with the people who corrected it."""

from __future__ import annotations

from interview_coder.agreement.coders import Coder, ratings_of
from interview_coder.agreement.measure import CodeAgreement, measure_agreement
from interview_coder.coding.decisions import Decisions, check_decisions
from interview_coder.findings import MACHINE, Analysis

PEOPLE = "people"
"""Name of everybody who decided, as one coder."""


def agreement_with_machine(analysis: Analysis) -> tuple[CodeAgreement, ...]:
    """Measure how far the machine agrees with what people decided, taken together.

    Compared are utterances that somebody decided on: what the machine asserted there by its
    codebook alone, before it learnt from anybody, and what people decided. Where the machine
    asserted a code and nobody said anything to it, the utterance does not count for that code. Who
    decided by one codebook has not read for another.

    Returns:
        Code by code; empty if nobody decided on anything.
    """
    if not analysis.decisions:
        return ()
    decided = check_decisions(
        analysis.decisions,
        study=analysis.study,
        utterances=analysis.all_utterances,
        codes=[code.name for code in analysis.codes],
    )
    code_to_decided = {
        code: decided.about(used.codes)
        for used in analysis.provenance.codebooks
        for code in used.codes
    }
    return tuple(
        _of_code(analysis, code_to_decided.get(code.name, decided), code.name)
        for code in analysis.codes
    )


def _of_code(analysis: Analysis, decided: Decisions, code: str) -> CodeAgreement:
    asserted = frozenset(key for key in analysis.unaided if key[1] == code)
    silent = {id_ for id_, _ in asserted if (id_, code) not in decided.verdicts}
    read = frozenset(decided.reviewed - silent)
    fits = frozenset(key for key, verdict in decided.verdicts.items() if verdict.fits)
    coders = (Coder(name=MACHINE, put=asserted, read=read), Coder(name=PEOPLE, put=fits, read=read))
    ratings = ratings_of(coders, utterances=analysis.all_utterances, codes=[code])
    return measure_agreement(ratings).codes[0]
