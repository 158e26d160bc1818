"""File names: no names of people, no two alike."""

from __future__ import annotations

import pytest

from interview_coder.pseudonyms.file_names import free_names, without_names
from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.pseudonyms.key import Key, KeyEntry
from tests.pseudonyms.notation import key_of

TWO = "P03 Kasia Lind | P07 Łukasz Ek | P09 Mark"


@pytest.mark.parametrize(
    ("stem", "free"),
    [
        pytest.param("kasia_lind", "P03", id="small letters"),
        pytest.param("Lind, Kasia", "P03", id="surname first"),
        pytest.param("KasiaLind_2024", "P03_2024", id="run together"),
        pytest.param("2024-05-02 Kasia", "2024-05-02 P03", id="date in front"),
        pytest.param("mark", "P09", id="also a word"),
        pytest.param("lukasz", "P07", id="without accents"),
        pytest.param("kasia_lukasz_group", "P03_P07_group", id="two people"),
        pytest.param("interview_03", "interview_03", id="nobody"),
        pytest.param("marketing", "marketing", id="a longer word"),
    ],
)
def test_without_names(stem: str, free: str) -> None:
    """
    A name gives way to the bare pseudonym, the rest stays.
    """
    key = key_of(TWO)

    assert without_names(stem, key=key, finder=NameFinder.of(key)) == free


def test_no_two_alike() -> None:
    """
    Files that would get one name are numbered; one that keeps its name keeps it.
    """
    key = key_of(TWO)
    names = ["kasia.txt", "Lind.docx", "P03.txt", "other.txt"]

    free = dict(free_names(names, key=key, finder=NameFinder.of(key)))

    assert free == {"Lind.docx": "P03-2.docx", "kasia.txt": "P03-3.txt"}


def test_known_files_keep_their_name() -> None:
    """
    What an earlier run called a file is not given to another one, nor told again.
    """
    known = KeyEntry(name="kasia.txt", pseudonym="P03.txt", kind="file")
    key = Key(entries=(*key_of(TWO).entries, known))

    free = dict(
        free_names(["a_kasia.txt", "kasia.txt", "Lind.txt"], key=key, finder=NameFinder.of(key))
    )

    assert free == {"Lind.txt": "P03-2.txt", "a_kasia.txt": "a_P03.txt"}
