"""The grammar of labelled text."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.labels import read_labelled
from interview_coder.readers.source import LeftOut, Reading, Source
from interview_coder.roles import is_role


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


HABITS = [
    pytest.param("[Anna] ", "[Ben] ", id="[Name]"),
    pytest.param("(Anna) ", "(Ben) ", id="(Name)"),
    pytest.param("【Anna】", "【Ben】", id="corner brackets"),
    pytest.param("（Anna）", "（Ben）", id="wide brackets"),
    pytest.param("Anna：", "Ben：", id="full-width colon"),
    pytest.param("### Anna\n", "### Ben\n", id="headings"),
    pytest.param("Anna\n", "Ben\n", id="alone on its line"),
    pytest.param("Anna\t", "Ben\t", id="a tab"),
    pytest.param("Anna – ", "Ben – ", id="a dash"),
    pytest.param("- Anna: ", "- Ben: ", id="a list"),
    pytest.param("> **Anna:** ", "> **Ben:** ", id="a quotation"),
    pytest.param("*Anna:* ", "*Ben:* ", id="italics"),
    pytest.param("1 Anna: ", "2 Ben: ", id="numbered turns"),
    pytest.param("Anna  0:00\n", "Ben  0:07\n", id="name and time, two blanks"),
    pytest.param("Anna Lind\n00:00:03\n", "Ben Berg\n00:00:09\n", id="time below the name"),
    pytest.param("[00:00:03]\nAnna: ", "[00:00:09]\nBen: ", id="time above the name"),
    pytest.param("[00:00:03 - 00:00:05] Anna\n", "[00:00:06 - 00:00:08] Ben\n", id="from and to"),
    pytest.param("Anna #00:00:03#: ", "Ben #00:00:09#: ", id="time between hashes"),
    pytest.param("00:03 | Anna: ", "00:09 | Ben: ", id="time and bar"),
    pytest.param("anna: ", "ben: ", id="names in lower case"),
    pytest.param("SPEAKER_00: ", "SPEAKER_01: ", id="voices"),
    pytest.param("Dr. J. Lind: ", "O'Brien, PhD: ".replace(", PhD", ""), id="titles and initials"),
]


class TestHabits:
    """
    Shapes that other lines have, too, are labels where the whole file keeps to them.
    """

    @pytest.mark.parametrize(("first", "second"), HABITS)
    def test_of_the_whole_file(self, first: str, second: str) -> None:
        """
        Names that come up again and again in one shape are speakers.
        """
        talk = [first + "How was it?", second + "Slow (mostly)."] * 4

        turns = said(read("\n\n".join(talk) + "\n"))

        assert [words for _, words in turns] == ["How was it?", "Slow (mostly)."] * 4
        assert len({speaker for speaker, _ in turns}) == 2

    @pytest.mark.parametrize(
        "line", ["(Anna) ", "[Anna] ", "Anna\t", "Anna – ", "- Anna: ", "### Anna\n"]
    )
    def test_of_one_line(self, line: str) -> None:
        """
        The same shape in the midst of other labels is what somebody says.
        """
        words = f"It is slow.\n\n{line}was there."
        turns = said(read(f"{ASKED}P1: {words}\n\nInterviewer: I see.\n\nP1: Yes.\n"))

        assert [speaker for speaker, _ in turns] == ["Interviewer", "P1", "Interviewer", "P1"]

    @pytest.mark.parametrize(
        ("asks", "answers"),
        [
            ("Interviewer", "Participant"), ("Interviewerin", "Befragte"),
            ("Intervieweuse", "Enquêté"), ("Entrevistadora", "Entrevistado"),
            ("Onderzoeker", "Deelnemer"), ("Intervistatrice", "Intervistato"),
            ("Haastattelija", "Haastateltava"), ("Intervjuare", "Respondent"),
            ("インタビュアー", "回答者"), ("면담자", "구술자"), ("ผู้สัมภาษณ์", "ผู้ให้สัมภาษณ์"),
            ("Badacz", "Rozmówczyni"), ("Интервьюер", "Респондент"), ("访谈者", "受访者"),
            ("Entrevistador", "Participante"), ("Intervjuer", "Deltaker"),
        ],
    )  # fmt: skip
    def test_languages(self, asks: str, answers: str) -> None:
        """
        The words for the two sides are known in many languages, and by which of them asks.
        """
        text = f"{asks} : How is it?\n\n{answers} : It is slow.\n"
        reading = read(text)

        assert said(reading) == [(asks, "How is it?"), (answers, "It is slow.")]
        assert is_role(asks)
        assert is_role(answers)

    def test_inline(self) -> None:
        """
        Korean transcripts run both sides on in a line; `(웃음)` and what hands do are no speakers.
        """
        text = (
            "(면담자) 어떻게 시작하셨어요? (구술자) 네, 처음에는 (웃음) 힘들었어요.\n"
            "(면담자) 그래요? (구술자) 네.\n"
        )

        reading = read(text)

        assert said(reading) == [
            ("면담자", "어떻게 시작하셨어요?"),
            ("구술자", "네, 처음에는 (웃음) 힘들었어요."),
            ("면담자", "그래요?"),
            ("구술자", "네."),
        ]
        assert [reading.text[a.start : a.end] for a in reading.turns[1].asides] == ["(웃음)"]

    def test_overlap(self) -> None:
        """
        What another says inside a turn is that other's.
        """
        reading = read(
            "S01: [00:00:12] Ja, so. //S02: Ist das herrlich. // Genau (..) ja.\n\n"
            "S02: [00:00:20] Gut.\n\nS01: Ja.\n"
        )

        assert said(reading) == [
            ("S01", "Ja, so."),
            ("S02", "Ist das herrlich."),
            ("S01", "Genau (..) ja."),
            ("S02", "Gut."),
            ("S01", "Ja."),
        ]

    def test_initials(self) -> None:
        """
        Initials are labels where a list explains them, and the list is told.
        """
        reading = read(
            "Present: Norbert Lind (NL), Kasia Berg (KB)\n\nNL: How is it?\n\nKB: Slow.\n"
        )

        assert said(reading) == [("NL", "How is it?"), ("KB", "Slow.")]
        assert reading.notes == (
            "initials as the file explains them: KB is Kasia Berg, NL is Norbert Lind",
        )

    def test_footer(self) -> None:
        """
        The footer of a program is nobody's speech, and is counted.
        """
        talk = "Anna  0:00\nHow?\n\nBen  0:02\nSlow.\n\n" * 2

        reading = read(f"{talk}Transcribed by https://otter.ai\n")

        assert said(reading) == [("Anna", "How?"), ("Ben", "Slow.")] * 2
        assert reading.left_out == (
            LeftOut(what="lines of a footer", n=1, sample="Transcribed by https://otter.ai"),
        )

    def test_time_at_the_end_of_a_turn(self) -> None:
        """
        A time behind the words is that at which the next turn begins, as f4 writes it.
        """
        reading = read("I: Wie war es? #00:00:04-5#\n\nB: Langsam. #00:00:09-1#\n\nI: Aha.\n")

        assert start_times(reading) == [None, 4.5, 9.1]


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
            pytest.param("It is slow.\nBasecamp: no.", id="one word, line under line"),
            pytest.param("It is slow. Basecamp: no.", id="one word, inside a line"),
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
        reading = read(f"{ASKED}P1: It is slow.\nBasecamp: no.\n")

        assert reading.notes == (
            "line 4: 'Basecamp' comes up once and was read as speech, not as a speaker",
        )

    def test_named_speaker_is_believed(self) -> None:
        """
        The same line is a label where the researcher has named the speaker.
        """
        text = f"{ASKED}P1: It is slow.\nBasecamp: no.\n"

        reading = read(text, names=frozenset({"Basecamp"}))

        assert said(reading)[1:] == [("P1", "It is slow."), ("Basecamp", "no.")]
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
        Lines before the first speaker are speech of nobody, and are counted.
        """
        reading = read(f"Title: Rotas\nDate: 3 May\n\n{ASKED}P1: It is slow.\n")

        assert said(reading) == [("Interviewer", "How is it?"), ("P1", "It is slow.")]
        assert reading.left_out == (
            LeftOut(what="lines before the first speaker", n=2, sample="Title: Rotas"),
        )


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


@given(turns=TURNS, shape=st.sampled_from(SHAPES), header=st.sampled_from(["", "Title: Rotas\n\n"]))
@settings(max_examples=100, deadline=None)
def test_everything_is_accounted_for(turns: list[tuple[str, str]], shape: str, header: str) -> None:
    """
    Outside the turns stand only labels, times, and what is counted as left out.
    """
    turns = [("Interviewer", "how was it"), *turns]
    text = header + "\n\n".join(shape.format(who) + words for who, words in turns) + "\n"

    reading = read(text)

    rest = list(text)
    for turn in reading.turns:
        rest[turn.span.start : turn.span.end] = " " * (turn.span.end - turn.span.start)
    labels = Counter(re.findall(r"[^\W\d_]+", " ".join(turn.speaker for turn in reading.turns)))
    found = Counter(re.findall(r"[^\W\d_]+", "".join(rest)))
    left = Counter(re.findall(r"[^\W\d_]+", header))
    assert found == labels + left
    assert sum(each.n for each in reading.left_out) == bool(header)
