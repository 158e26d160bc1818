"""Makes files as Taguette 1.4 does: its tables, offsets in bytes, HTML with blocks."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from pathlib import Path

_SCHEMA = """
CREATE TABLE users (login VARCHAR NOT NULL PRIMARY KEY);
CREATE TABLE projects (
    id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, description TEXT NOT NULL,
    created DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE TABLE commands (
    id INTEGER NOT NULL PRIMARY KEY, date DATETIME NOT NULL, user_login VARCHAR,
    project_id INTEGER NOT NULL, document_id INTEGER, payload TEXT NOT NULL
);
CREATE TABLE documents (
    id INTEGER NOT NULL PRIMARY KEY, name VARCHAR NOT NULL, description TEXT NOT NULL,
    filename VARCHAR, created DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
    project_id INTEGER NOT NULL, text_direction VARCHAR NOT NULL DEFAULT 'LEFT_TO_RIGHT',
    contents TEXT NOT NULL
);
CREATE TABLE highlights (
    id INTEGER NOT NULL PRIMARY KEY, document_id INTEGER NOT NULL, start_offset INTEGER NOT NULL,
    end_offset INTEGER NOT NULL, snippet TEXT NOT NULL
);
CREATE TABLE tags (
    id INTEGER NOT NULL PRIMARY KEY, project_id INTEGER NOT NULL, path VARCHAR NOT NULL,
    description TEXT NOT NULL
);
CREATE TABLE highlight_tags (
    highlight_id INTEGER NOT NULL, tag_id INTEGER NOT NULL, PRIMARY KEY (highlight_id, tag_id)
);
"""


@dataclass(frozen=True, kw_only=True)
class Highlight:
    """
    A highlight as Taguette writes it.
    """

    start: object
    end: object
    snippet: object
    tags: Sequence[int] = (1,)
    document: int = 1
    by: str = ""


@dataclass(frozen=True, kw_only=True)
class Document:
    """
    A document: its HTML.
    """

    contents: str
    name: str = "P1.txt"
    description: str = ""


def at(contents: str, words: str, **more: object) -> Highlight:
    """
    Return a highlight of `words`, which stand in the HTML as they are, in one piece.
    """
    before = contents[: contents.index(words)]
    plain = unescape("".join(part.split(">", 1)[-1] for part in before.split("<")))
    start = len(plain.encode())
    return Highlight(start=start, end=start + len(words.encode()), snippet=words, **more)  # type: ignore[arg-type]


def write_taguette(
    path: Path,
    *,
    documents: Sequence[Document],
    highlights: Sequence[Highlight] = (),
    tags: Sequence[tuple[str, str]] = (("pain", "What hurts."),),
    projects: Sequence[str] = ("A study",),
) -> Path:
    """
    Write a file of Taguette; tags and documents belong to the first project.
    """
    database = sqlite3.connect(path)
    database.executescript(_SCHEMA)
    for number, name in enumerate(projects, start=1):
        database.execute(
            "INSERT INTO projects (id, name, description) VALUES (?, ?, '')", (number, name)
        )
    database.executemany("INSERT INTO tags (project_id, path, description) VALUES (1, ?, ?)", tags)
    database.executemany(
        "INSERT INTO documents (name, description, project_id, contents) VALUES (?, ?, 1, ?)",
        [(each.name, each.description, each.contents) for each in documents],
    )
    for number, each in enumerate(highlights, start=1):
        database.execute(
            "INSERT INTO highlights VALUES (?, ?, ?, ?, ?)",
            (number, each.document, each.start, each.end, each.snippet),
        )
        database.executemany(
            "INSERT INTO highlight_tags VALUES (?, ?)", [(number, tag) for tag in each.tags]
        )
        payload = json.dumps({"type": "highlight_add", "highlight_id": number})
        database.execute(
            "INSERT INTO commands (date, user_login, project_id, document_id, payload) "
            "VALUES ('2026-01-31 10:00:00.123456', ?, 1, ?, ?)",
            (each.by, each.document, payload),
        )
    database.commit()
    database.close()
    return path
