"""Trained coders on disk: a codebook is learnt once for an encoder."""

from __future__ import annotations

import io
import logging
from dataclasses import asdict
from hashlib import sha256
from pathlib import Path

import numpy as np

from interview_coder.codebook import Codebook
from interview_coder.coding.features import FeatureSpace
from interview_coder.coding.machine import MachineCoder, Thresholds
from interview_coder.coding.training import train
from interview_coder.embedding import Encoder
from interview_coder.output import write_whole

FORMAT_VERSION = "2"
"""Raised whenever features, training or the file's layout change."""

log = logging.getLogger(__name__)


def load_or_train(codebook: Codebook, *, encoder: Encoder, folder: Path) -> MachineCoder:
    """Return the coder for `codebook` and `encoder`.

    It is one that came along with the codebook, or one that was trained before and kept in
    `folder`; else it is trained now, and kept.

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
    save(train(codebook, encoder=encoder), folder / name)
    return load(folder / name)  # as on every later run: the file keeps fewer digits


def file_name(codebook: Codebook, encoder: Encoder) -> str:
    """Return the name of the coder's file; it changes with codebook, weights and training.

    The precision of the encoder has no part in it: it moves vectors by less than 0.0003 in
    cosine, which no judgement hangs on.
    """
    key = f"{FORMAT_VERSION} {codebook.content_hash} {encoder.model_hash}"
    return f"coder-{sha256(key.encode()).hexdigest()[:16]}.npz"


def save(coder: MachineCoder, path: Path) -> None:
    """Write `coder` to `path`; another process sees the whole file or none."""
    buffer = io.BytesIO()
    np.savez_compressed(
        buffer,
        codes=np.array(coder.codes),
        weights=coder.weights,
        bias=coder.bias,
        centre=coder.space.centre,
        scale=coder.space.scale,
        vocabulary=np.array(coder.space.vocabulary),
        idf=coder.space.idf,
        example_texts=np.array(coder.example_texts),
        example_codes=coder.example_codes,
        example_vectors=coder.example_vectors.astype(np.float16),
        **{f"threshold_{key}": value for key, value in asdict(coder.thresholds).items()},
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, buffer.getvalue())


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
            example_vectors=arrays["example_vectors"].astype(np.float32),
        )
