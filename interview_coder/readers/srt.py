"""SubRip: numbered cues with `Name: ` before the words."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.errors import ReadError
from interview_coder.readers import vtt
from interview_coder.readers.captions import read_blocks
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.timings import SUBRIP, parse_blocks


def read(source: Source) -> Reading:
    """Read a SubRip file; the canonical text is the words of the cues, one line a cue line.

    A file that begins with `WEBVTT` is read as WebVTT, with a note.

    Raises:
        ReadError: If there is no timing or a broken one, nobody speaks, or no cue tells its
            speaker.
    """
    text = source.decode().removeprefix("\ufeff")
    if vtt.is_webvtt(text):
        reading = vtt.read(source)
        note = "line 1: is WebVTT in spite of the file's name; read as WebVTT"
        return replace(reading, notes=(note, *reading.notes))
    tally = Tally()
    blocks = parse_blocks(source, text, SUBRIP, tally)
    if not blocks:
        message = f"no timing such as {SUBRIP.example!r} in it"
        raise ReadError(message, path=source.path, line_no=1)
    return read_blocks(source, blocks, tally)
