"""Projects: a `.qdpx` file is a zip archive of `project.qde` and a folder of texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from interview_coder.errors import ExchangeError, ReadError
from interview_coder.exchange.offsets import RawText
from interview_coder.exchange.project import Project
from interview_coder.exchange.refi.assembling import assemble
from interview_coder.exchange.refi.names import INTERNAL, PROJECT_FILE, SOURCES
from interview_coder.exchange.refi.parsing import local
from interview_coder.exchange.refi.writing import write_document
from interview_coder.output import pack
from interview_coder.readers.archive_guard import Archive, open_archive
from interview_coder.readers.opening import MAX_DOCUMENT_BYTES, read_file
from interview_coder.readers.source import Source
from interview_coder.readers.xml_guard import parse_xml

_KIND = ".qdpx project"
_MARK = b"\xef\xbb\xbf"


def write_qdpx(project: Project, *, made: str = "") -> bytes:
    """Return a project for NVivo, ATLAS.ti, MAXQDA, QualCoder and others.

    Places are code points, as the specification says; see `warnings_of`. The same project gives
    the same bytes.

    Args:
        project: What to write.
        made: When, in ISO 8601; stands wherever the project does not say when. Nothing stands
            there if it is empty.

    Raises:
        ExchangeError: With everything in it that the format cannot hold.
    """
    document, texts = write_document(project, made=made)
    beside = {f"{SOURCES}/{name}": text.encode() for name, text in sorted(texts.items())}
    return pack({PROJECT_FILE: document, **beside})


def warnings_of(project: Project) -> tuple[str, ...]:
    """Return what a person should know before another program reads the project.

    Programs that count UTF-16 units, as NVivo does, put the selections after a character above
    U+FFFF one place too early for each.
    """
    found = []
    for source in project.sources:
        n = sum(ord(sign) > 0xFFFF for sign in source.text)
        if n:
            signs = "1 character" if n == 1 else f"{n} characters"
            found.append(
                f"{source.name}: {signs} above U+FFFF (emoji, rare signs); programs that count "
                "UTF-16 units will show the codings after it shifted"
            )
    return tuple(found)


def read_qdpx(path: Path | str) -> Project:
    """Read a project of another program.

    Texts are made canonical (line feeds, no byte order mark) and every place is converted and
    checked. `Project.notes` tells how places were counted; `Project.left_out` what could not be
    carried over.

    Raises:
        ExchangeError: If it is no project, or cannot be read safely.
    """
    path = Path(path)
    try:
        archive = open_archive(
            Source(path=path, data=read_file(path, max_bytes=MAX_DOCUMENT_BYTES)), kind=_KIND
        )
        name = _document_in(archive, path)
        root = parse_xml(archive.read(name), path=path, part=name)
        members = _texts_beside(archive, name)
        if local(root) != "Project":
            raise ExchangeError([f"its part {name!r} is no REFI-QDA project"], path=path)
        return assemble(root, lambda text: _text_at(archive, members, text))
    except ReadError as error:
        raise ExchangeError([error.message], path=path) from error
    except RecursionError:
        raise ExchangeError(["its codes are nested deeper than any codebook"], path=path) from None


def _document_in(archive: Archive, path: Path) -> str:
    """The project's file, whatever it is called; ATLAS.ti calls it as the project."""
    found = [
        name
        for name in archive.names
        if name.lower().endswith(".qde") and len(PurePosixPath(name).parts) <= 2
    ]
    usual = [name for name in found if PurePosixPath(name).name.lower() == PROJECT_FILE]
    if len(usual) == 1:
        return usual[0]
    if len(found) != 1:
        told = f"{len(found)} files *.qde" if found else "no file project.qde"
        raise ExchangeError([f"holds {told}; export the project again"], path=path)
    return found[0]


def _texts_beside(archive: Archive, document: str) -> Mapping[str, str]:
    """File name, in lower case, to its full name, of what lies in the folder of texts."""
    folder = str(PurePosixPath(document).parent / SOURCES).lower()
    return {
        PurePosixPath(name).name.lower(): name
        for name in archive.names
        if str(PurePosixPath(name).parent).lower() == folder
    }


def _text_at(archive: Archive, members: Mapping[str, str], path: str) -> RawText | str:
    """The text at a path of the project, or why it is not read; no path leads out of it."""
    inner = path.strip().removeprefix(INTERNAL)
    if "://" in inner or inner.startswith(("/", "\\")) or ".." in PurePosixPath(inner).parts:
        return "it lies outside of the project"
    member = members.get(PurePosixPath(inner.replace("\\", "/")).name.lower())
    if member is None:
        return "its file is not in the project"
    try:
        data = archive.read(member)
    except ReadError as error:
        return error.message
    try:
        written = data.removeprefix(_MARK).decode()
    except UnicodeDecodeError:
        return "its file is not UTF-8"
    return RawText(written=written, has_mark=data.startswith(_MARK))
