"""What the control words of RTF mean: encodings, signs, and groups whose words are not said."""

from __future__ import annotations

import codecs

CODE_PAGES = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}
# Of fonts; 0 (ANSI) and 1 (default) are what the file says.
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "big5",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_PAGES = {932: "cp932", 936: "gbk", 949: "cp949", 950: "big5", 10000: "mac_roman", 65001: "utf-8"}
SIGNS = {
    "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—", "endash": "–", "emspace": "\u2003",
    "enspace": "\u2002", "qmspace": "\u2005", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "zwj": "\u200d", "zwnj": "\u200c", "ltrmark": "\u200e",
    "rtlmark": "\u200f", "page": "\n", "column": "\n", "softline": "", "softpage": "",
}  # fmt: skip
SYMBOLS = {"~": "\u00a0", "_": "-", "-": "", "\\": "\\", "{": "{", "}": "}", "\t": "\t"}
# Groups whose words are not said; the others that begin with a star hold settings.
NOT_SAID = {
    "footnote": "footnotes and endnotes",
    "annotation": "comments",
    "header": "page headers", "headerl": "page headers", "headerr": "page headers",
    "headerf": "page headers",
    "footer": "page footers", "footerl": "page footers", "footerr": "page footers",
    "footerf": "page footers",
    "ftnsep": "footnotes and endnotes", "ftnsepc": "footnotes and endnotes",
    "shptxt": "text boxes",
    "listtext": "numbers of lists", "pntext": "numbers of lists",
}  # fmt: skip
SETTINGS = frozenset(
    """
    fonttbl colortbl stylesheet info pict object objdata fldinst datafield themedata listtable
    listoverridetable colorschememapping latentstyles rsidtbl generator xmlnstbl nonshppict
    nonesttables revtbl atnid atnauthor atndate atnref atntime atnparent bkmkstart bkmkend sp
    filetbl private xe tc docvar falt panose fname template operator shprslt
    """.split()
)
TRANSPARENT = frozenset({"shpinst", "nesttableprops", "fldrslt"})


def code_page(number: int) -> str:
    """Return Python's name of a code page; that of Windows if there is no such page."""
    name = _PAGES.get(number, f"cp{number}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name
