"""Simple documents, as blocks: the guide, the changes, the journey, the personas side by side.

What a document says is put together once; `page_docx` and `page_html` show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from interview_coder.reports.figures import Figure
from interview_coder.reports.table import Table


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A heading.

    Attributes:
        text: What it says.
        level: From 1.
    """

    text: str
    level: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Text:
    """A paragraph.

    Attributes:
        text: What it says.
        is_quiet: Whether it is of less weight than its surroundings.
    """

    text: str
    is_quiet: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Bullets:
    """A list.

    Attributes:
        items: At least one.
    """

    items: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Said:
    """A quote with its source.

    Attributes:
        text: The words, in quotation marks.
        source: Who said it, and where.
        utterance: Its id.
    """

    text: str
    source: str
    utterance: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A box among others.

    Attributes:
        kicker: Above the title.
        title: What it is of.
        lines: What it says.
    """

    kicker: str
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Cards:
    """Cards side by side.

    Attributes:
        cards: At least one, at most four.
    """

    cards: tuple[Card, ...]


Block: TypeAlias = Heading | Text | Bullets | Said | Cards | Table | Figure


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """A document.

    Attributes:
        kind: What it is: `Interview guide`.
        title: Of what; as a rule of which study.
        blocks: What it says, in order.
        is_landscape: Whether the paper lies on its long side.
    """

    kind: str
    title: str
    blocks: tuple[Block, ...]
    is_landscape: bool = False
