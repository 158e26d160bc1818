"""XML parsed safely: nothing is fetched, no entity is expanded, depth and size are limited."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError

if TYPE_CHECKING:
    from lxml.etree import _Element

# A file may be UTF-16, so that a NUL stands beside every letter of it.
_ENTITY = re.compile(rb"<\0*!\0*E\0*N\0*T\0*I\0*T\0*Y", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<\0*!\0*D\0*O\0*C\0*T\0*Y\0*P\0*E")
_REFERENCE = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z_][\w.-]{0,60};")


def parse_xml(data: bytes, *, path: Path, part: str = "") -> _Element:
    """Parse XML in the encoding it declares and return its root.

    A DOCTYPE is legal (Transcriber writes one) but is not followed; a declaration of an entity is
    not, nor a reference to one that only a DTD would explain. Comments and processing
    instructions are dropped.

    Args:
        data: The bytes, with or without a byte order mark.
        path: The file, for messages.
        part: The member of an archive that is parsed, for messages; empty for a plain file.

    Raises:
        ReadError: If it is no well-formed XML, or declares or needs entities.
    """
    from lxml import etree

    place = f" in its part {part!r}" if part else ""
    _refuse_entities(data, path=path, place=place)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        message = f"{_fault_in(error.msg or '')}{place}"
        raise ReadError(message, path=path, line_no=error.lineno or None) from error
    except (LookupError, ValueError) as error:  # an encoding nobody knows
        raise ReadError(f"is no readable XML{place}: {error}", path=path) from error
    dtd = root.getroottree().docinfo.internalDTD
    if dtd is not None and next(iter(dtd.iterentities()), None) is not None:
        raise ReadError(_declares_entities(place), path=path)
    for entity in root.iter(etree.Entity):
        raise ReadError(_unexplained(entity.text, place), path=path, line_no=entity.sourceline)
    return root


def _fault_in(said: str) -> str:
    """What the parser says, in words; it stops at depth and size by itself."""
    if "depth" in said:
        return "is nested deeper than any transcript"
    if "huge" in said.lower():
        return "holds 10 million characters in one place, as no transcript does"
    return f"is no well-formed XML ({said})"


def line_of(element: _Element) -> int:
    """The physical line on which `element` begins, from 1."""
    return int(element.sourceline or 1)


def _refuse_entities(data: bytes, *, path: Path, place: str) -> None:
    """Stop before the parser sees an entity: a few lines of them can unfold into gigabytes."""
    match = _ENTITY.search(data)
    if match is not None:
        line_no = data.count(b"\n", 0, match.start()) + 1
        raise ReadError(_declares_entities(place), path=path, line_no=line_no)
    if _DOCTYPE.search(data) is None:
        return  # the parser itself stops at a reference that nothing explains
    # With a DOCTYPE it believes that the DTD explains it, and empties an attribute silently.
    plain = data.replace(b"\0", b"")
    match = _REFERENCE.search(plain)
    if match is not None:
        line_no = plain.count(b"\n", 0, match.start()) + 1
        raise ReadError(_unexplained(match[0].decode(), place), path=path, line_no=line_no)


def _unexplained(reference: str, place: str) -> str:
    return (
        f"the sign {reference} is explained nowhere in the file{place}; write the character itself"
    )


def _declares_entities(place: str) -> str:
    return (
        f"declares XML entities{place}, which no transcript needs and which can do harm; "
        "take out the lines with <!ENTITY"
    )
