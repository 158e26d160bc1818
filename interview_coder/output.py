"""The analysis folder: written whole, and never over what somebody else wrote.

A file `manifest.sha256` lists what was written, in the format of `sha256sum -c`: it tells our
files from others', and whether somebody has changed them since.
"""

from __future__ import annotations

import io
import os
import re
import tempfile
import zipfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

from interview_coder.errors import OutputError

MANIFEST_FILE = "manifest.sha256"
# A zip entry needs a date; a fixed one keeps the bytes the same from run to run.
_PACKED = (2000, 1, 1, 0, 0, 0)
_MANIFEST_LINE = re.compile(rb"^([0-9a-f]{64})  ([\w.-]+)$")


def check_folder(folder: Path, *, overwrite: bool) -> None:
    """Make sure that results may be written into `folder`, before the work begins.

    Raises:
        OutputError: If it is no folder, or holds files and `overwrite` is not set.
    """
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise OutputError(f"{place} is a file; choose a folder for the results")
    if not overwrite and folder.is_dir() and any(folder.iterdir()):
        raise OutputError(
            f"{folder} exists and is kept as it is; choose another folder with --out, "
            "or replace what an earlier run wrote there with --overwrite"
        )


def write_files(folder: Path, files: Mapping[str, bytes], *, overwrite: bool) -> None:
    """Write `files` into `folder`, each one whole or not at all.

    Files of an earlier run that this one does not write stay, and stay in the manifest.

    Args:
        folder: Made if it is not there.
        files: Name to content.
        overwrite: Replace files that an earlier run wrote and nobody has changed since.

    Raises:
        OutputError: If the folder may not be written to, or a file would be lost; nothing is
            written then.
    """
    check_folder(folder, overwrite=overwrite)
    known = _read_manifest(folder)
    if known is None:
        raise OutputError(
            f"{folder}: nothing was written\n"
            f"  {MANIFEST_FILE} was not written by interview_coder; move it away"
        )
    faults = [fault for name in files if (fault := _would_lose(folder / name, known.get(name)))]
    if faults:
        raise OutputError("\n".join([f"{folder}: nothing was written", *faults]))
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        write_whole(folder / name, content)
    hashes = known | {name: sha256(content).hexdigest() for name, content in files.items()}
    lines = [f"{hash_}  {name}\n" for name, hash_ in sorted(hashes.items())]
    write_whole(folder / MANIFEST_FILE, "".join(lines).encode())


def _would_lose(path: Path, known_hash: str | None) -> str | None:
    if not path.exists():
        return None
    if known_hash is None:
        return f"  {path.name} was not written by interview_coder; move it away"
    if sha256(path.read_bytes()).hexdigest() != known_hash:
        return f"  {path.name} was changed since it was written; keep it under another name"
    return None


def _read_manifest(folder: Path) -> dict[str, str] | None:
    """Return name to hash; empty if there is no manifest, None if it is not one of ours."""
    path = folder / MANIFEST_FILE
    if not path.is_file():
        return {}
    matches = [_MANIFEST_LINE.match(line) for line in path.read_bytes().split(b"\n") if line]
    names = {match[2].decode(): match[1].decode() for match in matches if match}
    return names if len(names) == len(matches) else None


def write_new(path: Path, content: bytes) -> None:
    """Write `content` to `path`, where nothing is yet.

    Raises:
        OutputError: If something is there, or the folder is not.
    """
    if path.exists():
        raise OutputError(f"{path} exists and is kept as it is; choose another name")
    if not path.resolve().parent.is_dir():
        raise OutputError(f"{path.resolve().parent} is no folder; make it first")
    write_whole(path, content)


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`; another process sees the whole file or the one before."""
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    temporary = Path(name)
    temporary.chmod(0o666 & ~_umask())
    temporary.replace(path)


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of name to content; its bytes do not tell when it was packed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            info = zipfile.ZipInfo(name, _PACKED)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            archive.writestr(info, content)
    return packed.getvalue()


def repack(data: bytes) -> bytes:
    """Return a zip archive (.docx, .xlsx) whose bytes do not tell when it was packed."""
    with zipfile.ZipFile(io.BytesIO(data)) as written:
        return pack({entry.filename: written.read(entry) for entry in written.infolist()})


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
