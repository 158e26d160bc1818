"""Who says words without a label."""

from __future__ import annotations

import pytest

from interview_coder.readers.cues import UNKNOWN_SPEAKER, Cue
from interview_coder.readers.pieces import Tally
from interview_coder.readers.speaker_changes import Spoken, find_speakers


def spoken(texts: list[str], *, names: tuple[str, ...] = (), rolls_up: bool = False) -> Spoken:
    """Find the speakers of cues on lines 1, 2, 3."""
    cues = [
        Cue(speaker=None, text=text, start=0.0, line_no=i) for i, text in enumerate(texts, start=1)
    ]
    return find_speakers(cues, Tally(), names=names, rolls_up=rolls_up)


def speakers(texts: list[str]) -> list[tuple[str | None, str]]:
    """Return speaker and words, cue by cue."""
    return [(cue.speaker, cue.text) for cue in spoken(texts).cues]


NOBODY = UNKNOWN_SPEAKER


class TestMarks:
    """
    `>>` and a dash say that somebody else speaks; who it is, only a label can say.
    """

    @pytest.mark.parametrize(
        ("texts", "expected"),
        [
            pytest.param(
                [">> P1: So.", ">> How?", ">> P1: Yes."],
                [("P1", "So."), (NOBODY, "How?"), ("P1", "Yes.")],
                id="angles",
            ),
            pytest.param(
                ["P1: So.\n>> I: How?\n>>> P1: Yes."],
                [("P1", "So."), ("I", "How?"), ("P1", "Yes.")],
                id="angles in a cue",
            ),
            pytest.param(
                ["- P1: So.\n- How?", "P1: Yes."],
                [("P1", "So."), (NOBODY, "How?"), ("P1", "Yes.")],
                id="dashes",
            ),
            pytest.param(
                ["P1: So.\n-How?", "P1: Yes."],
                [("P1", "So."), (NOBODY, "How?"), ("P1", "Yes.")],
                id="a dash after the end of a sentence",
            ),
            pytest.param(
                ["P1: It was\n- I: How?", "P1: Yes."],
                [("P1", "It was"), ("I", "How?"), ("P1", "Yes.")],
                id="a dash before a label",
            ),
            pytest.param(
                ["P1: It was\n- Really slow.", "P1: So\n- really."],
                [("P1", "It was\n- Really slow."), ("P1", "So\n- really.")],
                id="a dash inside a sentence",
            ),
            pytest.param(
                ["P1: So.\n-5 degrees.", "P1: Yes.\n-- And then"],
                [("P1", "So.\n-5 degrees."), ("P1", "Yes.\n-- And then")],
                id="a minus, and an interruption",
            ),
        ],
    )
    def test_marks(self, texts: list[str], expected: list[tuple[str | None, str]]) -> None:
        """
        Words after a mark are never those of the speaker before it, unless a label says so.
        """
        assert speakers(texts) == expected

    def test_note(self) -> None:
        """
        Marks without a name are told, with the first line and their number.
        """
        notes = spoken(["P1: So.", ">> How?", ">> Why?", "P1: Yes."]).notes

        assert notes == (
            "line 2: '>>' says that somebody else speaks, but not who; places of that kind: 2; "
            "write the name and a colon behind the mark",
        )

    def test_counted(self) -> None:
        """
        Marks are counted, and so are labels without words.
        """
        tally = Tally()
        texts = [">> P1: So.", "- I: How?", "P1:"]
        cues = [Cue(speaker=None, text=text, start=0.0, line_no=1) for text in texts]

        find_speakers(cues, tally, names=(), rolls_up=False)

        assert tally.count("marks of a new speaker (>> or a dash)") == 2
        assert tally.count("labels without words") == 1


class TestLabelsAtChanges:
    """
    A cue without label continues the speaker before it only where labels stand at changes.
    """

    AT_CHANGES = ("I: How?", "or", "P1: So.", "slow", "yes", "I: Why?", "P1: So.", "no", "really")

    def test_habit(self) -> None:
        """
        Where no label follows itself and many cues have none, they are the speaker's before them.
        """
        told = spoken(list(self.AT_CHANGES))

        assert [cue.speaker for cue in told.cues] == ["I"] * 2 + ["P1"] * 3 + ["I"] + ["P1"] * 3
        assert told.notes == (
            "line 2: this file names a speaker only where the speaker changes, so that 5 words in "
            "5 cues without a label were given to the speaker named before them; check some of "
            "them",
        )

    @pytest.mark.parametrize(
        "texts",
        [
            pytest.param(["I: How?", "or", "P1: So.", "slow"], id="two labels"),
            pytest.param([*AT_CHANGES, "P1: So."], id="a label that follows itself"),
            pytest.param(["P1: So.", "slow", "yes", "no", "so"], id="one speaker"),
            pytest.param(
                ["I: How?", "P1: So.", "I: Oh?", "P1: So.", "slow", "I: How?", "P1: No."],
                id="one cue without",
            ),
            pytest.param([*AT_CHANGES, "- So?\n- Well."], id="dashes"),
        ],
    )
    def test_no_habit(self, texts: list[str]) -> None:
        """
        Elsewhere a cue without label is not given to the speaker before it.
        """
        unlabelled = ("or", "slow", "yes", "no", "so", "really", "So?", "Well.")

        told = {cue.speaker for cue in spoken(texts).cues if cue.text in unlabelled}

        assert told <= {None, NOBODY}

    def test_captions_that_roll_up(self) -> None:
        """
        Captions that roll up show a label more than once, so that none can be missed.
        """
        told = spoken(list(self.AT_CHANGES), rolls_up=True)

        assert {cue.speaker for cue in told.cues if cue.text == "slow"} == {NOBODY}

    def test_angles(self) -> None:
        """
        Where each label comes with `>>`, a cue without it goes on, and a nameless `>>` does not.
        """
        texts = [">> I: How?", "or", ">> P1: So.", "slow", ">> Why?", "really", ">> P1: Yes."]

        assert [cue.speaker for cue in spoken(texts).cues] == [
            "I",
            "I",
            "P1",
            "P1",
            NOBODY,
            NOBODY,
            "P1",
        ]

    def test_words_before_the_first_label(self) -> None:
        """
        What is said before the first label is nobody's.
        """
        assert spoken(["Hello", *self.AT_CHANGES]).cues[0].speaker is None

    def test_rare_labels(self) -> None:
        """
        Where most cues have no label, not even those between two of the same speaker are his.
        """
        texts = ["P1: So.", "slow", "yes", "P1: Well.", "or", "no"]

        assert [cue.speaker for cue in spoken(texts).cues] == ["P1", *[NOBODY] * 2] * 2
