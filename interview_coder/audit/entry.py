"""One line of the audit trail."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from interview_coder.findings import Decided, Decision, ThemeDecided, ThemeDecision

What: TypeAlias = Decided | ThemeDecided
"""What was decided."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Entry:
    """A decision that was made, or taken back.

    Attributes:
        time: When it was noted, in ISO 8601.
        who: Who decided; as the file of decisions calls them.
        what: What was decided.
        withdrawn: Whether this takes an earlier entry of the same content back.
        settles: Whether it settles what coders disagreed on.
        code: The code it is about; empty with accept: right that there is none.
        new_code: With recode, the code that fits.
        utterances: Ids it is about; one for a decision on a coding.
        to: With move, ids of utterances of the theme they go to.
        label: With a decision on themes, how the theme is called; may be empty.
        text: The words it was decided on; empty for themes, and if not told.
        start: Where they stood, in code points; None if not told.
        end: Where they ended; None if not told.
        text_hash: sha256 of the transcript's text then; empty for themes, and if not told.
        why: What the person wrote to it; empty if nothing.
        decided_on: The day the person told, in ISO 8601; empty if none was told.
    """

    time: str
    who: str
    what: What
    withdrawn: bool = False
    settles: bool = False
    code: str
    new_code: str = ""
    utterances: tuple[str, ...]
    to: tuple[str, ...] = ()
    label: str = ""
    text: str = ""
    start: int | None = None
    end: int | None = None
    text_hash: str = ""
    why: str = ""
    decided_on: str = ""

    @property
    def is_about_themes(self) -> bool:
        """Whether it is about themes, not about a coding."""
        return self.what in ("merge", "split", "move", "rename")

    @property
    def content(self) -> Entry:
        """What was decided, without when it was noted and whether it was taken back."""
        return replace(self, time="", withdrawn=False)


def entry_of(decision: Decision, *, time: str, withdrawn: bool = False) -> Entry:
    """Return the entry of a decision on a coding."""
    return Entry(
        time=time,
        who=decision.coder,
        what=decision.decision,
        withdrawn=withdrawn,
        settles=decision.settles,
        code=decision.code,
        new_code=decision.new_code,
        utterances=(decision.utterance,),
        text=decision.text,
        start=decision.start,
        end=decision.end,
        text_hash=decision.text_hash,
        why=decision.note,
        decided_on=decision.decided_on,
    )


def theme_entry_of(decision: ThemeDecision, *, time: str, withdrawn: bool = False) -> Entry:
    """Return the entry of a decision on themes."""
    return Entry(
        time=time,
        who=decision.coder,
        what=decision.decision,
        withdrawn=withdrawn,
        code=decision.code,
        utterances=decision.utterances,
        to=decision.to,
        label=decision.label,
        why=decision.note,
    )


def decision_of(entry: Entry) -> Decision:
    """Return the decision that `entry` is of.

    Raises:
        ValueError: If it is about themes.
    """
    if entry.is_about_themes:
        raise ValueError(f"{entry.what} is a decision on themes")
    what: Decided = entry.what  # type: ignore[assignment]  # narrowed above
    return Decision(
        utterance=entry.utterances[0],
        code=entry.code,
        decision=what,
        new_code=entry.new_code,
        coder=entry.who,
        text=entry.text,
        start=entry.start,
        end=entry.end,
        text_hash=entry.text_hash,
        note=entry.why,
        settles=entry.settles,
        decided_on=entry.decided_on,
    )


def theme_decision_of(entry: Entry) -> ThemeDecision:
    """Return the decision on themes that `entry` is of.

    Raises:
        ValueError: If it is about a coding.
    """
    if not entry.is_about_themes:
        raise ValueError(f"{entry.what} is a decision on a coding")
    what: ThemeDecided = entry.what  # type: ignore[assignment]  # narrowed above
    return ThemeDecision(
        decision=what,
        code=entry.code,
        utterances=entry.utterances,
        to=entry.to,
        label=entry.label,
        coder=entry.who,
        note=entry.why,
    )
