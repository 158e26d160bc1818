"""The templates of persona sheets: those that come along, or the author's own.

The HTML sheet is a Jinja2 template; the Word sheet takes its styles from a Word document. Either
may be replaced by a file of the same name in a folder of the author's.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from interview_coder.errors import ReadError, SettingsError
from interview_coder.readers.docx import open_document
from interview_coder.readers.source import Source

if TYPE_CHECKING:
    from docx.document import Document
    from jinja2 import Template

HTML_TEMPLATE = "persona_sheet.html.j2"
DOCX_TEMPLATE = "persona_sheet.docx"


def load_html_template(folder: Path | None) -> Template:
    """Return the template of the HTML sheet; the author's, where `folder` has one.

    It runs in a sandbox and fetches nothing: a template may come from anybody.

    Raises:
        SettingsError: If it is no Jinja2 template, with the line.
    """
    from jinja2 import (
        ChoiceLoader,
        FileSystemLoader,
        PackageLoader,
        StrictUndefined,
        TemplateSyntaxError,
    )
    from jinja2.sandbox import SandboxedEnvironment

    own = [FileSystemLoader(folder)] if folder else []
    environment = SandboxedEnvironment(
        loader=ChoiceLoader([*own, PackageLoader("interview_coder.reports")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    try:
        return environment.get_template(HTML_TEMPLATE)
    except TemplateSyntaxError as error:
        path = Path(error.filename or HTML_TEMPLATE)
        raise SettingsError(path, [f"line {error.lineno}: {error.message}"]) from error
    except UnicodeDecodeError as error:
        path = (folder or Path()) / HTML_TEMPLATE
        raise SettingsError(path, ["is no text in UTF-8"]) from error


def fill_html_template(folder: Path | None, content: Mapping[str, Any]) -> str:
    """Return the HTML sheet with `content` filled in.

    Raises:
        SettingsError: If the author's template asks for something that is not there.
    """
    from jinja2 import TemplateError

    template = load_html_template(folder)
    try:
        return template.render(content)
    except TemplateError as error:
        path = Path(template.filename or HTML_TEMPLATE)
        raise SettingsError(path, [f"cannot be filled in: {error.message}"]) from error


def open_docx_template(folder: Path | None) -> Document:
    """Return an empty document with the styles of the author's, where `folder` has one.

    Raises:
        SettingsError: If it is no Word document.
    """
    import docx

    path = folder / DOCX_TEMPLATE if folder else None
    if path is None or not path.is_file():
        return docx.Document()
    try:
        document = open_document(Source(path=path, data=path.read_bytes()))
    except ReadError as error:
        raise SettingsError(path, [error.message]) from error
    body = document.element.body
    for element in list(body):
        if not element.tag.endswith("}sectPr"):
            body.remove(element)
    return document


def files_of_templates() -> Mapping[str, bytes]:
    """Return name to content of the templates that come along, for an author to change."""
    from interview_coder.reports.sheet_docx import render_style_template

    html = files("interview_coder.reports").joinpath("templates", HTML_TEMPLATE)
    return {HTML_TEMPLATE: html.read_bytes(), DOCX_TEMPLATE: render_style_template()}
