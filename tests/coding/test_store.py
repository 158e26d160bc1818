from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest
import torch

from interview_coder.codebook import Codebook, Example, read_codebook
from interview_coder.coding import MachineCoder, load_or_train
from interview_coder.coding.store import file_name, load, save
from interview_coder.coding.training import MIN_TO_READ, train_with
from interview_coder.embedding import SentenceEncoder, VectorCache, embed_exchanges
from tests.hash_encoder import HashEncoder, untrained_network
from tests.small_codebook import (
    codebook_of,
    example_rows,
    examples_csv,
    exchanges,
    write_codebook,
)

EXAMPLES = exchanges(40, passages=False)


@pytest.fixture
def own(tmp_path: Path) -> Codebook:
    """
    A small codebook of one's own.
    """
    return read_codebook(write_codebook(tmp_path / "own"))


@pytest.fixture(scope="module")
def small() -> MachineCoder:
    """
    A coder of few examples, one of which contradicts another.
    """
    twins = [
        Example(codes=frozenset({code}), text="I do it — daily 🙂.") for code in ("habit", "worry")
    ]
    return train_with(
        untrained_network(),
        codebook_of([*EXAMPLES, *twins]),
        background=codebook_of(exchanges(40, start=700)),
        encoder=HashEncoder(),
    )


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    """
    What is this small is done sooner by one thread than shared out.
    """
    usual = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(usual)


@pytest.fixture(scope="module")
def cache(
    small: MachineCoder, codebook: Codebook, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """
    A folder in which the default codebook's coder for `HashEncoder` lies already.
    """
    folder = tmp_path_factory.mktemp("cache")
    save(small, folder / file_name(codebook, HashEncoder()))
    return folder


def assert_judge_alike(a: MachineCoder, b: MachineCoder) -> None:
    """Ask two coders about the same texts; their answers must not differ in a bit."""
    embedded = embed_exchanges(
        [example.text for example in EXAMPLES],
        [example.question for example in EXAMPLES],
        encoder=HashEncoder(),
    )
    features, other_features = (coder.network.features(embedded) for coder in (a, b))
    scores, other_scores = a.scores(features), b.scores(other_features)
    judgement, other = a.judge(scores), b.judge(other_scores)
    assert features.tobytes() == other_features.tobytes()
    assert scores.tobytes() == other_scores.tobytes()
    assert judgement.confidence.tobytes() == other.confidence.tobytes()
    assert np.array_equal(judgement.asserted, other.asserted)
    assert np.array_equal(judgement.suggested, other.suggested)
    assert a.nearest_examples(features[0], 0, 9) == b.nearest_examples(features[0], 0, 9)
    assert np.array_equal(a.standardised(features), b.standardised(features))


class TestSaveAndLoad:
    """
    A coder that was saved judges as it did before.
    """

    def test_judges_alike(self, small: MachineCoder, tmp_path: Path) -> None:
        """
        Features, scores, judgements and examples shown are the same after saving and loading.
        """
        save(small, tmp_path / "new" / "coder.npz")

        assert_judge_alike(load(tmp_path / "new" / "coder.npz"), small)

    def test_same_parts(self, small: MachineCoder, tmp_path: Path) -> None:
        """
        Codes, examples, contradictions and calibration come back as they were.
        """
        save(small, tmp_path / "coder.npz")

        again = load(tmp_path / "coder.npz")

        assert again.codes == small.codes
        assert again.contradictions == small.contradictions
        assert len(again.contradictions) == 1
        assert again.memory.texts == small.memory.texts
        assert np.array_equal(again.memory.codes, small.memory.codes)
        assert again.held_out_kappa == small.held_out_kappa
        for name, values in asdict(small.calibration).items():
            assert np.array_equal(getattr(again.calibration, name), values)

    def test_nothing_to_tell(self, small: MachineCoder, tmp_path: Path) -> None:
        """
        A coder without contradictions comes back without any.
        """
        save(replace(small, contradictions=()), tmp_path / "coder.npz")

        assert load(tmp_path / "coder.npz").contradictions == ()

    def test_saved_over_an_older_one(self, small: MachineCoder, tmp_path: Path) -> None:
        """
        Saving again replaces the file, and leaves nothing beside it.
        """
        save(replace(small, contradictions=("old",)), tmp_path / "coder.npz")

        save(small, tmp_path / "coder.npz")

        assert load(tmp_path / "coder.npz").contradictions == small.contradictions
        assert [path.name for path in tmp_path.iterdir()] == ["coder.npz"]

    def test_file_holds_no_code(self, tmp_path: Path) -> None:
        """
        A file that would run code when read is refused.
        """
        path = tmp_path / "coder.npz"
        np.savez(path, codes=np.array([{"a": 1}], dtype=object))

        with pytest.raises(ValueError, match="allow_pickle=False"):
            load(path)


class TestLoadOrTrain:
    """
    A codebook is learnt once for an encoder; one with few examples borrows a network.
    """

    def test_few_examples_borrow_a_network(
        self, own: Codebook, small: MachineCoder, cache: Path
    ) -> None:
        """
        One's own codes are learnt once, with the network that the default codebook taught.
        """
        encoder = HashEncoder()

        first = load_or_train(own, encoder=HashEncoder(), folder=cache)
        second = load_or_train(own, encoder=encoder, folder=cache)

        assert len(own.examples) < MIN_TO_READ
        assert first.codes == ("habit", "worry")
        assert first.network.arrays.keys() == small.network.arrays.keys()
        for name, values in small.network.arrays.items():
            assert first.network.arrays[name].tobytes() == values.tobytes()
        assert encoder.computed == []
        assert_judge_alike(first, second)

    def test_coder_that_came_along_is_used(
        self, own: Codebook, small: MachineCoder, tmp_path: Path
    ) -> None:
        """
        A coder in the codebook's folder is used, and nothing is written.
        """
        encoder = HashEncoder()
        save(small, own.folder / file_name(own, encoder))

        coder = load_or_train(own, encoder=encoder, folder=tmp_path / "nowhere")

        assert coder.contradictions == small.contradictions
        assert encoder.computed == []
        assert not (tmp_path / "nowhere").exists()

    def test_changed_codebook_is_learnt_anew(
        self, own: Codebook, small: MachineCoder, tmp_path: Path, codebook: Codebook
    ) -> None:
        """
        One more example, and the coder that was found before is not found any more.
        """
        cache = tmp_path / "cache"
        for book in (own, codebook):
            save(small, cache / file_name(book, HashEncoder()))
        rows = examples_csv([*example_rows(), "habit,I always do."])
        changed = read_codebook(write_codebook(own.folder, examples=rows))

        coder = load_or_train(changed, encoder=HashEncoder(), folder=cache)

        assert "I always do." in coder.memory.texts


class TestFileName:
    """
    The name changes with everything that changes the coder.
    """

    def test_codebook(self, own: Codebook, tmp_path: Path) -> None:
        """
        A codebook whose examples changed in one word asks for another coder.
        """
        rows = [
            row.replace('habit,"', 'habit,"Oh ') if i == 0 else row
            for i, row in enumerate(example_rows())
        ]
        other = read_codebook(write_codebook(tmp_path / "other", examples=examples_csv(rows)))
        same = read_codebook(write_codebook(tmp_path / "same"))

        names = [file_name(book, HashEncoder()) for book in (own, other, same)]

        assert names[0] != names[1]
        assert names[0] == names[2]

    def test_weights(self, own: Codebook, cached_encoder: VectorCache) -> None:
        """
        Another model asks for another coder.
        """
        assert file_name(own, HashEncoder()) != file_name(own, cached_encoder)

    def test_precision(self, own: Codebook, encoder: SentenceEncoder) -> None:
        """
        The same weights in another precision share a coder, though not their vectors.
        """
        other = replace(encoder, precision="float64")

        assert file_name(own, other) == file_name(own, encoder)
        assert other.fingerprint != encoder.fingerprint
