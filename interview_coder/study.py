"""From a folder of interviews to a study: every transcript, who speaks in it, who they are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatch
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import Field

from interview_coder.attribute_tables import Joined, TableRecord, join_tables
from interview_coder.checking import Record, load_toml
from interview_coder.errors import InterviewCoderError, ReadError, SettingsError, StudyError
from interview_coder.language import ENGLISH, detect_language
from interview_coder.participants import (
    PARTICIPANTS_FILE,
    ParticipantRow,
    ParticipantsTable,
    read_participants,
)
from interview_coder.readers import find_format, read_transcripts
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.sources import SourceRecord, find_sources, read_sources, source_notes
from interview_coder.speakers import SpeakerNames
from interview_coder.transcript import Participant, ReadAs, Study, Transcript

STUDY_FILE = "study.toml"
CORRECTIONS_FILE = "corrections.csv"
THEME_DECISIONS_FILE = "theme_decisions.csv"
CORRECTIONS_WORKBOOK = "corrections.xlsx"
"""The same as a workbook."""
SETTLED_FILE = "settled.csv"
"""What coders settled on, see `agreement.settling`."""
TRAIL_FILE = "audit_trail.jsonl"
"""Every decision in the order it was made, see `audit`."""
DETAILS_FILE = "persona.toml"
"""What the author of persona sheets adds, see `persona.details`."""
NAMES_FILE = "names.csv"
"""Names to replace, see `pseudonyms`; no transcript."""
OWN_FILES = (
    PARTICIPANTS_FILE, STUDY_FILE, CORRECTIONS_FILE, CORRECTIONS_WORKBOOK, SETTLED_FILE,
    THEME_DECISIONS_FILE,
    TRAIL_FILE, NAMES_FILE, DETAILS_FILE,
)  # fmt: skip
"""Files of a study folder that have a meaning of their own."""

T = TypeVar("T")

_BOOKKEEPING = frozenset({"cue numbers", "tags"})
"""What formats need and nobody wrote: counted like all that is left out, but no news."""


Language = Annotated[str, Field(pattern=r"^([a-z]{2,3})?$")]


class PromotionRecord(Record):
    """`[promotion]` of study.toml."""

    min_participants: int = Field(default=3, ge=2)
    min_share: float = Field(default=0.0, ge=0, le=1)
    accepted_only: bool = False


class FileRecord(Record):
    """`[files."name"]` of study.toml: what a file does not tell by itself.

    Attributes:
        encoding: Of a text file that is not Unicode.
        speaker: The column of a table in which the speakers stand.
        text: The column of what was said.
        time: The column of times.
        interview: The column that tells the interviews of one file apart.
        tiers: The tiers of an annotation file that are speech.
        only_speaker: Who says everything in a file that names nobody: a voice memo, a diary.
    """

    encoding: str = ""
    speaker: str = ""
    text: str = ""
    time: str = ""
    interview: str = ""
    tiers: tuple[str, ...] = ()
    only_speaker: str = ""


class StudyRecord(Record):
    """What study.toml may say; everything is optional.

    Attributes:
        title: Of the study; the folder's name if it says nothing.
        language: ISO 639-1 code of the spoken language; found out where it says nothing.
        languages: Name or pattern of files to the language spoken in them.
        interviewers: Speakers who ask, observe or translate; never coded.
        speakers: Label to what the speaker is called: a name or a role; or, under the name of a
            file, labels that are meant in that file.
        files: Name or pattern of files to how they are read; the first that fits is taken.
        codebooks: Names of codebooks that come with the package, or paths beside study.toml.
        ignore: File names or patterns (`*.pdf`) that are no transcripts.
        promotion: When a theme is promoted.
        coefficients: False to leave intervals, probabilities, stability and saturation out of the
            reports, as reflexive traditions do; the data files have them.
        tables: Tables joined to the participants.
        sources: Other sources of the study, which are no interviews.
    """

    title: str = ""
    language: Language = ""
    languages: dict[str, Annotated[Language, Field(min_length=2)]] = Field(default_factory=dict)
    interviewers: tuple[str, ...] = ()
    speakers: dict[str, str | dict[str, str]] = Field(default_factory=dict)
    files: dict[str, FileRecord] = Field(default_factory=dict)
    codebooks: tuple[str, ...] = Field(default=("psychology",), min_length=1)
    ignore: tuple[str, ...] = ()
    promotion: PromotionRecord = PromotionRecord()
    coefficients: bool = True
    tables: tuple[TableRecord, ...] = ()
    sources: tuple[SourceRecord, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Reading:
    """What the researcher said about speakers and files."""

    told: RolesTold
    speakers: SpeakerNames
    record: StudyRecord

    def read_as(self, name: str) -> ReadAs:
        """How the file called `name` is read."""
        files = self.record.files.items()
        fitting = (record for pattern, record in files if fnmatch(name, pattern))
        return ReadAs(**next(fitting, FileRecord()).model_dump())

    def in_language(self, transcript: Transcript) -> Transcript:
        """Return `transcript` with its language: told for the file, for the study, or found out."""
        told = (
            language
            for pattern, language in self.record.languages.items()
            if fnmatch(transcript.source, pattern)
        )
        language = next(told, self.record.language)
        if language:
            return replace(transcript, language=language)
        found = detect_language(_answers(transcript))
        note = f"language found out: {found}; if it is another, say so in {STUDY_FILE}"
        notes = (*transcript.notes, note) if found not in ("", ENGLISH) else transcript.notes
        return replace(transcript, language=found or ENGLISH, notes=notes)


def read_study(
    folder: Path | str,
    *,
    interviewers: Iterable[str] = (),
    speakers: SpeakerNames | None = None,
) -> Study:
    """Read every transcript in `folder`, with participants.csv and study.toml if they are there.

    Hidden files and folders inside `folder` are passed over. Any other file must be a transcript,
    one of the two files above, one of decisions (corrections.csv, settled.csv,
    theme_decisions.csv, which `analyze` reads) or their audit trail, a list of names to replace
    (names.csv), what the author of persona sheets adds (persona.toml), or named under `tables`,
    `sources` or `ignore` in study.toml.

    Args:
        folder: The study folder.
        interviewers: Speakers who ask, beside those that study.toml names.
        speakers: What speakers are called, beside and before what study.toml says.

    Raises:
        StudyError: With every fault found in the folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StudyError(folder, ["is no folder; name the folder that holds the transcripts"])
    faults: list[str] = []
    record = _collect(faults, lambda: _read_study_file(folder), StudyRecord())
    table = _collect(faults, lambda: read_participants(folder), ParticipantsTable())
    told = RolesTold(
        interviewers=frozenset(record.interviewers) | frozenset(interviewers),
        participants=frozenset(table.rows),
    )
    own_files = (*OWN_FILES, *(each.file for each in record.tables))
    named = find_sources(folder, record.sources, own_files=own_files, faults=faults)
    of_sources = {path for path, _ in named}
    passed_over = (*own_files, *record.ignore)
    paths = [path for path in _transcript_paths(folder, passed_over) if path not in of_sources]
    names = _speakers_of(record).joined(speakers or SpeakerNames())
    how = _Reading(told=told, speakers=names, record=record)
    transcripts = [t for path in paths for t in _read_one(path, how, faults)]
    is_whole = {transcript.source for transcript in transcripts} == {path.name for path in paths}
    sources = read_sources(named, beside=transcripts, faults=faults)
    faults += _faults_of_folder(folder, paths)
    faults += _faults_between(transcripts)
    if is_whole:
        faults += _faults_of_names(transcripts, how, table.rows)
        faults += how.speakers.unused(transcripts)
        faults += _faults_of_files(record, paths)
    joined = _joined(folder, record, transcripts, table)
    faults += joined.faults
    if faults:
        raise StudyError(folder, faults)
    return Study(
        title=record.title or folder.resolve().name,
        folder=folder.resolve(),
        language=record.language or _most_spoken(transcripts),
        transcripts=tuple(transcripts),
        participants=joined.participants,
        codebooks=tuple(_codebook(folder, name) for name in record.codebooks),
        min_participants=record.promotion.min_participants,
        min_share=record.promotion.min_share,
        accepted_only=record.promotion.accepted_only,
        coefficients=record.coefficients,
        notes=(*_notes(transcripts, table.rows), *joined.notes, *source_notes(sources)),
        sources=sources,
    )


def _collect(faults: list[str], read: Callable[[], T], default: T) -> T:
    """Return what `read` gives; on a fault note it and go on with `default`."""
    try:
        return read()
    except SettingsError as error:
        faults += [f"{error.path.name}: {fault}" for fault in error.faults]
    except InterviewCoderError as error:
        faults += str(error).split("\n")
    return default


def _read_study_file(folder: Path) -> StudyRecord:
    path = folder / STUDY_FILE
    return load_toml(path, StudyRecord) if path.is_file() else StudyRecord()


def _transcript_paths(folder: Path, passed_over: Sequence[str]) -> list[Path]:
    return [
        path
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and not any(fnmatch(path.name, pattern) for pattern in passed_over)
    ]


def _speakers_of(record: StudyRecord) -> SpeakerNames:
    everywhere = {label: name for label, name in record.speakers.items() if isinstance(name, str)}
    by_file = {file: names for file, names in record.speakers.items() if isinstance(names, dict)}
    return SpeakerNames(everywhere=everywhere, by_file=by_file)


def _read_one(path: Path, how: _Reading, faults: list[str]) -> Iterator[Transcript]:
    names = how.speakers.of(path.name)
    known = {*how.told.interviewers, *how.told.participants, *names}
    read_as = how.read_as(path.name)
    try:
        transcripts = read_transcripts(path, names=known, read_as=read_as)
    except ReadError as error:
        hint = f"; if it is no transcript, add it to ignore in {STUDY_FILE}"
        faults.append(f"{error}{hint}")
        return
    alone = {read_as.only_speaker} - {""} - how.told.interviewers
    told = replace(how.told, participants=how.told.participants | alone)
    for transcript in transcripts:
        try:
            yield how.in_language(assign_roles(transcript, told, names=names))
        except ValueError as error:
            faults.append(f"{transcript.name}: {error}")


def _faults_of_folder(folder: Path, paths: Sequence[Path]) -> Iterator[str]:
    if any(find_format(path) for path in paths):
        return
    inner = sorted(
        path.name
        for path in folder.iterdir()
        if path.is_dir() and any(find_format(child) for child in path.iterdir())
    )
    hint = f"; did you mean {folder / inner[0]}?" if inner else ""
    what = "no transcript in it" if any(folder.iterdir()) else "the folder is empty"
    yield f"{what}{hint}"


def _answers(transcript: Transcript) -> str:
    """What the participants say; their language is the one that is coded."""
    return "\n".join(
        transcript.quote(turn.span)
        for turn in transcript.turns
        if turn.speaker in transcript.speaker_to_participant
    )


def _most_spoken(transcripts: Sequence[Transcript]) -> str:
    counts = Counter(transcript.language for transcript in transcripts)
    return max(counts, key=lambda language: (counts[language], language), default=ENGLISH)


def _faults_between(transcripts: Sequence[Transcript]) -> Iterator[str]:
    """What is wrong between files: one interview twice, one name twice, one person twice."""
    for names in _repeated((_said(t), t.name) for t in transcripts).values():
        yield f"{', '.join(names)}: the same interview; keep one of the files"
    for names in _repeated((t.stem, t.name) for t in transcripts).values():
        yield f"{', '.join(names)}: files that differ only in their suffix; rename one"
    people = ((person, t.name) for t in transcripts for person in t.participants)
    for person, names in _repeated(people).items():
        yield (
            f"{', '.join(names)}: participant {person!r} in more than one transcript; "
            "give different people different names, or put one person's sessions in one file"
        )


def _repeated(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Return key to file names, for each key that more than one file has."""
    key_to_names: dict[str, list[str]] = defaultdict(list)
    for key, name in pairs:
        key_to_names[key].append(name)
    return {key: names for key, names in key_to_names.items() if len(names) > 1}


def _said(transcript: Transcript) -> str:
    return "\n".join(" ".join(transcript.quote(turn.span).split()) for turn in transcript.turns)


def _faults_of_files(record: StudyRecord, paths: Sequence[Path]) -> Iterator[str]:
    for key, patterns in (("files", record.files), ("languages", record.languages)):
        for pattern in patterns:
            if not any(fnmatch(path.name, pattern) for path in paths):
                yield f"{STUDY_FILE}: {key}: {pattern!r} is the name of no transcript"


def _faults_of_names(
    transcripts: Sequence[Transcript], how: _Reading, rows: Mapping[str, ParticipantRow]
) -> Iterator[str]:
    """Names the researcher wrote that nobody has."""
    told = how.told
    people = {person for transcript in transcripts for person in transcript.participants}
    speakers = {speaker for transcript in transcripts for speaker in transcript.speakers}
    for name, row in rows.items():
        if name not in people:
            yield (
                f"{PARTICIPANTS_FILE}: line {row.line_no}: {name!r} speaks in no transcript; "
                f"participants found: {', '.join(sorted(people))}"
            )
    for name in sorted(told.interviewers & told.participants):
        yield f"{name!r} is named as an interviewer and has a row in {PARTICIPANTS_FILE}"
    for name in sorted(told.interviewers - speakers - how.speakers.names):
        yield (
            f"interviewer {name!r} speaks in no transcript; "
            f"speakers found: {', '.join(sorted(speakers))}"
        )


def _participants(
    transcripts: Sequence[Transcript], rows: Mapping[str, ParticipantRow]
) -> Iterator[Participant]:
    people = {person for transcript in transcripts for person in transcript.participants}
    for person in sorted(people):
        row = rows.get(person)
        yield Participant(name=person, attributes=row.attributes if row else {})


def _joined(
    folder: Path,
    record: StudyRecord,
    transcripts: Sequence[Transcript],
    table: ParticipantsTable,
) -> Joined:
    people = tuple(_participants(transcripts, table.rows))
    if not people:  # nothing could be read, which is a fault of its own
        return Joined(participants=())
    return join_tables(folder, record.tables, people)


def _codebook(folder: Path, codebook: str) -> str:
    """A codebook that lies beside study.toml is meant from there; else it is a name."""
    beside = folder / codebook
    return str(beside) if beside.exists() else codebook


def _notes(transcripts: Sequence[Transcript], rows: Mapping[str, ParticipantRow]) -> Iterator[str]:
    for transcript in transcripts:
        yield from (f"{transcript.name}: {note}" for note in transcript.notes)
        told = [str(left) for left in transcript.left_out if left.what not in _BOOKKEEPING]
        if told:
            yield f"{transcript.name}: not read as speech: {', '.join(told)}"
    people = sorted({person for transcript in transcripts for person in transcript.participants})
    missing = [person for person in people if rows and person not in rows]
    if missing:
        yield f"{PARTICIPANTS_FILE} has no row for {', '.join(missing)}"
