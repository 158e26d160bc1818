"""Negative cases: what participants say about the matter of a theme, the other way.

Looking for them is part of a trustworthy analysis (Lincoln & Guba 1985, negative case analysis).
What is found is a suggestion to read: nothing here says that a theme is wrong, and finding
nothing does not say that nobody disagrees.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

import numpy as np
import numpy.typing as npt

from interview_coder.context import InContext, unit
from interview_coder.embedding.encoder import Vectors
from interview_coder.embedding.stage import said
from interview_coder.findings import Coding, NegativeCase, NegativeCases, NegativeComment, Theme
from interview_coder.transcript import Utterance

MAX_CASES = 5
"""So many negative cases of a theme are returned at most."""

NEARNESS = 0.6
"""An utterance is on a theme's matter from this share of the similarity that is usual in it."""

MIN_SIMILARITY = 0.25
"""Below this cosine no utterance is on the matter, however loose the theme is."""

MAX_CONFIDENCE = 0.5
"""From this probability of the theme's code on, an utterance is no negative case."""

CUE_LANGUAGE = "en"
"""The cues are English; a study in another language is not searched."""

Polarity = Literal["denial", "contentment", "resolution", "indifference", "trust"]

CUES: Mapping[Polarity, tuple[str, ...]] = {
    "denial": (
        "NO ... problem/problems/trouble/bother/issue/issues/difficulty/complaints/qualms",
        "NOT ... problem/problems/trouble/issue/issues/difficulty",
        "NOT ... hard/difficult/bad/complicated/tricky/stressful",
        "NOT ... bother/bothers/bothered/mind/minded/complain/complained",
        "NOT ... worried/afraid/scared",
        "NO batted an eyelid/eye",
        "NO ... complained/complains/minded/minds",
        "would/i'd/we'd/they'd happily",
    ),
    "contentment": (
        "it/that/this/which/everything ... works/worked", "works/worked fine/well",
        "fine", "happy", "glad", "pleased", "fair/fairest/fairer", "enjoy/enjoyed",
        "is/was/are/were/it's/that's/they're ... easy/simple/smooth/painless",
        "i/we/they/he/she/you ... like/love/likes/loves/liked/loved it/doing/that/them",
        "enough as it is", "good enough", "suits/suited me/us/them",
    ),
    "resolution": (
        "used to ... but ... now", "no longer", "NOT ... any more/anymore", "since then",
        "sorted", "solved", "came round to", "got used to", "got over",
        "NOT had to", "an improvement",
    ),
    "indifference": (
        "NOT need", "no need", "NOT fussed", "NOT care", "couldn't care less",
        "NOT matter", "makes no difference",
    ),
    "trust": ("trust/trusts/trusted", "confident", "reliable", "rely on", "comfortable with"),
}  # fmt: skip
"""How people say that something is not so, by what the words do.

`...` stands for up to three words of the same clause, `/` for a choice, NOT and NO for words that
deny. Every polarity counts against every theme: whoever is content has neither the difficulty,
nor the wish, nor the reluctance. That the words do not voice the code is the coder's to judge.
"""

_ASSERTING: frozenset[Polarity] = frozenset({"contentment", "trust"})
_WORDS = {
    "NOT": r"(?:not|never|hardly|cannot|\w+n't)",
    "NO": r"(?:no|nothing|nobody|no one|none)",
    "...": r"(?: [\w'-]+){0,3}",
}
# `It would be fine if …` and `I want it to be easy` are wishes; `it isn't easy` is the difficulty.
_UNDONE = re.compile(
    rf"\b(?:{_WORDS['NOT']}|{_WORDS['NO']}|without|if|unless|would|could|should|[a-z]+'d|wish"
    r"|want|wants|wanted|hope|until)(?: [\w'-]+){0,10} $"
)


def find_negative_cases(
    themes: Iterable[Theme],
    *,
    context: InContext,
    confidence: npt.NDArray[np.floating],
    codes: Sequence[str],
    coded: Iterable[Coding],
) -> tuple[Theme, ...]:
    """Search for what speaks against the promoted themes.

    A negative case is an utterance (1) outside the theme, (2) whose cosine with the centre of the
    theme is at least `NEARNESS` of the median cosine of the theme's own utterances with the
    centre of the others, and at least `MIN_SIMILARITY`, (3) that does not carry the theme's code
    and has it with a probability below `MAX_CONFIDENCE`, and (4) that holds a cue of `CUES`.

    Args:
        themes: Of the study.
        context: What the themes were made from: the utterances of the study, in context.
        confidence: Probability of each code, of shape (n_utterances, n_codes), from 0 to 1.
        codes: Names of its columns.
        coded: Asserted codings, of the machine and of people.

    Returns:
        The themes in the order given, those that are promoted with their negative cases.
    """
    study, utterances, vectors = context.study, context.utterances, context.vectors
    id_to_row = {utterance.id: row for row, utterance in enumerate(utterances)}
    carried = {(coding.code, coding.utterance) for coding in coded}

    def search(theme: Theme) -> NegativeCases:
        if study.language != CUE_LANGUAGE:
            return NegativeCases()
        own = [id_to_row[id_] for id_ in theme.utterances]
        similarity = vectors @ _centre(vectors[own])
        # Rounded first, so that the last bits of a product decide nothing.
        near = np.flatnonzero(np.round(similarity, 6) >= _level(vectors[own]))
        rows = [row for row in near.tolist() if row not in set(own)]
        likely = confidence[:, codes.index(theme.code)]
        cases = []
        for row in rows:
            utterance = utterances[row]
            is_coded = (theme.code, utterance.id) in carried or likely[row] >= MAX_CONFIDENCE
            found = None if is_coded else find_cue(said(study, utterance))
            if found is not None:
                cases.append(_case(theme, utterance, round(float(similarity[row]), 3), found=found))
        cases.sort(key=lambda case: (case.voices_theme, -case.similarity, case.utterance))
        return NegativeCases(found=tuple(cases[:MAX_CASES]), n_looked_at=len(rows))

    return tuple(
        replace(theme, negative_cases=search(theme)) if theme.promotion.promoted else theme
        for theme in themes
    )


def find_negative_comments(
    themes: Iterable[Theme],
    *,
    context: InContext,
    utterances: Sequence[Utterance],
    vectors: Vectors,
    coded: Collection[tuple[str, str]],
) -> tuple[NegativeComment, ...]:
    """Search other sources for what speaks against the promoted themes, as among the interviews.

    Args:
        themes: Of the study.
        context: What they were made from.
        utterances: Of the other sources.
        vectors: Their `comment_vectors`, row by row.
        coded: Code and utterance of every coding of theirs.

    Returns:
        At most `MAX_CASES` a theme, the nearest first, in the order of the themes.
    """
    if context.study.language != CUE_LANGUAGE or not utterances:
        return ()
    id_to_row = {utterance.id: row for row, utterance in enumerate(context.utterances)}
    found = []
    for theme in themes:
        if not theme.promotion.promoted:
            continue
        own = [id_to_row[id_] for id_ in theme.utterances]
        similarity = vectors @ _centre(context.vectors[own])
        near = np.flatnonzero(np.round(similarity, 6) >= _level(context.vectors[own]))
        cases = []
        for row in near.tolist():
            id_ = utterances[row].id
            cue = find_cue(said(context.study, utterances[row]))
            if (theme.code, id_) not in coded and cue is not None:
                how_near = round(float(similarity[row]), 3)
                cases.append(
                    NegativeComment(theme=theme.id, utterance=id_, similarity=how_near, cue=cue[1])
                )
        cases.sort(key=lambda case: (-case.similarity, case.utterance))
        found += cases[:MAX_CASES]
    return tuple(found)


def find_cue(text: str) -> tuple[Polarity, str] | None:
    """Return the first words in `text` that deny, are content, or tell of a matter resolved.

    Returns:
        What the words do, and the words in lower case; None where there are none.

    >>> find_cue("Nobody batted an eyelid.")
    ('denial', 'nobody batted an eyelid')
    >>> find_cue("It isn't easy.") is None
    True
    """
    plain = " ".join(text.lower().replace("’", "'").split())
    for polarity, pattern in _patterns():
        for match in pattern.finditer(plain):
            if polarity in _ASSERTING and _UNDONE.search(plain[: match.start()]):
                continue
            return polarity, match.group()
    return None


def _case(
    theme: Theme, utterance: Utterance, similarity: float, *, found: tuple[Polarity, str]
) -> NegativeCase:
    polarity, cue = found
    who = utterance.participant
    voices = who in theme.promotion.participants
    return NegativeCase(
        utterance=utterance.id,
        participant=who,
        similarity=similarity,
        cue=cue,
        voices_theme=voices,
        how=(
            f"It is on the matter of the theme (similarity {similarity:.2f}), “{cue}” is a cue of "
            f"{polarity}, and the coder does not find the theme's code in it; "
            f"{who} {'also voices' if voices else 'does not voice'} the theme."
        ),
    )


def _centre(members: Vectors) -> Vectors:
    centre: Vectors = unit(members.mean(axis=0, keepdims=True))[0]
    return centre


def _level(members: Vectors) -> float:
    """Return the cosine from which an utterance is on the matter of a theme."""
    if len(members) < 2:
        return MIN_SIMILARITY
    # Each against the others alone: its own part in the centre would flatter small themes.
    others = unit(members.sum(axis=0) - members)
    usual = float(np.median((members * others).sum(axis=1)))
    return round(max(MIN_SIMILARITY, NEARNESS * usual), 6)


@lru_cache
def _patterns() -> tuple[tuple[Polarity, re.Pattern[str]], ...]:
    return tuple((polarity, _compile(cue)) for polarity, cues in CUES.items() for cue in cues)


def _compile(cue: str) -> re.Pattern[str]:
    pattern = ""
    for part in cue.split():
        if part == "...":
            pattern += _WORDS["..."]
            continue
        choice = "|".join(_WORDS.get(word, re.escape(word)) for word in part.split("/"))
        pattern += f"{' ' if pattern else ''}(?:{choice})"
    return re.compile(rf"(?<![\w'-])(?:{pattern})(?![\w'-])")
