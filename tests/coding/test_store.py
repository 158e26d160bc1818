from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import numpy as np
import pytest

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, load_or_train, train
from interview_coder.coding.store import file_name, load, save
from interview_coder.embedding import VectorCache
from tests.hash_encoder import HashEncoder
from tests.small_codebook import code_entry, codebook_yaml, write_codebook


@pytest.fixture
def own(tmp_path: Path) -> Codebook:
    """
    A small codebook of one's own.
    """
    return read_codebook(write_codebook(tmp_path / "own"))


def assert_same_judgements(a: MachineCoder, b: MachineCoder) -> None:
    texts = ["I always check it twice.", "I worry about the door.", "It is blue."]
    encoding = HashEncoder().encode(texts)
    one, other = a.judge(texts, encoding), b.judge(texts, encoding)
    assert np.array_equal(one.confidence, other.confidence)
    assert np.array_equal(one.asserted, other.asserted)
    assert np.array_equal(one.suggested, other.suggested)


class TestSaveAndLoad:
    """
    A coder that was saved judges as it did before.
    """

    def test_same_judgements(self, own: Codebook, tmp_path: Path) -> None:
        """
        Confidence, assertions and suggestions are the same after saving and loading.
        """
        coder = train(own, encoder=HashEncoder())

        save(coder, tmp_path / "new" / "coder.npz")

        assert_same_judgements(load(tmp_path / "new" / "coder.npz"), coder)

    def test_same_parts(self, own: Codebook, tmp_path: Path) -> None:
        """
        Codes, examples, vocabulary and thresholds come back as they were.
        """
        coder = train(own, encoder=HashEncoder())
        save(coder, tmp_path / "coder.npz")

        again = load(tmp_path / "coder.npz")

        assert again.codes == coder.codes
        assert again.example_texts == coder.example_texts
        assert again.space.vocabulary == coder.space.vocabulary
        assert np.array_equal(again.example_codes, coder.example_codes)
        assert all(map(np.array_equal, *(asdict(c.thresholds).values() for c in (again, coder))))

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
    A codebook is learnt once for an encoder.
    """

    def test_second_time_nothing_is_learnt(self, own: Codebook, tmp_path: Path) -> None:
        """
        A coder that was trained before is found again, without asking the encoder for anything.
        """
        first = load_or_train(own, encoder=HashEncoder(), folder=tmp_path / "cache")
        encoder = HashEncoder()

        second = load_or_train(own, encoder=encoder, folder=tmp_path / "cache")

        assert encoder.computed == []
        assert_same_judgements(first, second)

    def test_first_and_second_time_are_equal(self, own: Codebook, tmp_path: Path) -> None:
        """
        The coder just trained and the one found again are the same to the last bit.
        """
        first, second = (
            load_or_train(own, encoder=HashEncoder(), folder=tmp_path / "cache") for _ in range(2)
        )

        assert np.array_equal(first.example_vectors, second.example_vectors)
        assert np.array_equal(first.weights, second.weights)

    def test_coder_that_came_along_is_used(self, own: Codebook, tmp_path: Path) -> None:
        """
        A coder in the codebook's folder is used, and nothing is written.
        """
        encoder = HashEncoder()
        save(train(own, encoder=HashEncoder()), own.folder / file_name(own, encoder))

        load_or_train(own, encoder=encoder, folder=tmp_path / "cache")

        assert encoder.computed == []
        assert not (tmp_path / "cache").exists()


class TestFileName:
    """
    The name changes with everything that changes the coder.
    """

    def test_codebook(self, own: Codebook, tmp_path: Path) -> None:
        """
        A codebook that changed in one word asks for another coder.
        """
        changed = codebook_yaml(code_entry("habit"), code_entry("worry"))
        other = read_codebook(write_codebook(tmp_path / "other", codes=changed))
        same = read_codebook(write_codebook(tmp_path / "same"))

        names = [file_name(book, HashEncoder()) for book in (own, other, same)]

        assert names[0] != names[1]
        assert names[0] == names[2]

    def test_weights(self, own: Codebook, cached_encoder: VectorCache) -> None:
        """
        Another model asks for another coder.
        """
        assert file_name(own, HashEncoder()) != file_name(own, cached_encoder)
