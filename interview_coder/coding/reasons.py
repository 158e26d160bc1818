"""Why the machine coder put a code on an utterance, in words a researcher understands."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from interview_coder.codebook import QuestionType
from interview_coder.coding.machine import MachineCoder
from interview_coder.embedding import Embedded
from interview_coder.embedding.encoder import Spans, Vectors
from interview_coder.findings import Reasons
from interview_coder.wording import content_words

N_EXAMPLES = 3
N_CUES = 3
_MAX_CUE_WORDS = 5
_LEAST_SHARE = 0.5
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_QUESTION_COUNTS = 0.5


def explain(
    coder: MachineCoder,
    features: Vectors,
    *,
    texts: Sequence[str],
    questions: Sequence[str],
    codes: Sequence[int],
    embedded: Embedded,
    question_types: Sequence[QuestionType],
) -> list[Reasons]:
    """Give the reasons of codings; every sequence has one entry a coding.

    The score of a code is a sum over the words of the utterance, so the cues are the words that
    add most to it. The question has counted if the score would have been lower by 0.5 or more,
    in log-odds, had nobody asked.

    Args:
        coder: Who put the codes.
        features: What its network makes of the texts.
        texts: As the models see them.
        questions: In full; empty where nobody asked.
        codes: Number of each coding's code.
        embedded: The texts with their questions.
        question_types: Of the codebook.
    """
    if not texts:
        return []
    weights = coder.weights[list(codes)]
    shares = coder.network.contributions(embedded, weights)
    unasked = coder.network.features(
        Embedded(
            said=embedded.said,
            asked=embedded.unasked.rows([0] * len(texts)),
            unasked=embedded.unasked,
        )
    )
    lost = ((features - unasked) * weights).sum(axis=1)
    usual = coder.centre @ coder.weights.T
    types = {question: question_type(question, question_types) for question in set(questions)}
    reasons = []
    for i, code in enumerate(codes):
        above = shares[i] - usual[code] / len(shares[i])
        counted = bool(questions[i]) and float(lost[i]) >= _QUESTION_COUNTS
        reasons.append(
            Reasons(
                examples=coder.nearest_examples(features[i], code, N_EXAMPLES),
                cues=_cues(texts[i], embedded.said.spans[i], above),
                question_type=types[questions[i]],
                question_counted=counted,
            )
        )
    return reasons


def question_type(question: str, types: Sequence[QuestionType]) -> str:
    """Return the name of the first type one of whose cues stands latest in the question.

    What was asked stands at the end of a turn. Empty if no type fits.
    """
    lowered = _levelled(question)
    last, found = -1, ""
    for type_ in types:
        place = max((lowered.rfind(_levelled(cue)) for cue in type_.cues), default=-1)
        if place > last:
            last, found = place, type_.name
    return found


def _levelled(text: str) -> str:
    return " ".join(text.lower().replace("’", "'").split())


def _says_something(cue: str) -> bool:
    """Whether a cue is more than a function word: two words, or one with a meaning."""
    return len(cue.split()) > 1 or bool(content_words(cue, language="en"))


def _cues(text: str, spans: Spans, shares: Vectors) -> tuple[str, ...]:
    """Return the words that speak most for a code, as they stand; neighbours together."""
    words = [(match.start(), match.end()) for match in _WORD.finditer(text)]
    of_words = np.zeros(len(words))
    for (start, end), share in zip(spans, shares, strict=True):
        for k, (first, last) in enumerate(words):
            if start < last and first < end:
                of_words[k] += float(share)
                break
    if not len(words) or of_words.max() <= 0:
        return ()
    least = _LEAST_SHARE * np.sort(of_words)[::-1][: 2 * N_CUES].mean()
    strong = of_words >= max(least, 1e-6)
    runs: list[tuple[float, int, int]] = []
    k = 0
    while k < len(words):
        end = k
        while end < len(words) and strong[end] and end - k < _MAX_CUE_WORDS:
            end += 1
        if end > k and _says_something(text[words[k][0] : words[end - 1][1]]):
            runs.append((float(of_words[k:end].sum()), k, end))
        k = max(end, k + 1)
    best = sorted(sorted(runs, key=lambda run: -run[0])[:N_CUES], key=lambda run: run[1])
    return tuple(text[words[first][0] : words[end - 1][1]] for _, first, end in best)
