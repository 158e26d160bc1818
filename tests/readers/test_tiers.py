"""Tiers: which are speech, and whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source
from interview_coder.readers.tiers import Piece, Tier, choose_speech, join_tiers
from tests.readers.mutations import said, times

SOURCE = Source(path=Path("P1.eaf"), data=b"")


def tier(name: str, *starts: float, participant: str = "", text: str = "so slow") -> Tier:
    """
    Return a tier with a piece of two seconds at each of `starts`.
    """
    pieces = tuple(Piece(text=text, start=start, end=start + 2, line_no=1) for start in starts)
    return Tier(name=name, participant=participant, pieces=pieces)


def chosen(*tiers: Tier, told: frozenset[str] | None = None) -> list[str]:
    """
    Return the names of the tiers that are speech.
    """
    return [each.name for each in choose_speech(SOURCE, tiers, Tally(), told=told)]


class TestSpeaker:
    """
    A tier's speaker is its participant, else what its name says.
    """

    @pytest.mark.parametrize(
        ("name", "participant", "speaker"),
        [
            pytest.param("tier-1", "Kasia", "Kasia", id="participant"),
            pytest.param("Kasia", "[none]", "Kasia", id="participant not given"),
            pytest.param("tx@Kasia Lind", "", "Kasia Lind", id="type before the name"),
            pytest.param("Kasia Lind - words", "", "Kasia Lind", id="type after the name"),
            pytest.param("Kasia_Lind", "", "Kasia_Lind", id="a name with a sign in it"),
            pytest.param("Speaker", "", "Speaker", id="the speaker"),
            pytest.param("Speaker 1", "", "Speaker 1", id="a numbered speaker"),
            pytest.param("Text 1", "", "Text 1", id="a number is no name"),
            pytest.param("default", "", None, id="no name"),
            pytest.param("words", "", None, id="a type"),
            pytest.param("", "", None, id="empty"),
        ],
    )
    def test_speaker(self, name: str, participant: str, speaker: str | None) -> None:
        """
        What says that a tier holds text is no part of a name.
        """
        assert tier(name, 0, participant=participant).speaker == speaker


class TestChooseSpeech:
    """
    Translations, glosses and sounds are told apart from speech, or the file is refused.
    """

    @pytest.mark.parametrize(
        "name",
        [
            "Translation",
            "Kasia-translation",
            "gloss@Kasia",
            "Kasia - phones",
            "Übersetzung",
            "Notes",
        ],
    )
    def test_by_name(self, name: str) -> None:
        """
        A tier whose name says that it is about speech is left out and counted.
        """
        tally = Tally()

        tiers = choose_speech(SOURCE, [tier("Kasia", 0, 5), tier(name, 1, 6)], tally)

        assert [each.name for each in tiers] == ["Kasia"]
        assert tally.count(f"pieces of tier {name!r}, not speech") == 2

    def test_words_beside_utterances(self) -> None:
        """
        Words are left out where utterances hold them.
        """
        assert chosen(tier("Kasia", 0, 5), tier("Kasia - words", 0, 1, 5)) == ["Kasia"]

    def test_words_alone(self) -> None:
        """
        Words are speech where nothing else is.
        """
        assert chosen(tier("Kasia - words", 0, 1), tier("Kasia - phones", 0)) == ["Kasia - words"]

    def test_same_moments(self) -> None:
        """
        Two tiers that keep beginning together are no two speakers.
        """
        with pytest.raises(ReadError, match="'Kasia' and 'English' begin at the same moments"):
            chosen(tier("Kasia", 0, 5, 9), tier("English", 0, 5, 9.001))

    def test_other_moments(self) -> None:
        """
        Two speakers who happen to begin together once are two speakers.
        """
        assert chosen(tier("I", 0, 5, 9), tier("Kasia", 0, 6, 11)) == ["I", "Kasia"]

    def test_told(self) -> None:
        """
        The researcher's word counts more than names and moments.
        """
        tiers = [tier("Notes", 0, 5, 9), tier("Kasia", 0, 5, 9)]

        assert chosen(*tiers, told=frozenset({"Notes"})) == ["Notes"]

    def test_none(self) -> None:
        """
        A file without speech is refused with its tiers.
        """
        with pytest.raises(ReadError, match="no tier is speech \\(tiers: 'Gloss'\\)"):
            chosen(tier("Gloss", 0))

    def test_too_many(self) -> None:
        """
        A file of more speakers than a room holds is refused.
        """
        with pytest.raises(ReadError, match="101 tiers of speech"):
            chosen(*[tier(f"P{i}", i) for i in range(101)])


class TestJoinTiers:
    """
    Tiers become one talk in the order of time.
    """

    def test_order(self) -> None:
        """
        Pieces take turns as they were said; overlaps follow each other.
        """
        tiers = [tier("I", 0, 5, text="how"), tier("Kasia", 1, 3, text="slow")]

        reading = join_tiers(SOURCE, tiers, Tally())

        assert said(reading) == [("I", "how"), ("Kasia", "slow\nslow"), ("I", "how")]
        assert times(reading) == [0, 1, 3, 5]

    def test_words_make_lines(self) -> None:
        """
        Single words stand on one line up to a pause.
        """
        words = tier("Kasia - words", 0, 2, 9, text="slow")

        reading = join_tiers(SOURCE, [words], Tally())

        assert said(reading) == [("Kasia", "slow slow\nslow")]

    def test_nobody(self) -> None:
        """
        A talk of nobody is refused.
        """
        with pytest.raises(ReadError, match="no tier tells its speaker \\(tiers: 'default'\\)"):
            join_tiers(SOURCE, [tier("default", 0)], Tally())

    def test_alone(self) -> None:
        """
        Where one person speaks, the researcher is asked whether another file is missing.
        """
        reading = join_tiers(SOURCE, [tier("Doctor", 0)], Tally())

        assert reading.notes == (
            "only 'Doctor' speaks in this file; is somebody else in another one?",
        )
