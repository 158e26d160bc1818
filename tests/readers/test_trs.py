"""Transcriber files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.trs import read
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times

HEAD = '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE Trans SYSTEM "trans-14.dtd">\n'
SPEAKERS = (
    '<Speakers><Speaker id="spk1" name="Interviewer"/><Speaker id="spk2" name="Zoé"/>'
    '<Speaker id="c9" name=""/></Speakers>\n'
)


def turn(speaker: str, content: str, *, start: str = "0") -> str:
    """
    Return a turn of `speaker`, one or several ids.
    """
    return f'<Turn speaker="{speaker}" startTime="{start}" endTime="99">\n{content}\n</Turn>\n'


def trs(*turns: str) -> bytes:
    """
    Return a .trs file of `turns`, in Latin-1 as Transcriber writes it.
    """
    content = f'<Episode><Section type="report">{"".join(turns)}</Section></Episode>'
    return f"{HEAD}<Trans>{SPEAKERS}{content}</Trans>".encode("latin-1")


def read_file(data: bytes) -> Reading:
    """
    Read `data` as the content of a file.
    """
    return read(Source(path=Path("P1.trs"), data=data))


class TestTurns:
    """
    A turn has the name of its speaker, and its parts have their times.
    """

    def test_talk(self) -> None:
        """
        A DOCTYPE is legal, letters follow the declared encoding, each part is a line.
        """
        reading = read_file(
            trs(
                turn("spk1", '<Sync time="0.0"/>\nHow is it?'),
                turn(
                    "spk2", '<Sync time="1.5"/>\nSlow,\n<Sync time=" 2.25"/>\n  le café &amp; all.'
                ),
            )
        )

        assert said(reading) == [
            ("Interviewer", "How is it?"),
            ("Zoé", "Slow,\nle café & all."),
        ]
        assert times(reading) == [0, 1.5, 2.25]

    def test_words_before_the_first_time(self) -> None:
        """
        Words before a time have the time of the turn.
        """
        assert times(read_file(trs(turn("spk1", "How?", start="7")))) == [7]

    def test_several_at_once(self) -> None:
        """
        Where two speak at once, each has his own words, and the turn is named.
        """
        reading = read_file(
            trs(turn("spk1 spk2", '<Sync time="1"/><Who nb="1"/>yes yes<Who nb="2"/>or some'))
        )

        assert said(reading) == [("Interviewer", "yes yes"), ("Zoé", "or some")]
        assert times(reading) == [1, 1]
        assert reading.notes == ("line 4: 1 turn in which several people speak at once",)

    @pytest.mark.parametrize("number", ["3", "0", "-1", "x", "", "9" * 400])
    def test_nobody_of_that_number(self, number: str) -> None:
        """
        A number that no speaker has leaves the words to nobody.
        """
        reading = read_file(trs(turn("spk1 spk2", f'<Who nb="1"/>yes<Who nb="{number}"/>hm')))

        assert said(reading) == [("Interviewer", "yes"), (UNKNOWN_SPEAKER, "hm")]

    def test_turn_without_speaker(self) -> None:
        """
        A turn of nobody stays nobody's.
        """
        reading = read_file(trs(turn("spk1", "How?"), turn("", "music"), turn("spk2", "Slow.")))

        assert said(reading)[1] == (UNKNOWN_SPEAKER, "music")

    def test_ids_for_names(self) -> None:
        """
        A speaker without a name is called by his id.
        """
        reading = read_file(trs(turn("c9", "How?"), turn("c10", "Slow.")))

        assert [speaker for speaker, _ in said(reading)] == ["c9", "c10"]
        assert "speakers without a name, called by their ids: c10" in reading.notes

    def test_asides(self) -> None:
        """
        Noises and comments are asides; marks about the words are counted.
        """
        reading = read_file(
            trs(
                turn(
                    "spk2",
                    'It <Event desc="both laugh" type="noise" extent="instantaneous"/>is '
                    '<Event desc="pi" type="pronounce" extent="begin"/>slow'
                    '<Comment desc="odd"/> so <Background time="3" type="music"/>slow',
                )
            )
        )

        (only,) = reading.turns
        assert said(reading) == [("Zoé", "It [both laugh]is slow[odd] so slow")]
        assert [reading.text[a.start : a.end] for a in only.asides] == ["[both laugh]", "[odd]"]
        assert left_out(reading) == {"marks of pronounce": 1, "Background elements": 1}

    @pytest.mark.parametrize(
        ("data", "message"),
        [
            pytest.param(b"<a/>", "no Transcriber file: it begins with <a>", id="other XML"),
            pytest.param(trs(turn("", "How?")), "no turn tells its speaker", id="nobody"),
            pytest.param(trs(), "holds no words", id="no turns"),
            pytest.param(
                trs(turn("spk1", "How?")).replace(b'14.dtd"', b'14.dtd" [<!ENTITY a "b">]'),
                "entities",
                id="entities",
            ),
        ],
    )
    def test_refused(self, data: bytes, message: str) -> None:
        """
        What cannot be read as a talk is refused, and the message says why.
        """
        with pytest.raises(ReadError, match=message):
            read_file(data)


PARTS = st.lists(
    st.sampled_from(
        [
            "so slow", "it\nis", '<Sync time="2"/>', '<Who nb="2"/>', '<Who nb="1"/>',
            "<Other>x</Other>",
        ]
    ),
    max_size=12,
)  # fmt: skip


class TestCompleteness:
    """
    Speech and what is left out are the whole file.
    """

    @given(parts=PARTS, outside=st.sampled_from(["", "lost words"]))
    @settings(max_examples=100, deadline=None)
    def test_every_word(self, parts: list[str], outside: str) -> None:
        """
        Every word of a turn is spoken once; words outside of turns are counted.
        """
        content = " ".join(parts)
        data = trs(turn("spk1", "first"), outside, turn("spk1 spk2", content))

        reading = read_file(data)

        written = [word for part in parts if "<" not in part for word in part.split()]
        assert reading.text.split() == ["first", *written]
        assert left_out(reading).get("words outside of turns", 0) == len(outside.split())
        assert left_out(reading).get("Other elements", 0) == content.count("<Other>")

    @given(edits=EDITS)
    @settings(max_examples=150, deadline=None)
    def test_broken(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken file is read soundly or refused.
        """
        data = trs(turn("spk1", "How?"), turn("spk1 spk2", 'a<Who nb="1"/>b<Comment desc="c"/>'))

        assert is_read_or_refused(read, edited(data, edits), name="P1.trs")
