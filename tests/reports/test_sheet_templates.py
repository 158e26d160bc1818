"""The author's own templates of persona sheets."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.shared import RGBColor

from interview_coder.errors import SettingsError
from interview_coder.findings import Analysis
from interview_coder.persona.details import Plan
from interview_coder.persona.ledger import write_ledger
from interview_coder.persona.persona import Persona, build_persona
from interview_coder.reports.persona import render_sheet
from interview_coder.reports.portrait import load_portrait
from interview_coder.reports.sheet_lines import compare_lines, lines_of_html
from interview_coder.reports.sheet_templates import (
    DOCX_TEMPLATE,
    HTML_TEMPLATE,
    files_of_templates,
)
from tests.notation import write_folder
from tests.reports.notation import shared_by_three


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people, one theme of three of them.
    """
    return shared_by_three()


@pytest.fixture(scope="module")
def persona(analysis: Analysis) -> Persona:
    """
    Their persona.
    """
    return build_persona(analysis)


def sheet(analysis: Analysis, persona: Persona, folder: Path | None) -> dict[str, bytes]:
    """Return the sheet, `.docx` and `.html` to bytes, made with the templates of a folder."""
    files = render_sheet(analysis, persona, plan=Plan(templates=folder))
    return {Path(name).suffix: data for name, data in files.items()}


def test_those_that_come_along(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    The templates that `templates` writes, left as they are, give the same page.
    """
    folder = write_folder(tmp_path, files_of_templates())

    own, built_in = sheet(analysis, persona, folder), sheet(analysis, persona, None)

    assert own[".html"] == built_in[".html"]
    texts = [
        [cell.text for row in table.rows for cell in row.cells]
        for data in (own[".docx"], built_in[".docx"])
        for table in docx.Document(io.BytesIO(data)).tables
    ]
    assert texts[: len(texts) // 2] == texts[len(texts) // 2 :]


def test_own_html(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    A template of the author's is used, and what is not in the folder comes along.
    """
    folder = write_folder(
        tmp_path, {HTML_TEMPLATE: "<p>{{ sheet.name }}, {{ words.language }}</p>"}
    )

    files = sheet(analysis, persona, folder)

    assert files[".html"].decode() == f"<p>{persona.name}, en</p>"
    assert files[".docx"] == sheet(analysis, persona, None)[".docx"]


def test_own_styles(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    Styles of the author's Word document stay as they are; its text is not used.
    """
    template = docx.Document(io.BytesIO(files_of_templates()[DOCX_TEMPLATE]))
    template.styles["Sheet Name"].font.color.rgb = RGBColor(1, 2, 3)
    template.add_paragraph("left over")
    template.save(str(tmp_path / DOCX_TEMPLATE))

    made = docx.Document(io.BytesIO(sheet(analysis, persona, tmp_path)[".docx"]))

    assert made.styles["Sheet Name"].font.color.rgb == RGBColor(1, 2, 3)
    assert "left over" not in [paragraph.text for paragraph in made.paragraphs]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("<p>\n{% if %}", "line 2", id="syntax"),
        pytest.param("{{ sheet.nmae }}", "nmae", id="a name that is not there"),
        pytest.param("{{ ''.__class__.__mro__ }}", "unsafe", id="reaching for Python"),
        pytest.param(b"\xff\xfe\x00", "UTF-8", id="no text"),
    ],
)
def test_faults(
    analysis: Analysis, persona: Persona, tmp_path: Path, text: str | bytes, told: str
) -> None:
    """
    What cannot be filled in is told with the template and the place, and reaches nothing.
    """
    folder = write_folder(tmp_path, {HTML_TEMPLATE: text})

    with pytest.raises(SettingsError, match=told) as caught:
        sheet(analysis, persona, folder)

    assert caught.value.path.name == HTML_TEMPLATE


def test_no_document(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    A Word template that is none is told with its name.
    """
    folder = write_folder(tmp_path, {DOCX_TEMPLATE: b"PK\x03\x04 no"})

    with pytest.raises(SettingsError) as caught:
        sheet(analysis, persona, folder)

    assert caught.value.path.name == DOCX_TEMPLATE


def test_without_ids(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    A sheet whose template leaves out what tells its lines is not taken for verified.
    """
    folder = write_folder(tmp_path, {HTML_TEMPLATE: "<p>{{ sheet.name }}</p>"})
    page = sheet(analysis, persona, folder)[".html"]
    told = json.loads(write_ledger(analysis, [persona]))["personas"][0]

    (fault,) = compare_lines(lines_of_html(page), told, where="persona_sheet.html")

    assert "no line of it can be compared" in fault


@pytest.mark.parametrize("data", [b"", b"\x89PNG\r\n\x1a\nbroken", b"<svg/>"])
def test_broken_picture(tmp_path: Path, data: bytes) -> None:
    """
    A picture that is no whole PNG or JPEG is told with its file.
    """
    path = tmp_path / "kim.png"
    path.write_bytes(data)

    with pytest.raises(SettingsError, match="no whole PNG or JPEG"):
        load_portrait(path)


def test_picture_is_told(analysis: Analysis, persona: Persona, tmp_path: Path) -> None:
    """
    The author's picture stands on the page and bears the persona's name.
    """
    from PIL import Image

    path = tmp_path / "kim.jpg"
    Image.new("RGB", (40, 60), "red").save(path)

    page = sheet(analysis, replace(persona, image=path), None)[".html"].decode()

    assert f'alt="{persona.name}"' in page
