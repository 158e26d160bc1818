"""How long all reports of ten one-hour interviews take to write.

    python benchmarks/reports.py [--rounds N]

The interviews are put together from the passages of the codebooks, about 9,000 words each, and
analysed with every codebook that fills a part of the persona sheet. What is timed is everything
that is written after that: sheets, personas, journey, ledger, appendix, report, tables, workbook,
analysis.json. The measure beside it is python-docx writing the same number of paragraphs as the
appendix holds, and nothing else.
"""

from __future__ import annotations

import argparse
import io
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import docx
from end_to_end import write_study

import interview_coder as ic
from interview_coder.cli.demo import CODEBOOKS
from interview_coder.reports import APPENDIX_FILE, write_results

N_SENTENCES = 4_400


def main() -> None:
    """Run the benchmark and print its table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_study(folder / "study", n_sentences=N_SENTENCES)
        study = ic.read_study(folder / "study")
        analysis = ic.analyze(study, settings=ic.Settings(codebooks=CODEBOOKS))
        words = sum(len(t.quote(turn.span).split()) for t in study.transcripts for turn in t.turns)
        all_reports = [
            timed(partial(write_results, analysis, folder / f"out-{number}", overwrite=False))
            for number in range(rounds)
        ]
        n = len(docx.Document(str(folder / "out-0" / APPENDIX_FILE)).paragraphs)
        plain = [timed(lambda: write_plain(n)) for _ in range(rounds)]
    n_promoted = sum(theme.promotion.promoted for theme in analysis.all_themes)
    ours, theirs = statistics.median(all_reports), statistics.median(plain)
    print(
        f"{len(study.transcripts)} interviews, {words:,} words, {len(analysis.all_utterances):,} "
        f"utterances, {len(analysis.all_codings):,} codings, {n_promoted} promoted themes"
    )
    print(f"all reports            {ours:6.1f} s")
    print(f"{n:,} plain paragraphs {theirs:6.1f} s, ratio {ours / theirs:.2f}")


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def write_plain(n: int) -> None:
    """Write `n` paragraphs with python-docx."""
    document = docx.Document()
    for number in range(n):
        document.add_paragraph(f"A paragraph of as many words as a quote has, number {number}.")
    document.save(io.BytesIO())


if __name__ == "__main__":
    main()
