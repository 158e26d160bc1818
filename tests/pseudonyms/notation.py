"""Short notations: a key on one line, what it makes of a sentence."""

from __future__ import annotations

from interview_coder.pseudonyms import Key, KeyEntry
from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.pseudonyms.key import PREFIXES, Kind


def key_of(names: str) -> Key:
    """
    Build a key: `key_of("P01 Kasia Lind | I1 Bo Ek | N01 Harbour Town | port=Old Quay")`.

    A number in front says what kind of entry it is; `=` is a listed name with its pseudonym.
    """
    return Key(entries=tuple(_entry(part.strip()) for part in names.split(" | ") if part.strip()))


def _entry(told: str) -> KeyEntry:
    given, equals, name = told.partition("=")
    if equals:
        return KeyEntry(name=name, pseudonym=given, kind="listed")
    pseudonym, _, name = told.partition(" ")
    kinds: dict[str, Kind] = {prefix: kind for kind, prefix in reversed(PREFIXES.items())}
    return KeyEntry(name=name, pseudonym=pseudonym, kind=kinds[pseudonym[0]])


def masked(text: str, names: str) -> str:
    """
    Replace in what somebody said the names of `key_of(names)`.
    """
    return NameFinder.of(key_of(names)).replace(text)
