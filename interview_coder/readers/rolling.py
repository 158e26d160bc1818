"""Captions that roll up: each cue shows the last lines of the one before once more.

Broadcast captions move up by a line a cue. Automatic captions do so, too, and also show each line
for a moment alone. Read as they are, everything would be said two or three times.
"""

from __future__ import annotations

from collections.abc import Sequence

from interview_coder.readers.caption_markup import ShownLine

_MIN_CARRIED = 3
_MIN_SHARE = 0.5
_MAX_LINES = 8  # shown at a time; captions have two or three


def count_again(cues: Sequence[Sequence[ShownLine]]) -> list[int]:
    """Return for each cue how many of its first lines were shown before; all 0 where none roll up.

    A file rolls up if at least half of its cues begin with the last lines of the cue before, and
    at least three of them go on with a new line. People repeat themselves, but not so: where
    everybody says "Yes." after "Yes.", no cue goes on. A line alone counts as shown again only
    where most lines that stand alone are the last of the cue before.
    """
    texts = [[line.text for line in cue] for cue in cues]
    written = [i for i, lines in enumerate(texts) if lines]
    before = dict(zip(written[1:], written, strict=False))
    again = [_n_again(texts[before[i]], texts[i]) if i in before else 0 for i in range(len(texts))]
    alone = [i for i in before if len(texts[i]) == 1]
    n_settled = sum(again[i] for i in alone)
    if n_settled < _MIN_CARRIED or n_settled <= _MIN_SHARE * len(alone):
        for i in alone:  # a line alone is new here, be it the same words
            again[i] = 0
    n_carried = sum(0 < n < len(lines) for n, lines in zip(again, texts, strict=True))
    rolls_up = n_carried >= _MIN_CARRIED and sum(map(bool, again)) >= _MIN_SHARE * len(before)
    return again if rolls_up else [0] * len(texts)


def _n_again(before: list[str], lines: list[str]) -> int:
    """How many lines at the start of `lines` are the last ones of `before`.

    In doubt one line is new, as if the captions had moved by one: "yeah, yeah" is rather kept.
    """
    most = min(len(before), len(lines), _MAX_LINES)
    fits = [n for n in range(1, most + 1) if before[-n:] == lines[:n]]
    by_one = len(lines) - 1
    if by_one in fits:
        return by_one
    return len(lines) if len(lines) in fits else max(fits, default=0)
