"""WebVTT files."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.source import Reading, Source
from interview_coder.readers.vtt import read
from tests.readers.mutations import left_out


def vtt(*cues: str, head: str = "WEBVTT") -> str:
    """Return a WebVTT file of `cues`, five seconds each."""
    blocks = [
        f"00:00:{5 * i:02}.000 --> 00:00:{5 * i + 4:02}.000\n{text}\n"
        for i, text in enumerate(cues)
    ]
    return "\n".join([f"{head}\n", *blocks])


def read_text(text: str) -> Reading:
    """Read `text` as the content of a file."""
    return read(Source(path=Path("P1.vtt"), data=text.encode()))


def said(text: str) -> list[tuple[str, str]]:
    """Read `text` and return speaker and words, turn by turn."""
    reading = read_text(text)
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


class TestSpeakers:
    """
    A cue tells its speaker by a voice or by `Name: `.
    """

    @pytest.mark.parametrize(
        ("cues", "expected"),
        [
            pytest.param(
                ["<v Interviewer>How is it?</v>", "<v Kasia Lind>Slow.</v>"],
                [("Interviewer", "How is it?"), ("Kasia Lind", "Slow.")],
                id="voices",
            ),
            pytest.param(
                ["<v.loud.first Interviewer>How is it?", "<v.soft Kasia>Slow."],
                [("Interviewer", "How is it?"), ("Kasia", "Slow.")],
                id="voices with classes, never closed",
            ),
            pytest.param(
                ["<v Interviewer>How?</v> <v Kasia>Slow.</v>\n<v Interviewer>Why?</v>"],
                [("Interviewer", "How?"), ("Kasia", "Slow."), ("Interviewer", "Why?")],
                id="several voices in one cue",
            ),
            pytest.param(
                ["Interviewer: How is it?", "Kasia Lind: Slow.", "Kasia Lind: Very."],
                [("Interviewer", "How is it?"), ("Kasia Lind", "Slow.\nVery.")],
                id="names as Zoom writes them",
            ),
            pytest.param(
                ["<v Interviewer>How?</v>", "<v Kasia>Slow.</v>", "and then", "<v Kasia>it broke"],
                [("Interviewer", "How?"), ("Kasia", "Slow.\nand then\nit broke")],
                id="a cue without speaker between the same voice",
            ),
            pytest.param(
                ["<v Interviewer>How?</v>", "oh well", "<v Kasia>Slow.</v>"],
                [("Interviewer", "How?"), (UNKNOWN_SPEAKER, "oh well"), ("Kasia", "Slow.")],
                id="a cue without speaker between two voices",
            ),
            pytest.param(
                ["<v Interviewer>How?</v>", "oh well <v Kasia>Slow.</v>"],
                [("Interviewer", "How?"), (UNKNOWN_SPEAKER, "oh well"), ("Kasia", "Slow.")],
                id="words before the voice",
            ),
        ],
    )
    def test_speakers(self, cues: list[str], expected: list[tuple[str, str]]) -> None:
        """
        Each speaker has his own words, and what is nobody's stays nobody's.
        """
        assert said(vtt(*cues)) == expected

    def test_two_names_in_one_cue(self) -> None:
        """
        The interviewer's line in a participant's cue stays the interviewer's.
        """
        text = vtt("Interviewer: How?", "P1: Slow.\nInterviewer: And why?", "P1: No idea.")

        assert said(text) == [
            ("Interviewer", "How?"),
            ("P1", "Slow."),
            ("Interviewer", "And why?"),
            ("P1", "No idea."),
        ]

    def test_entity_in_a_name(self) -> None:
        """
        A voice's name is read without entities.
        """
        assert said(vtt("<v Kasia &amp; Omar>Slow."))[0][0] == "Kasia & Omar"


class TestWords:
    """
    The words are what the viewer sees.
    """

    @pytest.mark.parametrize(
        ("written", "words"),
        [
            pytest.param("it &amp; that is &lt;3", "it & that is <3", id="entities"),
            pytest.param("it is <i>so</i> <b.big>slow</b>", "it is so slow", id="mark-up"),
            pytest.param("it <00:00:01.500>is <c.x>slow</c>", "it is slow", id="karaoke"),
            pytest.param("it is 2 < 3 and 5 > 4", "it is 2 < 3 and 5 > 4", id="bare signs stay"),
            pytest.param("&amp;lt; is a sign", "&lt; is a sign", id="resolved once only"),
            pytest.param("it is\nso slow", "it is\nso slow", id="two lines"),
            pytest.param("NOTE that it is slow", "NOTE that it is slow", id="NOTE that was said"),
        ],
    )
    def test_words(self, written: str, words: str) -> None:
        """
        Mark-up and entities are resolved, everything else stays.
        """
        assert said(vtt(f"<v P1>{written}")) == [("P1", words)]

    @pytest.mark.parametrize(
        "block",
        [
            pytest.param("NOTE made by hand\nInterviewer: never said", id="NOTE"),
            pytest.param("NOTE\nP1: never said", id="NOTE on its own line"),
            pytest.param("STYLE\n::cue { color: never }", id="STYLE"),
            pytest.param("REGION\nid:never", id="REGION"),
        ],
    )
    def test_remarks(self, block: str) -> None:
        """
        Blocks that are no cues are never speech.
        """
        head, rest = vtt("P1: Slow.", "P1: Slower.").split("\n\n", 1)

        reading = read_text(f"{head}\n\n{block}\n\n{rest}")

        assert "never" not in reading.text
        assert reading.text == "Slow.\nSlower.\n\n"

    def test_header(self) -> None:
        """
        Text and fields of the header are never speech.
        """
        head = "WEBVTT - P1: never said\nKind: captions\nLanguage: en"

        assert said(vtt("P1: Slow.", head=head)) == [("P1", "Slow.")]

    def test_cue_numbers(self) -> None:
        """
        Numbers and names of cues are never speech.
        """
        text = (
            "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nP1: Slow.\n\nb-2/7\n00:03 --> 00:04\nP1: So.\n"
        )

        assert said(text) == [("P1", "Slow.\nSo.")]

    def test_times(self) -> None:
        """
        Each cue's words know when they were said.
        """
        reading = read_text(vtt("I: How?", "P1: Slow.", "P1: Slower."))
        answer = reading.turns[1]

        assert answer.time_at(answer.span.start) == 5.0
        assert answer.time_at(reading.text.index("Slower")) == 10.0

    def test_windows(self) -> None:
        """
        Windows line ends and a byte order mark change nothing.
        """
        text = vtt("I: How?", "P1: Slow.")
        data = b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()

        assert read(Source(path=Path("P1.vtt"), data=data)) == read_text(text)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            pytest.param(vtt("P1: So."), {}, id="nothing but the signature"),
            pytest.param(
                vtt("P1: So.", head="WEBVTT - a title\nKind: captions"),
                {"header lines": 2},
                id="header",
            ),
            pytest.param(
                vtt("P1: So.", head="WEBVTT\n\nNOTE a\nb\n\nNOTE c\n\nSTYLE\nd"),
                {"NOTE blocks": 2, "STYLE blocks": 1},
                id="remarks",
            ),
            pytest.param(
                vtt("P1: So.\n\nSTYLE is all\nNOTEs, too"), {}, id="words that resemble remarks"
            ),
        ],
    )
    def test_counted(self, text: str, expected: dict[str, int]) -> None:
        """
        Header and remarks are counted, each block once.
        """
        assert left_out(read_text(text)) == expected

    def test_remark_ends_at_a_timing(self) -> None:
        """
        A remark without a blank line below it does not swallow the cue.
        """
        text = "WEBVTT\n\nNOTE a\n00:01 --> 00:02\nP1: So.\n"

        assert said(text) == [("P1", "So.")]

    @pytest.mark.parametrize(
        "head", ["", "1\n", "\n\n", "2b0e1c7a-0d5f-4f0e-9c3a-0123456789ab/1\n"]
    )
    def test_missing_signature(self, head: str) -> None:
        """
        A file that begins with a cue is read without its signature, with a note.
        """
        reading = read_text(f"{head}00:01 --> 00:02\nP1: So.\n")

        assert reading.text == "So.\n\n"
        assert reading.notes == (
            "line 1: the line WEBVTT is missing; read as WebVTT, since a cue stands there",
        )


class TestFaults:
    """
    A file that is no WebVTT is refused, with the line.
    """

    @pytest.mark.parametrize(
        ("text", "line_no", "message"),
        [
            pytest.param("P1: So.\n", 1, "begins with the line WEBVTT", id="text"),
            pytest.param("WEBVTTS\n\n00:01 --> 00:02\nP1: So.", 1, "begins with the l", id="head"),
            pytest.param("WEBVTT\n", 1, "holds no words", id="no cue"),
            pytest.param(vtt("slow", "very slow"), 3, "no cue tells its speaker", id="no speaker"),
            pytest.param(
                vtt("P1: So.").replace("--> 00:00:04", "--> later "), 3, "broken timing", id="word"
            ),
            pytest.param(
                vtt("P1: So.", "P1: Slow.").replace("5.000 -->", "5.000 ->"),
                6,
                "broken timing",
                id="a short arrow",
            ),
            pytest.param(
                vtt("P1: So.", head="WEBVTT\n\nNOTE\na\nb").replace("--> 00", "--> x"),
                7,
                "broken timing",
                id="after a remark",
            ),
        ],
    )
    def test_refused(self, text: str, line_no: int, message: str) -> None:
        """
        The line is the physical one, remarks and blank lines counted.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read_text(text)

        assert caught.value.line_no == line_no
