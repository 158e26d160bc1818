"""Character references such as `&#39;` and `&amp;`."""

from __future__ import annotations

import re
from html import unescape

# Shorter than the numbers `unescape` chokes on, longer than any character's.
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANK = frozenset("\t\n\r\x0c\x85\u2028\u2029")


def resolve(text: str) -> str:
    """Return `text` with its character references resolved, once.

    What stands for a line break becomes a blank, so that the lines of the text stay its lines; what
    stands for another control character, or for none, stays as it is written.

    >>> resolve("it&#39;s &amp;lt; R&D &#9999999;")
    "it's &lt; R&D &#9999999;"
    """
    return _REFERENCE.sub(_resolved, text) if "&" in text else text


def count_references(text: str) -> int:
    """Return how many character references `resolve` would resolve."""
    found = _REFERENCE.finditer(text) if "&" in text else ()
    return sum(_resolved(match) != match.group() for match in found)


def _resolved(match: re.Match[str]) -> str:
    written = match.group()
    character = unescape(written)
    if character in _BLANK:
        return " "
    is_shown = all(sign.isprintable() or sign.isspace() for sign in character)
    return character if is_shown and "\ufffd" not in character else written
