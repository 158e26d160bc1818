"""CHAT files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.chat import read
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times

HEAD = "@UTF8\n@Begin\n@Participants:\tINV Investigator, PAR Kasia_Lind Participant\n"


def chat(*lines: str, head: str = HEAD) -> str:
    """
    Return a CHAT file of `lines`.
    """
    return head + "".join(f"{line}\n" for line in lines) + "@End\n"


def read_text(text: str) -> Reading:
    """
    Read `text` as the content of a file.
    """
    return read(Source(path=Path("P1.cha"), data=text.encode()))


def words(content: str) -> str:
    """
    Return what is read of an utterance.
    """
    ((_, spoken),) = said(read_text(chat(f"*PAR:\t{content}")))
    return spoken


class TestLines:
    """
    A main line is an utterance; headers and lines about it are counted.
    """

    def test_talk(self) -> None:
        """
        Continued lines belong to the utterance, and each part has the time that follows it.
        """
        reading = read_text(
            chat(
                "*INV:\thow is it ? \x150_1500\x15",
                "*PAR:\tit is \x151500_2000\x15",
                "\tso slow . \x152000_4000\x15",
                "%mor:\tpro|it",
                "\tcop|be",
                "%com:\tlaughs",
            )
        )

        assert said(reading) == [("Investigator", "how is it?"), ("Kasia_Lind", "it is\nso slow.")]
        assert times(reading) == [0, 1.5, 2]
        assert left_out(reading) == {"headers": 4, "%mor lines": 1, "%com lines": 1}

    def test_speakers(self) -> None:
        """
        A speaker is called by name, by a role of his own, or by his code; the note says who.
        """
        head = (
            "@Participants:\tINV Investigator, MOT Mother, FAT Mother,\n"
            "\tPAR Kasia_Lind Participant\n"
        )

        reading = read_text(chat("*INV:\ta .", "*MOT:\tb .", "*PAR:\tc .", "*XYZ:\td .", head=head))

        labels = [speaker for speaker, _ in said(reading)]
        assert labels == ["Investigator", "MOT", "Kasia_Lind", "XYZ"]
        assert reading.notes == (
            "speakers: INV is Investigator (Investigator); MOT is MOT (Mother); "
            "PAR is Kasia_Lind (Participant)",
            "line 6: 'XYZ' is not among the @Participants",
        )

    def test_many_times(self) -> None:
        """
        The signs around times, which are no letters, do not make a file binary.
        """
        reading = read_text(chat(*[f"*PAR:\tso . \x15{i}_{i}\x15" for i in range(50)]))

        assert len(times(reading)) == 50
        assert not [note for note in reading.notes if "control" in note]

    def test_old_sound_link(self) -> None:
        """
        A link to a sound file is a time as well.
        """
        assert times(read_text(chat('*PAR:\tslow . \x15%snd:"a"_500_900\x15'))) == [0.5]

    @pytest.mark.parametrize(
        ("text", "message", "line_no"),
        [
            pytest.param(chat("how is it ?"), "begins with @", 4, id="a line of none"),
            pytest.param(chat(), "no utterance", 1, id="no utterance"),
            pytest.param(chat("*PAR:\t(.) [//] ."), "holds no words", 1, id="no words"),
        ],
    )
    def test_refused(self, text: str, message: str, line_no: int) -> None:
        """
        What is no CHAT is refused with its line.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read_text(text)

        assert caught.value.line_no == line_no


class TestCodes:
    """
    Words stay as they were said; codes are taken out.
    """

    @pytest.mark.parametrize(
        ("content", "spoken"),
        [
            pytest.param("gonna [: going to] stop .", "gonna stop.", id="replacement"),
            pytest.param("<the dog> [//] the cat .", "the dog the cat.", id="retracing"),
            pytest.param("&-uh I &+wa was &~gaga .", "uh I wa was gaga.", id="fillers, fragments"),
            pytest.param("(be)cause it's worryin(g) .", "because it's worrying.", id="shortening"),
            pytest.param("it (.) is (1.5) so (0:03.2) slow", "it is so slow", id="pauses"),
            pytest.param("goed [* m:+ed] [+ gram] .", "goed.", id="errors and postcodes"),
            pytest.param("gumma@c b@l dos@s:spa .", "gumma b dos.", id="special forms"),
            pytest.param("in New_York +...", "in New York...", id="joined, trailing off"),
            pytest.param("but I +//.", "but I.", id="interrupted"),
            pytest.param('+" so +/?', "so?", id="quotation and interrupted question"),
            pytest.param("I 0am slow .", "I slow.", id="a word not said"),
            pytest.param("va:st and i:: know", "vast and i know", id="lengthening"),
            pytest.param("wh⌈ich⌉2 is ⌊⁇that⁇⌋↗", "which is that", id="overlap and intonation"),
            pytest.param("¿qué tal ?", "¿qué tal?", id="Spanish signs stay"),
            pytest.param("it is 3:30 .", "it is 3:30.", id="a time stays"),
            pytest.param("-but yes , well .", "-but yes, well.", id="punctuation"),
        ],
    )
    def test_words(self, content: str, spoken: str) -> None:
        """
        No word gets lost and no code becomes one.
        """
        assert words(content) == spoken

    @pytest.mark.parametrize(
        ("content", "spoken"),
        [
            pytest.param("so &=laughs slow", "so [laughs] slow", id="what was heard"),
            pytest.param("so [=! shouting] slow", "so [shouting] slow", id="how it was said"),
            pytest.param("so [% points] slow", "so [points] slow", id="a comment"),
            pytest.param("so xxx slow", "so [xxx] slow", id="not understood"),
            pytest.param("so &*INV:mhm slow", "so [INV:mhm] slow", id="said by somebody else"),
        ],
    )
    def test_asides(self, content: str, spoken: str) -> None:
        """
        What was heard besides is an aside.
        """
        reading = read_text(chat(f"*PAR:\t{content}"))

        (turn,) = reading.turns
        assert said(reading) == [("Kasia_Lind", spoken)]
        assert len(turn.asides) == 1

    def test_counted(self) -> None:
        """
        Every code taken out is counted, and so is an utterance without words.
        """
        reading = read_text(chat("*PAR:\t<so> [/] (.) so [*] +...", "*INV:\t(3.1)"))

        counts = left_out(reading)
        assert counts["codes in square brackets"] == 2
        assert counts["angle brackets around words"] == 2
        assert counts["pauses"] == 2
        assert counts["codes at the ends of utterances"] == 1
        assert counts["utterances without words"] == 1


TOKENS = st.lists(
    st.sampled_from(
        ["slow", "so", "[//]", "&-uh", "(.)", "xxx", "\x15 1_2\x15", "[: x]", "+/.", "0is"]
    ),
    min_size=1,
    max_size=10,
)


class TestCompleteness:
    """
    Speech and what is left out are the whole file.
    """

    @given(tokens=TOKENS)
    @settings(max_examples=100, deadline=None)
    def test_every_word(self, tokens: list[str]) -> None:
        """
        Each word is spoken once, in order.
        """
        reading = read_text(chat("*INV:\tfirst", f"*PAR:\t{' '.join(tokens)}"))

        expected = ["first", *(t.removeprefix("&-") for t in tokens if t in ("slow", "so", "&-uh"))]
        spoken = reading.text.replace("[xxx]", " ").replace(".", " ").split()
        assert spoken == expected

    @given(edits=EDITS)
    @settings(max_examples=200, deadline=None)
    def test_broken(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken file is read soundly or refused.
        """
        text = chat("*INV:\thow ? \x150_15\x15", "*PAR:\t<so> [/] so (.) &=laughs +...", "%mor:\tx")

        assert is_read_or_refused(read, edited(text.encode(), edits), name="P1.cha")

    def test_hostile_line(self) -> None:
        """
        A line made to slow the reader down is read in no time.
        """
        assert words("so " + "(1" * 20_000 + "[" * 20_000 + "<" * 20_000).startswith("so")
