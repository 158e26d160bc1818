"""Timings, and what belongs to which."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source
from interview_coder.readers.timings import (
    SUBRIP,
    SUBVIEWER,
    WEBVTT,
    Block,
    Notation,
    note_times,
    parse_blocks,
)

SOURCE = Source(path=Path("P1.vtt"), data=b"")


def parse(text: str, notation: Notation = WEBVTT) -> list[Block]:
    """Return the blocks of `text`."""
    return parse_blocks(SOURCE, text, notation, Tally())


def words(text: str, notation: Notation = WEBVTT) -> list[str]:
    """Return what stands below each timing."""
    return [block.text for block in parse(text, notation)]


def counted(text: str, notation: Notation = WEBVTT) -> dict[str, int]:
    """Return what is no words, with its count."""
    tally = Tally()
    parse_blocks(SOURCE, text, notation, tally)
    return {each.what: each.n for each in tally.left_out()}


class TestTimings:
    """
    A block is a timing line and the words below it.
    """

    def test_block(self) -> None:
        """
        A block has its words as written, its times and the line of its timing.
        """
        text = "7\n00:01:02.500 --> 00:01:04.000 align:left\nIt is\nslow.\n\n\n"

        assert parse(text) == [Block(start=62.5, end=64.0, text="It is\nslow.", line_no=2)]

    @pytest.mark.parametrize(
        ("stamp", "start"),
        [
            pytest.param("00:01:02.500", 62.5, id="with hours"),
            pytest.param("01:02.500", 62.5, id="without hours"),
            pytest.param("00:01:02,500", 62.5, id="comma"),
            pytest.param("00:01:02,5", 62.5, id="one digit of a second"),
            pytest.param("00:01:02.5000000", 62.5, id="seven digits of a second"),
            pytest.param("00:01:02", 62.0, id="no fraction"),
            pytest.param("0:1:2.500", 62.5, id="loose, as Teams writes it"),
            pytest.param("75:02.500", 4502.5, id="more than an hour in minutes"),
            pytest.param("101:00:02.500", 363602.5, id="more than 99 hours"),
            pytest.param("-00:00:01.000", -1.0, id="before the recording"),
        ],
    )
    def test_stamps(self, stamp: str, start: float) -> None:
        """
        Every usual way to write a time is read.
        """
        (only,) = parse(f"{stamp} --> 200:00:00.000\nSlow.\n")

        assert only.start == start

    @pytest.mark.parametrize(
        "timing",
        [
            pytest.param("00:00:03.000 --> soon", id="a word"),
            pytest.param("--> 00:00:03.000", id="no start"),
            pytest.param("00:00:03.000 -->", id="no end"),
            pytest.param("3 --> 4", id="no colon"),
            pytest.param("00:00:03.000 -> 00:00:04.000", id="a short arrow"),
            pytest.param("00:00:03.000 -- > 00:00:04.000", id="an arrow in two"),
            pytest.param("00:00:03,000 —> 00:00:04,000", id="a typeset arrow"),
            pytest.param("00:00:03.000 --&gt; 00:00:04.000", id="an escaped arrow"),
            pytest.param("00:00:03.000 - 00:00:04.000", id="a dash"),
            pytest.param("00:00:03.000 -x-> 00:00:04.000", id="a sign in the arrow"),
            pytest.param("00:00:03;000 --> 00:00:04;000", id="a semicolon"),
            pytest.param("00:00:61.000 --> 00:01:04.000", id="61 seconds"),
            pytest.param("00:61:00.000 --> 01:02:04.000", id="61 minutes"),
            pytest.param("00:00:03.000 --> 00:00:04.000 --> 00:00:05.000", id="three times"),
        ],
    )
    def test_broken(self, timing: str) -> None:
        """
        A broken timing is named with its physical line, and its words are not given to another.
        """
        text = f"00:01 --> 00:02\nP1: Slow.\n\n2\n{timing}\nP1: Slower.\n"

        with pytest.raises(ReadError, match="broken timing") as caught:
            parse(text)

        assert caught.value.line_no == 5

    @pytest.mark.parametrize(
        "said",
        [
            pytest.param("we open File --> Save", id="an arrow between words"),
            pytest.param("10:30 - 11:30", id="times of day"),
            pytest.param("it was 3 -> 4 I think", id="a short arrow"),
            pytest.param("-", id="a dash"),
        ],
    )
    def test_signs_that_are_said(self, said: str) -> None:
        """
        What only resembles a timing was said.
        """
        assert words(f"00:01 --> 00:02\nSlow\n{said}\n") == [f"Slow\n{said}"]

    def test_comma_between_times(self) -> None:
        """
        SubViewer has a comma between its times, and commas between words are words.
        """
        text = "0:00:01.000,0:00:02.500\nso 1,2,3\n\n0:00:03.000,0:00:04.000\nslow, 0:30, too\n"

        assert [(block.start, block.text) for block in parse(text, SUBVIEWER)] == [
            (1.0, "so 1,2,3"),
            (3.0, "slow, 0:30, too"),
        ]
        with pytest.raises(ReadError, match="broken timing"):
            parse(text.replace("2.500", "2x500"), SUBVIEWER)


class TestWords:
    """
    What stands between two timings and is no number or name of a cue is words.
    """

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param("00:01 --> 00:02\nSlow.", ["Slow."], id="no line end"),
            pytest.param("00:01 --> 00:02\n\n00:03 --> 00:04", ["", ""], id="no words"),
            pytest.param("00:01 --> 00:02\n\nSlow.\n", ["Slow."], id="blank line after the timing"),
            pytest.param("00:01 --> 00:02\nSo\n\n slow.\n", ["So\n slow."], id="blank line inside"),
            pytest.param(
                "1\n00:01 --> 00:02\nSo\n2\n00:03 --> 00:04\nslow", ["So", "slow"], id="no blanks"
            ),
            pytest.param(
                "1\n\n00:01 --> 00:02\nSo\n\n2\n\n00:03 --> 00:04\nslow",
                ["So", "slow"],
                id="blank line after the number",
            ),
            pytest.param(
                "1\n00:01 --> 00:02\nHow old?\n12\n2\n00:03 --> 00:04\nso",
                ["How old?\n12", "so"],
                id="a number that is said",
            ),
            pytest.param(
                "00:01 --> 00:02\nHow old?\n12\n00:03 --> 00:04\nso",
                ["How old?\n12", "so"],
                id="a number that is said where cues have none",
            ),
            pytest.param(
                "2\n00:01 --> 00:02\nSo\n\n6\n00:03 --> 00:04\nslow", ["So", "slow"], id="gaps"
            ),
        ],
    )
    def test_words(self, text: str, expected: list[str]) -> None:
        """
        No word is lost, and no number of a cue is said, in either format.
        """
        assert words(text, WEBVTT) == words(text, SUBRIP) == expected

    @pytest.mark.parametrize(
        "name",
        [
            pytest.param("b-2/7", id="a word"),
            pytest.param("the second cue", id="words"),
            pytest.param("2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/12-0", id="as Teams writes it"),
        ],
    )
    def test_names_of_cues(self, name: str) -> None:
        """
        What stands alone above a timing of WebVTT names the cue.
        """
        text = f"{name}\n00:01 --> 00:02\nSo\n\n{name}\n00:03 --> 00:04\nslow\n"

        assert words(text) == ["So", "slow"]
        assert counted(text) == {"cue names": 2}

    def test_name_without_blank_line(self) -> None:
        """
        An identifier as Teams writes it is none of the words above it.
        """
        name = "2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/12-0"

        assert words(f"00:01 --> 00:02\nSo\n{name}\n00:03 --> 00:04\nslow\n") == ["So", "slow"]

    def test_words_below_an_empty_cue(self) -> None:
        """
        Where no cue has a name, words between two timings are words in spite of the blank line.
        """
        assert words("00:01 --> 00:02\n\nso slow\n00:03 --> 00:04\nyes") == ["so slow", "yes"]

    def test_subrip_has_no_names(self) -> None:
        """
        Words right above a timing of SubRip are words.
        """
        text = "1\n00:01 --> 00:02\nSo\n\nslow\n00:03 --> 00:04\nyes\n"

        assert words(text, SUBRIP) == ["So\nslow", "yes"]

    def test_cue_without_timing(self) -> None:
        """
        A number that continues the count, with words below it, lacks its timing.
        """
        text = "1\n00:01 --> 00:02\nSo\n\n2\nslow\n\n3\n00:03 --> 00:04\nyes\n"

        with pytest.raises(ReadError, match="cue 2 has no timing") as caught:
            parse(text, SUBRIP)

        assert caught.value.line_no == 5

    @pytest.mark.parametrize(
        ("text", "what", "n"),
        [
            pytest.param("1\n00:01 --> 00:02\nSo\n\n2\n", "cue numbers without a cue", 1, id="cut"),
            pytest.param("A film\nby O.\n\n00:01 --> 00:02\nSo", "lines before the first cue", 2),
            pytest.param("00:01 --> 00:02 align:start\nSo", "cue settings", 1),
            pytest.param("1\n00:01 --> 00:02\nSo\n\n2\n00:03 --> 00:04\nSo", "cue numbers", 2),
        ],
    )
    def test_counted(self, text: str, what: str, n: int) -> None:
        """
        What is no words is counted.
        """
        assert counted(text, SUBRIP)[what] == n

    @given(
        lines=st.lists(
            st.sampled_from(
                ["", "", "1", "2", "3", "so", "so slow", "12", "00:01 --> 00:02", "a --> b", " "]
            ),
            max_size=14,
        )
    )
    @settings(max_examples=400, deadline=None)
    def test_nothing_is_lost(self, lines: list[str]) -> None:
        """
        Each line is a timing, words, or counted; each timing is a block.
        """
        tally = Tally()
        try:
            blocks = parse_blocks(SOURCE, "\n".join(lines), WEBVTT, tally)
        except ReadError:  # a cue without timing
            return

        n_words = sum(len(block.text.split("\n")) for block in blocks if block.text)
        n_counted = sum(each.n for each in tally.left_out())
        assert len(blocks) == lines.count("00:01 --> 00:02")
        assert len(blocks) + n_words + n_counted == sum(bool(line.strip()) for line in lines)


class TestNotes:
    """
    Odd times are told with their line; the words are read all the same.
    """

    @pytest.mark.parametrize(
        ("text", "notes"),
        [
            pytest.param("00:01 --> 00:02\na\n00:02 --> 00:03\nb", [], id="in order"),
            pytest.param("00:01 --> 00:05\na\n00:02 --> 00:03\nb", [], id="overlapping"),
            pytest.param(
                "00:05 --> 00:06\na\n00:02 --> 00:03\nb",
                [
                    "line 3: begins before the cue above it; cues out of order, read in the order "
                    "of the file: 1"
                ],
                id="out of order",
            ),
            pytest.param(
                "00:05 --> 00:04\na",
                ["line 1: ends before it begins; cues of that kind: 1"],
                id="ends before it begins",
            ),
        ],
    )
    def test_notes(self, text: str, notes: list[str]) -> None:
        """
        Cues out of order and cues that end before they begin are told.
        """
        assert list(note_times(parse(text))) == notes
