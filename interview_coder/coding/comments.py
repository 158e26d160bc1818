"""Coding of comments: what people write in other sources, judged text by text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from interview_coder.coding.machine import MachineCoder
from interview_coder.embedding import Encoder, embed
from interview_coder.embedding.encoder import Vectors
from interview_coder.embedding.stage import said
from interview_coder.findings import MACHINE, Coding
from interview_coder.transcript import Study, Utterance
from interview_coder.wording import is_filler

_N_AT_ONCE = 1024
"""The states of so many utterances' tokens are held at once: there may be many thousands."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CodedComments:
    """What came of coding comments.

    Attributes:
        codings: Asserted, in the order of utterances and codes; without reasons and themes.
        sentences: Vectors of the utterances, row by row, of shape (n_utterances, dim).
    """

    codings: tuple[Coding, ...]
    sentences: Vectors = field(compare=False, repr=False)


def code_comments(
    study: Study, utterances: Sequence[Utterance], *, encoder: Encoder, coder: MachineCoder
) -> CodedComments:
    """Code utterances of a study's other sources; one of fillers alone is not coded.

    Each is judged by itself, by what scores mean in the codebook's examples. The level of a study's
    scores belongs to its interviews, and so does what people taught the coder there.

    Args:
        study: With its other sources.
        utterances: Of those, in order.
        encoder: The one that `coder` was trained with.
        coder: The machine coder.
    """
    codings: list[Coding] = []
    sentences: list[Vectors] = [encoder.encode([]).sentences]
    for start in range(0, len(utterances), _N_AT_ONCE):
        part = utterances[start : start + _N_AT_ONCE]
        embedded = embed(study, part, encoder=encoder)
        judgement = coder.judge_alone(coder.scores(coder.network.features(embedded)))
        for row, column in np.argwhere(judgement.asserted).tolist():
            if not is_filler(said(study, part[row])):
                coding = Coding(
                    utterance=part[row].id,
                    code=coder.codes[column],
                    coder=MACHINE,
                    confidence=float(judgement.confidence[row, column]),
                )
                codings.append(coding)
        sentences.append(embedded.said.sentences)
    return CodedComments(codings=tuple(codings), sentences=np.concatenate(sentences))
