"""Caption files as a whole: nothing is lost, nothing is said twice, nothing is invented."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers import sbv, srt, vtt
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.source import Reader, Reading, Source
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said, times

READERS: dict[str, Reader] = {"P1.vtt": vtt.read, "P1.srt": srt.read, "P1.sbv": sbv.read}
MEETING = """WEBVTT

NOTE Confidence: 0.9

2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/5-0
-0:0:1.0 --> 0:0:5.320 align:start
<v Kasia Lind>It was <i>so</i> slow [laughs] &amp;
then it broke.</v>

2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/5-1
0:0:5.0 --> 0:0:6.0

2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/6-0
0:0:6.0 --> 0:0:9.0
<v Interviewer>And then?</v> <v Kasia Lind>I gave up.</v>
"""
PIECES = ["so", "slow", "[laughs]", "yes & no", "<3", "->", "…", "1", "that's it.", "at 10:30"]
LINE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map(" ".join)
LABELLED = st.tuples(st.sampled_from(["", "", "I: ", "P1: ", "[P1]: ", ">> I: ", "- I: "]), LINE)
SPOKEN = st.lists(LINE, min_size=1, max_size=3).map("\n".join)
VOICED = st.tuples(st.just("<v Omar>"), SPOKEN).map(lambda cue: [cue])
PAYLOAD = st.one_of(st.lists(LABELLED, max_size=3), VOICED)


def read_text(text: str, name: str = "P1.vtt") -> Reading:
    """Read `text` as the content of a file called `name`."""
    return READERS[name](Source(path=Path(name), data=text.encode()))


def clock(moment: int) -> str:
    """Write `moment`, in seconds, as a time."""
    return f"{moment // 3600:02}:{moment // 60 % 60:02}:{moment % 60:02}.000"


def webvtt(*payloads: str) -> str:
    """Return a WebVTT file of numbered cues, two seconds each."""
    cues = [
        f"{i + 1}\n{clock(2 * i)} --> {clock(2 * i + 2)}\n{payload}\n"
        for i, payload in enumerate(payloads)
    ]
    return "\n".join(["WEBVTT\n", *cues])


def unmarked(line: str) -> list[str]:
    """Return the words of `line` without label and mark."""
    for label in (">> I: ", "- I: ", "I: ", "P1: ", "[P1]: ", "<v Omar>"):
        line = line.removeprefix(label)
    return line.split()


class TestMeeting:
    """
    The captions of a meeting are read exactly.
    """

    def test_words_and_speakers(self) -> None:
        """
        Voices over lines, several voices in a cue, remarks and names of cues are told apart.
        """
        assert said(read_text(MEETING)) == [
            ("Kasia Lind", "It was so slow [laughs] &\nthen it broke."),
            ("Interviewer", "And then?"),
            ("Kasia Lind", "I gave up."),
        ]

    def test_times(self) -> None:
        """
        Each cue keeps its start, and what began before the recording begins with it.
        """
        assert times(read_text(MEETING)) == [0.0, 6.0, 6.0]

    def test_left_out(self) -> None:
        """
        What is no speech is counted.
        """
        assert left_out(read_text(MEETING)) == {
            "NOTE blocks": 1,
            "cue names": 3,
            "cue settings": 1,
            "tags": 8,
            "cues without words": 1,
        }

    @pytest.mark.parametrize(
        "remark",
        [
            pytest.param("Recording started", id="recording"),
            pytest.param("Kasia Lind started transcription", id="transcription"),
            pytest.param("Transcribed by https://otter.ai", id="footer"),
        ],
    )
    def test_remarks_of_the_program(self, remark: str) -> None:
        """
        What the program says of itself is nobody's words; what a speaker says is his.
        """
        reading = read_text(webvtt(remark, "I: How?", f"P1: {remark}", "P1: So."))

        assert said(reading) == [("I", "How?"), ("P1", f"{remark}\nSo.")]
        assert left_out(reading)["remarks of the program"] == 1

    def test_nothing_but_remarks_of_the_program(self) -> None:
        """
        A file in which only the program speaks holds no words.
        """
        with pytest.raises(ReadError, match="holds no words"):
            read_text(webvtt("Recording started"))


class TestRolling:
    """
    Captions that roll up are said once.
    """

    def test_broadcast(self) -> None:
        """
        Each line is read once, at the time it came up, and the file is said to roll up.
        """
        lines = [">> I: How is", "it?", ">> P1: Slow.", "So slow", "it is.", ">> I: Oh?"]
        payloads = ["\n".join(lines[max(0, i - 1) : i + 1]) for i in range(len(lines))]

        reading = read_text(webvtt(*payloads))

        assert said(reading) == [
            ("I", "How is\nit?"),
            ("P1", "Slow.\nSo slow\nit is."),
            ("I", "Oh?"),
        ]
        assert times(reading) == [0.0, 2.0, 4.0, 6.0, 8.0, 10.0]
        assert left_out(reading)["lines shown again in captions that roll up"] == 5
        assert any(note.startswith("captions that roll up") for note in reading.notes)

    def test_automatic(self) -> None:
        """
        Automatic captions, which time each word and show each line alone, too, are read once.
        """
        lines = ["P1: so we", "went on", "I: yes", "yes", "P1: slow", "slow"]
        payloads = [" \nP1: so<00:00:00.500><c> we</c>", "P1: so we\n "]
        for above, new in pairwise(lines):
            payloads += [f"{above}\n<c>{new}</c>", f"{new}\n "]

        reading = read_text(webvtt(*payloads), "P1.vtt")

        assert reading.text.split() == "so we went on yes yes slow slow".split()
        assert left_out(reading)["cues with nothing but lines shown again"] == 6

    def test_people_who_repeat_themselves(self) -> None:
        """
        In ordinary captions whatever is said again was said again.
        """
        reading = read_text(webvtt(*["P1: Yes.", "P1: Yes.", "I: Yes.", "P1: Yes."] * 5))

        assert reading.text.count("Yes.") == 20
        assert reading.notes == ()


class TestCompleteness:
    """
    Each word is speech, an aside, or counted.
    """

    @given(payloads=st.lists(PAYLOAD, min_size=1, max_size=12))
    @settings(max_examples=300, deadline=None)
    def test_words(self, payloads: list[list[tuple[str, str]]]) -> None:
        """
        The words of all cues, labels and marks off, are the words of the text, in order.
        """
        lines = (label + words for payload in payloads for label, words in payload)
        numbered = iter([f"{line} no{i}" for i, line in enumerate(lines)])  # none comes again
        written = [[next(numbered) for _ in payload] for payload in payloads]
        text = webvtt("I: Begin.", *("\n".join(cue) for cue in written))

        reading = read_text(text)

        expected = ["Begin.", *(word for cue in written for line in cue for word in unmarked(line))]
        assert reading.text.split() == expected
        counted = left_out(reading).get("cues without words", 0)
        assert counted == sum(not payload for payload in payloads)

    @given(
        payloads=st.lists(
            st.lists(st.sampled_from(["so", "slow", "yes", "no"]), max_size=5).map(" ".join),
            min_size=1,
            max_size=20,
        )
    )
    @settings(max_examples=200, deadline=None)
    def test_each_cue(self, payloads: list[str]) -> None:
        """
        Each arrow is a cue with words and its time, or one that is counted.
        """
        text = webvtt("P1: so", *(payload and f"P1: {payload}" for payload in payloads))

        reading = read_text(text)

        n_empty = left_out(reading).get("cues without words", 0)
        assert len(times(reading)) + n_empty == text.count("-->")
        assert reading.text.split() == " ".join(["so", *payloads]).split()

    @given(edits=EDITS, name=st.sampled_from(sorted(READERS)))
    @settings(max_examples=400, deadline=None)
    def test_broken(self, edits: list[tuple[float, int, bytes]], name: str) -> None:
        """
        A broken file is read soundly or refused, whatever its bytes.
        """
        assert is_read_or_refused(READERS[name], edited(MEETING.encode(), edits), name=name)

    @given(data=st.binary(max_size=200), name=st.sampled_from(sorted(READERS)))
    @settings(max_examples=200, deadline=None)
    def test_any_bytes(self, data: bytes, name: str) -> None:
        """
        Any bytes below a timing are read soundly or refused.
        """
        head = b"WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nP1: so\n"

        assert is_read_or_refused(READERS[name], head + data, name=name)


class TestSize:
    """
    Large and hostile files are read in time that grows with their size.
    """

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param(webvtt(*["P1: so we went on and on"] * 18_000), id="ten hours, one voice"),
            pytest.param(webvtt(*["P1: so", "I: yes"] * 9_000), id="ten hours, two voices"),
            pytest.param(webvtt("P1: so", *["so"] * 18_000, "I: yes"), id="no labels"),
            pytest.param(webvtt("P1: " + "so " * 300_000), id="one line"),
            pytest.param(webvtt("P1: " + "<v " * 300_000), id="tags never closed"),
            pytest.param(webvtt("P1: so\n" + "a: " * 300_000), id="colons"),
            pytest.param(webvtt("P1: so\n" + "[(" * 300_000), id="brackets"),
            pytest.param(webvtt("P1: so\n<v" + " " * 300_000), id="blanks"),
            pytest.param(webvtt("P1: so" + "\n\n2\n\n" * 100_000), id="numbers"),
            pytest.param(webvtt("P1: so\n" + "- A\n" * 50_000), id="dashes"),
            pytest.param(webvtt("P1: so\n" + "a --> b " * 100_000), id="arrows"),
        ],
    )
    def test_time(self, text: str) -> None:
        """
        A quadratic step would take minutes; what is expected is about a second.
        """
        begin = time.process_time()
        reading = read_text(text)

        assert time.process_time() - begin < 15
        assert reading.turns


def test_cues_without_speaker_between_two_voices() -> None:
    """
    Words that no label covers are nobody's, and their number is told.
    """
    reading = read_text(webvtt("<v I>How?</v>", "<v P1>Slow.</v> oh well", "<v I>Why?</v>"))

    assert said(reading)[2] == (UNKNOWN_SPEAKER, "oh well")
    assert reading.notes == ("2 words without a speaker; not coded",)
