"""How well themes agree with those people found, and whether stability tells right from wrong.

    python benchmarks/themes.py [STUDY ...] [--json FILE]

Without a STUDY the sample study is measured. A STUDY is the sample study or a folder with
`transcripts/`, `sentences.tsv` and `themes.json` (see `gold.py`).

Two modes. *Codes given*: the codings of people are grouped. *End to end*: those of the machine.
A theme shared by three participants or more is found, and a promoted one is right, where the two
have the same code and share a quarter of their sentences (Jaccard index of at least 0.25); in the
sample study, where only coded passages are known, of their utterances. Intervals are 95%
percentile intervals over 1,000 resamples of the interviews, the themes held fixed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from gold import GoldTheme, covers_half, has_sentences, read_gold_themes, read_passages
from gold import transcripts_in as study_in

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, check_decisions, code_utterances, load_or_train
from interview_coder.context import InContext, put_in_context
from interview_coder.embedding import Embedded, Encoder, VectorCache, embed, load_encoder
from interview_coder.embedding.stage import said
from interview_coder.evidence import PromotionRule
from interview_coder.findings import Coding, Stability
from interview_coder.resources import find_resource
from interview_coder.segmentation import segment_study
from interview_coder.study import read_study
from interview_coder.themes import ClusterSettings, DensitySettings, find_themes
from interview_coder.themes.clustering import cluster
from interview_coder.transcript import Study, Utterance

MIN_PARTICIPANTS = 3
MIN_JACCARD = 0.25
WIDELY_SHARED = 4
MIN_UTTERANCES = 5
"""A code with fewer grouped utterances has no Rand index that says anything."""

N_RESAMPLES = 1_000
SEEDS = (0, 1, 2)
"""BERTopic's figures are means over so many random starts."""

ALL_CODES = "all"
OURS = "**ours, distance chosen by stability**"

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


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


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What a contestant made of a case in a mode.

    Attributes:
        counts: Gold themes found, gold themes, promoted themes that are right, promoted themes; of
            shape (4,).
        drawn: The same in each resample, of shape (n_resamples, 4).
        rand: Code to the adjusted Rand index; all codes together under "all".
        left_out: Share of the codings that are in no theme.
        promoted: The themes of three participants or more.
    """

    counts: Floats
    drawn: Floats
    rand: Mapping[str, float]
    left_out: float
    promoted: tuple[Group, ...] = ()


Contestant = Callable[[Case, Sequence[Coding]], list[list[Group]]]
"""Groups codings; once, or once for each random start."""


def main() -> None:
    """Measure each study and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("studies", nargs="*", type=Path, metavar="STUDY")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures, too")
    arguments = parser.parse_args()
    folders = arguments.studies or [find_resource("transcripts_sample")]
    with tempfile.TemporaryDirectory() as cache:
        encoder = VectorCache(encoder=load_encoder(), folder=Path(cache))
        coder = load_or_train(read_codebook(), encoder=encoder, folder=Path(cache))
        cases = [read_case(folder, coder, encoder) for folder in folders]
    figures: list[dict[str, Any]] = []
    for mode in cases[0].mode_to_codings:
        by_density, outcomes = ByDensity(), {}
        for name, contestant in _contestants(by_density).items():
            outcomes[name] = [measure(case, mode, contestant) for case in cases]
        figures += list(_figures(mode, cases, outcomes))
        print_agreement(mode, [row for row in figures if row["mode"] == mode])
        if by_density.without:
            print(f"\nUMAP cannot be fitted to: {', '.join(by_density.without)}.")
        figures.append(stability_of(mode, cases, outcomes[OURS]))
        print_stability(figures[-1])
        for case, outcome in zip(cases, outcomes[OURS], strict=True):
            if case.is_invented:
                figures.append(planted_of(mode, case, outcome))
                print_planted(figures[-1])
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1, default=float), encoding="utf-8")


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


def _contestants(by_density: ByDensity) -> dict[str, Contestant]:
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


def measure(case: Case, mode: str, contestant: Contestant) -> Outcome:
    """Let a contestant group the codings of a mode; random starts are averaged."""
    codings = case.mode_to_codings[mode]
    outcomes = [_judge(case, codings, groups) for groups in contestant(case, codings)]
    return Outcome(
        counts=np.mean([outcome.counts for outcome in outcomes], axis=0),
        drawn=np.mean([outcome.drawn for outcome in outcomes], axis=0),
        rand={
            code: float(np.mean([outcome.rand[code] for outcome in outcomes]))
            for code in outcomes[0].rand
        },
        left_out=float(np.mean([outcome.left_out for outcome in outcomes])),
        promoted=outcomes[0].promoted,
    )


def _judge(case: Case, codings: Sequence[Coding], groups: Sequence[Group]) -> Outcome:
    matching = Matching.of(case, groups)
    n_people = len(matching.people)
    random = np.random.default_rng(0)
    draws = random.multinomial(n_people, [1 / n_people] * n_people, size=N_RESAMPLES)
    placed = sum(len(group.utterances) for group in groups)
    return Outcome(
        counts=matching.count(np.ones(n_people)),
        drawn=np.array([matching.count(draw) for draw in draws]),
        rand=dict(_rand(case, groups)),
        left_out=1 - placed / max(1, len(codings)),
        promoted=tuple(g for g in groups if len(g.participants) >= MIN_PARTICIPANTS),
    )


@dataclass(frozen=True, kw_only=True)
class Matching:
    """Themes of people and of a contestant, ready to be compared however people are drawn.

    Attributes:
        people: Participants of the study.
        said_by: Number of the participant of each unit.
        same_code: Of shape (n_gold, n_groups).
        units: Of the gold themes and of the groups, of shape (n, n_units).
        voices: Likewise, of shape (n, n_people).
    """

    people: Sequence[str]
    said_by: npt.NDArray[np.intp]
    same_code: Bools
    units: tuple[Floats, Floats]
    voices: tuple[Floats, Floats]

    @classmethod
    def of(cls, case: Case, groups: Sequence[Group]) -> Matching:
        """Take the groups of a contestant beside the gold themes of the case."""
        people = [person.name for person in case.study.participants]
        units = sorted(case.unit_to_participant)

        def table(of: Sequence[Group], names: Sequence[str], attribute: str) -> Floats:
            number = {name: i for i, name in enumerate(names)}
            marks = np.zeros((len(of), len(names)))
            for row, group in enumerate(of):
                marks[row, [number[n] for n in getattr(group, attribute) if n in number]] = 1
            return marks

        return cls(
            people=people,
            said_by=np.array([people.index(case.unit_to_participant[unit]) for unit in units]),
            same_code=np.array(
                [[gold.code == group.code for group in groups] for gold in case.gold], dtype=bool
            ).reshape(len(case.gold), len(groups)),
            units=(table(case.gold, units, "units"), table(groups, units, "units")),
            voices=(
                table(case.gold, people, "participants"),
                table(groups, people, "participants"),
            ),
        )

    def count(self, drawn: npt.NDArray[Any]) -> Floats:
        """Count what is found and right, a sentence as often as its participant was drawn.

        What is shared stays shared; a theme of which nobody was drawn is not there.
        """
        weights = drawn[self.said_by]
        gold, groups = self.units
        common = (gold * weights) @ groups.T
        either = (gold @ weights)[:, None] + (groups @ weights)[None, :] - common
        is_shared, is_promoted = (
            (voices.sum(axis=1) >= MIN_PARTICIPANTS) & (voices @ drawn > 0)
            for voices in self.voices
        )
        match = self.same_code & (common >= MIN_JACCARD * either) & (common > 0)
        match &= is_shared[:, None] & is_promoted[None, :]
        found, right = match.any(axis=1).sum(), match.any(axis=0).sum()
        return np.array([found, is_shared.sum(), right, is_promoted.sum()], dtype=float)


def _rand(case: Case, groups: Iterable[Group]) -> Iterator[tuple[str, float]]:
    """Yield the index of each code over the utterances that people put in a theme of it.

    What a contestant left out, or did not code, is a theme of its own. The index of all codes
    together takes an utterance for each of its codes; as the codes keep themes apart, it is higher.
    """
    from sklearn.metrics import adjusted_rand_score

    theme_of = {(g.code, id_): i for i, g in enumerate(groups) for id_ in g.utterances}
    coded = {(coding.code, coding.utterance) for coding in case.mode_to_codings["codes given"]}
    gold_of: dict[tuple[str, str], int] = {}
    for number, gold in enumerate(case.gold):
        for id_ in gold.utterances:
            if (gold.code, id_) in coded:
                gold_of.setdefault((gold.code, id_), number)
    for code in (*(code.name for code in case.codebook.codes), ALL_CODES):
        own = [place for place in gold_of if code in (place[0], ALL_CODES)]
        if len(own) >= MIN_UTTERANCES:
            guess = [theme_of.get(place, -1 - i) for i, place in enumerate(own)]
            yield code, float(adjusted_rand_score([gold_of[place] for place in own], guess))


def _figures(
    mode: str, cases: Sequence[Case], outcomes: Mapping[str, Sequence[Outcome]]
) -> Iterator[dict[str, Any]]:
    """Yield a row a contestant and study, and one for all real studies together."""
    real = [number for number, case in enumerate(cases) if not case.is_invented]
    sets = [(case.name, [number]) for number, case in enumerate(cases)]
    if len(real) > 1:
        sets.append((f"**{len(real)} real studies**", real))
    for study, numbers in sets:
        for name, all_own in outcomes.items():
            own = [all_own[number] for number in numbers]
            counts = np.sum([outcome.counts for outcome in own], axis=0)
            drawn = np.sum([outcome.drawn for outcome in own], axis=0)
            by_code = [i for one in own for code, i in one.rand.items() if code != ALL_CODES]
            of_all = [one.rand[ALL_CODES] for one in own if ALL_CODES in one.rand]
            yield {
                "mode": mode,
                "study": study,
                "themes by": name,
                **dict(zip(("found", "gold", "right", "promoted"), counts.tolist(), strict=True)),
                "recall": _share(counts[0], counts[1]),
                "recall_interval": _interval(drawn[:, 0], drawn[:, 1]),
                "precision": _share(counts[2], counts[3]),
                "precision_interval": _interval(drawn[:, 2], drawn[:, 3]),
                "rand": float(np.mean(by_code)) if by_code else float("nan"),
                "rand_of_all": float(np.mean(of_all)) if of_all else float("nan"),
                "rand_by_code": own[0].rand if len(own) == 1 else {},
                "left_out": float(np.mean([outcome.left_out for outcome in own])),
            }


def _share(part: float, whole: float) -> float:
    return float(part / whole) if whole else float("nan")


def _interval(parts: Floats, wholes: Floats) -> tuple[float, float]:
    """Return the 95% interval of a share over the resamples in which there is one."""
    there = wholes > 0
    if not there.any():
        return float("nan"), float("nan")
    low, high = np.quantile(parts[there] / wholes[there], [0.025, 0.975])
    return float(low), float(high)


def stability_of(mode: str, cases: Sequence[Case], outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """Return how stable promoted themes are that are right, and how stable wrong ones are."""
    from sklearn.metrics import roc_auc_score

    is_right, measures = [], []
    for case, outcome in zip(cases, outcomes, strict=True):
        shared = [gold for gold in case.gold if len(gold.participants) >= MIN_PARTICIPANTS]
        for group in outcome.promoted:
            if group.stability is not None:
                is_right.append(any(group.is_like(gold) for gold in shared))
                measures.append((group.stability.left_out_holds, group.stability.bootstrap_holds))
    right, values = np.array(is_right, dtype=bool), np.array(measures).reshape(-1, 2)
    has_both = 0 < right.sum() < len(right)
    return {
        "mode": mode,
        "stability": {
            name: {
                "n_right": int(right.sum()),
                "n_wrong": int((~right).sum()),
                "right": float(values[right, i].mean()) if right.any() else float("nan"),
                "wrong": float(values[~right, i].mean()) if (~right).any() else float("nan"),
                "auc": float(roc_auc_score(right, values[:, i])) if has_both else float("nan"),
            }
            for i, name in enumerate(("left_out_holds", "bootstrap_holds"))
        },
    }


def print_agreement(mode: str, rows: Iterable[Mapping[str, Any]]) -> None:
    """Print what each contestant finds."""
    print(f"\n## {mode[0].upper()}{mode[1:]}\n")
    print("| study | themes by | found | 95% | right | 95% | Rand | all codes | in no theme |")
    print("|---|---|---|---|---|---|---|---|---|")
    for row in rows:
        cells = [row["study"], row["themes by"]]
        for part, whole, share in (("found", "gold", "recall"), ("right", "promoted", "precision")):
            low, high = row[f"{share}_interval"]
            cells.append(f"{row[part]:.3g} of {row[whole]:.3g} ({_percent(row[share])})")
            cells.append(f"{_percent(low)}–{_percent(high)}")
        cells += [f"{row['rand']:.2f}", f"{row['rand_of_all']:.2f}", _percent(row["left_out"])]
        print(f"| {' | '.join(cells)} |")


def _percent(share: float) -> str:
    return "–" if np.isnan(share) else f"{share:.0%}"


def print_stability(figures: Mapping[str, Any]) -> None:
    """Print whether stability tells right themes from wrong ones."""
    print("\n| promoted themes of all studies | right | wrong | AUC |\n|---|---|---|---|")
    for name, own in figures["stability"].items():
        print(
            f"| {name} | {own['right']:.2f} (n={own['n_right']}) "
            f"| {own['wrong']:.2f} (n={own['n_wrong']}) | {own['auc']:.2f} |"
        )


def planted_of(mode: str, case: Case, outcome: Outcome) -> dict[str, Any]:
    """Return which planted themes of the sample were promoted, those of most people first."""
    rows = []
    for gold in sorted(case.gold, key=lambda gold: -len(gold.participants)):
        like = [group for group in outcome.promoted if gold.is_like(group)]
        best = max(like, key=lambda group: len(group.units & gold.units), default=None)
        n = len(gold.participants)
        rows.append(
            {
                "theme": gold.label,
                "code": gold.code,
                "participants": n,
                "promoted": best is not None,
                "wrong": n >= WIDELY_SHARED if best is None else n < MIN_PARTICIPANTS,
                "of_planted": len(best.units & gold.units) if best else 0,
                "planted_utterances": len(gold.units),
                "theme_utterances": len(best.units) if best else 0,
                "theme_participants": len(best.participants) if best else 0,
            }
        )
    return {"mode": mode, "planted": rows}


def print_planted(figures: Mapping[str, Any]) -> None:
    """Print the planted themes; those of four or more must be promoted, those of two must not."""
    print("\n| planted theme | code | participants | promoted | its utterances | in a theme of |")
    print("|---|---|---|---|---|---|")
    for row in figures["planted"]:
        told = ("yes" if row["promoted"] else "no") + (" **(wrong)**" if row["wrong"] else "")
        where = f"{row['theme_utterances']} utterances, {row['theme_participants']} participants"
        print(
            f"| {row['theme']} | {row['code']} | {row['participants']} | {told} "
            f"| {row['of_planted']} of {row['planted_utterances']} "
            f"| {where if row['promoted'] else ''} |"
        )


if __name__ == "__main__":
    main()
