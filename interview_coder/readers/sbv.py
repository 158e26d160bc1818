"""SubViewer, YouTube's own captions: cues without numbers, a comma between the times."""

from __future__ import annotations

from interview_coder.errors import ReadError
from interview_coder.readers.captions import read_blocks
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.timings import SUBVIEWER, parse_blocks


def read(source: Source) -> Reading:
    """Read an .sbv file; the canonical text is the words of the cues, one line a cue line.

    Raises:
        ReadError: If there is no timing or a broken one, nobody speaks, or no cue tells its
            speaker.
    """
    tally = Tally()
    text = source.decode().removeprefix("\ufeff")
    blocks = parse_blocks(source, text, SUBVIEWER, tally)
    if not blocks:
        message = f"no timing such as {SUBVIEWER.example!r} in it"
        raise ReadError(message, path=source.path, line_no=1)
    return read_blocks(source, blocks, tally)
