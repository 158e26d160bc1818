"""What is said about a file as a whole."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source
from interview_coder.readers.stt import read
from tests.readers.mutations import said
from tests.readers.stt import samples
from tests.readers.stt.samples import TALK, read_json, whole


def spoken(*texts: str) -> dict[str, Any]:
    """
    Return segments of one speaker.
    """
    return {
        "segments": [
            {"start": float(i), "text": text, "speaker": "Kasia"} for i, text in enumerate(texts)
        ]
    }


class TestCanonicalText:
    """
    A piece is a line; turns are parted by a blank line.
    """

    def test_lines_and_turns(self) -> None:
        """
        Pieces of one speaker are one turn, each with its time.
        """
        document = samples.whisperx([(0, "So?"), (1, "Slow."), (1, "Very.")])

        reading = read_json(document)

        assert reading.text == "So?\n\nSlow.\nVery.\n\n"
        assert [mark.seconds for mark in reading.turns[1].times] == [1.0, 2.0]

    def test_asides_stay_in_the_text(self) -> None:
        """
        A sound in brackets is no speech, and is kept.
        """
        reading = read_json(spoken("So [laughs] yes."))

        aside = reading.turns[0].asides[0]
        assert reading.text[aside.start : aside.end] == "[laughs]"

    @pytest.mark.parametrize("bad", ["\ud800", "\x00", "\x0b", "\uffff"])
    def test_characters_no_file_can_hold(self, bad: str) -> None:
        """
        Half a character is replaced and counted, so that the text can be written.
        """
        document = spoken(f"so{bad}yes")
        document["segments"][0]["speaker"] = f"Ka{bad}sia"

        reading = read_json(document)

        assert reading.text.encode()
        assert reading.turns[0].speaker.encode()
        assert reading.text == "so\ufffdyes\n\n"
        assert "characters that no text file can hold, written as \ufffd: 1" in reading.notes[0]


class TestCompleteness:
    """
    What the file says twice is compared; what is missing is reported.
    """

    def test_words_only_the_whole_text_has(self) -> None:
        """
        Words of the whole text that stand in no segment are left out, and shown.
        """
        document = {**spoken("How was it?"), "text": "How was it? Slow and late."}

        reading = read_json(document)

        assert [(each.n, each.sample) for each in reading.left_out] == [(3, "Slow and late.")]
        assert "it has 6 words, what was read has 3" in reading.notes[0]

    def test_words_only_the_segments_have(self) -> None:
        """
        A whole text that is shorter is noted; nothing is missing.
        """
        reading = read_json({**spoken("How was it?", "Slow."), "text": "How was it?"})

        assert reading.left_out == ()
        assert "it has 3 words, what was read has 4" in reading.notes[0]

    def test_punctuation_does_not_matter(self) -> None:
        """
        Copies that differ in spaces and marks are the same words.
        """
        assert read_json({**spoken("How was it?"), "text": "how  was it"}).notes == ()

    def test_stray_entries_are_counted(self) -> None:
        """
        What stands among the segments and is none is reported.
        """
        document = spoken("How was it?", "")
        document["segments"].append("stray words")

        found = [(each.what, each.n, each.sample) for each in read_json(document).left_out]

        assert found == [
            ("segments without words", 1, ""),
            ("entries that are no objects", 1, "'stray words'"),
        ]


class TestSilence:
    """
    Speech-to-text repeats itself in silence.
    """

    def test_repetition_is_noted(self) -> None:
        """
        The same words four times in a row are for the researcher to check.
        """
        reading = read_json(spoken("So.", *["I'm sorry."] * 29, "Yes."))

        assert len(reading.notes) == 1
        assert "said 29 times in a row" in reading.notes[0]
        assert '"I\'m sorry."' in reading.notes[0]
        assert reading.text.count("I'm sorry.") == 29

    def test_three_times_is_speech(self) -> None:
        """
        People do say things three times.
        """
        assert read_json(spoken("No.", "No.", "No.")).notes == ()


class TestRefusals:
    """
    A file that is recognised and of no use says why.
    """

    def test_without_words(self) -> None:
        """
        Empty segments are no words.
        """
        with pytest.raises(ReadError, match=r"whisper-timestamped .* without words"):
            read_json(spoken("", " "))

    def test_says_how_to_ask_for_speakers(self) -> None:
        """
        The message names the option of the program.
        """
        document = samples.deepgram(samples.WITHOUT_SPEAKERS)

        with pytest.raises(ReadError, match=r"11 words .* speaker separation \(diarize=true\)"):
            read_json(document)


@pytest.mark.heavy
def test_fifty_megabytes_are_read_in_linear_time() -> None:
    """
    A file of 50 MB with 300,000 words is read within a minute, whole.
    """
    talk = [(i % 2, " ".join(["word"] * 299 + ["end."])) for i in range(1_000)]
    data = json.dumps(samples.speechmatics(talk)).encode()
    data += b" " * max(0, 50_000_000 - len(data))
    begun = time.perf_counter()

    reading = read(Source(path=Path("P1.json"), data=data))

    assert time.perf_counter() - begun < 60
    assert len(reading.text.split()) == 300_000


def test_names_with_markup_stay_names() -> None:
    """
    A name is data; what shows it escapes it.
    """
    document = samples.fireflies_list([(0, whole(TALK))])
    document[0]["speaker_name"] = "<b>Kasia</b> | @lind"

    assert said(read_json(document))[0][0] == "<b>Kasia</b> | @lind"
