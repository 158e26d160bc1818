"""The interview guide: what to ask, and what the questions asked so far have brought."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from interview_coder.codebook import Code
from interview_coder.findings import Analysis
from interview_coder.transcript import Span

OPENERS = (
    "Please tell me a little about yourself and what you do on an ordinary day.",
    "Think of the last time you dealt with this. Where were you, and what happened first?",
)
"""Any interview begins with a story, not with an opinion."""

CLOSERS = (
    "What have I not asked that I should have?",
    "Whom else should I talk to who sees it differently?",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class GuideCode:
    """What to ask about one code.

    Attributes:
        code: The code.
        ask: Questions that make people tell of it; empty if the codebook has none.
        n_heard: How many of the participants said something of it; None without an analysis.
        n_people: How many were interviewed; None without an analysis.
    """

    code: Code
    ask: tuple[str, ...]
    n_heard: int | None = None
    n_people: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AskedQuestion:
    """A question that was asked, and what came of it.

    Attributes:
        text: As it was asked.
        transcript: Name of the transcript.
        n_utterances: How many utterances answer it.
        codes: Code to how many of them carry it; empty if it drew no evidence.
    """

    text: str
    transcript: str
    n_utterances: int
    codes: dict[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Guide:
    """A guide for the next interviews.

    Attributes:
        openers: To begin with.
        codes: In the order of the codebooks, those least heard of first if there was an analysis.
        closers: To end with.
        asked: Questions of the analysis, those that drew most evidence first; empty without one.
    """

    openers: tuple[str, ...]
    codes: tuple[GuideCode, ...]
    closers: tuple[str, ...]
    asked: tuple[AskedQuestion, ...] = ()


def build_guide(codes: Sequence[Code], *, analysis: Analysis | None = None) -> Guide:
    """Build a guide from the questions of codes and, if there is one, from an analysis."""
    heard: dict[str, set[str]] = defaultdict(set)
    if analysis is not None:
        for coding in analysis.all_codings:
            heard[coding.code].add(analysis.utterance(coding.utterance).participant)
    n_people = len(analysis.study.participants) if analysis else None
    listed = [
        GuideCode(
            code=code,
            ask=code.ask,
            n_heard=len(heard[code.name]) if analysis else None,
            n_people=n_people,
        )
        for code in codes
    ]
    if analysis is not None:
        listed.sort(key=lambda each: each.n_heard or 0)
    return Guide(
        openers=OPENERS,
        codes=tuple(listed),
        closers=CLOSERS,
        asked=_asked(analysis) if analysis else (),
    )


def _asked(analysis: Analysis) -> tuple[AskedQuestion, ...]:
    codes_of: dict[str, list[str]] = defaultdict(list)
    for coding in analysis.all_codings:
        codes_of[coding.utterance].append(coding.code)
    answers: dict[tuple[str, Span], list[str]] = defaultdict(list)
    for utterance in analysis.all_utterances:
        if utterance.question is not None:
            answers[utterance.transcript, utterance.question].append(utterance.id)
    asked = []
    for (transcript, span), ids in answers.items():
        counts: dict[str, int] = defaultdict(int)
        for id_ in ids:
            for code in codes_of[id_]:
                counts[code] += 1
        asked.append(
            AskedQuestion(
                text=analysis.study.transcript(transcript).quote(span),
                transcript=transcript,
                n_utterances=len(ids),
                codes=dict(counts),
            )
        )
    return tuple(sorted(asked, key=lambda each: -sum(each.codes.values())))
