"""Names that are each given once, where a program allows two things of one name."""

from __future__ import annotations

from collections import Counter


class UniqueNames:
    """Gives names out: a second `P1` is called `P1 (2)`, unless something else is called so."""

    def __init__(self) -> None:
        """Begin with no name given."""
        self._given: set[str] = set()
        self._name_to_number: Counter[str] = Counter()

    def give(self, name: str) -> str:
        """Return `name`, with the next free number behind it if it was given before."""
        own = name
        while own in self._given:
            self._name_to_number[name] += 1
            own = f"{name} ({self._name_to_number[name] + 1})"
        self._given.add(own)
        return own
