"""Names of the format: namespaces, identifiers that depend on content alone, what XML can hold."""

from __future__ import annotations

import re
from uuid import UUID, uuid5

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
INTERNAL = "internal://"
SOURCES = "sources"
"""The folder of the texts; ATLAS.ti refuses it with a capital."""
PROJECT_FILE = "project.qde"

_OURS = UUID("3b8a5f52-9f0b-5d0e-8a44-6c1f8f3f7a10")
_NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def guid(kind: str, *parts: object) -> str:
    """Return an identifier in lower case; the same parts give the same one."""
    return str(uuid5(_OURS, "\x1f".join([kind, *map(str, parts)])))


def plain_guid(written: str) -> str:
    """Return an identifier as programs write it, without braces and capitals."""
    return written.strip().strip("{}").lower()


def not_in_xml(text: str) -> str:
    """Return the first sign of `text` that XML cannot hold, as `U+0007`; empty if there is none."""
    match = _NOT_IN_XML.search(text)
    return f"U+{ord(match[0]):04X}" if match else ""
