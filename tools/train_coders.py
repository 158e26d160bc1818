"""Train the machine coders that travel with the codebooks; run it after a codebook has changed.

python tools/train_coders.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import MachineCoder, load_or_train
from interview_coder.coding.store import file_name, save
from interview_coder.coding.training import MIN_TO_READ, N_FOLDS, train, train_with
from interview_coder.embedding import VectorCache, load_encoder
from interview_coder.resources import find_resource


def main() -> None:
    """Train a coder for each codebook with the default model, and take away outdated ones."""
    for folder in sorted(path for path in find_resource("codebooks").iterdir() if path.is_dir()):
        codebook = read_codebook(folder)
        with tempfile.TemporaryDirectory() as cache:
            encoder = VectorCache(encoder=load_encoder(), folder=Path(cache))
            path = folder / file_name(codebook, encoder)
            coder = _learnt(codebook, encoder, Path(cache))
        for outdated in folder.glob("coder-*.npz"):
            outdated.unlink()
        save(coder, path)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {size:.1f} MB, kappa held out {coder.held_out_kappa}")


def _learnt(codebook: Codebook, encoder: VectorCache, cache: Path) -> MachineCoder:
    """Learn a codebook; one of few examples borrows the network of the default codebook."""
    if len(codebook.examples) >= MIN_TO_READ:
        return train(codebook, encoder=encoder, n_tested=N_FOLDS)
    default = read_codebook()
    teacher = load_or_train(default, encoder=encoder, folder=cache)
    return train_with(teacher.network, codebook, background=default, encoder=encoder)


if __name__ == "__main__":
    main()
