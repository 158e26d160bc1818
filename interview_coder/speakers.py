"""What the researcher calls the speakers of a file: `Speaker 1` is P01."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from interview_coder.transcript import Transcript


@dataclass(frozen=True, kw_only=True, slots=True)
class SpeakerNames:
    """Labels in transcripts, and what the speakers are called.

    Attributes:
        everywhere: Label to name, in every file that has the label.
        by_file: File name to labels and names that hold in that file; they come first.
    """

    everywhere: Mapping[str, str] = field(default_factory=dict)
    by_file: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def of(self, file: str) -> dict[str, str]:
        """Return label to name for the file called `file`."""
        return {**self.everywhere, **self.by_file.get(file, {})}

    @property
    def names(self) -> frozenset[str]:
        """What speakers are called, wherever."""
        inside = (name for names in self.by_file.values() for name in names.values())
        return frozenset((*self.everywhere.values(), *inside))

    def joined(self, other: SpeakerNames) -> SpeakerNames:
        """Return what both tell; where they differ, `other` is right."""
        files = {*self.by_file, *other.by_file}
        return SpeakerNames(
            everywhere={**self.everywhere, **other.everywhere},
            by_file={
                file: {**self.by_file.get(file, {}), **other.by_file.get(file, {})}
                for file in files
            },
        )

    def unused(self, transcripts: Iterable[Transcript]) -> Iterator[str]:
        """Yield what was told of labels that nobody has, a sentence each."""
        transcripts = tuple(transcripts)
        labels = {label for transcript in transcripts for label in transcript.speakers}
        for label in self.everywhere:
            if label not in labels:
                yield f"speaker {label!r} is in no transcript; found: {_listed(labels)}"
        known: dict[str, tuple[str, ...]] = {}
        for transcript in transcripts:
            file = transcript.source
            known[file] = (*known.get(file, ()), *transcript.speakers)
        for name, names in sorted(self.by_file.items()):
            if name not in known:
                yield f"speakers are told for {name!r}, which is no transcript of the study"
                continue
            for label in names:
                if label not in known[name]:
                    yield f"{name}: no speaker {label!r}; found: {_listed(known[name])}"


def parse_speakers(told: Iterable[str]) -> SpeakerNames:
    """Read `Speaker 1=P01`, or `interview.vtt/Speaker 1=P01` for one file.

    Raises:
        ValueError: If there is no name on one of the sides.
    """
    everywhere: dict[str, str] = {}
    by_file: dict[str, dict[str, str]] = {}
    for words in told:
        label, equals, name = (part.strip() for part in words.partition("="))
        if not (equals and label and name):
            message = f"{words!r} should look like 'Speaker 1=P01' or 'call.vtt/Speaker 1=P01'"
            raise ValueError(message)
        file, slash, inside = label.partition("/")
        if slash and "." in file:
            by_file.setdefault(file.strip(), {})[inside.strip()] = name
        else:
            everywhere[label] = name
    return SpeakerNames(everywhere=everywhere, by_file=by_file)


def _listed(labels: Iterable[str]) -> str:
    return ", ".join(sorted(labels))
