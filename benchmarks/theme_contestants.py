"""Studies with the themes of people, and what groups their codings: ours, and the baselines."""

from __future__ import annotations

import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gold import GoldTheme, covers_half, has_sentences, read_gold_themes, read_passages
from gold import transcripts_in as study_in

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, check_decisions, code_utterances
from interview_coder.context import InContext, put_in_context
from interview_coder.embedding import Embedded, Encoder, embed
from interview_coder.embedding.stage import said
from interview_coder.evidence import PromotionRule
from interview_coder.findings import Coding, Stability
from interview_coder.segmentation import segment_study
from interview_coder.study import read_study
from interview_coder.themes import ClusterSettings, DensitySettings, find_themes
from interview_coder.themes.clustering import cluster
from interview_coder.transcript import Study, Utterance

MIN_PARTICIPANTS = 3
MIN_JACCARD = 0.25
SEEDS = (0, 1, 2)
"""BERTopic's figures are means over so many random starts."""

OURS = "**ours, distance chosen by stability**"


@dataclass(frozen=True, kw_only=True)
class Case:
    """A study with the themes that people found in it.

    Attributes:
        name: As the tables call it.
        is_invented: Whether it is the sample study.
        study: Its transcripts.
        utterances: Its utterances, in order.
        embedded: Their vectors.
        context: The utterances, in context.
        codebook: What it is coded with.
        gold: The themes of people, of two participants or one, too.
        unit_to_participant: What is compared (sentences; in the sample, utterances) to who said it.
        units: Utterance to its units.
        mode_to_codings: Codings of people, and of the machine.
    """

    name: str
    is_invented: bool
    study: Study
    utterances: tuple[Utterance, ...]
    embedded: Embedded
    context: InContext
    codebook: Codebook
    gold: tuple[Group, ...]
    unit_to_participant: Mapping[str, str]
    units: Mapping[str, frozenset[str]]
    mode_to_codings: Mapping[str, tuple[Coding, ...]]


@dataclass(frozen=True, kw_only=True)
class Group:
    """A theme of people, or of a contestant.

    Attributes:
        code: Its code.
        label: What people called it.
        units: What is compared.
        participants: Who voices it.
        utterances: Ids of its utterances.
        stability: Whether it comes back; None where that was not measured.
    """

    code: str
    label: str = ""
    units: frozenset[str]
    participants: frozenset[str]
    utterances: tuple[str, ...]
    stability: Stability | None = None

    def is_like(self, other: Group) -> bool:
        """Whether the two are the same theme."""
        common, either = self.units & other.units, self.units | other.units
        return self.code == other.code and len(common) >= MIN_JACCARD * len(either) > 0


Contestant = Callable[[Case, Sequence[Coding]], list[list[Group]]]
"""Groups codings; once, or once for each random start."""


def read_case(folder: Path, coder: MachineCoder, encoder: Encoder) -> Case:
    """Read a study and its themes, encode it, and let the machine code it."""
    study = read_study(study_in(folder))
    utterances = segment_study(study)
    embedded = embed(study, utterances, encoder=encoder)
    codebook = read_codebook()
    codes = [code.name for code in codebook.codes]
    passages = {t.name: read_passages(folder, t) for t in study.transcripts}
    covered = {
        u.id: [p for p in passages[u.transcript] if covers_half(u.span, p.span)] for u in utterances
    }
    by_people = tuple(
        Coding(utterance=utterance.id, code=code, coder="gold", confidence=1.0)
        for utterance in utterances
        for code in codes
        if any(code in passage.codes for passage in covered[utterance.id])
    )
    by_machine = code_utterances(
        study,
        utterances,
        embedded=embedded,
        coder=coder,
        decisions=check_decisions((), study=study, utterances=utterances, codes=codes),
        question_types=codebook.question_types,
    ).codings
    is_invented = not has_sentences(folder)
    ids = {id_: frozenset(passage.id for passage in own) for id_, own in covered.items()}
    units = {id_: frozenset({id_}) for id_ in ids} if is_invented else ids
    return Case(
        name=folder.resolve().name,
        is_invented=is_invented,
        study=study,
        utterances=utterances,
        embedded=embedded,
        context=put_in_context(study, utterances, embedded.said),
        codebook=codebook,
        gold=tuple(
            _gold_group(theme, [u for u in utterances if ids[u.id] & theme.passages], units=units)
            for theme in read_gold_themes(folder)
        ),
        unit_to_participant={unit: u.participant for u in utterances for unit in units[u.id]},
        units=units,
        mode_to_codings={"codes given": by_people, "end to end": by_machine},
    )


def _gold_group(
    theme: GoldTheme, own: Iterable[Utterance], *, units: Mapping[str, frozenset[str]]
) -> Group:
    own = list(own)
    compared = frozenset(unit for utterance in own for unit in units[utterance.id])
    return Group(
        code=theme.code,
        label=theme.label,
        # A sentence beside the theme's own, in the same utterance, is not of the theme.
        units=compared & theme.passages or compared,
        participants=frozenset(utterance.participant for utterance in own),
        utterances=tuple(utterance.id for utterance in own),
    )


def contestants(by_density: ByDensity) -> dict[str, Contestant]:
    """Return what is compared, by what the tables call it."""
    return {
        OURS: lambda case, codings: [ours(case, codings, ClusterSettings())],
        "ours, distance 0.80": lambda case, codings: [
            ours(case, codings, ClusterSettings(max_distance=0.80))
        ],
        "ours, distance 0.88": lambda case, codings: [
            ours(case, codings, ClusterSettings(max_distance=0.88))
        ],
        "ours, DensitySettings": lambda case, codings: [ours(case, codings, DensitySettings())],
        "average linkage, plain vectors, 0.6": plain_linkage,
        "BERTopic, code by code": by_density.code_by_code,
        "BERTopic, all codes together": by_density.together,
    }


def ours(
    case: Case, codings: Sequence[Coding], settings: ClusterSettings | DensitySettings
) -> list[Group]:
    """Group codings as an analysis does."""
    found = find_themes(
        case.context,
        codings,
        codes=case.codebook.codes,
        settings=settings,
        rule=PromotionRule(min_participants=MIN_PARTICIPANTS),
        precision={},
    )
    return [_group(case, t.code, t.utterances, stability=t.stability) for t in found.themes]


def plain_linkage(case: Case, codings: Sequence[Coding]) -> list[list[Group]]:
    """Group by average linkage on the sentences' own vectors."""
    settings = ClusterSettings(max_distance=0.6)
    groups: list[Group] = []
    for code, rows in _rows_by_code(case, codings).items():
        labels = cluster(case.embedded.said.sentences[rows], settings=settings).labels
        groups += _groups_of(case, code, rows, labels.tolist())
    return [groups]


class ByDensity:
    """BERTopic with its defaults (UMAP, HDBSCAN) on the sentences' own vectors.

    Attributes:
        without: Studies and codes to which UMAP could not be fitted, in the order of trial.
    """

    def __init__(self) -> None:
        self.without: dict[str, None] = {}

    def code_by_code(self, case: Case, codings: Sequence[Coding]) -> list[list[Group]]:
        """Fit each code for itself; where that fails, take the topics of all codes together."""
        return list(self._runs(case, codings, is_by_code=True))

    def together(self, case: Case, codings: Sequence[Coding]) -> list[list[Group]]:
        """Fit all coded utterances; a theme is what a topic holds of a code."""
        return list(self._runs(case, codings, is_by_code=False))

    def _runs(
        self, case: Case, codings: Sequence[Coding], *, is_by_code: bool
    ) -> Iterator[list[Group]]:
        rows_by_code = _rows_by_code(case, codings)
        everything = sorted({row for rows in rows_by_code.values() for row in rows})
        for seed in SEEDS:
            topics = _topics(case, everything, seed=seed) or [-1] * len(everything)
            topic_of = dict(zip(everything, topics, strict=True))
            groups: list[Group] = []
            for code, rows in rows_by_code.items():
                own = _topics(case, rows, seed=seed) if is_by_code else None
                if own is None and is_by_code:
                    self.without[f"{case.name} {code} ({len(rows)})"] = None
                groups += _groups_of(case, code, rows, own or [topic_of[row] for row in rows])
            yield groups


def _topics(case: Case, rows: Sequence[int], *, seed: int) -> list[int] | None:
    """Return BERTopic's topic of each row, -1 for none; None where UMAP cannot be fitted."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder
    from umap import UMAP

    # BERTopic's own UMAP, but for the seed, without which no figure could be had twice.
    reduction = UMAP(
        n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed
    )
    texts = [said(case.study, case.utterances[row]) for row in rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            topics, _ = BERTopic(
                embedding_model=BaseEmbedder(), umap_model=reduction
            ).fit_transform(texts, embeddings=case.embedded.said.sentences[list(rows)])
        except (TypeError, ValueError):  # too few texts: SciPy and scikit-learn say so in many ways
            return None
    return [int(topic) for topic in topics]


def _rows_by_code(case: Case, codings: Iterable[Coding]) -> dict[str, list[int]]:
    id_to_row = {utterance.id: row for row, utterance in enumerate(case.utterances)}
    rows: dict[str, list[int]] = defaultdict(list)
    for coding in codings:
        rows[coding.code].append(id_to_row[coding.utterance])
    return dict(rows)


def _groups_of(
    case: Case, code: str, rows: Sequence[int], labels: Sequence[int]
) -> Iterator[Group]:
    for label in sorted(set(labels) - {-1}):
        pairs = zip(rows, labels, strict=True)
        yield _group(case, code, [case.utterances[row].id for row, own in pairs if own == label])


def _group(
    case: Case, code: str, ids: Sequence[str], *, stability: Stability | None = None
) -> Group:
    who = {utterance.id: utterance.participant for utterance in case.utterances}
    return Group(
        code=code,
        units=frozenset(unit for id_ in ids for unit in case.units[id_]),
        participants=frozenset(who[id_] for id_ in ids),
        utterances=tuple(ids),
        stability=stability,
    )
