from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from interview_coder.embedding import embed, embed_exchanges
from interview_coder.embedding.stage import MAX_QUESTION_WORDS, end_of_question, said
from interview_coder.segmentation import segment_study
from tests.hash_encoder import HashEncoder
from tests.notation import study_of, talk


class TestEmbed:
    """
    Every utterance is encoded as it was said, beside the question that led to it.
    """

    def test_a_row_an_utterance(self) -> None:
        """
        Utterances and their questions are encoded row by row, in order.
        """
        study = study_of(
            talk(
                "I: How is it? | P1: The app is slow today. I gave up on it last week. | "
                "I: And then? | P1: Then I rang them."
            )
        )
        utterances = segment_study(study)

        embedded = embed(study, utterances, encoder=HashEncoder())

        texts = ["The app is slow today.", "I gave up on it last week.", "Then I rang them."]
        questions = ["How is it?", "How is it?", "And then?"]
        assert len(embedded) == len(utterances) == 3
        assert np.array_equal(embedded.said.sentences, HashEncoder().encode(texts).sentences)
        assert np.array_equal(embedded.asked.sentences, HashEncoder().encode(questions).sentences)

    def test_nobody_asked(self) -> None:
        """
        An utterance that nobody asked for answers the empty question.
        """
        study = study_of(talk("P1: The app is slow today. | I: How is it? | P1: I gave up on it."))
        utterances = segment_study(study)

        embedded = embed(study, utterances, encoder=HashEncoder())

        empty = HashEncoder().encode([""]).sentences[0]
        assert np.array_equal(embedded.asked.sentences[0], empty)
        assert not np.array_equal(embedded.asked.sentences[1], empty)
        assert np.array_equal(embedded.unasked.sentences, [empty])

    def test_line_breaks_and_asides_are_left_out(self) -> None:
        """
        What nobody said and how lines are broken does not reach the model; the quote keeps both.
        """
        study = study_of(talk("I: how is it? | P1: The app [laughs] is slow\ntoday, all of it."))
        (utterance,) = segment_study(study)

        text = said(study, utterance)

        assert text == "The app is slow today, all of it."
        assert study.quote(utterance) == "The app [laughs] is slow\ntoday, all of it."


class TestEmbedExchanges:
    """
    A question is encoded once, however many texts answer it.
    """

    def test_a_question_once(self) -> None:
        """
        Each text is encoded, each question once, and the empty one always.
        """
        encoder = HashEncoder()

        embed_exchanges(["a", "b", "c", "d"], ["why?", "how?", "why?", ""], encoder=encoder)

        assert Counter(encoder.computed) == Counter(["a", "b", "c", "d", "why?", "how?", ""])

    def test_no_texts(self) -> None:
        """
        No texts give no rows; the empty question is there all the same.
        """
        embedded = embed_exchanges([], [], encoder=HashEncoder())

        assert len(embedded) == len(embedded.asked) == 0
        assert len(embedded.unasked) == 1

    def test_rows(self) -> None:
        """
        Picked rows keep text and question together.
        """
        texts, questions = ["a", "b", "c"], ["why?", "", "how?"]
        embedded = embed_exchanges(texts, questions, encoder=HashEncoder())

        picked = embedded.rows([2, 0])

        assert np.array_equal(picked.said.sentences, HashEncoder().encode(["c", "a"]).sentences)
        assert np.array_equal(
            picked.asked.sentences, HashEncoder().encode(["how?", "why?"]).sentences
        )
        assert np.array_equal(picked.unasked.sentences, embedded.unasked.sentences)

    def test_questions_that_end_alike(self) -> None:
        """
        Of a long question the end is read, so questions that end alike are the same one.
        """
        end = " ".join(["word"] * (MAX_QUESTION_WORDS - 1)) + " why?"

        embedded = embed_exchanges(
            ["a", "b"], [f"So, {end}", f"Well,  {end}"], encoder=HashEncoder()
        )

        assert np.array_equal(embedded.asked.sentences[0], embedded.asked.sentences[1])
        assert len(embedded.asked.tokens[0]) == 1 + MAX_QUESTION_WORDS


@pytest.mark.parametrize(
    ("question", "end"),
    [
        pytest.param("", "", id="empty"),
        pytest.param(" \n", "", id="blank"),
        pytest.param("And\nwhy  that?", "And why that?", id="short"),
        pytest.param("x " * 40 + "why?", "x " * 29 + "why?", id="long"),
    ],
)
def test_end_of_question(question: str, end: str) -> None:
    """
    The last thirty words of a question are kept, parted by single spaces.
    """
    assert end_of_question(question) == end
