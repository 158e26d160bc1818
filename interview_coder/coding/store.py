"""Trained coders on disk: a codebook is learnt once for an encoder."""

from __future__ import annotations

import io
import logging
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding.calibration import Calibration
from interview_coder.coding.machine import MachineCoder, Memory
from interview_coder.coding.network import Network
from interview_coder.coding.training import MIN_TO_READ, train, train_with
from interview_coder.embedding import Encoder
from interview_coder.output import write_whole

FORMAT_VERSION = "4"
"""Raised whenever network, training or the file's layout change."""

_NETWORK = "network."
_CALIBRATION = "calibration."

log = logging.getLogger(__name__)


def load_or_train(codebook: Codebook, *, encoder: Encoder, folder: Path) -> MachineCoder:
    """Return the coder for `codebook` and `encoder`.

    It is one that came along with the codebook, or one that was trained before and kept in
    `folder`; else it is trained now, and kept. A codebook with few examples borrows the network
    that the default codebook taught to read.

    Args:
        codebook: What to learn.
        encoder: Whose vectors the coder judges by.
        folder: Made if it is not there; safe to share between processes.
    """
    name = file_name(codebook, encoder)
    for path in (codebook.folder / name, folder / name):
        if path.is_file():
            return load(path)
    log.info("training the machine coder on %s", codebook.name)
    if len(codebook.examples) >= MIN_TO_READ:
        coder = train(codebook, encoder=encoder)
    else:
        default = read_codebook()
        teacher = load_or_train(default, encoder=encoder, folder=folder)
        coder = train_with(teacher.network, codebook, background=default, encoder=encoder)
    save(coder, folder / name)
    return load(folder / name)  # as on every later run: the file keeps fewer digits


def file_name(codebook: Codebook, encoder: Encoder) -> str:
    """Return the name of the coder's file; it changes with examples, weights and training.

    The precision of the encoder has no part in it: it moves vectors by less than 0.0003 in
    cosine, which no judgement hangs on.
    """
    key = f"{FORMAT_VERSION} {codebook.examples_hash} {encoder.model_hash}"
    return f"coder-{sha256(key.encode()).hexdigest()[:16]}.npz"


def save(coder: MachineCoder, path: Path) -> None:
    """Write `coder` to `path`; another process sees the whole file or none."""
    arrays: dict[str, Any] = {
        "codes": np.array(coder.codes),
        "weights": coder.weights,
        "bias": coder.bias,
        "centre": coder.centre,
        "scale": coder.scale,
        "memory_texts": np.array(coder.memory.texts),
        "memory_codes": coder.memory.codes,
        "memory_vectors": coder.memory.vectors,
        "contradictions": np.array(coder.contradictions, dtype=np.str_),
    }
    arrays |= {_NETWORK + name: values for name, values in coder.network.arrays.items()}
    arrays |= {_CALIBRATION + name: values for name, values in asdict(coder.calibration).items()}
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, buffer.getvalue())


def load(path: Path) -> MachineCoder:
    """Read the coder at `path`; the file holds arrays only, never code."""
    with np.load(path, allow_pickle=False) as file:
        arrays = dict(file)

    def part(prefix: str) -> dict[str, np.ndarray]:
        return {k.removeprefix(prefix): v for k, v in arrays.items() if k.startswith(prefix)}

    return MachineCoder(
        codes=tuple(arrays["codes"].tolist()),
        network=Network(arrays=part(_NETWORK)),
        weights=arrays["weights"],
        bias=arrays["bias"],
        centre=arrays["centre"],
        scale=arrays["scale"],
        calibration=Calibration(**part(_CALIBRATION)),
        memory=Memory(
            texts=tuple(arrays["memory_texts"].tolist()),
            codes=arrays["memory_codes"],
            vectors=arrays["memory_vectors"],
        ),
        contradictions=tuple(arrays["contradictions"].tolist()),
    )
