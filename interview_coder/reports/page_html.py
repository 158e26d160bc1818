"""A simple document as an HTML file."""

from __future__ import annotations

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from interview_coder.reports.page import Page

_TEMPLATE = "page.html.j2"


def render_page_html(page: Page) -> bytes:
    """Return the document in UTF-8; the same page gives the same bytes, and it asks no server."""
    environment = Environment(
        loader=PackageLoader("interview_coder.reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["svg"] = lambda figure: Markup(figure.svg)
    environment.tests["a"] = lambda block, name: type(block).__name__ == name
    return environment.get_template(_TEMPLATE).render(page=page).encode()
