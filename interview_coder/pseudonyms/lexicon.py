"""The names of a key, laid out for looking them up."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import normalize

from interview_coder.pseudonyms.folding import fold
from interview_coder.pseudonyms.forms import Form, Small, forms_of
from interview_coder.pseudonyms.key import Key, KeyEntry

TOKEN = re.compile(r"[^\W\d_]+")
"""What counts as a word of a name; an apostrophe or hyphen stands between two."""

_WORDS = re.compile(r"[^\W\d_]+(?:[\s.'&-]{1,2}[^\W\d_]+)*")
# Scripts that put no spaces between words: Thai to Myanmar, Kana and Han, Hangul.
_RUN_ON = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff]"
)


class Known(NamedTuple):
    """A form of a name, as words.

    Attributes:
        tokens: Folded; one or more.
        pseudonyms: Whom it may mean; empty where the researcher says it is no name.
        small: Whether it counts in small letters.
        is_initialled: Whether one of the words is an initial.
    """

    tokens: tuple[str, ...]
    pseudonyms: frozenset[str]
    small: Small
    is_initialled: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Lexicon:
    """The names of a key; where one may mean several people, all of them.

    Attributes:
        by_first: First word to the forms that begin with it, the longest first.
        literals: Names that are no sequence of words, or of a script without spaces; folded.
        literal: Matches these, the longest first; None where there is none.
        exact: Names of people to pseudonyms, as they stand in labels; folded.
        label: Matches these; None where there is none.
        written: The words of all names in small letters, with their accents.
    """

    by_first: Mapping[str, Sequence[Known]]
    literals: Mapping[str, frozenset[str]]
    literal: re.Pattern[str] | None
    exact: Mapping[str, frozenset[str]]
    label: re.Pattern[str] | None
    written: frozenset[str]

    @classmethod
    def of(cls, key: Key) -> Lexicon:
        """Lay out the names in `key`."""
        worded: list[tuple[Form, KeyEntry]] = []
        literal: list[tuple[Form, KeyEntry]] = []
        for entry in key.names:
            for form in forms_of(entry):
                (literal if _is_literal(form, entry) else worded).append((form, entry))
        literals = _pseudonyms((" ".join(form.words), entry) for form, entry in literal)
        people = [entry for entry in key.names if entry.kind in ("participant", "interviewer")]
        exact = _pseudonyms((fold(entry.name), entry) for entry in people)
        return cls(
            by_first=_by_first_word(worded),
            literals=literals,
            literal=_pattern(literals),
            exact=exact,
            label=_pattern(exact),
            written=frozenset(
                word for entry in key.names for word in TOKEN.findall(in_small(entry.name))
            ),
        )


def in_small(text: str) -> str:
    """Return `text` in small letters, accents kept and written in one way."""
    return normalize("NFC", text).lower()


def _is_literal(form: Form, entry: KeyEntry) -> bool:
    whole = " ".join(form.words)
    if _RUN_ON.search(whole):
        return True
    return entry.kind == "listed" and not _WORDS.fullmatch(whole)


def _pseudonyms(named: Iterable[tuple[str, KeyEntry]]) -> dict[str, frozenset[str]]:
    """Return name to all it may stand for; what the researcher listed says it alone."""
    listed: dict[str, set[str]] = defaultdict(set)
    derived: dict[str, set[str]] = defaultdict(set)
    for name, entry in named:
        target = listed if entry.kind == "listed" else derived
        target[name] |= set() if entry.stays else {entry.pseudonym}
    return {name: frozenset(meant) for name, meant in {**derived, **listed}.items()}


def _pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    alternatives = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(_bounded, alternatives))) if alternatives else None


def _bounded(name: str) -> str:
    """A name begins and ends where a word does, but in scripts without spaces."""
    before = r"(?<![^\W\d_])" if _is_spaced_letter(name[0]) else ""
    after = r"(?![^\W\d_])" if _is_spaced_letter(name[-1]) else ""
    return before + re.escape(name) + after


def _is_spaced_letter(char: str) -> bool:
    return char.isalpha() and not _RUN_ON.match(char)


def _by_first_word(forms: Sequence[tuple[Form, KeyEntry]]) -> dict[str, list[Known]]:
    sequences: dict[tuple[str, ...], list[tuple[Form, KeyEntry]]] = defaultdict(list)
    for form, entry in forms:
        tokens = tuple(TOKEN.findall(" ".join(form.words)))
        if tokens:
            sequences[tokens].append((form, entry))
    by_first: dict[str, list[Known]] = defaultdict(list)
    for tokens in sorted(sequences, key=lambda tokens: (-len(tokens), tokens)):
        by_first[tokens[0]].append(_known(tokens, sequences[tokens]))
    return by_first


def _known(tokens: tuple[str, ...], same: Sequence[tuple[Form, KeyEntry]]) -> Known:
    told = [pair for pair in same if pair[1].kind == "listed"] or same
    smalls: list[Small] = [form.small for form, _ in told]
    return Known(
        tokens=tokens,
        pseudonyms=frozenset(entry.pseudonym for _, entry in told if not entry.stays),
        small=min(smalls, key=("yes", "as a word", "no").index),
        is_initialled=all(form.is_initialled for form, _ in told),
    )
