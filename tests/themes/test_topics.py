from __future__ import annotations

import numpy as np
import pytest

from interview_coder.themes.clustering import Labels
from interview_coder.themes.topics import describe
from tests.hash_encoder import HashEncoder

TEXTS = (
    "The calculator gives us another holiday.",
    "I mean, um, the holiday calculator is, like, there.",
    "Somebody is sick and I phone.",
    "Yeah, so when they are sick I phone, you know, everybody.",
    "The printer jams.",
)
LABELS: Labels = np.array([0, 0, 1, 1, 2])


def describe_with(texts: tuple[str, ...], labels: Labels) -> list[list[str]]:
    vectors = HashEncoder().encode(texts).sentences
    return [list(topic.words) for topic in describe(texts, labels, vectors=vectors, language="en")]


class TestDescribe:
    """
    A topic's words are those that set its cluster apart, strongest first.
    """

    def test_a_topic_a_cluster_in_their_order(self) -> None:
        """
        Topics come in the order of the cluster numbers, whatever their sizes.
        """
        few, many, one = describe_with(TEXTS, LABELS)

        assert {"calculator", "holiday"} == set(few[:2])
        assert {"sick", "phone"} == set(many[:2])
        assert set(one) == {"printer", "jams"}

    def test_no_stop_words_or_fillers(self) -> None:
        """
        Words that everybody uses and words said while thinking are no words of a topic.
        """
        said = {word for words in describe_with(TEXTS, LABELS) for word in words}

        assert said.isdisjoint("the um like yeah so you know when they are i mean and in".split())
        assert said

    def test_twice_the_same(self) -> None:
        """
        The same clusters are described in the same words in the same order.
        """
        assert describe_with(TEXTS, LABELS) == describe_with(TEXTS, LABELS)

    @pytest.mark.parametrize("n", [0, 1, 2])
    def test_few_texts(self, n: int) -> None:
        """
        No, one or two texts are described too.
        """
        topics = describe_with(TEXTS[:n], np.arange(n))

        assert len(topics) == n
        assert all(topics)

    def test_text_of_stop_words_alone(self) -> None:
        """
        A text of stop words alone does not stop the others from being described.
        """
        topics = describe_with((*TEXTS, "So there you are."), np.array([0, 0, 1, 1, 2, 3]))

        assert len(topics) == 4
        assert {"printer", "jams"} == set(topics[2])
