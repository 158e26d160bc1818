"""Coders from files: analyses, decisions, tables, projects of other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from interview_coder.agreement.coders import (
    Coder,
    coders_of_decisions,
    coders_of_project,
    machine_of,
)
from interview_coder.agreement.coding_table import read_coding_table
from interview_coder.coding.decisions import check_decisions, read_decisions
from interview_coder.errors import DecisionError, ExchangeError
from interview_coder.exchange.files import is_project, read_project
from interview_coder.findings import SETTLED, Decision
from interview_coder.study import SETTLED_FILE
from interview_coder.tabular import read_table
from interview_coder.transcript import LeftOut, Study, Utterance

_TABLES = (".csv", ".tsv", ".xlsx")


@dataclass(frozen=True, kw_only=True)
class CodersRead:
    """Coders from several files.

    Attributes:
        coders: Sorted by name; one that several files name has all of them together.
        left_out: File name to what of it has no place in the study.
    """

    coders: tuple[Coder, ...]
    left_out: tuple[tuple[str, LeftOut], ...]


def read_coders(
    paths: Iterable[Path],
    *,
    study: Study,
    utterances: Sequence[Utterance],
    codes: Sequence[str],
) -> CodersRead:
    """Read coders from files.

    Args:
        paths: Each a folder with results of `analyze` (the machine, and who decided), a file of
            decisions (corrections.csv, settled.csv, a review sheet), a table of codings, or a
            project of another program.
        study: What was coded.
        utterances: Of the study.
        codes: Names of the codes that are compared.

    Raises:
        DecisionError: If a table has faults.
        ExchangeError: If a project has, or a file is none of these.
        AnalysisError: If a folder holds no readable analysis, or one of another study.
    """
    found: dict[str, list[Coder]] = defaultdict(list)
    left_out: list[tuple[str, LeftOut]] = []
    for path in paths:
        coders, others = _read(path, study, utterances, codes)
        left_out += [(path.name, each) for each in others]
        for coder in coders:
            found[coder.name].append(coder)
    return CodersRead(
        coders=tuple(_together(found[name]) for name in sorted(found)), left_out=tuple(left_out)
    )


def _together(coders: Sequence[Coder]) -> Coder:
    return replace(
        coders[0],
        put=frozenset[tuple[str, str]]().union(*(coder.put for coder in coders)),
        read=frozenset[str]().union(*(coder.read for coder in coders)),
        selections=tuple(sorted({each for coder in coders for each in coder.selections}, key=repr)),
    )


def _read(
    path: Path, study: Study, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[tuple[Coder, ...], tuple[LeftOut, ...]]:
    if path.is_dir():
        return _of_analysis(path, utterances, codes), ()
    if not path.is_file():
        raise ExchangeError(["there is no such file"], path=path)
    if path.suffix.lower() in _TABLES:
        return _of_table(path, study, utterances, codes), ()
    if is_project(path):
        return coders_of_project(
            read_project(path), study=study, utterances=utterances, codes=codes, unnamed=path.stem
        )
    raise ExchangeError(
        ["is no folder of results, no table (.csv, .tsv, .xlsx) and no project that can be read"],
        path=path,
    )


def _of_analysis(
    folder: Path, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Coder, ...]:
    from interview_coder.archive import load
    from interview_coder.errors import AnalysisError

    analysis = load(folder)
    if analysis.all_utterances != tuple(utterances):
        raise AnalysisError(f"{folder}: is an analysis of another study, or of other transcripts")
    people = coders_of_decisions(analysis.decisions, utterances=utterances, codes=codes)
    return (machine_of(analysis), *people)


def _of_table(
    path: Path, study: Study, utterances: Sequence[Utterance], codes: Sequence[str]
) -> tuple[Coder, ...]:
    first = next(iter(read_table(path, required=("code",))), None)
    if first is None or "decision" not in first.cells:
        return read_coding_table(path, study=study, utterances=utterances, codes=codes)
    decisions = read_decisions(path, settles=path.stem == Path(SETTLED_FILE).stem)
    _check_each(decisions, path, study, utterances, codes)
    return coders_of_decisions(decisions, utterances=utterances, codes=codes)


def _check_each(
    decisions: Sequence[Decision],
    path: Path,
    study: Study,
    utterances: Sequence[Utterance],
    codes: Sequence[str],
) -> None:
    """Check decisions coder by coder: that coders contradict each other is what is measured."""
    faults: list[str] = []
    by_coder: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        by_coder[SETTLED if decision.settles else decision.coder].append(decision)
    for _, own in sorted(by_coder.items()):
        try:
            check_decisions(own, study=study, utterances=utterances, codes=codes, path=path)
        except DecisionError as error:
            faults += error.faults
    if faults:
        raise DecisionError(path, faults)
