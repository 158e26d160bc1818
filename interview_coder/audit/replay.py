"""Replaying the audit trail: what holds after all that was decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from interview_coder.audit.entry import Entry, decision_of, theme_decision_of
from interview_coder.findings import Decision, ThemeDecision


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """The decisions that hold; `place` is empty in them.

    Attributes:
        decisions: On codings, those that settle among them, in the order in which they were noted.
        theme_decisions: On themes; their order matters, because they act one after the other.
    """

    decisions: tuple[Decision, ...] = ()
    theme_decisions: tuple[ThemeDecision, ...] = ()


def replay(entries: Iterable[Entry]) -> State:
    """Return what holds after `entries`.

    An entry adds its decision at the end; one that is withdrawn takes the last decision of the
    same content away, and nothing if there is none.
    """
    held: list[Entry] = []
    for entry in entries:
        if not entry.withdrawn:
            held.append(entry.content)
        elif entry.content in held:
            del held[len(held) - 1 - held[::-1].index(entry.content)]
    return State(
        decisions=tuple(decision_of(each) for each in held if not each.is_about_themes),
        theme_decisions=tuple(theme_decision_of(each) for each in held if each.is_about_themes),
    )
