"""The network that reads a sentence together with the question before it.

One attention layer over the token states of a frozen sentence encoder: each token of the sentence
looks at the sentence and at the question (Vaswani et al. 2017, arXiv:1706.03762). It is small, so
it learns in a minute from some ten thousand sentences and costs a fraction of the encoder.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

import numpy as np
import numpy.typing as npt

from interview_coder.embedding import Embedded
from interview_coder.embedding.batches import compute_rows
from interview_coder.embedding.encoder import Tokens, Vectors, computes_in_bfloat16

if TYPE_CHECKING:
    import torch

RowT = TypeVar("RowT")

WIDTH = 256
N_HEADS = 8
MAX_QUESTION_TOKENS = 40
"""So many tokens at the end of a question are looked at."""

_WIDENING = 2
_FAR_BELOW = -1e4


@dataclass(frozen=True, kw_only=True)
class Network:
    """A trained network.

    Attributes:
        arrays: Name to values of each parameter.
    """

    arrays: Mapping[str, npt.NDArray[np.float16]]

    @property
    def n_features(self) -> int:
        """How many features `features` gives a sentence."""
        return self._width_of_encoder + 2 * WIDTH

    def features(self, embedded: Embedded) -> Vectors:
        """Return the features of sentences with their questions, of shape (n_texts, n_features).

        Returns:
            Side by side the mean of the encoder's token states, and mean and maximum over the
            tokens of what the network makes of them.
        """
        rows = self._compute(embedded, _pool)
        return np.stack(rows) if rows else np.zeros((0, self.n_features), dtype=np.float32)

    def read_part(self, features: Vectors) -> Vectors:
        """Return what the network itself made of texts, scaled to length one.

        Args:
            features: Centred, of shape (n_texts, n_features) or (n_features,).
        """
        own = features[..., self._width_of_encoder : self._width_of_encoder + WIDTH]
        length = np.linalg.norm(own, axis=-1, keepdims=True)
        return np.asarray(own / np.maximum(length, 1e-6), dtype=np.float32)

    def contributions(self, embedded: Embedded, weights: Vectors) -> list[Vectors]:
        """Tell how much each token of each sentence adds to a weighted sum of its features.

        Args:
            embedded: The sentences with their questions.
            weights: A row a sentence, of shape (n_texts, n_features).

        Returns:
            Per sentence, of shape (n_tokens,); its sum is the weighted sum of the features.
        """
        token_rows = self._compute(embedded, lambda states, read: (states, read))
        return [_split(*pair, row) for pair, row in zip(token_rows, weights, strict=True)]

    def _compute(
        self, embedded: Embedded, finish: Callable[[Vectors, Vectors], RowT]
    ) -> list[RowT]:
        said, asked = embedded.said.tokens, embedded.asked.tokens

        def compute(numbers: Sequence[int], length: int) -> Iterator[RowT]:
            yield from self._forward(
                [said[i] for i in numbers],
                [asked[i] for i in numbers],
                length,
                finish,
            )

        return compute_rows([len(tokens) for tokens in said], compute)

    def _forward(
        self,
        said: Sequence[Tokens],
        asked: Sequence[Tokens],
        length: int,
        finish: Callable[[Vectors, Vectors], RowT],
    ) -> Iterator[RowT]:
        import torch

        with torch.inference_mode(), precision():
            states, is_said = pad(said, length)
            questions, is_asked = pad(
                [tokens[-MAX_QUESTION_TOKENS:] for tokens in asked], MAX_QUESTION_TOKENS
            )
            read = self._module(states, is_said, questions, is_asked).float()
        for i, tokens in enumerate(said):
            yield finish(tokens.astype(np.float32), read[i, : len(tokens)].numpy())

    @property
    def _width_of_encoder(self) -> int:
        return int(self.arrays["narrow.weight"].shape[1])

    @cached_property
    def _module(self) -> Any:
        import torch

        module = build_module(self._width_of_encoder)
        module.load_state_dict(
            {
                name: torch.from_numpy(values.astype(np.float32))
                for name, values in self.arrays.items()
            }
        )
        return module.eval()


def _pool(states: Vectors, read: Vectors) -> Vectors:
    return np.concatenate([states.mean(axis=0), read.mean(axis=0), read.max(axis=0)])


def _split(states: Vectors, read: Vectors, weights: Vectors) -> Vectors:
    """Undo `_pool`: a mean is shared out evenly, a maximum belongs to the token that has it."""
    n_tokens, width = states.shape
    of_states, of_mean, of_max = np.split(weights, [width, width + read.shape[1]])
    shares: Vectors = (states @ of_states + read @ of_mean) / n_tokens
    np.add.at(shares, read.argmax(axis=0), of_max * read.max(axis=0))
    return shares


def precision() -> Any:
    """Return the context in which the network computes: bfloat16 where the processor has it."""
    import torch

    # Threads share the cache of narrowed weights that torch keeps, and clear it under each other.
    return torch.autocast(
        "cpu", torch.bfloat16, enabled=computes_in_bfloat16(), cache_enabled=False
    )


def pad(rows: Sequence[Tokens], length: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Stack token states: of shape (n_rows, length, width), and which places are tokens."""
    import torch

    padded = np.zeros((len(rows), length, rows[0].shape[1]), dtype=np.float32)
    is_token = np.zeros((len(rows), length), dtype=bool)
    for i, row in enumerate(rows):
        padded[i, : len(row)] = row
        is_token[i, : len(row)] = True
    return torch.from_numpy(padded), torch.from_numpy(is_token)


def build_module(width: int) -> Any:
    """Build an untrained network for token states of `width` numbers, as a torch module.

    Called with sentences (n, length, width), which places are tokens (n, length), and the same of
    questions, it gives (n, length, WIDTH). While it learns, `drop` is given what puts numbers to
    zero at random.
    """
    import torch
    from torch import nn
    from torch.nn import functional

    class Reading(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.narrow = nn.Linear(width, WIDTH)
            self.kind = nn.Parameter(torch.randn(2, WIDTH) * 0.02)
            self.norm_in = nn.LayerNorm(WIDTH)
            self.norm_attention = nn.LayerNorm(WIDTH)
            self.norm_wide = nn.LayerNorm(WIDTH)
            self.query = nn.Linear(WIDTH, WIDTH)
            self.key_value = nn.Linear(WIDTH, 2 * WIDTH)
            self.output = nn.Linear(WIDTH, WIDTH)
            self.widen = nn.Linear(WIDTH, _WIDENING * WIDTH)
            self.back = nn.Linear(_WIDENING * WIDTH, WIDTH)

        def forward(
            self,
            said: torch.Tensor,
            is_said: torch.Tensor,
            asked: torch.Tensor,
            is_asked: torch.Tensor,
            drop: Callable[[torch.Tensor], torch.Tensor] = lambda values: values,
        ) -> torch.Tensor:
            n_rows, length, _ = said.shape
            state = self.norm_in(self.narrow(said)) + self.kind[0]
            question = self.norm_in(self.narrow(asked)) + self.kind[1]
            own = self.norm_attention(state)
            seen = torch.cat([own, self.norm_attention(question)], dim=1)
            heads = (n_rows, -1, N_HEADS, WIDTH // N_HEADS)
            key, value = (
                part.reshape(heads).transpose(1, 2) for part in self.key_value(seen).chunk(2, dim=2)
            )
            mask = torch.cat([is_said, is_asked], dim=1)[:, None, None, :]
            attended = functional.scaled_dot_product_attention(
                self.query(own).reshape(heads).transpose(1, 2),
                key,
                value,
                attn_mask=mask,
            )
            state = state + drop(
                self.output(attended.transpose(1, 2).reshape(n_rows, length, WIDTH))
            )
            wide = drop(functional.gelu(self.widen(self.norm_wide(state))))
            read: torch.Tensor = state + drop(self.back(wide))
            return read

    return Reading()


def pool_batch(said: torch.Tensor, is_said: torch.Tensor, read: torch.Tensor) -> torch.Tensor:
    """Return what `Network.features` gives, of a padded batch, so that it can be learnt."""
    import torch

    weights = is_said.float().unsqueeze(-1)
    n_tokens = weights.sum(dim=1)
    highest = read.float().masked_fill(~is_said.unsqueeze(-1), _FAR_BELOW).amax(dim=1)
    return torch.cat(
        [(said * weights).sum(dim=1) / n_tokens, (read * weights).sum(dim=1) / n_tokens, highest],
        dim=1,
    )
