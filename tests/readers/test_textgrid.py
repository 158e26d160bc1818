"""Praat TextGrid files."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.textgrid import read, read_tiers
from tests.readers.mutations import (
    EDITS,
    edited,
    is_read_or_refused,
    left_out,
    read_or_why,
    said,
    times,
)

Tier = tuple[str, list[str]]


def quoted(words: str) -> str:
    """
    Return `words` as Praat writes a string.
    """
    return '"{}"'.format(words.replace('"', '""'))


def long_format(*tiers: Tier) -> str:
    """
    Return a TextGrid in the long format; each of a tier's words is an interval of a second.
    """
    lines = ['File type = "ooTextFile"', 'Object class = "TextGrid"', "", "xmin = 0 ", "xmax = 99 "]
    lines += ["tiers? <exists> ", f"size = {len(tiers)} ", "item []: "]
    for i, (name, words) in enumerate(tiers, start=1):
        lines += [f"    item [{i}]:", '        class = "IntervalTier" ']
        lines += [f"        name = {quoted(name)} ", "        xmin = 0 ", "        xmax = 99 "]
        lines += [f"        intervals: size = {len(words)} "]
        for k, each in enumerate(words, start=1):
            lines += [f"        intervals [{k}]:", f"            xmin = {k - 1} "]
            lines += [f"            xmax = {k} ", f"            text = {quoted(each)} "]
    return "\n".join(lines) + "\n"


def short_format(*tiers: Tier) -> str:
    """
    Return the same TextGrid in the short format.
    """
    lines = ['File type = "ooTextFile"', '"TextGrid"', "", "-0", "99", "<exists>", str(len(tiers))]
    for name, words in tiers:
        lines += ['"IntervalTier"', quoted(name), "0", "99", str(len(words))]
        for k, each in enumerate(words):
            lines += [str(k), str(k + 1), quoted(each)]
    return "\n".join(lines) + "\n"


def read_file(data: str | bytes) -> Reading:
    """
    Read `data` as the content of a file.
    """
    encoded = data.encode() if isinstance(data, str) else data
    return read(Source(path=Path("P1.TextGrid"), data=encoded))


TALK: tuple[Tier, Tier] = (
    ("Interviewer", ["How is it?", "", "", "Why?"]),
    ("Kasia", ["", 'It is "slow",\né', "sp", ""]),
)
EXPECTED = [
    ("Interviewer", "How is it?"),
    ("Kasia", 'It is "slow",\né'),
    ("Interviewer", "Why?"),
]


class TestFormats:
    """
    Praat writes long and short files in several encodings; all say the same.
    """

    @pytest.mark.parametrize("write", [long_format, short_format], ids=["long", "short"])
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "utf-16-le"])
    def test_encodings(self, write: object, encoding: str) -> None:
        """
        Words and times are the same in every encoding, with a mark or without.
        """
        assert callable(write)

        reading = read_file(write(*TALK).replace("\n", "\r\n").encode(encoding))

        assert said(reading) == EXPECTED
        assert times(reading) == [0, 1, 3]
        assert left_out(reading) == {
            "intervals without words": 4,
            "intervals marked as silent": 1,
        }

    def test_latin_1(self) -> None:
        """
        A file of an older Praat is read as Latin-1, and the researcher is told.
        """
        reading = read_file(long_format(*TALK).encode("latin-1"))

        assert said(reading) == EXPECTED
        assert "was read as Windows-1252" in reading.notes[-1]

    def test_remarks(self) -> None:
        """
        What a person wrote behind an exclamation mark is not read; in the words it is.
        """
        text = short_format(("Kasia", ["Slow!", "! no"])).replace("<exists>", '<exists> ! 3 "x"')

        assert said(read_file(text)) == [("Kasia", "Slow!\n! no")]


class TestTiers:
    """
    A tier is a speaker, unless its name says otherwise.
    """

    def test_same_name(self) -> None:
        """
        Tiers of one name are one speaker, and the researcher is told.
        """
        reading = read_file(long_format(("Kasia", ["It is", ""]), ("Kasia", ["", "slow."])))

        assert said(reading) == [("Kasia", "It is\nslow.")]
        assert reading.notes[0] == "2 tiers are of 'Kasia'; read as one speaker"

    def test_words_and_phones(self) -> None:
        """
        Of words and sounds, the words are read, on one line up to a pause.
        """
        reading = read_file(
            long_format(("Kasia - words", ["so", "slow"]), ("Kasia - phones", ["s", "sl"]))
        )

        assert said(reading) == [("Kasia", "so slow")]
        assert left_out(reading) == {"pieces of tier 'Kasia - phones', not speech": 2}

    def test_points(self) -> None:
        """
        Points in time are no speech.
        """
        point = '"TextTier"\n"Kasia taps"\n0\n99\n1\n5\n"tap"\n'
        text = short_format(("Kasia", ["Slow."])).replace("<exists>\n1", "<exists>\n2")

        reading = read_file(text + point)

        assert said(reading) == [("Kasia", "Slow.")]
        assert left_out(reading) == {"points of tier 'Kasia taps'": 1}

    def test_tags(self) -> None:
        """
        Tags that stand for something are asides; tags around words are taken off.
        """
        reading = read_file(long_format(("Kasia", ["It <UNIN/> is <UNSURE>so</UNSURE> slow"])))

        assert said(reading) == [("Kasia", "It [UNIN] is so slow")]
        assert left_out(reading) == {"tags around words": 2}

    def test_told(self) -> None:
        """
        Tiers that are told are read.
        """
        data = long_format(*TALK).encode()

        reading = read_tiers(Source(path=Path("P1.TextGrid"), data=data), tiers=["Kasia"])

        assert {speaker for speaker, _ in said(reading)} == {"Kasia"}


class TestRefused:
    """
    What is no whole TextGrid is refused with its line.
    """

    @pytest.mark.parametrize(
        ("text", "message", "line_no"),
        [
            pytest.param("How is it?", "no TextGrid", 1, id="text"),
            pytest.param("ooBinaryFile\x08TextGrid", "binary Praat file", 1, id="binary"),
            pytest.param(short_format(("Kasia", ["Slow."]))[:-4], "never closed", 15, id="cut off"),
            pytest.param(
                short_format(("Kasia", ["Slow."])).replace('0\n1\n"S', '0\n"S'),
                "the end of an interval should stand here",
                14,
                id="a number missing",
            ),
            pytest.param(
                short_format(("Kasia", ["Slow."])).replace("99\n1\n", "99\n2\n"),
                "file ends where the start of an interval",
                15,
                id="fewer intervals than told",
            ),
            pytest.param(
                short_format(("Kasia", ["Slow."])).replace("99\n1\n", f"99\n{'9' * 400}\n"),
                "number of intervals",
                12,
                id="a number without end",
            ),
            pytest.param(short_format(("word", ["slow"])), "no tier tells", 15, id="nobody"),
        ],
    )
    def test_refused(self, text: str, message: str, line_no: int) -> None:
        """
        The message says what should stand there.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read_file(text)

        assert caught.value.line_no == line_no


REMARKS = ("[laughs]", "<exists>")
WORDS = st.lists(st.sampled_from(["", "sp", "so slow", 'a "b"', "1", *REMARKS]), max_size=6)


class TestCompleteness:
    """
    Speech and what is left out are the whole file.
    """

    @given(first=WORDS, second=WORDS)
    @settings(max_examples=100, deadline=None)
    def test_every_interval(self, first: list[str], second: list[str]) -> None:
        """
        Each interval is speech or counted.
        """
        text = long_format(("I", first), ("Kasia", second))

        reading = read_or_why(read, text.encode(), name="P1.TextGrid")

        if isinstance(reading, str):
            assert "same moments" in reading or not set(first + second) - {"", "sp", *REMARKS}
        else:
            spoken = [line for line in reading.text.split("\n") if line]
            assert len(spoken) + sum(left_out(reading).values()) == text.count("text = ")

    @given(edits=EDITS)
    @settings(max_examples=200, deadline=None)
    def test_broken(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A broken file is read soundly or refused.
        """
        data = edited(long_format(*TALK).encode(), edits)

        assert is_read_or_refused(read, data, name="P1.TextGrid")
