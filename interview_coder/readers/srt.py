"""SubRip: numbered cues with `Name: ` before the words."""

from __future__ import annotations

import re
from dataclasses import replace

from interview_coder.errors import ReadError
from interview_coder.readers.cues import join_cues, parse_cues, split_labels
from interview_coder.readers.source import Reading, Source

_TAG = re.compile(r"</?(?:b|i|u|s|font)\b[^<>]*>|\{\\[^{}]*\}", re.IGNORECASE)


def read(source: Source) -> Reading:
    """Read a SubRip file; the canonical text is the words of the cues, one line a cue line.

    Raises:
        ReadError: If there is no timing or a broken one, nobody speaks, or no cue tells its
            speaker.
    """
    text = source.decode().removeprefix("\ufeff")
    if "-->" not in text:
        message = "no timing such as '00:01:02,500 --> 00:01:04,000' in it"
        raise ReadError(message, path=source.path, line_no=1)
    cues = [replace(cue, text=_TAG.sub("", cue.text).strip()) for cue in parse_cues(source, text)]
    return join_cues(source, split_labels(cues, names=tuple(source.names)))
