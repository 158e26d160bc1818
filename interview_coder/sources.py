"""Other sources of a study, which study.toml names: support tickets, reviews, notes, posts.

They are read beside the interviews and never counted as such: nobody in them is a participant.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatch
from pathlib import Path

from pydantic import Field

from interview_coder.checking import Record
from interview_coder.errors import ReadError
from interview_coder.readers.comments import read_comments
from interview_coder.readers.tables.comment_columns import CommentColumns
from interview_coder.transcript import INTERVIEW, LeftOut, Transcript


class SourceRecord(Record):
    """One of `[[sources]]` of study.toml.

    Attributes:
        file: Name or pattern (`reviews-*.csv`) of files beside study.toml.
        kind: What they hold, in the researcher's words, as reports call it: `support tickets`.
        text: The column (or JSON key) of the comments; found by its name if not told.
        author: That of who wrote them; likewise; empty to leave it unread.
        time: That of when they were written; likewise.
    """

    file: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    text: str | None = Field(default=None, min_length=1)
    author: str | None = None
    time: str | None = None


def find_sources(
    folder: Path, records: Sequence[SourceRecord], *, own_files: Collection[str], faults: list[str]
) -> list[tuple[Path, SourceRecord]]:
    """Return the files that `records` name, each with its record, in their order.

    Args:
        folder: The study folder.
        records: What study.toml says.
        own_files: Names of files that have another meaning; patterns pass over them.
        faults: What is wrong is added here.
    """
    names = sorted(path.name for path in folder.iterdir() if path.is_file())
    free = [name for name in names if name not in own_files and not name.startswith((".", "~$"))]
    name_to_place: dict[str, str] = {}
    found: list[tuple[Path, SourceRecord]] = []
    for number, record in enumerate(records):
        place = f"study.toml: sources[{number}]"
        if " ".join(record.kind.split()).casefold() == INTERVIEW:
            faults.append(
                f"{place}.kind: {record.kind!r} is what the transcripts are; say what else it is, "
                'such as "support tickets", or take the file out of the sources'
            )
        own = [record.file] if record.file in free else _matching(record.file, free)
        if not own:
            faults.append(f"{place}.file: {_why_missing(record.file, names, own_files)}")
        for name in own:
            if name in name_to_place:
                faults.append(f"{place}.file: {name} is also named by {name_to_place[name]}")
            else:
                name_to_place[name] = f"sources[{number}]"
                found.append((folder / name, record))
    return found


def read_sources(
    named: Iterable[tuple[Path, SourceRecord]],
    *,
    beside: Sequence[Transcript],
    faults: list[str],
) -> tuple[Transcript, ...]:
    """Read the files of other sources.

    Args:
        named: What `find_sources` returned.
        beside: The interviews of the study.
        faults: What is wrong is added here.
    """
    sources: list[Transcript] = []
    for path, record in named:
        columns = CommentColumns(text=record.text, author=record.author, time=record.time)
        kind = " ".join(record.kind.split())
        try:
            sources.append(read_comments(path, kind=kind, columns=columns))
        except ReadError as error:
            faults.append(str(error))
    faults += _faults_between(sources, beside)
    return tuple(sources)


def source_notes(sources: Iterable[Transcript]) -> Iterator[str]:
    """Yield what the researcher should know of other sources: what was found, what was left out."""
    for source in sources:
        yield from (f"{source.name}: {note}" for note in source.notes)
        left = [f"{left.what} ({_told(left)})" for left in source.left_out]
        if left:
            yield f"{source.name}: not read: {'; '.join(left)}"


def _told(left: LeftOut) -> str:
    return f"{left.n}: {left.sample}" if left.sample else str(left.n)


def _matching(pattern: str, names: Iterable[str]) -> list[str]:
    return [name for name in names if fnmatch(name, pattern)]


def _why_missing(file: str, names: Sequence[str], own_files: Collection[str]) -> str:
    if file in own_files:
        return f"{file} has a meaning of its own; give the comments another name"
    if "/" in file or "\\" in file:
        return f"{file!r} is in another folder; put the file beside study.toml and name it alone"
    others = ", ".join(name for name in names if name not in own_files)
    return f"no file {file!r} beside study.toml; files there: {others or 'none'}"


def _faults_between(sources: Sequence[Transcript], beside: Sequence[Transcript]) -> Iterator[str]:
    """What is wrong between files: comments twice, a name twice."""
    by_words: dict[str, list[str]] = defaultdict(list)
    by_stem: dict[str, list[str]] = defaultdict(list)
    for source in sources:
        by_words["\n".join(source.quote(turn.span) for turn in source.turns)].append(source.name)
    for transcript in (*beside, *sources):
        by_stem[transcript.stem].append(transcript.name)
    for names in by_words.values():
        if len(names) > 1:
            yield f"{', '.join(names)}: the same comments; keep one of the files"
    of_sources = {source.name for source in sources}
    for names in by_stem.values():
        if len(names) > 1 and of_sources.intersection(names):
            yield f"{', '.join(names)}: files that differ only in their suffix; rename one"
