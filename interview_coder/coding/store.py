"""Trained coders on disk: a codebook is learnt once for an encoder."""

from __future__ import annotations

import logging
import os
import tempfile
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import numpy as np

from interview_coder.codebook import Codebook
from interview_coder.coding.features import FeatureSpace
from interview_coder.coding.machine import MachineCoder, Thresholds
from interview_coder.coding.training import train
from interview_coder.embedding import Encoder

FORMAT_VERSION = "1"
"""Raised whenever features, training or the file's layout change."""

log = logging.getLogger(__name__)


def load_or_train(codebook: Codebook, *, encoder: Encoder, folder: Path) -> MachineCoder:
    """Return the coder for `codebook` and `encoder`: from `folder`, or trained and kept there.

    Args:
        codebook: What to learn; its content hash is part of the file's name.
        encoder: Its fingerprint is part of the file's name.
        folder: Made if it is not there; safe to share between processes.
    """
    key = sha256(f"{FORMAT_VERSION} {codebook.content_hash} {encoder.fingerprint}".encode())
    path = folder / f"coder-{key.hexdigest()[:32]}.npz"
    if path.is_file():
        return load(path)
    log.info("training the machine coder on %s", codebook.name)
    coder = train(codebook, encoder=encoder)
    save(coder, path)
    return coder


def save(coder: MachineCoder, path: Path) -> None:
    """Write `coder` to `path`; another process sees the whole file or none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, suffix=".tmp")
    with os.fdopen(handle, "wb") as file:
        np.savez(
            file,
            codes=np.array(coder.codes),
            weights=coder.weights,
            bias=coder.bias,
            centre=coder.space.centre,
            scale=coder.space.scale,
            vocabulary=np.array(coder.space.vocabulary),
            idf=coder.space.idf,
            example_texts=np.array(coder.example_texts),
            example_codes=coder.example_codes,
            example_vectors=coder.example_vectors,
            **{f"threshold_{key}": value for key, value in asdict(coder.thresholds).items()},
        )
    Path(name).replace(path)


def load(path: Path) -> MachineCoder:
    """Read the coder at `path`; the file holds arrays only, never code."""
    with np.load(path, allow_pickle=False) as arrays:
        prefix = "threshold_"
        thresholds = {
            key.removeprefix(prefix): arrays[key] for key in arrays if key.startswith(prefix)
        }
        return MachineCoder(
            codes=tuple(arrays["codes"].tolist()),
            space=FeatureSpace(
                centre=arrays["centre"],
                scale=arrays["scale"],
                vocabulary=tuple(arrays["vocabulary"].tolist()),
                idf=arrays["idf"],
            ),
            weights=arrays["weights"],
            bias=arrays["bias"],
            thresholds=Thresholds(**thresholds),
            example_texts=tuple(arrays["example_texts"].tolist()),
            example_codes=arrays["example_codes"],
            example_vectors=arrays["example_vectors"],
        )
