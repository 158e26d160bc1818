"""The key: who is behind which pseudonym. It never leaves the researcher's hands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, get_args

Kind = Literal["participant", "named by file", "interviewer", "listed", "file"]
"""What an entry of a key is about.

`named by file` is a participant whom the transcript calls by a role, so that the file's name had to
stand for a name; `listed` is a person, place or company from the researcher's list; `file` is a
transcript whose file name held a name.
"""

KINDS: tuple[Kind, ...] = get_args(Kind)
PREFIXES: dict[Kind, str] = {
    "participant": "P", "named by file": "P", "interviewer": "I", "listed": "N",
}  # fmt: skip
_PSEUDONYM = re.compile(r"[^\W_](?:[\w .'’-]{0,38}\w)?")
_NUMBERED = re.compile(r"([A-Za-z])[\s_#-]*(\d+)$")


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyEntry:
    """One name and what stands for it.

    Attributes:
        name: As the study has it; with kind `file`, a file name.
        pseudonym: What is written instead, without the square brackets; the name itself, where it
            is to stay.
        kind: What it is about.
    """

    name: str
    pseudonym: str
    kind: Kind

    @property
    def stays(self) -> bool:
        """Whether the researcher has said that this is no name to replace."""
        return self.name == self.pseudonym


@dataclass(frozen=True, kw_only=True, slots=True)
class Key:
    """Names and pseudonyms.

    Attributes:
        entries: In the order in which they were given; no name twice for one kind.
    """

    entries: tuple[KeyEntry, ...] = ()

    @property
    def people(self) -> dict[str, str]:
        """Participants and interviewers: name to pseudonym."""
        kinds = ("participant", "named by file", "interviewer")
        return {entry.name: entry.pseudonym for entry in self.entries if entry.kind in kinds}

    @property
    def files(self) -> dict[str, str]:
        """File name to the file name that is written instead, where the two differ."""
        return {entry.name: entry.pseudonym for entry in self.entries if entry.kind == "file"}

    @property
    def names(self) -> tuple[KeyEntry, ...]:
        """The entries that are about names, not about files."""
        return tuple(entry for entry in self.entries if entry.kind != "file")


def faults_of_pseudonym(pseudonym: str) -> Iterator[str]:
    """Yield why `pseudonym` cannot stand in square brackets, and in the name of a file."""
    if not _PSEUDONYM.fullmatch(pseudonym):
        yield (
            f"pseudonym {pseudonym!r} should be at most 40 letters, digits, spaces, dots, hyphens"
        )


def number_of(label: str, prefix: str) -> int | None:
    """Return the number of a label such as `P03`, `p 3`; None if it is none of that prefix."""
    match = _NUMBERED.fullmatch(label.strip())
    return int(match[2]) if match and match[1].upper() == prefix else None
