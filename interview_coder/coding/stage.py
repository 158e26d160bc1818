"""The coding stage: utterances in, codings out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from interview_coder.coding.machine import MachineCoder
from interview_coder.embedding import Encoding
from interview_coder.embedding.stage import said
from interview_coder.findings import MACHINE, Coding
from interview_coder.transcript import Study, Utterance
from interview_coder.wording import is_filler


def code_utterances(
    study: Study, utterances: Sequence[Utterance], *, encoding: Encoding, coder: MachineCoder
) -> tuple[tuple[Coding, ...], tuple[Coding, ...]]:
    """Code `utterances`; one of fillers alone is never coded.

    Args:
        study: Where they were said.
        utterances: All utterances of the study, in order.
        encoding: Their vectors, row by row, of the encoder that `coder` was trained with.
        coder: The machine coder.

    Returns:
        What is asserted, and what is likely but not asserted; each in the order of utterances and
        of the codebook's codes.
    """
    texts = [said(study, utterance) for utterance in utterances]
    judgement = coder.judge(texts, encoding)
    can_be_coded = np.array([not is_filler(text) for text in texts])

    def codings(marks: np.ndarray) -> tuple[Coding, ...]:
        return tuple(
            Coding(
                utterance=utterances[row].id,
                code=coder.codes[column],
                coder=MACHINE,
                confidence=float(judgement.confidence[row, column]),
                nearest_example=coder.nearest_example(encoding.sentences[row], column),
            )
            for row, column in np.argwhere(marks)
            if can_be_coded[row]
        )

    return codings(judgement.asserted), codings(judgement.suggested)
