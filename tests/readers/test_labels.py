"""The grammar of labelled text."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.labels import find_asides, find_times, read_labelled, trim
from interview_coder.readers.source import Reading, Source
from interview_coder.transcript import Span


def read(text: str, *, names: frozenset[str] = frozenset()) -> Reading:
    """Read labelled text, with `names` told beforehand."""
    return read_labelled(Source(path=Path("P1.txt"), data=text.encode(), names=names), text)


def said(reading: Reading) -> list[tuple[str, str]]:
    """Return speaker and words, turn by turn."""
    return [(turn.speaker, reading.text[turn.span.start : turn.span.end]) for turn in reading.turns]


def start_times(reading: Reading) -> list[float | None]:
    """Return the time at which each turn begins."""
    return [turn.time_at(turn.span.start) for turn in reading.turns]


ASKED = "Interviewer: How is it?\n\n"
"""A first turn, after which anything may come."""

BOTH = [("Interviewer", "How is it?"), ("Kasia", "It is slow.")]


class TestLabelShapes:
    """
    A turn begins with a label at the start of a line, in any of the shapes people write.
    """

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("Interviewer: How is it?\n\nKasia: It is slow.\n", id="Name:"),
            pytest.param("**Interviewer:** How is it?\n\n**Kasia:** It is slow.\n", id="**Name:**"),
            pytest.param("**Interviewer**: How is it?\n\n**Kasia**: It is slow.\n", id="**Name**:"),
            pytest.param("__Interviewer:__ How is it?\n\n__Kasia:__ It is slow.\n", id="__Name:__"),
            pytest.param("**Interviewer** How is it?\n\n**Kasia** It is slow.\n", id="**Name**"),
            pytest.param("Interviewer : How is it?\n\nKasia : It is slow.\n", id="Name :"),
            pytest.param("  Interviewer: How is it?\n\n  Kasia: It is slow.\n", id="indented"),
            pytest.param("Interviewer:\tHow is it?\n\nKasia:\tIt is slow.\n", id="tab"),
            pytest.param("Interviewer:\nHow is it?\n\nKasia:\nIt is slow.\n", id="words below"),
            pytest.param("Interviewer:\n\nHow is it?\n\nKasia:\n\nIt is slow.\n", id="far below"),
            pytest.param("## Interviewer:\nHow is it?\n\n## Kasia:\nIt is slow.\n", id="## Name:"),
        ],
    )
    def test_without_time(self, text: str) -> None:
        """
        The label is the bare name, the words are what follows it, and no time is invented.
        """
        reading = read(text)

        assert said(reading) == BOTH
        assert start_times(reading) == [None, None]
        assert reading.notes == ()

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            pytest.param("[00:01:23] Interviewer: ", "[00:01:29] Kasia: ", id="[time] Name:"),
            pytest.param("(01:23) Interviewer: ", "(01:29) Kasia: ", id="(time) Name:"),
            pytest.param("00:01:23 Interviewer: ", "00:01:29 Kasia: ", id="time Name:"),
            pytest.param("Interviewer [00:01:23]: ", "Kasia [00:01:29]: ", id="Name [time]:"),
            pytest.param("Interviewer (1:23): ", "Kasia (1:29): ", id="Name (time):"),
            pytest.param("Interviewer: [00:01:23] ", "Kasia: [00:01:29] ", id="Name: [time]"),
            pytest.param("**Interviewer** [1:23]: ", "**Kasia** [1:29]: ", id="**Name** [time]:"),
            pytest.param("**Interviewer:** [1:23] ", "**Kasia:** [1:29] ", id="**Name:** [time]"),
            pytest.param(
                r"Interviewer: \[00:01:23\] ", r"Kasia: \[00:01:29\] ", id="escaped brackets"
            ),
            pytest.param("Interviewer 00:01:23\n", "Kasia 00:01:29\n", id="Name time alone"),
            pytest.param("Interviewer [1:23]\n", "Kasia [1:29]\n", id="Name [time] alone"),
            pytest.param("00:01:23 Interviewer\n", "00:01:29 Kasia\n", id="time Name alone"),
            pytest.param("[1:23] Interviewer\n", "[1:29] Kasia\n", id="[time] Name alone"),
        ],
    )
    def test_with_time(self, first: str, second: str) -> None:
        """
        A time in the label is the time of the turn, and no part of the words.
        """
        reading = read(f"{first}How is it?\n\n{second}It is slow.\n")

        assert said(reading) == BOTH
        assert start_times(reading) == [83.0, 89.0]
        assert reading.notes == ()

    def test_role_alone_on_its_line(self) -> None:
        """
        A role spelled out needs no colon where it stands alone on its line.
        """
        reading = read("Interviewer\nHow is it?\n\nInterviewee\nIt is slow.\n")

        assert said(reading) == [("Interviewer", "How is it?"), ("Interviewee", "It is slow.")]

    @pytest.mark.parametrize(
        "name",
        [
            "Kasia",
            "Kasia Lind",
            "Dr. Okafor",
            "Mary-Jane O'Brien",
            "José Ñandú",
            "P07",
            "P-07",
            "Speaker 1",
            "user_07",
            "KASIA",
            "Kasia (waitress)",
            "Prof. Dr. Lind",
            "王芳",
        ],
    )
    def test_names(self, name: str) -> None:
        """
        Names are kept as they are written, and with them the words.
        """
        reading = read(f"{ASKED}{name}: It is slow.\n")

        assert said(reading)[1:] == [(name, "It is slow.")]

    @pytest.mark.parametrize(
        ("asks", "answers"),
        [("I", "P"), ("Q", "A"), ("INT", "R"), ("Question", "Answer"), ("Interviewerin", "TN 2")],
    )
    def test_short_and_foreign_roles(self, asks: str, answers: str) -> None:
        """
        Whatever counts as a role counts as a label, line under line.
        """
        reading = read(f"{asks}: How is it?\n{answers}: It is slow.\n")

        assert said(reading) == [(asks, "How is it?"), (answers, "It is slow.")]

    def test_one_question_one_answer(self) -> None:
        """
        The first line of a file stands after nothing, so it asks for no blank line elsewhere.
        """
        assert said(read("Interviewer: How is it?\nKasia: It is slow.\n")) == BOTH

    def test_headings_hold_names(self) -> None:
        """
        Under Markdown headings each speaker keeps his own words.
        """
        text = "## Interviewer\nHow is it?\n\n## Kasia\nIt is slow.\n\n## Kasia\nVery.\n"

        assert said(read(text)) == [*BOTH, ("Kasia", "Very.")]


class TestTurns:
    """
    A turn lasts to the next label, over line breaks and blank lines, and is never mended.
    """

    def test_several_lines(self) -> None:
        """
        Hard wraps and paragraphs stay inside the turn, character by character.
        """
        words = "It is slow,\nreally slow.\n\n  And then  it broke.\n\n\nTwice."

        reading = read(f"{ASKED}Kasia: {words}\n\n\nInterviewer: And?\n")

        assert said(reading)[1] == ("Kasia", words)

    def test_text_is_untouched(self) -> None:
        """
        The canonical text is the text that was given.
        """
        text = "\n\n  Title\n\nI: How?  \n\nP1:\tSlow. [laughs]\n\n"

        assert read(text).text == text

    def test_asides_stand_outside(self) -> None:
        """
        What nobody said neither begins nor ends a turn, and is marked inside it.
        """
        text = f"{ASKED}Kasia: [sighs] It is [00:02:03] slow [laughs].  [pause]\n"
        reading = read(text)

        (_, turn) = reading.turns

        assert text[turn.span.start : turn.span.end] == "It is [00:02:03] slow [laughs]."
        assert [text[aside.start : aside.end] for aside in turn.asides] == [
            "[00:02:03]",
            "[laughs]",
        ]

    def test_times_inside(self) -> None:
        """
        A time in brackets holds from the words after it on.
        """
        text = f"{ASKED}Kasia [00:02:00]: It is slow. [00:02:30] It broke. (2:45) Twice.\n"
        (_, turn) = read(text).turns

        times = [turn.time_at(text.index(word)) for word in ("slow", "broke", "Twice")]

        assert times == [120.0, 150.0, 165.0]

    @pytest.mark.parametrize(
        "turn",
        [
            pytest.param("P1: 9:30 most days, never later.\n", id="after the label"),
            pytest.param("P1:\n9:30 most days, never later.\n", id="on the line below"),
        ],
    )
    def test_spoken_time_is_speech(self, turn: str) -> None:
        """
        A time without brackets at the start of an answer was said, so it is kept.
        """
        reading = read(f"Interviewer: When do you start?\n\n{turn}")

        assert said(reading)[1] == ("P1", "9:30 most days, never later.")
        assert start_times(reading)[1] is None

    def test_silent_label_is_no_turn(self) -> None:
        """
        A label without words leaves no empty turn behind.
        """
        reading = read("I: How?\n\nP1: [nods]\n\nI: And why?\n\nP1: Slow.\n")

        assert said(reading) == [("I", "How?"), ("I", "And why?"), ("P1", "Slow.")]


class TestNoSpeakers:
    """
    What merely looks like a label is speech, and is never lost.
    """

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("I use\nhttps://plover.example: that one.", id="an address"),
            pytest.param("It began at\n10:30: nobody was there.", id="a clock time"),
            pytest.param("It is slow.\n\nNote: I told them.", id="a remark"),
            pytest.param("It is slow.\nRe: the invoice, no.", id="the subject of a letter"),
            pytest.param("It is slow.\nHonestly: no.", id="one word, line under line"),
            pytest.param("It is slow. Honestly: no.", id="one word, inside a line"),
            pytest.param("It is slow.\n\nthe thing is: no.", id="lower case"),
            pytest.param("It is slow.\n\nWell, Look: no.", id="a comma"),
            pytest.param("It is slow.\n\nReally? Kasia: no.", id="a question"),
            pytest.param("It is slow.\n\nWhat I Always Tell Them All: no.", id="six words"),
            pytest.param("It is slow.\n\nKasia:no blank", id="no blank after the colon"),
            pytest.param("I have\nA\nor\nB\non paper.", id="letters of a list"),
            pytest.param("We need\n\nRatio 3:4 of them.", id="a ratio"),
        ],
    )
    def test_stays_in_the_turn(self, words: str) -> None:
        """
        The answer keeps it, word by word.
        """
        reading = read(f"{ASKED}P1: {words}\n\nInterviewer: I see.\n\nP1: Yes.\n")

        assert said(reading)[1] == ("P1", words)
        assert {speaker for speaker, _ in said(reading)} == {"Interviewer", "P1"}

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("In the end it is always the\ncustomer.", id="ends a paragraph"),
            pytest.param("We asked the one\nuser\nwho was left there.", id="inside a paragraph"),
        ],
    )
    def test_wrapped_word_that_is_a_role(self, words: str) -> None:
        """
        A word of an answer that hard wrapping leaves alone on its line is no label.
        """
        reading = read(f"{ASKED}Kasia: {words}\n\nInterviewer: I see.\n\nKasia: Yes.\n")

        assert said(reading)[1] == ("Kasia", words)

    def test_doubt_is_told(self) -> None:
        """
        A name that comes up once and was read as speech is noted with its line.
        """
        reading = read(f"{ASKED}P1: It is slow.\nHonestly: no.\n")

        assert reading.notes == (
            "line 4: 'Honestly' comes up once and was read as speech, not as a speaker",
        )

    def test_named_speaker_is_believed(self) -> None:
        """
        The same line is a label where the researcher has named the speaker.
        """
        text = f"{ASKED}P1: It is slow.\nHonestly: no.\n"

        reading = read(text, names=frozenset({"Honestly"}))

        assert said(reading)[1:] == [("P1", "It is slow."), ("Honestly", "no.")]
        assert reading.notes == ()

    @pytest.mark.parametrize("name", ["kasia", "Lind, Kasia", "la señora de la caja dos"])
    def test_named_speaker_of_any_look(self, name: str) -> None:
        """
        A speaker whom the researcher has named is found however his name is written.
        """
        reading = read(f"{ASKED}{name}: It is slow.\n", names=frozenset({name}))

        assert said(reading)[1:] == [(name, "It is slow.")]

    def test_repeated_name_is_believed(self) -> None:
        """
        A name that comes up again is a speaker, also line under line.
        """
        reading = read("I: How?\nKasia: Slow.\nI: And?\nKasia: Slower.\n")

        assert [speaker for speaker, _ in said(reading)] == ["I", "Kasia", "I", "Kasia"]

    def test_header_is_no_speech(self) -> None:
        """
        Lines before the first speaker are speech of nobody, and are noted.
        """
        reading = read(f"Title: Rotas\nDate: 3 May\n\n{ASKED}P1: It is slow.\n")

        assert said(reading) == [("Interviewer", "How is it?"), ("P1", "It is slow.")]
        assert reading.notes == ("2 lines before the first speaker, not speech: 'Title: Rotas'",)


class TestFaults:
    """
    Text that holds no conversation is refused.
    """

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param("It is slow.\n\nReally slow.\n", "no speaker labels", id="no labels"),
            pytest.param("Summary: a\nDate: b\nNote: c\n", "no speaker labels", id="a header"),
            pytest.param("Kasia: once\n", "no speaker labels", id="one doubtful label"),
            pytest.param("I:\n\nP1:\n", "nothing is said", id="only labels"),
            pytest.param("I: [laughs]\n\nP1: [00:01]\n", "nothing is said", id="only asides"),
        ],
    )
    def test_refused(self, text: str, message: str) -> None:
        """
        The message says what is missing, with the line.
        """
        with pytest.raises(ReadError, match=message) as caught:
            read(text)

        assert str(caught.value).startswith("P1.txt:1: ")


class TestAsides:
    """
    Asides are what a transcriber put in brackets.
    """

    @pytest.mark.parametrize(
        ("text", "asides"),
        [
            pytest.param("so [laughs] slow", ["[laughs]"], id="a remark"),
            pytest.param("so (1:02) slow", ["(1:02)"], id="a time in round brackets"),
            pytest.param("so [a][b] slow", ["[a]", "[b]"], id="two in a row"),
            pytest.param(r"so \[laughs\] slow", [r"\[laughs\]"], id="escaped"),
            pytest.param("so (mostly) slow", [], id="words in round brackets were said"),
            pytest.param("so [] slow", [], id="nothing in brackets"),
            pytest.param("so [over\nlines] slow", [], id="over a line break"),
            pytest.param("so [" + "x" * 61 + "] slow", [], id="too long for a remark"),
            pytest.param("so [open slow", [], id="never closed"),
        ],
    )
    def test_found(self, text: str, asides: list[str]) -> None:
        """
        Remarks and times are asides; anything else in brackets may have been said.
        """
        found = find_asides(text, Span(start=0, end=len(text)))

        assert [text[aside.start : aside.end] for aside in found] == asides

    def test_times(self) -> None:
        """
        A time mark stands behind its bracket.
        """
        text = "so [1:02] slow"

        (mark,) = find_times(text, Span(start=0, end=len(text)))

        assert (mark.offset, mark.seconds) == (text.index("]") + 1, 62.0)

    @pytest.mark.parametrize(
        ("text", "trimmed"),
        [
            pytest.param(" so slow \n", "so slow", id="white space"),
            pytest.param("[a] [b] so slow [c]", "so slow", id="asides at both ends"),
            pytest.param("so [a] slow", "so [a] slow", id="an aside inside stays"),
            pytest.param("(so slow)", "(so slow)", id="round brackets stay"),
            pytest.param(" [a] [b] ", None, id="nothing left"),
        ],
    )
    def test_trim(self, text: str, trimmed: str | None) -> None:
        """
        What is trimmed begins and ends with something that was said.
        """
        asides = find_asides(text, Span(start=0, end=len(text)))

        span = trim(text, 0, len(text), asides=asides)

        assert (text[span.start : span.end] if span else None) == trimmed


NAMES = ("Interviewer", "P07", "Kasia Lind", "Dr. Okafor", "Mary-Jane O'Brien", "INTERVIEWER 2")
SHAPES = (
    "{}: ",
    "{}:\n",
    "{}:\n\n",
    "**{}:** ",
    "**{}**: ",
    "[00:01:23] {}: ",
    "{} [00:01:23]: ",
    "{}: [00:01:23] ",
    "{} 00:01:23\n",
)
# Words that cannot open a label: lower case, or with a mark that no name has.
WORDS = st.sampled_from(
    "slow it was really, no: yes. (mostly) 9:30 3.5 don't — 😀 https://plover.example/a:b "
    "naïve rotas; why? 'quote' über".split()
)
PARTS = st.sampled_from([" ", "  ", "\n", "\n\n", "\t"])


@st.composite
def answers(draw: st.DrawFn) -> str:
    """
    What somebody says: words with blanks, line ends and paragraphs between them.
    """
    said_words = draw(st.lists(WORDS, min_size=1, max_size=8))
    pieces = [said_words[0]]
    for word in said_words[1:]:
        pieces += [draw(PARTS), word]
    return "".join(pieces)


TURNS = st.lists(st.tuples(st.sampled_from(NAMES), answers()), min_size=1, max_size=6)


@given(turns=TURNS, shape=st.sampled_from(SHAPES), gap=st.sampled_from(["\n\n", "\n \n\n"]))
@settings(max_examples=200, deadline=None)
def test_reading_undoes_writing(turns: list[tuple[str, str]], shape: str, gap: str) -> None:
    """
    Whatever is written in one of the shapes is read as the same speakers with the same words.
    """
    turns = [("Interviewer", "how was it"), *turns]
    text = gap.join(shape.format(speaker) + words for speaker, words in turns) + "\n"

    reading = read(text)

    assert said(reading) == turns
    assert all("comes up once and was taken for a speaker" in note for note in reading.notes)
