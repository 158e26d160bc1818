"""A second encoder, a stranger's: vectors from hashes, a count of its work, a network for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import shake_128
from typing import Any

import numpy as np
import torch

from interview_coder.coding.network import Network, build_module
from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Spans, Tokens, Vectors

DIM, WIDTH = 6, 10


@dataclass(frozen=True, kw_only=True)
class HashEncoder:
    """Fulfils `Encoder` without inheriting from anything.

    A sentence vector comes from the whole text; there is a token a word, which is the same
    wherever the word stands, after a mark that stands for no word.

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
        places = [[(0, 0), *(word.span() for word in re.finditer(r"\S+", t))] for t in texts]
        spans: list[Spans] = [np.array(row, dtype=np.int32) for row in places]
        return Encoding(
            sentences=self._rows(texts, DIM),
            tokens=tuple(
                self._tokens([text[start:end] for start, end in row])
                for text, row in zip(texts, places, strict=True)
            ),
            spans=tuple(spans),
        )

    def _tokens(self, words: Sequence[str]) -> Tokens:
        return self._rows(words, WIDTH).astype(np.float16)

    def _rows(self, texts: Sequence[str], dim: int) -> Vectors:
        digests = [
            shake_128(f"{self.fingerprint} {text}".encode()).digest(2 * dim) for text in texts
        ]
        rows = np.frombuffer(b"".join(digests), np.int16).reshape(-1, dim).astype(np.float32) + 0.5
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


def untrained_network() -> Network:
    """Return a network for `HashEncoder` that has learnt nothing; always the same."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(1)
        parameters: dict[str, Any] = build_module(WIDTH).state_dict()
    return Network(
        arrays={name: values.numpy().astype(np.float16) for name, values in parameters.items()}
    )
