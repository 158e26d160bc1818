"""OpenDocument texts for tests, written by hand."""

from __future__ import annotations

import io
import zipfile
from html import escape

_NAMES = ("office", "text", "table", "style", "draw:drawing", "fo:xsl-fo-compatible")
_XMLNS = " ".join(
    f'xmlns:{name.split(":")[0]}="urn:oasis:names:tc:opendocument:xmlns:{name.split(":")[-1]}:1.0"'
    for name in _NAMES
)


def odt_document(*elements: str, styles: str = "", masters: str = "", manifest: str = "") -> bytes:
    """Return a document whose body holds `elements`.

    Args:
        elements: ODF XML.
        styles: Automatic styles.
        masters: What stands on every page.
        manifest: What the manifest says.
    """
    content = (
        f"<office:document-content {_XMLNS}><office:automatic-styles>{styles}"
        f"</office:automatic-styles><office:body><office:text>{''.join(elements)}</office:text>"
        "</office:body></office:document-content>"
    )
    common = (
        f"<office:document-styles {_XMLNS}><office:master-styles>{masters}"
        "</office:master-styles></office:document-styles>"
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", content)
        archive.writestr("styles.xml", common)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
    return stream.getvalue()


def paragraph(content: str) -> str:
    """Return a paragraph around `content`."""
    return f"<text:p>{content}</text:p>"


def plain_odt(*paragraphs: str) -> bytes:
    """Return a document of plain `paragraphs`; a line feed is a soft line break."""
    lines = (escape(text).replace("\n", "<text:line-break/>") for text in paragraphs)
    return odt_document(*(paragraph(line) for line in lines))
