"""Short notations that build test data: a transcript on one line, a study folder from a mapping."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Source
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.transcript import Participant, Study, Transcript


def talk(turns: str, *, name: str = "P1.txt") -> Transcript:
    """
    Build a transcript with roles: `talk("I: how is it? | P1: slow. | I: and then?")`.

    Turns are parted by ` | ` and stand in the text with a blank line between them.
    """
    text = "\n\n".join(turn.strip() for turn in turns.split(" | ")) + "\n"
    data = text.encode()
    reading = read_labelled(Source(path=Path(name), data=data), text)
    transcript = Transcript(
        name=name,
        text=text,
        turns=reading.turns,
        source_hash=sha256(data).hexdigest(),
        text_hash=sha256(data).hexdigest(),
        format="plain text",
        notes=reading.notes,
    )
    return assign_roles(transcript, RolesTold())


def study_of(*transcripts: Transcript, title: str = "A study") -> Study:
    """Build a study in memory from transcripts with roles."""
    people = sorted({person for transcript in transcripts for person in transcript.participants})
    return Study(
        title=title,
        transcripts=tuple(sorted(transcripts, key=lambda transcript: transcript.name)),
        participants=tuple(Participant(name=person) for person in people),
    )


def write_folder(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Write `files`, name to content, into `folder`; text as UTF-8."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / name).write_bytes(data)
    return folder
