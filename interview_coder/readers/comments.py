"""Comments: what people write outside the interviews, such as support tickets and reviews.

Nobody is asked in them, so nothing has to tell who speaks: a row of a table, an item of a JSON
list or a paragraph of a text is a comment.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from importlib import import_module
from itertools import groupby
from pathlib import Path
from typing import TypeAlias

from interview_coder.errors import ReadError, UnknownFormatError
from interview_coder.readers import find_format
from interview_coder.readers.comment_items import parse_items
from interview_coder.readers.paragraphs import Block, flatten
from interview_coder.readers.pieces import Tally, clean_name, clean_words
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.tables import parse_tables
from interview_coder.readers.tables.comment_columns import (
    CommentColumns,
    find_comment_columns,
    names_comments,
)
from interview_coder.readers.tables.rows import Row, Table
from interview_coder.transcript import Comment, Span, Transcript, Turn

_TEXTS = (".txt", ".md")
_TABLES = (".csv", ".tsv", ".xlsx")
_ITEMS = (".json",)
_DOCUMENTS = {".docx": "docx", ".odt": "odt", ".rtf": "rtf", ".pdf": "pdf"}
COMMENT_SUFFIXES = (*_TABLES, *_ITEMS, *_TEXTS, *_DOCUMENTS)
"""What is read, in lower case, with the dot."""

_TAGS = (
    "a|b|blockquote|body|br|code|div|em|font|h[1-6]|hr|html|i|img|li|ol|p|pre|span|strong|table|"
    "tbody|td|th|thead|tr|u|ul"
)
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]*)?/?>", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"^[^\S\n]*>[^\n]*", re.MULTILINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Read:
    """What became of a file.

    Attributes:
        text: The canonical text.
        spans: Of the comments in it, in order.
        comments: One a span.
        columns: See `Transcript.columns`.
        notes: What the researcher should know.
    """

    text: str
    spans: tuple[Span, ...]
    comments: tuple[Comment, ...]
    columns: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


_Parse: TypeAlias = Callable[[Source, CommentColumns, Tally], _Read]


def read_comments(
    path: Path | str, *, kind: str, columns: CommentColumns | None = None
) -> Transcript:
    """Read another source of a study: a turn a comment, nobody a participant.

    Tags of HTML and lines that begin with `>`, which quote somebody else, are asides.

    Args:
        path: A table (.csv, .tsv, .xlsx), a JSON list of objects, or a text whose paragraphs are
            comments (.txt and .md, parted by blank lines; .docx, .odt, .rtf, .pdf).
        kind: What it holds, in the researcher's words.
        columns: The columns of a table, or the keys of JSON objects; found where not told.

    Raises:
        UnknownFormatError: If the suffix is none of `COMMENT_SUFFIXES`.
        ReadError: If the file cannot be read, has no such columns, or holds no words.
    """
    path = Path(path)
    columns = columns or CommentColumns()
    format_, parse = _find_parser(path, columns)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", path=path) from error
    if not data.strip():
        raise ReadError("is empty", path=path)
    source, tally = Source(path=path, data=data), Tally()
    read = parse(source, columns, tally)
    if not read.spans:
        raise ReadError("holds no comment: nothing in it has words", path=path)
    turns = _turns(read, tally)
    return Transcript(
        name=path.name,
        text=read.text,
        turns=turns,
        source_hash=sha256(data).hexdigest(),
        text_hash=sha256(read.text.encode()).hexdigest(),
        format=format_,
        notes=(*source.decoding_notes, *read.notes),
        left_out=tally.left_out(),
        kind=kind,
        comments=read.comments,
        columns=read.columns,
    )


def _find_parser(path: Path, columns: CommentColumns) -> tuple[str, _Parse]:
    suffix = path.suffix.lower()
    if suffix not in COMMENT_SUFFIXES:
        shown = path.suffix or "a file without suffix"
        message = f"no reader of comments for {shown}; known: {' '.join(COMMENT_SUFFIXES)}"
        raise UnknownFormatError(message, path=path)
    if suffix in _ITEMS:
        return "JSON", _parse_items
    known = find_format(path)
    name = known.name if known else suffix
    if suffix in _TABLES:
        return name, _parse_table
    if columns.are_told:
        message = "has no columns, so none can be told; each of its paragraphs is a comment"
        raise ReadError(message, path=path)
    return name, _parse_text if suffix in _TEXTS else partial(_parse_document, _DOCUMENTS[suffix])


# Tables and lists


def _parse_table(source: Source, told: CommentColumns, tally: Tally) -> _Read:
    tables = parse_tables(source, fits=lambda header: names_comments(header, told))
    fitting = [table for table in tables if names_comments(table.header.cells, told)]
    others = [table.name for table in tables if table not in fitting] if fitting else []
    tally.add("other sheets", ", ".join(others), n=len(others))
    noun = "row" if source.path.suffix.lower() == ".xlsx" else "line"
    return _read_tables(source, fitting or tables[:1], told, tally, noun=noun)


def _parse_items(source: Source, told: CommentColumns, tally: Tally) -> _Read:
    return _read_tables(source, [parse_items(source)], told, tally, noun="item")


def _read_tables(
    source: Source, tables: Sequence[Table], told: CommentColumns, tally: Tally, *, noun: str
) -> _Read:
    texts: list[str] = []
    comments: list[Comment] = []
    columns: dict[str, str] = {}
    notes: list[str] = []
    for table in tables:
        header = [name.strip() for name in table.header.cells]
        line_no = table.header.line_no or None
        places = find_comment_columns(source, header, told, line_no=line_no)
        columns |= {
            role: header[place] if place is not None else ""
            for role, place in places._asdict().items()
        }
        unread = [name for i, name in enumerate(header) if name and i not in places]
        tally.add("other columns", ", ".join(unread), n=len(unread))
        tally.add("rows above the names of columns", " ".join(table.above), n=len(table.above))
        notes += table.notes
        prefix = f"{table.name}, " if len(tables) > 1 else ""
        for row in table.rows:
            words = clean_words(row.cells[places.text])
            if words:
                texts.append(words)
                place = f"{prefix}{noun} {row.line_no}"
                author, time = (_cell(row, at) for at in places[1:])
                comments.append(Comment(place=place, author=author, written=time))
            elif any(cell.strip() for cell in row.cells):
                tally.add("comments without words", " ".join(row.cells))
    text, spans = _joined(texts)
    return _Read(
        text=text, spans=spans, comments=tuple(comments), columns=columns, notes=tuple(notes)
    )


def _cell(row: Row, place: int | None) -> str:
    return "" if place is None else clean_name(row.cells[place]) or ""


# Texts


def _parse_text(source: Source, told: CommentColumns, tally: Tally) -> _Read:
    """The canonical text is the whole file."""
    text = source.decode().removeprefix("\ufeff")
    spans = []
    for span in _paragraphs(text):
        words = text[span.start : span.end]
        if _has_words(words):
            spans.append(span)
        else:
            tally.add("paragraphs without words", words)
    return _Read(text=text, spans=tuple(spans), comments=_numbered(len(spans)))


def _paragraphs(text: str) -> Iterator[Span]:
    """Yield what stands between blank lines, without white space around it."""
    position, lines = 0, text.split("\n")
    for is_blank, group in groupby(lines, key=lambda line: not line.strip()):
        block = "\n".join(group)
        if not is_blank:
            start = position + len(block) - len(block.lstrip())
            yield Span(start=start, end=position + len(block.rstrip()))
        position += len(block) + 1


def _parse_document(module: str, source: Source, told: CommentColumns, tally: Tally) -> _Read:
    """The canonical text has a line a paragraph; it is read as the reader of transcripts does."""
    read = import_module(f"interview_coder.readers.{module}").read
    reading: Reading = read(source, layout=partial(_lay_out, tally=tally))
    for left in reading.left_out:
        tally.add(left.what, left.sample, n=left.n)
    spans = tuple(turn.span for turn in reading.turns)
    return _Read(
        text=reading.text, spans=spans, comments=_numbered(len(spans)), notes=reading.notes
    )


def _lay_out(source: Source, blocks: Sequence[Block], *, tally: Tally) -> Reading:
    texts = []
    for paragraph in flatten(blocks):
        words = clean_words(paragraph.text)
        if paragraph.is_heading and words:
            tally.add("headings", words)
        elif _has_words(words):
            texts.append(words)
        elif words:
            tally.add("paragraphs without words", words)
    text, spans = _joined(texts)
    turns = (Turn(speaker="comment", span=span) for span in spans)
    return Reading(text=text, turns=tuple(turns))


def _has_words(text: str) -> bool:
    return any(char.isalnum() for char in text)


def _numbered(n: int) -> tuple[Comment, ...]:
    return tuple(Comment(place=f"comment {number}") for number in range(1, n + 1))


# Comments as turns


def _joined(texts: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """Return a text of a comment after another, and where each stands."""
    spans, position = [], 0
    for text in texts:
        spans.append(Span(start=position, end=position + len(text)))
        position += len(text) + 1
    return "".join(f"{text}\n" for text in texts), tuple(spans)


def _turns(read: _Read, tally: Tally) -> tuple[Turn, ...]:
    return tuple(
        Turn(
            speaker=comment.author or comment.place,
            span=span,
            asides=tuple(_asides(read.text, span, tally)),
        )
        for span, comment in zip(read.spans, read.comments, strict=True)
    )


def _asides(text: str, span: Span, tally: Tally) -> Iterator[Span]:
    """Yield the stretches of a comment that its author did not write, in order."""
    words = text[span.start : span.end]
    quoted = [match.span() for match in _QUOTED_LINE.finditer(words)]
    tags = [match.span() for match in _TAG.finditer(words)]
    tags = [(a, b) for a, b in tags if not any(start <= a < end for start, end in quoted)]
    for what, found in (("lines that quote others", quoted), ("tags of HTML", tags)):
        if found:
            tally.add(what, words[slice(*found[0])], n=len(found))
    for start, end in sorted((*quoted, *tags)):
        yield Span(start=span.start + start, end=span.start + end)
