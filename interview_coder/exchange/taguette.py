"""Taguette: a project is a SQLite file, a codebook a CSV file."""

from __future__ import annotations

import json
import sqlite3
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from interview_coder.errors import DecisionError, ExchangeError
from interview_coder.exchange.placing import theme_codes
from interview_coder.exchange.project import (
    Memo,
    Project,
    ProjectCode,
    Selection,
    Source,
    in_order,
)
from interview_coder.exchange.unique_names import UniqueNames
from interview_coder.readers.pieces import Tally
from interview_coder.tabular import read_table, to_csv
from interview_coder.transcript import Span

_TABLES = frozenset({"projects", "documents", "tags", "highlights", "highlight_tags"})
_BLOCKS = frozenset(
    "address article aside blockquote br dd div dl dt figure footer h1 h2 h3 h4 h5 h6 header hr li "
    "main nav ol p pre section table td th tr ul".split()
)
_NAME_COLUMNS = ("tag", "name", "path")
_MAX_BYTES = 512 * 2**20


def read_taguette(path: Path | str, *, project: str = "") -> Project:
    """Read a project from a Taguette file (`.sqlite3`), which is not changed.

    Offsets there are bytes of UTF-8 over the text of a document without its tags; here they are
    code points of that text with a line feed between blocks. Each highlight's snippet is compared
    with the words at its place. A tag is one name, dots and all.

    Args:
        path: Of the file.
        project: Its name; may be left out if the file holds one.

    Raises:
        ExchangeError: If it is no Taguette file, or does not say which project is meant.
    """
    path = Path(path)
    if not path.is_file():
        raise ExchangeError(["there is no such file"], path=path)
    if path.stat().st_size > _MAX_BYTES:
        raise ExchangeError([f"is larger than {_MAX_BYTES // 2**20} MiB"], path=path)
    try:
        with closing(_connected(path)) as database:
            return _read(database, path, project)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        raise ExchangeError(
            [f"is no Taguette project that can be read: {error}"], path=path
        ) from error


def _connected(path: Path) -> sqlite3.Connection:
    # Immutable: nothing is written, not even a lock; nothing in the file can run.
    database = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    database.row_factory = sqlite3.Row
    database.execute("PRAGMA trusted_schema = OFF")
    return database


def _read(database: sqlite3.Connection, path: Path, wanted: str) -> Project:
    tables = {
        row["name"]
        for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
    }
    if not tables >= _TABLES:
        missing = ", ".join(sorted(_TABLES - tables))
        raise ExchangeError([f"is no Taguette project: it has no table {missing}"], path=path)
    number, name = _chosen(database, path, wanted)
    tally = Tally()
    tags = {
        row["id"]: ProjectCode(path=(str(row["path"]),), description=row["description"] or "")
        for row in database.execute(
            "SELECT id, path, description FROM tags WHERE project_id = ? ORDER BY path", (number,)
        )
    }
    makers = _makers(database, tables, number)
    texts = dict(_texts(database, number))
    selections: dict[tuple[object, ...], Selection] = {}
    for row in _highlights(database, number):
        selection = _selection(row, texts, tags, makers, tally)
        if selection:
            selections.setdefault(in_order(selection), selection)
    return Project(
        name=name,
        origin="Taguette",
        sources=tuple(text.source for text in texts.values()),
        codes=tuple(tags.values()),
        selections=tuple(sorted(selections.values(), key=in_order)),
        memos=tuple(text.memo for text in texts.values() if text.memo.text),
        left_out=tuple(tally.left_out()),
    )


def _chosen(database: sqlite3.Connection, path: Path, wanted: str) -> tuple[int, str]:
    rows = [(row["id"], row["name"]) for row in database.execute("SELECT id, name FROM projects")]
    found = [row for row in rows if not wanted or row[1] == wanted]
    if len(found) == 1:
        return found[0]
    names = ", ".join(repr(name) for _, name in rows) or "none"
    what = f"holds no one project {wanted!r}" if wanted else "holds several projects or none"
    raise ExchangeError([f"{what}; it has: {names}"], path=path)


@dataclass(frozen=True, kw_only=True)
class _Text:
    """A document: its source, and where each of its bytes lies in the text of the source."""

    source: Source
    memo: Memo
    pieces: tuple[tuple[int, int, str], ...] = field(repr=False)

    def place(self, offset: int) -> int:
        """The code point at a byte of the document's text; -1 inside a character or outside."""
        number = bisect_right(self.pieces, offset, key=lambda piece: piece[0]) - 1
        if number < 0:
            return -1
        first_byte, first, words = self.pieces[number]
        data = words.encode()
        inside = offset - first_byte
        if inside > len(data):
            return -1
        try:
            return first + len(data[:inside].decode())
        except UnicodeDecodeError:
            return -1


class _Pieces(HTMLParser):
    """Gathers the text of a document, with the block it stands in."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.breaks: set[int] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._break(tag)

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS:
            self.breaks.add(len(self.pieces))


def _texts(database: sqlite3.Connection, number: int) -> Iterator[tuple[int, _Text]]:
    names = UniqueNames()
    for row in database.execute(
        "SELECT id, name, description, contents FROM documents WHERE project_id = ? ORDER BY id",
        (number,),
    ):
        name = names.give(str(row["name"]))
        yield row["id"], _text(name, str(row["contents"] or ""), row["description"] or "")


def _text(name: str, html: str, description: str) -> _Text:
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    text, n_bytes = "", 0
    places: list[tuple[int, int, str]] = []
    for n, piece in enumerate(parser.pieces):
        if n in parser.breaks and text and not text.endswith("\n") and not piece.startswith("\n"):
            text += "\n"
        places.append((n_bytes, len(text), piece))
        n_bytes += len(piece.encode())
        text += piece
    return _Text(
        source=Source(name=name, text=text),
        memo=Memo(text=description, source=name),
        pieces=tuple(places),
    )


def _highlights(database: sqlite3.Connection, number: int) -> Iterator[sqlite3.Row]:
    yield from database.execute(
        "SELECT h.id, h.document_id, h.start_offset, h.end_offset, h.snippet, t.tag_id "
        "FROM highlights h JOIN documents d ON d.id = h.document_id "
        "LEFT JOIN highlight_tags t ON t.highlight_id = h.id "
        "WHERE d.project_id = ? ORDER BY h.document_id, h.start_offset, h.end_offset, t.tag_id",
        (number,),
    )


def _selection(
    row: sqlite3.Row,
    texts: dict[int, _Text],
    tags: dict[int, ProjectCode],
    makers: dict[int, tuple[str, str]],
    tally: Tally,
) -> Selection | None:
    text = texts[row["document_id"]]
    words = _plain(str(row["snippet"] or ""))
    span = _span(text, row["start_offset"], row["end_offset"])
    if span is None:
        tally.add("highlights that lie outside of their text", words)
    elif "".join(words.split()) != "".join(text.source.text[span.start : span.end].split()):
        tally.add("highlights whose snippet is not what stands at their place", words)
    elif row["tag_id"] not in tags:
        tally.add("highlights without a tag", words)
    else:
        coder, made = makers.get(row["id"], ("", ""))
        return Selection(
            source=text.source.name,
            span=span,
            code=tags[row["tag_id"]].path,
            coder=coder,
            made=made,
        )
    return None


def _span(text: _Text, start: Any, end: Any) -> Span | None:
    if not isinstance(start, int) or not isinstance(end, int):
        return None
    first, after = text.place(start), text.place(end)
    # A place between two blocks is the end of one and the beginning of the next.
    while 0 <= first < after and text.source.text[first] == "\n":
        first += 1
    return Span(start=first, end=after) if 0 <= first < after else None


def _plain(html: str) -> str:
    parser = _Pieces()
    parser.feed(html)
    parser.close()
    return "".join(parser.pieces)


def _makers(
    database: sqlite3.Connection, tables: set[str], number: int
) -> dict[int, tuple[str, str]]:
    """Highlight to who made it and when, where the log of commands tells."""
    if "commands" not in tables:
        return {}
    makers: dict[int, tuple[str, str]] = {}
    for row in database.execute(
        "SELECT user_login, date, payload FROM commands WHERE project_id = ? ORDER BY id",
        (number,),
    ):
        try:
            payload = json.loads(row["payload"])
        except (TypeError, ValueError):  # of another kind of command
            continue
        highlight = payload.get("highlight_id") if isinstance(payload, dict) else None
        if isinstance(highlight, int) and payload.get("type") == "highlight_add":
            made = str(row["date"] or "").replace(" ", "T")[:19]
            makers.setdefault(highlight, (str(row["user_login"] or ""), made))
    return makers


def write_taguette_codebook(project: Project) -> bytes:
    """Return the codes as the CSV file that Taguette imports: `tag`, `description`.

    Codes that only hold others, and those that are themes, are left out; names of codes above
    stand before a dot.
    """
    themes = theme_codes(project)
    rows = [
        {"tag": ".".join(code.path), "description": code.description}
        for code in project.codes
        if code.is_codable and code.path not in themes
    ]
    return to_csv(rows, ("tag", "description"))


def read_codebook_csv(path: Path | str) -> Project:
    """Read a codebook as CSV: one of the columns `tag`, `name`, `path`, and `description`.

    Raises:
        ExchangeError: If it cannot be read, or has none or several of the columns.
    """
    path = Path(path)
    try:
        lines = list(read_table(path, required=()))
    except DecisionError as error:
        raise ExchangeError(error.faults, path=path) from error
    columns = lines[0].cells if lines else {}
    named = [column for column in _NAME_COLUMNS if column in columns]
    if len(named) != 1:
        told = ", ".join(named) or "none"
        known = ", ".join(_NAME_COLUMNS)
        raise ExchangeError([f"needs one of the columns {known}; it has {told}"], path=path)
    codes: dict[str, ProjectCode] = {}
    faults = []
    for line in lines:
        name = line.cells[named[0]]
        if not name or name in codes:
            what = f"{name!r} is there twice" if name else "no name"
            faults.append(f"line {line.number}: {what}")
        codes[name] = ProjectCode(path=(name,), description=line.cells.get("description", ""))
    if faults:
        raise ExchangeError(faults, path=path)
    return Project(name=path.stem, codes=tuple(codes.values()))
