from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from interview_coder.embedding import Encoder, Encoding, SentenceEncoder, VectorCache
from tests.hash_encoder import DIM, HashEncoder

TEXTS = ("It is slow.", "I gave up on it.", "Then they rang me up again.", "")


def cache_of(folder: Path, *, fingerprint: str = "hash-v1") -> tuple[VectorCache, HashEncoder]:
    """Return a cache in `folder` as a new process would make it, and the encoder inside."""
    encoder = HashEncoder(fingerprint=fingerprint)
    return VectorCache(encoder=encoder, folder=folder), encoder


def assert_same_bits(a: Encoding, b: Encoding) -> None:
    assert len(a) == len(b)
    assert arrays(a) == arrays(b)


def arrays(encoding: Encoding) -> list[tuple[str, tuple[int, ...], bytes]]:
    """Return type, shape and bits of all that is known of each text."""
    parts: list[np.ndarray] = [encoding.sentences, *encoding.tokens, *encoding.spans]
    return [(part.dtype.name, part.shape, part.tobytes()) for part in parts]


class TestRemembering:
    """
    What was encoded once is not encoded again.
    """

    def test_second_call_computes_nothing(self, tmp_path: Path) -> None:
        """
        A cache made anew over the same folder answers from the disk.
        """
        first, _ = cache_of(tmp_path)
        second, encoder = cache_of(tmp_path)
        first.encode(TEXTS)

        second.encode(TEXTS)

        assert encoder.computed == []

    def test_only_what_is_missing_is_computed(self, tmp_path: Path) -> None:
        """
        A new text among known ones is the only one computed.
        """
        cache, encoder = cache_of(tmp_path)
        cache.encode(TEXTS[:2])

        cache.encode([TEXTS[1], "new", TEXTS[0]])

        assert encoder.computed == [*TEXTS[:2], "new"]

    def test_repeated_text_is_computed_once(self, tmp_path: Path) -> None:
        """
        A text that comes three times in one call is computed once and answered three times.
        """
        cache, encoder = cache_of(tmp_path)

        encoding = cache.encode(["yes", "no", "yes", "yes"])

        assert encoder.computed == ["yes", "no"]
        assert_same_bits(encoding, HashEncoder().encode(["yes", "no", "yes", "yes"]))

    @pytest.mark.parametrize("warm_up", [(), TEXTS[1:3], TEXTS], ids=["cold", "half", "warm"])
    def test_vectors_are_those_computed(self, tmp_path: Path, warm_up: Sequence[str]) -> None:
        """
        Vectors are those of the encoder, bit for bit and in the order asked for, cold or warm.
        """
        cache, _ = cache_of(tmp_path)
        cache.encode(warm_up)

        encoding = cache.encode(TEXTS)

        assert_same_bits(encoding, HashEncoder().encode(TEXTS))

    def test_no_texts(self, tmp_path: Path) -> None:
        """
        No texts give no rows, of the right width.
        """
        cache, _ = cache_of(tmp_path)

        encoding = cache.encode([])

        assert encoding.sentences.shape == (0, DIM)
        assert encoding.tokens == encoding.spans == ()

    def test_vectors_of_the_model(self, encoder: SentenceEncoder, tmp_path: Path) -> None:
        """
        What the model computed comes back bit for bit, whatever was encoded beside it before.
        """
        before = VectorCache(encoder=encoder, folder=tmp_path)
        after = VectorCache(encoder=encoder, folder=tmp_path)
        before.encode(["naïve 🙂", *TEXTS[1:]])

        encoding = after.encode([TEXTS[2], "naïve 🙂", TEXTS[0]])

        assert_same_bits(encoding, encoder.encode([TEXTS[2], "naïve 🙂", TEXTS[0]]))

    def test_more_texts_than_a_query_takes(self, tmp_path: Path) -> None:
        """
        A call may hold more texts than one query of the database.
        """
        texts = [f"text {i}" for i in range(1_203)]
        first, _ = cache_of(tmp_path)
        second, encoder = cache_of(tmp_path)
        first.encode(texts)

        encoding = second.encode(texts[::-1])

        assert encoder.computed == []
        assert_same_bits(encoding, HashEncoder().encode(texts[::-1]))


class TestKey:
    """
    A vector is found again only for the same text and an encoder of the same fingerprint.
    """

    def test_another_fingerprint_is_another_cache(self, tmp_path: Path) -> None:
        """
        An encoder whose fingerprint changed gets its own vectors, not those of before.
        """
        before, _ = cache_of(tmp_path, fingerprint="hash-v1")
        after, encoder = cache_of(tmp_path, fingerprint="hash-v2")
        before.encode(TEXTS)

        encoding = after.encode(TEXTS)

        assert encoder.computed == list(TEXTS)
        assert_same_bits(encoding, HashEncoder(fingerprint="hash-v2").encode(TEXTS))

    def test_texts_that_differ_in_a_space(self, tmp_path: Path) -> None:
        """
        Texts that look alike are different texts.
        """
        cache, encoder = cache_of(tmp_path)

        cache.encode(["It is slow.", "It is slow. ", "it is slow."])

        assert len(encoder.computed) == 3

    def test_no_text_is_stored(self, tmp_path: Path) -> None:
        """
        What participants said cannot be read out of the cache.
        """
        cache, _ = cache_of(tmp_path)

        cache.encode(["Quillfeather told me in confidence"])

        stored = b"".join(path.read_bytes() for path in tmp_path.iterdir())
        assert stored
        assert b"Quillfeather" not in stored


def test_a_cache_is_an_encoder(tmp_path: Path) -> None:
    """
    A cache stands wherever an encoder does, under the same name, hash and fingerprint.
    """
    cache, encoder = cache_of(tmp_path)

    wrapped: Encoder = VectorCache(encoder=cache, folder=tmp_path / "outer")

    assert wrapped.name == encoder.name
    assert wrapped.model_hash == encoder.model_hash
    assert wrapped.fingerprint == encoder.fingerprint
    assert_same_bits(wrapped.encode(TEXTS), encoder.encode(TEXTS))


SHARED = [f"sentence {i} of many" for i in range(400)]


def encode_in_process(folder: Path, start: int) -> Encoding:
    """Encode the shared texts from `start` on, round to the beginning."""
    return VectorCache(encoder=HashEncoder(), folder=folder).encode(turned(start))


def turned(start: int) -> list[str]:
    return SHARED[start:] + SHARED[:start]


def test_processes_that_write_at_once(tmp_path: Path) -> None:
    """
    Processes that fill one folder at the same moment all get the right vectors, and leave them.
    """
    starts = [0, 100, 200, 300]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        results = pool.starmap(encode_in_process, [(tmp_path, start) for start in starts], 1)

    for start, encoding in zip(starts, results, strict=True):
        assert_same_bits(encoding, HashEncoder().encode(turned(start)))
    again, encoder = cache_of(tmp_path)
    assert_same_bits(again.encode(SHARED), HashEncoder().encode(SHARED))
    assert encoder.computed == []
