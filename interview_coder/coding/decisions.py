"""What people decided about codings: read, checked, kept apart from what the machine put.

A decision is about one code on one utterance. It is never changed by the program, and always wins.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple, get_args

import numpy as np

from interview_coder.coding.learning import Verdicts
from interview_coder.errors import DecisionError
from interview_coder.findings import MACHINE, SETTLED, Decided, Decision
from interview_coder.study import CORRECTIONS_FILE, CORRECTIONS_WORKBOOK, SETTLED_FILE
from interview_coder.tabular import SURPLUS, read_table
from interview_coder.transcript import Study, Utterance

SOMEBODY = "researcher"
"""Who decided, where the file does not say."""

_REQUIRED = ("utterance", "code", "decision")


class Verdict(NamedTuple):
    """What people decided on a code of an utterance.

    Attributes:
        fits: Whether the code belongs there.
        coders: Who said so, sorted.
    """

    fits: bool
    coders: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Decisions:
    """Decisions that fit the study and each other.

    Attributes:
        all: As they were given.
        verdicts: (utterance, code) to what was decided.
        reviewed: Ids of the utterances that somebody decided on.
    """

    all: tuple[Decision, ...] = ()
    verdicts: Mapping[tuple[str, str], Verdict]
    reviewed: frozenset[str]

    def about(self, codes: Collection[str]) -> Decisions:
        """Return those on `codes`: who decided by one codebook has not read for another."""
        mine = tuple(each for each in self.all if each.is_about(codes))
        return Decisions(
            all=mine,
            verdicts={key: verdict for key, verdict in self.verdicts.items() if key[1] in codes},
            reviewed=frozenset(each.utterance for each in mine),
        )

    def marks(
        self, utterances: Sequence[Utterance], codes: Sequence[str], *, open_to: np.ndarray
    ) -> Verdicts:
        """Return what can be learnt, of shape (n_utterances, n_codes).

        Whoever decides on an utterance has read it: a code that nobody put there does not fit,
        unless the machine asserts it and nobody said anything to that.

        Args:
            utterances: All of the study.
            codes: Names.
            open_to: Where the machine asserts a code by itself.
        """
        marks = np.full((len(utterances), len(codes)), np.nan)
        for row, utterance in enumerate(utterances):
            if utterance.id not in self.reviewed:
                continue
            for column, code in enumerate(codes):
                verdict = self.verdicts.get((utterance.id, code))
                if verdict is not None:
                    marks[row, column] = verdict.fits
                elif not open_to[row, column]:
                    marks[row, column] = 0
        return marks


def read_decisions(path: Path | str, *, settles: bool = False) -> tuple[Decision, ...]:
    """Read a file of decisions: the columns of codings.csv and `decision`.

    Rows without a decision are passed over, so that a review sheet may be handed in half done.
    Further columns: `new_code` (for recode), `decided_by`, `decided_on`, `note`.

    Args:
        path: The file.
        settles: Whether it holds what coders settled on (settled.csv); then each row must say who
            decided.

    Raises:
        DecisionError: With every row that cannot be understood.
    """
    path = Path(path)
    faults: list[str] = []
    decisions: list[Decision] = []
    for line in read_table(path, required=_REQUIRED):
        cells = {**line.cells, "text": line.raw.get("text", "")}
        if line.is_whole and not cells["decision"]:
            continue
        wrong = list(_faults_of_row(cells)) if line.is_whole else [SURPLUS]
        if not wrong:
            place = f"{path.name} line {line.number}" if settles else f"line {line.number}"
            decisions.append(replace(_decision(cells, place), settles=settles))
            wrong = list(_faults_of_words(decisions[-1]))
        if settles and line.is_whole and not cells.get("decided_by"):
            wrong.append("nobody is named in decided_by; write who settled it")
        faults += [f"line {line.number}: {fault}" for fault in wrong]
    if faults:
        raise DecisionError(path, faults)
    return tuple(decisions)


def _faults_of_row(cells: Mapping[str, str]) -> Iterator[str]:
    decided = cells["decision"].lower()
    known = get_args(Decided)
    if decided not in known:
        yield f"decision {cells['decision']!r} is not one of {', '.join(known)}"
    if not cells["utterance"]:
        yield "no utterance named"
    for column in ("start", "end"):
        if cells.get(column) and not cells[column].isdecimal():
            yield f"{column} {cells[column]!r} is no whole number"


def _decision(cells: Mapping[str, str], place: str) -> Decision:
    decided: Decided = cells["decision"].lower()  # type: ignore[assignment]  # checked before
    return Decision(
        utterance=cells["utterance"],
        code=cells["code"],
        decision=decided,
        new_code=cells.get("new_code", ""),
        coder=cells.get("decided_by") or SOMEBODY,
        text=cells["text"],
        start=int(cells["start"]) if cells.get("start") else None,
        end=int(cells["end"]) if cells.get("end") else None,
        text_hash=cells.get("transcript_hash", ""),
        note=cells.get("note", ""),
        decided_on=cells.get("decided_on", ""),
        place=place,
    )


def decisions_of(study: Study, *, corrections: Path | None = None) -> tuple[Decision, ...]:
    """Read the decisions on codings in a study's folder: corrections.csv (or .xlsx), settled.csv.

    Args:
        study: A study without a folder has none.
        corrections: The file to read instead of corrections.csv.

    Raises:
        DecisionError: With every row that cannot be understood, or if both forms are there.
    """
    folder = study.folder
    own = corrections or (_corrections_in(folder) if folder else None)
    settled = folder / SETTLED_FILE if folder else None
    return (
        *(read_decisions(own) if own else ()),
        *(read_decisions(settled, settles=True) if settled and settled.is_file() else ()),
    )


def _corrections_in(folder: Path) -> Path | None:
    there = [
        folder / name
        for name in (CORRECTIONS_FILE, CORRECTIONS_WORKBOOK)
        if (folder / name).is_file()
    ]
    if len(there) > 1:
        raise DecisionError(there[0], [f"lies beside {there[1].name}; keep one of them"])
    return there[0] if there else None


def check_decisions(
    decisions: Iterable[Decision],
    *,
    study: Study,
    utterances: Sequence[Utterance],
    codes: Sequence[str],
    path: Path | str = CORRECTIONS_FILE,
) -> Decisions:
    """Check that decisions are about this study, these codes, and do not contradict each other.

    Args:
        decisions: As read or made.
        study: What they are about.
        utterances: All of the study.
        codes: Names of the codebook's codes.
        path: Named in the error.

    Raises:
        DecisionError: With every decision that cannot stand, by its line.
    """
    decisions = tuple(decisions)
    known = {utterance.id: utterance for utterance in utterances}
    faults: list[str] = []
    all_told: dict[tuple[str, str], dict[bool, list[Decision]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for decision in decisions:
        wrong = list(_faults_of_decision(decision, study, known, codes))
        faults += [f"{decision.place}: {fault}" if decision.place else fault for fault in wrong]
        if not wrong:
            for code, fits in _says(decision, codes):
                all_told[decision.utterance, code][fits].append(decision)
    told = {key: _settled(sides) for key, sides in all_told.items()}
    faults += [_contradiction(*key, sides) for key, sides in told.items() if len(sides) > 1]
    if faults:
        raise DecisionError(Path(path), faults)
    return Decisions(
        all=decisions,
        verdicts={
            key: Verdict(fits=fits, coders=_coders(sides[fits]))
            for key, sides in told.items()
            for fits in sides
        },
        reviewed=frozenset(decision.utterance for decision in decisions),
    )


def told_in_full(
    decisions: Iterable[Decision], *, study: Study, utterances: Sequence[Utterance]
) -> tuple[Decision, ...]:
    """Return decisions that say on which words they were made, also where their file does not.

    Args:
        decisions: Checked against the study.
        study: What they are about.
        utterances: All of the study.
    """
    known = {utterance.id: utterance for utterance in utterances}
    return tuple(
        replace(
            decision,
            text=study.quote(utterance),
            start=utterance.span.start,
            end=utterance.span.end,
            text_hash=study.transcript(utterance.transcript).text_hash,
        )
        for decision in decisions
        for utterance in [known[decision.utterance]]
    )


def _settled(sides: Mapping[bool, list[Decision]]) -> Mapping[bool, list[Decision]]:
    """Keep those that settle, if there are any: they stand above what coders disagreed on."""
    settling = {fits: [d for d in own if d.settles] for fits, own in sides.items()}
    found = {fits: own for fits, own in settling.items() if own}
    return found or sides


def _coders(decisions: Sequence[Decision]) -> tuple[str, ...]:
    names = tuple(sorted({decision.coder for decision in decisions}))
    return (f"{SETTLED} ({', '.join(names)})",) if decisions[0].settles else names


def _says(decision: Decision, codes: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """Yield each code the decision is about, and whether it fits."""
    if not decision.code:  # accepted as an utterance without a code
        yield from ((code, False) for code in codes)
    elif decision.decision in ("accept", "add"):
        yield decision.code, True
    else:
        yield decision.code, False
        if decision.decision == "recode":
            yield decision.new_code, True


def _faults_of_decision(
    decision: Decision, study: Study, known: Mapping[str, Utterance], codes: Sequence[str]
) -> Iterator[str]:
    yield from _faults_of_words(decision)
    for code in (decision.code, decision.new_code):
        if code and code not in codes:
            yield f"unknown code {code!r}; the codebook has {', '.join(codes)}"
    utterance = known.get(decision.utterance)
    if utterance is None:
        same = [u.id for u in known.values() if decision.text and study.quote(u) == decision.text]
        hint = f"; these words are now {same[0]!r}" if same else ""
        yield f"no utterance {decision.utterance!r} in this study{hint}"
        return
    transcript = study.transcript(utterance.transcript)
    now, span = study.quote(utterance), utterance.span
    if decision.text and decision.text.split() != now.split():
        yield f"{utterance.id!r} was {decision.text!r} when this was decided, it is now {now!r}"
    elif decision.text_hash and decision.text_hash != transcript.text_hash:
        yield f"was decided on another text of {transcript.name} (its sha256 has changed)"
    elif decision.start not in (None, span.start) or decision.end not in (None, span.end):
        yield (
            f"{utterance.id!r} stood at {decision.start}–{decision.end} when this was decided, "
            f"it now stands at {span.start}–{span.end}"
        )


def _faults_of_words(decision: Decision) -> Iterator[str]:
    """Tell what is wrong with a decision, whatever it is about."""
    decided, recodes = decision.decision, decision.decision == "recode"
    checks = {
        f"decision {decided!r} is not one of {', '.join(get_args(Decided))}": (
            decided in get_args(Decided)
        ),
        f"{decided} needs the code it is about": decided == "accept" or bool(decision.code),
        "recode needs the code that fits, in the column new_code": not recodes
        or bool(decision.new_code),
        f"{decided} goes with no new_code; write recode, or empty that cell": recodes
        or not decision.new_code,
        f"recodes {decision.code!r} to itself": not recodes or decision.code != decision.new_code,
        f"decided by {decision.coder!r}, the name of the machine coder": (
            decision.coder.strip().lower() != MACHINE
        ),
        f"decided by {decision.coder!r}, the name of what coders settled on; write who settled": (
            decision.coder.strip().lower() != SETTLED
        ),
    }
    yield from (fault for fault, is_fine in checks.items() if not is_fine)


def _contradiction(utterance: str, code: str, sides: Mapping[bool, Sequence[Decision]]) -> str:
    told = {
        fits: ", ".join(
            f"{decision.coder} ({decision.place})" if decision.place else decision.coder
            for decision in decisions
        )
        for fits, decisions in sides.items()
    }
    return (
        f"{utterance!r}, {code}: {told[True]} says that it fits, {told[False]} that it does not; "
        "settle it (interview-coder agreement, settle), or delete one of the rows"
    )
