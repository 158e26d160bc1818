"""What a person is asked to look at."""

from __future__ import annotations

import csv
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms import (
    Key,
    ToCheck,
    find_to_check,
    make_key,
    pseudonymise,
    write_to_check,
)
from interview_coder.pseudonyms.near import is_near
from interview_coder.transcript import Participant, Study
from tests.notation import study_of, talk


def checked(said: str, *, name: str = "Kasia Lind", known: Key | None = None) -> list[ToCheck]:
    """
    Return what is to be checked in an interview in which somebody says `said`.
    """
    study = study_of(talk(f"Interviewer: Well? | {name}: {said}", name="a_1.txt"))
    key = make_key(study, known=known)
    return list(find_to_check(pseudonymise(study, key=key), key=key))


def told(items: list[ToCheck]) -> list[tuple[str, str]]:
    """
    Return kind and text.
    """
    return [(item.kind, item.text) for item in items]


class TestNear:
    """
    A word that may be a form of a name MUST be told, and a word that is none should not.
    """

    @pytest.mark.parametrize(
        ("word", "name"),
        [
            pytest.param("Kasię", "kasia", id="Polish accusative"),
            pytest.param("Kasi", "kasia", id="Polish genitive"),
            pytest.param("Ewy", "ewa", id="short"),
            pytest.param("Lindin", "lind", id="Finnish genitive"),
            pytest.param("Marialle", "maria", id="Finnish allative"),
            pytest.param("Casia", "kasia", id="first letter wrong"),
            pytest.param("Kaisa", "kaisia", id="a letter left out"),
            pytest.param("Brandts", "brandt", id="Dutch or German"),
            pytest.param("kasię", "kasia", id="small"),
        ],
    )
    def test_near(self, word: str, name: str) -> None:
        """
        Endings and slips are near.
        """
        assert is_near(word, name)

    @pytest.mark.parametrize(
        ("word", "name"),
        [
            pytest.param("Kassel", "kasia", id="same beginning"),
            pytest.param("Lighthouse", "lind", id="two letters"),
            pytest.param("Marketing", "mark", id="a longer word"),
            pytest.param("kas", "kasia", id="too short"),
            pytest.param("linden", "lind", id="a small word"),
        ],
    )
    def test_far(self, word: str, name: str) -> None:
        """
        Other words are not.
        """
        assert not is_near(word, name)


class TestFound:
    """
    Whatever may tell somebody MUST be told, with its place, once.
    """

    @pytest.mark.parametrize(
        ("said", "kind", "text"),
        [
            pytest.param("Ask kasia.lind@firm.pl.", "email", "[P01]@firm.pl", id="address"),
            pytest.param("Then Kasię came.", "near a name", "Kasię", id="inflected"),
            pytest.param(
                "We met Jan Nowak there.", "capital inside a sentence", "Jan Nowak", id="others"
            ),
        ],
    )
    def test_kinds(self, said: str, kind: str, text: str) -> None:
        """
        Each thing is told for what it is.
        """
        assert told(checked(said)) == [(kind, text)]

    def test_name_that_is_a_word(self) -> None:
        """
        Where a name was left because it is a word, it is told.
        """
        assert told(checked("I mark it as Mark does.", name="Mark")) == [("left as a word", "mark")]

    def test_nothing(self) -> None:
        """
        Ordinary talk, the days of the week and pseudonyms are not told.
        """
        assert checked("On Monday I asked Kasia, and I said no. The PDF was late. Why? Lind!") == []

    def test_a_word_that_is_also_written_small(self) -> None:
        """
        A capital is no sign of a name where the same word comes small, too.
        """
        assert checked("It is Finance. No, finance it is, said Finance.") == []

    def test_place(self) -> None:
        """
        The line and the characters are those of the pseudonymised text.
        """
        study = study_of(talk("Interviewer: Well? | Kasia: Ask Kasię.", name="a_1.txt"))
        key = make_key(study)
        masked = pseudonymise(study, key=key)

        (item,) = find_to_check(masked, key=key)

        assert item.span
        assert masked.transcripts[0].quote(item.span) == "Kasię"
        assert (item.transcript, item.line) == ("a_1.txt", 3)
        assert "[P01]: Ask Kasię." in item.context

    def test_once_with_its_count(self) -> None:
        """
        What comes often is one row.
        """
        (item,) = checked("Kasię here, Kasię there. Kasię!")

        assert item.count == 3

    def test_attributes_and_files(self) -> None:
        """
        Tables of participants and names of files are looked at, too.
        """
        study = study_of(talk("I: Well? | P07: Slow.", name="warehouse_P07.txt"))
        people = (Participant(name="P07", attributes={"contact": "+48 600 700 800"}),)
        study = replace(study, participants=people)
        key = make_key(study)

        items = find_to_check(pseudonymise(study, key=key), key=key)

        assert told(list(items)) == [("file name", "warehouse"), ("phone", "+48 600 700 800")]
        assert items[1].context == "P07, contact"

    def test_not_without_pseudonyms(self) -> None:
        """
        It is about a study with pseudonyms.
        """
        study: Study = study_of(talk("I: Well? | P07: Slow."))

        with pytest.raises(ValueError, match="not pseudonymised"):
            find_to_check(study, key=Key())


class TestSheet:
    """
    The list tells what identifies people, and so MUST be its owner's alone.
    """

    def test_rows(self, tmp_path: Path) -> None:
        """
        A row a thing, with its place.
        """
        items = checked("Ask Kasię.")

        write_to_check(items, tmp_path / "list.csv")

        with (tmp_path / "list.csv").open(encoding="utf-8", newline="") as file:
            (row,) = csv.DictReader(file)
        assert (row["transcript"], row["line"], row["kind"]) == ("a_1.txt", "3", "near a name")

    @pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
    def test_rights(self, tmp_path: Path) -> None:
        """
        Nobody else can read it.
        """
        write_to_check((), tmp_path / "list.csv")

        assert stat.S_IMODE((tmp_path / "list.csv").stat().st_mode) == 0o600

    def test_replaced(self, tmp_path: Path) -> None:
        """
        An earlier list gives way, another file does not.
        """
        path = tmp_path / "list.csv"
        write_to_check(checked("Ask Kasię."), path)
        write_to_check((), path)
        path.write_text(path.read_text().replace("count", "done,count"))

        with pytest.raises(PseudonymError, match="move it away"):
            write_to_check((), path)
