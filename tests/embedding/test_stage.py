from __future__ import annotations

from interview_coder.embedding import embed
from interview_coder.embedding.stage import said
from interview_coder.segmentation import segment_study
from tests.hash_encoder import HashEncoder
from tests.notation import study_of, talk


def test_a_row_an_utterance() -> None:
    """
    Every utterance is encoded once, in order, as it was said.
    """
    study = study_of(talk("I: how is it? | P1: The app is slow today. I gave up on it last week."))
    utterances = segment_study(study)
    encoder = HashEncoder()

    encoding = embed(study, utterances, encoder=encoder)

    assert encoder.computed == ["The app is slow today.", "I gave up on it last week."]
    assert len(encoding) == len(utterances) == 2


def test_line_breaks_and_asides_are_left_out() -> None:
    """
    What nobody said and how lines are broken does not reach the model; the quote keeps both.
    """
    study = study_of(talk("I: how is it? | P1: The app [laughs] is slow\ntoday, all of it."))
    (utterance,) = segment_study(study)

    text = said(study, utterance)

    assert text == "The app is slow today, all of it."
    assert study.quote(utterance) == "The app [laughs] is slow\ntoday, all of it."
