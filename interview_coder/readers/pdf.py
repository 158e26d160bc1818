"""PDF documents with text in them: repaired words, joined lines, without page headers."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from interview_coder.errors import ReadError
from interview_coder.readers.pages import UNPARTED, drop_edges, drop_line_numbers, join_lines
from interview_coder.readers.paragraphs import Layout, Paragraph, count, read_blocks
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Reading, Source

if TYPE_CHECKING:
    from pypdf import PageObject, PdfReader

_SIGNATURE = b"%PDF-"
_SIGNATURE_WITHIN = 1024
_MAX_PAGES = 5_000
_MAX_CHARACTERS = 50_000_000
_MAX_OPERATIONS = 5_000_000  # a page of text is painted in some hundreds of steps
_MIN_CHARACTERS = 20  # fewer in a whole document are stamps on pictures of pages
_MAX_UNNAMED = 0.05

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "ft", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_UNNAMED = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufffd]")
_CONTROL = re.compile("[\0-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")  # a form feed parts pages
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_ZERO_WIDTH = "\u200b"
_ZERO_WIDTHS = re.compile("\u200b+")
_BLANKS = re.compile(r"[ \t\u00a0]+")


def read(source: Source, *, layout: Layout = read_blocks) -> Reading:
    """Read a .pdf file; the canonical text is the repaired text.

    Repaired are words that are glued by tabs or zero-width spaces, ligatures, and lines that end
    only because the page does; a note says so. Page headers, footers, page and line numbers are
    left out and counted.

    Args:
        source: The file.
        layout: Makes a reading of its paragraphs and tables.

    Raises:
        ReadError: If the file is no whole PDF, is locked, holds no text (a scan), or nothing
            tells who speaks.
    """
    if _SIGNATURE not in source.data[:_SIGNATURE_WITHIN]:
        message = "is no PDF document; print it to PDF again, or save it as .docx or .txt"
        raise ReadError(message, path=source.path)
    pages, notes, tally = _extract(source)
    _refuse_unreadable(source, pages)
    repaired, repairs = _repair("\f".join(pages))
    lines = [page.split("\n") for page in repaired.split("\f")]
    lines = drop_edges(drop_line_numbers(lines, tally), tally)
    joined = join_lines([line for page in lines for line in page])
    if joined.n_joined:
        repairs.append(f"{joined.n_joined} line ends inside paragraphs were read as spaces")
    if joined.n_hyphens:
        repairs.append(f"{joined.n_hyphens} hyphens at line ends were kept")
    reading = layout(source, [Paragraph(text=text) for text in joined.paragraphs])
    told = (f"the text of the PDF was repaired: {'; '.join(repairs)}",) if repairs else ()
    return replace(
        reading,
        notes=(*reading.notes, *told, *notes),
        left_out=(*reading.left_out, *tally.left_out()),
    )


# From the file to the text of its pages.


def _extract(source: Source) -> tuple[list[str], list[str], Tally]:
    from pypdf import PdfReader

    tally = Tally()
    with _quiet() as said:
        try:
            reader = PdfReader(io.BytesIO(source.data), strict=False)
            _refuse_locked(source, reader)
            pages = list(_page_texts(source, reader, tally))
        except ReadError:
            raise
        except Exception as error:
            # A damaged file ends in any error of Python's, from KeyError to RecursionError.
            message = (
                f"is no whole PDF document ({type(error).__name__}: {str(error)[:80]}); "
                "print it to PDF again, or save it as .docx or .txt"
            )
            raise ReadError(message, path=source.path) from error
    notes = [f"the PDF is damaged in {len(said)} places; check its end"] if said else []
    if any(text.strip() for text in pages):
        empty = [str(n) for n, text in enumerate(pages, start=1) if not text.strip()]
        if empty:
            notes.append(f"no text on page {', '.join(empty[:8])}; a picture cannot be read")
    return pages, notes, tally


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Collect what pypdf would write to the console."""
    said: list[str] = []
    handler = logging.Handler(logging.ERROR)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    logger = logging.getLogger("pypdf")
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = before


def _refuse_locked(source: Source, reader: PdfReader) -> None:
    if reader.is_encrypted:
        message = (
            "is locked with a password; open it and print it to a new PDF, "
            "or ask for the file it was made of"
        )
        raise ReadError(message, path=source.path)


def _page_texts(source: Source, reader: PdfReader, tally: Tally) -> Iterator[str]:
    n = len(reader.pages)
    if n > _MAX_PAGES:
        message = f"has {n} pages, at most {_MAX_PAGES} are read; split it"
        raise ReadError(message, path=source.path)
    size = 0
    painter = _Painter(source)
    for page in reader.pages:
        text = page.extract_text(visitor_operand_before=painter.paint)
        text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n")
        text = _LONE_SURROGATE.sub("\ufffd", text)
        size += len(text)
        if size > _MAX_CHARACTERS:
            raise ReadError("holds more text than an interview; split it", path=source.path)
        tally.add("comments and marks on the page", n=_count_comments(page))
        yield text


class _Painter:
    """Counts what is painted: forms that paint each other would go on for years."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._n = 0

    def paint(self, *_: object) -> None:
        """Count one step.

        Raises:
            ReadError: If there are more than a transcript has.
        """
        self._n += 1
        if self._n > _MAX_OPERATIONS:
            message = (
                f"paints more than {_MAX_OPERATIONS:,} times, as drawings do; "
                "save its text as .docx or .txt"
            )
            raise ReadError(message, path=self._source.path)


def _count_comments(page: PageObject) -> int:
    annotations = page.get("/Annots")
    annotations = annotations.get_object() if annotations is not None else None
    if not isinstance(annotations, list):
        return 0
    found = (each.get_object() for each in annotations)
    return sum(1 for each in found if isinstance(each, dict) and each.get("/Contents"))


def _refuse_unreadable(source: Source, pages: Sequence[str]) -> None:
    text = "".join(pages)
    n = count(text)
    if n < _MIN_CHARACTERS:
        message = (
            "holds no text, only pictures of pages (a scan); let a program recognise the text "
            "(OCR), check it, and save it as .docx or .txt"
        )
        raise ReadError(message, path=source.path)
    if len(_UNNAMED.findall(text)) > _MAX_UNNAMED * n:
        message = (
            "does not tell which letters its signs are; "
            "ask for the file it was made of, or let a program recognise the text (OCR)"
        )
        raise ReadError(message, path=source.path)


# From the text of pages to words.


def _repair(text: str) -> tuple[str, list[str]]:
    """Mend what printing did to words; return the text and what was mended."""
    repairs: list[str] = []
    if n := text.count(_ZERO_WIDTH):
        text = _part_by_zero_width(text)
        repairs.append(f"{n} zero-width spaces")
    if (n := text.count("\t")) > text.count(" "):
        text = _BLANKS.sub(lambda match: " " if "\t" in match[0] else match[0], text)
        repairs.append(f"{n} tabs between words were read as spaces")
    text, n = _LIGATURE.subn(lambda match: _LIGATURES[match[0]], text)
    if n:
        repairs.append(f"{n} ligatures were read as letters")
    text, n = _CONTROL.subn("", text)
    if n:
        repairs.append(f"{n} control characters were dropped")
    return text, repairs


def _part_by_zero_width(text: str) -> str:
    """Make zero-width spaces spaces where they alone part words; else drop them."""
    glueing = [match for match in _ZERO_WIDTHS.finditer(text) if _is_between_words(match)]
    if 2 * len(glueing) <= len(_ZERO_WIDTHS.findall(text)):
        return text.replace(_ZERO_WIDTH, "")
    return _ZERO_WIDTHS.sub(lambda match: " " if _parts_words(match) else "", text)


def _is_between_words(match: re.Match[str]) -> bool:
    around = match.string[max(match.start() - 1, 0) : match.end() + 1]
    return len(around) == len(match[0]) + 2 and not around[0].isspace() and not around[-1].isspace()


def _parts_words(match: re.Match[str]) -> bool:
    if not _is_between_words(match):
        return False
    before, after = match.string[match.start() - 1], match.string[match.end()]
    return not (UNPARTED.match(before) and UNPARTED.match(after))
