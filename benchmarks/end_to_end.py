"""The whole run, cold and warm, against the usual script on the same utterances.

    python benchmarks/end_to_end.py [--rounds N]

Ten interviews of about 300 utterances are put together from the passages that the default
codebook was written with. Each contestant is a process of its own and runs in turn with the
others, so that what the machine does meanwhile hits all alike; the ratios are of medians.

Cold: nothing cached; the machine coder that travels with the codebook is used, as for any user.
Warm: the vectors of the utterances are cached. Both include starting Python, every report and
every file. The usual script (`usual_script.py`) embeds, fits and stops.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from interview_coder.codebook import Example, read_codebook
from interview_coder.embedding.encoder import default_model_folder
from interview_coder.segmentation import segment_study
from interview_coder.study import read_study

N_INTERVIEWS = 10
N_SENTENCES = 4_100  # fragments and unpunctuated lines join: about 3,000 utterances
HERE = Path(__file__).parent


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """One run of a contestant: wall-clock seconds, and peak memory in MB."""

    seconds: float
    peak_mb: float


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as folder:
        study, texts = Path(folder) / "study", Path(folder) / "texts.txt"
        write_study(study)
        n = write_texts(study, texts)
        results: dict[str, list[Run]] = {"usual script": [], "cold": [], "warm": []}
        for number in range(rounds):
            usual = [str(HERE / "usual_script.py"), str(texts), str(default_model_folder())]
            results["usual script"].append(measure(usual, cache=Path(folder) / "none"))
            cache = Path(folder) / f"cache-{number}"
            for kind in ("cold", "warm"):
                out = Path(folder) / f"out-{number}-{kind}"
                results[kind].append(measure(_analyze(study, out), cache=cache))
    print_table(results, n=n)


def write_study(folder: Path, *, n_sentences: int = N_SENTENCES) -> None:
    """Write the interviews, each from its share of the passages."""
    folder.mkdir()
    examples = read_codebook("psychology").examples
    passages = [list(group) for _, group in groupby(examples, key=lambda example: example.passage)]
    for number in range(N_INTERVIEWS):
        lines, said = [], 0
        for passage in passages[number::N_INTERVIEWS]:
            if said < n_sentences / N_INTERVIEWS:
                lines += list(_turns(passage, f"P{number:02d}"))
                said += len(passage)
        path = folder / f"P{number:02d}.txt"
        path.write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def write_texts(study_folder: Path, path: Path) -> int:
    """Write one utterance a line; returns how many."""
    study = read_study(study_folder)
    texts = [" ".join(study.quote(utterance).split()) for utterance in segment_study(study)]
    path.write_text("\n".join(texts), encoding="utf-8")
    return len(texts)


def measure(arguments: Sequence[str], *, cache: Path) -> Run:
    """Run Python with `arguments` as a process of its own."""
    environment = os.environ | {"XDG_CACHE_HOME": str(cache), "HF_HUB_OFFLINE": "1"}
    start = time.perf_counter()
    process = subprocess.Popen(
        [sys.executable, *arguments], env=environment, stdout=subprocess.PIPE
    )
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{' '.join(arguments)} failed with status {status}")
    return Run(seconds=seconds, peak_mb=usage.ru_maxrss / 1024)


def print_table(results: dict[str, list[Run]], *, n: int) -> None:
    """Print medians and ratios to the usual script."""
    print(f"{n} utterances, {N_INTERVIEWS} interviews, medians of {len(results['cold'])} rounds")
    print(f"{'':14}{'seconds':>9}{'min':>7}{'max':>7}{'ratio':>8}{'peak MB':>9}")
    base = statistics.median(run.seconds for run in results["usual script"])
    for name, runs in results.items():
        seconds = [run.seconds for run in runs]
        middle = statistics.median(seconds)
        peak = statistics.median(run.peak_mb for run in runs)
        print(
            f"{name:14}{middle:9.1f}{min(seconds):7.1f}{max(seconds):7.1f}"
            f"{middle / base:8.2f}{peak:9.0f}"
        )


def _analyze(study: Path, out: Path) -> list[str]:
    command = "from interview_coder.cli import main; main()"
    return ["-c", command, "analyze", str(study), "--out", str(out)]


def _turns(passage: Sequence[Example], name: str) -> Iterator[str]:
    for question, answers in groupby(passage, key=lambda example: example.question):
        yield f"Interviewer: {question}"
        yield f"{name}: " + " ".join(example.text for example in answers)


if __name__ == "__main__":
    main()
