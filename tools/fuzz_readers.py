"""Let atheris look for files that break a reader: `python tools/fuzz_readers.py .rtf --minutes 5`.

Needs `pip install atheris` (Linux, not part of any extra). A file that breaks its contract is
written to the current folder as `crash-…`, one that takes too long as `timeout-…`; make it a row
of the tests.
"""

from __future__ import annotations

import sys
import tempfile
from importlib import import_module
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["interview_coder"]):
    from interview_coder.readers import find_format
    from interview_coder.readers.source import Reader

    SUFFIX = sys.argv[1] if len(sys.argv) > 1 and sys.argv[1].startswith(".") else ".txt"
    NAME = f"P1{SUFFIX}"
    FORMAT = find_format(Path(NAME))
    if FORMAT is None:
        sys.exit(f"no reader for {SUFFIX}; usage: python tools/fuzz_readers.py .rtf --minutes 5")
    READ: Reader = import_module(FORMAT.module).read

from tests.readers.interviews import SHORT, saved
from tests.readers.mutations import is_read_or_refused
from tests.readers.test_fuzz import SEED

MAX_LENGTH = 4_000
MAX_SECONDS = 5


def check(data: bytes) -> None:
    """Read one file; anything but a sound reading or a ReadError is a find."""
    if not data.strip():
        return
    if not is_read_or_refused(READ, data, name=NAME):
        raise AssertionError("an unsound reading: spans out of order, or without words")


def main() -> None:
    """Fuzz the reader of one suffix for some minutes."""
    minutes = float(sys.argv[sys.argv.index("--minutes") + 1]) if "--minutes" in sys.argv else 1.0
    with tempfile.TemporaryDirectory() as corpus:
        for i, interview in enumerate((SHORT, SEED)):
            (Path(corpus) / str(i)).write_bytes(saved(interview, SUFFIX))
        options = [
            sys.argv[0],
            f"-max_len={MAX_LENGTH}",
            f"-timeout={MAX_SECONDS}",
            f"-max_total_time={int(60 * minutes)}",
            corpus,
        ]
        atheris.Setup(options, check)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
