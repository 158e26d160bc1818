"""Decisions of people about a study with pseudonyms: their notes and labels hold no names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from interview_coder.errors import DecisionError
from interview_coder.findings import Decision, ThemeDecision
from interview_coder.pseudonyms.key import Key
from interview_coder.pseudonyms.replacement import Masker
from interview_coder.study import CORRECTIONS_FILE, THEME_DECISIONS_FILE


def mask_decisions(
    decisions: Iterable[Decision], *, key: Key, path: Path | str = CORRECTIONS_FILE
) -> tuple[Decision, ...]:
    """Return decisions on codings with the names in what people wrote to them replaced.

    Raises:
        DecisionError: If they are about an analysis without pseudonyms.
    """
    decisions = tuple(decisions)
    named = ((decision.place, decision.utterance) for decision in decisions)
    _check_ids(named, key=key, path=path)
    masker = Masker.of(key)
    return tuple(
        replace(decision, coder=masker.text(decision.coder), note=masker.text(decision.note))
        for decision in decisions
    )


def mask_theme_decisions(
    decisions: Iterable[ThemeDecision], *, key: Key, path: Path | str = THEME_DECISIONS_FILE
) -> tuple[ThemeDecision, ...]:
    """Return decisions on themes with the names in what people wrote to them replaced.

    Raises:
        DecisionError: If they are about an analysis without pseudonyms.
    """
    decisions = tuple(decisions)
    named = (
        (decision.place, id_)
        for decision in decisions
        for id_ in (*decision.utterances, *decision.to)
    )
    _check_ids(named, key=key, path=path)
    masker = Masker.of(key)
    return tuple(
        replace(
            decision,
            coder=masker.text(decision.coder),
            note=masker.text(decision.note),
            label=masker.text(decision.label),
        )
        for decision in decisions
    )


def _check_ids(named: Iterable[tuple[str, str]], *, key: Key, path: Path | str) -> None:
    faults = list(dict.fromkeys(_of_ids(named, key)))
    if faults:
        raise DecisionError(Path(path), faults)


def _of_ids(named: Iterable[tuple[str, str]], key: Key) -> Iterator[str]:
    """Yield the ids that were made before the files lost their names."""
    stems = {Path(name).stem: Path(free).stem for name, free in key.files.items()}
    for place, id_ in named:
        stem, _, number = id_.rpartition("-")
        if stem in stems:
            where = f"{place}: " if place else ""
            yield (
                f"{where}{id_!r} comes from an analysis without pseudonyms; with them it is "
                f"{f'{stems[stem]}-{number}'!r}. Decide on the results of an analysis with "
                "--pseudonyms, or analyse without"
            )
