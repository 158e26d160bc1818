"""What people write by hand: sentence-transformers and BERTopic with its defaults.

    python benchmarks/usual_script.py TEXTS MODEL_FOLDER

TEXTS holds one utterance a line. Prints how many topics came out and what went into none.
"""

from __future__ import annotations

import sys
from pathlib import Path

from bertopic import BERTopic
from sentence_transformers import SentenceTransformer


def main(texts_path: str, model_folder: str) -> None:
    """Embed the texts and fit topics."""
    texts = Path(texts_path).read_text(encoding="utf-8").splitlines()
    model = SentenceTransformer(model_folder, device="cpu")
    vectors = model.encode(texts)
    topic_model = BERTopic(embedding_model=model)
    topics, _ = topic_model.fit_transform(texts, embeddings=vectors)
    n_outliers = sum(topic == -1 for topic in topics)
    print(f"{len(set(topics) - {-1})} topics, {n_outliers} of {len(texts)} utterances in none")


if __name__ == "__main__":
    main(*sys.argv[1:])
