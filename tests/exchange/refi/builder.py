"""Projects as other programs write them, built by hand: `zipped(text=…, selections=…)`."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import quoteattr

CODE = "0A000000-0000-4000-8000-000000000001"
TEXT = "0B000000-0000-4000-8000-000000000002"
USER = "0C000000-0000-4000-8000-000000000003"


class Said(NamedTuple):
    """
    A selection: where it is, as the program counts, and what it calls it.
    """

    start: object
    end: object
    name: str = ""


def document(
    selections: Sequence[Said],
    *,
    origin: str = "",
    path: str = f"internal://{TEXT}.txt",
    inside: str = "",
    codes: str = f'<Code guid="{CODE}" name="pain" isCodable="true"/>',
    after: str = "",
    namespace: str = ' xmlns="urn:QDA-XML:project:1.0"',
) -> str:
    """
    Return the XML of a project of one text, called P1, whose selections carry the code pain.
    """
    told = "".join(
        f'<PlainTextSelection guid="0D000000-0000-4000-8000-{n:012d}" startPosition="{s.start}" '
        f'endPosition="{s.end}" name={quoteattr(s.name)} creatingUser="{{{USER}}}">'
        f'<Coding guid="0E000000-0000-4000-8000-{n:012d}"><CodeRef targetGUID="{CODE}"/></Coding>'
        "</PlainTextSelection>"
        for n, s in enumerate(selections)
    )
    return (
        f'<Project{namespace} name="Rota" origin="{origin}">'
        f'<Users><User guid="{USER}" name="Ada"/></Users>'
        f"<CodeBook><Codes>{codes}</Codes></CodeBook>"
        f'<Sources><TextSource guid="{TEXT}" name="P1" plainTextPath="{path}">{told}{inside}'
        f"</TextSource></Sources>{after}</Project>"
    )


def pack(path: Path, members: Mapping[str, str | bytes]) -> Path:
    """
    Write a zip archive, member name to content.
    """
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    path.write_bytes(buffer.getvalue())
    return path


def project_file(
    path: Path,
    xml: str,
    text: str | bytes = "",
    *,
    folder: str = "sources",
    name: str = "project.qde",
) -> Path:
    """
    Write a project of one text.
    """
    content = text.encode() if isinstance(text, str) else text
    return pack(path, {name: xml, f"{folder}/{TEXT.lower()}.txt": content})
