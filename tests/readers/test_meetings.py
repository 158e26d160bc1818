"""Documents that meeting and dictation programs make."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.meetings import read_meeting
from interview_coder.readers.paragraphs import Paragraph, count
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import left_out, said, times


def read(*paragraphs: str) -> Reading | None:
    """Read `paragraphs` as the body of a document; `# ` begins a heading."""
    blocks = [
        Paragraph(text=text.removeprefix("# "), is_heading=text[:2] == "# ") for text in paragraphs
    ]
    return read_meeting(Source(path=Path("P1.docx"), data=b""), blocks)


BOTH = [("Dana Berg (she/her) | Lab", "How is it?"), ("Kasia’s iPhone", "It is slow.\nVery slow.")]


class TestTeams:
    """
    Teams writes a turn, or a cue, into one paragraph; what stands around is no speech.
    """

    def test_names_with_times(self) -> None:
        """
        Name, two spaces or more and a time begin a turn; any name will do.
        """
        reading = read(
            "Talk about tools-20260512_100732-Meeting Recording",
            "12 May 2026, 10:07am",
            "Dana Berg started transcription",
            "Dana Berg (she/her) | Lab   0:04\nHow is it?",
            "Kasia’s iPhone   1:00:09\nIt is slow.\nVery slow.",
            "Dana Berg (she/her) | Lab stopped transcription",
        )

        assert reading is not None
        assert said(reading) == BOTH
        assert times(reading) == [4, 3609]
        assert left_out(reading) == {
            "characters before the first speaker": count(
                "Talk about tools-20260512_100732-Meeting Recording"
                "12 May 2026, 10:07am Dana Berg started transcription"
            ),
            "characters in remarks of the program": count(
                "Dana Berg (she/her) | Lab stopped transcription"
            ),
        }

    @pytest.mark.parametrize(
        "last",
        [
            pytest.param("Kasia Lind stopped transcription", id="English"),
            pytest.param("Kasia Lind hat die Transkription beendet", id="German"),
            pytest.param("La transcription a été arrêtée par Kasia Lind", id="French"),
            pytest.param("Kasia Lind が停止しました", id="no word for it known"),
        ],
    )
    def test_remark_at_the_end(self, last: str) -> None:
        """
        The program's last remark is no speech, in any language.
        """
        reading = read("Dana Berg   0:04\nHow is it?", "Kasia Lind   0:09\nIt is slow.", last)

        assert reading is not None
        assert said(reading) == [("Dana Berg", "How is it?"), ("Kasia Lind", "It is slow.")]
        assert left_out(reading) == {"characters in remarks of the program": count(last)}

    def test_paragraph_of_an_answer(self) -> None:
        """
        A paragraph that somebody has parted from its turn is speech.
        """
        reading = read("Dana Berg   0:04\nHow is it?", "Kasia Lind   0:09\nSlow.", "Very slow.")

        assert reading is not None
        assert said(reading)[-1] == ("Kasia Lind", "Slow.\nVery slow.")

    def test_cues(self) -> None:
        """
        The older form has the cue's times, the name and the words in one paragraph.
        """
        reading = read(
            "0:0:0.0 --> 0:0:1.510\nDana Berg\nHow",
            "0:0:1.510 --> 0:0:2.0\nDana Berg\nis it?",
            "0:0:3.270 --> 0:0:4.250\nKasia Lind\nIt is slow.",
            "saved-by",
        )

        assert reading is not None
        assert said(reading) == [("Dana Berg", "How\nis it?"), ("Kasia Lind", "It is slow.")]
        assert times(reading) == [0, 1.51, 3.27]
        assert left_out(reading) == {"characters outside the cues": 8}

    def test_cues_over_paragraphs(self) -> None:
        """
        It is read, too, where each line is a paragraph.
        """
        reading = read(
            "0:0:0.0 --> 0:0:1.510", "Dana Berg", "How is it?", "",
            "0:0:3.270 --> 0:0:4.250", "Kasia Lind", "It is slow.", "Very slow.",
        )  # fmt: skip

        assert reading is not None
        assert said(reading) == [
            ("Dana Berg", "How is it?"),
            ("Kasia Lind", "It is slow.\nVery slow."),
        ]


class TestWord:
    """
    Word's "Transcribe" writes time and name into a paragraph and the words into the next.
    """

    def test_pairs(self) -> None:
        """
        The title and the name of the recording are no speech.
        """
        reading = read(
            "# Audio file", "talk.m4a", "# Transcript", "00:00:03 Speaker 1", "How is it?",
            "00:00:07 Speaker 2", "It is slow.", "00:00:09 Speaker 2", "Very slow.",
        )  # fmt: skip

        assert reading is not None
        assert said(reading) == [
            ("Speaker 1", "How is it?"),
            ("Speaker 2", "It is slow.\nVery slow."),
        ]
        assert times(reading) == [3, 7, 9]
        assert left_out(reading) == {"characters before the first speaker": 27}

    def test_words_after_times(self) -> None:
        """
        Words that stand behind a time are no names.
        """
        assert read("00:00:03 how is it", "00:00:07 it is slow", "00:00:09 very slow") is None


class TestOtter:
    """
    Otter writes name and time on a line, the words below, and its address at the end.
    """

    def test_lines(self) -> None:
        """
        The address is no speech.
        """
        reading = read(
            "Dana  0:00", "How is it?", "", "Unknown Speaker  0:05", "Slow.", "",
            "Transcribed by https://otter.ai",
        )  # fmt: skip

        assert reading is not None
        assert said(reading) == [("Dana", "How is it?"), ("Unknown Speaker", "Slow.")]


MEET = (
    "# 📝 Notes",
    "May 12, 2026",
    "# Summary",
    "Kasia: finds the tool slow. (00:00:11)",
    "# Details",
    "Slowness: Kasia Lind said that she gave up.",
    "# 📖 Transcript",
    "# 00:00:11",
    "Dana Berg: How is it?",
    "Kasia Lind: It is slow: very.",
    "# 00:05:00",
    "Kasia Lind: Well.",
    "Transcription ended after 00:05:39",
    "This transcript was made by a computer and might contain errors.",
)


class TestMeet:
    """
    Google Meet writes a clock, then names and words; before them, notes made by a machine.
    """

    def test_transcript(self) -> None:
        """
        The machine's notes never become speech; they are counted.
        """
        reading = read(*MEET)

        assert reading is not None
        assert said(reading) == [
            ("Dana Berg", "How is it?"),
            ("Kasia Lind", "It is slow: very.\nWell."),
        ]
        assert times(reading) == [11, 300]
        outside = [*MEET[:7], *MEET[12:]]
        assert left_out(reading) == {
            "characters outside the transcript": sum(
                count(text.removeprefix("# ")) for text in outside
            )
        }

    @pytest.mark.parametrize("title", ["📖 Transkript", "文字起こし", "Transcription", "📖 X"])
    def test_other_languages(self, title: str) -> None:
        """
        Headings may be in any language, or no longer be headings.
        """
        reading = read(
            "Résumé", "Kasia: lent.", title, *(text.removeprefix("# ") for text in MEET[7:])
        )

        assert reading is not None
        assert said(reading)[0] == ("Dana Berg", "How is it?")

    def test_notes_after_the_transcript(self) -> None:
        """
        Notes that follow the transcript are no speech either.
        """
        reading = read(*MEET[6:10], "# 📝 Notes", "Kasia: finds the tool slow.")

        assert reading is not None
        assert said(reading)[-1] == ("Kasia Lind", "It is slow: very.")

    def test_clocks_amid_labelled_text(self) -> None:
        """
        A clock alone in labelled text does not make the words before it notes of a machine.
        """
        assert read("I: How is it?", "P1: Slow.", "00:05:00", "I: Still?", "P1: Yes.") is None


LINES = st.lists(st.text("ab c:.", max_size=12), max_size=4)


class TestProperties:
    """
    Nothing is lost.
    """

    @given(before=LINES, words=st.lists(LINES, min_size=1, max_size=5), after=LINES)
    @settings(max_examples=150, deadline=None)
    def test_complete(self, before: list[str], words: list[list[str]], after: list[str]) -> None:
        """
        Speech, headers and what was left out are everything in the document.
        """
        headers = [f"Dana Berg {i}   0:{i:02}" for i in range(len(words))]
        turns = [
            "\n".join([header, "so", *said]) for header, said in zip(headers, words, strict=True)
        ]
        paragraphs = [*before, *turns, *after]

        reading = read(*paragraphs)

        assert reading is not None
        everything = count("".join(paragraphs)) - count("".join(headers))
        assert count(reading.text) + sum(left_out(reading).values()) == everything
