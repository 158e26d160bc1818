"""What a promotion claims, and what it can miss.

A theme is promoted when enough participants voice it. Two things stand between that count and the
people a persona speaks for: the machine's codings can be wrong (`chance_of_rule`), and a small
study hears only what many people hold (`promotion_power`, `detectable_prevalence`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from math import fsum

N_HALVINGS = 50
"""Bisections of the range 0 to 1: more than the last digit anybody reads."""


def chance_of_rule(
    hits_by_participant: Mapping[str, int],
    *,
    precision: float,
    accepted: Collection[str] = (),
    min_participants: int,
) -> float:
    """Return the probability that fewer people than the rule asks for truly voice a theme.

    Each of a participant's h machine codings is right with probability `precision`, independently,
    so that one at least is right with probability 1 - (1 - precision)^h; whom a person accepted is
    right. The number of participants who truly voice the theme is then Poisson-binomial, and is
    computed exactly, by convolution.

    It is the least chance rather than the whole of it: a machine that misreads somebody once tends
    to do so again, so its codings are less independent than is supposed here.

    Args:
        hits_by_participant: Participant to number of codings in the theme that the machine made
            and nobody rejected; 0 or more. May be empty.
        precision: Share of the machine's codings of this code that are right, 0 to 1.
        accepted: Participants of whom a person accepted, or made, at least one coding in the
            theme; those that are missing in `hits_by_participant` count too.
        min_participants: How many participants the rule asks for; at least 1.

    Returns:
        0 to 1; 1 where fewer participants than that were coded at all, 0 where that many were
        accepted.

    Raises:
        ValueError: If an argument is out of its range.

    Three people, coded once each by a machine that is right four times in five: as good as a coin.
    One acceptance helps a little; accepting one quote of each settles it.

    >>> hits = {"Ada": 1, "Bo": 1, "Cyd": 1}
    >>> round(chance_of_rule(hits, precision=0.8, min_participants=3), 3)
    0.488
    >>> round(chance_of_rule(hits, precision=0.8, accepted={"Ada"}, min_participants=3), 3)
    0.36
    >>> chance_of_rule(hits, precision=0.8, accepted=hits, min_participants=3)
    0.0
    """
    _check_probability("precision", precision)
    _check_min_participants(min_participants)
    for participant, hits in hits_by_participant.items():
        if hits < 0:
            raise ValueError(f"hits must be >= 0, got {hits} of {participant!r}")
    certain = frozenset(accepted)
    n_missing = min_participants - len(certain)
    if n_missing <= 0:
        return 0.0
    # Sorted, so that the last bit of the sum does not depend on the order of the participants.
    doubtful = sorted(
        1 - (1 - precision) ** hits
        for participant, hits in hits_by_participant.items()
        if hits and participant not in certain
    )
    return _chance_of_fewer(doubtful, n_missing)


def promotion_power(n_study: int, *, min_participants: int, prevalence: float) -> float:
    """Return the probability that a theme is promoted, P(X >= k) of a binomial X.

    This is the power of Fugard & Potts 2015 (Int. J. Social Research Methodology 18:669-684) with
    k people to be heard. It supposes a random sample, and that whoever holds the theme voices it
    and is coded; studies fall short of all three.

    Read with the probability of one false participant as `prevalence`, it is the probability that
    a theme nobody holds is promoted.

    Args:
        n_study: How many participants the study has (N); 0 or more.
        min_participants: How many must voice the theme (k); at least 1.
        prevalence: Share of the people studied who hold the theme, 0 to 1.

    Raises:
        ValueError: If an argument is out of its range.

    >>> round(promotion_power(8, min_participants=3, prevalence=0.5), 3)
    0.855
    """
    _check_n_study(n_study)
    _check_min_participants(min_participants)
    _check_probability("prevalence", prevalence)
    return _clamped(1 - _chance_of_fewer([prevalence] * n_study, min_participants))


def detectable_prevalence(
    n_study: int, *, min_participants: int, power: float = 0.8
) -> float | None:
    """Return the prevalence from which on a theme is promoted with probability `power`.

    Themes that fewer people hold are more likely to go unpromoted than `power` allows: that they
    are missing in a persona says little about them. Found by bisection of `promotion_power`.

    Args:
        n_study: How many participants the study has (N); 0 or more.
        min_participants: How many must voice the theme (k); at least 1.
        power: Above 0 and below 1.

    Returns:
        Above 0 and below 1; None where the study has fewer participants than the rule asks for,
        so that nothing is ever promoted.

    Raises:
        ValueError: If an argument is out of its range.

    >>> round(detectable_prevalence(8, min_participants=3), 2)
    0.46
    """
    _check_n_study(n_study)
    _check_min_participants(min_participants)
    if not 0 < power < 1:
        raise ValueError(f"power must be > 0 and < 1, got {power}")
    if n_study < min_participants:
        return None
    low, high = 0.0, 1.0
    for _ in range(N_HALVINGS):
        middle = (low + high) / 2
        found = promotion_power(n_study, min_participants=min_participants, prevalence=middle)
        low, high = (low, middle) if found >= power else (middle, high)
    return high


def _chance_of_fewer(chances: Collection[float], n: int) -> float:
    """Return the probability that fewer than `n` of independent events happen; n at least 1."""
    if len(chances) < n:
        return 1.0
    return _clamped(fsum(_counts(chances)[:n]))


def _counts(chances: Iterable[float]) -> list[float]:
    """Return the Poisson-binomial probabilities of 0, 1, ... events, each with its own chance."""
    probabilities = [1.0]
    for chance in chances:
        without = [*probabilities, 0.0]
        shifted = [0.0, *probabilities]
        probabilities = [
            stays * (1 - chance) + grows * chance
            for stays, grows in zip(without, shifted, strict=True)
        ]
    return probabilities


def _clamped(probability: float) -> float:
    return min(1.0, max(0.0, probability))


def _check_probability(name: str, value: float) -> None:
    if not 0 <= value <= 1:
        raise ValueError(f"{name} must be between 0 and 1, got {value}")


def _check_min_participants(min_participants: int) -> None:
    if min_participants < 1:
        raise ValueError(f"min_participants must be >= 1, got {min_participants}")


def _check_n_study(n_study: int) -> None:
    if n_study < 0:
        raise ValueError(f"n_study must be >= 0, got {n_study}")
