"""The key on disk: for its owner alone, never with fewer names than before."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import cast

from interview_coder.errors import DecisionError, PseudonymError
from interview_coder.pseudonyms.key import KINDS, Key, KeyEntry, Kind, faults_of_pseudonym
from interview_coder.pseudonyms.people import Listed
from interview_coder.tabular import SURPLUS, Line, read_table, to_csv

KEY_COLUMNS = ("name", "pseudonym", "kind")
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def key_path(study_folder: Path | str) -> Path:
    """Return where the key of a study lies if nobody says otherwise: beside its folder."""
    folder = Path(study_folder).resolve()
    return folder.parent / f"{folder.name}-pseudonyms.csv"


def read_key(path: Path | str) -> Key:
    """Read the key at `path`.

    Raises:
        PseudonymError: If there is none, or with every row that cannot be used.
    """
    path = Path(path)
    entries = []
    faults = []
    seen: dict[tuple[str, bool], int] = {}
    for line in _lines(path, KEY_COLUMNS[:2]):
        name, pseudonym = line.cells["name"], line.cells["pseudonym"]
        kind = line.cells.get("kind") or "participant"
        wrong = list(_faults_of_row(line, name, pseudonym, kind))
        first = seen.setdefault((name, kind == "file"), line.number)
        if first != line.number:
            wrong.append(f"{name!r} already stands on line {first}")
        faults += [f"line {line.number}: {fault}" for fault in wrong]
        entries.append(KeyEntry(name=name, pseudonym=pseudonym, kind=cast("Kind", kind)))
    if faults:
        raise PseudonymError(faults, path=path)
    return Key(entries=tuple(entries))


def _faults_of_row(line: Line, name: str, pseudonym: str, kind: str) -> Iterator[str]:
    if not line.is_whole:
        yield SURPLUS
    elif not name or not pseudonym:
        yield "needs a name and a pseudonym"
    elif kind not in KINDS:
        yield f"kind {kind!r} is not one of {', '.join(KINDS)}"
    elif kind == "file":
        if Path(pseudonym).name != pseudonym:
            yield f"{pseudonym!r} is no file name"
    elif name != pseudonym:
        yield from faults_of_pseudonym(pseudonym)


def read_names(path: Path | str) -> tuple[Listed, ...]:
    """Read a list of names: a CSV file with the column `name` and, if wanted, `pseudonym`.

    Raises:
        PseudonymError: If there is none, or with every row that cannot be used.
    """
    path = Path(path)
    listed = []
    faults = []
    for line in _lines(path, ("name",)):
        name, pseudonym = line.cells["name"], line.cells.get("pseudonym", "").strip("[]")
        if not line.is_whole:
            faults.append(f"line {line.number}: {SURPLUS}")
        elif not name:
            faults.append(f"line {line.number}: no name")
        elif pseudonym and pseudonym != name:
            wrong = faults_of_pseudonym(pseudonym)
            faults += [f"line {line.number}: {fault}" for fault in wrong]
        listed.append(Listed(name=name, pseudonym=pseudonym))
    if faults:
        raise PseudonymError(faults, path=path)
    return tuple(listed)


def _lines(path: Path, required: Sequence[str]) -> Iterator[Line]:
    try:
        yield from read_table(path, required=required)
    except DecisionError as error:
        raise PseudonymError(error.faults, path=path) from error


def write_key(key: Key, path: Path | str) -> None:
    """Write `key` to `path`, whole, for the owner alone; nothing is done if it is there already.

    Raises:
        PseudonymError: If the file that is there cannot be read, or holds what `key` does not;
            it is left as it is.
    """
    path = Path(path)
    if path.exists():
        before = read_key(path)
        if before == key:
            return
        lost = [entry.name for entry in before.entries if entry not in key.entries]
        if lost:
            names = ", ".join(map(repr, lost))
            raise PseudonymError([f"is kept as it is; these would be lost: {names}"], path=path)
    rows = [
        {"name": entry.name, "pseudonym": entry.pseudonym, "kind": entry.kind}
        for entry in key.entries
    ]
    write_private(path, to_csv(rows, KEY_COLUMNS))


def write_private(path: Path, content: bytes) -> None:
    """Write `content` to `path`, whole; from the first byte on nobody but the owner can read it.

    On Windows the rights of the folder hold instead.

    Raises:
        PseudonymError: If the folder is not there.
    """
    if not path.resolve().parent.is_dir():
        raise PseudonymError([f"{path.resolve().parent} is no folder; make it first"], path=path)
    # mkstemp opens with O_EXCL and mode 0600, whatever the umask.
    handle, name = tempfile.mkstemp(dir=path.resolve().parent, prefix=f".{path.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may read the file; on Windows not known, and taken to be so."""
    return os.name == "nt" or not path.stat().st_mode & _OTHERS
