"""What people decided about themes: merged, split, moved, renamed.

A theme has no name that lasts: its id changes when another becomes more widely shared. So a
decision names utterances, and holds for the theme that has them in the next run, too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import numpy as np
import numpy.typing as npt

from interview_coder.errors import DecisionError
from interview_coder.findings import MACHINE, ThemeDecided, ThemeDecision
from interview_coder.study import THEME_DECISIONS_FILE
from interview_coder.tabular import SURPLUS, read_table
from interview_coder.themes.clustering import MIN_JACCARD, Labels, members, renumber
from interview_coder.transcript import Study

COLUMNS = ("decision", "code", "utterances", "to", "label", "decided_by", "note")
_REQUIRED = ("decision", "code", "utterances")
SEPARATOR = ";"
_MOSTLY = 0.5


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """Clusters after people's decisions.

    Attributes:
        labels: The cluster of each utterance.
        names: Cluster to the rename that names it.
        notes: Which decisions found nothing to act on, and why.
    """

    labels: Labels
    names: Mapping[int, ThemeDecision]
    notes: tuple[str, ...]


def read_theme_decisions(path: Path | str) -> tuple[ThemeDecision, ...]:
    """Read decisions about themes; columns as in `COLUMNS`, ids of utterances joined by `;`.

    Raises:
        DecisionError: With every row that cannot be understood.
    """
    path = Path(path)
    faults: list[str] = []
    decisions: list[ThemeDecision] = []
    for line in read_table(path, required=_REQUIRED):
        if line.is_whole and not any(line.cells.values()):
            continue
        decision = _decision(line.cells, place=f"line {line.number}")
        wrong = list(_faults_of_words(decision)) if line.is_whole else [SURPLUS]
        faults += [f"line {line.number}: {fault}" for fault in wrong]
        decisions.append(decision)
    if faults:
        raise DecisionError(path, faults)
    return tuple(decisions)


def theme_decisions_of(study: Study) -> tuple[ThemeDecision, ...]:
    """Read theme_decisions.csv in a study's folder; empty if there is none.

    Raises:
        DecisionError: With every row that cannot be understood.
    """
    path = study.folder / THEME_DECISIONS_FILE if study.folder else None
    return read_theme_decisions(path) if path and path.is_file() else ()


def _decision(cells: Mapping[str, str], *, place: str) -> ThemeDecision:
    decided: ThemeDecided = cells["decision"].lower()  # type: ignore[assignment]  # checked after
    return ThemeDecision(
        decision=decided,
        code=cells["code"],
        utterances=_ids(cells["utterances"]),
        to=_ids(cells.get("to", "")),
        label=cells.get("label", ""),
        coder=cells.get("decided_by") or "researcher",
        note=cells.get("note", ""),
        place=place,
    )


def _ids(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split(SEPARATOR) if part.strip()))


def check_theme_decisions(
    decisions: Iterable[ThemeDecision],
    *,
    utterances: Collection[str],
    codes: Sequence[str],
    path: Path | str = THEME_DECISIONS_FILE,
) -> tuple[ThemeDecision, ...]:
    """Check that decisions are about utterances and codes of this study.

    Args:
        decisions: As read or made.
        utterances: Ids of all utterances of the study.
        codes: Names of the codebook's codes.
        path: Named in the error.

    Raises:
        DecisionError: With every decision that cannot stand, by its line.
    """
    decisions = tuple(decisions)
    known = frozenset(utterances)
    faults = []
    for decision in decisions:
        wrong = list(_faults_of_words(decision))
        if decision.code and decision.code not in codes:
            wrong.append(f"unknown code {decision.code!r}; the codebook has {', '.join(codes)}")
        wrong += [
            f"no utterance {id_!r} in this study"
            for id_ in (*decision.utterances, *decision.to)
            if id_ not in known
        ]
        faults += [f"{decision.place}: {fault}" if decision.place else fault for fault in wrong]
    if faults:
        raise DecisionError(Path(path), faults)
    return decisions


def _faults_of_words(decision: ThemeDecision) -> Iterator[str]:
    """Tell what is wrong with a decision, whatever it is about."""
    decided = decision.decision
    checks = {
        f"decision {decided!r} is not one of {', '.join(get_args(ThemeDecided))}": (
            decided in get_args(ThemeDecided)
        ),
        "no code named": bool(decision.code),
        "no utterance named": bool(decision.utterances),
        "move needs utterances of the theme they go to, in the column to": (
            decided != "move" or bool(decision.to)
        ),
        f"{decided} goes with nothing in the column to": decided == "move" or not decision.to,
        "rename needs a label": decided != "rename" or bool(decision.label),
        "move goes with no label": decided != "move" or not decision.label,
        f"decided by {decision.coder!r}, the name of the machine coder": (
            decision.coder.strip().lower() != MACHINE
        ),
    }
    yield from (fault for fault, is_fine in checks.items() if not is_fine)


def decide(labels: Labels, ids: Sequence[str], decisions: Iterable[ThemeDecision]) -> Decided:
    """Apply decisions about one code to its clusters, in their order; names come last.

    Args:
        labels: The cluster of each utterance.
        ids: Of the utterances.
        decisions: About the code.
    """
    decisions = tuple(decisions)
    row_of = {id_: row for row, id_ in enumerate(ids)}
    labels = labels.copy()
    notes = []
    for decision in decisions:
        rows = _rows(decision.utterances, row_of)
        is_done = decision.decision == "rename" or _regroup(decision, labels, rows, row_of)
        if not is_done:
            notes.append(_set_aside(decision, "its utterances no longer carry the code"))
    labels = renumber(labels)
    names: dict[int, ThemeDecision] = {}
    for decision in decisions:
        rows = _rows(decision.utterances, row_of)
        if decision.label and (len(rows) or decision.decision == "rename"):
            number = _recognise(labels, rows)
            if number is None:
                notes.append(_set_aside(decision, "no theme shares half of its utterances"))
            else:
                names[number] = decision
    return Decided(labels=labels, names=names, notes=tuple(notes))


def _rows(ids: Iterable[str], row_of: Mapping[str, int]) -> npt.NDArray[np.intp]:
    """Return the rows of those utterances that carry the code in this run."""
    return np.array(sorted(row_of[id_] for id_ in ids if id_ in row_of), dtype=np.intp)


def _regroup(
    decision: ThemeDecision,
    labels: Labels,
    rows: npt.NDArray[np.intp],
    row_of: Mapping[str, int],
) -> bool:
    """Change `labels` as decided; False if there is nothing left that it could be about."""
    if not len(rows):
        return False
    if decision.decision == "merge":
        named = np.isin(np.arange(len(labels)), rows)
        joined = [group for group in members(labels) if named[group].mean() >= _MOSTLY]
        home = labels[joined[0] if joined else rows]
        labels[np.concatenate([rows, *joined])] = np.bincount(home).argmax()
    elif decision.decision == "split":
        labels[rows] = labels.max() + 1
    else:
        target = _rows(decision.to, row_of)
        if not len(target):
            return False
        labels[rows] = np.bincount(labels[target]).argmax()
    return True


def _recognise(labels: Labels, rows: npt.NDArray[np.intp]) -> int | None:
    """Return the cluster that is recognisably what the decision was about."""
    named = np.isin(np.arange(len(labels)), rows)
    likeness = {
        number: (named & (labels == number)).sum() / (named | (labels == number)).sum()
        for number in sorted(set(labels[rows].tolist()))
    }
    best = max(likeness, key=lambda number: likeness[number], default=None)
    return best if best is not None and likeness[best] >= MIN_JACCARD else None


def _set_aside(decision: ThemeDecision, why: str) -> str:
    place = f"{decision.place}: " if decision.place else ""
    return (
        f"{THEME_DECISIONS_FILE}: {place}{decision.decision} in {decision.code} "
        f"by {decision.coder} was set aside: {why}"
    )
