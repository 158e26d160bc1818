"""What themes and evidence cost beside encoding, in seconds and memory.

    python benchmarks/theme_speed.py [--large] [--json FILE]

A study of about 3,000 utterances is that of `end_to_end.py`. The large one, about 20,000
utterances of 60 interviews, is that study six times, with a quarter of the words exchanged in
every copy but the first. Each step is a process of its own, so that its peak memory is its own.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from end_to_end import write_study

from interview_coder.codebook import read_codebook
from interview_coder.coding import check_decisions, code_utterances, load_or_train
from interview_coder.context import put_in_context
from interview_coder.embedding import VectorCache, embed, load_encoder
from interview_coder.embedding.stage import said
from interview_coder.evidence import (
    PromotionRule,
    checklist,
    code_co_occurrence,
    find_negative_cases,
    framework_matrix,
    saturation_of,
    themes_by_attribute,
)
from interview_coder.findings import Analysis, CodebookUsed, Provenance
from interview_coder.segmentation import segment_study
from interview_coder.study import read_study
from interview_coder.themes import ClusterSettings, find_themes, stage

N_COPIES = 6
SHARE_EXCHANGED = 0.25
N_TO_COMPILE = 4_500
STEPS = ("encoding", "themes", "bertopic")

Measured = dict[str, Any]


def main() -> None:
    """Measure the study, and the large one if asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--large", action="store_true", help="about 20,000 utterances, too")
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--step", choices=STEPS, help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.step:
        print(json.dumps(_STEPS[arguments.step](arguments.folder)))
        return
    figures = [measure_study(n_copies) for n_copies in ((1, N_COPIES) if arguments.large else (1,))]
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure_study(n_copies: int) -> Measured:
    """Write a study, run each step on it, and print what it took."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_study(folder / "study")
        copy_varied(folder / "study", n_copies)
        figures: Measured = {step: _run(step, folder) for step in STEPS}
    print_figures(figures)
    return figures


def copy_varied(folder: Path, n_copies: int) -> None:
    """Add copies of the interviews with other words in them, and attributes of the participants."""
    originals = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    vocabulary = sorted(w for text in originals.values() for w in text.split() if w.islower())
    chance = random.Random(0)
    rows = ["participant,half,kind"]
    for copy in range(n_copies):
        for name, text in sorted(originals.items()):
            own = f"{'ABCDEFG'[copy]}{name}"
            rows.append(f"{own},{copy % 2},{'abc'[int(name[1:]) % 3]}")
            lines = text.replace(f"{name}:", f"{own}:").split("\n")
            if copy:
                lines = [_vary(line, own, vocabulary, chance) for line in lines]
            (folder / f"{own}.txt").write_text("\n".join(lines), encoding="utf-8")
    for name in originals:
        (folder / f"{name}.txt").unlink()
    (folder / "participants.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _vary(line: str, name: str, vocabulary: list[str], chance: random.Random) -> str:
    if not line.startswith(f"{name}:"):
        return line
    return " ".join(
        chance.choice(vocabulary) if word.islower() and chance.random() < SHARE_EXCHANGED else word
        for word in line.split(" ")
    )


def print_figures(figures: Measured) -> None:
    """Print each step beside encoding."""
    encoding, themes, fits = (figures[step] for step in STEPS)
    counts = ", ".join(f"{code} {n}" for code, n in themes["codings"].items())
    print(
        f"\n## Speed: {encoding['utterances']} utterances, {encoding['interviews']} interviews, "
        f"codings: {counts}; {themes['n_themes']} themes, {themes['n_promoted']} promoted\n"
    )
    print("| step | seconds | beside encoding | peak MB so far |\n|---|---|---|---|")
    base = encoding["seconds"]["encoding"]
    for measured in (encoding, themes, fits):
        for name, seconds in measured["seconds"].items():
            peak = measured["peak_mb"].get(name, "")
            print(f"| {name} | {seconds:.2f} | {seconds / base:.3f} | {peak} |")


def _run(step: str, folder: Path) -> Measured:
    command = [sys.executable, __file__, "--step", step, "--folder", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    measured: Measured = json.loads(done.stdout.splitlines()[-1])
    return measured


class _Clock:
    """Seconds and peak memory a step, in the order of their end."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.peak_mb: dict[str, int] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        took = time.perf_counter() - begun
        self.seconds[name] = round(self.seconds.get(name, 0.0) + took, 3)
        self.peak_mb[name] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

    def watch(self, module: Any, function: str, name: str) -> None:
        """Time every call that `module` makes of one of its functions."""
        inner = getattr(module, function)

        def timed(*args: object, **kwargs: object) -> object:
            with self(name):
                return inner(*args, **kwargs)

        setattr(module, function, timed)


def encode_study(folder: Path) -> Measured:
    """Encode the study, nothing cached."""
    study = read_study(folder / "study")
    utterances = segment_study(study)
    encoder = VectorCache(encoder=load_encoder(), folder=folder / "cache")
    encoder.encode(["The first call loads what later ones share."])
    clock = _Clock()
    with clock("encoding"):
        embed(study, utterances, encoder=encoder)
    return {
        "utterances": len(utterances),
        "interviews": len(study.transcripts),
        "seconds": clock.seconds,
        "peak_mb": clock.peak_mb,
    }


def find_all(folder: Path) -> Measured:
    """Code the study, find its themes, and gather all evidence."""
    study = read_study(folder / "study")
    utterances = segment_study(study)
    codebook, codes = read_codebook(), [code.name for code in read_codebook().codes]
    encoder = VectorCache(encoder=load_encoder(), folder=folder / "cache")
    embedded = embed(study, utterances, encoder=encoder)
    coder = load_or_train(codebook, encoder=encoder, folder=folder / "cache")
    clock = _Clock()
    with clock("coding"):
        coded = code_utterances(
            study,
            utterances,
            embedded=embedded,
            coder=coder,
            decisions=check_decisions((), study=study, utterances=utterances, codes=codes),
            question_types=codebook.question_types,
        )
    is_coded = {coding.utterance for coding in coded.codings}
    np.savez(
        folder / "coded.npz",
        rows=[row for row, utterance in enumerate(utterances) if utterance.id in is_coded],
        vectors=embedded.said.sentences,
        texts=[said(study, utterance) for utterance in utterances],
    )
    with clock("import of BERTopic"):
        import_module("bertopic")
    for function, name in _PARTS_OF_THEMES.items():
        clock.watch(stage, function, f"themes: {name}")
    with clock("themes: vectors in context"):
        context = put_in_context(study, utterances, embedded.said)
    with clock("**themes, all**"):
        found = find_themes(
            context,
            coded.codings,
            codes=codebook.codes,
            settings=ClusterSettings(),
            rule=PromotionRule.of_study(study),
            precision=coder.held_out_precision,
        )
    with clock("evidence: negative cases"):
        themes = find_negative_cases(
            found.themes,
            context=context,
            confidence=coded.confidence,
            codes=codes,
            coded=found.codings,
        )
    analysis = Analysis(
        study=study,
        codes=codebook.codes,
        all_utterances=utterances,
        all_codings=found.codings,
        all_candidates=coded.candidates,
        all_themes=themes,
        provenance=_PROVENANCE,
    )
    for name, gather in _EVIDENCE.items():
        with clock(f"evidence: {name}"):
            gather(analysis)
    evidence = sum(took for name, took in clock.seconds.items() if name.startswith("evidence"))
    return {
        "codings": Counter(coding.code for coding in coded.codings),
        "n_themes": len(themes),
        "n_promoted": sum(theme.promotion.promoted for theme in themes),
        "seconds": clock.seconds | {"**evidence, all**": evidence},
        "peak_mb": clock.peak_mb,
    }


def fit_bertopic(folder: Path) -> Measured:
    """Fit BERTopic with its defaults on the same vectors."""
    from bertopic import BERTopic
    from bertopic.backend import BaseEmbedder

    with np.load(folder / "coded.npz") as saved:
        rows, vectors, texts = saved["rows"], saved["vectors"], saved["texts"].tolist()
    clock = _Clock()
    # The first fit compiles what later ones share; above 4,096 texts UMAP uses other code.
    first = texts[:N_TO_COMPILE]
    BERTopic(embedding_model=BaseEmbedder()).fit(first, embeddings=vectors[:N_TO_COMPILE])
    for name, own in (("coded utterances", rows), ("all utterances", np.arange(len(texts)))):
        with clock(f"BERTopic's fit: {name}"):
            model = BERTopic(embedding_model=BaseEmbedder())
            model.fit([texts[row] for row in own], embeddings=vectors[own])
    return {"seconds": clock.seconds, "peak_mb": clock.peak_mb}


_PROVENANCE = Provenance(
    model="",
    model_fingerprint="",
    codebooks=(
        CodebookUsed(name="psychology", title="Psychology", content_hash="", codes=("pain",)),
    ),
    coder_kappa={},
    coder_precision={},
    settings=asdict(PromotionRule()),
    versions={},
)
_PARTS_OF_THEMES = {
    "names_in": "names of people",
    "cluster": "linkage and choice of the distance",
    "measure_stability": "stability, 200 replicates",
    "describe": "words (c-TF-IDF)",
    "_label": "labels",
    "choose_keywords": "keywords",
}
"""Functions of the theme stage to what they are called here."""

_EVIDENCE: Mapping[str, Callable[[Analysis], object]] = {
    "saturation": saturation_of,
    "framework": framework_matrix,
    "co-occurrence": code_co_occurrence,
    "attributes": themes_by_attribute,
    "checklist": checklist,
}
_STEPS: Mapping[str, Callable[[Path], Measured]] = {
    "encoding": encode_study,
    "themes": find_all,
    "bertopic": fit_bertopic,
}


if __name__ == "__main__":
    main()
