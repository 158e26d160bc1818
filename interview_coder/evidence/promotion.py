"""The rule that makes a theme part of a persona, and what its count can claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from interview_coder.findings import Promotion
from interview_coder.transcript import Study

CONFIDENCE_LEVEL = 0.95
FEWEST_INTERVIEWS, MOST_INTERVIEWS = 5, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class PromotionRule:
    """When a theme goes to its layer of the persona.

    Attributes:
        min_participants: How many different participants must voice it; at least 2.
    """

    min_participants: int = 3

    def __post_init__(self) -> None:
        if self.min_participants < 2:
            raise ValueError(f"min_participants must be >= 2, got {self.min_participants}")

    def admits(self, participants: Iterable[str]) -> bool:
        """Whether enough different people voice a theme; each counts once."""
        return len(set(participants)) >= self.min_participants


def promote(voices: Iterable[str], *, n_study: int, rule: PromotionRule) -> Promotion:
    """Count the people who voice a theme, and apply the rule.

    Args:
        voices: The participant of each of its utterances.
        n_study: How many participants the study has (N); at least as many as voice the theme.
        rule: When the theme is promoted.
    """
    participants = tuple(sorted(set(voices)))
    low, high = wilson_interval(len(participants), n_study)
    return Promotion(
        participants=participants,
        n_participants=len(participants),
        n_study=n_study,
        share=len(participants) / n_study,
        ci_low=low,
        ci_high=high,
        promoted=rule.admits(participants),
    )


def wilson_interval(n: int, n_study: int) -> tuple[float, float]:
    """Return the 95% interval of a share by the score method of Wilson (1927, JASA 22:209-212).

    The interviewed are taken for a random sample, which purposive samples are not: read the
    interval as the least uncertainty, not as the whole of it.

    >>> [round(end, 2) for end in wilson_interval(3, 8)]
    [0.14, 0.69]
    """
    from scipy.stats import binomtest

    interval = binomtest(n, n_study).proportion_ci(CONFIDENCE_LEVEL, method="wilson")
    return float(interval.low), float(interval.high)


def study_notes(study: Study, *, rule: PromotionRule) -> Iterator[str]:
    """Yield what the number of interviews means for promotion."""
    n = len(study.participants)
    n_interviews = len(study.transcripts)
    people = "1 participant" if n == 1 else f"{n} participants"
    if n < rule.min_participants:
        yield (
            f"{people}: no theme can be promoted, the rule asks for "
            f"{rule.min_participants} different participants"
        )
    if n_interviews < FEWEST_INTERVIEWS:
        yield (
            f"fewer than {FEWEST_INTERVIEWS} interviews: "
            "what is shared by most people can still go unheard"
        )
    if n_interviews > MOST_INTERVIEWS:
        yield (
            f"more than {MOST_INTERVIEWS} interviews: a theme of few can reach the rule; "
            "read the shares, and consider a higher min_participants"
        )
