"""Whether a project file is as the published schema wants it."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any


def validate(xml: bytes) -> tuple[str, ...]:
    """Compare a `project.qde` with the schema of REFI-QDA (Project.xsd of 18 March 2019).

    Args:
        xml: The bytes of the file.

    Returns:
        Every fault with its line; empty if it is valid.

    Raises:
        ReadError: If it is no XML that can be read safely.
    """
    from pathlib import Path

    from interview_coder.readers.xml_guard import parse_xml

    schema = _schema()
    schema.validate(parse_xml(xml, path=Path("project.qde")))
    return tuple(f"line {error.line}: {error.message}" for error in schema.error_log)


@cache
def _schema() -> Any:
    from lxml import etree

    text = files("interview_coder.exchange.refi").joinpath("schema/Project.xsd").read_bytes()
    return etree.XMLSchema(etree.fromstring(text))
