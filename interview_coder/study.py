"""From a folder of interviews to a study: every transcript, who speaks in it, who they are."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TypeVar

from pydantic import Field

from interview_coder.checking import Record, load_toml
from interview_coder.errors import InterviewCoderError, ReadError, SettingsError, StudyError
from interview_coder.readers import find_format, read_transcript
from interview_coder.readers.source import Source
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.transcript import Participant, Study, Transcript

PARTICIPANTS_FILE = "participants.csv"
STUDY_FILE = "study.toml"
CORRECTIONS_FILE = "corrections.csv"
THEME_DECISIONS_FILE = "theme_decisions.csv"
T = TypeVar("T")


class PromotionRecord(Record):
    """`[promotion]` of study.toml."""

    min_participants: int = Field(default=3, ge=2)
    min_share: float = Field(default=0.0, ge=0, le=1)
    accepted_only: bool = False


class StudyRecord(Record):
    """What study.toml may say; everything is optional.

    Attributes:
        title: Of the study; the folder's name if it says nothing.
        language: ISO 639-1 code of the spoken language.
        interviewers: Speakers who ask, observe or translate; never coded.
        codebook: Name of a codebook that comes with the package, or a path beside study.toml.
        ignore: File names or patterns (`*.pdf`) that are no transcripts.
        promotion: When a theme is promoted.
        coefficients: False to leave intervals, probabilities, stability and saturation out of the
            reports, as reflexive traditions do; the data files have them.
    """

    title: str = ""
    language: str = Field(default="en", pattern=r"^[a-z]{2,3}$")
    interviewers: tuple[str, ...] = ()
    codebook: str = "psychology"
    ignore: tuple[str, ...] = ()
    promotion: PromotionRecord = PromotionRecord()
    coefficients: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    """A row of participants.csv."""

    line_no: int
    attributes: Mapping[str, str]


def read_study(folder: Path | str, *, interviewers: Iterable[str] = ()) -> Study:
    """Read every transcript in `folder`, with participants.csv and study.toml if they are there.

    Hidden files and folders inside `folder` are passed over. Any other file must be a transcript,
    one of the two files above, one of decisions (corrections.csv, theme_decisions.csv, which
    `analyze` reads), or named under `ignore` in study.toml.

    Args:
        folder: The study folder.
        interviewers: Speakers who ask, beside those that study.toml names.

    Raises:
        StudyError: With every fault found in the folder.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise StudyError(folder, ["is no folder; name the folder that holds the transcripts"])
    faults: list[str] = []
    record = _collect(faults, lambda: _read_study_file(folder), StudyRecord())
    no_rows: Mapping[str, _Row] = {}
    rows = _collect(faults, lambda: _read_participants(folder), no_rows)
    told = RolesTold(
        interviewers=frozenset(record.interviewers) | frozenset(interviewers),
        participants=frozenset(rows),
    )
    paths = _transcript_paths(folder, record.ignore)
    transcripts = [t for path in paths for t in _read_one(path, told, faults)]
    faults += _faults_of_folder(folder, paths)
    faults += _faults_between(transcripts)
    faults += _faults_of_names(transcripts, told, rows, is_whole=len(transcripts) == len(paths))
    if faults:
        raise StudyError(folder, faults)
    return Study(
        title=record.title or folder.resolve().name,
        folder=folder.resolve(),
        language=record.language,
        transcripts=tuple(transcripts),
        participants=tuple(_participants(transcripts, rows)),
        codebook=_codebook(folder, record.codebook),
        min_participants=record.promotion.min_participants,
        min_share=record.promotion.min_share,
        accepted_only=record.promotion.accepted_only,
        coefficients=record.coefficients,
        notes=tuple(_notes(transcripts, rows)),
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


def _read_participants(folder: Path) -> Mapping[str, _Row]:
    """Return participant to row, from participants.csv; empty if there is none.

    Raises:
        SettingsError: With every row that cannot be used.
    """
    path = folder / PARTICIPANTS_FILE
    if not path.is_file():
        return {}
    text = Source(path=path, data=path.read_bytes()).decode().removeprefix("\ufeff")
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=header.count)
    lines = io.StringIO(text, newline="")
    reader = csv.DictReader(lines, delimiter=delimiter, restkey="", restval="")
    if "participant" not in (reader.fieldnames or ()):
        message = f"line 1: no column 'participant'; found: {header}"
        raise SettingsError(path, [message])
    rows: dict[str, _Row] = {}
    faults = []
    for row in reader:
        name = (row.pop("participant") or "").strip()
        if not name or "" in row:
            what = "no participant named" if not name else "more cells than the header has columns"
            faults.append(f"line {reader.line_num}: {what}")
        elif name in rows:
            first = rows[name].line_no
            faults.append(f"line {reader.line_num}: {name!r} already stands on line {first}")
        else:
            attributes = {key: value.strip() for key, value in row.items()}
            rows[name] = _Row(line_no=reader.line_num, attributes=attributes)
    if faults:
        raise SettingsError(path, faults)
    return rows


def _transcript_paths(folder: Path, ignore: Sequence[str]) -> list[Path]:
    passed_over = (
        PARTICIPANTS_FILE, STUDY_FILE, CORRECTIONS_FILE, THEME_DECISIONS_FILE, *ignore,
    )  # fmt: skip
    return [
        path
        for path in sorted(folder.iterdir(), key=lambda path: path.name)
        if path.is_file()
        and not path.name.startswith((".", "~$"))
        and not any(fnmatch(path.name, pattern) for pattern in passed_over)
    ]


def _read_one(path: Path, told: RolesTold, faults: list[str]) -> Iterator[Transcript]:
    try:
        transcript = read_transcript(path, names=told.interviewers | told.participants)
        yield assign_roles(transcript, told)
    except ReadError as error:
        hint = f"; if it is no transcript, add it to ignore in {STUDY_FILE}"
        faults.append(f"{error}{hint}")
    except ValueError as error:
        faults.append(f"{path.name}: {error}")


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


def _faults_of_names(
    transcripts: Sequence[Transcript], told: RolesTold, rows: Mapping[str, _Row], *, is_whole: bool
) -> Iterator[str]:
    """Names the researcher wrote that nobody has; not asked while transcripts are unreadable."""
    if not is_whole:
        return
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
    for name in sorted(told.interviewers - speakers):
        yield (
            f"interviewer {name!r} speaks in no transcript; "
            f"speakers found: {', '.join(sorted(speakers))}"
        )


def _participants(
    transcripts: Sequence[Transcript], rows: Mapping[str, _Row]
) -> Iterator[Participant]:
    people = {person for transcript in transcripts for person in transcript.participants}
    for person in sorted(people):
        row = rows.get(person)
        yield Participant(name=person, attributes=row.attributes if row else {})


def _codebook(folder: Path, codebook: str) -> str:
    """A codebook that lies beside study.toml is meant from there; else it is a name."""
    beside = folder / codebook
    return str(beside) if beside.exists() else codebook


def _notes(transcripts: Sequence[Transcript], rows: Mapping[str, _Row]) -> Iterator[str]:
    for transcript in transcripts:
        yield from (f"{transcript.name}: {note}" for note in transcript.notes)
    people = sorted({person for transcript in transcripts for person in transcript.participants})
    missing = [person for person in people if rows and person not in rows]
    if missing:
        yield f"{PARTICIPANTS_FILE} has no row for {', '.join(missing)}"
