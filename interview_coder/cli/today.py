"""The only clock: what day it is, for review dates, and when something was decided."""

from __future__ import annotations

import os
from datetime import date, datetime, timezone


def today() -> date:
    """Return the day; of SOURCE_DATE_EPOCH where it is set, for results that can be repeated."""
    return (_told() or datetime.now(tz=timezone.utc).astimezone()).date()


def now() -> str:
    """Return the moment in ISO 8601, in UTC; SOURCE_DATE_EPOCH where it is set."""
    return (_told() or datetime.now(tz=timezone.utc)).isoformat(timespec="seconds")


def _told() -> datetime | None:
    told = os.environ.get("SOURCE_DATE_EPOCH", "")
    return datetime.fromtimestamp(int(told), tz=timezone.utc) if told.isdecimal() else None


def in_a_year(day: date) -> date:
    """Return the same day of the next year; the 28th for a 29th of February."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
