"""From texts to vectors: one forward pass of a sentence-transformers encoder serves every stage."""

from interview_coder.embedding.cache import VectorCache
from interview_coder.embedding.encoder import (
    DEFAULT_MODEL,
    Encoder,
    Encoding,
    SentenceEncoder,
    load_encoder,
)
from interview_coder.embedding.stage import Embedded, embed, embed_exchanges

__all__ = [
    "DEFAULT_MODEL",
    "Embedded",
    "Encoder",
    "Encoding",
    "SentenceEncoder",
    "VectorCache",
    "embed",
    "embed_exchanges",
    "load_encoder",
]
