"""The evidence appendix as a Word document."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import pairwise, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Length, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.findings import Analysis, ThemeDecision
from interview_coder.reports.content import one_line, shown_share, shown_source
from interview_coder.reports.docx import QUOTE_STYLE, SOURCE_STYLE, read_quotes, render_appendix
from interview_coder.transcript import Participant
from tests.notation import study_of, talk
from tests.programs import find_program
from tests.reports.notation import cases_of, found_in, quoted, shared_by_three, with_theme

if TYPE_CHECKING:
    from docx.document import Document

HEADINGS = ("Heading 1", "Heading 2", "Heading 3")


@pytest.fixture(scope="module")
def appendix(sample_analysis: Analysis) -> bytes:
    """
    The appendix of the sample study.
    """
    return render_appendix(sample_analysis)


@pytest.fixture(scope="module")
def document(appendix: bytes) -> Document:
    """
    The same, opened again.
    """
    return docx.Document(io.BytesIO(appendix))


def style_of(paragraph: Paragraph) -> str:
    """
    Return the name of a paragraph's style.
    """
    return str(paragraph.style.name) if paragraph.style is not None else ""


def headings_of(document: Document) -> list[Paragraph]:
    """
    Return the headings, in order.
    """
    return [paragraph for paragraph in document.paragraphs if style_of(paragraph) in HEADINGS]


def text_under(document: Document) -> Mapping[str, list[Paragraph]]:
    """
    Return heading to the paragraphs below it, up to the next heading.
    """
    found: dict[str, list[Paragraph]] = defaultdict(list)
    heading = ""
    for paragraph in document.paragraphs:
        if style_of(paragraph) in HEADINGS:
            heading = paragraph.text
        else:
            found[heading].append(paragraph)
    return found


def voices_under(document: Document, heading: str) -> list[Paragraph]:
    """
    Return the paragraphs below the heading of a theme, up to the passages against it.
    """
    below = text_under(document)[heading]
    return list(takewhile(lambda p: not p.text.startswith("Passages to read against"), below))


def table_under(document: Document, heading: str) -> Table:
    """
    Return the first table below a heading.
    """
    blocks = list(document.iter_inner_content())
    at = next(
        number
        for number, block in enumerate(blocks)
        if isinstance(block, Paragraph) and block.text == heading and style_of(block) in HEADINGS
    )
    return next(block for block in blocks[at:] if isinstance(block, Table))


def cells_of(table: Table) -> list[list[str]]:
    """
    Return the words of a table, row by row.
    """
    return [[cell.text for cell in row.cells] for row in table.rows]


class TestHeadings:
    """
    The document MUST be structured by heading styles, so that it can be navigated.
    """

    def test_one_heading_a_part(self, document: Document, sample_analysis: Analysis) -> None:
        """
        The parts stand in order: what was promoted, code by code, all together, method.
        """
        first = [p.text for p in headings_of(document) if style_of(p) == "Heading 1"]

        codes = [code.title for code in sample_analysis.codes]
        together = ["Who says what", "Saturation", "Participants"]
        assert first == ["Promoted themes", *codes, *together, "How this came about"]

    def test_one_heading_a_promoted_theme(
        self, document: Document, sample_analysis: Analysis
    ) -> None:
        """
        Each promoted theme, and no other, has a heading with its id and its words.
        """
        second = [p.text for p in headings_of(document) if style_of(p) == "Heading 2"]

        promoted = [t for t in sample_analysis.all_themes if t.promotion.promoted]
        with_id = [text for text in second if re.match(r"[a-z]+-\d\d", text)]
        assert with_id == [f"{theme.id}  “{one_line(theme.label)}”" for theme in promoted]
        assert promoted

    def test_title(self, document: Document, sample_analysis: Analysis) -> None:
        """
        The title of the study is the title of the document.
        """
        titles = [p.text for p in document.paragraphs if style_of(p) == "Title"]

        assert titles == [sample_analysis.study.title]
        assert document.core_properties.title.endswith(sample_analysis.study.title)


class TestContents:
    """
    The contents MUST have an entry for each heading that leads to it.
    """

    def test_an_entry_for_each_heading(self, document: Document) -> None:
        """
        Entries and headings have the same words in the same order.
        """
        entries = [p.text.split("\t")[0] for p in document.paragraphs if "Contents " in style_of(p)]

        assert entries == [paragraph.text for paragraph in headings_of(document)]

    def test_levels(self, document: Document) -> None:
        """
        An entry is as deep as its heading.
        """
        deep = [style_of(p)[-1] for p in document.paragraphs if "Contents " in style_of(p)]

        assert deep == [style_of(paragraph)[-1] for paragraph in headings_of(document)]

    def test_entries_lead_to_their_heading(self, document: Document) -> None:
        """
        The bookmark of an entry exists once, and stands in the heading of the same words.
        """
        bookmark_to_heading = {
            mark.get(qn("w:name")): paragraph.text
            for paragraph in document.paragraphs
            for mark in paragraph._p.iter(qn("w:bookmarkStart"))
        }
        links = [
            (link.get(qn("w:anchor")), "".join(t.text or "" for t in link.iter(qn("w:t"))))
            for link in document.element.body.iter(qn("w:hyperlink"))
        ]

        assert len(bookmark_to_heading) == len(links) == len(headings_of(document))
        for anchor, text in links:
            assert text.startswith(bookmark_to_heading[anchor])

    def test_pages_are_asked_for_the_same_bookmark(self, document: Document) -> None:
        """
        The page number of an entry is the page of the heading it leads to.
        """
        for link in document.element.body.iter(qn("w:hyperlink")):
            instructions = [text.text for text in link.iter(qn("w:instrText"))]
            assert instructions == [rf" PAGEREF {link.get(qn('w:anchor'))} \h "]

    def test_bookmarks_are_closed(self, document: Document) -> None:
        """
        Each bookmark has a number of its own, and an end.
        """
        body = document.element.body
        starts = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkStart"))]
        ends = [mark.get(qn("w:id")) for mark in body.iter(qn("w:bookmarkEnd"))]

        assert len(set(starts)) == len(starts)
        assert starts == ends


class TestPages:
    """
    The document MUST be made to be read on pages.
    """

    def test_pages_are_numbered(self, document: Document) -> None:
        """
        The footer has the page's number and the number of pages.
        """
        footer = document.sections[0].footer._element

        assert [text.text for text in footer.iter(qn("w:instrText"))] == [" PAGE ", " NUMPAGES "]

    def test_fields_are_whole(self, document: Document) -> None:
        """
        Fields nest: whatever begins is ended, in the body and in the footer.
        """
        for part in (document.element.body, document.sections[0].footer._element):
            depth = 0
            for char in part.iter(qn("w:fldChar")):
                depth += {"begin": 1, "separate": 0, "end": -1}[char.get(qn("w:fldCharType"))]
                assert depth >= 0
            assert depth == 0

    def test_tables_break_well(self, document: Document) -> None:
        """
        Every table repeats its header on each page and keeps its rows whole.
        """
        assert document.tables
        for table in document.tables:
            head, *rest = table.rows
            assert head._tr.find(f".//{qn('w:tblHeader')}") is not None
            assert rest
            assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in rest)

    def test_a_quote_stays_with_its_source(self, document: Document) -> None:
        """
        A quote is not broken over pages, nor parted from the line that says who said it.
        """
        layout = document.styles[QUOTE_STYLE].paragraph_format

        assert layout.keep_with_next is True
        assert layout.keep_together is True


class TestQuotes:
    """
    A promoted theme MUST be shown with a verbatim quote of everybody who voices it.
    """

    def test_everybody_is_quoted(self, document: Document, sample_analysis: Analysis) -> None:
        """
        Below the heading of a theme every participant who voices it has a quote.
        """
        for theme in (t for t in sample_analysis.all_themes if t.promotion.promoted):
            own = voices_under(document, f"{theme.id}  “{one_line(theme.label)}”")
            said = {
                after.text.split(" · ")[0]
                for quote, after in pairwise(own)
                if style_of(quote) == QUOTE_STYLE and style_of(after) == SOURCE_STYLE
            }
            assert said == set(theme.promotion.participants)

    def test_quotes_are_verbatim(self, document: Document, sample_analysis: Analysis) -> None:
        """
        A quote is a stretch of its transcript, but for line breaks, and its source is told below.
        """
        texts = {t.name: one_line(t.text) for t in sample_analysis.study.transcripts}
        paragraphs = document.paragraphs

        shown = [n for n, p in enumerate(paragraphs) if style_of(p) == QUOTE_STYLE]

        assert len(shown) > 50
        for number in shown:
            words, source = paragraphs[number].text, paragraphs[number + 1].text
            quote = sample_analysis.quote(source.split(" · ")[-1])
            assert words == f"“{one_line(quote.text)}”"
            assert words[1:-1] in texts[quote.transcript]
            assert source == shown_source(quote)

    def test_more_quotes_are_counted(self, document: Document, sample_analysis: Analysis) -> None:
        """
        Where quotes are left out, it says how many and where they are.
        """
        for theme in (t for t in sample_analysis.all_themes if t.promotion.promoted):
            own = voices_under(document, f"{theme.id}  “{one_line(theme.label)}”")
            n_shown = sum(style_of(paragraph) == QUOTE_STYLE for paragraph in own)
            more = [re.search(r": (\d+) more in codings\.csv$", p.text) for p in own]
            assert n_shown + sum(int(m[1]) for m in more if m) == len(theme.utterances)

    def test_counts_stand_below_the_heading(
        self, document: Document, sample_analysis: Analysis
    ) -> None:
        """
        A theme says n of N and who before it quotes anybody.
        """
        below = text_under(document)

        for theme in (t for t in sample_analysis.all_themes if t.promotion.promoted):
            first = below[f"{theme.id}  “{one_line(theme.label)}”"][0].text
            assert first.startswith(f"Rests on {shown_share(theme)} participants")
            assert ", ".join(theme.promotion.participants) in first


class TestTables:
    """
    Counts MUST be told of every theme, promoted or not.
    """

    def test_promoted(self, document: Document, sample_analysis: Analysis) -> None:
        """
        The tables of promoted themes hold each of them once, with n of N.
        """
        rows = [
            row
            for table in document.tables
            if cells_of(table)[0][-1] == "Quotes"
            for row in cells_of(table)[1:]
        ]

        promoted = [t for t in sample_analysis.all_themes if t.promotion.promoted]
        assert [(row[0], row[2], row[4]) for row in rows] == [
            (theme.id, shown_share(theme), str(len(theme.utterances))) for theme in promoted
        ]

    def test_not_promoted(self, document: Document, sample_analysis: Analysis) -> None:
        """
        Themes of several people that did not reach the rule are listed with count and names.
        """
        for code in sample_analysis.codes:
            others = [
                theme
                for theme in sample_analysis.all_themes
                if theme.code == code.name
                and not theme.promotion.promoted
                and theme.promotion.n_participants > 1
            ]
            if others:
                table = table_under(document, f"{code.title} that did not reach the rule")
                assert [(row[0], row[2], row[3]) for row in cells_of(table)[1:]] == [
                    (t.id, shown_share(t), ", ".join(t.promotion.participants)) for t in others
                ]

    def test_of_one_person(self, document: Document, sample_analysis: Analysis) -> None:
        """
        Themes of one person stand in that person's line, with label and id.
        """
        lone = [t for t in sample_analysis.all_themes if t.promotion.n_participants == 1]
        lines = [p.text for p in document.paragraphs if style_of(p) == "Theme Part"]

        assert lone
        for theme in lone:
            told = f"“{one_line(theme.label)}” ({theme.id})"
            (line,) = (line for line in lines if told in line)
            assert line.startswith(f"{theme.promotion.participants[0]}: ")

    def test_fit_the_page(self, document: Document) -> None:
        """
        No table is wider than the text, but for what rounding to points makes.
        """
        section = document.sections[0]
        assert section.page_width
        assert section.left_margin
        assert section.right_margin
        room = section.page_width - section.left_margin - section.right_margin

        for table in document.tables:
            assert sum(cell.width or 0 for cell in table.rows[0].cells) <= room + Pt(1)

    def test_matrix(self, document: Document, sample_analysis: Analysis) -> None:
        """
        A participant's row counts the utterances in which they voice each promoted theme.
        """
        rows = cells_of(table_under(document, "Participants and promoted themes"))

        first = sample_analysis.layer("psychology")[0]
        said = [quote.participant for quote in sample_analysis.quotes(first.id)]
        assert rows[0][:2] == ["Participant", "01"]
        for person, count, *_ in rows[1:]:
            assert count == (str(said.count(person)) if person in said else "–")

    def test_sources(self, document: Document, sample_folder: Path) -> None:
        """
        Each transcript is listed with the hash that `sha256sum` gives for its file.
        """
        from hashlib import sha256

        rows = cells_of(table_under(document, "Sources"))[1:]

        assert len(rows) == 8
        for name, _, _, shown_hash in rows:
            assert shown_hash == sha256((sample_folder / name).read_bytes()).hexdigest()

    def test_participants(self, document: Document, sample_analysis: Analysis) -> None:
        """
        Who was interviewed is listed with what is known of them.
        """
        rows = cells_of(table_under(document, "Participants"))

        people = sample_analysis.study.participants
        assert [row[0] for row in rows[1:]] == [person.name for person in people]
        assert rows[0][1:] == [key.replace("_", " ") for key in people[0].attributes]


@pytest.fixture(scope="module")
def below() -> list[Paragraph]:
    """
    What stands below the heading of a theme with sub-themes and a passage against it.
    """
    document = docx.Document(io.BytesIO(render_appendix(shared_by_three())))
    return text_under(document)["pain-01  “The old export is slow.”"]


class TestSupport:
    """
    A theme MUST show what it rests on and what may speak against it.
    """

    def test_rests_on(self, below: list[Paragraph]) -> None:
        """
        Interval, chance and stability stand in one paragraph below the heading.
        """
        assert all(
            word in below[0].text for word in ("95% interval", "false promotion", "bootstrap")
        )

    def test_sub_themes(self, below: list[Paragraph]) -> None:
        """
        Sub-themes of several utterances are named, the others counted.
        """
        texts = [paragraph.text for paragraph in below]

        assert (
            "Sub-themes: “takes us ages” (2 people, 2 utterances); 1 more utterance alone." in texts
        )

    def test_passages_against_it(self, below: list[Paragraph]) -> None:
        """
        A passage against it is a quote like others, with how it was found below its source.
        """
        at = next(n for n, p in enumerate(below) if p.text.startswith("Passages to read against"))

        quote, source, how = below[at + 1 : at + 4]
        assert (quote.text, style_of(quote)) == ("“It works fine for us.”", QUOTE_STYLE)
        assert source.text.startswith("P4 · P4.txt · ")
        assert how.text == "“works fine” is a cue of contentment."

    def test_passages_are_verified(self) -> None:
        """
        They are found among the quotes of the document, with the id of their utterance.
        """
        analysis = shared_by_three()
        (case,) = cases_of(analysis)

        found = {q.utterance: q.text for q in read_quotes(render_appendix(analysis))}

        assert found[case.utterance] == "It works fine for us."

    def test_named_by_a_person(self) -> None:
        """
        A name that a person gave stands without quotation marks, then what was said.
        """
        named = with_theme(shared_by_three(), "pain-01", label="Slow", labelled_by="Kim")

        below = text_under(docx.Document(io.BytesIO(render_appendix(named))))

        assert "Named by Kim. Said was: “The old export is slow.”" in below["pain-01  Slow"][0].text

    def test_without_coefficients(self) -> None:
        """
        A study without coefficients has no interval, chance, stability, kappa or saturation.
        """
        document = docx.Document(io.BytesIO(render_appendix(shared_by_three(coefficients=False))))

        cells = [cell for table in document.tables for row in cells_of(table) for cell in row]
        told = " ".join([*cells, *(p.text for p in document.paragraphs)]).lower()
        assert "3 of 4" in told
        assert not re.findall(r"interval|false promotion|bootstrap|kappa|saturation|jaccard", told)


class TestFigures:
    """
    Figures MUST be readable without seeing them.
    """

    def test_captions_and_alternative_texts(self, document: Document) -> None:
        """
        Each picture has a numbered caption below it, and says what it shows.
        """
        body = document.paragraphs
        drawn = [n for n, p in enumerate(body) if p._p.xpath(".//pic:pic")]

        assert len(drawn) == len(document.inline_shapes) > 2
        for number, at in enumerate(drawn, start=1):
            (told,) = body[at]._p.xpath(".//wp:docPr/@descr")
            caption = body[at + 1].text
            assert caption.startswith(f"Figure {number}. ")
            assert told.startswith(caption.removeprefix(f"Figure {number}. ").split(".")[0])
            assert len(told) > 60

    def test_width(self, document: Document) -> None:
        """
        Pictures are as wide as the text.
        """
        section = document.sections[0]
        room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)

        assert {round(Length(shape.width).pt) for shape in document.inline_shapes} == {
            round(Length(room).pt)
        }


def test_decisions_on_themes() -> None:
    """
    What people decided about themes is listed.
    """
    analysis = shared_by_three()
    ids = analysis.theme("pain-02").utterances
    decision = ThemeDecision(decision="rename", code="pain", utterances=ids, label="Price")
    decided = replace(analysis, theme_decisions=(decision,))

    document = docx.Document(io.BytesIO(render_appendix(decided)))

    rows = cells_of(table_under(document, "Decisions about themes"))
    assert rows[1] == ["rename", "pain", ", ".join(ids), "pain-02", "Price", "researcher", "–"]


def test_checklist(document: Document) -> None:
    """
    The checklist has the answered items, none of them so long that it fills a page.
    """
    rows = cells_of(table_under(document, "Checklist for publication (COREQ)"))[1:]

    assert {"12", "22", "31", "32"} <= {row[0] for row in rows}
    assert all(0 < len(row[2]) < 450 for row in rows)
    assert any(p.text.startswith("Left to the author: ") for p in document.paragraphs)


def test_method_names_what_it_was_made_with(document: Document, sample_analysis: Analysis) -> None:
    """
    Model with fingerprint, codebook with hash, settings and versions can be read off.
    """
    shown = "\n".join(paragraph.text for paragraph in text_under(document)["Settings"])

    made_with = sample_analysis.provenance
    assert made_with.model_fingerprint in shown
    assert made_with.codebooks[0].content_hash in shown
    assert all(f"{name} {number}" in shown for name, number in made_with.versions.items())
    assert "min_participants 3" in shown


class TestBytes:
    """
    The same analysis MUST give the same bytes.
    """

    def test_twice(self, appendix: bytes, sample_analysis: Analysis) -> None:
        """
        Rendering again changes no byte.
        """
        assert render_appendix(sample_analysis) == appendix

    def test_no_date_of_today(self, appendix: bytes) -> None:
        """
        No part of the file knows the day on which it was made.
        """
        with zipfile.ZipFile(io.BytesIO(appendix)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}

        today = date.today().isoformat().encode()
        assert [name for name, content in parts.items() if today in content] == []


class TestReadQuotes:
    """
    What was written MUST be found again, or it could not be verified.
    """

    def test_finds_every_quote(self, document: Document, appendix: bytes) -> None:
        """
        Each quote is found with its utterance, its words and its paragraph.
        """
        found = list(read_quotes(appendix))

        paragraphs = document.paragraphs
        assert len(found) == sum(style_of(p) == QUOTE_STYLE for p in paragraphs)
        for quote in found:
            assert paragraphs[quote.place - 1].text == f"“{quote.text}”"
            assert paragraphs[quote.place].text.endswith(f" · {quote.utterance}")

    @pytest.mark.parametrize(
        "words",
        [
            pytest.param("It is slow.", id="plain"),
            pytest.param("It is slow.\nAnd then\n\nit stops.", id="line breaks"),
            pytest.param("“It is slow”", id="its own quotation marks"),
            pytest.param("a < b & c > d </w:t> &amp; ]]>", id="markup"),
            pytest.param("Füße, 遅い, بطيء, e\u0301", id="other scripts"),
            pytest.param("👩🏽‍💻 slow 🙂", id="emoji"),
            pytest.param("so · slow · P2.txt · P2-0001", id="looks like a source"),
            pytest.param("{{ title }} {% raw %} %s {0}", id="looks like a template"),
        ],
    )
    def test_special_characters(self, words: str) -> None:
        """
        Whatever was said stands in the document, on one line.
        """
        data = render_appendix(quoted_by_two(words))

        assert {(quote.utterance, quote.text) for quote in read_quotes(data)} == {
            ("P1-0001", one_line(words)),
            ("P2-0001", "slow"),
        }

    @pytest.mark.parametrize("name", ["P1.txt", "P · 1.txt", "Ünï (2).v2.txt"])
    def test_names_of_transcripts(self, name: str) -> None:
        """
        The utterance is found whatever its transcript is called.
        """
        analysis = quoted_by_two("It is slow.", name=name)

        found = {quote.utterance for quote in read_quotes(render_appendix(analysis))}

        assert found == {utterance.id for utterance in analysis.all_utterances}

    @given(
        words=st.text(
            st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff"),
            min_size=1,
        )
        .map(str.strip)
        .filter(bool)
    )
    @settings(max_examples=15, deadline=None)
    def test_any_words(self, words: str) -> None:
        """
        Any printable words can be read back.
        """
        data = render_appendix(quoted_by_two(words))

        assert one_line(words) in {quote.text for quote in read_quotes(data)}


def quoted_by_two(words: str, *, name: str = "P1.txt") -> Analysis:
    """
    Build an analysis with one promoted theme: `words` by P1, `slow` by P2.
    """
    one, two = quoted(words, name=name), quoted("slow", name="P2.txt", participant="P2")
    theme = replace(
        one.all_themes[0],
        utterances=(one.all_utterances[0].id, two.all_utterances[0].id),
        promotion=replace(
            one.all_themes[0].promotion,
            participants=("P1", "P2"),
            n_participants=2,
            n_study=2,
            share=1.0,
            promoted=True,
        ),
    )
    return replace(
        one,
        study=study_of(*one.study.transcripts, *two.study.transcripts),
        all_utterances=(*one.all_utterances, *two.all_utterances),
        all_codings=(*one.all_codings, *two.all_codings),
        all_themes=(theme,),
    )


class TestControlCharacters:
    """
    XML has no control characters, recordings typed by people do: they MUST NOT stop the writer.
    """

    @pytest.mark.parametrize(
        "char",
        [
            pytest.param("\x08", id="backspace"),
            pytest.param("\x0b", id="vertical tab"),
            pytest.param("\x0c", id="form feed"),
            pytest.param("\x1b", id="escape"),
            pytest.param("\x7f", id="delete"),
            pytest.param("\x85", id="next line"),
            pytest.param("\u2028", id="line separator"),
            pytest.param("\ufeff", id="byte order mark"),
            pytest.param("\uffff", id="no character"),
        ],
    )
    def test_in_a_quote(self, char: str) -> None:
        """
        The words around the character are kept.
        """
        data = render_appendix(quoted_by_two(f"It is{char} slow today."))

        found = next(quote.text for quote in read_quotes(data) if quote.utterance == "P1-0001")
        assert found.startswith("It is")
        assert found.endswith("slow today.")

    def test_in_the_title(self) -> None:
        """
        study.toml can write any character as an escape.
        """
        analysis = quoted_by_two("It is slow.")
        named = replace(analysis, study=replace(analysis.study, title="What\x08 slows us"))

        data = render_appendix(named)

        assert "slows us" in docx.Document(io.BytesIO(data)).core_properties.title

    def test_in_participants(self) -> None:
        """
        participants.csv may come out of any system.
        """
        analysis = quoted_by_two("It is slow.")
        own = Participant(name="P1", attributes={"ro\x08le": "Ow\x1bner"})
        people = (own, Participant(name="P2"))
        told = replace(analysis, study=replace(analysis.study, participants=people))

        document = docx.Document(io.BytesIO(render_appendix(told)))

        assert cells_of(table_under(document, "Participants"))[1][1].endswith("ner")


def test_long_title() -> None:
    """
    A title may be a whole sentence; the file's properties hold 255 characters, the page all.
    """
    title = "How people in small workplaces make the rota " * 7
    analysis = quoted_by_two("It is slow.")
    named = replace(analysis, study=replace(analysis.study, title=title.strip()))

    document = docx.Document(io.BytesIO(render_appendix(named)))

    assert [p.text for p in document.paragraphs if style_of(p) == "Title"] == [title.strip()]


def test_nothing_found() -> None:
    """
    A study in which nothing was coded has an appendix that says so, code by code.
    """
    study = study_of(talk("I: How is it? | P1: Fine."))
    analysis = found_in(study, {}, notes=("1 participant: no theme can be promoted",))

    document = docx.Document(io.BytesIO(render_appendix(analysis)))

    texts = [paragraph.text for paragraph in document.paragraphs]
    assert texts.count("No theme of this code meets the rule.") == len(analysis.codes)
    assert texts.count("Nothing was coded so.") == len(analysis.codes)
    assert any("no theme can be promoted" in text for text in texts)
    assert "Participants" not in [paragraph.text for paragraph in headings_of(document)]


@pytest.fixture(scope="module")
def pages(appendix: bytes, tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """
    The pages of the appendix of the sample study, as an office suite prints them.
    """
    office, reader = find_program("soffice"), find_program("pdftotext")
    folder = tmp_path_factory.mktemp("pdf")
    (folder / "appendix.docx").write_bytes(appendix)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ["--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run(
        [office, profile, *convert, str(folder / "appendix.docx")],
        check=True,
        capture_output=True,
        timeout=180,
    )
    read = [reader, "-layout", str(folder / "appendix.pdf"), "-"]
    text = subprocess.run(read, check=True, capture_output=True, timeout=60).stdout.decode()
    return text.split("\f")[:-1]


@pytest.mark.heavy
class TestPrinted:
    """
    The appendix MUST be fit to print with an office suite.
    """

    def test_every_quote_is_printed(self, pages: list[str], appendix: bytes) -> None:
        """
        The words of every quote are in the text of the pages.
        """
        letters = re.sub(r"\W", "", "".join(pages))

        missing = [
            quote.utterance
            for quote in read_quotes(appendix)
            if re.sub(r"\W", "", quote.text)[:60] not in letters
        ]
        assert missing == []

    def test_contents_have_page_numbers(self, pages: list[str], sample_analysis: Analysis) -> None:
        """
        Each code has the page on which it begins in the contents.
        """
        contents = pages[0] + pages[1]

        for code in sample_analysis.codes:
            line = re.search(rf"^ *{code.title} ?\.{{3,}} *(\d+) *$", contents, re.MULTILINE)
            assert line is not None
            assert re.search(rf"^ *{code.title} *$", pages[int(line[1]) - 1], re.MULTILINE)

    def test_pages_are_counted(self, pages: list[str]) -> None:
        """
        Each page says which it is, of how many.
        """
        for number, page in enumerate(pages, start=1):
            assert f"page {number} of {len(pages)}" in page

    def test_no_page_is_empty(self, pages: list[str]) -> None:
        """
        Every page has more on it than its footer.
        """
        n_lines = [len([line for line in page.splitlines() if line.strip()]) for page in pages]

        assert min(n_lines) > 1
