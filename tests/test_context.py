from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from interview_coder.context import (
    NEIGHBOUR_WEIGHT,
    comment_vectors,
    contextual_vectors,
    put_in_context,
    unit,
)
from interview_coder.embedding import embed
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Span, Study, Utterance
from tests.hash_encoder import HashEncoder
from tests.notation import study_of, talk

ANSWER = "The till is slow again today. We write the hours on paper. Then it rains in."


def study_with(*answers: str) -> Study:
    names = ("Ada", "Bo", "Cyd", "Dag")
    return study_of(
        *(
            talk(f"I: how is it? | {name}: {answer}", name=f"{name}.txt")
            for name, answer in zip(names, answers, strict=False)
        )
    )


def test_rows_are_unit_vectors() -> None:
    """
    A row an utterance, of length one, in at most so many directions.
    """
    study = study_with(ANSWER, "My shift was moved. Nobody told me so.", "It is fine as it is.")
    utterances = segment_study(study)

    vectors = contextual_vectors(utterances, embed(study, utterances, encoder=HashEncoder()).said)

    lengths = np.linalg.norm(vectors, axis=1)
    assert len(vectors) == len(utterances) == 6
    assert all(length == pytest.approx(1, abs=1e-4) or length == 0 for length in lengths)
    assert (lengths > 0).sum() >= 4


def test_no_utterances() -> None:
    """
    No utterances give no rows.
    """
    assert len(contextual_vectors([], HashEncoder().encode([]))) == 0


def test_a_single_utterance_has_nothing_to_stand_out_from() -> None:
    """
    An utterance alone in its study gets a row of zeros, not a division by zero.
    """
    study = study_with("The till is slow again today.")
    utterances = segment_study(study)

    vectors = contextual_vectors(utterances, embed(study, utterances, encoder=HashEncoder()).said)

    assert not vectors.any()
    assert len(vectors) == 1


def test_what_a_participant_has_in_common_is_taken_out() -> None:
    """
    A direction that all utterances of a participant share draws them no nearer to each other.
    """
    study = study_with(ANSWER, ANSWER.replace("till", "lift"))
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said
    shifted = encoding.sentences.copy()
    is_first = [utterance.participant == "Ada" for utterance in utterances]
    shifted[is_first] += 3 * np.eye(shifted.shape[1], dtype=np.float32)[0]

    before = contextual_vectors(utterances, encoding)
    after = contextual_vectors(utterances, replace(encoding, sentences=shifted))

    assert np.allclose(before @ before.T, after @ after.T, atol=1e-3)


def test_the_answer_around_draws_near() -> None:
    """
    The same sentence is nearer to the rest of its answer than to the rest of another answer.
    """
    study = study_of(
        talk(
            "I: how is it? | Ada: It is what it is. The till is slow. The reader is slow too. | "
            "I: and at home? | Ada: It is what it is. My dog sleeps. The cat sleeps as well."
        )
    )
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said

    vectors = contextual_vectors(utterances, encoding)

    own = vectors[0] @ vectors[1] + vectors[0] @ vectors[2]
    other = vectors[0] @ vectors[4] + vectors[0] @ vectors[5]
    assert np.array_equal(encoding.sentences[0], encoding.sentences[3])
    assert own > other


def test_neighbours_on_both_sides() -> None:
    """
    To each sentence of a turn 0.3 of the one before and of the one after is added, no others.
    """
    study = study_with(ANSWER, "My shift was moved. Nobody told me so.")
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said
    alone = [replace(utterance, turn=number) for number, utterance in enumerate(utterances)]

    own = contextual_vectors(alone, encoding)
    vectors = contextual_vectors(utterances, encoding)

    assert NEIGHBOUR_WEIGHT == 0.3
    expected = [
        own[0] + 0.3 * own[1],
        own[1] + 0.3 * own[0] + 0.3 * own[2],
        own[2] + 0.3 * own[1],
        own[3] + 0.3 * own[4],
        own[4] + 0.3 * own[3],
    ]
    assert np.allclose(vectors, unit(np.array(expected)), atol=1e-5)


def test_turns_part_neighbours() -> None:
    """
    What follows the interviewer's next question is no neighbour, nor is another interview.
    """
    study = study_of(
        talk(
            "I: how is it? | Ada: It is slow. | I: and? | Ada: It rains in. | I: so? | Ada: Cold."
        ),
        talk("I: how is it? | Bo: It is dear. | I: and? | Bo: I am late.", name="P2.txt"),
    )
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said
    alone = [replace(utterance, turn=number) for number, utterance in enumerate(utterances)]

    assert np.array_equal(
        contextual_vectors(utterances, encoding), contextual_vectors(alone, encoding)
    )


def test_the_encoding_stays() -> None:
    """
    The vectors that came in are not changed.
    """
    study = study_with(ANSWER, "My shift was moved. Nobody told me so.")
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said
    before = encoding.sentences.copy()

    contextual_vectors(utterances, encoding)

    assert np.array_equal(encoding.sentences, before)


def test_put_in_context() -> None:
    """
    A study in context holds what it was given, with the contextual vectors.
    """
    study = study_with(ANSWER)
    utterances = segment_study(study)
    encoding = embed(study, utterances, encoder=HashEncoder()).said

    context = put_in_context(study, utterances, encoding)

    assert (context.study, context.utterances) == (study, utterances)
    assert np.array_equal(context.vectors, contextual_vectors(utterances, encoding))


def test_unit_leaves_zeros() -> None:
    """
    Rows are scaled to length one; a row of zeros stays as it is, and the input too.
    """
    vectors = np.array([[3, 4], [0, 0]], dtype=np.float32)

    scaled = unit(vectors)

    assert np.allclose(scaled, np.array([[0.6, 0.8], [0, 0]]))
    assert vectors[0].tolist() == [3, 4]


def comments(*turns: int) -> list[Utterance]:
    """Return utterances of another source that stand in these comments."""
    return [
        Utterance(
            id=f"t-{n:04d}",
            transcript="t.csv",
            participant="",
            turn=turn,
            span=Span(start=n, end=n + 1),
        )
        for n, turn in enumerate(turns)
    ]


def test_comments_are_measured_from_the_centre_of_the_interviews() -> None:
    """
    The mean of the interviews is taken out of a comment, and not that of the comments.
    """
    centre = np.array([1, 0], dtype=np.float32)
    sentences = np.array([[1, 1], [1, 1], [2, 0]], dtype=np.float32)

    vectors = comment_vectors(comments(0, 1, 2), sentences, centre=centre)

    assert vectors.tolist() == [[0, 1], [0, 1], [1, 0]]


def test_neighbours_in_a_comment() -> None:
    """
    A sentence takes after its neighbours in the same comment, and after no other.
    """
    sentences = np.array([[1, 0], [0, 1], [0, 1]], dtype=np.float32)

    vectors = comment_vectors(comments(0, 0, 1), sentences, centre=np.zeros(2, dtype=np.float32))

    expected = unit(np.array([[1, NEIGHBOUR_WEIGHT]], dtype=np.float32))[0]
    assert vectors[0] == pytest.approx(expected)
    assert vectors[2].tolist() == [0, 1]
