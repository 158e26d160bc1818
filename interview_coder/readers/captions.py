"""From the cues of a caption file to a reading: mark-up off, rolling lines once, speakers found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from interview_coder.readers.caption_markup import ShownLine, take_off
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.names import looks_like_name
from interview_coder.readers.pieces import Tally
from interview_coder.readers.rolling import count_again
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.speaker_changes import find_speakers
from interview_coder.readers.timings import Block, note_times

# What meeting and captioning programs write of themselves into a cue of nobody.
_REMARK_OF_PROGRAM = re.compile(
    r"^(?:(?:the )?(?:recording|transcription) (?:has )?(?:been )?(?:started|stopped)"
    r"|transcribed by https?://otter\.ai/?)\.?$",
    re.IGNORECASE,
)
_WHO_TRANSCRIBES = re.compile(r"^([^:：\n]{1,80}) (?:started|stopped) (?:transcription|recording)$")


def read_blocks(
    source: Source, blocks: Sequence[Block], tally: Tally, *, notes: Sequence[str] = ()
) -> Reading:
    """Turn the blocks of a caption file into a reading.

    Args:
        source: The file.
        blocks: One a timing.
        tally: Counts what does not become speech; what was counted before is reported, too.
        notes: What to know already.

    Raises:
        ReadError: If there are no words, or no cue tells its speaker.
    """
    shown = [take_off(block.text, tally) for block in blocks]
    again = count_again(shown)
    cues: list[Cue] = []
    for block, lines, n_again in zip(blocks, shown, again, strict=True):
        _count(tally, lines, n_again)
        cues += _cues(block, lines[n_again:])
    said = [cue for cue in cues if cue.speaker or not _is_of_program(cue.text, tally)]
    spoken = find_speakers(said, tally, names=source.names, rolls_up=any(again))
    reading = join_cues(source, spoken.cues or said)
    every_note = (*notes, *note_times(blocks), *_note_rolling(again), *spoken.notes, *reading.notes)
    return replace(reading, notes=every_note, left_out=tally.left_out())


def _is_of_program(text: str, tally: Tally) -> bool:
    """Whether a cue of nobody is the program's own; it is counted then."""
    person = _WHO_TRANSCRIBES.match(text)
    # "We started recording" is said by somebody; a name in full is not.
    is_named = person is not None and " " in person[1] and looks_like_name(person[1])
    if not is_named and _REMARK_OF_PROGRAM.match(text) is None:
        return False
    tally.add("remarks of the program", text)
    return True


def _count(tally: Tally, lines: Sequence[ShownLine], n_again: int) -> None:
    if not lines:
        tally.add("cues without words")
        return
    shown_again = "\n".join(line.text for line in lines[:n_again])
    tally.add("lines shown again in captions that roll up", shown_again, n=n_again)
    if n_again == len(lines):
        tally.add("cues with nothing but lines shown again", shown_again)


def _cues(block: Block, lines: Sequence[ShownLine]) -> Iterator[Cue]:
    """The cue of each voice in a block."""
    for voice, group in groupby(lines, key=_voice):
        words = "\n".join(line.text for line in group)
        start = max(0.0, block.start)
        yield Cue(speaker=voice, text=words, start=start, line_no=block.line_no)


def _voice(line: ShownLine) -> str | None:
    return line.voice


def _note_rolling(again: Sequence[int]) -> Iterator[str]:
    if any(again):
        yield f"captions that roll up; lines that were shown again and are read once: {sum(again)}"
