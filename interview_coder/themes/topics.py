"""BERTopic on clusters that are already known: class-based TF-IDF says what sets each apart.

Grootendorst (2022), arXiv:2203.05794. The clusters are ours, because a theme must be found again
in the next run: nothing here is random, and there is no bin for outliers.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from interview_coder.embedding.encoder import Vectors
from interview_coder.themes.clustering import Labels
from interview_coder.wording import content_words, words


@dataclass(frozen=True, kw_only=True, slots=True)
class Topic:
    """What BERTopic says of a cluster.

    Attributes:
        words: Its words with their class-based TF-IDF, strongest first; no stop words or fillers.
    """

    words: Mapping[str, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class _KnownClusters:
    """Stands where BERTopic expects a clustering model."""

    labels_: Labels

    def fit(self, vectors: Vectors, y: object = None) -> _KnownClusters:
        return self

    def predict(self, vectors: Vectors) -> Labels:
        return self.labels_


def describe(
    texts: Sequence[str], labels: Labels, *, vectors: Vectors, language: str
) -> list[Topic]:
    """Return the topic of each cluster, in the order of the cluster numbers.

    Args:
        texts: What was said, cleaned; row i belongs to `labels[i]`.
        labels: Cluster numbers from 0, none left out.
        vectors: Of shape (n_texts, dim).
        language: For stop words.
    """
    if not texts:
        return []
    said = {word for text in texts for word in _counted(text, language)}
    if len(said) < 2:  # one word sets nothing apart, and BERTopic cannot rank it
        return [Topic(words=dict.fromkeys(sorted(said), 1.0)) for _ in range(int(labels.max()) + 1)]
    model = _model(labels, language=language)
    with warnings.catch_warnings():
        # Clusters of few texts are what we have; BERTopic and scikit-learn warn of each.
        warnings.simplefilter("ignore")
        topics, _ = model.fit_transform(list(texts), embeddings=vectors)
    topic_of = {int(label): int(topic) for label, topic in zip(labels, topics, strict=True)}
    return [Topic(words=_words(model, topic_of[label])) for label in range(len(topic_of))]


def _model(labels: Labels, *, language: str) -> Any:
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from bertopic.dimensionality import BaseDimensionalityReduction
    from bertopic.vectorizers import ClassTfidfTransformer
    from sklearn.feature_extraction.text import CountVectorizer

    return BERTopic(
        embedding_model=BaseEmbedder(),
        umap_model=BaseDimensionalityReduction(),
        hdbscan_model=_KnownClusters(labels_=labels),
        vectorizer_model=CountVectorizer(analyzer=partial(_counted, language=language)),
        ctfidf_model=ClassTfidfTransformer(reduce_frequent_words=True),
        top_n_words=30,
        calculate_probabilities=False,
        verbose=False,
    )


def _counted(text: str, language: str) -> list[str]:
    """A text of stop words alone keeps its words: BERTopic needs something to count."""
    return content_words(text, language=language) or words(text) or ["…"]


def _words(model: Any, topic: int) -> dict[str, float]:
    pairs = [(word, float(weight)) for word, weight in model.get_topic(topic) if word]
    # Equal weights come in the order of BERTopic's sort; by name they come in ours.
    pairs.sort(key=lambda pair: (-round(pair[1], 9), pair[0]))
    return dict(pairs)
