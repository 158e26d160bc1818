"""The HTML pages can be read without seeing them, and seen by those who see little.

Headless Chromium lays the pages out and a script measures what it made of them: colours as they
are computed, headings and alternatives as they are in the document.
"""

from __future__ import annotations

import html as markup
import json
import re
import subprocess
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from interview_coder.persona.change import compare_analyses
from interview_coder.persona.details import LANGUAGES, AllDetails, Plan
from interview_coder.persona.personas import build_personas
from interview_coder.reports.change_page import change_page
from interview_coder.reports.persona import render_page, render_personas, render_sheet
from tests.programs import find_program
from tests.reports.notation import shared_by_three
from tests.reports.test_pages import journey, told_of
from tests.reports.test_sheet import full_persona

pytestmark = pytest.mark.heavy

# Contrast by WCAG 2.1, success criterion 1.4.3: relative luminance of both colours.
MEASURE = """
const channel = c => (c /= 255) <= .03928 ? c / 12.92 : Math.pow((c + .055) / 1.055, 2.4);
const rgba = s => s.match(/[\\d.]+/g).map(Number);
const light = c => .2126 * channel(c[0]) + .7152 * channel(c[1]) + .0722 * channel(c[2]);
const ground = e => {
  for (; e; e = e.parentElement) {
    const c = rgba(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c;
  }
  return [255, 255, 255];
};
const texts = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const e = walk.currentNode.parentElement;
  if (!walk.currentNode.data.trim() || e.closest('svg, style, script')) continue;
  const a = light(rgba(getComputedStyle(e).color)), b = light(ground(e));
  texts.push([(Math.max(a, b) + .05) / (Math.min(a, b) + .05), walk.currentNode.data.trim()]);
}
texts.sort((x, y) => x[0] - y[0]);
const found = {
  lang: document.documentElement.lang,
  title: document.title,
  headings: [...document.querySelectorAll('h1,h2,h3,h4')].map(h => Number(h.tagName[1])),
  pictures: [...document.images].map(i => i.alt),
  drawings: [...document.querySelectorAll('svg')].map(
    s => s.getAttribute('role') + ': ' + (s.getAttribute('aria-label') || s.textContent)),
  heads: [...document.querySelectorAll('th')].map(h => h.scope),
  named: [...document.querySelectorAll('[aria-labelledby]')].every(
    e => document.getElementById(e.getAttribute('aria-labelledby'))),
  contrast: texts[0],
  wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
};
const told = document.createElement('pre');
told.id = 'found';
told.textContent = JSON.stringify(found);
document.body.append(told);
"""


def measured(page: bytes, tmp_path: Path) -> dict[str, Any]:
    """Lay a page out in Chromium and return what the script measured."""
    # The page forbids scripts; for measuring, the rule that does so is taken out.
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", page.decode())
    path = tmp_path / "measured.html"
    path.write_text(text.replace("</body>", f"<script>{MEASURE}</script></body>"), encoding="utf-8")
    shown = subprocess.run(
        [find_program("chromium"), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom",
         "--window-size=900,1200", path.as_uri()],
        check=True, capture_output=True, text=True, timeout=120,
    ).stdout  # fmt: skip
    match = re.search(r'<pre id="found">(.*?)</pre>', shown, re.DOTALL)
    assert match is not None
    found: dict[str, Any] = json.loads(markup.unescape(match[1]))
    return found


def pages() -> dict[str, bytes]:
    """Return every kind of page, name to HTML."""
    analysis = shared_by_three()
    files = dict(render_personas(analysis, build_personas(analysis)))
    personas = build_personas(analysis, details=AllDetails(plan=Plan()))
    full = full_persona()
    negative = replace(full, is_negative=True, sections=full.sections)
    unsuited = replace(full.sections[0], place="unsuited")
    negative = replace(negative, sections=(unsuited, *full.sections), segment="negative")
    several = replace(personas, personas=(*personas.personas, negative))
    files |= render_personas(analysis, replace(several, journey=journey(analysis, 3)))
    change = compare_analyses(analysis, analysis)
    files |= render_page(change_page(change, analysis, title="Rotas"), "changes")
    return {name: data for name, data in files.items() if name.endswith(".html")}


PAGES = pages()


def test_all_kinds() -> None:
    """
    A sheet, a negative sheet, the personas, the journey and the changes are looked at.
    """
    assert set(PAGES) == {
        "persona_sheet.html", "persona_sheet-negative.html", "personas.html", "journey.html",
        "changes.html",
    }  # fmt: skip


@pytest.mark.parametrize("name", sorted(PAGES))
def test_can_be_read(name: str, tmp_path: Path) -> None:
    """
    Language, title, headings in order, words for pictures, heads of tables, colours that contrast.
    """
    found = measured(PAGES[name], tmp_path)

    headings = found["headings"]
    assert found["lang"] == "en"
    assert found["title"]
    assert headings[0] == 1
    assert headings.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(headings))
    assert all(found["pictures"])
    assert all(drawing.startswith("img: ") and len(drawing) > 10 for drawing in found["drawings"])
    assert all(scope in ("col", "row") for scope in found["heads"])
    assert found["named"]
    ratio, text = found["contrast"]
    assert ratio >= 4.5, f"{text!r} has {ratio:.2f}"
    assert found["wide"] <= 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_page_in_every_language(language: str, tmp_path: Path) -> None:
    """
    The fullest sheet is one page in every language, from the browser.
    """
    files = render_sheet(shared_by_three(), full_persona(), plan=Plan(language=language))
    page = tmp_path / "sheet.html"
    page.write_bytes(next(data for name, data in files.items() if name.endswith(".html")))
    pdf = tmp_path / "sheet.pdf"

    subprocess.run(
        [find_program("chromium"), "--headless", "--no-sandbox", "--disable-gpu",
         "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri()],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    assert "Pages:           1\n" in told_of(pdf)
    assert f'<html lang="{language}">' in page.read_text(encoding="utf-8")
