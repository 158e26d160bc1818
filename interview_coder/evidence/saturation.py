"""Saturation: whether further interviews would bring new themes.

The method is that of Guest, Namey & Chen 2020 (A simple method to assess and report thematic
saturation in qualitative research, PLoS ONE 15(5):e0232076). The unique themes of the first
interviews are the base; a run is the next few interviews; its ratio is

    themes voiced in the run for the first time / unique themes of the base

Runs overlap: each begins one interview after the one before. The first run whose ratio is at most
the threshold confirms saturation after the interviews before it: `6+2` is saturation after six,
confirmed by a run of two. As in the article, the interviews are also put in other orders, to see
how much of the answer is the order's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from math import factorial

import numpy as np
import numpy.typing as npt

from interview_coder.findings import Analysis, Theme
from interview_coder.transcript import Study, Utterance

MAX_ORDERS = 200
SEED = 0
BAND = (5, 95)
"""Percentiles of the curve over the orders."""

FIRM_SHARE = 0.95
"""Share of the orders from which on the answer is not taken for the order's; a judgement."""

FEWEST_FOUND = 9
"""Hennink & Kaiser 2022 (Social Science & Medicine 292:114523): 9 to 17 interviews saturate."""

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """Consecutive interviews after the base, and what they add to it.

    Attributes:
        first: Number of its first interview, from 1, in the order of names.
        last: Number of its last interview.
        n_new: How many themes are voiced in it that no interview before it voices.
        ratio: `n_new` / themes of the base, 0 or more (over 1 where a run adds more than the base
            had); None where the base has no theme.
    """

    first: int
    last: int
    n_new: int
    ratio: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CurvePoint:
    """How many themes are known after a number of interviews, over the orders.

    Attributes:
        n_interviews: From 1 to the number of interviews.
        mean: Different themes voiced so far, mean over the orders.
        low: 5th percentile over the orders.
        high: 95th percentile. All three are the number of themes at the last point.
    """

    n_interviews: int
    mean: float
    low: float
    high: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Saturation:
    """Whether, and after how many interviews, new themes became few.

    Attributes:
        interviews: Names, sorted; the order that `runs` and `reached_after` are in.
        base_size: Interviews in the base.
        run_length: Interviews in a run.
        threshold: Highest ratio that counts as saturated, 0 to below 1.
        n_themes: Different themes in all interviews.
        n_base: Different themes in the base; in all interviews where they are fewer than a base.
        runs: In order; empty with fewer interviews than a base and a run.
        reached_after: Interviews before the first run whose ratio is at most the threshold; None
            where no run is, where there is no run, and where the base has no theme.
        share_reached: Share of the orders in which some run reaches the threshold, 0 to 1; None
            with fewer interviews than a base and a run, or without themes.
        n_orders: How many orders: all there are, if at most 200; else 200 random ones.
        curve: A point for each number of interviews; empty without interviews.
        said: Sentences that tell what this number of interviews can and cannot claim.
    """

    interviews: tuple[str, ...]
    base_size: int
    run_length: int
    threshold: float
    n_themes: int
    n_base: int
    runs: tuple[Run, ...]
    reached_after: int | None
    share_reached: float | None
    n_orders: int
    curve: tuple[CurvePoint, ...]
    said: tuple[str, ...]

    @property
    def reached(self) -> str | None:
        """When the threshold was reached, as the article writes it (`6+2`); None if never."""
        return None if self.reached_after is None else f"{self.reached_after}+{self.run_length}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Method:
    """The three choices of the method."""

    base_size: int
    run_length: int
    threshold: float

    def __post_init__(self) -> None:
        if self.base_size < 1:
            raise ValueError(f"base_size must be >= 1, got {self.base_size}")
        if self.run_length < 1:
            raise ValueError(f"run_length must be >= 1, got {self.run_length}")
        if not 0 <= self.threshold < 1:
            raise ValueError(f"threshold must be >= 0 and < 1, got {self.threshold}")

    @property
    def n_needed(self) -> int:
        """The fewest interviews that have a run."""
        return self.base_size + self.run_length

    def is_reached(self, run: Run) -> bool:
        # Rounded, so that 1 of 20 is within 5% whatever the last bits of the two say.
        return run.ratio is not None and round(run.ratio - self.threshold, 9) <= 0

    def n_allowed(self, n_base: int) -> int:
        """How many new themes a run may bring and still be within the threshold."""
        return int(round(self.threshold * n_base, 9))


def saturation(
    interview_to_themes: Mapping[str, Collection[str]],
    *,
    base_size: int = 4,
    run_length: int = 2,
    threshold: float = 0.05,
) -> Saturation:
    """Tell whether new themes became few (Guest, Namey & Chen 2020).

    The interviews are taken in the order of their names, and then in other orders, with a fixed
    seed: the order of the mapping does not matter.

    Args:
        interview_to_themes: Name of each interview to the ids of the themes voiced in it; an
            interview that voices none is there too, with an empty collection. May be empty.
        base_size: Interviews in the base; at least 1. The article suggests 4.
        run_length: Interviews in a run; at least 1. The article suggests 2, or 3 to be surer.
        threshold: Highest ratio that counts as saturated, 0 to below 1. The article suggests
            0.05, or 0 to be surer.

    Raises:
        ValueError: If one of the three is out of its range.

    The article's example of a ratio, 7 new themes on a base of 37, and a run of none after it:

    >>> base = {f"P{i}": {f"theme {i}-{j}" for j in range(9)} for i in (1, 2, 3)}
    >>> base["P4"] = {f"theme 4-{j}" for j in range(10)}
    >>> later = {"P5": {"a", "b", "c", "d"}, "P6": {"e", "f", "g"}, "P7": {"a"}, "P8": set()}
    >>> found = saturation(base | later)
    >>> [round(run.ratio, 2) for run in found.runs], found.reached
    ([0.19, 0.08, 0.0], '6+2')
    """
    method = _Method(base_size=base_size, run_length=run_length, threshold=threshold)
    interviews = tuple(sorted(interview_to_themes))
    voiced = _presence([interview_to_themes[name] for name in interviews])
    by_name = _new_themes(voiced, range(len(interviews)))
    in_orders = np.array([_new_themes(voiced, order) for order in _orders(len(interviews))])
    runs = _runs(by_name, method=method)
    curve = _curve(in_orders)
    share_reached = _share_reached(in_orders, method=method)
    return Saturation(
        interviews=interviews,
        base_size=base_size,
        run_length=run_length,
        threshold=threshold,
        n_themes=int(by_name.sum()),
        n_base=int(by_name[:base_size].sum()),
        runs=runs,
        reached_after=_reached_after(runs, method=method),
        share_reached=share_reached,
        n_orders=len(in_orders),
        curve=curve,
        said=tuple(_said(by_name, runs, share_reached, curve, method=method)),
    )


def saturation_of(analysis: Analysis) -> Saturation:
    """Tell whether new themes became few in `analysis`, with the article's suggestions.

    Counted are all themes, those of one participant, too: what an interview alone brings is what
    further interviews are for.
    """
    voiced = themes_by_interview(analysis.study, analysis.all_utterances, analysis.all_themes)
    return saturation(voiced)


def themes_by_interview(
    study: Study, utterances: Iterable[Utterance], themes: Iterable[Theme]
) -> dict[str, frozenset[str]]:
    """Return what each interview voices, as `saturation` takes it.

    Args:
        study: Its transcripts are the interviews; a focus group is one.
        utterances: At least those that the themes name.
        themes: Those that are to be counted.

    Returns:
        Name of each transcript to the ids of its themes; empty where it voices none.
    """
    id_to_interview = {utterance.id: utterance.transcript for utterance in utterances}
    voiced: dict[str, set[str]] = {transcript.name: set() for transcript in study.transcripts}
    for theme in themes:
        for utterance in theme.utterances:
            voiced[id_to_interview[utterance]].add(theme.id)
    return {interview: frozenset(ids) for interview, ids in voiced.items()}


def _presence(voiced: Sequence[Collection[str]]) -> npt.NDArray[np.bool_]:
    """Return whether an interview voices a theme; shape (n_interviews, n_themes)."""
    ids = sorted({id_ for own in voiced for id_ in own})
    rows = [[id_ in own for id_ in ids] for own in map(frozenset, voiced)]
    return np.array(rows, dtype=np.bool_).reshape(len(voiced), len(ids))


def _orders(n_interviews: int) -> Iterator[Sequence[int]]:
    if factorial(n_interviews) <= MAX_ORDERS:
        yield from permutations(range(n_interviews))
        return
    rng = np.random.default_rng(SEED)
    for _ in range(MAX_ORDERS):
        yield rng.permutation(n_interviews).tolist()


def _new_themes(voiced: npt.NDArray[np.bool_], order: Sequence[int]) -> Counts:
    """Return how many themes each interview voices first; shape (n_interviews,), in `order`."""
    if voiced.size == 0:
        return np.zeros(len(voiced), dtype=np.int64)
    first = voiced[list(order)].argmax(axis=0)
    return np.bincount(first, minlength=len(voiced)).astype(np.int64)


def _runs(new: Counts, *, method: _Method) -> tuple[Run, ...]:
    base, length = method.base_size, method.run_length
    n_base = int(new[:base].sum())
    found = []
    for before in range(base, len(new) - length + 1):
        n_new = int(new[before : before + length].sum())
        ratio = n_new / n_base if n_base else None
        found.append(Run(first=before + 1, last=before + length, n_new=n_new, ratio=ratio))
    return tuple(found)


def _reached_after(runs: Iterable[Run], *, method: _Method) -> int | None:
    return next((run.first - 1 for run in runs if method.is_reached(run)), None)


def _share_reached(in_orders: Counts, *, method: _Method) -> float | None:
    if in_orders.shape[1] < method.n_needed or not in_orders.any():
        return None
    reached = [_reached_after(_runs(new, method=method), method=method) for new in in_orders]
    return sum(after is not None for after in reached) / len(reached)


def _curve(in_orders: Counts) -> tuple[CurvePoint, ...]:
    if in_orders.shape[1] == 0:
        return ()
    known = in_orders.cumsum(axis=1)
    means = known.mean(axis=0).round(6).tolist()
    lows, highs = np.percentile(known, BAND, axis=0).round(6).tolist()
    return tuple(
        CurvePoint(n_interviews=n, mean=mean, low=low, high=high)
        for n, (mean, low, high) in enumerate(zip(means, lows, highs, strict=True), start=1)
    )


def _said(
    new: Counts,
    runs: Sequence[Run],
    share_reached: float | None,
    curve: Sequence[CurvePoint],
    *,
    method: _Method,
) -> Iterator[str]:
    n, n_themes, n_base = len(new), int(new.sum()), int(new[: method.base_size].sum())
    if n_themes == 0:
        yield f"No theme was found in {_count(n, 'interview')}: nothing can be said of saturation."
        return
    if not runs:
        yield (
            f"{_count(n, 'interview')} cannot show saturation, which takes at least "
            f"{method.n_needed}: a base of {method.base_size} and a run of {method.run_length}."
        )
    elif n_base == 0:
        yield (
            f"In the order of names, the first {_count(method.base_size, 'interview')} voice no "
            "theme: there is no base to compare new themes with."
        )
    else:
        yield from _said_of_runs(runs, n_base=n_base, method=method)
    if share_reached is not None:
        yield _said_of_orders(share_reached, n)
    if n > 1:
        added = round(curve[-1].mean - curve[-2].mean, 1)
        yield (
            f"In a random order, the last interview adds {added:g} new "
            f"{'theme' if added == 1 else 'themes'} on average."
        )
    if n < FEWEST_FOUND:
        yield (
            f"Fewer than {FEWEST_FOUND} interviews are normally too few: a review found saturation "
            "at 9 to 17, in studies of similar people (Hennink & Kaiser 2022)."
        )
    yield "A theme that nobody voiced has not been shown to be absent."


def _said_of_runs(runs: Sequence[Run], *, n_base: int, method: _Method) -> Iterator[str]:
    reached = next((run for run in runs if method.is_reached(run)), None)
    run = reached or runs[-1]
    added = (
        f"{_numbers(run)} added {_count(run.n_new, 'theme')} to the {n_base} of the first "
        f"{method.base_size} ({_percent(run.n_new / n_base)}; {_percent(method.threshold)} allows "
        f"{method.n_allowed(n_base)})."
    )
    if reached is None:
        yield f"In the order of names, saturation was not reached: in the end, {added}"
        yield "New themes were still coming: more interviews must be expected to bring more."
        return
    when = f"{run.first - 1}+{method.run_length}"
    yield f"In the order of names, saturation was reached at {when}: {added}"
    later = [other for other in runs if other.first > run.first and not method.is_reached(other)]
    if later:
        yield f"It did not last: {_numbers(later[-1])} added {_count(later[-1].n_new, 'theme')}."


def _said_of_orders(share_reached: float, n_interviews: int) -> str:
    n_all = factorial(n_interviews)
    orders = f"all {n_all} orders" if n_all <= MAX_ORDERS else f"{MAX_ORDERS} random orders"
    if share_reached == 0:
        return f"Of {orders} of the interviews, none reaches the threshold."
    which = "every one reaches" if share_reached == 1 else f"{_percent(share_reached)} reach"
    if share_reached < FIRM_SHARE:
        means = "the answer depends on which come first, and is no ground to stop"
    else:
        means = "a sign, not a proof, that more interviews of this kind would add little"
    return f"Of {orders} of the interviews, {which} the threshold: {means}."


def _numbers(run: Run) -> str:
    if run.first == run.last:
        return f"interview {run.first}"
    joint = "and" if run.last == run.first + 1 else "to"
    return f"interviews {run.first} {joint} {run.last}"


def _count(n: int, noun: str) -> str:
    return f"1 {noun}" if n == 1 else f"{n} {noun}s"


def _percent(share: float) -> str:
    return f"{round(100 * share, 1):g}%"
