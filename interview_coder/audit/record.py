"""Noting in the audit trail what became of the decisions since it was last written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from pathlib import Path
from typing import TypeVar

from interview_coder.audit.entry import Entry, entry_of, theme_entry_of
from interview_coder.audit.replay import State, replay
from interview_coder.audit.trail import TRAIL_FILE, append, read_trail
from interview_coder.findings import Decision, ThemeDecision

_D = TypeVar("_D", Decision, ThemeDecision)


def entries_between(before: State, now: State, *, time: str) -> tuple[Entry, ...]:
    """Return the entries that lead from one state to another.

    Whoever changes a decision takes the old one back and makes a new one.

    Args:
        before: As the trail is replayed.
        now: As the files of decisions say it.
        time: When it is noted, in ISO 8601.
    """
    return (
        *_of_codings(before.decisions, now.decisions, time),
        *_of_themes(before.theme_decisions, now.theme_decisions, time),
    )


def _of_codings(before: Sequence[Decision], now: Sequence[Decision], time: str) -> Iterator[Entry]:
    """Compare them as bags: the order of decisions on codings means nothing."""
    old, new = Counter(_without_place(before)), Counter(_without_place(now))
    for decision in (old - new).elements():
        yield entry_of(decision, time=time, withdrawn=True)
    for decision in (new - old).elements():
        yield entry_of(decision, time=time)


def _of_themes(
    before: Sequence[ThemeDecision], now: Sequence[ThemeDecision], time: str
) -> Iterator[Entry]:
    """Take back everything after the first difference: they act one after the other."""
    old, new = list(_without_place(before)), list(_without_place(now))
    pairs = zip(old, new, strict=False)  # up to where the shorter ends
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    for decision in reversed(old[same:]):
        yield theme_entry_of(decision, time=time, withdrawn=True)
    for decision in new[same:]:
        yield theme_entry_of(decision, time=time)


def _without_place(decisions: Sequence[_D]) -> Iterator[_D]:
    """Where a decision stood in its file is not part of it."""
    for decision in decisions:
        yield replace(decision, place="")


def record(
    folder: Path,
    *,
    decisions: Sequence[Decision] | None = None,
    theme_decisions: Sequence[ThemeDecision] | None = None,
    time: str,
) -> tuple[Entry, ...]:
    """Note in the trail of a study folder what was decided, or taken back, since it was written.

    Args:
        folder: The study folder; nothing is written if there is nothing to note.
        decisions: On codings, those that hold now; None if nobody looked.
        theme_decisions: On themes, those that hold now; None if nobody looked.
        time: When it is noted, in ISO 8601.

    Returns:
        What was noted.

    Raises:
        OSError: If the trail cannot be written to.
    """
    path = folder / TRAIL_FILE
    before = replay(read_trail(path).entries)
    now = State(
        decisions=before.decisions if decisions is None else tuple(decisions),
        theme_decisions=(
            before.theme_decisions if theme_decisions is None else tuple(theme_decisions)
        ),
    )
    entries = entries_between(before, now, time=time)
    append(path, entries)
    return entries
