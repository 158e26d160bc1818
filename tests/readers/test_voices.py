"""Labels in front of the words of cues."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.readers.cues import Cue, join_cues
from interview_coder.readers.source import Source
from interview_coder.readers.voices import find_labels, split_labels
from tests.readers.mutations import said

SOURCE = Source(path=Path("P1.vtt"), data=b"")
ZOOM = [
    "Kasia Lind: How?",
    "Omar | Plover (EIP-7): Slow.",
    "Kasia Lind: Why?",
    "Omar | Plover (EIP-7): So.",
]


def cue(speaker: str | None, text: str, line_no: int = 1) -> Cue:
    """Return a cue at the start of the recording."""
    return Cue(speaker=speaker, text=text, start=0.0, line_no=line_no)


def split(texts: list[str], names: tuple[str, ...] = ()) -> list[tuple[str | None, str]]:
    """Return speaker and words of cues that have only words."""
    parts = split_labels([cue(None, text) for text in texts], names=names)
    return [(part.speaker, part.text) for part in parts]


def notes(texts: list[str]) -> tuple[str, ...]:
    """Return what is told of cues on lines 1, 2, 3."""
    cues = [cue(None, text, i) for i, text in enumerate(texts, start=1)]
    return find_labels(cues, names=()).notes


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
                ["I : How?", "P1 : Slow."], (), [("I", "How?"), ("P1", "Slow.")], id="French blank"
            ),
            pytest.param(
                ["話者1：はい。", "話者2：いいえ。"],
                (),
                [("話者1", "はい。"), ("話者2", "いいえ。")],
                id="wide colon",
            ),
            pytest.param(
                ["MAN:\nSo slow.", "WOMAN:\nYes."],
                (),
                [("MAN", "So slow."), ("WOMAN", "Yes.")],
                id="label on its line",
            ),
            pytest.param(
                ["Boma’s iPhone 🚗: at 10:30: yes", "Boma’s iPhone 🚗: so"],
                (),
                [("Boma’s iPhone 🚗", "at 10:30: yes"), ("Boma’s iPhone 🚗", "so")],
                id="any signs, as meeting programs allow",
            ),
            pytest.param(
                ["\u202eKasia: So.", "Kasia\u202c: Yes."],
                (),
                [("Kasia", "So."), ("Kasia", "Yes.")],
                id="a sign that turns the name",
            ),
            pytest.param(
                ["<b>Kasia</b>: So.", "<b>Kasia</b>: Yes."],
                (),
                [("<b>Kasia</b>", "So."), ("<b>Kasia</b>", "Yes.")],
                id="mark-up in a name is text",
            ),
            pytest.param(
                ["I: How?", "Example: one.", "Example: two.", "so slow"],
                (),
                [
                    ("I", "How?"),
                    (None, "Example: one."),
                    (None, "Example: two."),
                    (None, "so slow"),
                ],
                id="what opens a remark",
            ),
            pytest.param(
                ["[laughs] P1: So.", "[P1]: Yes."],
                (),
                [(None, "[laughs]"), ("P1", "So."), ("P1", "Yes.")],
                id="a remark before the label",
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
        assert split(texts, names) == expected

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


class TestOnce:
    """
    A label that comes up once is believed where the file is that regular, and told of.
    """

    def test_nine_tenths_labelled(self) -> None:
        """
        Where nearly all cues are labelled, a name that speaks once is a speaker.
        """
        texts = [*ZOOM * 5, "Dora: Hello.", "and so"]

        assert split(texts)[-2:] == [("Dora", "Hello."), (None, "and so")]
        assert notes(texts) == ("line 21: 'Dora' comes up once and was taken for a speaker",)

    def test_fewer_labelled(self) -> None:
        """
        Where many cues have none, it is read as speech.
        """
        texts = [*ZOOM * 2, "Frankly: no.", *["and so"] * 4]

        assert split(texts)[8] == (None, "Frankly: no.")
        assert notes(texts) == (
            "line 9: 'Frankly' comes up once and was read as speech, not as a speaker",
        )

    def test_capitals(self) -> None:
        """
        Where all labels are in capitals, another one in capitals is a speaker.
        """
        texts = ["MAN: So.", "slow", "WOMAN: Yes.", "MAN: Oh.", "WOMAN: So.", "no", "GATES: Hm."]

        assert split([*texts, "Frankly: no."])[-2:] == [("GATES", "Hm."), (None, "Frankly: no.")]

    def test_many(self) -> None:
        """
        Of many labels the first five are named.
        """
        texts = [*ZOOM * 20, *(f"Dora{chr(97 + i)}: Hello." for i in range(7))]

        assert len(notes(texts)) == 6
        assert notes(texts)[-1].startswith("and 2 more labels")


class TestBrackets:
    """
    Names in brackets, without colon, are labels only where half of the cues begin so.
    """

    @pytest.mark.parametrize(
        ("texts", "names", "expected"),
        [
            pytest.param(
                ["(Kasia) How?", "[Omar] Slow.", "(Kasia) Why?", "[Omar] So."],
                (),
                [("Kasia", "How?"), ("Omar", "Slow."), ("Kasia", "Why?"), ("Omar", "So.")],
                id="a habit",
            ),
            pytest.param(
                ["(면담자) 예.", "(구술자) 아니요."],
                (),
                [("면담자", "예."), ("구술자", "아니요.")],
                id="roles",
            ),
            pytest.param(
                ["[Kasia] How?", "so", "slow", "yes", "[Kasia] Why?"],
                (),
                [
                    (None, "[Kasia] How?"),
                    (None, "so"),
                    (None, "slow"),
                    (None, "yes"),
                    (None, "[Kasia] Why?"),
                ],
                id="no habit",
            ),
            pytest.param(
                ["[Kasia] How?", "so", "slow"],
                ("Kasia",),
                [("Kasia", "How?"), (None, "so"), (None, "slow")],
                id="told",
            ),
            pytest.param(
                ["[Laughter] So.", "[Music] Slow.", "[Laughter] Yes.", "[Music] No."],
                (),
                [
                    (None, "[Laughter] So."),
                    (None, "[Music] Slow."),
                    (None, "[Laughter] Yes."),
                    (None, "[Music] No."),
                ],
                id="remarks",
            ),
        ],
    )
    def test_split(
        self, texts: list[str], names: tuple[str, ...], expected: list[tuple[str | None, str]]
    ) -> None:
        """
        A name in brackets becomes the speaker, a remark stays among the words.
        """
        assert split(texts, names) == expected
