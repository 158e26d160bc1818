"""Timed cues: what WebVTT and SubRip have in common."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.cues import (
    UNKNOWN_SPEAKER,
    Cue,
    join_cues,
    parse_cues,
    split_labels,
)
from interview_coder.readers.source import Reading, Source

SOURCE = Source(path=Path("P1.vtt"), data=b"")


def cue(speaker: str | None, text: str, start: float = 0.0) -> Cue:
    """Return a cue on line 1."""
    return Cue(speaker=speaker, text=text, start=start, line_no=1)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return speaker and words, turn by turn."""
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


class TestParseCues:
    """
    A block is a timing line and the words below it, up to a blank line.
    """

    def test_block(self) -> None:
        """
        A cue has its words as written, its start and the line of its timing.
        """
        text = "7\n00:01:02.500 --> 00:01:04.000 align:left\nIt is\nslow.\n\n\n"

        assert parse_cues(SOURCE, text) == [
            Cue(speaker=None, text="It is\nslow.", start=62.5, line_no=2)
        ]

    @pytest.mark.parametrize(
        ("stamp", "start"),
        [
            pytest.param("00:01:02.500", 62.5, id="with hours"),
            pytest.param("01:02.500", 62.5, id="without hours"),
            pytest.param("00:01:02,500", 62.5, id="comma"),
            pytest.param("00:01:02", 62.0, id="no fraction"),
            pytest.param("-00:00:01.000", 0.0, id="before the recording"),
        ],
    )
    def test_stamps(self, stamp: str, start: float) -> None:
        """
        Every usual way to write a time is read; before the start is the start.
        """
        (only,) = parse_cues(SOURCE, f"{stamp} --> 01:00:00.000\nSlow.\n")

        assert only.start == start

    def test_last_cue_without_line_end(self) -> None:
        """
        The last words count although nothing follows them.
        """
        (only,) = parse_cues(SOURCE, "00:01 --> 00:02\nSlow.")

        assert only.text == "Slow."

    def test_cue_without_words(self) -> None:
        """
        A timing with nothing below it is no cue.
        """
        assert parse_cues(SOURCE, "00:01 --> 00:02\n\n00:03 --> 00:04\n\n") == []

    @pytest.mark.parametrize(
        "timing",
        [
            pytest.param("00:00:03.000 --> soon", id="a word"),
            pytest.param("--> 00:00:03.000", id="no start"),
            pytest.param("00:00:03.000 -->", id="no end"),
            pytest.param("3 --> 4", id="no colon"),
            pytest.param("00:00:03.000 -> 00:00:04.000", id="a short arrow"),
        ],
    )
    def test_broken_timing(self, timing: str) -> None:
        """
        A broken timing is named with its physical line, and its words are not dropped.
        """
        text = f"00:01 --> 00:02\nP1: Slow.\n\n{timing}\nP1: Slower.\n"

        with pytest.raises(ReadError, match="broken timing") as caught:
            parse_cues(SOURCE, text, first_line=11)

        assert caught.value.line_no == 14


class TestSplitLabels:
    """
    `Name: ` at the start of a cue is its speaker, where it is a name.
    """

    @pytest.mark.parametrize(
        ("texts", "names", "expected"),
        [
            pytest.param(
                ["I: How?", "so slow", "P1: Slow."],
                (),
                [("I", "How?"), (None, "so slow"), ("P1", "Slow.")],
                id="roles",
            ),
            pytest.param(
                ["Kasia: How?", "so slow", "Kasia: Slow."],
                (),
                [("Kasia", "How?"), (None, "so slow"), ("Kasia", "Slow.")],
                id="a name that comes up again",
            ),
            pytest.param(
                ["Kasia Lind: How?", "Omar: Slow."],
                (),
                [("Kasia Lind", "How?"), ("Omar", "Slow.")],
                id="all cues labelled",
            ),
            pytest.param(
                ["Kasia: How?", "so slow"],
                ("Kasia",),
                [("Kasia", "How?"), (None, "so slow")],
                id="a name that was told",
            ),
            pytest.param(
                ["[Kasia Lind]: How?", "[Kasia Lind]: Why?"],
                (),
                [("Kasia Lind", "How?"), ("Kasia Lind", "Why?")],
                id="name in brackets",
            ),
            pytest.param(
                ["I: How?", "Honestly: no.", "P1: Slow."],
                (),
                [("I", "How?"), ("Honestly", "no."), ("P1", "Slow.")],
                id="everything labelled is believed",
            ),
            pytest.param(
                ["I: How?", "Honestly: no.", "so slow"],
                (),
                [("I", "How?"), (None, "Honestly: no."), (None, "so slow")],
                id="a word that comes up once",
            ),
            pytest.param(
                ["I: How?", "P1: Slow.", "I said: no.", "I said: yes.", "so slow"],
                (),
                [
                    ("I", "How?"),
                    ("P1", "Slow."),
                    (None, "I said: no."),
                    (None, "I said: yes."),
                    (None, "so slow"),
                ],
                id="words that come up twice and are no name",
            ),
            pytest.param(
                ["I: How?", "see https://plover.example", "at 10:30 I"],
                (),
                [("I", "How?"), (None, "see https://plover.example"), (None, "at 10:30 I")],
                id="address and time",
            ),
        ],
    )
    def test_split(
        self, texts: list[str], names: tuple[str, ...], expected: list[tuple[str | None, str]]
    ) -> None:
        """
        A label moves into the speaker; anything else stays in the words.
        """
        cues = split_labels([cue(None, text) for text in texts], names=names)

        assert [(part.speaker, part.text) for part in cues] == expected

    def test_speakers_stay(self) -> None:
        """
        A cue that knows its speaker keeps him, whatever its words begin with.
        """
        cues = [cue("Kasia", "Omar: he said"), cue("Kasia", "Omar: again")]

        assert split_labels(cues, names=("Omar",)) == cues

    def test_two_speakers_in_one_cue(self) -> None:
        """
        Where two people speak in one cue, each keeps his own words.
        """
        cues = [cue(None, "Interviewer: How?"), cue(None, "P1: Slow.\nInterviewer: And why?")]

        reading = join_cues(SOURCE, split_labels(cues, names=()))

        assert said(reading) == [
            ("Interviewer", "How?"),
            ("P1", "Slow."),
            ("Interviewer", "And why?"),
        ]


class TestJoinCues:
    """
    Cues of one speaker are one turn; words without a speaker are nobody's.
    """

    def test_text(self) -> None:
        """
        The canonical text has a line for each line of a cue and a blank line between turns.
        """
        cues = [cue("I", "How?"), cue("P1", "So\nslow."), cue("P1", "Really."), cue("I", "Why?")]

        reading = join_cues(SOURCE, cues)

        assert reading.text == "How?\n\nSo\nslow.\nReally.\n\nWhy?\n\n"
        assert said(reading) == [("I", "How?"), ("P1", "So\nslow.\nReally."), ("I", "Why?")]

    def test_times(self) -> None:
        """
        Each cue's words have the cue's time.
        """
        reading = join_cues(SOURCE, [cue("P1", "So", 3.0), cue("P1", "slow.", 4.5)])
        (turn,) = reading.turns

        assert turn.time_at(reading.text.index("So")) == 3.0
        assert turn.time_at(reading.text.index("slow")) == 4.5

    @pytest.mark.parametrize(
        ("speakers", "expected"),
        [
            pytest.param(["P1", None, "P1"], ["P1"], id="between the same speaker"),
            pytest.param(["P1", None, None, "P1"], ["P1"], id="two between the same"),
            pytest.param(["I", None, "P1"], ["I", UNKNOWN_SPEAKER, "P1"], id="between two"),
            pytest.param([None, "P1"], [UNKNOWN_SPEAKER, "P1"], id="at the start"),
            pytest.param(["P1", None], ["P1", UNKNOWN_SPEAKER], id="at the end"),
            pytest.param(
                ["I", None, "P1", None, "I"],
                ["I", UNKNOWN_SPEAKER, "P1", UNKNOWN_SPEAKER, "I"],
                id="twice between two",
            ),
        ],
    )
    def test_missing_speakers(self, speakers: list[str | None], expected: list[str]) -> None:
        """
        A speaker is filled in only where the same person talks before and after.
        """
        reading = join_cues(SOURCE, [cue(speaker, "slow words") for speaker in speakers])

        assert [turn.speaker for turn in reading.turns] == expected

    def test_words_of_nobody_are_counted(self) -> None:
        """
        Words that are nobody's stay in the text and are noted by number.
        """
        reading = join_cues(SOURCE, [cue("I", "How?"), cue(None, "so very slow"), cue("P1", "Yes")])

        assert "so very slow" in reading.text
        assert reading.notes == ("3 words without a speaker; not coded",)

    def test_asides(self) -> None:
        """
        A remark at the end of a turn stands outside it, one inside is marked.
        """
        reading = join_cues(SOURCE, [cue("P1", "[sighs] so [laughs] slow"), cue("P1", "[pause]")])
        (turn,) = reading.turns

        assert said(reading) == [("P1", "so [laughs] slow")]
        assert [reading.text[a.start : a.end] for a in turn.asides] == ["[laughs]"]

    @pytest.mark.parametrize(
        ("cues", "message"),
        [
            pytest.param([], "holds no words", id="no cue"),
            pytest.param([cue("P1", " ")], "holds no words", id="no words"),
            pytest.param([cue(None, "slow")], "no cue tells its speaker", id="no speaker"),
        ],
    )
    def test_faults(self, cues: list[Cue], message: str) -> None:
        """
        A file in which nobody says anything is refused, with a line.
        """
        with pytest.raises(ReadError, match=message) as caught:
            join_cues(SOURCE, cues)

        assert caught.value.line_no == 1
