"""A study with pseudonyms instead of names; nothing after it sees a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import zip_longest

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms.edits import Edit, Edits
from interview_coder.pseudonyms.finding import NameFinder, Place
from interview_coder.pseudonyms.key import Key
from interview_coder.pseudonyms.people import people_of
from interview_coder.transcript import (
    Comment,
    LeftOut,
    Participant,
    ReadAs,
    Span,
    Study,
    TimeMark,
    Transcript,
    Turn,
)

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


def pseudonymise(study: Study, *, key: Key) -> Study:
    """Return `study` with the names of `key` replaced by pseudonyms, wherever they stand.

    In the words, a name becomes its pseudonym in square brackets, `[P03]`; everything else stays,
    character by character. Participants, speakers and files are called by the bare pseudonym.
    `source_hash` becomes the hash of the new text: with a hash of the file somebody could test
    whether a guess of the names is right.

    Args:
        study: As it was read.
        key: With everybody in the study; see `make_key`.

    Raises:
        PseudonymError: If somebody has no pseudonym, two would get one name, or the name of the
            study folder, which results tell, holds a name.
    """
    if study.pseudonymised:
        raise PseudonymError(["the study is pseudonymised already"])
    masker = Masker.of(key)
    transcripts = [masker.transcript(transcript) for transcript in study.transcripts]
    sources = [masker.transcript(source) for source in study.sources]
    people = [masker.participant(person) for person in study.participants]
    faults = [
        *_missing(study, key),
        *_named_alike([*transcripts, *sources], people),
        *_of_folder(study, masker),
    ]  # fmt: skip
    if faults:
        raise PseudonymError(faults)
    return replace(
        study,
        title=masker.text(study.title),
        codebooks=tuple(map(masker.text, study.codebooks)),
        transcripts=tuple(sorted(transcripts, key=lambda transcript: transcript.name)),
        sources=tuple(sources),
        participants=tuple(sorted(people, key=lambda person: person.name)),
        notes=tuple(map(masker.note, study.notes)),
        pseudonymised=True,
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class Masker:
    """Puts the pseudonyms of a key in place of names.

    Attributes:
        people: Name to pseudonym.
        files: File name to file name.
        finder: Of the names.
    """

    people: Mapping[str, str]
    files: Mapping[str, str]
    finder: NameFinder

    @classmethod
    def of(cls, key: Key) -> Masker:
        """Return the masker of `key`."""
        return cls(people=key.people, files=key.files, finder=NameFinder.of(key))

    def text(self, words: str) -> str:
        """Return `words` with the names replaced."""
        return self.finder.replace(words)

    def note(self, note: str) -> str:
        """Return a remark on the reading; what stands in quotes there may be a label."""
        for name, free in self.files.items():
            note = note.replace(name, free)
        position = 0
        pieces = []
        for quoted in _QUOTED.finditer(note):
            pieces.append(self.text(note[position : quoted.start()]))
            pieces.append(self.finder.replace(quoted[0], place="label"))
            position = quoted.end()
        return "".join([*pieces, self.text(note[position:])])

    def participant(self, person: Participant) -> Participant:
        """Return `person` under the pseudonym, with names in the attributes replaced."""
        attributes = {self.text(key): self.text(value) for key, value in person.attributes.items()}
        return Participant(name=self.called(person.name), attributes=attributes)

    def called(self, name: str) -> str:
        """Return what a person is called; a name that is not in the key stays."""
        return self.people.get(name, name)

    def edits(self, transcript: Transcript) -> Edits:
        """Return what is replaced in the words of `transcript`."""
        found = self.finder.find(transcript.text, _places(transcript))
        return Edits.of(transcript.text, (Edit(hit.span, hit.mark) for hit in found if hit.mark))

    def transcript(self, transcript: Transcript) -> Transcript:
        """Return `transcript` with the names replaced and everything else where it belongs."""
        edits = self.edits(transcript)
        text_hash = sha256(edits.after.encode()).hexdigest()
        return replace(
            transcript,
            name=self.files.get(transcript.name, transcript.name),
            text=edits.after,
            turns=tuple(self._turns(transcript, edits)),
            source_hash=text_hash,
            text_hash=text_hash,
            notes=tuple(map(self.note, transcript.notes)),
            left_out=tuple(self._left_out(left) for left in transcript.left_out),
            file=self.files.get(transcript.file, transcript.file),
            read_as=_people_of(transcript.read_as, self.called),
            comments=tuple(map(self._comment, transcript.comments)),
            speaker_to_participant={
                self.called(speaker): self.called(person)
                for speaker, person in transcript.speaker_to_participant.items()
            },
        )

    def undone(self, read_as: ReadAs) -> ReadAs:
        """Return how a source is read whose names are not replaced."""
        names = {pseudonym: name for name, pseudonym in self.people.items()}
        return _people_of(read_as, lambda called: names.get(called, called))

    def _turns(self, transcript: Transcript, edits: Edits) -> Iterator[Turn]:
        for turn, comment in zip_longest(transcript.turns, transcript.comments):
            moved = self._turn(turn, edits)
            yield replace(moved, speaker=comment.place) if comment else moved

    def _turn(self, turn: Turn, edits: Edits) -> Turn:
        return Turn(
            speaker=self.called(turn.speaker),
            span=edits.move(turn.span),
            asides=tuple(map(edits.move, turn.asides)),
            times=tuple(
                TimeMark(offset=edits.start(mark.offset), seconds=mark.seconds)
                for mark in turn.times
            ),
        )

    def _comment(self, comment: Comment) -> Comment:
        """Return a comment without its author: who that is, no key tells."""
        return replace(comment, author="")

    def _left_out(self, left: LeftOut) -> LeftOut:
        return replace(
            left, what=self.note(left.what), sample=self.finder.replace(left.sample, place="label")
        )


def _people_of(read_as: ReadAs, called: Callable[[str], str]) -> ReadAs:
    """Call the people in `read_as` otherwise: tiers are named after them."""
    return replace(
        read_as,
        tiers=tuple(map(called, read_as.tiers)),
        only_speaker=called(read_as.only_speaker) if read_as.only_speaker else "",
    )


def _places(transcript: Transcript) -> Iterator[tuple[Span, Place]]:
    """Yield the stretches of a text that no name goes across: labels, speech, asides."""
    cuts: dict[int, Place] = {0: "label"}
    for turn in transcript.turns:
        cuts[turn.span.start] = "spoken"
        for aside in turn.asides:
            cuts.setdefault(aside.start, "spoken")
            cuts[aside.end] = "spoken"
        cuts[turn.span.end] = "label"
    starts = sorted(cuts)
    for start, end in zip(starts, [*starts[1:], len(transcript.text)], strict=True):
        if start < end:
            yield Span(start=start, end=end), cuts[start]


def _missing(study: Study, key: Key) -> Iterator[str]:
    """Yield who needs a pseudonym and has none, a sentence each."""
    for name in dict.fromkeys(name for name, _ in people_of(study)):
        if name not in key.people:
            yield f"the key has no pseudonym for {name!r}"


def _named_alike(transcripts: list[Transcript], people: list[Participant]) -> Iterator[str]:
    stems = [transcript.stem for transcript in transcripts]
    names = [person.name for person in people]
    for what, told in (("transcripts", stems), ("participants", names)):
        for name in sorted({name for name in told if told.count(name) > 1}):
            yield f"two {what} would be called {name!r}; rename one of them, or correct the key"


def _of_folder(study: Study, masker: Masker) -> Iterator[str]:
    name = study.folder.name if study.folder else ""
    if masker.finder.replace(name, place="label") != name:
        yield (
            f"the study folder's name {name!r} holds a name, and results tell where the study "
            "lies; rename the folder"
        )
