"""The report as one HTML file."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html

from interview_coder.findings import Analysis, Reasons
from interview_coder.reports.content import one_line, told_reasons
from interview_coder.reports.html import read_quotes, render_report
from interview_coder.transcript import Participant, Transcript
from tests.notation import study_of, talk
from tests.programs import find_program
from tests.reports.notation import cases_of, found_in, quoted, shared_by_three, with_theme

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
FETCHING = frozenset(
    "src srcset href data action formaction poster background cite manifest ping".split()
)


@pytest.fixture(scope="module")
def report(sample_analysis: Analysis) -> bytes:
    """
    The report of the sample study.
    """
    return render_report(sample_analysis)


@pytest.fixture(scope="module")
def page(report: bytes) -> Any:
    """
    The same as a tree.
    """
    return parse(report)


@pytest.fixture(scope="module")
def hostile() -> bytes:
    """
    The report of a study in which every string tries to be markup.
    """
    told = "<script>alert(1)</script>"
    study = study_of(
        talked(f"Why?<img src=x onerror=alert(2)> | {told} It is slow.", "a.txt", "Kim<b>x</b>"),
        talked("And? | Slow </mark></details> here.", "b&c.txt", 'Lee" onclick="alert(3)'),
        talked("And? | Slow &lt;u&gt; everywhere.", "d.txt", "Max'|{{ 7*7 }}"),
        title="</title><script>alert(4)</script>",
    )
    people = tuple(
        replace(person, attributes={"<i>role</i>": "<iframe src=//x.example>"})
        for person in study.participants
    )
    analysis = found_in(
        replace(study, participants=people),
        {"pain-01": ["alert(1)", "here", "everywhere"], "goal-01": ["here"]},
        notes=("<marquee>note</marquee>",),
    )
    return render_report(analysis)


def talked(words: str, name: str, participant: str) -> Transcript:
    """
    Build a transcript of one question and one answer by somebody of any name.
    """
    question, answer = words.split(" | ")
    transcript = talk(f"I: {question} | P1: {answer}", name=name)
    return replace(transcript, speaker_to_participant={"P1": participant})


def parse(page: bytes) -> Any:
    """
    Return the page as a tree.
    """
    return html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))


def words_of(element: Any) -> str:
    """
    Return the words of an element, on one line.
    """
    return one_line(str(element.text_content()))


class Balance(HTMLParser):
    """
    Collects the tags of a page that are not closed in the order they were opened.
    """

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()[0]))


class TestPage:
    """
    The report MUST be one whole file that asks nothing of anybody.
    """

    @pytest.mark.parametrize("name", ["report", "hostile"])
    def test_is_well_formed(self, name: str, request: pytest.FixtureRequest) -> None:
        """
        Every tag that is opened is closed, in order, whatever the words.
        """
        balance = Balance()

        balance.feed(request.getfixturevalue(name).decode())
        balance.close()

        assert (balance.open, balance.faults) == ([], [])

    @pytest.mark.parametrize("name", ["report", "hostile"])
    def test_fetches_nothing(self, name: str, request: pytest.FixtureRequest) -> None:
        """
        No attribute, style or script leads out of the file.
        """
        tree = parse(request.getfixturevalue(name))

        leading = [
            value
            for element in tree.iter()
            for key, value in element.attrib.items()
            if key in FETCHING and not value.startswith("#")
        ]
        code = " ".join(e.text or "" for e in [*tree.iter("style"), *tree.iter("script")])
        assert leading == []
        assert re.findall(r"https?://|url\(|@import|fetch\(|XMLHttp|import\(|WebSocket", code) == []
        assert not [*tree.iter("link", "img", "iframe", "object", "embed", "base")]

    def test_forbids_fetching(self, page: Any) -> None:
        """
        A policy that stands before any style or script forbids all requests.
        """
        head = [*page.find("head")]
        policies = [e for e in head if e.get("http-equiv") == "Content-Security-Policy"]

        assert len(policies) == 1
        assert policies[0].get("content").startswith("default-src 'none';")
        first_active = min(head.index(e) for e in head if e.tag in {"style", "script"})
        assert head.index(policies[0]) < first_active

    def test_links_inside_lead_somewhere(self, page: Any) -> None:
        """
        Each theme at a glance leads to its card, and every id is there once.
        """
        ids = [element.get("id") for element in page.iter() if element.get("id")]
        links = [link.get("href")[1:] for link in page.iter("a")]

        assert links
        assert set(links) <= set(ids)
        assert len(set(ids)) == len(ids)

    def test_same_bytes(self, report: bytes, sample_analysis: Analysis) -> None:
        """
        Rendering again changes no byte, and no byte tells the day.
        """
        assert render_report(sample_analysis) == report
        assert date.today().isoformat().encode() not in report


class TestEscaping:
    """
    What people say, and what they are called, MUST be shown and never obeyed.
    """

    def test_no_element_is_smuggled_in(self, hostile: bytes) -> None:
        """
        The page has the elements of the template and no others.
        """
        tree = parse(hostile)

        assert [*tree.iter("img", "iframe", "u", "marquee")] == []
        assert len([*tree.iter("script")]) == 1
        assert [b for b in tree.iter("b") if b.text] == []
        assert [i for i in tree.iter("i") if i.text] == []

    def test_no_attribute_is_smuggled_in(self, hostile: bytes) -> None:
        """
        No name breaks out of the attribute it stands in.
        """
        keys = {key for element in parse(hostile).iter() for key in element.attrib}

        assert [key for key in keys if key.startswith("on")] == []

    @pytest.mark.parametrize(
        "shown",
        [
            pytest.param("<script>alert(1)</script>", id="quote"),
            pytest.param("Why?<img src=x onerror=alert(2)>", id="question"),
            pytest.param("Kim<b>x</b>", id="participant"),
            pytest.param('Lee" onclick="alert(3)', id="participant with quotation marks"),
            pytest.param("Max'|{{ 7*7 }}", id="participant like a template"),
            pytest.param("Slow &lt;u&gt; everywhere.", id="entities said aloud"),
            pytest.param("Slow </mark></details> here.", id="closing tags"),
            pytest.param("b&c.txt", id="transcript"),
            pytest.param("<i>role</i>", id="column"),
            pytest.param("<iframe src=//x.example>", id="attribute"),
            pytest.param("<marquee>note</marquee>", id="note"),
            pytest.param("</title><script>alert(4)</script>", id="title"),
        ],
    )
    def test_is_shown_as_written(self, hostile: bytes, shown: str) -> None:
        """
        The reader sees the very characters.
        """
        assert shown in words_of(parse(hostile).find("body"))

    @given(
        words=st.text(st.characters(exclude_categories=["Cs"]), min_size=1)
        .map(str.strip)
        .filter(bool)
    )
    @settings(max_examples=20, deadline=None)
    def test_any_words_can_be_read_back(self, words: str) -> None:
        """
        Any words come back from the page as they were, but for white space.
        """
        found = list(read_quotes(render_report(quoted(words))))

        alone, in_its_turn = [(quote.utterance, quote.text) for quote in found]
        assert alone == in_its_turn == ("P1-0001", one_line(words))


class TestQuotes:
    """
    Each quote MUST stand inside its turn, with the question that led to it.
    """

    def test_every_quote_of_every_theme(self, page: Any, sample_analysis: Analysis) -> None:
        """
        A theme's card holds all its quotes, the most typical first.
        """
        for theme in sample_analysis.all_themes:
            card = page.get_element_by_id(theme.id)
            marks = card.find_class("quote")
            shown = [mark.get("data-utterance") for own in marks for mark in own.iter("mark")]
            assert tuple(shown) == theme.utterances

    def test_words(self, page: Any, sample_analysis: Analysis) -> None:
        """
        The words are those of the transcript, on one line.
        """
        for mark in page.iter("mark"):
            said = sample_analysis.quote(mark.get("data-utterance")).text
            assert mark.text_content() == one_line(said)

    def test_inside_the_turn(self, page: Any, sample_analysis: Analysis) -> None:
        """
        The turn around a quote is the turn of the transcript, with the quote set off in it.
        """
        for details in page.find_class("quote"):
            mark = next(details.iter("mark"))
            utterance = sample_analysis.utterance(mark.get("data-utterance"))
            transcript = sample_analysis.study.transcript(utterance.transcript)
            turn = details.find_class("turn")[0][-1]

            whole = transcript.quote(transcript.turns[utterance.turn].span)
            assert words_of(turn) == one_line(whole)
            assert next(turn.iter("em")).text_content() == mark.text_content()

    @pytest.mark.parametrize(
        "turn",
        [
            pytest.param("It is slow...And then we left it behind.", id="no space after dots"),
            pytest.param("It is slow![laughs]And then we left it.", id="aside"),
            pytest.param("(It is slow.) That is all I can say.", id="brackets"),
        ],
    )
    def test_no_space_is_put_into_the_turn(self, turn: str) -> None:
        """
        What stands right before or after a quote stands there in the report, too.
        """
        analysis = found_in(study_of(talk(f"I: How is it? | P1: {turn}")), {"pain-01": ["slow"]})

        page = parse(render_report(analysis))

        assert words_of(page.find_class("turn")[0][-1]) == turn

    def test_question(self, page: Any, sample_analysis: Analysis) -> None:
        """
        The question shown is the interviewer's turn before it.
        """
        for details in page.find_class("quote"):
            utterance = sample_analysis.utterance(next(details.iter("mark")).get("data-utterance"))
            asked = [words_of(element) for element in details.find_class("asked")]

            question = one_line(sample_analysis.study.question(utterance))
            assert asked == ([question] if question else [])
        assert page.find_class("asked")

    def test_who_and_why(self, page: Any, sample_analysis: Analysis) -> None:
        """
        Who said it, how sure the coder was, and what spoke for the code are told with the quote.
        """
        for theme in sample_analysis.all_themes:
            for details in page.get_element_by_id(theme.id).find_class("quote"):
                quote = sample_analysis.quote(next(details.iter("mark")).get("data-utterance"))
                coding = sample_analysis.coding(quote.utterance, theme.code)
                assert details.get("data-person") == quote.participant
                why = [words_of(element) for element in details.find_class("source")]
                assert why[-len([*told_reasons(coding)]) :] == [*told_reasons(coding)]
                assert f"confidence {coding.confidence:.2f}" in words_of(details)
                assert all(one_line(e) in words_of(details) for e in coding.reasons.examples)

    def test_a_persons_coding(self) -> None:
        """
        Where a person put the code, the page names the person, and no reasons of a machine.
        """
        found = quoted("It is slow.")
        (coding,) = found.all_codings
        by_person = replace(coding, coder="Kim <3", confidence=1.0, reasons=Reasons())

        page = parse(render_report(replace(found, all_codings=(by_person,))))

        shown = words_of(page.find_class("quote")[0])
        assert "Coded pain by Kim <3." in shown
        assert "machine" not in shown
        assert "confidence" not in shown


@pytest.fixture(scope="module")
def shared() -> Any:
    """
    The report on a theme with sub-themes and a passage against it.
    """
    return parse(render_report(shared_by_three()))


class TestSupport:
    """
    A theme MUST show what it rests on and what may speak against it.
    """

    def test_rests_on(self, shared: Any) -> None:
        """
        Interval, chance and stability stand in the card.
        """
        told = words_of(shared.get_element_by_id("pain-01"))

        assert "Rests on 3 of 4 participants (95% interval 30–95%)" in told
        assert "Chance of a false promotion" in told
        assert "bootstrap draws" in told

    def test_sub_themes_lead_to_their_quotes(self, shared: Any) -> None:
        """
        Behind each person of a sub-theme is a link to what they said.
        """
        (parts,) = shared.find_class("parts")

        links = [(link.text, link.get("href")[1:]) for link in parts.iter("a")]
        assert [name for name, _ in links] == ["P2", "P3", "P1"]
        for name, target in links:
            assert shared.get_element_by_id(target).get("data-person") == name

    def test_passages_against_it(self, shared: Any) -> None:
        """
        A passage against it is quoted in its turn, and says how it was found.
        """
        (passage,) = shared.find_class("against")

        assert [mark.text for mark in passage.iter("mark")] == ["It works fine for us."]
        assert [em.text for em in passage.iter("em")] == ["It works fine for us."]
        assert "“works fine” is a cue of contentment." in words_of(passage)

    def test_passages_are_verified(self) -> None:
        """
        They are found among the quotes of the page, alone and in their turn.
        """
        analysis = shared_by_three()
        (case,) = cases_of(analysis)

        found = [
            q.text for q in read_quotes(render_report(analysis)) if q.utterance == case.utterance
        ]

        assert found == ["It works fine for us."] * 2

    def test_named_by_a_person(self) -> None:
        """
        A name that a person gave stands without quotation marks, then what was said.
        """
        named = with_theme(shared_by_three(), "pain-01", label="Slow", labelled_by="Kim")

        card = words_of(parse(render_report(named)).get_element_by_id("pain-01"))

        assert "“Slow”" not in card
        assert "Named by Kim. Said was: “The old export is slow.”" in card

    def test_without_coefficients(self) -> None:
        """
        A study without coefficients has no interval, chance, stability, kappa or saturation.
        """
        page = parse(render_report(shared_by_three(coefficients=False)))

        told = words_of(page.find("body")).lower()
        assert "3 of 4" in told
        assert not re.findall(r"interval|false promotion|bootstrap|kappa|saturation|jaccard", told)
        assert not page.find_class("bar")


class TestOverview:
    """
    What is said of all themes together MUST lead back to the quotes.
    """

    def test_matrix(self, page: Any, sample_analysis: Analysis) -> None:
        """
        Every number counts the person's quotes, and leads to the first of them.
        """
        links = [link for table in page.find_class("matrix") for link in table.iterfind(".//td/a")]

        promoted = [t for t in sample_analysis.all_themes if t.promotion.promoted]
        assert len(links) == sum(t.promotion.n_participants for t in promoted)
        for link in links:
            person = link.getparent().getparent()[0].text
            quote = page.get_element_by_id(link.get("href")[1:])
            own = [
                q for q in quote.getparent().find_class("quote") if q.get("data-person") == person
            ]
            assert quote is own[0]
            assert link.text == str(len(own))

    def test_figures(self, page: Any) -> None:
        """
        Three figures say what they show to those who do not see them.
        """
        drawn = page.findall(".//figure/svg")

        assert len(drawn) == 3
        assert all(len(svg.get("aria-label")) > 60 for svg in drawn)
        assert all(words_of(figure.find("figcaption")) for figure in page.iter("figure"))

    def test_checklist(self, page: Any) -> None:
        """
        The checklist gives its answers whole.
        """
        text = words_of(page)

        assert "Left to the author: " in text
        assert "more in themes.csv" in text


class TestReadQuotes:
    """
    What was written MUST be found again, or it could not be verified.
    """

    def test_finds_every_quote(self, report: bytes, sample_analysis: Analysis) -> None:
        """
        Every quote is found, alone and in its turn, on the physical line where it stands.
        """
        found = list(read_quotes(report))

        lines = report.decode().split("\n")
        n_quotes = sum(
            len(theme.utterances) + len(theme.negative_cases.found if theme.negative_cases else ())
            for theme in sample_analysis.all_themes
        )
        assert len(found) == 2 * n_quotes
        for quote in found:
            assert f' data-utterance="{quote.utterance}">' in lines[quote.place - 1]


def test_nothing_found() -> None:
    """
    A study in which nothing was coded has a report that says so.
    """
    analysis = found_in(study_of(talk("I: How is it? | P1: Fine.")), {}, notes=("only one",))

    page = parse(render_report(analysis))

    assert words_of(page.find("body")).count("No theme of this code meets the rule.") == 4
    assert page.find_class("theme") == []
    assert [words_of(note) for note in page.find_class("note")] == ["only one"]


Browse = Callable[..., Any]


@pytest.fixture
def browse(tmp_path: Path) -> Browse:
    """
    Opens a page in a browser, with values set in its filters, and gives the tree that results.
    """
    browser = find_program("chromium")

    def open_page(page: bytes, **values: str) -> Any:
        lines = [
            f"document.getElementById({key!r}).value = {value!r};"
            f"document.getElementById({key!r}).dispatchEvent(new Event('input'));"
            for key, value in values.items()
        ]
        script = f"<script>{''.join(lines)}</script></body>"
        (tmp_path / "page.html").write_bytes(page.replace(b"</body>", script.encode()))
        flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=3000"]
        flags += [f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom"]
        url = (tmp_path / "page.html").as_uri()
        ran = subprocess.run([browser, *flags, url], check=True, capture_output=True, timeout=120)
        return parse(ran.stdout)

    return open_page


def is_shown(element: Any) -> bool:
    """
    Whether neither the element nor anything around it is hidden by a filter.
    """
    return all(e.get("hidden") is None for e in [element, *element.iterancestors()])


@pytest.mark.heavy
class TestFilters:
    """
    A filter MUST hide everything that does not match, and nothing else.
    """

    def test_none(self, browse: Browse, report: bytes) -> None:
        """
        Without a filter everything is there, and counted.
        """
        page = browse(report)

        themes, quotes = page.find_class("theme"), page.find_class("quote")
        count = page.get_element_by_id("count").text_content()
        assert all(is_shown(element) for element in [*themes, *quotes])
        assert count == f"{len(themes)} themes, {len(quotes)} quotes"

    def test_by_code(self, browse: Browse, report: bytes) -> None:
        """
        A code leaves its themes, its section and its lines at a glance.
        """
        page = browse(report, code="goal")

        rows = page.get_element_by_id("glance").xpath(".//tbody/tr")
        for element in [*page.find_class("theme"), *rows]:
            assert is_shown(element) == (element.get("data-code") == "goal")
        sections = page.xpath("//*[@data-section]")
        assert [s.get("data-section") for s in sections if is_shown(s)] == ["goal"]

    def test_by_participant(self, browse: Browse, report: bytes) -> None:
        """
        A participant leaves what they said, and the themes they voice.
        """
        page = browse(report, person="P03")

        for quote in page.find_class("quote"):
            assert is_shown(quote) == (quote.get("data-person") == "P03")
        for theme in page.find_class("theme"):
            voiced = any(q.get("data-person") == "P03" for q in theme.find_class("quote"))
            assert is_shown(theme) == voiced
        for row in page.get_element_by_id("glance").xpath(".//tbody/tr"):
            assert is_shown(row) == ("P03" in json.loads(row.get("data-people")))

    def test_by_code_and_participant(self, browse: Browse, report: bytes) -> None:
        """
        Two filters leave what matches both; the count is of what is left.
        """
        page = browse(report, code="pain", person="P01")

        shown = [quote for quote in page.find_class("quote") if is_shown(quote)]
        themes = [theme for theme in page.find_class("theme") if is_shown(theme)]
        expected = [
            quote
            for theme in page.find_class("theme")
            for quote in theme.find_class("quote")
            if theme.get("data-code") == "pain" and quote.get("data-person") == "P01"
        ]
        assert shown == expected
        assert shown
        count = page.get_element_by_id("count").text_content()
        assert count == f"{len(themes)} themes, {len(shown)} quotes"

    def test_by_words(self, browse: Browse, report: bytes) -> None:
        """
        Words leave the quotes in which they stand, in either case.
        """
        page = browse(report, words="ROTA")

        quotes = page.find_class("quote")
        for quote in quotes:
            said = next(quote.iter("mark")).text_content().lower()
            assert is_shown(quote) == ("rota" in said)
        assert 0 < sum(map(is_shown, quotes)) < len(quotes)

    def test_participants_of_any_name(self, browse: Browse) -> None:
        """
        A name with a bar in it is one name.
        """
        study = study_of(
            talked("How is it? | It is slow.", "a.txt", "Kim|Lee"),
            talked("How is it? | So slow here.", "b.txt", "Max"),
            talked("How is it? | Slow for us.", "c.txt", "Ada"),
        )
        analysis = found_in(study, {"pain-01": ["It is", "here", "for us"]})

        page = browse(render_report(analysis), person="Kim|Lee")

        assert [is_shown(row) for row in page.xpath("//*[@id='glance']//tbody/tr")] == [True]

    def test_words_of_a_transcript_do_not_run(self, browse: Browse) -> None:
        """
        A script in a transcript is shown by a browser, too, and not run.
        """
        analysis = quoted("<script>document.body.dataset.owned = 'yes'</script> so slow")
        named = replace(
            analysis,
            study=replace(analysis.study, participants=(Participant(name="P1"),)),
        )

        page = browse(render_report(named))

        assert page.find("body").get("data-owned") is None
        assert page.get_element_by_id("count").text_content() == "1 theme, 1 quote"
