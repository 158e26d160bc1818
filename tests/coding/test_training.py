from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Codebook, Example, read_codebook
from interview_coder.coding import MachineCoder, coder_notes, train
from interview_coder.coding.teaching import teach
from interview_coder.coding.training import N_FOLDS, _folds, train_with
from interview_coder.embedding import Embedded, VectorCache, embed_exchanges
from tests.hash_encoder import WIDTH, HashEncoder, untrained_network
from tests.small_codebook import codebook_of, exchanges, write_codebook

NETWORK = untrained_network()
BACKGROUND = codebook_of([e for e in exchanges(300, start=9_000) if not e.codes])
HABIT, WORRY, NOTHING = frozenset({"habit"}), frozenset({"worry"}), frozenset[str]()


@pytest.fixture(autouse=True)
def _one_thread() -> Iterator[None]:
    """
    Steps this small are done sooner by one thread than shared out.
    """
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


def learn_few(codebook: Codebook, *, encoder: HashEncoder | None = None) -> MachineCoder:
    """Train a coder on a small codebook with the network and background of this file."""
    encoder = encoder or HashEncoder()
    return train_with(NETWORK, codebook, background=BACKGROUND, encoder=encoder)


def embedded_of(examples: Sequence[Example]) -> Embedded:
    texts = [example.text for example in examples]
    return embed_exchanges(texts, [e.question for e in examples], encoder=HashEncoder())


def marks_of(examples: Sequence[Example]) -> np.ndarray:
    return np.array([[code in e.codes for code in ("habit", "worry")] for e in examples])


def bits(coder: MachineCoder) -> dict[str, bytes]:
    """Return all that was learnt, to the last bit."""
    arrays: dict[str, np.ndarray] = {
        **coder.network.arrays,
        "/weights": coder.weights,
        "/bias": coder.bias,
        "/centre": coder.centre,
        "/scale": coder.scale,
        "/asserted": coder.calibration.asserted,
        "/suggested": coder.calibration.suggested,
        "/slope": coder.calibration.slope,
        "/memory": coder.memory.vectors,
    }
    return {name: values.tobytes() for name, values in arrays.items()}


def separation(coder: MachineCoder, examples: Sequence[Example]) -> float:
    """Return how often an example with a code scores above one without, for the worst code."""
    scores = coder.scores(coder.network.features(embedded_of(examples)))
    marks = marks_of(examples)
    return min(
        float((scores[has][:, column][:, None] > scores[~has][:, column]).mean())
        for column, has in enumerate(marks.T)
    )


class TestFolds:
    """
    Each example has one fold, in which it is tested; a passage is wholly tested or wholly learnt.
    """

    def test_passages_stay_together(self) -> None:
        """
        Sentences of one passage are tested in one fold, wherever they stand in the file.
        """
        passages = ["a", "b", "a", "c", "d", "b", "e", "f"]
        examples = [Example(codes=NOTHING, text="x", passage=passage) for passage in passages]

        assert _folds(examples).tolist() == [0, 1, 0, 2, 3, 1, 4, 0]

    def test_codes_are_dealt_out(self) -> None:
        """
        Five examples of a code that stand alone are tested in five folds.
        """
        examples = [Example(codes=codes, text="x") for codes in [HABIT, WORRY, NOTHING] * 5]

        folds = _folds(examples)

        for start in range(3):
            assert sorted(folds[start::3].tolist()) == [0, 1, 2, 3, 4]

    @settings(max_examples=60, deadline=None)
    @given(passages=st.lists(st.sampled_from(["", "a", "b", "c", "d", "e", "f"]), min_size=1))
    def test_no_fold_is_empty(self, passages: list[str]) -> None:
        """
        However few passages there are, folds are numbered without a gap, at most five.
        """
        examples = [Example(codes=NOTHING, text="x", passage=p) for p in passages]

        numbers = set(_folds(examples).tolist())

        assert numbers == set(range(len(numbers)))
        assert len(numbers) <= N_FOLDS


class TestTrainWith:
    """
    A codebook of few examples borrows a network, and is tested on what it had not learnt.
    """

    def test_network_is_borrowed(self) -> None:
        """
        The network is the one given, untouched; the codes are those of the codebook.
        """
        before = {name: values.tobytes() for name, values in NETWORK.arrays.items()}

        coder = learn_few(codebook_of(exchanges(60)))

        assert coder.network is NETWORK
        assert {name: values.tobytes() for name, values in NETWORK.arrays.items()} == before
        assert coder.codes == ("habit", "worry")
        assert coder.weights.shape == (2, NETWORK.n_features)

    def test_what_can_be_learnt_shows_held_out(self) -> None:
        """
        A code with a plain cue is found in held-out examples, each of which has its score.
        """
        coder = learn_few(codebook_of(exchanges(200)))

        assert coder.held_out_kappa["habit"] > 0.65

    def test_what_cannot_be_learnt_shows_held_out(self) -> None:
        """
        Codes dealt out by lot are learnt by heart, yet nothing of it shows in the held-out kappa.
        """
        made = exchanges(60)
        lots = [e.codes for e in made]
        Random(3).shuffle(lots)
        # Four times the same sentence is a passage; held out one by one it would be known.
        examples = [
            replace(made[i // 4], codes=lots[i // 4], passage=f"p{i // 4}") for i in range(240)
        ]

        coder = learn_few(codebook_of(examples))

        assert separation(coder, examples) > 0.9
        assert max(coder.held_out_kappa.values()) < 0.4

    def test_repeatable(self) -> None:
        """
        The same examples give the same coder, to the last bit.
        """
        own = codebook_of(exchanges(80, passages=False))

        assert bits(learn_few(own)) == bits(learn_few(own))

    @pytest.mark.parametrize("passages", [True, False], ids=["passages", "picked-examples"])
    def test_background(self, passages: bool) -> None:
        """
        Ordinary talk stands in for the rest, whether examples are whole passages or not.
        """
        examples = exchanges(80, passages=passages)
        encoder = HashEncoder()

        coder = learn_few(codebook_of(examples), encoder=encoder)

        talk = {example.text for example in BACKGROUND.examples}
        assert talk.issubset(encoder.computed)
        assert talk.isdisjoint(coder.memory.texts)
        assert np.allclose(coder.calibration.rate, 0.05)
        assert not coder.calibration.is_rate_known.any()

    def test_memory_holds_the_examples_with_a_code(self) -> None:
        """
        Examples that carry a code are remembered with it, in their order, others are not.
        """
        examples = exchanges(60)

        memory = learn_few(codebook_of(examples)).memory

        coded = [example for example in examples if example.codes]
        assert 0 < len(coded) < 60
        assert list(memory.texts) == [example.text for example in coded]
        assert np.array_equal(memory.codes, marks_of(coded))
        assert memory.vectors.dtype == np.int8
        assert np.allclose(np.linalg.norm(memory.vectors / 127, axis=1), 1, atol=0.05)

    def test_fewest_examples(self) -> None:
        """
        Five examples of each code, the fewest a codebook may have, can be learnt and tested.
        """
        examples = [
            Example(codes=codes, text=f"{name} number{n}")
            for n in range(5)
            for name, codes in (("always", HABIT), ("afraid", WORRY), ("blue", NOTHING))
        ]

        coder = learn_few(codebook_of(examples))

        assert separation(coder, examples) == 1
        assert np.isfinite(coder.calibration.kappa).all()

    def test_a_feature_that_never_changes(self) -> None:
        """
        Where all examples agree in a feature, its scale is one and nothing is divided by zero.
        """
        arrays = {name: np.zeros_like(values) for name, values in NETWORK.arrays.items()}
        constant = replace(NETWORK, arrays=arrays)

        coder = train_with(
            constant, codebook_of(exchanges(60)), background=BACKGROUND, encoder=HashEncoder()
        )

        assert (coder.scale[WIDTH:] == 1).all()
        assert (coder.scale > 0).all()
        assert np.isfinite(coder.weights).all()

    @pytest.mark.heavy
    def test_a_real_codebook(
        self,
        coder: MachineCoder,
        codebook: Codebook,
        cached_encoder: VectorCache,
        tmp_path: Path,
    ) -> None:
        """
        With the shipped network, eight sentences a code teach it to tell habits from worries.
        """
        own = read_codebook(write_codebook(tmp_path))
        texts = [
            "Every Sunday I water the plants before breakfast.",
            "I always take the early bus.",
            "I'm frightened that they will forget her.",
            "I worry that the roof gives way.",
            "The table is made of oak.",
        ]

        small = train_with(coder.network, own, background=codebook, encoder=cached_encoder)

        embedded = embed_exchanges(texts, [""] * len(texts), encoder=cached_encoder)
        habit, worry = small.scores(small.network.features(embedded)).T
        assert small.codes == ("habit", "worry")
        assert habit[:2].min() > max(habit[2:])
        assert worry[2:4].min() > max(*worry[:2], worry[4])


class TestTrain:
    """
    A codebook of many examples teaches a network of its own.
    """

    def test_a_fifth_is_held_out(self) -> None:
        """
        Held out once, the coder is the one that learnt the other four fifths, no more.
        """
        examples = exchanges(100)
        rest = [e for e, fold in zip(examples, _folds(examples), strict=True) if fold != 0]

        coder = train(codebook_of(examples), encoder=HashEncoder())

        taught = teach(embedded_of(rest), marks_of(rest))
        assert len(rest) == 80
        assert coder.weights.tobytes() == taught.weights.tobytes()
        assert coder.bias.tobytes() == taught.bias.tobytes()

    def test_all_is_learnt_where_all_is_tested(self) -> None:
        """
        Held out in five parts, the coder in the end learns every example.
        """
        examples = exchanges(60)

        coder = train(codebook_of(examples), encoder=HashEncoder(), n_tested=N_FOLDS)

        taught = teach(embedded_of(examples), marks_of(examples))
        assert coder.weights.tobytes() == taught.weights.tobytes()

    def test_repeatable(self) -> None:
        """
        Training draws no lots: twice the same examples, twice the same coder, to the last bit.
        """
        own = codebook_of(exchanges(80))

        first, second = (train(own, encoder=HashEncoder()) for _ in range(2))

        assert bits(first) == bits(second)

    @pytest.mark.heavy
    def test_what_can_be_learnt_shows_held_out(self) -> None:
        """
        Cues in the sentence and in the question are found in the fifth that was held out.
        """
        coder = train(codebook_of(exchanges(1_200)), encoder=HashEncoder())

        assert min(coder.held_out_kappa.values()) > 0.8


class TestContradictions:
    """
    Examples without context that say the same and carry different codes are told of.
    """

    def told(self, *examples: Example) -> tuple[str, ...]:
        return learn_few(codebook_of([*exchanges(40), *examples])).contradictions

    def test_both_are_named(self) -> None:
        """
        The message gives both sentences with what they carry, and reaches the reader's notes.
        """
        own = codebook_of(
            [
                *exchanges(40, passages=True),
                Example(codes=HABIT | WORRY, text="I do it daily."),
                Example(codes=NOTHING, text="I do it daily."),
            ]
        )

        coder = learn_few(own)

        message = (
            "two examples of the codebook say nearly the same with different codes: "
            "'I do it daily.' (habit+worry) and 'I do it daily.' (none)"
        )
        assert coder.contradictions == (message,)
        assert message in list(coder_notes(coder))

    @pytest.mark.parametrize(
        "other",
        [
            pytest.param(Example(codes=HABIT, text="I do it daily."), id="same-codes"),
            pytest.param(Example(codes=WORRY, text="I fear it daily."), id="other-words"),
            pytest.param(
                Example(codes=WORRY, text="I do it daily.", question="why?"), id="question"
            ),
            pytest.param(Example(codes=WORRY, text="I do it daily.", passage="p"), id="passage"),
        ],
    )
    def test_no_contradiction(self, other: Example) -> None:
        """
        The same code, other words, or a context in which they were said: nothing is told.
        """
        assert self.told(Example(codes=HABIT, text="I do it daily."), other) == ()

    def test_five_at_most(self) -> None:
        """
        Of many contradictions five are told, so that the notes can still be read.
        """
        twins = [
            Example(codes=codes, text=f"I do it {n} times.")
            for n in range(8)
            for codes in (HABIT, WORRY)
        ]

        told = self.told(*twins)

        assert len(told) == len(set(told)) == 5

    def test_nearly_the_same(self, cached_encoder: VectorCache, coder: MachineCoder) -> None:
        """
        Sentences that differ in a mark say the same to the model, sentences on one subject do not.
        """
        own = codebook_of(
            [
                *[
                    Example(codes=c, text=f"x{n}", passage=f"p{n}")
                    for n in range(6)
                    for c in (HABIT, WORRY, NOTHING)
                ],
                Example(codes=HABIT, text="The bill is always late."),
                Example(codes=WORRY, text="The bill is always late!"),
                Example(codes=WORRY, text="I fear that the bill comes late."),
            ]
        )

        small = train_with(coder.network, own, background=BACKGROUND, encoder=cached_encoder)

        (told,) = small.contradictions
        assert "'The bill is always late.' (habit)" in told
        assert "'The bill is always late!' (worry)" in told


@pytest.mark.parametrize(("n", "is_told"), [(19, True), (20, False)])
def test_few_examples_are_told(n: int, is_told: bool) -> None:
    """
    Of a code with fewer than twenty examples the reader learns how many there are.
    """
    habits = [e for e in exchanges(300) if "habit" in e.codes][:n]
    others = [e for e in exchanges(200, start=600) if "habit" not in e.codes]

    notes = list(coder_notes(learn_few(codebook_of([*habits, *others]))))

    told = [note for note in notes if f"the codebook has {n} examples of 'habit'" in note]
    assert len(told) == is_told
    assert not any("examples of 'worry'; with fewer" in note for note in notes)
