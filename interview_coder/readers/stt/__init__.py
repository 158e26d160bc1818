"""JSON of speech-to-text programs, recognised by its shape and not by its name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from interview_coder.errors import ReadError
from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.source import LeftOut, Reading, Source
from interview_coder.readers.stt.document import parse
from interview_coder.readers.stt.shape import Found, Shape, letters
from interview_coder.readers.stt.table import SHAPES, find_shape

__all__ = ["read"]

# What JSON can spell and a text file cannot hold: halves of a character, control signs.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REPLACEMENT = "\ufffd"
_MIN_REPEATS = 4
_MAX_KEYS_SHOWN = 12
_MAX_SHOWN = 60


def read(source: Source) -> Reading:
    """Read the JSON of a speech-to-text program; the canonical text has a line a piece.

    Raises:
        ReadError: If the file is no JSON, of no known shape, holds no words, or tells no speaker.
    """
    document = parse(source)
    shape = find_shape(document)
    if shape is None:
        raise ReadError(_unknown(document), path=source.path)
    found = shape.read(document)
    _check(source, shape, found)
    cues, n_replaced = _writable(found.cues)
    reading = join_cues(source, cues)
    notes = (
        *reading.notes,
        *found.notes,
        *_note_replaced(n_replaced),
        *_note_repeats(cues),
        *_note_whole(found),
    )
    left_out = (*found.left_out, *_missing(found))
    return replace(reading, notes=notes, left_out=(*reading.left_out, *left_out))


def _unknown(document: Any) -> str:
    known = "; ".join(shape.name for shape in SHAPES)
    return f"is JSON of a shape nobody here knows: {_describe(document)}; known are: {known}"


def _describe(document: Any) -> str:
    if isinstance(document, dict):
        return f"an object with the keys {_keys(document)}"
    if isinstance(document, list):
        row = next((each for each in document if isinstance(each, dict)), None)
        inside = "" if row is None else f", the first object with the keys {_keys(row)}"
        return f"a list of {len(document)} entries{inside}"
    return "a single value"


def _keys(row: dict[str, Any]) -> str:
    shown = [repr(key[:_MAX_SHOWN]) for key in list(row)[:_MAX_KEYS_SHOWN]]
    more = len(row) - len(shown)
    return ", ".join(shown) + (f" and {more} more" if more > 0 else "") if shown else "(none)"


def _check(source: Source, shape: Shape, found: Found) -> None:
    """Refuse what is recognised but of no use, and say what would be."""
    n_words = _count(each.text for each in found.cues)
    if not n_words:
        message = f"is a file of {shape.name} without words"
        raise ReadError(message, path=source.path)
    if not source.read_as.only_speaker and not any(each.speaker for each in found.cues):
        message = (
            f"is a file of {shape.name} with {n_words} words that tells no speaker; run the "
            f"speech-to-text again with speaker separation ({shape.separation}), or, if one person "
            "says everything in it, name them as only_speaker in study.toml"
        )
        raise ReadError(message, path=source.path)


def _count(texts: Iterator[str]) -> int:
    return sum(len(text.split()) for text in texts)


def _writable(cues: Sequence[Cue]) -> tuple[list[Cue], int]:
    """Replace characters that cannot be written to a file, in words and names; count them."""
    written: list[Cue] = []
    n_replaced = 0
    for each in cues:
        text, n = _UNWRITABLE.subn(_REPLACEMENT, each.text)
        speaker = each.speaker and _UNWRITABLE.sub(_REPLACEMENT, each.speaker)
        n_replaced += n
        written.append(replace(each, text=text, speaker=speaker))
    return written, n_replaced


def _note_replaced(n_replaced: int) -> Iterator[str]:
    if n_replaced:
        yield f"characters that no text file can hold, written as {_REPLACEMENT}: {n_replaced}"


def _note_repeats(cues: Sequence[Cue]) -> Iterator[str]:
    """Name what is said again and again, as speech-to-text makes up in silence."""
    for text, group in groupby(cues, key=_text):
        n = sum(1 for _ in group)
        if n >= _MIN_REPEATS:
            yield (
                f"said {n} times in a row, as speech-to-text makes up in silence; listen: "
                f"{text[:_MAX_SHOWN]!r}"
            )


def _text(cue: Cue) -> str:
    return cue.text


def _note_whole(found: Found) -> Iterator[str]:
    said = [each.text for each in found.cues]
    if found.whole and letters(found.whole) != sum(map(letters, said)):
        yield (
            f"the file also holds the whole text in one piece, which differs: it has "
            f"{len(found.whole.split())} words, what was read has {_count(iter(said))}"
        )


def _missing(found: Found) -> Iterator[LeftOut]:
    """Words that only the second copy of the text has."""
    said = [word for each in found.cues for word in each.text.split()]
    whole = found.whole.split()
    if len(whole) > len(said) and letters(found.whole) > sum(map(letters, said)):
        pairs = enumerate(zip(whole, said, strict=False))
        differs = next((i for i, (copy, read_) in pairs if copy != read_), len(said))
        sample = " ".join(whole[differs : differs + 12])[:_MAX_SHOWN]
        what = "words of the file's whole text that stand in none of its pieces"
        yield LeftOut(what=what, n=len(whole) - len(said), sample=sample)
