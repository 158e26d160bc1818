"""How the Corpus of Regional African American Language writes what is no word.

Overlapping speech stands in square brackets, remarks in angle brackets, redactions and what could
not be understood between slashes, pauses in parentheses.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from interview_coder.readers.pieces import Tally, as_aside
from interview_coder.readers.tables.columns import plain_name

_COLUMNS = frozenset({"spkr", "sttime", "content"})
_REMARK_IN_BRACKETS = re.compile(
    r"\[(?:overlap|overlapping|laugh|laughs|laughter|inaudible|unintelligible|crosstalk)\]",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[\[\]]")
_CODE = re.compile(
    r"<(?P<remark>[^<>\n]{1,60})>"
    r"|/(?P<hidden>RD-[A-Z]+(?:-\d+)?|unintelligible|inaudible|\?+)/"
    r"|\((?P<pause>pause[^()\n]{0,20})\)"
    r"|(?<!\w)/\??(?P<unsure>[^/\n?]{1,60})\??/(?!\w)"
)


def is_coraal(header: Sequence[str]) -> bool:
    """Whether the columns are those of a CORAAL transcript."""
    return {plain_name(name).replace(" ", "") for name in header} >= _COLUMNS


def plain_words(content: str, tally: Tally) -> str:
    """Return `content` with every word and with remarks as asides.

    >>> plain_words("So [I was-] <laugh> with /RD-NAME-2/", Tally())
    'So I was- [laugh] with [RD-NAME-2]'
    """

    def rewrite(match: re.Match[str]) -> str:
        if match["unsure"]:
            tally.add("slashes around words that were hard to hear", match[0])
            return match["unsure"]
        return as_aside(match["remark"] or match["hidden"] or match["pause"])

    remarks = _REMARK_IN_BRACKETS.split(content)
    between = _REMARK_IN_BRACKETS.findall(content)
    parts: list[str] = []
    for i, part in enumerate(remarks):
        tally.add("brackets around words said at the same time", part, n=part.count("["))
        parts.append(_CODE.sub(rewrite, _BRACKET.sub("", part)))
        parts += between[i : i + 1]
    return "".join(parts)
