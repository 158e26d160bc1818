"""A coefficient with its interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Estimate:
    """What was measured, and between what it may lie.

    Attributes:
        value: None where the coefficient is not defined: nothing to compare, or no variation.
        low: Lower end of the 95% bootstrap interval over interviews; None where it is not known.
        high: Upper end.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
