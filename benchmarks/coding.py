"""How well the machine coder agrees with people, and what it learns from their corrections.

    python benchmarks/coding.py [STUDY ...]

Without a STUDY the sample study is measured. A STUDY is the sample study or a folder with
`transcripts/` and `sentences.tsv` (columns id, participant, codes, text; codes is `none`, one code
or several joined by `+`, or `?` where annotators disagreed: not counted).

Each utterance is compared with the codes of the sentences that it covers by half, or that cover it
by half. Intervals are 95% percentile intervals over 1,000 resamples of the interviews. Baselines in
the same run: the codes of the codebook's nearest example, and zero-shot (the code whose definition
is nearest, as often as codes stand in the codebook's examples).
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import numpy.typing as npt
from gold import UNDECIDED, covers_half, read_passages, transcripts_in

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, check_decisions, code_utterances, load_or_train
from interview_coder.coding.calibration import agreement
from interview_coder.coding.stage import Coded
from interview_coder.embedding import Embedded, Encoder, VectorCache, embed, load_encoder
from interview_coder.findings import Decision
from interview_coder.resources import find_resource
from interview_coder.segmentation import segment_study
from interview_coder.study import read_study
from interview_coder.transcript import Study, Utterance

Table = npt.NDArray[np.bool_]
"""Whether an utterance carries a code, of shape (n_utterances, n_codes)."""

N_RESAMPLES = 1_000
MIN_SHARE = 0.01
CORRECTED = (0, 1, 2, 4)
REVIEW_ROUNDS = 4
BINS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0)


@dataclass(frozen=True, kw_only=True)
class Case:
    """A study with what people coded in it.

    Attributes:
        name: As the tables call it.
        study: Its transcripts.
        utterances: Its utterances, in order.
        embedded: Their vectors.
        gold: What people coded.
        scored: Whether people agreed on an utterance, of shape (n_utterances,).
        seconds: Of encoding, and of coding on top of it.
    """

    name: str
    study: Study
    utterances: tuple[Utterance, ...]
    embedded: Embedded
    gold: Table
    scored: npt.NDArray[np.bool_]
    seconds: tuple[float, float]


@dataclass(frozen=True, kw_only=True)
class Machine:
    """What codes: a codebook, its coder, and the encoder they share."""

    codebook: Codebook
    coder: MachineCoder
    encoder: Encoder

    def code(self, case: Case, decisions: Sequence[Decision] = ()) -> Coded:
        """Code a case, given what people decided."""
        return code_utterances(
            case.study,
            case.utterances,
            embedded=case.embedded,
            coder=self.coder,
            decisions=check_decisions(
                decisions, study=case.study, utterances=case.utterances, codes=self.coder.codes
            ),
            question_types=self.codebook.question_types,
        )


def main() -> None:
    """Measure each study and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("studies", nargs="*", type=Path, metavar="STUDY")
    folders = parser.parse_args().studies or [find_resource("transcripts_sample")]
    with tempfile.TemporaryDirectory() as cache:
        encoder = VectorCache(encoder=load_encoder(), folder=Path(cache))
        codebook = read_codebook()
        coder = load_or_train(codebook, encoder=encoder, folder=Path(cache))
        machine = Machine(codebook=codebook, coder=coder, encoder=encoder)
        cases = [read_case(folder, machine) for folder in folders]
        for case in cases:
            print_agreement(case, machine)
            print_learning(case, machine)
        print_reliability(cases, machine)


def read_case(folder: Path, machine: Machine) -> Case:
    """Read a study and its gold coding, encode it, and time that."""
    study = read_study(transcripts_in(folder))
    utterances = segment_study(study)
    begun = time.perf_counter()
    embedded = embed(study, utterances, encoder=machine.encoder)
    encoded = time.perf_counter()
    codes = machine.coder.codes
    gold = np.zeros((len(utterances), len(codes)), dtype=bool)
    scored = np.ones(len(utterances), dtype=bool)
    known = {t.name: read_passages(folder, t) for t in study.transcripts}
    for row, utterance in enumerate(utterances):
        for passage in known[utterance.transcript]:
            if covers_half(utterance.span, passage.span):
                scored[row] &= UNDECIDED not in passage.codes
                gold[row] |= [code in passage.codes for code in codes]
    case = Case(
        name=folder.name,
        study=study,
        utterances=utterances,
        embedded=embedded,
        gold=gold,
        scored=scored,
        seconds=(encoded - begun, 0.0),
    )
    machine.code(case)  # the first call loads what later ones share
    begun = time.perf_counter()
    machine.code(case)
    seconds = (case.seconds[0], time.perf_counter() - begun)
    return Case(**{**vars(case), "seconds": seconds})


def table_of(coded: Coded, case: Case, codes: Sequence[str]) -> Table:
    """Return the asserted codings as a table."""
    put = {(coding.utterance, coding.code) for coding in coded.codings}
    return np.array([[(u.id, code) in put for code in codes] for u in case.utterances])


def nearest_example(case: Case, machine: Machine) -> Table:
    """Baseline: an utterance gets the codes of the example whose sentence vector is nearest."""
    examples = machine.codebook.examples
    vectors = machine.encoder.encode([example.text for example in examples]).sentences
    nearest = (case.embedded.said.sentences @ vectors.T).argmax(axis=1)
    return np.array([[code in examples[i].codes for code in machine.coder.codes] for i in nearest])


def zero_shot(case: Case, machine: Machine) -> Table:
    """Baseline: the code whose definition is nearest, as often as codes stand in examples."""
    definitions = [code.definition for code in machine.codebook.codes]
    likeness = case.embedded.said.sentences @ machine.encoder.encode(definitions).sentences.T
    share = np.mean([bool(example.codes) for example in machine.codebook.examples])
    best = likeness.max(axis=1)
    chosen = best >= np.quantile(best, 1 - share)
    table: Table = (likeness == best[:, None]) & chosen[:, None]
    return table


def mean_kappa(gold: Table, table: Table) -> float:
    """Return the mean kappa of the codes that stand on at least 1% of the utterances."""
    used = gold.mean(axis=0) >= MIN_SHARE
    pairs = zip(gold.T[used], table.T[used], strict=True)
    kappas = [agreement(right, marks).kappa for right, marks in pairs]
    return float(np.mean(kappas)) if kappas else float("nan")


def interval(case: Case, rows: npt.NDArray[np.bool_], measure: Callable[..., float]) -> str:
    """Return the 95% interval of `measure`, given rows, over resampled interviews."""
    random = np.random.default_rng(0)
    own: Mapping[str, npt.NDArray[np.int64]] = {
        t.name: np.flatnonzero(rows & [u.transcript == t.name for u in case.utterances])
        for t in case.study.transcripts
    }
    names = sorted(own)
    values = [
        measure(np.concatenate([own[names[i]] for i in random.integers(0, len(names), len(names))]))
        for _ in range(N_RESAMPLES)
    ]
    low, high = np.nanquantile(values, [0.025, 0.975])
    return f"{low:.2f}–{high:.2f}"


def print_agreement(case: Case, machine: Machine) -> None:
    """Print what each contestant reaches, and what coding costs beside encoding."""
    rows = case.scored
    contestants = {
        "machine coder": table_of(machine.code(case), case, machine.coder.codes),
        "nearest example": nearest_example(case, machine),
        "zero-shot by definition": zero_shot(case, machine),
    }
    print(f"\n## {case.name}: {len(case.study.transcripts)} interviews, {rows.sum()} utterances\n")
    print("| coder | code | share | kappa | 95% | precision | recall | F1 |")
    print("|---|---|---|---|---|---|---|---|")
    for name, table in contestants.items():
        for i, code in enumerate(machine.coder.codes):
            gold, own = case.gold[:, i], table[:, i]
            reached = agreement(gold[rows], own[rows])
            f1 = 2 * (gold & own)[rows].sum() / max(1, gold[rows].sum() + own[rows].sum())
            span = interval(case, rows, lambda at, a=gold, b=own: agreement(a[at], b[at]).kappa)
            print(
                f"| {name} | {code} | {gold[rows].mean():.0%} | {reached.kappa:.2f} | {span} "
                f"| {reached.precision:.2f} | {reached.recall:.2f} | {f1:.2f} |"
            )
        whole = agreement(case.gold[rows].ravel(), table[rows].ravel())
        span = interval(case, rows, lambda at, t=table: mean_kappa(case.gold[at], t[at]))
        print(
            f"| **{name}** | all | | **{mean_kappa(case.gold[rows], table[rows]):.2f}** | {span} "
            f"| {whole.precision:.2f} | {whole.recall:.2f} | |"
        )
    encoding, coding = case.seconds
    print(f"\nCoding takes {coding:.2f} s on top of {encoding:.2f} s of encoding.")


def print_learning(case: Case, machine: Machine) -> None:
    """Print kappa after people corrected 0, 1, 2, 4 interviews, or as many utterances chosen.

    Averaged over as many beginnings as there are interviews: the corrected ones follow each other.
    """
    names = [transcript.name for transcript in case.study.transcripts]
    of_transcript = np.array([utterance.transcript for utterance in case.utterances])
    print("\n| corrected | kappa on the rest | kappa on all | chosen by suggest_next: rest | all |")
    print("|---|---|---|---|---|")
    for n in CORRECTED:
        if n >= len(names):
            continue
        by_order, by_choice = [], []
        for first in range(len(names) if n else 1):
            own = [names[(first + i) % len(names)] for i in range(n)]
            reviewed = np.isin(of_transcript, own) & case.scored
            by_order.append(_after(case, machine, reviewed))
        budget = round(n * case.scored.sum() / len(names))
        by_choice.append(_after(case, machine, choose(case, machine, budget)))
        order, choice = np.mean(by_order, axis=0), np.mean(by_choice, axis=0)
        print(
            f"| {n} interviews, {budget} utterances | {order[0]:.2f} | {order[1]:.2f} "
            f"| {choice[0]:.2f} | {choice[1]:.2f} |"
        )


def _after(case: Case, machine: Machine, reviewed: npt.NDArray[np.bool_]) -> tuple[float, float]:
    coded = machine.code(case, list(decide(case, machine.coder.codes, reviewed)))
    table = table_of(coded, case, machine.coder.codes)
    rest = case.scored & ~reviewed
    return mean_kappa(case.gold[rest], table[rest]), mean_kappa(
        case.gold[case.scored], table[case.scored]
    )


def choose(case: Case, machine: Machine, budget: int) -> npt.NDArray[np.bool_]:
    """Return which utterances a person reviews who follows `suggest_next` in a few rounds."""
    rows = {utterance.id: row for row, utterance in enumerate(case.utterances)}
    reviewed = np.zeros(len(rows), dtype=bool)
    for number in range(1, REVIEW_ROUNDS + 1):
        coded = machine.code(case, list(decide(case, machine.coder.codes, reviewed)))
        left = [rows[id] for id in coded.review if case.scored[rows[id]]]
        reviewed[left[: max(0, round(budget * number / REVIEW_ROUNDS) - int(reviewed.sum()))]] = (
            True
        )
    return reviewed


def decide(case: Case, codes: Sequence[str], reviewed: npt.NDArray[np.bool_]) -> Iterator[Decision]:
    """Yield what a person decides who codes like the gold coding."""
    for row in np.flatnonzero(reviewed):
        id, own = case.utterances[row].id, case.gold[row]
        if not own.any():
            yield Decision(utterance=id, code="", decision="accept")
        for code, fits in zip(codes, own, strict=True):
            if own.any():
                yield Decision(utterance=id, code=code, decision="add" if fits else "reject")


def print_reliability(cases: Sequence[Case], machine: Machine) -> None:
    """Print how often a code fitted where the coder gave it a confidence, over all codes."""
    confidence, right = [], []
    for case in cases:
        features = machine.coder.network.features(case.embedded)
        judged = machine.coder.judge(machine.coder.scores(features))
        confidence.append(judged.confidence[case.scored].ravel())
        right.append(case.gold[case.scored].ravel())
    given, fits = np.concatenate(confidence), np.concatenate(right)
    print("\n## Reliability, all studies and codes\n")
    print("| confidence | judgements | mean confidence | share right |\n|---|---|---|---|")
    for low, high in pairwise(BINS):
        own = (given >= low) & ((given < high) | (high == BINS[-1]))
        if own.any():
            print(
                f"| {low:.1f}–{high:.1f} | {own.sum()} | {given[own].mean():.2f} "
                f"| {fits[own].mean():.2f} |"
            )


if __name__ == "__main__":
    main()
