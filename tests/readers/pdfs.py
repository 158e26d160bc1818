"""PDF documents for tests, written by hand: a font whose signs are named by a table."""

from __future__ import annotations

from collections.abc import Sequence

_LEFT, _TOP, _LEADING = 50, 800, 14


def pdf_document(*pages: Sequence[str], is_named: bool = True, is_locked: bool = False) -> bytes:
    """Return a document of `pages` of lines.

    Args:
        pages: Lines from top to bottom.
        is_named: Whether the font tells which characters its signs are.
        is_locked: Whether the file says that it is encrypted.
    """
    codes = {char: i for i, char in enumerate(sorted({c for p in pages for x in p for c in x}), 1)}
    assert len(codes) < 256
    font = "<< /Type /Font /Subtype /Type1 /BaseFont /Invented /FirstChar 0 /LastChar 255 "
    font += f"/Widths [{' '.join(['500'] * 256)}] "
    font += "/ToUnicode 4 0 R >>" if is_named else ">>"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", font, _stream(_names(codes))]
    kids: list[str] = []
    for lines in pages:
        objects.append(_stream(_drawn(lines, codes)))
        objects.append(
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 850] "
            f"/Resources << /Font << /F1 3 0 R >> >> /Contents {len(objects)} 0 R >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    return _file(objects, is_locked=is_locked)


def _stream(content: str) -> str:
    return f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"


def _drawn(lines: Sequence[str], codes: dict[str, int]) -> str:
    shown = [f"BT /F1 10 Tf {_LEFT} {_TOP} Td {_LEADING} TL"]
    for line in lines:
        shown.append(f"<{''.join(f'{codes[char]:02x}' for char in line)}> Tj T*")
    return "\n".join([*shown, "ET"])


def _names(codes: dict[str, int]) -> str:
    rows = "\n".join(
        f"<{code:02x}> <{char.encode('utf-16-be').hex()}>" for char, code in codes.items()
    )
    return (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{rows}\nendbfchar\nendcmap end end"
    )


def _file(objects: Sequence[str], *, is_locked: bool) -> bytes:
    data = b"%PDF-1.4\n"
    places: list[int] = []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    start = len(data)
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    lock = (
        "/Encrypt << /Filter /Standard /V 1 /R 2 /P -4 "
        f"/O <{'41' * 32}> /U <{'42' * 32}> >> /ID [<00> <00>] "
        if is_locked
        else ""
    )
    data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode()
    data += f"trailer << /Size {len(objects) + 1} /Root 1 0 R {lock}>>\n".encode()
    return data + f"startxref\n{start}\n%%EOF\n".encode()
