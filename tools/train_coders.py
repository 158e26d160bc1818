"""Train the machine coders that travel with the codebooks; run it after a codebook has changed.

python tools/train_coders.py
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from interview_coder.codebook import read_codebook
from interview_coder.coding.store import file_name, save
from interview_coder.coding.training import N_FOLDS, train
from interview_coder.embedding import VectorCache, load_encoder
from interview_coder.resources import find_resource


def main() -> None:
    """Train a coder for each codebook with the default model, and take away outdated ones."""
    for folder in sorted(path for path in find_resource("codebooks").iterdir() if path.is_dir()):
        codebook = read_codebook(folder)
        with tempfile.TemporaryDirectory() as cache:
            encoder = VectorCache(encoder=load_encoder(), folder=Path(cache))
            path = folder / file_name(codebook, encoder)
            coder = train(codebook, encoder=encoder, n_tested=N_FOLDS)
        for outdated in folder.glob("coder-*.npz"):
            outdated.unlink()
        save(coder, path)
        size = path.stat().st_size / 1e6
        print(f"{path.name}: {size:.1f} MB, kappa held out {coder.held_out_kappa}")


if __name__ == "__main__":
    main()
