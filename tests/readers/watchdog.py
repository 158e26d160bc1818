"""A time limit for readers: a hang becomes a failure that says so."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType


class HangError(BaseException):
    """It took too long; no reader may catch it, so it is no Exception."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """
    Raise HangError unless the block ends within `seconds`; where there are no alarms, never.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    before = signal.signal(signal.SIGALRM, _bark)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _bark(_number: int, _frame: FrameType | None) -> None:
    raise HangError("took too long")
