"""What stands around a conversation: a header, a list of initials, the footer of a program."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interview_coder.readers.label_shapes import Label
from interview_coder.readers.names import is_heading_word, looks_like_name
from interview_coder.roles import is_role

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*(?:\n|\Z))+")
_FIELD = re.compile(
    r"^[ \t#*_-]{0,20}(?P<key>[^\s:：][^\n:：]{0,40}?)[*_ \t]{0,8}[:：](?P<value>.*)$"
)
_FOOTER = re.compile(
    r"""
    ^\W{0,12}(?:
      transcribed\ by\b.{0,200}
    | (?:this\ )?transcript(?:ion)?\ (?:was\ )?(?:provided|generated|created|produced|exported|made)
      \ (?:by|with|on|using)\b.{0,200}
    | (?:the\ )?end\ of\ (?:the\ )?(?:transcript(?:ion)?|interview|recording|audio|tape)
    | (?:transcript(?:ion)?|interview|recording|audio|tape)
      \ (?:ends?|ended|stops|stopped|concludes?)
    | ende\ (?:der|des)\ (?:aufnahme|interviews?|transkripts)
    | fin\ (?:de\ (?:la\ |l['’])?(?:transcription|enregistrement|entretien|entrevista|grabación))
    | 録音終了|インタビュー終了|녹음\ ?종료|면담\ ?종료|จบการสัมภาษณ์
    )\W{0,12}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_LEGEND = re.compile(
    r"(?P<full>[^\W\d_][^\n()=:,;|]{1,60}?)[ \t]{0,4}\((?P<initials>[^\W\d_]{1,4}\d{0,2})\)"
    r"|(?:^|(?<=[,;|\n]))[ \t]{0,8}(?P<short>[^\W\d_]{1,4}\d{0,2})[ \t]{0,4}[=–—][ \t]{0,4}"
    r"(?P<long>[^\W\d_][^\n()=:,;|]{1,60})",
    re.MULTILINE,
)
_MAX_HEADER = 20_000
_MAX_VALUE = 80
_MAX_FOOTER_LINES = 3
_MIN_SPELLED_OUT = 4
_SAID = re.compile(r"[?!？！。]|[.](?:\s|$)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Frame:
    """Where the conversation stands in a text.

    Attributes:
        start: Where it may begin; before it stands a header.
        end: Where it ends; after it stands a footer.
        initials: Who is meant by initials, as a list at the top tells.
    """

    start: int
    end: int
    initials: Mapping[str, str]


def find_frame(text: str, candidates: Sequence[Label]) -> Frame:
    """Find header, initials and footer of labelled text; `candidates` are its possible labels."""
    start = _end_of_header(text, candidates)
    return Frame(start=start, end=_start_of_footer(text), initials=_initials(text, candidates))


def _end_of_header(text: str, candidates: Sequence[Label]) -> int:
    """Where the header ends: paragraphs of `Interviewer: Kasia Lind` beside `Date: 3 May`."""
    header_end = 0
    last = candidates[-1].start if candidates else 0
    for block in _BLOCK.finditer(text[:_MAX_HEADER]):
        inside = [each for each in candidates if block.start() <= each.start < block.end()]
        if not inside:
            continue
        if not _is_header(block.group(), inside) or last < block.end():
            break
        header_end = block.end()
    return header_end


def _is_header(block: str, labels: Sequence[Label]) -> bool:
    fields = [_FIELD.match(line) for line in block.splitlines()]
    known = [(field["key"].strip(), field["value"].strip(" \t*_")) for field in fields if field]
    names = [label.name for label in labels]
    is_list = len(known) > 1 and len(known) >= len(fields) - 1 and len(set(names)) == len(names)
    if not is_list or any(len(value) > _MAX_VALUE for _, value in known):
        return False
    told = [value for key, value in known if key in names]
    if any(_SAID.search(value) for value in told):
        return False
    is_form = any(is_heading_word(key.split()[0]) for key, _ in known if key.split())
    is_legend = any(len(value) >= _MIN_SPELLED_OUT and is_role(value) for value in told)
    return is_form or (is_legend and all(value and looks_like_name(value) for value in told))


def _start_of_footer(text: str) -> int:
    end = len(text.rstrip())
    for _ in range(_MAX_FOOTER_LINES):
        start = text.rfind("\n", 0, end) + 1
        if end - start > _MAX_VALUE * _MAX_FOOTER_LINES or not _FOOTER.match(text[start:end]):
            break
        end = len(text[:start].rstrip())
    return len(text) if end == len(text.rstrip()) else end


def _initials(text: str, candidates: Sequence[Label]) -> dict[str, str]:
    """The initials that stand as labels, and who they are: `Norbert Lind (NL)`, `NL = Norbert`."""
    shorts = {label.name for label in candidates if label.shape != "bare"}
    found: dict[str, str] = {}
    for match in _LEGEND.finditer(text[:_MAX_HEADER]):
        short = match["initials"] or match["short"]
        full = (match["full"] or match["long"]).strip(" \t-*•")
        if short in shorts and full[:1].casefold() == short[:1].casefold():
            found.setdefault(short, full)
    return found
