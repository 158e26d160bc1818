"""Broken files of every format: each is read soundly or refused, and never hangs."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path

import pytest

from interview_coder.readers import find_format
from interview_coder.readers.source import Reader
from tests.readers.interviews import WRITERS, Interview, saved
from tests.readers.mutations import is_read_or_refused, source_of
from tests.readers.watchdog import HangError, within

SEED: Interview = (
    ("Interviewer", ("How did you begin, and what did you expect?",)),
    ("Kasia Lind", ("Well: slow — naïve, too. [laughs] 聞いて。", "And then? (sighs) No.")),
    ("Interviewer", ("And then?",)),
    ("Kasia Lind", ("I gave up.",)),
)
MAX_SECONDS = 5.0
QUICK, HEAVY = 300, 10_000
SUFFIXES = tuple(suffix for suffix in WRITERS if suffix != ".htm")  # .htm is .html
_ODD = (
    b"\0", b"\xff", b"\xef\xbb\xbf", b"\r", b"\n\n", b"\x15", b"\xe2\x80\xae", b"\x1b", b"--> ",
    b"<v ", b"</", b"{", b"}", b"\\u-1?", b"\\bin9", b'"', b",", b"\t", b":", b"&#0;", b"&amp;",
    b"[", b"]", b"1e309", b"NaN", b"-1", b"9" * 30, b"null", b"00:00:01.000", b"]]>", b"<!--",
)  # fmt: skip
"""What means something in one format or another."""


def cut(data: bytes, chance: random.Random) -> bytes:
    """
    Take a stretch out.
    """
    start, end = _stretch(data, chance)
    return data[:start] + data[end:]


def end_early(data: bytes, chance: random.Random) -> bytes:
    """
    Cut the end off.
    """
    return data[: chance.randrange(len(data) + 1)]


def repeat(data: bytes, chance: random.Random) -> bytes:
    """
    Put a stretch in again, up to fifty times, somewhere else.
    """
    start, end = _stretch(data, chance)
    at = chance.randrange(len(data) + 1)
    return data[:at] + data[start:end] * chance.randint(1, 50) + data[at:]


def swap(data: bytes, chance: random.Random) -> bytes:
    """
    Let two neighbouring stretches change places.
    """
    start, middle = _stretch(data, chance)
    end = min(middle + chance.randint(1, 40), len(data))
    return data[:start] + data[middle:end] + data[start:middle] + data[end:]


def flip(data: bytes, chance: random.Random) -> bytes:
    """
    Change some bytes to any others.
    """
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if changed:
            changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def put_in(data: bytes, chance: random.Random) -> bytes:
    """
    Put in something that means something.
    """
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_ODD) * chance.choice((1, 1, 1, 2, 60)) + data[at:]


def splice(data: bytes, chance: random.Random) -> bytes:
    """
    Go on with another format.
    """
    other = SEEDS[chance.choice(SUFFIXES)]
    return end_early(data, chance) + other[chance.randrange(len(other)) :]


def _stretch(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(start + chance.randint(1, 60), len(data))


EDITS: Sequence[Callable[[bytes, random.Random], bytes]]
EDITS = (cut, end_early, repeat, swap, flip, flip, put_in, put_in, splice)
SEEDS = {suffix: saved(SEED, suffix) for suffix in WRITERS}


def broken(data: bytes, chance: random.Random) -> bytes:
    """
    Return `data` with one to four edits; those of an archive mostly inside its parts.
    """
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.8:
        return _broken_parts(data, chance)
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(EDITS)(data, chance)
    return data


def _broken_parts(data: bytes, chance: random.Random) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as before, zipfile.ZipFile(stream, "w") as after:
        names = before.namelist()
        hit = chance.choice(names)
        words = [name for name in names if name.endswith(("document.xml", "content.xml", "1.xml"))]
        hit = chance.choice(words) if words and chance.random() < 0.7 else hit
        for name in names:
            content = before.read(name)
            if name == hit:
                for _ in range(chance.randint(1, 4)):
                    content = chance.choice(EDITS)(content, chance)
            after.writestr(name, content)
    return stream.getvalue()


def check(seeds: Iterator[int]) -> None:
    """
    Read the broken file of each seed; a failure names seed and format.
    """
    for seed in seeds:
        suffix = SUFFIXES[seed % len(SUFFIXES)]
        data = broken(SEEDS[suffix], random.Random(seed))
        name = f"P1{suffix}"
        try:
            with within(MAX_SECONDS):
                is_sound = is_read_or_refused(_reader(suffix), data, name=name)
        except HangError:
            pytest.fail(f"seed {seed}: {suffix} takes more than {MAX_SECONDS} seconds")
        except Exception as error:
            raise AssertionError(f"seed {seed}: {suffix} ends in {error!r}") from error
        assert is_sound, f"seed {seed}: {suffix} gives an unsound reading"


def _reader(suffix: str) -> Reader:
    format_ = find_format(Path(f"P1{suffix}"))
    assert format_ is not None
    reader: Reader = import_module(format_.module).read
    return reader


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_seeds_are_sound(suffix: str) -> None:
    """
    What is broken below is a sound file before.
    """
    reading = _reader(suffix)(source_of(SEEDS[suffix], name=f"P1{suffix}"))

    assert len(reading.turns) == len(SEED)


def test_broken_files() -> None:
    """
    A broken file ends in a reading whose spans lie in its text, or in a ReadError.
    """
    check(iter(range(QUICK)))


@pytest.mark.heavy
def test_ten_thousand_broken_files() -> None:
    """
    The same holds of ten thousand others.
    """
    check(iter(range(QUICK, QUICK + HEAVY)))
