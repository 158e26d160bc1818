"""What goes into a reader and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TypeAlias

from interview_coder.readers.decoding import BYTE_ORDER_MARKS, Decoded, decode
from interview_coder.transcript import LeftOut, ReadAs, Turn

__all__ = ["BYTE_ORDER_MARKS", "LeftOut", "Reader", "Reading", "Source"]


@dataclass(frozen=True, kw_only=True)
class Source:
    """A file to read.

    Attributes:
        path: Where it lies; readers use it for messages only.
        data: Its bytes.
        names: Speakers the researcher has named, so that a reader need not doubt them.
        read_as: What the researcher said about reading it.
    """

    path: Path
    data: bytes
    names: Collection[str] = frozenset()
    read_as: ReadAs = field(default_factory=ReadAs)

    @cached_property
    def decoded(self) -> Decoded:
        """The bytes as text, with the encoding and what to know about it.

        Raises:
            ReadError: See `decoding.decode`.
        """
        return decode(self.data, path=self.path, encoding=self.read_as.encoding)

    def decode(self) -> str:
        """Return the bytes as text; line ends as line feeds.

        Raises:
            ReadError: See `decoding.decode`.
        """
        return self.decoded.text

    @property
    def encoding(self) -> str:
        """The encoding of the text; empty until a reader has asked for it."""
        return self.decoded.encoding if "decoded" in self.__dict__ else ""

    @property
    def decoding_notes(self) -> tuple[str, ...]:
        """What to know about the encoding; empty until a reader has asked for the text."""
        return self.decoded.notes if "decoded" in self.__dict__ else ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a reader made of a file.

    Attributes:
        text: The canonical text, line ends as line feeds.
        turns: In order, not overlapping; at least one.
        notes: What the researcher should know, each beginning with a line number where it has one.
        left_out: What did not become speech.
    """

    text: str
    turns: tuple[Turn, ...]
    notes: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()


Reader: TypeAlias = Callable[[Source], Reading]
"""**Plug-in point**: turns a source into a reading, or raises ReadError with the line."""
