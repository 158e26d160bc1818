"""`--pseudonyms`: the key and the list of what to check, beside the study and nowhere else."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from interview_coder.pseudonyms import Key
    from interview_coder.transcript import Study


class KeyFiles(NamedTuple):
    """Where the files lie that tell names.

    Attributes:
        key: The key; None for the usual place, beside the study folder.
        names: A list of further names; None for names.csv in the study folder, if it is there.
    """

    key: Path | None = None
    names: Path | None = None


class Masked(NamedTuple):
    """A study with pseudonyms.

    Attributes:
        study: With pseudonyms.
        key: With names.
        told: What to tell the researcher, a line each.
    """

    study: Study
    key: Key
    told: tuple[str, ...]


def mask_study(study: Study, folder: Path, target: Path, *, files: KeyFiles) -> Masked:
    """Replace the names in `study`; write the key, and the list of what a person should check.

    Args:
        study: As it was read.
        folder: From where.
        target: Where the results go.
        files: Where the key and the list of names lie.

    Raises:
        PseudonymError: If a file cannot be used, or names would come into the results.
    """
    from interview_coder.pseudonyms import (
        find_to_check,
        is_private,
        key_path,
        make_key,
        pseudonymise,
        read_key,
        read_names,
        write_key,
        write_to_check,
    )
    from interview_coder.study import NAMES_FILE

    path = files.key or key_path(folder)
    list_path = path.resolve().parent / f"{folder.resolve().name}-to-check.csv"
    _check_place(path, folder, target)
    names = files.names or folder / NAMES_FILE
    listed = read_names(names) if files.names or names.is_file() else ()
    known = read_key(path) if path.exists() else None
    key = make_key(study, known=known, listed=listed)
    masked = pseudonymise(study, key=key)
    _check_way(folder, target, key)
    write_key(key, path)
    items = find_to_check(masked, key=key)
    write_to_check(items, list_path)
    told = [
        f"Names were replaced. The key is {path}: keep it apart from the results.",
        f"{len(items)} things for a person to check are in {list_path}.",
    ]
    if not is_private(path):
        told.append(f"Others on this computer can read the key: chmod 600 {path}")
    return Masked(study=masked, key=key, told=tuple(told))


def _check_place(path: Path, folder: Path, target: Path) -> None:
    from interview_coder.errors import PseudonymError

    for place, what in ((folder, "study"), (target, "results")):
        if path.resolve().is_relative_to(place.resolve()):
            raise PseudonymError(
                [f"lies in the folder of the {what}; keep the key elsewhere"], path=path
            )


def _check_way(folder: Path, target: Path, key: Key) -> None:
    """Make sure that the way from the results to the study, which they tell, holds no name."""
    from interview_coder.errors import PseudonymError
    from interview_coder.pseudonyms import Masker

    way = os.path.relpath(folder.resolve(), target.resolve())
    if Masker.of(key).finder.replace(way, place="label") != way:
        raise PseudonymError(
            [
                f"results tell the way to the study, {way}, which holds a name; rename that "
                "folder, or write the results beside the study"
            ]
        )
