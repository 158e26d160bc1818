"""Plain text and Markdown: turns that begin with the speaker's name."""

from __future__ import annotations

from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Reading, Source


def read(source: Source) -> Reading:
    """Read a text file; the canonical text is the whole file.

    Raises:
        ReadError: If the bytes are no text, or no line begins with a speaker's label.
    """
    return read_labelled(source, source.decode().removeprefix("\ufeff"))
