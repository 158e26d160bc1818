"""How fast agreement with intervals is, beside libraries called anew for every draw.

    python benchmarks/agreement.py [--json FILE]

Ten interviews of 340 utterances, made up on the spot; three coders, one of whom left an interview
out; four codes. The alternative calls `krippendorff` (alpha) and scikit-learn (Cohen's kappa of
each pair) on the drawn interviews, as one would by hand; ours gives AC1, Fleiss' kappa, percent and
the coefficients of sets besides. Seconds a draw, medians of the rounds.
"""

from __future__ import annotations

import argparse
import json
import random
import warnings
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import krippendorff
import numpy as np
from sklearn.metrics import cohen_kappa_score
from stopwatch import median_seconds

from interview_coder.agreement.measure import measure_agreement
from interview_coder.agreement.ratings import Ratings

N_INTERVIEWS, N_UTTERANCES, N_CODERS = 10, 340, 3
CODES = ("pain", "goal", "trigger", "objection")
PREVALENCE = 0.12
N_DRAWS, N_LIBRARY_DRAWS, ROUNDS = 1_000, 20, 3


def main() -> None:
    """Print seconds a draw of both, their ratio, and how far their alphas differ."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--json", type=Path, metavar="FILE")
    arguments = parser.parse_args()
    figures = measure(_ratings())
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1), encoding="utf-8")


def measure(ratings: Ratings) -> Mapping[str, float]:
    """Measure one study."""
    seconds = median_seconds(lambda: measure_agreement(ratings, n_draws=N_DRAWS), rounds=ROUNDS)
    library = median_seconds(lambda: draws_by_libraries(ratings), rounds=1)
    ours = [code.alpha.value or 0 for code in measure_agreement(ratings, n_draws=1).codes]
    theirs = [alpha_by_library(ratings, code) for code in CODES]
    figures = {
        "seconds": seconds,
        "seconds_a_draw": seconds / N_DRAWS,
        "seconds_a_draw_libraries": library / N_LIBRARY_DRAWS,
        "difference": max(abs(a - b) for a, b in zip(ours, theirs, strict=True)),
    }
    ratio = figures["seconds_a_draw"] / figures["seconds_a_draw_libraries"]
    print(
        f"{N_CODERS} coders, {len(CODES)} codes, {len(ratings.units)} utterances: {seconds:.2f} s "
        f"with {N_DRAWS:,} draws; a draw takes {ratio:.4f} of what libraries take "
        f"({figures['seconds_a_draw_libraries']:.2f} s); alpha differs by "
        f"{figures['difference']:.0e}"
    )
    return figures


def draws_by_libraries(ratings: Ratings) -> None:
    """Draw interviews and have libraries measure what was drawn."""
    chance = np.random.default_rng(0)
    names = sorted(set(ratings.interviews))
    rows = {name: [n for n, own in enumerate(ratings.interviews) if own == name] for name in names}
    for _ in range(N_LIBRARY_DRAWS):
        drawn = [row for name in chance.choice(names, len(names)) for row in rows[name]]
        for n, code in enumerate(CODES):
            alpha_by_library(ratings, code, rows=drawn)
            marks = ratings.marks[drawn, :, n]
            for one, other in combinations(range(N_CODERS), 2):
                both = ~np.isnan(marks[:, [one, other]]).any(axis=1)
                cohen_kappa_score(marks[both, one], marks[both, other])


def alpha_by_library(ratings: Ratings, code: str, *, rows: list[int] | None = None) -> float:
    """Return Krippendorff's alpha of a code."""
    marks = ratings.marks[:, :, CODES.index(code)]
    chosen = marks if rows is None else marks[rows]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(
            krippendorff.alpha(
                chosen.T, level_of_measurement="nominal", value_domain=np.array([0.0, 1.0])
            )
        )


def _ratings() -> Ratings:
    chance = random.Random(0)
    n_units = N_INTERVIEWS * N_UTTERANCES
    marks = np.zeros((n_units, N_CODERS, len(CODES)))
    for row in range(n_units):
        for code in range(len(CODES)):
            meant = chance.random() < PREVALENCE
            for coder in range(N_CODERS):
                marks[row, coder, code] = meant if chance.random() < 0.93 else not meant
    marks[-N_UTTERANCES:, -1, :] = np.nan
    return Ratings(
        coders=tuple(f"coder {n}" for n in range(N_CODERS)),
        codes=CODES,
        units=tuple(f"u{n}" for n in range(n_units)),
        interviews=tuple(f"P{n // N_UTTERANCES:02}.txt" for n in range(n_units)),
        marks=marks,
    )


if __name__ == "__main__":
    main()
