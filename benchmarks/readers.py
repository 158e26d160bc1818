"""How fast readers are: a ten-hour WebVTT file against webvtt-py, 5 MB of labelled text.

python benchmarks/readers.py        (the comparison needs `pip install webvtt-py`)

Both files are made up on the spot. A reader does more than its alternative: voices, labels, turns,
times, what is left out. The ratio says what that costs.
"""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from stopwatch import median_seconds

from interview_coder.readers import read_transcript

N_CUES = 20_000
N_TURNS = 30_000
ROUNDS = 3
_WORDS = (
    "the week it was slow really and then we tried again with everybody because nobody had told "
    "me that the list was wrong [laughs] so I did it twice (mostly) by hand"
).split()


def main() -> None:
    """Print a line a file: size, seconds (median of the rounds), and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        vtt = _write(Path(folder) / "ten-hours.vtt", _captions())
        txt = _write(Path(folder) / "long.txt", _labelled())
        own = median_seconds(lambda: read_transcript(vtt), rounds=ROUNDS)
        print(f"{vtt.name}: {N_CUES:,} cues, {_megabytes(vtt)} MB, {own:.2f} s{_beside(vtt, own)}")
        own = median_seconds(lambda: read_transcript(txt), rounds=ROUNDS)
        print(f"{txt.name}: {N_TURNS:,} turns, {_megabytes(txt)} MB, {own:.2f} s")


def _beside(path: Path, own: float) -> str:
    try:
        import webvtt
    except ImportError:
        return " (webvtt-py is not installed)"
    other = median_seconds(
        lambda: [caption.text for caption in webvtt.read(str(path)).captions], rounds=ROUNDS
    )
    return f", {own / other:.2f} of webvtt-py, which gives texts of cues alone ({other:.2f} s)"


def _captions() -> str:
    draw = random.Random(1)
    cues = []
    for i in range(N_CUES):
        seconds = i * 1.8
        start, end = _clock(seconds), _clock(seconds + 1.7)
        speaker = ("Dana Reed", "Anna Holm")[i // 3 % 2]
        cues.append(f"{i + 1}\n{start} --> {end}\n{speaker}: {_said(draw, 14)}\n")
    return "WEBVTT\n\n" + "\n".join(cues)


def _labelled() -> str:
    draw = random.Random(2)
    return "\n\n".join(f"{('Dana', 'Anna')[i % 2]}: {_said(draw, 32)}" for i in range(N_TURNS))


def _said(draw: random.Random, n: int) -> str:
    return " ".join(draw.choices(_WORDS, k=n)) + "."


def _clock(seconds: float) -> str:
    return f"{int(seconds // 3600):02d}:{int(seconds // 60 % 60):02d}:{seconds % 60:06.3f}"


def _write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1e6:.1f}"


if __name__ == "__main__":
    main()
