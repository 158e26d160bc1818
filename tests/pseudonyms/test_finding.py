"""Which words of a text are names, and which only look like them."""

from __future__ import annotations

from unicodedata import normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.pseudonyms.finding import NameFinder
from interview_coder.transcript import Span
from tests.pseudonyms.notation import key_of, masked

KASIA = "P03 Kasia Lind"


class TestForms:
    """
    A person MUST be found in every form that can be told from the name, and as a whole word only.
    """

    @pytest.mark.parametrize(
        ("said", "written"),
        [
            pytest.param("Kasia Lind came.", "[P03] came.", id="in full"),
            pytest.param("Kasia came.", "[P03] came.", id="first name"),
            pytest.param("Ms. Lind came.", "Ms. [P03] came.", id="surname"),
            pytest.param("Kasia's desk", "[P03]'s desk", id="possessive"),
            pytest.param("Kasia’s desk", "[P03]’s desk", id="possessive, typographic"),
            pytest.param("KASIA! KASIA LIND!", "[P03]! [P03]!", id="capitals"),
            pytest.param("so kasia said", "so [P03] said", id="small letters"),
            pytest.param("Lind, Kasia", "[P03]", id="surname first"),
            pytest.param("K. Lind and Kasia L. came", "[P03] and [P03] came", id="initials"),
            pytest.param("Kasia\nLind came", "[P03] came", id="over two lines"),
            pytest.param("kasia.lind@firm.pl", "[P03]@firm.pl", id="in an address"),
            pytest.param("@kasialind", "@[P03]", id="run together"),
            pytest.param("kasia_85", "[P03]_85", id="with a number"),
            pytest.param("Ka\u00adsia", "[P03]", id="with a soft hyphen"),
            pytest.param("“Kasia?” (Lind)", "“[P03]?” ([P03])", id="between marks"),
        ],
    )
    def test_found(self, said: str, written: str) -> None:
        """
        Each form is replaced, and nothing around it.
        """
        assert masked(said, KASIA) == written

    @pytest.mark.parametrize(
        "said",
        [
            pytest.param("Linda and Lindt", id="inside a longer word"),
            pytest.param("Kasię, Kasi, kasią", id="inflected"),
            pytest.param("K. came, and L. too", id="initials alone"),
            pytest.param("", id="nothing"),
        ],
    )
    def test_left(self, said: str) -> None:
        """
        What is another word stays as it is.
        """
        assert masked(said, KASIA) == said

    @pytest.mark.parametrize(
        ("name", "said", "written"),
        [
            pytest.param("Łukasz Müller", "Lukasz MÜLLER", "[P01]", id="without accents"),
            pytest.param("Jose", normalize("NFD", "José said"), "[P01] said", id="decomposed"),
            pytest.param("Jan van der Berg", "Van der Berg, Berg", "[P01], [P01]", id="particles"),
            pytest.param("Anna-Maria Nowak", "Anna-Maria, Anna", "[P01], [P01]", id="double name"),
            pytest.param("Anna Maria Nowak", "Anna Nowak", "[P01]", id="middle name left out"),
            pytest.param("Sean O'Brien", "O’Brien’s", "[P01]’s", id="apostrophe"),
            pytest.param("Dr. Ada Ek", "Dr. Ek", "Dr. [P01]", id="title"),
            pytest.param("Dan (Moderator)", "a moderator, Dan", "a moderator, [P01]", id="role"),
            pytest.param("P3 Kasia85", "P3, P 3 and Kasia", "P3, P 3 and [P01]", id="numbers"),
            pytest.param("田中 太郎", "田中さんと太郎", "[P01]さんと[P01]", id="Japanese"),
            pytest.param("김민수", "김민수는", "[P01]는", id="Korean particle"),
            pytest.param("Мария Ким", "МАРИЯ, мария", "[P01], [P01]", id="Cyrillic"),
        ],
    )
    def test_other_names(self, name: str, said: str, written: str) -> None:
        """
        Names of many kinds are found as people write them.
        """
        assert masked(said, f"P01 {name}") == written


class TestWordsThatAreNames:
    """
    A word MUST NOT be taken for a name where it is written as a word.
    """

    @pytest.mark.parametrize(
        ("name", "said", "written"),
        [
            pytest.param("Mark", "Mark will mark it", "[P01] will mark it", id="a verb"),
            pytest.param("Rose May", "a rose in may", "a rose in may", id="two words"),
            pytest.param("Rose May", "Rose may come", "[P01] may come", id="one of each"),
            pytest.param("An Do", "An apple. So An said", "An apple. So [P01] said", id="tiny"),
            pytest.param("Mas", "y más", "y más", id="another accent"),
            pytest.param("Will", "WILL?", "[P01]?", id="capitals are the name"),
        ],
    )
    def test_by_its_letters(self, name: str, said: str, written: str) -> None:
        """
        Capitals tell the name from the word.
        """
        assert masked(said, f"P01 {name}") == written

    def test_labels(self) -> None:
        """
        A label in small letters is a name all the same: nobody says it.
        """
        finder = NameFinder.of(key_of("P01 mark | P02 K"))

        found = finder.replace("mark: \nK: ", place="label")

        assert found == "[P01]: \n[P02]: "

    def test_left_words_are_told(self) -> None:
        """
        What was left because it is a word, too, comes without a mark.
        """
        text = "Mark did mark it"
        finder = NameFinder.of(key_of("P01 Mark"))

        found = finder.find(text, [(Span(start=0, end=len(text)), "spoken")])

        assert [(text[hit.span.start : hit.span.end], hit.mark) for hit in found] == [
            ("Mark", "[P01]"),
            ("mark", ""),
        ]


class TestSeveralPeople:
    """
    A name that may mean several people MUST say so, and one that cannot MUST NOT.
    """

    TWO = "P03 Kasia Lind | P07 Kasia Ek"

    @pytest.mark.parametrize(
        ("said", "written"),
        [
            pytest.param("Kasia came", "[P03 or P07] came", id="first name of both"),
            pytest.param("Kasia Ek came", "[P07] came", id="in full"),
            pytest.param("Kasia L. came", "[P03] came", id="initial tells"),
            pytest.param("Lind came", "[P03] came", id="surname of one"),
        ],
    )
    def test_shared_first_name(self, said: str, written: str) -> None:
        """
        All who may be meant are named.
        """
        assert masked(said, self.TWO) == written

    def test_the_list_decides(self) -> None:
        """
        A name on the researcher's list means what the list says.
        """
        assert masked("Kasia came", f"{self.TWO} | P03=Kasia") == "[P03] came"


class TestListed:
    """
    A listed name MUST be replaced as it is listed, the longest first, and never in parts.
    """

    @pytest.mark.parametrize(
        ("names", "said", "written"),
        [
            pytest.param("port=Harbour Town", "the harbour town", "the [port]", id="small"),
            pytest.param("port=Harbour Town", "Harbour", "Harbour", id="no parts"),
            pytest.param("port=York | north=New York", "New York", "[north]", id="longest"),
            pytest.param("firm=Apple", "Apple apples, an apple", "[firm] apples, an apple", id="a"),
            pytest.param("firm=AT&T", "AT&T’s", "[firm]’s", id="signs"),
            pytest.param("it=3M", "3M and 13M", "[it] and 1[it]", id="begins with a digit"),
            pytest.param("him=k@x.pl", "write k@x.pl.", "write [him].", id="address"),
            pytest.param("P03 Kasia | Kasia=Kasia", "Kasia", "Kasia", id="the list says: stays"),
        ],
    )
    def test_as_listed(self, names: str, said: str, written: str) -> None:
        """
        Places, companies and addresses are found as they are listed.
        """
        assert masked(said, names) == written


@given(st.text(alphabet="KkAaSsIiLlNnDd .,'\n-ąÄ\u0301[]P03", max_size=60))
@settings(max_examples=300, deadline=None)
def test_nothing_is_left_to_find(text: str) -> None:
    """
    What was replaced once holds no further name.
    """
    once = masked(text, KASIA)

    assert masked(once, KASIA) == once
