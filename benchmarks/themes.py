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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from theme_contestants import (
    MIN_JACCARD,
    MIN_PARTICIPANTS,
    OURS,
    ByDensity,
    Case,
    Contestant,
    Group,
    contestants,
    read_case,
)

from interview_coder.codebook import read_codebook
from interview_coder.coding import load_or_train
from interview_coder.embedding import VectorCache, load_encoder
from interview_coder.findings import Coding
from interview_coder.resources import find_resource

WIDELY_SHARED = 4
MIN_UTTERANCES = 5
"""A code with fewer grouped utterances has no Rand index that says anything."""

N_RESAMPLES = 1_000
ALL_CODES = "all"

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]


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
        for name, contestant in contestants(by_density).items():
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
            low, high = map(_percent, row[f"{share}_interval"])
            cells.append(f"{row[part]:.3g} of {row[whole]:.3g} ({_percent(row[share])})")
            cells.append("–" if low == "–" else f"{low}–{high}")
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
