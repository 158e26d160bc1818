"""The theme stage: codings in, themes out, code by code."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from interview_coder.codebook import Code
from interview_coder.context import InContext, unit
from interview_coder.embedding.encoder import Vectors
from interview_coder.embedding.stage import said
from interview_coder.evidence import PromotionRule, Voice, promote
from interview_coder.findings import (
    MACHINE,
    Coding,
    Quote,
    Stability,
    SubTheme,
    Theme,
    ThemeDecision,
    quote_of,
)
from interview_coder.themes.clustering import ClusterSettings, Labels, cluster
from interview_coder.themes.decisions import Decided, decide
from interview_coder.themes.density import FEWEST_TEXTS, DensitySettings, cluster_by_density
from interview_coder.themes.keywords import choose_keywords, names_in
from interview_coder.themes.labels import Candidate, choose_label
from interview_coder.themes.stability import measure_stability
from interview_coder.themes.topics import Topic, describe
from interview_coder.transcript import Span, Study, Utterance
from interview_coder.wording import words


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """What came of looking for themes.

    Attributes:
        themes: Code by code, the most widely shared first.
        codings: With their theme, in the order given; every coding is in exactly one.
        max_distances: Code to the distance up to which its themes were joined; without the codes
            that were clustered by density or have no codings.
        notes: Decisions about themes that found nothing to act on.
    """

    themes: tuple[Theme, ...]
    codings: tuple[Coding, ...]
    max_distances: Mapping[str, float]
    notes: tuple[str, ...]


def find_themes(
    context: InContext,
    codings: Sequence[Coding],
    *,
    codes: Iterable[Code],
    settings: ClusterSettings | DensitySettings,
    rule: PromotionRule,
    precision: Mapping[str, float],
    decisions: Sequence[ThemeDecision] = (),
) -> Found:
    """Group the utterances of each code into themes.

    Args:
        context: The utterances of the study, in context.
        codings: Asserted codings.
        codes: In the order of the result.
        settings: How wide, or how dense, a theme may be.
        rule: When it is promoted.
        precision: Code to the share of the machine's codings that are right.
        decisions: Of people about themes, checked against the study.
    """
    id_to_row = {utterance.id: row for row, utterance in enumerate(context.utterances)}
    themes: list[Theme] = []
    notes: list[str] = []
    max_distances = {}
    names = names_in(context.study)
    # What people call themes is taken before the machine looks for phrases.
    taken = {" ".join(words(decision.label)) for decision in decisions if decision.label}
    in_order = sorted(codings, key=lambda coding: id_to_row[coding.utterance])
    for code in codes:
        own = tuple(coding for coding in in_order if coding.code == code.name)
        material = _Material(
            context=context,
            names=names,
            code=code,
            codings=own,
            rows=tuple(id_to_row[coding.utterance] for coding in own),
        )
        grouped = _group(material, settings=settings, rule=rule, decisions=decisions)
        themes += _themes(
            material, grouped, rule=rule, precision=precision.get(code.name, 1.0), taken=taken
        )
        notes += grouped.decided.notes
        if grouped.max_distance is not None:
            max_distances[code.name] = grouped.max_distance
    theme_of = {(theme.code, id_): theme.id for theme in themes for id_ in theme.utterances}
    return Found(
        themes=tuple(themes),
        codings=tuple(replace(c, theme=theme_of[c.code, c.utterance]) for c in codings),
        max_distances=max_distances,
        notes=tuple(notes),
    )


@dataclass(frozen=True, kw_only=True)
class _Material:
    """What the themes of one code are made from; one coding an utterance."""

    context: InContext
    names: frozenset[str]
    code: Code
    codings: tuple[Coding, ...]
    rows: tuple[int, ...]

    @property
    def study(self) -> Study:
        return self.context.study

    @cached_property
    def vectors(self) -> Vectors:
        vectors: Vectors = self.context.vectors[list(self.rows)]
        return vectors

    @cached_property
    def own(self) -> list[Utterance]:
        return [self.context.utterances[row] for row in self.rows]

    @cached_property
    def participants(self) -> list[str]:
        return [utterance.participant for utterance in self.own]

    def voice(self, i: int) -> Voice:
        return Voice(self.participants[i], by_person=self.codings[i].coder != MACHINE)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Grouped:
    """The utterances of a code, grouped; numbers of utterances are those of the material."""

    decided: Decided
    sub_labels: Labels
    max_distance: float | None
    stability: Sequence[Stability | None]

    @property
    def labels(self) -> Labels:
        return self.decided.labels


def _group(
    material: _Material,
    *,
    settings: ClusterSettings | DensitySettings,
    rule: PromotionRule,
    decisions: Iterable[ThemeDecision],
) -> _Grouped:
    vectors, participants = material.vectors, material.participants
    about_code = [decision for decision in decisions if decision.code == material.code.name]
    ids = [utterance.id for utterance in material.own]
    if isinstance(settings, DensitySettings) and len(vectors) >= FEWEST_TEXTS:
        decided = decide(cluster_by_density(vectors, settings=settings), ids, about_code)
        n_themes = int(decided.labels.max(initial=-1)) + 1
        return _Grouped(
            decided=decided,
            sub_labels=decided.labels,
            max_distance=None,
            stability=[None] * n_themes,
        )
    linkage = settings if isinstance(settings, ClusterSettings) else ClusterSettings()
    found = cluster(vectors, participants=participants, settings=linkage)
    decided = decide(found.labels, ids, about_code)
    stability = measure_stability(
        vectors,
        decided.labels,
        participants=participants,
        n_study=len(material.study.participants),
        max_distance=found.max_distance,
        min_participants=rule.n_needed(len(material.study.participants)),
    )
    return _Grouped(
        decided=decided,
        sub_labels=found.sub_labels,
        max_distance=found.max_distance if len(vectors) else None,
        stability=stability,
    )


def _themes(
    material: _Material,
    grouped: _Grouped,
    *,
    rule: PromotionRule,
    precision: float,
    taken: set[str],
) -> Iterator[Theme]:
    study, code = material.study, material.code
    texts = [said(study, utterance) for utterance in material.own]
    topics = describe(texts, grouped.labels, vectors=material.vectors, language=study.language)
    for number, label in enumerate(_by_breadth(material, grouped.labels), start=1):
        group = _Group.of(material, np.flatnonzero(grouped.labels == label))
        said_by = [(texts[i], material.participants[i]) for i in group.members]
        topic = _favour_shared(topics[label], said_by)
        phrase = _label(material, group, topic=topic, taken=taken)
        renamed = grouped.decided.names.get(label)
        id_ = f"{code.name}-{number:02d}"
        yield Theme(
            id=id_,
            code=code.name,
            layer=code.layer,
            label=renamed.label if renamed else phrase.text,
            labelled_by=renamed.coder if renamed else "",
            label_quote=phrase,
            keywords=choose_keywords(
                topic.words,
                texts=[text for text, _ in said_by],
                names=material.names,
                language=study.language,
            ),
            utterances=tuple(material.own[i].id for i in group.members),
            sub_themes=tuple(_sub_themes(material, grouped, group, theme=id_, topic=topic)),
            promotion=promote(
                (material.voice(i) for i in group.members),
                n_study=len(study.participants),
                rule=rule,
                precision=precision,
            ),
            stability=grouped.stability[label],
        )


def _sub_themes(
    material: _Material, grouped: _Grouped, group: _Group, *, theme: str, topic: Topic
) -> Iterator[SubTheme]:
    """Yield the narrower clusters inside a theme, unless there is only one."""
    inside = grouped.sub_labels[list(group.members)]
    if len(set(inside.tolist())) < 2:
        return
    taken: set[str] = set()
    for number, label in enumerate(_by_breadth(material, inside, within=group.members), start=1):
        sub = _Group.of(material, np.array(group.members)[inside == label])
        phrase = _label(material, sub, topic=topic, taken=taken)
        yield SubTheme(
            id=f"{theme}.{number}",
            label=phrase.text,
            label_quote=phrase,
            utterances=tuple(material.own[i].id for i in sub.members),
            participants=tuple(sorted({material.participants[i] for i in sub.members})),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """Utterances that say the same; the most typical first."""

    members: tuple[int, ...]
    typicality: tuple[float, ...]

    @classmethod
    def of(cls, material: _Material, members: npt.NDArray[np.intp]) -> _Group:
        vectors = material.vectors[members]
        centre = unit(vectors.mean(axis=0, keepdims=True))[0]
        # Rounded, so that equally typical utterances keep the order of speech.
        typicality = np.round(vectors @ centre, 6)
        order = np.argsort(-typicality, kind="stable")
        return cls(
            members=tuple(members[order].tolist()), typicality=tuple(typicality[order].tolist())
        )


def _by_breadth(
    material: _Material, labels: Labels, *, within: Sequence[int] | None = None
) -> list[int]:
    """Return cluster numbers, the most widely shared first."""
    numbers = range(len(labels)) if within is None else within
    groups: dict[int, list[int]] = defaultdict(list)
    for i, label in zip(numbers, labels.tolist(), strict=True):
        groups[label].append(i)

    def breadth(label: int) -> tuple[int, int, int]:
        voices = {material.participants[i] for i in groups[label]}
        return -len(voices), -len(groups[label]), min(groups[label])

    return sorted(groups, key=breadth)


def _favour_shared(topic: Topic, said_by: Iterable[tuple[str, str]]) -> Topic:
    """Weigh words by how many people of the theme use them: a theme is what they share.

    Args:
        topic: Of the theme.
        said_by: Text and participant of each of its utterances.
    """
    word_to_people: dict[str, set[str]] = defaultdict(set)
    for text, participant in said_by:
        for word in words(text):
            word_to_people[word].add(participant)
    weights = {word: weight * len(word_to_people[word]) for word, weight in topic.words.items()}
    ranked = sorted(weights.items(), key=lambda pair: (-round(pair[1], 9), pair[0]))
    return Topic(words=dict(ranked))


def _label(material: _Material, group: _Group, *, topic: Topic, taken: set[str]) -> Quote:
    """Cut a label out of one of the utterances, a verbatim slice of the transcript; it is taken."""
    candidates = [
        Candidate(text=material.study.quote(material.own[i]), typicality=typicality)
        for i, typicality in zip(group.members, group.typicality, strict=True)
    ]
    label = choose_label(candidates, weights=topic.words, taken=taken)
    utterance = material.own[group.members[label.index]]
    offset = utterance.span.start
    span = Span(start=offset + label.span.start, end=offset + label.span.end)
    phrase = quote_of(material.study, replace(utterance, span=span))
    taken.add(" ".join(words(phrase.text)))
    return phrase
