"""Podcasting 2.0 transcripts in HTML."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import ReadError
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.podcast_html import read
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import EDITS, edited, is_read_or_refused, left_out, said

PAGE = """<cite>Ola:</cite>
<time>0:00</time>
<p>How was the week?</p>
<cite>Kasia Lind :</cite>
<time>0:53</time>
<p>Slow &amp; late.<br>It&#39;s
   the bus.</p>
"""


def read_text(text: str) -> Reading:
    """
    Read `text` as the content of a file.
    """
    return read(Source(path=Path("P1.html"), data=text.encode()))


def words_of(text: str) -> list[tuple[str, str]]:
    """
    Read `text` and return speaker and words, turn by turn.
    """
    return said(read_text(text))


class TestTurns:
    """
    `<cite>` names the speaker, `<time>` the moment, `<p>` is what was said.
    """

    def test_reads_speakers_and_words(self) -> None:
        """
        White space is HTML's, entities are resolved, `<br>` is a line break.
        """
        assert words_of(PAGE) == [
            ("Ola", "How was the week?"),
            ("Kasia Lind", "Slow & late.\nIt's the bus."),
        ]

    def test_reads_times(self) -> None:
        """
        A time holds for the words after it.
        """
        times = [[mark.seconds for mark in turn.times] for turn in read_text(PAGE).turns]

        assert times == [[0.0], [53.0]]

    @pytest.mark.parametrize(
        ("page", "expected"),
        [
            pytest.param(
                "<cite>Ola</cite><p>So.</p><p>And?</p>",
                [("Ola", "So.\nAnd?")],
                id="two paragraphs of one speaker",
            ),
            pytest.param(
                "<cite>Ola:</cite><p>So.<cite>Kasia:</cite><p>Yes.",
                [("Ola", "So."), ("Kasia", "Yes.")],
                id="nothing is closed",
            ),
            pytest.param(
                "<div><p><cite>Ola</cite> So.</p></div><p><cite>Kasia</cite> Yes.</p>",
                [("Ola", "So."), ("Kasia", "Yes.")],
                id="the name inside the paragraph",
            ),
            pytest.param(
                "<cite>Ola</cite><p>I read <cite>The Bus</cite> in <time>1999</time> once.</p>",
                [("Ola", "I read The Bus in 1999 once.")],
                id="the title of a work, and a year",
            ),
            pytest.param(
                "<cite class=\"a>b\">Ola</cite><p title='x>y'>So <b>very</b> slow.</p>",
                [("Ola", "So very slow.")],
                id="signs in attributes",
            ),
            pytest.param(
                "<cite>Ola</cite><p>3 < 4, and a <3</p>",
                [("Ola", "3 < 4, and a <3")],
                id="signs that are no tags",
            ),
            pytest.param(
                "<CITE>Ola：</CITE><P>So.</P>", [("Ola", "So.")], id="capitals, and a wide colon"
            ),
            pytest.param(
                "<p>Hello.</p><cite>Ola</cite><p>So.</p>",
                [(UNKNOWN_SPEAKER, "Hello."), ("Ola", "So.")],
                id="words before the first name",
            ),
            pytest.param(
                "<cite>Ola</cite><p>So.</p><cite></cite><p>Hm.</p><cite>Kasia</cite><p>Yes.</p>",
                [("Ola", "So."), (UNKNOWN_SPEAKER, "Hm."), ("Kasia", "Yes.")],
                id="an empty name",
            ),
        ],
    )
    def test_forms(self, page: str, expected: list[tuple[str, str]]) -> None:
        """
        HTML that browsers show alike is read alike.
        """
        assert words_of(page) == expected

    def test_a_time_inside_a_paragraph(self) -> None:
        """
        A time in the midst of a paragraph begins a line with its own time.
        """
        page = "<cite>Ola</cite><time>0:01</time><p>So. <time>1:00:00</time> And?</p>"

        turn = read_text(page).turns[0]

        assert [mark.seconds for mark in turn.times] == [1.0, 3600.0]

    @pytest.mark.parametrize("digits", ["9" * 5_000, "x" + "f" * 5_000, "0", "xd800"])
    def test_references_to_no_character(self, digits: str) -> None:
        """
        A number that stands for no character does no harm.
        """
        reading = read_text(f"<cite>Ola</cite><p>So &#{digits}; yes.</p>")

        assert reading.text.startswith("So ")
        assert reading.text.encode()


class TestCompleteness:
    """
    What is not said is counted, word for word.
    """

    def test_counts_what_stands_elsewhere(self) -> None:
        """
        Headings, scripts, comments and odd times are reported with their words.
        """
        page = (
            "<!DOCTYPE html><html><head><title>Talk of today</title>"
            "<script>if (a < b) { say('<p>no</p>') }</script></head>"
            "<body><h1>The show</h1><!-- cut here -->"
            "<cite>Ola</cite><time>later today</time><p>So.</p></body></html>"
        )

        assert left_out(read_text(page)) == {
            "words in <title>": 3,
            "words in <script>": 7,
            "words outside <cite>, <time> and <p>": 2,
            "words in comments": 2,
            "words in <time> that are no time": 2,
        }

    @given(
        turns=st.lists(
            st.tuples(
                st.sampled_from(["Ola", "Kasia"]),
                st.lists(st.text("abc", min_size=1, max_size=4), min_size=1, max_size=5),
                st.lists(st.text("xyz", min_size=1, max_size=4), max_size=3),
            ),
            min_size=1,
            max_size=6,
        )
    )
    @settings(max_examples=60, deadline=None)
    def test_speech_and_left_out_are_the_whole(
        self, turns: list[tuple[str, list[str], list[str]]]
    ) -> None:
        """
        Every word of the page is said or reported.
        """
        page = "".join(
            f"<cite>{who}:</cite><p>{' '.join(words)}</p><h2>{' '.join(strays)}</h2>"
            for who, words, strays in turns
        )

        reading = read_text(page)

        n_said = sum(len(words) for _, words, _ in turns)
        n_strays = sum(len(strays) for _, _, strays in turns)
        assert len(reading.text.split()) == n_said
        assert sum(left_out(reading).values()) == n_strays

    @given(edits=EDITS)
    @settings(max_examples=100, deadline=None)
    def test_survives_any_damage(self, edits: list[tuple[float, int, bytes]]) -> None:
        """
        A damaged page is read soundly or refused; nothing else comes out.
        """
        assert is_read_or_refused(read, edited(PAGE.encode(), edits), name="P1.html")


class TestRefusals:
    """
    A page that tells no speaker is refused with what would be right.
    """

    @pytest.mark.parametrize(
        ("page", "message"),
        [
            pytest.param("<p>So.</p>", "no <cite> names a speaker", id="no names"),
            pytest.param("<cite></cite><p>So.</p>", "no <cite> names", id="empty name"),
            pytest.param("<cite>Ola</cite> So.", "no words stand in a <p>", id="no paragraph"),
            pytest.param("<p>So.</p><cite>Ola</cite>", "after a <cite>", id="names too late"),
            pytest.param("words", "no <cite> names a speaker", id="no HTML"),
        ],
    )
    def test_says_what_is_wrong(self, page: str, message: str) -> None:
        """
        The message shows the form that is read.
        """
        with pytest.raises(ReadError) as caught:
            read_text(page)

        assert message in caught.value.message
        assert "<cite>Name:</cite>" in caught.value.message

    @pytest.mark.parametrize(
        "page",
        [
            pytest.param("<p " * 100_000, id="tags never closed"),
            pytest.param('<p a="' * 100_000, id="quotes never closed"),
            pytest.param("<!--" * 100_000, id="comments never closed"),
            pytest.param("<script>" * 100_000, id="scripts never closed"),
            pytest.param("<" * 100_000, id="signs"),
            pytest.param("<div>" * 100_000, id="nesting"),
            pytest.param("<cite>A</cite><p>" + "<i> " * 50_000, id="white space"),
        ],
    )
    def test_hostile_pages_end(self, page: str) -> None:
        """
        A page that is made to be slow is refused like any other.
        """
        with pytest.raises(ReadError):
            read_text(page)
