"""WebVTT: cues with `<v Name>` or `Name: ` before the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

from interview_coder.errors import ReadError
from interview_coder.readers.cues import Cue, join_cues, parse_cues, split_labels
from interview_coder.readers.source import Reading, Source

_VOICE = re.compile(r"<v(?:\.[^\s>]+)?\s+(?P<name>[^>]+)>")
_TAG = re.compile(r"</?(?:[a-z][^<>]*|\d{2}:[\d:.]+)>", re.IGNORECASE)
_REMARK = re.compile(r"^(?:NOTE|STYLE|REGION)(?:\s|$)")


def read(source: Source) -> Reading:
    """Read a WebVTT file; the canonical text is the words of the cues, one line a cue line.

    Raises:
        ReadError: If the file does not begin with `WEBVTT`, a timing is broken, nobody speaks, or
            no cue tells its speaker.
    """
    text = source.decode().removeprefix("\ufeff")
    if not text.startswith("WEBVTT"):
        message = "a .vtt file begins with the line WEBVTT"
        raise ReadError(message, path=source.path, line_no=1)
    cues = [part for cue in parse_cues(source, _blank_remarks(text)) for part in _voices(cue)]
    return join_cues(source, split_labels(cues, names=tuple(source.names)))


def _blank_remarks(text: str) -> str:
    """Empty the lines of header, NOTE, STYLE and REGION blocks; line numbers stay."""
    lines: list[str] = []
    in_remark = True  # the header lasts to the first blank line
    for line in text.split("\n"):
        if not line.strip():
            in_remark = False
        elif _REMARK.match(line) and (not lines or not lines[-1].strip()):
            in_remark = True
        elif "-->" in line:
            in_remark = False
        lines.append("" if in_remark else line)
    return "\n".join(lines)


def _voices(cue: Cue) -> Iterator[Cue]:
    """Split a cue at its voices; take tags off and resolve entities."""
    matches = list(_VOICE.finditer(cue.text))
    starts = [match.end() for match in matches]
    ends = [match.start() for match in matches[1:]] + [len(cue.text)]
    before = cue.text[: matches[0].start()] if matches else cue.text
    if before.strip():
        yield replace(cue, text=_plain(before))
    for match, start, end in zip(matches, starts, ends if matches else [], strict=True):
        name = unescape(match["name"]).strip()
        yield replace(cue, speaker=name, text=_plain(cue.text[start:end]))


def _plain(text: str) -> str:
    return unescape(_TAG.sub("", text)).strip()
