"""The journey: what people tell of each stage, from the first notice to recommending it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from statistics import median

from interview_coder.codebook import Code
from interview_coder.findings import Analysis, Theme

JOURNEY = "journey"
"""The place, on a sheet, of codes that are stages; their order in the codebook is that of time."""

FEWEST_PEOPLE = 2
"""A theme that one person alone tells of in a stage is not laid to it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StageTheme:
    """A theme of another code, told of in a stage.

    Attributes:
        theme: The theme.
        n_utterances: How many of its utterances also carry the code of the stage, or stand in the
            same turn as one that does.
        participants: Who said them, sorted.
        moment: When in the interviews they are said: 0 at the beginning, 1 at the end; the median.
    """

    theme: Theme
    n_utterances: int
    participants: tuple[str, ...]
    moment: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Stage:
    """One stage of the journey.

    Attributes:
        code: Of the stage.
        participants: Who tells of it, sorted; empty if nobody does.
        themes: The stage's own promoted themes, the most widely shared first.
        told_with: Promoted themes of other codes that are told of in it, in the order in which
            people come to them.
    """

    code: Code
    participants: tuple[str, ...]
    themes: tuple[Theme, ...]
    told_with: tuple[StageTheme, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """The stages in the order of time.

    Attributes:
        stages: In the order of the codebook; empty if no codebook with stages was used.
        people: How many were interviewed.
    """

    stages: tuple[Stage, ...]
    people: int


def journey_of(analysis: Analysis) -> Journey:
    """Lay the promoted themes over the stages.

    A theme belongs to the stage in whose telling it comes up: its utterance carries the stage's
    code, or stands in the same turn as an utterance that does, with at least two people. A theme
    can belong to several.
    People tell their story more or less as it went, so themes of a stage stand in the order of the
    median moment at which they are told.
    """
    stages = [code for code in analysis.codes if code.sheet == JOURNEY]
    names = {code.name for code in stages}
    others = [
        theme
        for theme in analysis.all_themes
        if theme.promotion.promoted and theme.code not in names
    ]
    return Journey(
        stages=tuple(_stage(analysis, code, others) for code in stages),
        people=len(analysis.study.participants),
    )


def _stage(analysis: Analysis, code: Code, others: Collection[Theme]) -> Stage:
    coded = [
        analysis.utterance(coding.utterance)
        for coding in analysis.all_codings
        if coding.code == code.name
    ]
    turns = {(utterance.transcript, utterance.turn) for utterance in coded}
    moments = _moments(analysis)
    told = []
    for theme in others:
        here = [
            utterance
            for id_ in theme.utterances
            if ((utterance := analysis.utterance(id_)).transcript, utterance.turn) in turns
        ]
        people = tuple(sorted({utterance.participant for utterance in here}))
        if len(people) >= FEWEST_PEOPLE:
            moment = median(moments[utterance.id] for utterance in here)
            told.append(
                StageTheme(theme=theme, n_utterances=len(here), participants=people, moment=moment)
            )
    told.sort(key=lambda each: (round(each.moment, 6), each.theme.id))
    return Stage(
        code=code,
        participants=tuple(sorted({utterance.participant for utterance in coded})),
        themes=tuple(
            theme
            for theme in analysis.all_themes
            if theme.code == code.name and theme.promotion.promoted
        ),
        told_with=tuple(told),
    )


def _moments(analysis: Analysis) -> dict[str, float]:
    """Return utterance to the part of the interview that lies before it."""
    lengths = {transcript.name: len(transcript.text) for transcript in analysis.study.transcripts}
    return {
        utterance.id: utterance.span.start / max(1, lengths[utterance.transcript])
        for utterance in analysis.all_utterances
    }
