"""Who gets which pseudonym: those of an earlier key keep theirs, new people are added."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms.file_names import free_names
from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.pseudonyms.forms import is_neutral, words_of_stem
from interview_coder.pseudonyms.key import (
    PREFIXES,
    Key,
    KeyEntry,
    Kind,
    faults_of_pseudonym,
    number_of,
)
from interview_coder.roles import is_bystander
from interview_coder.transcript import Study, Transcript


@dataclass(frozen=True, kw_only=True, slots=True)
class Listed:
    """A name that the researcher listed: of a person, a place, a company.

    Attributes:
        name: As it stands in the transcripts.
        pseudonym: What is to stand for it; empty for a number.
    """

    name: str
    pseudonym: str = ""


def make_key(study: Study, *, known: Key | None = None, listed: Iterable[Listed] = ()) -> Key:
    """Give everybody in `study` a pseudonym: P01 … for participants, I1 … for interviewers.

    Names that already say nobody (P07, Participant 3, Interviewer) need none. The order of the
    numbers follows from the transcripts' words, so that knowing who was interviewed does not tell
    who is who.

    Args:
        study: As it was read, with names.
        known: The key of an earlier run; everything in it stays as it is.
        listed: Further names, N01 … unless a pseudonym is given. One that is given a
            participant's pseudonym is another name of the participant; one whose pseudonym is the
            name itself is left alone.

    Raises:
        PseudonymError: If a pseudonym cannot be used, or contradicts `known`.
    """
    if study.pseudonymised:
        raise PseudonymError(["the study is pseudonymised already"])
    wishes = list(listed)
    given = _given(wishes, known or Key())
    entries = list((known or Key()).entries)
    told = {entry.name for entry in entries if entry.kind != "file"}
    taken = _taken(study, entries)
    people = dict(people_of(study))
    new: list[tuple[str, Kind]] = [(n, k) for n, k in _shuffled(study, people) if n not in told]
    new += [(wish.name, "listed") for wish in wishes if wish.name not in {*told, *people}]
    for name, kind in dict(new).items():
        pseudonym = given.get(name) or _next(kind, taken, n_new=len(new))
        entries.append(KeyEntry(name=name, pseudonym=pseudonym, kind=kind))
    key = Key(entries=tuple(entries))
    _check(key)
    read = (*study.transcripts, *study.sources)
    named = dict.fromkeys(name for t in read for name in (t.name, t.source))
    files = free_names(list(named), key=key, finder=NameFinder.of(key))
    renamed = (KeyEntry(name=name, pseudonym=free, kind="file") for name, free in files)
    return Key(entries=(*key.entries, *renamed))


def _given(wishes: Sequence[Listed], known: Key) -> dict[str, str]:
    """Return name to the pseudonym the researcher gives it.

    Raises:
        PseudonymError: If the key, or another row, says otherwise.
    """
    before = {entry.name: entry.pseudonym for entry in known.names}
    given: dict[str, str] = {}
    faults = []
    for name, pseudonym in ((wish.name, wish.pseudonym) for wish in wishes if wish.pseudonym):
        says = before.get(name, given.get(name, pseudonym))
        if says != pseudonym:
            faults.append(
                f"{name!r} is {says!r} in the key and {pseudonym!r} in the list; pseudonyms never "
                "change by themselves, so correct one of the two"
            )
        given[name] = pseudonym
    if faults:
        raise PseudonymError(faults)
    return given


def people_of(study: Study) -> Iterator[tuple[str, Kind]]:
    """Yield everybody in `study` whose name may tell who it is, and how the name is known."""
    for transcript in study.transcripts:
        speakers = set(transcript.speakers)
        for person in transcript.participants:
            if person in speakers and not is_neutral(person):
                yield person, "participant"
            elif person not in speakers and words_of_stem(transcript.stem):
                yield person, "named by file"
        for speaker in transcript.speakers:
            is_interviewed = speaker in transcript.speaker_to_participant
            if not is_interviewed and not is_bystander(speaker) and not is_neutral(speaker):
                yield speaker, "interviewer"


def _shuffled(study: Study, people: dict[str, Kind]) -> list[tuple[str, Kind]]:
    """Return people in an order that nobody can tell who has not got the transcripts.

    In the order of the alphabet, a list of those who were invited would be as good as the key.
    """
    words = sha256()
    for transcript in sorted(study.transcripts, key=_by_name):
        words.update(transcript.text.encode())
    seed = words.digest()
    return sorted(people.items(), key=lambda item: sha256(seed + item[0].encode()).digest())


def _by_name(transcript: Transcript) -> str:
    return transcript.name


def _taken(study: Study, entries: Iterable[KeyEntry]) -> dict[str, set[int]]:
    """Return prefix to the numbers that somebody has, in the key or in the study itself."""
    labels = {entry.pseudonym for entry in entries}
    for transcript in study.transcripts:
        labels |= {*transcript.speakers, *transcript.participants, transcript.stem}
    taken: dict[str, set[int]] = defaultdict(set)
    for prefix in PREFIXES.values():
        numbers = (number_of(label, prefix) for label in labels)
        taken[prefix] |= {number for number in numbers if number is not None}
    return taken


def _next(kind: Kind, taken: dict[str, set[int]], *, n_new: int) -> str:
    prefix = PREFIXES[kind]
    number = max(taken[prefix], default=0) + 1
    taken[prefix].add(number)
    width = 1 if prefix == "I" else max(2, len(str(n_new)))
    return f"{prefix}{number:0{width}d}"


def _check(key: Key) -> None:
    """Make sure that pseudonyms tell one person each, and no name.

    Raises:
        PseudonymError: With every fault.
    """
    faults: list[str] = []
    holders: dict[str, list[str]] = defaultdict(list)
    finder = NameFinder.of(key)
    for entry in key.names:
        if entry.kind != "listed":
            holders[entry.pseudonym].append(entry.name)
        if entry.stays:
            continue
        faults += faults_of_pseudonym(entry.pseudonym)
        if finder.replace(entry.pseudonym, place="label") != entry.pseudonym:
            faults.append(
                f"pseudonym {entry.pseudonym!r} of {entry.name!r} holds a name of the key"
            )
    for pseudonym, names in holders.items():
        if len(names) > 1:
            faults.append(f"{' and '.join(map(repr, names))} are both {pseudonym!r}")
    if faults:
        raise PseudonymError(faults)
