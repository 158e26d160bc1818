"""Features of a sentence: how it speaks (hidden layers) and the words it uses (n-grams).

What a sentence does (complain, wish, refuse) shows in the middle layers of the encoder better than
in its sentence vector, which is made to tell topics apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from interview_coder.embedding.encoder import Vectors

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

_NGRAMS = (1, 3)
_MIN_TEXTS = 2
_PRIOR_TEXTS = 30
_WORD = r"[^\W_]+(?:['’][^\W_]+)*|[?!…]"


@dataclass(frozen=True, kw_only=True)
class FeatureSpace:
    """Where sentences become points; fitted once on a codebook's examples.

    Attributes:
        centre: Mean of the examples' layers, of shape (dim,).
        scale: Their standard deviation times the square root of dim, of shape (dim,).
        vocabulary: The n-grams of one to three words that at least two examples use (of few
            examples: all), sorted.
        idf: Inverse document frequency of each n-gram, of shape (len(vocabulary),).
    """

    centre: Vectors
    scale: Vectors
    vocabulary: tuple[str, ...]
    idf: Vectors

    @classmethod
    def fit(cls, texts: Sequence[str], layers: Vectors) -> FeatureSpace:
        """Learn the space from texts and their layers, of shape (n_texts, dim)."""
        from sklearn.feature_extraction.text import TfidfVectorizer

        min_texts = _MIN_TEXTS if len(texts) > 100 else 1
        tfidf = TfidfVectorizer(**_OPTIONS, min_df=min_texts).fit(texts)
        deviation = layers.std(axis=0)
        deviation[deviation < 1e-6] = 1
        return cls(
            centre=layers.mean(axis=0),
            scale=(deviation * np.sqrt(layers.shape[1])).astype(np.float32),
            vocabulary=tuple(tfidf.get_feature_names_out()),
            idf=tfidf.idf_.astype(np.float32),
        )

    @property
    def size(self) -> int:
        """How many features a sentence has."""
        return len(self.centre) + len(self.vocabulary)

    def transform(self, texts: Sequence[str], layers: Vectors) -> csr_matrix:
        """Return the features of `texts`, which belong together, of shape (n_texts, size).

        People of one study share subject and register, which says nothing about what a single
        sentence does. So the layers are taken from the mean of the texts themselves; of few texts
        it is drawn towards the mean of the examples.
        """
        from scipy.sparse import csr_matrix, hstack

        own = (layers.sum(axis=0) + _PRIOR_TEXTS * self.centre) / (len(layers) + _PRIOR_TEXTS)
        dense = csr_matrix(((layers - own) / self.scale).astype(np.float32))
        return hstack([dense, self._tfidf.transform(texts).astype(np.float32)]).tocsr()

    @cached_property
    def _tfidf(self) -> Any:
        from sklearn.feature_extraction.text import TfidfVectorizer

        tfidf = TfidfVectorizer(**_OPTIONS, vocabulary=list(self.vocabulary))
        tfidf.idf_ = self.idf.astype(np.float64)
        return tfidf


_OPTIONS: dict[str, Any] = {
    "ngram_range": _NGRAMS,
    "sublinear_tf": True,
    "token_pattern": _WORD,
    "lowercase": True,
}
