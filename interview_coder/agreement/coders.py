"""Coders, people and the machine: what each put where, and what each read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from interview_coder.agreement.ratings import Ratings
from interview_coder.exchange.placing import code_of, place, utterances_under
from interview_coder.exchange.project import Project, Selection, joined
from interview_coder.findings import MACHINE, SETTLED, Analysis, Decision
from interview_coder.transcript import LeftOut, Study, Utterance


@dataclass(frozen=True, kw_only=True)
class Coder:
    """What one coder did in a study.

    Attributes:
        name: What he is called.
        put: (utterance, code) of what he put.
        read: Ids of the utterances he read; whoever codes somewhere in a transcript has read it.
        selections: The stretches he marked, where his program has free spans; else one an
            utterance and code.
    """

    name: str
    put: frozenset[tuple[str, str]] = field(repr=False)
    read: frozenset[str] = field(repr=False)
    selections: tuple[Selection, ...] = field(default=(), repr=False)


def machine_of(analysis: Analysis) -> Coder:
    """Return the machine coder of an analysis, which reads everything.

    On utterances that people decided on, what it asserted by its codebook alone counts. On the
    others it has learnt from these decisions, so it agrees with the people who made them the more.
    Who decided by one codebook has not decided by another.
    """
    reviewed = {
        (decision.utterance, code)
        for used in analysis.provenance.codebooks
        for decision in analysis.decisions
        if decision.is_about(used.codes)
        for code in used.codes
    }
    put = {
        (coding.utterance, coding.code)
        for coding in analysis.all_codings
        if coding.coder == MACHINE and (coding.utterance, coding.code) not in reviewed
    }
    put |= set(analysis.unaided)
    return Coder(
        name=MACHINE,
        put=frozenset(put),
        read=frozenset(utterance.id for utterance in analysis.all_utterances),
        selections=_whole_utterances(put, MACHINE, analysis.all_utterances),
    )


def coders_of_decisions(
    decisions: Iterable[Decision], *, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Coder, ...]:
    """Return who decided on codings; what was settled is a coder of its own.

    Whoever decided on an utterance has read it, and put what he accepted, added or recoded to; the
    other codes he did not put.

    Args:
        decisions: Checked against the study.
        utterances: Of the study.
        codes: Names of the codes.
    """
    put: dict[str, set[tuple[str, str]]] = defaultdict(set)
    read: dict[str, set[str]] = defaultdict(set)
    for decision in decisions:
        name = SETTLED if decision.settles else decision.coder
        read[name].add(decision.utterance)
        code = decision.new_code or decision.code
        if decision.decision != "reject" and code in codes:
            put[name].add((decision.utterance, code))
    return tuple(
        Coder(
            name=name,
            put=frozenset(put[name]),
            read=frozenset(read[name]),
            selections=_whole_utterances(put[name], name, utterances),
        )
        for name in sorted(read)
    )


def coders_of_project(
    project: Project,
    *,
    study: Study,
    utterances: Sequence[Utterance],
    codes: Sequence[str],
    unnamed: str,
) -> tuple[tuple[Coder, ...], tuple[LeftOut, ...]]:
    """Return the coders of a project of another program, and what of it has no place here.

    An utterance carries a code if it and a selection share half of the shorter one. Whoever coded
    something in a transcript has read all of it. The machine of this program is left out: its
    analysis says what it did.

    Args:
        project: As read.
        study: Where its texts are looked for.
        utterances: Of the study.
        codes: Names of the codes; selections of other codes are counted as left out.
        unnamed: Name of a coder that the project does not name.
    """
    placed = place(project, study)
    by_people = [each for each in placed.selections if each.coder != MACHINE]
    known, unknown = _known(by_people, codes)
    by_coder: dict[str, list[Selection]] = defaultdict(list)
    for selection in known:
        by_coder[selection.coder or unnamed].append(selection)
    machine = len(placed.selections) - len(by_people)
    ours = (LeftOut(what="codings of the machine, which no person put", n=machine),)
    coders = tuple(_coder(name, own, utterances, codes) for name, own in sorted(by_coder.items()))
    return coders, (*placed.left_out, *unknown, *(ours if machine else ()))


def _known(
    placed: Sequence[Selection], codes: Sequence[str]
) -> tuple[list[Selection], tuple[LeftOut, ...]]:
    known: list[Selection] = []
    others: dict[str, int] = defaultdict(int)
    for selection in placed:
        if code_of(selection.code, codes):
            known.append(selection)
        else:
            others[joined(selection.code)] += 1
    return known, tuple(
        LeftOut(what=f"codings of {name!r}, which is no code here", n=n)
        for name, n in sorted(others.items())
    )


def _coder(
    name: str, own: Sequence[Selection], utterances: Sequence[Utterance], codes: Sequence[str]
) -> Coder:
    transcripts = {selection.source for selection in own}
    return Coder(
        name=name,
        put=frozenset(
            (utterance.id, code_of(selection.code, codes))
            for selection, utterance in utterances_under(own, utterances)
        ),
        read=frozenset(u.id for u in utterances if u.transcript in transcripts),
        selections=tuple(own),
    )


def _whole_utterances(
    put: Collection[tuple[str, str]], coder: str, utterances: Sequence[Utterance]
) -> tuple[Selection, ...]:
    by_id: Mapping[str, Utterance] = {utterance.id: utterance for utterance in utterances}
    return tuple(
        Selection(source=own.transcript, span=own.span, code=(code,), coder=coder)
        for id_, code in sorted(put)
        if (own := by_id.get(id_))
    )


def ratings_of(
    coders: Sequence[Coder], *, utterances: Sequence[Utterance], codes: Sequence[str]
) -> Ratings:
    """Return what coders put on the utterances that any of them read.

    Args:
        coders: With different names.
        utterances: Of the study, in order.
        codes: Names of the codes.
    """
    read_by_any = frozenset[str]().union(*(coder.read for coder in coders))
    units = [utterance for utterance in utterances if utterance.id in read_by_any]
    marks = np.full((len(units), len(coders), len(codes)), np.nan)
    for row, unit in enumerate(units):
        for column, coder in enumerate(coders):
            if unit.id in coder.read:
                marks[row, column] = [(unit.id, code) in coder.put for code in codes]
    return Ratings(
        coders=tuple(coder.name for coder in coders),
        codes=tuple(codes),
        units=tuple(unit.id for unit in units),
        interviews=tuple(unit.transcript for unit in units),
        marks=marks,
    )
