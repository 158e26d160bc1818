"""The files of personas: a sheet each, all side by side, the journey, the ledger behind them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256

from interview_coder.findings import Analysis
from interview_coder.persona.details import AllDetails, Plan
from interview_coder.persona.ledger import LEDGER_FILE, write_ledger
from interview_coder.persona.persona import Persona
from interview_coder.persona.personas import Personas
from interview_coder.reports.journey_page import journey_page
from interview_coder.reports.look import Look
from interview_coder.reports.page import Page
from interview_coder.reports.page_docx import render_page_docx
from interview_coder.reports.page_html import render_page_html
from interview_coder.reports.pdf import to_pdf
from interview_coder.reports.personas_page import personas_page
from interview_coder.reports.portrait import load_portrait
from interview_coder.reports.sheet import fit_sheet
from interview_coder.reports.sheet_docx import render_sheet_docx
from interview_coder.reports.sheet_html import render_sheet_html
from interview_coder.reports.sheet_templates import load_html_template, open_docx_template
from interview_coder.reports.sheet_words import words_in

SHEET = "persona_sheet"
PERSONAS = "personas"
JOURNEY = "journey"
_NOT_IN_A_NAME = re.compile(r"[^A-Za-z0-9]+")


def check_look(details: AllDetails) -> None:
    """Make sure that pictures and templates of the author's can be used, before the work begins.

    Raises:
        SettingsError: With the file that cannot.
    """
    for each in (details.whole, *details.segments.values()):
        load_portrait(each.image)
    load_html_template(details.plan.templates)
    open_docx_template(details.plan.templates)


def render_personas(analysis: Analysis, personas: Personas) -> Mapping[str, bytes]:
    """Return name to content of the files of `personas`.

    Args:
        analysis: What they were built from.
        personas: What to show.

    Raises:
        SettingsError: If a picture or a template of the author's cannot be used.
    """
    files: dict[str, bytes] = {}
    for persona in personas.personas:
        files |= render_sheet(analysis, persona, plan=personas.plan)
    title = analysis.study.title
    if personas.companies or len(personas.personas) > 1:
        files |= render_page(personas_page(personas, title=title), PERSONAS)
    if personas.journey.stages:
        files |= render_page(journey_page(personas.journey, analysis, title=title), JOURNEY)
    return files | {LEDGER_FILE: write_ledger(analysis, personas.personas)}


def render_sheet(analysis: Analysis, persona: Persona, *, plan: Plan) -> Mapping[str, bytes]:
    """Return name to content of the sheet of one persona, as .docx and .html.

    Raises:
        SettingsError: If its picture or a template cannot be used.
    """
    words = words_in(plan.language or analysis.study.language)
    content = fit_sheet(persona, title=analysis.study.title, words=words)
    look = Look(
        words=words,
        portrait=load_portrait(persona.image),
        is_drawn=persona.image is None,
        is_negative=persona.is_negative,
        templates=plan.templates,
    )
    name = file_stem(persona.segment)
    return {
        f"{name}.docx": render_sheet_docx(content, look),
        f"{name}.html": render_sheet_html(content, look),
    }


def print_sheets(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """Return the sheets among `files` as PDF, name to content.

    Raises:
        OutputError: If no program is there that makes PDF files, or it fails.
    """
    stems = [name.removesuffix(".html") for name in files if name.startswith(SHEET)]
    return {
        f"{stem}.pdf": to_pdf(docx=files[f"{stem}.docx"], html=files[f"{stem}.html"])
        for stem in stems
        if f"{stem}.html" in files
    }


def render_page(page: Page, stem: str) -> Mapping[str, bytes]:
    """Return a simple document as .docx and .html."""
    return {f"{stem}.docx": render_page_docx(page), f"{stem}.html": render_page_html(page)}


def file_stem(segment: str) -> str:
    """Return the name of a persona's files: `persona_sheet`, `persona_sheet-Owner`."""
    if not segment:
        return SHEET
    plain = _NOT_IN_A_NAME.sub("_", segment).strip("_")[:40]
    # Two values may differ in signs only, or have no sign that every file system keeps.
    mark = "" if plain == segment else f"_{sha256(segment.encode()).hexdigest()[:6]}"
    return f"{SHEET}-{plain}{mark}"
