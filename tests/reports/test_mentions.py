"""What reports say of other sources: apart from the interviews, and never as a count of people."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.findings import Analysis
from interview_coder.reports.content import build_content
from interview_coder.reports.docx import read_quotes as quotes_of_appendix
from interview_coder.reports.docx import render_appendix
from interview_coder.reports.html import read_quotes as quotes_of_report
from interview_coder.reports.html import render_report
from interview_coder.reports.mentions import (
    MAX_MENTIONS,
    mentioned,
    mentioned_below,
    sources_table,
    told_sources,
)
from tests.comment_notation import mentioning, source_of
from tests.reports.notation import shared_by_three

TICKETS = source_of("Kim: Slow export again. I am tired of it.", "It is still so slow.", "Thanks!")
REVIEWS = source_of("Too slow <b>for</b> me.", "Slow, and dear.", name="r.csv", kind="reviews & co")


@pytest.fixture
def analysis() -> Analysis:
    """
    Four people, two other sources, and mentions of a promoted theme and of one below the rule.
    """
    return mentioning(
        shared_by_three(),
        TICKETS,
        REVIEWS,
        themes={
            "still so slow": "pain-01",
            "Slow export": "pain-01",
            "tired": "pain-01",
            "Too slow": "pain-01",
            "Slow, and dear": "pain-02",
        },
    )


class TestMentioned:
    """
    What is said of a theme MUST count comments by kind, and show the nearest ones verbatim.
    """

    def test_told(self, analysis: Analysis) -> None:
        """
        Comments are counted once, however many of their sentences joined the theme.
        """
        found = mentioned(analysis, analysis.theme("pain-01"))

        assert found is not None
        assert found.told == "2 in support tickets, 1 in reviews & co; not counted."

    def test_quotes(self, analysis: Analysis) -> None:
        """
        Quotes are the nearest one of each comment, with kind, author and place.
        """
        found = mentioned(analysis, analysis.theme("pain-01"))

        assert found is not None
        assert [shown.quote.text for shown in found.quotes] == [
            "It is still so slow.", "Slow export again.", "Too slow <b>for</b> me.",
        ]  # fmt: skip
        assert found.quotes[1].source == (
            "support tickets · Kim · line 2 · tickets.csv · tickets-0001"
        )
        assert found.quotes[1].after == " I am tired of it."

    def test_more(self) -> None:
        """
        Beyond the first few it says how many more there are.
        """
        source = source_of(*[f"It is slow, case {n}." for n in range(MAX_MENTIONS + 2)])
        themes: dict[str, str | None] = {f"case {n}": "pain-01" for n in range(MAX_MENTIONS + 2)}
        analysis = mentioning(shared_by_three(), source, themes=themes)

        found = mentioned(analysis, analysis.theme("pain-01"))

        assert found is not None
        assert len(found.quotes) == MAX_MENTIONS
        assert found.told.endswith("not counted. 2 more in mentions.csv.")

    def test_not_mentioned(self, analysis: Analysis) -> None:
        """
        Of a theme that nothing joined nothing is said.
        """
        assert mentioned(analysis, analysis.theme("pain-03")) is None

    def test_below_the_rule(self, analysis: Analysis) -> None:
        """
        Themes below the rule are named with what mentions them.
        """
        assert mentioned_below(analysis) == (
            "Mentioned, too, though below the rule: pain-02 (1 in reviews & co)."
        )


class TestTable:
    """
    The table of sources MUST say how much was read, coded and put beside themes.
    """

    def test_counts(self, analysis: Analysis) -> None:
        """
        A row a file: comments, utterances, and in how many comments something was found.
        """
        table = sources_table(analysis)

        assert table is not None
        assert table.rows == (
            ("support tickets", "tickets.csv", "3", "4", "2", "2"),
            ("reviews & co", "r.csv", "2", "2", "2", "2"),
        )

    def test_coded_in_no_theme(self) -> None:
        """
        A comment that was coded and joined no theme is coded, and in no theme.
        """
        analysis = mentioning(shared_by_three(), TICKETS, themes={"Slow export": None})

        table = sources_table(analysis)

        assert table is not None
        assert table.rows[0][-2:] == ("1", "0")

    def test_in_a_line(self) -> None:
        """
        A line says how many comments there are, of which kinds.
        """
        assert told_sources((TICKETS, REVIEWS)) == (
            "5 comments from 2 other sources (support tickets, reviews & co)"
        )
        assert (
            told_sources((source_of("Slow."),)) == "1 comment from 1 other source (support tickets)"
        )


class TestReports:
    """
    Both documents MUST show mentions apart, verbatim, and without them look as they did.
    """

    def test_appendix(self, analysis: Analysis) -> None:
        """
        The appendix quotes what mentions the promoted theme, each with its id.
        """
        quotes = {q.utterance: q.text for q in quotes_of_appendix(render_appendix(analysis))}

        assert quotes["tickets-0001"] == "Slow export again."
        assert quotes["r-0001"] == "Too slow <b>for</b> me."

    def test_report(self, analysis: Analysis) -> None:
        """
        The report quotes them, too, and those of themes below the rule.
        """
        page = render_report(analysis)

        quotes = {q.utterance: q.text for q in quotes_of_report(page)}
        assert quotes["r-0001"] == "Too slow <b>for</b> me."
        assert quotes["r-0002"] == "Slow, and dear."
        assert b"reviews &amp; co" in page
        assert b'<section id="sources">' in page

    def test_counts_stay(self, analysis: Analysis) -> None:
        """
        No section, matrix or theme of the report counts a comment.
        """
        with_sources, without = build_content(analysis), build_content(shared_by_three())

        assert with_sources.sections == without.sections
        assert {**without.facts, "Not counted": "5 comments (support tickets, reviews & co)"} == (
            with_sources.facts
        )
        assert with_sources.limits[:-1] == without.limits
        assert with_sources.sources[: len(without.sources)] == without.sources
        assert len(with_sources.sources) == len(without.sources) + 2

    def test_without_sources(self) -> None:
        """
        A study without other sources says nothing of them.
        """
        analysis = shared_by_three()

        page = render_report(analysis)

        assert sources_table(analysis) is None
        assert mentioned_below(analysis) == ""
        assert b"outside the interviews" not in page
        assert b"Other sources" not in page

    def test_mentions_of(self, analysis: Analysis) -> None:
        """
        An analysis gives the mentions of a theme, the nearest first, and all as a frame.
        """
        assert [m.utterance for m in analysis.mentions_of("pain-01")] == [
            "tickets-0003", "tickets-0001", "tickets-0002", "r-0001",
        ]  # fmt: skip
        assert analysis.mentions_of("pain-03") == ()
        assert list(analysis.mentions["kind"]) == ["support tickets"] * 3 + ["reviews & co"] * 2
        with pytest.raises(KeyError):
            analysis.mentions_of("pain-99")
        assert replace(analysis, all_mentions=()).mentions.empty
