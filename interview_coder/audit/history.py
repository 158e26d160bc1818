"""What was ever decided about an utterance, or about a theme."""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.audit.entry import Entry
from interview_coder.findings import Theme


def history_of_utterance(entries: Sequence[Entry], utterance: str) -> tuple[Entry, ...]:
    """Return the entries that name the utterance with this id, in their order."""
    return tuple(each for each in entries if utterance in (*each.utterances, *each.to))


def history_of_theme(entries: Sequence[Entry], theme: Theme) -> tuple[Entry, ...]:
    """Return the entries on the theme's code that name one of its utterances, in their order.

    Themes have no names that last, so a decision on themes belongs to every theme that holds one
    of its utterances now.
    """
    own = frozenset(theme.utterances)
    return tuple(
        each
        for each in entries
        if theme.code in (each.code, each.new_code) and own & {*each.utterances, *each.to}
    )
