"""Reads the lines of saved persona sheets, for comparing them with their ledger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from interview_coder.persona.journey import JOURNEY
from interview_coder.readers.docx import open_document
from interview_coder.readers.source import Source
from interview_coder.reports.content import one_line
from interview_coder.reports.typeface import ELLIPSIS

_CLAIM = re.compile(r"\bC\d{2,}\b")
_LINE_STYLE = "Sheet Line"
_SHORTENED = f" {ELLIPSIS}"


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """A line of a saved sheet.

    Attributes:
        claim: Id told with it.
        text: As it is shown, with its quotation marks.
    """

    claim: str
    text: str


def lines_of_html(data: bytes) -> Iterator[LineShown]:
    """Yield the claims in the bytes of an HTML sheet."""
    reader = _LineReader()
    reader.feed(data.decode())
    yield from reader.found


def lines_of_docx(source: Source) -> Iterator[LineShown]:
    """Yield the claims in a Word sheet.

    Raises:
        ReadError: If it is no whole .docx file.
    """
    document = open_document(source)
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    style = paragraph.style.name if paragraph.style else ""
                    marks = [run.text for run in paragraph.runs[1:]]
                    claim = _CLAIM.search(" ".join(marks))
                    if style == _LINE_STYLE and claim is not None:
                        yield LineShown(claim=claim[0], text=paragraph.runs[0].text)


def compare_lines(
    shown: Iterator[LineShown], persona: Mapping[str, Any], *, where: str
) -> Iterator[str]:
    """Compare the lines of a sheet with its part of the ledger.

    A line may be shortened at its end, which an ellipsis tells; nothing else may differ.

    Yields:
        A sentence for each line that is no claim, or says something else; one if there are claims
        and no line of the sheet can be told from other text, as with a template that leaves out
        what tells them.
    """
    claims = {claim["id"]: claim for claim in persona["claims"]}
    lines = list(shown)
    if any(claim["place"] != JOURNEY for claim in claims.values()) and not lines:
        yield f"{where}: no line of it can be compared; were its ids (C01 …) taken out?"
    for line in lines:
        claim = claims.get(line.claim)
        if claim is None:
            yield f"{where}: {line.claim} stands in no ledger"
        elif not _says(line.text, claim):
            told = one_line(claim["text"])
            yield f"{where}, {line.claim}: {line.text!r} differs from the ledger's {told!r}"


def _says(shown: str, claim: Mapping[str, Any]) -> bool:
    whole = one_line(claim["text"])
    if not claim["author"]:
        whole, shown = whole.strip("“”"), shown.strip("“”")
    if shown == whole:
        return True
    start = shown.removesuffix(_SHORTENED)
    return start != shown and whole.startswith(start)


class _LineReader(HTMLParser):
    """Collects the words of list items with `data-claim`."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[LineShown] = []
        self._claim = ""
        self._text: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "li":
            self._claim = told.get("data-claim") or ""
        elif tag == "span" and told.get("class") == "said" and self._claim:
            self._text = ""

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "span" and self._text is not None:
            self.found.append(LineShown(claim=self._claim, text=self._text))
            self._text = None
