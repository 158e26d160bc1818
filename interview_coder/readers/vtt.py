"""WebVTT: cues with `<v Name>` or `Name: ` before the words."""

from __future__ import annotations

import re

from interview_coder.errors import ReadError
from interview_coder.readers.captions import read_blocks
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.timings import ARROW, WEBVTT, parse_blocks

_SIGNATURE = re.compile(r"WEBVTT(?=\s|$)")
_REMARK = re.compile(r"^(?P<kind>NOTE(?=\s|$)|(?:STYLE|REGION)(?=\s*$))")
_IDENTIFIER = re.compile(r"^(?:\d{1,9}|[0-9a-f]{8}-[0-9a-f]{4}-\S{1,60})\s*$")


def read(source: Source) -> Reading:
    """Read a WebVTT file; the canonical text is the words of the cues, one line a cue line.

    A file without the line `WEBVTT` is read, with a note, where it begins with a cue.

    Raises:
        ReadError: If the file is no WebVTT, a timing is broken, nobody speaks, or no cue tells its
            speaker.
    """
    text = source.decode().removeprefix("\ufeff")
    tally = Tally()
    notes: list[str] = []
    if is_webvtt(text):
        text = _blank_header(text, tally)
    elif _begins_with_cue(text):
        notes.append("line 1: the line WEBVTT is missing; read as WebVTT, since a cue stands there")
    else:
        message = "a .vtt file begins with the line WEBVTT"
        raise ReadError(message, path=source.path, line_no=1)
    blocks = parse_blocks(source, _blank_remarks(text, tally), WEBVTT, tally)
    return read_blocks(source, blocks, tally, notes=notes)


def is_webvtt(text: str) -> bool:
    """Whether the first line with words says that `text` is WebVTT."""
    return _SIGNATURE.match(text.lstrip()) is not None


def _begins_with_cue(text: str) -> bool:
    written = [line for line in text[:1000].split("\n") if line.strip()]
    if written and _IDENTIFIER.match(written[0]):
        written = written[1:]
    return bool(written) and WEBVTT.timing.match(written[0]) is not None


def _blank_header(text: str, tally: Tally) -> str:
    """Empty the lines of the header, which lasts to the first blank line or timing."""
    lines = text.split("\n")
    first = next(i for i, line in enumerate(lines) if line.strip())
    tally.add("header lines", lines[first], n=int(lines[first].strip() != "WEBVTT"))
    lines[first] = ""
    for i in range(first + 1, len(lines)):
        if not lines[i].strip() or ARROW in lines[i]:
            break
        tally.add("header lines", lines[i])
        lines[i] = ""
    return "\n".join(lines)


def _blank_remarks(text: str, tally: Tally) -> str:
    """Empty the lines of NOTE, STYLE and REGION blocks; line numbers stay."""
    if not any(kind in text for kind in ("NOTE", "STYLE", "REGION")):
        return text
    lines: list[str] = []
    in_remark = False
    for line in text.split("\n"):
        remark = _REMARK.match(line) if not lines or not lines[-1].strip() else None
        if not line.strip() or ARROW in line:
            in_remark = False
        elif remark is not None and not in_remark:
            in_remark = True
            tally.add(f"{remark['kind']} blocks", line)
        lines.append("" if in_remark else line)
    return "\n".join(lines)
