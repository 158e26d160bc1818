"""Rich text for tests."""

from __future__ import annotations

HEADER = r"{\rtf1\ansi\ansicpg1252\deff0\uc1{\fonttbl{\f0\fswiss\fcharset0 Arial;}}"


def escaped(text: str) -> str:
    """Return `text` as RTF writes it: everything beyond ASCII in UTF-16 units."""
    units = text.encode("utf-16-le")
    pairs = (int.from_bytes(units[i : i + 2], "little") for i in range(0, len(units), 2))
    return "".join(_sign(unit) for unit in pairs)


def _sign(unit: int) -> str:
    if unit > 127:
        return rf"\u{unit - 65536 if unit > 32767 else unit}?"
    char = chr(unit)
    return {"\\": r"\\", "{": r"\{", "}": r"\}", "\n": "\\line ", "\t": "\\tab "}.get(char, char)


def rtf_document(*paragraphs: str, header: str = HEADER) -> bytes:
    """Return a document of `paragraphs` of RTF."""
    return (header + "".join(f"\\pard {text}\\par\n" for text in paragraphs) + "}").encode(
        "latin-1"
    )


def plain_rtf(*paragraphs: str) -> bytes:
    """Return a document of plain `paragraphs`; a line feed is a soft line break."""
    return rtf_document(*(escaped(text) for text in paragraphs))
