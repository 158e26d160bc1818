"""Golden rules and properties of the cut into utterances."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from interview_coder.readers.asides import find_asides, find_times, trim
from interview_coder.segmentation import MAX_WORDS, MIN_PART, segment, segment_study, split_turn
from interview_coder.transcript import Span, Turn
from tests.notation import study_of, talk


def turn_of(text: str) -> Turn | None:
    """Return a turn over what was said in `text`; None if nothing was."""
    whole = Span(start=0, end=len(text))
    asides = find_asides(text, whole)
    span = trim(text, 0, len(text), asides=asides)
    if span is None:
        return None
    inside = tuple(aside for aside in asides if span.contains(aside))
    return Turn(speaker="P1", span=span, asides=inside, times=find_times(text, whole))


def cut(text: str) -> list[str]:
    """Return the utterances of a turn that says `text`."""
    turn = turn_of(text)
    assert turn is not None
    return [text[span.start : span.end] for span in split_turn(text, turn)]


GOLDEN_RULES = [
    # Ends of sentences
    pytest.param("The list was too long.¦ I gave up on it.", id="01 full stop"),
    pytest.param("Why would anyone do that?¦ I never saw the point.", id="02 question mark"),
    pytest.param("We lost the whole week!¦ Nobody told me about it.", id="03 exclamation mark"),
    pytest.param("They cut my whole team?!¦ I could not believe that.", id="04 both marks"),
    pytest.param("Half of it was gone.¦Then I cried a bit.", id="05 no blank after the stop"),
    pytest.param("i never use it.¦ it is too slow.¦ my boss hates it", id="06 lower-case chat"),
    pytest.param(
        "She knows more than I.¦ They pay her less for it.", id="07 the word I at the end"
    ),
    pytest.param("In the end we chose plan B.¦ It cost us a year.", id="08 a letter at the end"),
    pytest.param("My shift is from 9 to 5.¦ Nobody stays any later.", id="09 a number at the end"),
    # Abbreviations, initials, numbers
    pytest.param("Dr. Okafor signed the form.¦ She was very kind.", id="10 title"),
    pytest.param("We asked Mr. Bello and Mrs. Adeyemi about it.", id="11 two titles"),
    pytest.param("My boss, Ms. Ito, said no.¦ She never says yes.", id="12 title inside"),
    pytest.param("We use tools, e.g. a spreadsheet, for the roster.", id="13 e.g."),
    pytest.param("It is slow, i.e. it takes an hour every time.", id="14 i.e."),
    pytest.param("We have pens, tape, etc. in the drawer there.", id="15 etc. inside"),
    pytest.param("We have pens, tape, etc.¦ Then people want glue.", id="16 etc. at the end"),
    pytest.param("Acme Inc. sent us the same bill twice.", id="17 company"),
    pytest.param("It takes approx. 20 minutes each time.", id="18 approx."),
    pytest.param("Look at page No. 5 of the handbook first.", id="19 number sign"),
    pytest.param("I told them no.¦ They did it all the same.", id="20 the word no"),
    pytest.param("We met on St. Mark's Street for lunch.", id="21 saint"),
    pytest.param("John F. Kennedy hung on the wall in the hall.", id="22 an initial"),
    pytest.param("We had J. K. Marlow on the reading list.", id="23 two initials"),
    pytest.param("the U.K. market is where we sell the most", id="24 letters with stops"),
    pytest.param("It costs 3.50 a month.¦ That is too much.", id="25 decimal"),
    pytest.param("It was 1,200.75 pounds in the end.", id="26 thousands"),
    pytest.param("Version 2.0.1 broke the export again.", id="27 version"),
    pytest.param("I start at 9 a.m. every single day.", id="28 a.m. inside"),
    pytest.param("I start work at 9 a.m.¦ Then the phone rings.", id="29 a.m. at the end"),
    pytest.param("At 10:30 I stop.¦ Then I have a tea break.", id="30 clock time"),
    # Hesitation
    pytest.param("It was... I don't know, hard to say.", id="31 ellipsis before I"),
    pytest.param("I waited… and waited for an hour.", id="32 ellipsis before lower case"),
    pytest.param("It was so hard...¦ Nobody came to help me.", id="33 ellipsis at the end"),
    pytest.param("... and then it died on me again.", id="34 ellipsis at the start"),
    pytest.param("I want to... uh... export the whole list.", id="35 ellipses around a filler"),
    pytest.param("Uh, so, um. I never open it anymore.", id="36 fillers join what follows"),
    pytest.param(
        "I never open it anymore. Um. Yeah.", id="37 fillers at the end join what precedes"
    ),
    pytest.param("Well, yeah, no. Like, sure.", id="38 nothing but fillers"),
    # Fragments of one or two words
    pytest.param("Yes.", id="39 one word alone"),
    pytest.param("Never. I would not trust it again.", id="40 one word joins what follows"),
    pytest.param("No. Never. I would not trust it again.", id="41 two fragments"),
    pytest.param("It broke on me twice. Really badly.", id="42 a fragment at the end"),
    pytest.param("It broke on me.¦ Very badly. I called them up.", id="43 a fragment between"),
    pytest.param("Wait. What. No. Stop it.", id="44 fragments that add up"),
    # Quotes and brackets
    pytest.param('He asked "why?" and I had no answer.', id="45 question in a quote"),
    pytest.param('I told her "I quit."¦ Then I walked out the door.', id="46 quote at the end"),
    pytest.param("“It is all done.”¦ That was what he said.", id="47 typographic quotes"),
    pytest.param("It was theirs.¦ “It is all done,” he told me once.", id="48 quote at the start"),
    pytest.param(
        "It took me long.¦ (It took me a year.)¦ Now I teach it.", id="49 sentence in brackets"
    ),
    pytest.param("It *really is too slow.*¦ We tried it all day.", id="50 emphasis"),
    # Typed signs
    pytest.param("It works quite fine. :)¦ I use it every day now.", id="51 emoticon at the end"),
    pytest.param("It was a mess :( but we fixed it.", id="52 emoticon inside"),
    pytest.param("They gave me a <3 on it.¦ I kept that message.", id="53 heart"),
    pytest.param("I was there too.¦ 😀 That was a lovely day.", id="54 emoji"),
    pytest.param("See https://plover.example/a.b?c=d.e for the prices.", id="55 address"),
    pytest.param("Write to ana.b@plover.example if you need me.", id="56 mail address"),
    pytest.param("The file rota.final.pdf was gone.¦ I looked for it.", id="57 file name"),
    # Lines
    pytest.param("I opened the app and it\nwas empty again as always.", id="58 hard wrap"),
    pytest.param(
        "I opened it and\nit was empty.¦\nThen I closed it again.", id="59 wrap after a stop"
    ),
    pytest.param("I opened the app today¦\n\nit was empty again", id="60 paragraphs"),
    pytest.param(
        "I opened the app today¦\n \t\nit was empty again", id="61 blank line with blanks"
    ),
    pytest.param("My needs are these:¦\n- a list of names¦\n- a good export", id="62 bullets"),
    pytest.param(
        "My needs are these:¦\n1. a list of names¦\n2. a good export", id="63 numbered list"
    ),
    pytest.param("i open it i see the list i close it again", id="64 no marks at all"),
]
"""Numbered; a new rule is added at the end of its group, a bug with the number of its issue.

`¦` stands where the turn MUST be cut; everywhere else it MUST NOT be.
"""


class TestGoldenRules:
    """
    An utterance is a sentence, or a short run of fragments, as a careful reader would cut it.
    """

    @pytest.mark.parametrize("rule", GOLDEN_RULES)
    def test_cut(self, rule: str) -> None:
        """
        A turn is cut where the rule has its mark, and nowhere else.
        """
        expected = [utterance.strip() for utterance in rule.split("¦")]

        assert cut(rule.replace("¦", "")) == expected

    @pytest.mark.parametrize(
        ("turn", "expected"),
        [
            pytest.param(
                "It was [laughs] so bad. [00:01:02] I left the same day.",
                ["It was [laughs] so bad.", "I left the same day."],
                id="between and inside",
            ),
            pytest.param(
                "[sighs] I left the same day. [pause]", ["I left the same day."], id="at both ends"
            ),
            pytest.param(
                "It was so bad [crosstalk]. I left the same day.",
                ["It was so bad [crosstalk].", "I left the same day."],
                id="before the stop",
            ),
            pytest.param(
                "[Yes. No. Maybe so.] It was never mine.", ["It was never mine."], id="with stops"
            ),
            pytest.param(
                "Yes. [nods] No. [nods] Not any more of that.",
                ["Yes. [nods] No. [nods] Not any more of that."],
                id="between fragments",
            ),
        ],
    )
    def test_asides(self, turn: str, expected: list[str]) -> None:
        """
        Asides stay in the quote where they stand inside it, and never begin or end it.
        """
        assert cut(turn) == expected

    def test_other_language(self) -> None:
        """
        The tokens are cut by the rules of the language that was spoken.
        """
        text = "Das kostet ca. 20 Euro im Monat. Mir ist das z. B. zu teuer."
        turn = Turn(speaker="P1", span=Span(start=0, end=len(text)))

        spans = split_turn(text, turn, language="de")

        assert [text[span.start : span.end] for span in spans] == [
            "Das kostet ca. 20 Euro im Monat.",
            "Mir ist das z. B. zu teuer.",
        ]


class TestRunOns:
    """
    Recognised speech without full stops is divided before a clause opener near its middle.
    """

    def test_divided(self) -> None:
        """
        A run-on is cut before openers only, into parts of bearable length.
        """
        clause = "and we went over to the other site to look at it once more "
        text = (clause * 20).strip()

        pieces = cut(text)

        assert " ".join(pieces) == text
        assert all(piece.startswith("and we") for piece in pieces)
        assert all(MIN_PART <= len(piece.split()) <= MAX_WORDS for piece in pieces)

    @pytest.mark.parametrize(
        ("n_words", "n_pieces"),
        [
            pytest.param(80, 1, id="as long as allowed"),
            pytest.param(81, 2, id="one word more"),
        ],
    )
    def test_limit(self, n_words: int, n_pieces: int) -> None:
        """
        A sentence of eighty words stays whole, one of eighty-one is divided.
        """
        half = ["slowly"] * 40
        text = " ".join([*half, "and", *half][:n_words])

        assert len(cut(text)) == n_pieces

    def test_nowhere_to_cut(self) -> None:
        """
        Without a clause opener a run-on stays whole, and is never cut at a random word.
        """
        text = " ".join(["slowly"] * (MAX_WORDS + 20))

        assert cut(text) == [text]


class TestSegment:
    """
    Participants' turns are cut; the interviewer's are kept as questions.
    """

    def test_only_participants(self) -> None:
        """
        What interviewers and bystanders say is no utterance.
        """
        transcript = talk(
            "Moderator: Who starts with it? | P1: I will go first. | Observer: The door is open. "
            "| P2: Then I go second. | Moderator: And the third one?"
        )

        utterances = segment(transcript)

        assert [(u.participant, transcript.quote(u.span)) for u in utterances] == [
            ("P1", "I will go first."),
            ("P2", "Then I go second."),
        ]

    def test_question(self) -> None:
        """
        The question is the interviewer's turn before it, also when others speak in between.
        """
        transcript = talk(
            "P1: I was early today. | I: How is it? | P1: It is slow. It is ugly. | P2: I agree "
            "with that. | I: And why?"
        )

        questions = [
            transcript.quote(u.question) if u.question else None for u in segment(transcript)
        ]

        assert questions == [None, "How is it?", "How is it?", "How is it?"]

    def test_bystander_asks_nothing(self) -> None:
        """
        A bystander's words between question and answer are not the question.
        """
        transcript = talk("I: How is it? | Observer: The door is open. | P1: It is slow.")

        (utterance,) = segment(transcript)

        assert utterance.question is not None
        assert transcript.quote(utterance.question) == "How is it?"

    def test_same_sentence_twice(self) -> None:
        """
        The same sentence said twice has two spans.
        """
        transcript = talk("I: How? | P1: It is too slow. It is too slow. | P1: It is too slow.")

        spans = [utterance.span for utterance in segment(transcript)]

        assert len(set(spans)) == 3
        assert {transcript.quote(span) for span in spans} == {"It is too slow."}

    def test_ids(self) -> None:
        """
        Ids are the file's stem and a running number over its participants.
        """
        transcript = talk(
            "I: How? | P1: It is slow. It is ugly. | P2: I like it now.", name="g.txt"
        )

        ids = [utterance.id for utterance in segment(transcript)]

        assert ids == ["g-0001", "g-0002", "g-0003"]

    def test_times(self) -> None:
        """
        An utterance begins at the latest known time before its first word.
        """
        transcript = talk(
            "I [00:00:05]: How? | P1 [00:00:09]: It is slow. It is ugly. [00:00:20] I left it."
        )

        times = [utterance.start_time for utterance in segment(transcript)]

        assert times == [9.0, 9.0, 20.0]

    def test_study_in_order(self) -> None:
        """
        A study's utterances come transcript by transcript, in the order of speech.
        """
        study = study_of(
            talk("I: How? | P2: It is slow.", name="b.txt"),
            talk("I: How? | P1: It is ugly. It is loud.", name="a.txt"),
        )

        quotes = [study.quote(utterance) for utterance in segment_study(study)]

        assert quotes == ["It is ugly.", "It is loud.", "It is slow."]


PIECES = st.sampled_from(
    [
        *"so slow I we and because um yeah Dr. etc. 3.5 B. no p.m. don't naïve 聞く 😀 :)".split(),
        *[". ", "? ", "! ", "... ", "… ", ", ", " ", "  ", "\n", "\n\n", "\n- ", "\t", "\u00a0"],
        *["[laughs]", "[00:01:02]", "(1:02)", "[", "]", "(", ")", '"', "“", "”", "*", "’", "\\["],
        *["https://plover.example/a", "a@plover.example", "\u200b", "e\u0301", "１２"],
    ]
)
SPEECH = st.one_of(
    st.lists(PIECES, min_size=1, max_size=30).map("".join),
    st.lists(PIECES, min_size=1, max_size=120).map(" ".join),
    st.text(min_size=1, max_size=60),
)


class TestProperties:
    """
    Spans nest in their turn, are in order, do not overlap, and cover every letter and digit that
    was said; none begins or ends in an aside.
    """

    @given(text=SPEECH)
    @settings(max_examples=300, deadline=None)
    def test_spans(self, text: str) -> None:
        """
        Whatever a turn holds, its utterances are sound.
        """
        turn = turn_of(text)
        assume(turn is not None)
        assert turn is not None
        unsaid = {i for aside in turn.asides for i in range(aside.start, aside.end)}
        letters = {i for i in range(turn.span.start, turn.span.end) if text[i].isalnum()} - unsaid

        spans = split_turn(text, turn)

        covered = {i for span in spans for i in range(span.start, span.end)}
        assert all(turn.span.contains(span) for span in spans)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert letters <= covered
        ends = {place for span in spans for place in (span.start, span.end - 1)}
        assert not ends & unsaid
        assert not any(text[place].isspace() for place in ends)

    @given(answers=st.lists(SPEECH, min_size=1, max_size=3))
    @settings(max_examples=60, deadline=None)
    def test_interviewer_is_never_cut(self, answers: list[str]) -> None:
        """
        No utterance shares a character with an interviewer's turn, and each is its speaker's.
        """
        joined = [" ".join(answer.replace("|", " ").split()) for answer in answers]
        said = [f"I: how then | P{i}: well {words}" for i, words in enumerate(joined)]
        transcript = talk(" | ".join(said))

        for utterance in segment(transcript):
            turn = transcript.turns[utterance.turn]
            assert turn.span.contains(utterance.span)
            assert turn.speaker == utterance.participant != "I"

    @given(text=SPEECH)
    @settings(max_examples=60, deadline=None)
    def test_place_does_not_matter(self, text: str) -> None:
        """
        The same turn is cut in the same way wherever it stands in the transcript.
        """
        turn = turn_of(text)
        assume(turn is not None)
        assert turn is not None
        before = "I: how?\n\nP1: "
        shift = len(before)
        moved = Turn(
            speaker="P1",
            span=Span(start=turn.span.start + shift, end=turn.span.end + shift),
            asides=tuple(Span(start=a.start + shift, end=a.end + shift) for a in turn.asides),
        )

        here, there = split_turn(text, turn), split_turn(before + text, moved)

        assert [(s.start + shift, s.end + shift) for s in here] == [(s.start, s.end) for s in there]
