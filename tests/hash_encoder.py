"""A second encoder, a stranger's: vectors from a hash of the text, and a count of its work."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256

import numpy as np

from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Vectors

DIM, LAYERS_DIM = 6, 10


@dataclass(frozen=True, kw_only=True)
class HashEncoder:
    """Fulfils `Encoder` without inheriting from anything.

    Attributes:
        fingerprint: See `Encoder.fingerprint`.
        computed: Every text it was ever asked for, in order.
    """

    fingerprint: str = "hash-v1"
    computed: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        """See `Encoder.name`."""
        return "hash"

    @property
    def model_hash(self) -> str:
        """See `Encoder.model_hash`."""
        return "0" * 64

    def encode(self, texts: Sequence[str]) -> Encoding:
        """See `Encoder.encode`."""
        self.computed.extend(texts)
        return Encoding(sentences=self._rows(texts, DIM), layers=self._rows(texts, LAYERS_DIM))

    def _rows(self, texts: Sequence[str], dim: int) -> Vectors:
        rows = np.zeros((len(texts), dim), dtype=np.float32)
        for i, text in enumerate(texts):
            seed = sha256(f"{self.fingerprint} {text}".encode()).digest()
            row = np.random.default_rng(list(seed)).normal(size=dim)
            rows[i] = row / np.linalg.norm(row)
        return rows
