"""JSON from outside: parsed without surprises, and asked for values without trusting it."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

from interview_coder.errors import ReadError
from interview_coder.readers import clock
from interview_coder.readers.pieces import Tally, clean_name, clean_words
from interview_coder.readers.source import Source

_MAX_INT_DIGITS = 18
_MAX_SECONDS = 1e7  # four months; no recording is longer
_DECIMAL = re.compile(r"^-?\d{1,18}(?:\.\d{1,18})?s?$")
_CLOCK = re.compile(rf"^{clock.CLOCK}$")
_ISO_DURATION = re.compile(r"^PT(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9}(?:\.\d{1,18})?)S)?$")


def parse(source: Source) -> Any:
    """Parse a JSON file.

    `NaN` and `Infinity`, which Python writes, are read as null; a whole number of any length is
    read without counting its digits.

    Raises:
        ReadError: If the file is no JSON, or an object in it has two values for one key.
    """
    text = source.decode().removeprefix("\ufeff")
    try:
        return json.loads(
            text, parse_constant=_no_number, parse_int=_whole, object_pairs_hook=_object
        )
    except json.JSONDecodeError as error:
        message = f"is no whole JSON file ({error.msg}, column {error.colno}); export it again"
        raise ReadError(message, path=source.path, line_no=error.lineno) from error
    except _DoubleKeyError as error:
        message = (
            f"the key {error.key[:60]!r} has two values in one object, of which a program reads "
            "only one; give each its own key"
        )
        raise ReadError(message, path=source.path) from error
    except RecursionError as error:
        message = "is nested deeper than any transcript; export it again"
        raise ReadError(message, path=source.path) from error


class _DoubleKeyError(Exception):
    """An object says two things under one key."""

    def __init__(self, key: str) -> None:
        super().__init__(key)
        self.key = key


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    read = dict(pairs)
    if len(read) < len(pairs):
        for key, value in pairs:
            if read[key] != value:
                raise _DoubleKeyError(key)
    return read


def _no_number(_: str) -> None:
    return None


def _whole(digits: str) -> int | float:
    # Python refuses to count more than 4,300 digits; as a decimal number any length is read.
    return int(digits) if len(digits) <= _MAX_INT_DIGITS else float(digits)


def dig(value: Any, *path: str | int) -> Any:
    """Return what stands at `path` inside `value`; None if there is nothing.

    >>> dig({"results": [{"final": True}]}, "results", 0, "final")
    True
    """
    for step in path:
        if isinstance(step, str):
            value = value.get(step) if isinstance(value, dict) else None
        else:
            value = value[step] if isinstance(value, list) and len(value) > step else None
    return value


def first(value: Any) -> dict[str, Any]:
    """Return the first object of a list; an empty one if `value` is no list of objects."""
    rows = value if isinstance(value, list) else ()
    return next((row for row in rows if isinstance(row, dict)), {})


def rows(value: Any, tally: Tally) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list; anything else in it is counted."""
    for row in value if isinstance(value, list) else ():
        if isinstance(row, dict):
            yield row
        else:
            tally.add("entries that are no objects", _shown(row))


def words(value: Any, tally: Tally) -> str:
    """Return what somebody said, trimmed; a value that is no text is counted."""
    if isinstance(value, str):
        return clean_words(value)
    if value is not None:
        tally.add("words that are no text", _shown(value))
    return ""


def pick(row: dict[str, Any], keys: Sequence[str]) -> Any:
    """Return the value of the first of `keys` that `row` has; None if it has none of them."""
    return next((row[key] for key in keys if row.get(key) is not None), None)


def seconds(value: Any, *, per_second: float = 1) -> float | None:
    """Return a time in seconds, however it is written; None if it is no time.

    >>> seconds("12.5"), seconds(12500, per_second=1000), seconds("PT1M2.5S"), seconds("0:53")
    (12.5, 12.5, 62.5, 53.0)
    >>> seconds({"seconds": "12", "nanos": 500000000}), seconds("soon"), seconds(-3)
    (12.5, None, 0.0)

    Args:
        value: A number, a decimal number as text, with or without an `s`, a clock, an ISO 8601
            duration, or an object of `seconds` and `nanos`.
        per_second: Units of a plain number in a second.
    """
    if isinstance(value, dict):
        # Google leaves out what is zero.
        whole = None if isinstance(value.get("seconds"), dict) else seconds(value.get("seconds", 0))
        nanos = (
            None
            if isinstance(value.get("nanos"), dict)
            else seconds(value.get("nanos", 0), per_second=1e9)
        )
        return None if whole is None or nanos is None else whole + nanos
    if isinstance(value, str):
        return _within(_written(value, per_second))
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return _within(value / per_second)


def _written(value: str, per_second: float) -> float | None:
    value = value.strip()
    if _DECIMAL.match(value):
        return float(value.rstrip("s")) / (1 if value.endswith("s") else per_second)
    if _CLOCK.match(value):
        return clock.seconds(value)
    match = _ISO_DURATION.match(value)
    if match is None:
        return None
    hours, minutes, rest = (float(part or 0) for part in match.groups())
    return hours * 3600 + minutes * 60 + rest


def _within(value: float | None) -> float | None:
    if value is None or not math.isfinite(value) or value > _MAX_SECONDS:
        return None
    return max(value, 0.0)


def label(value: Any, *, kind: str = "Speaker") -> str | None:
    """Return a speaker's label as text; a bare number is put behind `kind`; None for nobody.

    >>> label("Kasia"), label(0), label("1"), label(""), label(-1)
    ('Kasia', 'Speaker 0', 'Speaker 1', None, None)
    """
    if isinstance(value, str):
        name = clean_name(value)
        return f"{kind} {name}" if name and name.isdecimal() else name
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    if not math.isfinite(value) or value < 0 or value != int(value):
        return None
    return f"{kind} {int(value)}"


def lettered(value: Any) -> str | None:
    """Return a label of a program that names speakers by letters: `I` is the ninth, no role.

    >>> lettered("A"), lettered("Interviewer")
    ('Speaker A', 'Interviewer')
    """
    name = label(value)
    return f"Speaker {name}" if name and len(name) == 1 else name


def _shown(value: Any) -> str:
    """A value for a message; of a list or an object only what it is."""
    return repr(value) if isinstance(value, (str, int, float)) else type(value).__name__
