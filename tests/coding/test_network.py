from __future__ import annotations

import random
from collections.abc import Sequence

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.coding import MachineCoder
from interview_coder.coding.network import (
    MAX_QUESTION_TOKENS,
    WIDTH,
    build_module,
    pad,
    pool_batch,
)
from interview_coder.embedding import Embedded, VectorCache, embed_exchanges
from interview_coder.embedding.encoder import Vectors
from tests.hash_encoder import WIDTH as WIDTH_OF_ENCODER
from tests.hash_encoder import HashEncoder, untrained_network

EXCHANGES = (
    ("It is slow.", "How is it?"),
    ("No.", ""),
    ("", ""),
    ("We write the hours on a card and somebody types them in again on Friday.", "And then?"),
    ("It is slow.", ""),
    ("So on and so on. " * 12, "Why is that? " * 30),
)
NUMBERS = st.lists(st.integers(0, len(EXCHANGES) - 1), min_size=1, max_size=40)


NETWORK = untrained_network()


def embedded_of(exchanges: Sequence[tuple[str, str]]) -> Embedded:
    texts = [text for text, _ in exchanges]
    return embed_exchanges(texts, [asked for _, asked in exchanges], encoder=HashEncoder())


def features_of(*exchanges: tuple[str, str]) -> Vectors:
    return NETWORK.features(embedded_of(exchanges))


class TestFeatures:
    """
    A sentence's features come from it and the question before it, and from nothing else.
    """

    def test_shape(self) -> None:
        """
        There is a row a sentence, as wide as the network says.
        """
        features = features_of(*EXCHANGES)

        assert features.shape == (len(EXCHANGES), NETWORK.n_features)
        assert NETWORK.n_features == WIDTH_OF_ENCODER + 2 * WIDTH
        assert features.dtype == np.float32
        assert np.isfinite(features).all()

    def test_no_sentences(self) -> None:
        """
        No sentences give no rows, of the right width.
        """
        assert features_of().shape == (0, NETWORK.n_features)

    @settings(max_examples=10, deadline=None)
    @given(numbers=NUMBERS, order=st.randoms(use_true_random=False))
    def test_same_bits_in_any_company(self, numbers: list[int], order: random.Random) -> None:
        """
        The same exchange has the same bits alone, among any others and in any order.
        """
        exchanges = [EXCHANGES[number] for number in numbers]
        shuffled = order.sample(exchanges, len(exchanges))
        alone = features_of(exchanges[0])[0].tobytes()

        together, again = features_of(*exchanges), features_of(*shuffled)

        assert together[0].tobytes() == alone
        assert again[shuffled.index(exchanges[0])].tobytes() == alone

    def test_same_bits_on_any_number_of_threads(self) -> None:
        """
        The same exchanges have the same bits on one thread and on two.
        """
        embedded = embedded_of([*EXCHANGES * 6])
        usual = torch.get_num_threads()
        results = []
        for n_threads in (1, 2):
            torch.set_num_threads(n_threads)
            try:
                results.append(NETWORK.features(embedded).tobytes())
            finally:
                torch.set_num_threads(usual)

        assert results[0] == results[1]

    def test_same_bits_from_text_to_features(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        Model and trained network together: a text's features are the same to the bit in company.
        """
        texts, questions = zip(*EXCHANGES, strict=True)
        encoder = cached_encoder.encoder  # nothing remembered
        together = coder.network.features(embed_exchanges(texts, questions, encoder=encoder))

        for i in (0, 3):
            alone = embed_exchanges([texts[i]], [questions[i]], encoder=encoder)
            assert coder.network.features(alone)[0].tobytes() == together[i].tobytes()

    def test_question_counts(self) -> None:
        """
        The same sentence after another question, or after none, has other features.
        """
        why, how, nothing = features_of(
            ("It is slow.", "Why so?"), ("It is slow.", "How is it?"), ("It is slow.", "")
        )

        assert not np.allclose(why, how, atol=1e-3)
        assert not np.allclose(why, nothing, atol=1e-3)
        own = slice(0, WIDTH_OF_ENCODER)  # what the encoder alone makes of the sentence
        assert why[own].tobytes() == how[own].tobytes() == nothing[own].tobytes()

    def test_only_the_end_of_a_question_is_looked_at(self) -> None:
        """
        What stands further from the end of a question than the network looks changes nothing.
        """
        end = " ".join(["word"] * MAX_QUESTION_TOKENS)
        encoder = HashEncoder()
        said, long, longer, other = (
            encoder.encode([text])
            for text in ("It is slow.", f"so {end}", f"well and so {end}", f"{end} why")
        )

        a, b, c = (
            NETWORK.features(Embedded(said=said, asked=asked, unasked=asked))
            for asked in (long, longer, other)
        )

        assert a.tobytes() == b.tobytes()
        assert not np.allclose(a, c, atol=1e-4)

    def test_padding_does_not_count(self) -> None:
        """
        Features are what the network makes of a sentence by itself, unpadded, but for rounding.
        """
        module = build_module(WIDTH_OF_ENCODER).eval()
        module.load_state_dict(
            {k: torch.from_numpy(v.astype(np.float32)) for k, v in NETWORK.arrays.items()}
        )
        embedded = embedded_of(EXCHANGES[:4])
        expected = []
        for said, asked in zip(embedded.said.tokens, embedded.asked.tokens, strict=True):
            states, is_said = pad([said], len(said))
            with torch.inference_mode():
                read = module(states, is_said, *pad([asked], len(asked)))
                expected.append(pool_batch(states, is_said, read)[0].numpy())

        features = NETWORK.features(embedded)

        assert np.allclose(features, np.stack(expected), atol=0.05)

    def test_what_is_learnt_is_what_is_used(self) -> None:
        """
        Pooling of a padded batch, which training learns from, gives the features of each sentence.
        """
        states, is_said = pad(
            [np.array([[1, 5], [3, -9]], np.float16), np.array([[2, 2]], np.float16)], 4
        )
        read = torch.full((2, 4, WIDTH), 99.0)
        read[0, 0], read[0, 1], read[1, 0] = -4.0, -2.0, 7.0

        first, second = pool_batch(states, is_said, read).numpy()

        assert first[:2].tolist() == [2, -2]
        assert second[:2].tolist() == [2, 2]
        assert set(first[2 : 2 + WIDTH]) == {-3}
        assert set(first[2 + WIDTH :]) == {-2}
        assert set(second[2:]) == {7}


class TestContributions:
    """
    What each token adds to a weighted sum of the features; together they are that sum.
    """

    @settings(max_examples=15, deadline=None)
    @given(numbers=NUMBERS, seed=st.integers(0, 2**16))
    def test_sum(self, numbers: list[int], seed: int) -> None:
        """
        Whatever the weights, the shares of a sentence's tokens sum to its weighted features.
        """
        embedded = embedded_of([EXCHANGES[number] for number in numbers])
        shape = (len(numbers), NETWORK.n_features)
        weights = np.random.default_rng(seed).normal(size=shape).astype(np.float32)

        shares = NETWORK.contributions(embedded, weights)

        expected = (NETWORK.features(embedded) * weights).sum(axis=1)
        assert [len(row) for row in shares] == [len(tokens) for tokens in embedded.said.tokens]
        assert np.allclose([row.sum() for row in shares], expected, atol=1e-2)

    def test_sum_of_the_trained_network(
        self, coder: MachineCoder, cached_encoder: VectorCache
    ) -> None:
        """
        For the shipped coder the shares, and its bias, sum to the score of a code.
        """
        texts, questions = zip(*EXCHANGES, strict=True)
        embedded = embed_exchanges(texts, questions, encoder=cached_encoder)

        for column in range(len(coder.codes)):
            weights = np.repeat(coder.weights[column : column + 1], len(texts), axis=0)
            shares = coder.network.contributions(embedded, weights)
            sums = [row.sum() + coder.bias[column] for row in shares]
            scores = coder.scores(coder.network.features(embedded))[:, column]
            assert np.allclose(sums, scores, atol=1e-3)

    def test_a_maximum_belongs_to_one_token(self) -> None:
        """
        A weight on a maximum goes to the token that has it, on a mean to all of them.
        """
        embedded = embedded_of([EXCHANGES[3]])
        weights = np.zeros((1, NETWORK.n_features), dtype=np.float32)
        of_maximum, of_mean = weights.copy(), weights.copy()
        of_maximum[0, -1] = of_mean[0, 0] = 1

        (highest,) = NETWORK.contributions(embedded, of_maximum)
        (mean,) = NETWORK.contributions(embedded, of_mean)

        assert np.count_nonzero(highest) == 1
        assert np.allclose(mean, embedded.said.tokens[0][:, 0] / len(mean), atol=1e-6)


class TestReadPart:
    """
    What the network itself made of a text is a direction, by which examples are compared.
    """

    def test_length_one(self) -> None:
        """
        Rows are one long and leave out what the encoder alone makes of a text.
        """
        features = features_of(*EXCHANGES)

        part = NETWORK.read_part(features)

        features[:, :WIDTH_OF_ENCODER] += 5
        assert part.shape == (len(EXCHANGES), WIDTH)
        assert np.allclose(np.linalg.norm(part, axis=1), 1, atol=1e-5)
        assert np.array_equal(NETWORK.read_part(features), part)
        assert np.array_equal(NETWORK.read_part(features[2]), part[2])

    def test_zeros(self) -> None:
        """
        Where nothing sets a text apart, there is no direction, and no division by zero.
        """
        assert not NETWORK.read_part(np.zeros(NETWORK.n_features, dtype=np.float32)).any()


@pytest.mark.parametrize("length", [3, 8])
def test_pad(length: int) -> None:
    """
    Rows stand at the beginning, zeros after them, and the mask tells them apart.
    """
    rows = [np.ones((3, 2), np.float16), np.full((1, 2), 4, np.float16)]

    padded, is_token = pad(rows, length)

    assert padded.shape == (2, length, 2)
    assert padded[:, :, 0].tolist() == [[1, 1, 1] + [0] * (length - 3), [4] + [0] * (length - 1)]
    assert is_token.sum(dim=1).tolist() == [3, 1]
    assert is_token[:, 0].all()
