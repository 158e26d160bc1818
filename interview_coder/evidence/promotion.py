"""The rule that makes a theme part of a persona, and what its count can claim."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from interview_coder.evidence.claims import chance_of_rule, detectable_prevalence
from interview_coder.findings import Promotion
from interview_coder.transcript import Study

CONFIDENCE_LEVEL = 0.95
FEWEST_INTERVIEWS, MOST_INTERVIEWS = 5, 10


@dataclass(frozen=True, kw_only=True, slots=True)
class PromotionRule:
    """When a theme goes to its layer of the persona.

    Attributes:
        min_participants: How many different participants must voice it; at least 2.
        min_share: How large a share of all participants they must be, too; from 0 to 1.
        accepted_only: Count participants only where a person accepted a coding of the theme.
    """

    min_participants: int = 3
    min_share: float = 0.0
    accepted_only: bool = False

    def __post_init__(self) -> None:
        if self.min_participants < 2:
            raise ValueError(f"min_participants must be >= 2, got {self.min_participants}")
        if not 0 <= self.min_share <= 1:
            raise ValueError(f"min_share must be from 0 to 1, got {self.min_share}")

    @classmethod
    def of_study(cls, study: Study) -> PromotionRule:
        """Return the rule that `study` asks for."""
        return cls(
            min_participants=study.min_participants,
            min_share=study.min_share,
            accepted_only=study.accepted_only,
        )

    def n_needed(self, n_study: int) -> int:
        """Return how many participants must voice a theme in a study of `n_study`."""
        # Rounded first, so that 0.3 of 10 is three whatever the last bit of the product says.
        return max(self.min_participants, ceil(round(self.min_share * n_study, 9)))


class Voice(NamedTuple):
    """Who voices a theme with one coding.

    Attributes:
        participant: Who.
        by_person: Whether a person put the coding there or accepted it; else the machine did.
    """

    participant: str
    by_person: bool = False


def promote(
    voices: Iterable[Voice], *, n_study: int, rule: PromotionRule, precision: float = 1.0
) -> Promotion:
    """Count the people who voice a theme, and apply the rule.

    Args:
        voices: One for each of its codings.
        n_study: How many participants the study has (N); at least as many as voice the theme.
        rule: When the theme is promoted.
        precision: Share of the machine's codings that are right, from 0 to 1.
    """
    voices = tuple(voices)
    participants = tuple(sorted({voice.participant for voice in voices}))
    accepted = tuple(sorted({voice.participant for voice in voices if voice.by_person}))
    low, high = wilson_interval(len(participants), n_study)
    n_needed = rule.n_needed(n_study)
    promoted = len(accepted if rule.accepted_only else participants) >= n_needed
    chance = chance_of_rule(
        Counter(voice.participant for voice in voices),
        precision=precision,
        accepted=accepted,
        min_participants=n_needed,
    )
    return Promotion(
        participants=participants,
        accepted=accepted,
        n_participants=len(participants),
        n_study=n_study,
        share=len(participants) / n_study,
        ci_low=low,
        ci_high=high,
        chance=round(chance, 6) if promoted else None,
        promoted=promoted,
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
    n_needed = rule.n_needed(n)
    people = "1 participant" if n == 1 else f"{n} participants"
    findable = detectable_prevalence(n, min_participants=n_needed)
    if findable is None:
        yield (
            f"{people}: no theme can be promoted, the rule asks for "
            f"{n_needed} different participants"
        )
    elif study.coefficients:
        yield (
            f"{people}, promotion from {n_needed}: a theme must be held by {findable:.0%} of "
            "people like these to be promoted four times out of five; rarer ones are often missed"
        )
    if rule.accepted_only:
        yield "only participants of whom a person accepted a coding count for promotion"
    if n_interviews < FEWEST_INTERVIEWS:
        yield (
            f"fewer than {FEWEST_INTERVIEWS} interviews: "
            "what is shared by most people can still go unheard"
        )
    if n_interviews > MOST_INTERVIEWS:
        yield (
            f"more than {MOST_INTERVIEWS} interviews: a theme of few can reach the rule; "
            "read the shares, and consider a higher min_participants or a min_share"
        )
