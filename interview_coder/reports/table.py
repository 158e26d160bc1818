"""A table of words, as every report shows it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table of words.

    Attributes:
        title: What it is of.
        header: Names of the columns.
        rows: A cell a column.
        told: What a reader should know of it, a sentence or more each.
        compares: Whether at least two of its groups are of several people; true for tables that
            are not of groups.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    told: tuple[str, ...] = ()
    compares: bool = True
