"""Spans, turns, transcripts and studies: what the data itself promises."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.segmentation import segment
from interview_coder.transcript import Span, TimeMark, Turn
from tests.notation import study_of, talk


def spans() -> st.SearchStrategy[Span]:
    """
    Any short span near the start of a text.
    """
    pairs = st.tuples(st.integers(0, 12), st.integers(1, 8))
    return pairs.map(lambda pair: Span(start=pair[0], end=pair[0] + pair[1]))


class TestSpan:
    """
    A span is a half-open, non-empty range of code points.
    """

    @pytest.mark.parametrize(
        ("start", "end"),
        [
            pytest.param(-1, 3, id="begins before the text"),
            pytest.param(3, 3, id="empty"),
            pytest.param(4, 3, id="backwards"),
        ],
    )
    def test_refuses(self, start: int, end: int) -> None:
        """
        A range that holds no character is a fault of the caller, named with its numbers.
        """
        with pytest.raises(ValueError, match=rf"start={start}, end={end}"):
            Span(start=start, end=end)

    @pytest.mark.parametrize(
        ("other", "contains", "overlaps"),
        [
            pytest.param(Span(start=4, end=8), True, True, id="itself"),
            pytest.param(Span(start=5, end=7), True, True, id="inside"),
            pytest.param(Span(start=3, end=5), False, True, id="over the start"),
            pytest.param(Span(start=7, end=9), False, True, id="over the end"),
            pytest.param(Span(start=2, end=4), False, False, id="ends where it begins"),
            pytest.param(Span(start=8, end=9), False, False, id="begins where it ends"),
        ],
    )
    def test_relations(self, other: Span, contains: bool, overlaps: bool) -> None:
        """
        The end is not part of a span: neighbours neither contain nor overlap each other.
        """
        span = Span(start=4, end=8)

        assert span.contains(other) is contains
        assert span.overlaps(other) is overlaps

    @given(one=spans(), other=spans())
    @settings(max_examples=200, deadline=None)
    def test_relations_follow_from_characters(self, one: Span, other: Span) -> None:
        """
        Two spans relate as the sets of their characters do.
        """
        ours, theirs = set(range(one.start, one.end)), set(range(other.start, other.end))

        assert one.contains(other) is (theirs <= ours)
        assert one.overlaps(other) is bool(ours & theirs)

    def test_frozen(self) -> None:
        """
        Nobody can move a span once it is made.
        """
        with pytest.raises(FrozenInstanceError):
            Span(start=0, end=1).end = 2  # type: ignore[misc]


class TestTimeAt:
    """
    The time of a character is the latest mark at or before it.
    """

    @pytest.mark.parametrize(
        ("offset", "seconds"),
        [
            pytest.param(9, None, id="before the first mark"),
            pytest.param(10, 62.0, id="at a mark"),
            pytest.param(29, 62.0, id="between two"),
            pytest.param(99, 75.5, id="after the last"),
        ],
    )
    def test_latest_mark(self, offset: int, seconds: float | None) -> None:
        """
        A later mark is never carried back, and before the first there is no time.
        """
        marks = (TimeMark(offset=10, seconds=62.0), TimeMark(offset=30, seconds=75.5))
        turn = Turn(speaker="P1", span=Span(start=5, end=100), times=marks)

        assert turn.time_at(offset) == seconds

    def test_no_marks(self) -> None:
        """
        A source without times gives no times.
        """
        assert Turn(speaker="P1", span=Span(start=0, end=9)).time_at(4) is None


class TestTranscript:
    """
    A transcript quotes its own text and lists who speaks, in the order of their first words.
    """

    def test_speakers_in_order(self) -> None:
        """
        Each speaker is listed once, where he first speaks.
        """
        transcript = talk("Moderator: Who is here? | P2: Me. | P1: Me too. | P2: As I said.")

        assert transcript.speakers == ("Moderator", "P2", "P1")

    def test_participants_leave_out_who_asks(self) -> None:
        """
        The interviewer is no participant.
        """
        transcript = talk("Moderator: Who is here? | P2: Me. | P1: Me too. | P2: As I said.")

        assert transcript.participants == ("P2", "P1")

    def test_quote_counts_code_points(self) -> None:
        """
        A quote is a slice in code points, also behind characters of several bytes.
        """
        transcript = talk("I: How? | P1: 😀 naïve — so slow")
        start = transcript.text.index("slow")

        assert transcript.quote(Span(start=start, end=start + 4)) == "slow"

    def test_stem_drops_the_last_suffix_only(self) -> None:
        """
        The stem of `P1.round2.txt` still says which round it was.
        """
        assert talk("I: How? | P1: Fine.", name="P1.round2.txt").stem == "P1.round2"


class TestStudy:
    """
    A study leads from an utterance back to the words, and to the question before them.
    """

    def test_quote_and_question(self) -> None:
        """
        Both are verbatim, from the transcript the utterance names.
        """
        first = talk("I: How is it? | P1: It is slow, honestly.", name="P1.txt")
        second = talk("I: And why? | P2: Nobody asked us first.", name="P2.txt")
        study = study_of(first, second)
        (utterance,) = segment(second)

        assert study.quote(utterance) == "Nobody asked us first."
        assert study.question(utterance) == "And why?"

    def test_no_question(self) -> None:
        """
        Where nobody asked, the question is empty.
        """
        transcript = talk("P1: I begin without being asked. | I: Go on.")
        (utterance,) = segment(transcript)

        assert study_of(transcript).question(utterance) == ""

    def test_around(self) -> None:
        """
        What was said next to an utterance ends where its transcript does.
        """
        first = talk("I: How? | P1: It is slow. | I: And? | P1: It is late.", name="P1.txt")
        second = talk("I: How? | P2: Fine by me.", name="P2.txt")
        study = study_of(first, second)
        utterances = (*segment(first), *segment(second))

        assert [study.around(utterances, n) for n in range(3)] == [
            ("", "It is late."),
            ("It is slow.", ""),
            ("", ""),
        ]

    def test_unknown_transcript(self) -> None:
        """
        A name the study does not have is a KeyError.
        """
        with pytest.raises(KeyError, match=r"P9\.txt"):
            study_of(talk("I: How? | P1: Fine.")).transcript("P9.txt")
