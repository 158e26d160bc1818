"""How a persona sheet looks: its language, its picture, its templates."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from interview_coder.reports.portrait import Portrait
from interview_coder.reports.sheet_words import SheetWords


@dataclass(frozen=True, kw_only=True, slots=True)
class Look:
    """How a persona sheet looks.

    Attributes:
        words: Of its language.
        portrait: The picture.
        is_drawn: Whether it is the placeholder.
        is_negative: Whether the sheet is of people who are no customers.
        templates: Folder of the author's templates; None for those that come along.
    """

    words: SheetWords
    portrait: Portrait
    is_drawn: bool
    is_negative: bool = False
    templates: Path | None = None
