"""Vectors on disk: what was encoded once is not encoded again, by any process."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np

from interview_coder.embedding.encoder import Encoder, Encoding, Spans, Tokens, Vectors

_WAIT_SECONDS = 60
_MAX_VARIABLES = 500

_Row = tuple[Vectors, Tokens, Spans]

_SCHEMA = """
CREATE TABLE IF NOT EXISTS vectors (
    text_hash BLOB PRIMARY KEY, sentence BLOB NOT NULL, tokens BLOB NOT NULL, spans BLOB NOT NULL
) WITHOUT ROWID
"""


@dataclass(frozen=True, kw_only=True)
class VectorCache:
    """An encoder that remembers: wraps another, keeps its vectors in a folder.

    One SQLite file an encoder, named by its fingerprint; rows are keyed by the sha256 of the text.
    No text is stored. Several processes may share the folder: SQLite locks, and a row is written
    once. The values are those that were computed, bit for bit.

    Attributes:
        encoder: What computes the vectors that are not there yet.
        folder: Made when first used.
    """

    encoder: Encoder
    folder: Path

    @property
    def name(self) -> str:
        """See `Encoder.name`."""
        return self.encoder.name

    @property
    def model_hash(self) -> str:
        """See `Encoder.model_hash`."""
        return self.encoder.model_hash

    @property
    def fingerprint(self) -> str:
        """See `Encoder.fingerprint`."""
        return self.encoder.fingerprint

    @property
    def path(self) -> Path:
        """The file of this encoder."""
        return self.folder / f"vectors-{self.fingerprint}.sqlite"

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode `texts`; see `Encoder.encode`."""
        keys = [sha256(text.encode()).digest() for text in texts]
        self.folder.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection:
            connection.execute(_SCHEMA)
            known = dict(_read(connection, keys))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if not texts:
            return self.encoder.encode(texts)
        if missing:  # else the model need not even be loaded
            fresh = self.encoder.encode(list(missing.values()))
            parts = zip(fresh.sentences, fresh.tokens, fresh.spans, strict=True)
            new = dict(zip(missing, parts, strict=True))
            with closing(sqlite3.connect(self.path, timeout=_WAIT_SECONDS)) as connection:
                _write(connection, new)
            known |= new
        rows = [known[key] for key in keys]
        return Encoding(
            sentences=np.stack([row[0] for row in rows]),
            tokens=tuple(row[1] for row in rows),
            spans=tuple(row[2] for row in rows),
        )


def _read(connection: sqlite3.Connection, keys: Sequence[bytes]) -> Iterator[tuple[bytes, _Row]]:
    distinct = list(dict.fromkeys(keys))
    for start in range(0, len(distinct), _MAX_VARIABLES):
        part = distinct[start : start + _MAX_VARIABLES]
        marks = ",".join("?" * len(part))
        query = f"SELECT * FROM vectors WHERE text_hash IN ({marks})"
        for key, sentence, tokens, spans in connection.execute(query, part):
            places = np.frombuffer(spans, np.int32).reshape(-1, 2)
            states = np.frombuffer(tokens, np.float16).reshape(len(places), -1)
            yield key, (np.frombuffer(sentence, np.float32), states, places)


def _write(connection: sqlite3.Connection, new: Mapping[bytes, _Row]) -> None:
    with connection:
        connection.executemany(
            "INSERT OR IGNORE INTO vectors VALUES (?, ?, ?, ?)",
            [(key, *(part.tobytes() for part in row)) for key, row in new.items()],
        )
