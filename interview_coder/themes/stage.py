"""The theme stage: codings in, themes out, code by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from interview_coder.codebook import Code
from interview_coder.embedding import Encoding
from interview_coder.embedding.encoder import Vectors
from interview_coder.embedding.stage import said
from interview_coder.evidence import PromotionRule, promote
from interview_coder.findings import Coding, Quote, Theme, quote_of
from interview_coder.themes.clustering import ClusterSettings, Labels, cluster
from interview_coder.themes.context import contextual_vectors, unit
from interview_coder.themes.labels import Candidate, choose_keywords, choose_label
from interview_coder.themes.topics import Topic, describe
from interview_coder.transcript import Span, Study, Utterance
from interview_coder.wording import words


@dataclass(frozen=True, kw_only=True, slots=True)
class _Material:
    """What every code's themes are made from: the study, its utterances and their vectors."""

    study: Study
    utterances: Sequence[Utterance]
    vectors: Vectors
    id_to_row: Mapping[str, int]

    def rows(self, codings: Sequence[Coding]) -> list[int]:
        return [self.id_to_row[coding.utterance] for coding in codings]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Cluster:
    """Utterances of one code that say the same; rows of the material, the most typical first."""

    rows: tuple[int, ...]
    typicality: tuple[float, ...]
    topic: Topic


def find_themes(
    study: Study,
    utterances: Sequence[Utterance],
    codings: Sequence[Coding],
    *,
    codes: Iterable[Code],
    encoding: Encoding,
    settings: ClusterSettings,
    rule: PromotionRule,
) -> tuple[tuple[Theme, ...], tuple[Coding, ...]]:
    """Group the utterances of each code into themes.

    Args:
        study: Where they were said.
        utterances: All utterances of the study, in order.
        codings: Asserted codings.
        codes: In the order of the result.
        encoding: Vectors of the utterances, row by row.
        settings: How wide a theme may be.
        rule: When it is promoted.

    Returns:
        The themes, code by code, the most widely shared first; and the codings with their theme,
        in the order given. Every coding is in exactly one theme.
    """
    material = _Material(
        study=study,
        utterances=utterances,
        vectors=contextual_vectors(utterances, encoding),
        id_to_row={utterance.id: row for row, utterance in enumerate(utterances)},
    )
    themes: list[Theme] = []
    for code in codes:
        own = [coding for coding in codings if coding.code == code.name]
        clusters = _clusters(material, own, settings=settings)
        themes += _themes(material, clusters, code=code, rule=rule)
    theme_of = {(theme.code, id_): theme.id for theme in themes for id_ in theme.utterances}
    placed = tuple(replace(c, theme=theme_of[c.code, c.utterance]) for c in codings)
    return tuple(themes), placed


def _clusters(
    material: _Material, codings: Sequence[Coding], *, settings: ClusterSettings
) -> list[_Cluster]:
    rows = material.rows(codings)
    vectors = material.vectors[rows]
    labels = cluster(vectors, settings=settings)
    texts = [said(material.study, material.utterances[row]) for row in rows]
    topics = describe(texts, labels, vectors=vectors, language=material.study.language)
    spoken_by = [material.utterances[row].participant for row in rows]
    return [
        _sorted_by_typicality(
            rows, vectors, labels, label, _favour_shared(topic, texts, spoken_by, labels == label)
        )
        for label, topic in enumerate(topics)
    ]


def _favour_shared(
    topic: Topic, texts: Sequence[str], spoken_by: Sequence[str], is_in: npt.NDArray[np.bool_]
) -> Topic:
    """Weigh words by how many people of the cluster use them: a theme is what they share."""
    word_to_people: dict[str, set[str]] = defaultdict(set)
    for row in np.flatnonzero(is_in).tolist():
        for word in words(texts[row]):
            word_to_people[word].add(spoken_by[row])
    weights = {word: weight * len(word_to_people[word]) for word, weight in topic.words.items()}
    ranked = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return Topic(words=dict(ranked))


def _sorted_by_typicality(
    rows: Sequence[int], vectors: Vectors, labels: Labels, label: int, topic: Topic
) -> _Cluster:
    members = np.flatnonzero(labels == label)
    centre = unit(vectors[members].mean(axis=0, keepdims=True))[0]
    # Rounded, so that equally typical utterances keep the order of speech.
    typicality = [round(float(vectors[member] @ centre), 6) for member in members]
    order = sorted(range(len(members)), key=lambda i: (-typicality[i], i))
    return _Cluster(
        rows=tuple(rows[members[i]] for i in order),
        typicality=tuple(typicality[i] for i in order),
        topic=topic,
    )


def _themes(
    material: _Material, clusters: Sequence[_Cluster], *, code: Code, rule: PromotionRule
) -> Iterator[Theme]:
    def breadth(cluster: _Cluster) -> tuple[int, int, int]:
        voices = {material.utterances[row].participant for row in cluster.rows}
        return -len(voices), -len(cluster.rows), min(cluster.rows)

    taken: set[str] = set()
    for number, found in enumerate(sorted(clusters, key=breadth), start=1):
        utterances = [material.utterances[row] for row in found.rows]
        label = _label(material, found, taken=taken)
        taken.add(" ".join(words(label.text)))
        yield Theme(
            id=f"{code.name}-{number:02d}",
            code=code.name,
            layer=code.layer,
            label=label.text,
            label_quote=label,
            keywords=choose_keywords(
                found.topic.words, names=_names(material.study), language=material.study.language
            ),
            utterances=tuple(utterance.id for utterance in utterances),
            promotion=promote(
                (utterance.participant for utterance in utterances),
                n_study=len(material.study.participants),
                rule=rule,
            ),
        )


def _label(material: _Material, found: _Cluster, *, taken: set[str]) -> Quote:
    """Cut the label out of one of the utterances; it stays a verbatim slice of the transcript."""
    candidates = [
        Candidate(text=material.study.quote(material.utterances[row]), typicality=typicality)
        for row, typicality in zip(found.rows, found.typicality, strict=True)
    ]
    label = choose_label(candidates, weights=found.topic.words, taken=taken)
    utterance = material.utterances[found.rows[label.index]]
    offset = utterance.span.start
    span = Span(start=offset + label.span.start, end=offset + label.span.end)
    return quote_of(material.study, replace(utterance, span=span))


def _names(study: Study) -> frozenset[str]:
    return frozenset(word for person in study.participants for word in words(person.name))
