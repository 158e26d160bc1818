"""The file of the audit trail: a line of JSON an entry, only ever added to.

A crash can tear the line that is being written, never one before it: the next entry begins on a
line of its own.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interview_coder.audit.entry import Entry
from interview_coder.study import TRAIL_FILE

__all__ = ["TRAIL_FILE", "Trail", "append", "read_trail"]

_ADAPTER: TypeAdapter[Entry] = TypeAdapter(Entry)
_ABOUT = 60


@dataclass(frozen=True, kw_only=True, slots=True)
class Trail:
    """What a file of the audit trail holds.

    Attributes:
        entries: In the order in which they were noted.
        faults: Lines that are no entry, each by its number; nothing else is lost by them.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()


def read_trail(path: Path | str) -> Trail:
    """Read an audit trail; empty if there is no file."""
    path = Path(path)
    if not path.is_file():
        return Trail()
    entries: list[Entry] = []
    faults: list[str] = []
    lines = path.read_bytes().split(b"\n")
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        entry = _entry(line)
        if entry:
            entries.append(entry)
        else:
            faults.append(_fault(line, number, is_last=number == len(lines)))
    return Trail(entries=tuple(entries), faults=tuple(faults))


def _entry(line: bytes) -> Entry | None:
    try:
        content = json.loads(line)
        return _ADAPTER.validate_python(content) if isinstance(content, dict) else None
    except (ValueError, ValidationError):  # the caller tells the line
        return None


def _fault(line: bytes, number: int, *, is_last: bool) -> str:
    begins = line.decode("utf-8", "replace")[:_ABOUT]
    what = "was not written to its end" if is_last else "is no entry"
    return f"line {number} {what} and is passed over: {begins}"


def append(path: Path | str, entries: Iterable[Entry]) -> None:
    """Add entries to the trail at `path`, which is made if there is something to add.

    What is returned from has reached the disk.

    Raises:
        OSError: If the file cannot be written to.
    """
    lines = b"".join(map(_line, entries))
    if not lines:
        return
    with Path(path).open("ab+") as file:
        file.seek(0, os.SEEK_END)
        if file.tell():
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":  # a line that a crash tore stays alone
                lines = b"\n" + lines
        file.write(lines)
        file.flush()
        os.fsync(file.fileno())


def _line(entry: Entry) -> bytes:
    told = dict(_told(_ADAPTER.dump_python(entry, mode="json")))
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n"


def _told(content: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Leave out what says nothing, so that a person can read the line."""
    for key, value in content.items():
        says_nothing = value is None or value is False or value in ("", [])
        if key in ("time", "who", "what", "utterances", "code") or not says_nothing:
            yield key, value
