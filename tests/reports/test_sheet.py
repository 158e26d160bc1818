"""The persona sheet: one page, whatever stands on it."""

from __future__ import annotations

import io
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import docx
import pytest

from interview_coder.persona.attributes import AttributeSummary
from interview_coder.persona.claims import Claim
from interview_coder.persona.details import LANGUAGES, Plan
from interview_coder.persona.persona import Catchphrase, Persona, build_persona
from interview_coder.readers.source import Source
from interview_coder.reports.persona import render_sheet
from interview_coder.reports.sheet import fit_sheet
from interview_coder.reports.sheet_lines import lines_of_docx, lines_of_html
from interview_coder.reports.sheet_words import words_in
from tests.programs import find_program
from tests.reports.notation import shared_by_three

LONG = (
    "the export takes the whole day and then somebody rings and I begin from the very start again"
)


def full_persona() -> Persona:
    """
    A persona with more to say than a page holds.
    """
    persona = build_persona(shared_by_three())
    share = persona.claims[0].promotion
    sections = tuple(
        replace(
            section,
            claims=tuple(
                Claim(
                    id=f"C{i:02d}", place=section.place, text=f"{LONG} {i}", theme="pain-01",
                    code="pain", promotion=share, quotes=persona.claims[0].quotes,
                )
                for i in range(1, 31)
            ),
        )
        for section in persona.sections
    )  # fmt: skip
    attributes = tuple(
        AttributeSummary(
            name=f"attribute {i}", kind="word", typical=LONG, spread=LONG, n_known=4, n_people=4
        )
        for i in range(30)
    )
    return replace(
        persona,
        name="Wilhelmina Featherstonehaugh-Cholmondeley of the Northern Marches",
        segment=LONG,
        sections=sections,
        attributes=attributes,
        catchphrase=Catchphrase(text=" ".join([LONG] * 4), author="author"),
        warnings=(LONG, LONG, LONG),
        review=date(2027, 11, 23),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language: str) -> None:
    """
    No heading of a sheet is missing in any language it is made in.
    """
    words = words_in(language)

    assert set(words.places) == set(words_in("en").places)
    assert all((words.kicker, words.not_heard, words.ask, words.more, words.legend, words.fonts))


def test_no_word_is_cut() -> None:
    """
    What is too long ends with whole words and an ellipsis; how much is left out is told.
    """
    content = fit_sheet(full_persona(), title="Rotas", words=words_in("en"))

    box = content.rows[0][0]
    said = set(LONG.split())
    for line in box.lines:
        words = line.text.strip("“”").removesuffix(" …").split()
        assert all(word in said or word.isdecimal() for word in words)
    assert box.more == f"+ {30 - len(box.lines)} more in the appendix"


def test_silence_is_told() -> None:
    """
    An empty place says why it is empty, and never claims anything.
    """
    content = fit_sheet(build_persona(shared_by_three()), title="Rotas", words=words_in("en"))
    boxes = {box.place: box for row in content.rows for box in row}

    assert boxes["media"].lines[0].text == "Not looked for: no codebook for this was used."
    assert boxes["aims"].lines[0].text == "Not heard in these interviews."
    assert boxes["aims"].lines[1].text.startswith("Ask next time:")
    assert not any(line.claim for box in boxes.values() for line in box.lines if line.is_quiet)


def test_both_formats_say_the_same() -> None:
    """
    The Word and the HTML sheet hold the same lines, and the same persona gives the same bytes.
    """
    analysis = shared_by_three()
    files = render_sheet(analysis, full_persona(), plan=Plan())
    again = render_sheet(analysis, full_persona(), plan=Plan())
    stem = next(name.removesuffix(".docx") for name in files if name.endswith(".docx"))

    shown = list(lines_of_html(files[f"{stem}.html"]))
    source = Source(path=Path("sheet.docx"), data=files[f"{stem}.docx"])

    assert shown == list(lines_of_docx(source))
    assert len(shown) > 20
    assert files == again


def test_markup_in_names_is_text() -> None:
    """
    Whatever a name or a line holds, the page shows it and does not run it.
    """
    persona = replace(full_persona(), name="<script>alert(1)</script>")
    files = render_sheet(shared_by_three(), persona, plan=Plan())
    page = next(data for name, data in files.items() if name.endswith(".html"))

    assert b"<script" not in page
    assert b"&lt;script&gt;" in page


@pytest.mark.heavy
def test_one_page(tmp_path: Path) -> None:
    """
    The fullest sheet is one page, in Word and in the browser.
    """
    files = render_sheet(shared_by_three(), full_persona(), plan=Plan())
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    (word,) = tmp_path.glob("*.docx")
    (page,) = tmp_path.glob("*.html")
    assert docx.Document(io.BytesIO(word.read_bytes())).sections[0].page_height is not None

    subprocess.run(
        [find_program("soffice"), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}",
         "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(word)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    browser = tmp_path / "browser.pdf"
    subprocess.run(
        [find_program("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={browser}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    for pdf in (word.with_suffix(".pdf"), browser):
        told = subprocess.run(
            [find_program("pdfinfo"), str(pdf)], check=True, capture_output=True, text=True
        ).stdout
        assert "Pages:           1\n" in told
