"""Names of files without names of people; no two files get one name."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from pathlib import Path
from unicodedata import normalize

from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.pseudonyms.folding import fold
from interview_coder.pseudonyms.key import Key

_MARK = re.compile(r"\[([^\]]*)\]")
_TOGETHER = re.compile(r"(?<=[a-zß-ÿ])(?=[A-ZÀ-Þ])")
_TOUCHING = re.compile(r"(?<=[^\W_])(?=\[)|(?<=\])(?=[^\W_])")


def without_names(stem: str, *, key: Key, finder: NameFinder) -> str:
    """Return the name of a file, without suffix, with the names of people replaced.

    >>> from interview_coder.pseudonyms.key import KeyEntry
    >>> key = Key(entries=(KeyEntry(name="Kasia Lind", pseudonym="P03", kind="participant"),))
    >>> without_names("interview_kasia_lind", key=key, finder=NameFinder.of(key))
    'interview_P03'
    """
    whole = {fold(name): pseudonym for name, pseudonym in key.people.items()}
    if fold(stem) in whole:
        return whole[fold(stem)]
    spaced = _TOGETHER.sub("_", normalize("NFC", stem))
    marked = finder.replace(spaced, place="label")
    if marked == spaced:
        return stem
    return _MARK.sub(lambda mark: mark[1].replace(" or ", "-or-"), _TOUCHING.sub("_", marked))


def free_names(
    names: Collection[str], *, key: Key, finder: NameFinder
) -> Iterator[tuple[str, str]]:
    """Yield file name and new file name for each of `names` that has to change.

    Args:
        names: All files of a study, with suffixes.
        key: Files that it knows keep what they were called.
        finder: Of the same key.
    """
    known = key.files
    wanted = {
        name: without_names(Path(name).stem, key=key, finder=finder)
        for name in sorted(names)
        if name not in known
    }
    taken = {fold(Path(name).stem) for name in known.values()}
    taken |= {fold(stem) for name, stem in wanted.items() if stem == Path(name).stem}
    for name, stem in wanted.items():
        if stem == Path(name).stem:
            continue
        free, number = stem, 1
        while fold(free) in taken:
            number += 1
            free = f"{stem}-{number}"
        taken.add(fold(free))
        yield name, free + Path(name).suffix
