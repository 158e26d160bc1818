"""Every codebook that comes along: enough to learn from, and all that a sheet and a guide need."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from interview_coder.codebook import Codebook, read_codebook, read_codebooks
from interview_coder.coding import load_or_train
from interview_coder.coding.store import file_name
from interview_coder.embedding import SentenceEncoder
from interview_coder.resources import find_resource

NAMES = sorted(path.name for path in find_resource("codebooks").iterdir() if path.is_dir())
SMALL = [name for name in NAMES if name != "psychology"]


@pytest.fixture(scope="module", params=NAMES)
def shipped(request: pytest.FixtureRequest) -> Codebook:
    """
    Each codebook in turn.
    """
    return read_codebook(str(request.param))


def test_all_for_a_persona() -> None:
    """
    There is a codebook for each part of a persona.
    """
    assert NAMES == [
        "behaviour", "buying_roles", "decisions", "journey", "negative_persona",
        "product_relationship", "psychology",
    ]  # fmt: skip


def test_used_together() -> None:
    """
    All can be used in one analysis: no two have a code of one name.
    """
    assert len(read_codebooks(NAMES)) == len(NAMES)


def test_size(shipped: Codebook) -> None:
    """
    At least 400 sentences, at least 38 of each code, and four in ten without any.
    """
    counts = Counter(code for example in shipped.examples for code in example.codes)

    n_none = sum(not example.codes for example in shipped.examples)
    assert len(shipped.examples) >= 400
    assert {name: n for name, n in counts.items() if n < 38} == {}
    assert set(counts) == {code.name for code in shipped.codes}
    assert n_none >= 0.4 * len(shipped.examples)


def test_sentences_differ(shipped: Codebook) -> None:
    """
    No sentence comes twice.
    """
    counts = Counter(" ".join(example.text.lower().split()) for example in shipped.examples)

    assert [text for text, n in counts.items() if n > 1] == []


def test_codes_are_told(shipped: Codebook) -> None:
    """
    Each code says when to use it and when not, has examples of both, a place and a question.
    """
    for code in shipped.codes:
        assert code.definition
        assert code.when_to_use
        assert code.when_not_to_use
        assert len(code.examples) >= 2
        assert code.sheet
        assert code.ask


@pytest.mark.parametrize("name", SMALL)
def test_coder_comes_along(name: str, encoder: SentenceEncoder, tmp_path: Path) -> None:
    """
    The coder of each is that of its examples, better than chance at every code, and never raised.
    """
    book = read_codebook(name)

    coder = load_or_train(book, encoder=encoder, folder=tmp_path)

    assert [path.name for path in book.folder.glob("coder-*.npz")] == [file_name(book, encoder)]
    assert list(tmp_path.iterdir()) == []
    assert min(coder.held_out_kappa.values()) > 0.1
    assert min(coder.held_out_precision.values()) > 0.35
    assert not coder.calibration.is_rate_known.any()
