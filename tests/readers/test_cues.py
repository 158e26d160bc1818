"""Cues and the turns they are joined to."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.cues import (
    UNKNOWN_SPEAKER,
    Cue,
    join_cues,
)
from interview_coder.readers.source import Reading, Source

SOURCE = Source(path=Path("P1.vtt"), data=b"")


def cue(speaker: str | None, text: str, start: float = 0.0) -> Cue:
    """Return a cue on line 1."""
    return Cue(speaker=speaker, text=text, start=start, line_no=1)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return speaker and words, turn by turn."""
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


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

    def test_remarks_of_nobody_are_no_words(self) -> None:
        """
        A remark among the words that are nobody's is not counted with them.
        """
        cues = [cue("I", "How?"), cue(None, "so [both laugh] slow"), cue(None, "[music]")]

        assert join_cues(SOURCE, cues).notes == ("2 words without a speaker; not coded",)

    def test_somebody_else_between_the_same_speaker(self) -> None:
        """
        Words that are told to be somebody else's are not filled in.
        """
        cues = [
            cue("P1", "Slow."),
            cue(UNKNOWN_SPEAKER, "Why?"),
            cue(None, "So?"),
            cue("P1", "So."),
        ]

        assert said(join_cues(SOURCE, cues))[1] == (UNKNOWN_SPEAKER, "Why?\nSo?")

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
            pytest.param(
                [cue(UNKNOWN_SPEAKER, "slow")], "no cue tells its speaker", id="somebody else"
            ),
            pytest.param([cue("P1", "[sighs]")], "only remarks", id="remarks only"),
        ],
    )
    def test_faults(self, cues: list[Cue], message: str) -> None:
        """
        A file in which nobody says anything is refused, with a line.
        """
        with pytest.raises(ReadError, match=message) as caught:
            join_cues(SOURCE, cues)

        assert caught.value.line_no == 1
