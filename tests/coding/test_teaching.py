from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.coding.calibration import Marks
from interview_coder.coding.teaching import Taught, _batches, teach
from interview_coder.embedding import Embedded, embed_exchanges
from tests.hash_encoder import WIDTH, HashEncoder
from tests.small_codebook import exchanges

CODES = ("habit", "worry")


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """
    Steps this small are done sooner by one thread than shared out.
    """
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


def material(n: int, *, start: int = 0) -> tuple[Embedded, Marks]:
    """Return `n` exchanges in which one word says what is a habit, the question what is a worry."""
    made = exchanges(n, start=start)
    embedded = embed_exchanges(
        [example.text for example in made],
        [example.question for example in made],
        encoder=HashEncoder(),
    )
    return embedded, np.array([[code in example.codes for code in CODES] for example in made])


def parts(taught: Taught) -> dict[str, bytes]:
    arrays = {name: values.tobytes() for name, values in taught.network.arrays.items()}
    return arrays | {"/weights": taught.weights.tobytes(), "/bias": taught.bias.tobytes()}


class TestTeach:
    """
    Network and weights are learnt together; the same sentences, the same network.
    """

    @pytest.mark.heavy
    def test_a_word_and_a_question_are_learnt(self) -> None:
        """
        Of sentences not trained on, those with the cue of a code score higher than all others.
        """
        tested, right = material(200, start=5_000)

        taught = teach(*material(1_200))

        scores = taught.network.features(tested) @ taught.weights.T + taught.bias
        for column in range(len(CODES)):
            with_code = scores[right[:, column], column]
            without = scores[~right[:, column], column]
            assert (with_code[:, None] > without).mean() > 0.95

    def test_repeatable(self) -> None:
        """
        Twice the same sentences, twice the same bits, whatever was drawn by lot before.
        """
        first = teach(*material(100))
        torch.manual_seed(11)
        torch.rand(5)

        second = teach(*material(100))

        assert parts(first) == parts(second)

    def test_leaves_chance_alone(self) -> None:
        """
        What a caller draws by lot afterwards is what it would have been.
        """
        before = torch.get_rng_state()

        teach(*material(20))

        assert torch.equal(torch.get_rng_state(), before)

    def test_other_marks_other_network(self) -> None:
        """
        What is learnt follows the marks, not the sentences alone.
        """
        embedded, marks = material(100)

        assert parts(teach(embedded, marks)) != parts(teach(embedded, ~marks))

    def test_shapes(self) -> None:
        """
        There is a row of weights a code; the network's parameters are kept as float16.
        """
        taught = teach(*material(20))

        assert taught.weights.shape == (len(CODES), taught.network.n_features)
        assert taught.bias.shape == (len(CODES),)
        assert taught.network.arrays["narrow.weight"].shape[1] == WIDTH
        assert {values.dtype for values in taught.network.arrays.values()} == {np.dtype("float16")}


class TestBatches:
    """
    A round shows each sentence once, in an order drawn by lot.
    """

    @settings(max_examples=40, deadline=None)
    @given(lengths=st.lists(st.integers(1, 60), min_size=1, max_size=300), seed=st.integers(0, 999))
    def test_each_sentence_once(self, lengths: list[int], seed: int) -> None:
        """
        No sentence is left out of a round or comes twice, and no batch is larger than 48.
        """
        batches = list(_batches(np.array(lengths), np.random.default_rng(seed)))

        assert sorted(np.concatenate(batches).tolist()) == list(range(len(lengths)))
        assert max(map(len, batches)) <= 48
        assert len(batches) == -(-len(lengths) // 48)

    def test_about_one_length(self) -> None:
        """
        Texts of a batch are of about one length, so that little of it is padding.
        """
        lengths = np.arange(960) % 60

        batches = list(_batches(lengths, np.random.default_rng(0)))

        assert all(np.ptp(lengths[batch]) <= 3 for batch in batches)

    def test_rounds_differ(self) -> None:
        """
        The next round comes in another order.
        """
        random = np.random.default_rng(0)
        lengths = np.full(200, 9)

        first, second = (np.concatenate(list(_batches(lengths, random))) for _ in range(2))

        assert not np.array_equal(first, second)
