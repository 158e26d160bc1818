"""Plain text and Markdown: turns that begin with the speaker's name.

Some programs save other formats under `.txt`; they are known by their shape and read as what they
are.
"""

from __future__ import annotations

import re
from dataclasses import replace

from interview_coder.errors import ReadError
from interview_coder.readers import chat, srt, tables, vtt
from interview_coder.readers.entities import count_references, resolve
from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import Reading, Source

_SUBTITLES = re.compile(r"\s*(?:\d+[ \t]*\n)?[\d:]{4,9}[.,]\d{1,3}[ \t]*-->[ \t]*[\d:]{4,9}[.,]\d")
_CHAT_LINE = re.compile(
    r"^\d{2}:\d{2}:\d{2}[ \t]*\t[ \t]*(?:From[ \t])?[^\t\n]{1,80}:[ \t]*\t", re.MULTILINE
)
_MIN_CHAT_LINES = 3
_CHAT_SHARE = 0.6


def read(source: Source) -> Reading:
    """Read a text file; the canonical text is the whole file, of Markdown without references.

    Raises:
        ReadError: If the bytes are no text, no line begins with a speaker's label, or it is the
            chat of a meeting.
    """
    text = source.decode().removeprefix("\ufeff")
    if text.startswith("WEBVTT"):
        return vtt.read(source)
    if _SUBTITLES.match(text):
        return srt.read(source)
    if text.startswith(("@UTF8", "@Begin")):
        return chat.read(source)
    if tables.is_table(text):
        return tables.read(source)
    _refuse_chat(source, text)
    if source.path.suffix.lower() == ".md":
        return _read_markdown(source, text)
    return read_labelled(source, text)


def _read_markdown(source: Source, text: str) -> Reading:
    """Character references are Markdown's way to write a character: `it&#39;s` says "it's"."""
    n = count_references(text)
    reading = read_labelled(source, resolve(text))
    note = f"{n} character references such as &#39; were read as the characters they stand for"
    return replace(reading, notes=(*reading.notes, note)) if n else reading


def _refuse_chat(source: Source, text: str) -> None:
    """Refuse what people typed beside the talk: meeting programs save it next to the transcript."""
    n_lines = sum(bool(line.strip()) for line in text.splitlines())
    n_typed = sum(1 for _ in _CHAT_LINE.finditer(text))
    if n_typed >= _MIN_CHAT_LINES and n_typed >= _CHAT_SHARE * n_lines:
        message = "is the chat of a meeting, typed beside the talk; nothing in it was said"
        raise ReadError(message, path=source.path, line_no=1)
