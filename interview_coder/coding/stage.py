"""The coding stage: utterances and decisions in, codings out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

import numpy as np
import numpy.typing as npt

from interview_coder.codebook import QuestionType
from interview_coder.coding.calibration import Marks
from interview_coder.coding.decisions import Decisions
from interview_coder.coding.learning import learn
from interview_coder.coding.machine import Judgement, MachineCoder
from interview_coder.coding.reasons import explain
from interview_coder.coding.review import review_order
from interview_coder.embedding import Embedded
from interview_coder.embedding.stage import said as words_of
from interview_coder.findings import MACHINE, Coding, Reasons
from interview_coder.transcript import Study, Utterance
from interview_coder.wording import is_filler


@dataclass(frozen=True, kw_only=True, slots=True)
class Coded:
    """What came of coding.

    Attributes:
        codings: Asserted, in the order of utterances and codes.
        candidates: Likely but not asserted, in the same order.
        confidence: Probability of each code, of shape (n_utterances, n_codes), from 0 to 1.
        review: Ids of utterances nobody has decided on, those whose review teaches most first.
        unaided: (utterance, code) of what the codebook alone asserts on the others.
    """

    codings: tuple[Coding, ...]
    candidates: tuple[Coding, ...]
    confidence: npt.NDArray[np.floating] = field(compare=False, repr=False)
    review: tuple[str, ...]
    unaided: tuple[tuple[str, str], ...] = ()


def code_utterances(
    study: Study,
    utterances: Sequence[Utterance],
    *,
    embedded: Embedded,
    coder: MachineCoder,
    decisions: Decisions,
    question_types: Sequence[QuestionType] = (),
) -> Coded:
    """Code `utterances`; one of fillers alone is coded only by people.

    Where people decided, their word stands. The coder learns from it for the other utterances.

    Args:
        study: Where they were said.
        utterances: All utterances of the study, in order.
        embedded: Their vectors, row by row, of the encoder that `coder` was trained with.
        coder: The machine coder.
        decisions: Of people, checked against the study.
        question_types: Of the codebook, for the reasons.
    """
    features = coder.network.features(embedded)
    texts = [words_of(study, utterance) for utterance in utterances]
    can_be_coded: Marks = np.array([not is_filler(text) for text in texts], dtype=bool)
    alone = coder.judge(coder.scores(features))
    judgement = _corrected(
        alone, coder, features, utterances, embedded=embedded, decisions=decisions
    )
    confidence = np.where(can_be_coded[:, None], judgement.confidence, 0)
    reviewed = np.array([utterance.id in decisions.reviewed for utterance in utterances], bool)
    verdicts = {
        (row, column): verdict
        for row, utterance in enumerate(utterances)
        if utterance.id in decisions.reviewed
        for column, code in enumerate(coder.codes)
        if (verdict := decisions.verdicts.get((utterance.id, code))) is not None
    }

    def machines(marks: Marks) -> list[tuple[int, int]]:
        places = [(int(row), int(column)) for row, column in np.argwhere(marks)]
        return [place for place in places if can_be_coded[place[0]] and place not in verdicts]

    asserted = machines(judgement.asserted)
    # Whoever decided on an utterance has seen what is likely there.
    suggested = [place for place in machines(judgement.suggested) if not reviewed[place[0]]]
    rows = [row for row, _ in asserted]
    reasons = explain(
        coder,
        features[rows],
        texts=[texts[row] for row in rows],
        questions=[study.question(utterances[row]) for row in rows],
        codes=[column for _, column in asserted],
        embedded=embedded.rows(rows),
        question_types=question_types,
    )
    why = dict(zip(asserted, reasons, strict=True))

    def coding(place: tuple[int, int]) -> Coding:
        row, column = place
        verdict = verdicts.get(place)
        return Coding(
            utterance=utterances[row].id,
            code=coder.codes[column],
            coder=", ".join(verdict.coders) if verdict else MACHINE,
            confidence=1.0 if verdict else float(confidence[row, column]),
            reasons=why.get(place, Reasons()),
        )

    by_people = [place for place, verdict in verdicts.items() if verdict.fits]
    order = review_order(
        confidence,
        vectors=embedded.said.sentences,
        participants=[utterance.participant for utterance in utterances],
        can_be_coded=can_be_coded & ~reviewed,
    )
    return Coded(
        codings=tuple(map(coding, sorted(asserted + by_people))),
        candidates=tuple(map(coding, suggested)),
        confidence=confidence,
        review=tuple(utterances[row].id for row in order),
        unaided=tuple(
            (utterances[row].id, coder.codes[column])
            for row, column in np.argwhere(alone.asserted & (can_be_coded & reviewed)[:, None])
        ),
    )


def join_coded(coded: Sequence[Coded], utterances: Sequence[Utterance]) -> Coded:
    """Join what came of several codebooks, in their order.

    The orders of review take turns, so that no codebook is reviewed last.
    """
    if len(coded) == 1:
        return coded[0]
    place = {utterance.id: row for row, utterance in enumerate(utterances)}

    def in_order(codings: Iterable[Coding]) -> tuple[Coding, ...]:
        return tuple(sorted(codings, key=lambda coding: place[coding.utterance]))

    turns = (id for ids in zip_longest(*(each.review for each in coded)) for id in ids if id)
    return Coded(
        codings=in_order(coding for each in coded for coding in each.codings),
        candidates=in_order(coding for each in coded for coding in each.candidates),
        confidence=np.hstack([each.confidence for each in coded]),
        review=tuple(dict.fromkeys(turns))[: max(len(each.review) for each in coded)],
        unaided=tuple(
            sorted((pair for each in coded for pair in each.unaided), key=lambda p: place[p[0]])
        ),
    )


def _corrected(
    alone: Judgement,
    coder: MachineCoder,
    features: np.ndarray,
    utterances: Sequence[Utterance],
    *,
    embedded: Embedded,
    decisions: Decisions,
) -> Judgement:
    """Judge, if people decided anything, by what that teaches; else by the codebook alone."""
    if not decisions.reviewed:
        return alone
    verdicts = decisions.marks(utterances, coder.codes, open_to=alone.asserted)
    learnt = learn(coder, features, verdicts, embedded=embedded)
    decided = verdicts[~np.isnan(verdicts).any(axis=1)] == 1
    return coder.judge(learnt, decided=decided)
