"""Times as transcripts write them."""

from __future__ import annotations

import re

CLOCK = r"\d{1,3}:\d{2}(?::\d{2})?(?:[.,]\d{1,9})?"
"""A time of day or of a recording: `1:23`, `00:01:23`, `01:02:03.500`."""

TO_CLOCK = rf"(?:[ \t]{{0,4}}(?:-{{1,2}}>|[-–—])[ \t]{{0,4}}{CLOCK})?"
"""What may follow a time: the time at which the words end."""

BRACKETED_CLOCK = re.compile(
    rf"\\?[\[(（［][ \t]{{0,4}}({CLOCK}){TO_CLOCK}[ \t]{{0,4}}\\?[\])）］]"
)
"""A time in brackets, the brackets escaped by a backslash or not; with its end or without."""


def seconds(clock: str) -> float:
    """Return `clock` in seconds.

    >>> seconds("1:02:03.5"), seconds("02:03")
    (3723.5, 123.0)
    """
    total = 0.0
    for part in clock.replace(",", ".").split(":"):
        total = total * 60 + float(part)
    return total
