"""The persona sheet as one HTML page of A4 size."""

from __future__ import annotations

from interview_coder.reports import sheet as fitted
from interview_coder.reports.look import Look
from interview_coder.reports.sheet import SheetContent
from interview_coder.reports.sheet_templates import fill_html_template

SIZE = {
    "page_width": fitted.PAGE_WIDTH,
    "page_height": fitted.PAGE_HEIGHT,
    "margin": fitted.MARGIN,
    "header": fitted.HEADER_HEIGHT,
    "gap": fitted.GAP,
    "padding": fitted.PADDING,
}
"""Measures in mm, which templates call `size`."""


def render_sheet_html(content: SheetContent, look: Look) -> bytes:
    """Return the sheet in UTF-8; the same content gives the same bytes.

    Raises:
        SettingsError: If a template of the author's cannot be used.
    """
    page = fill_html_template(
        look.templates,
        {
            "sheet": content,
            "words": look.words,
            "portrait": look.portrait,
            "is_drawn": look.is_drawn,
            "is_negative": look.is_negative,
            "size": SIZE,
        },
    )
    return page.encode()
