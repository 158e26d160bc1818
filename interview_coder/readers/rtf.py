"""Rich Text Format (.rtf), as Word, WordPad, TextEdit, LibreOffice, f4 and Google Docs write it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from interview_coder.errors import ReadError
from interview_coder.readers.paragraphs import Block, Layout, Piece, count, read_blocks
from interview_coder.readers.pieces import Tally
from interview_coder.readers.rtf_blocks import Builder
from interview_coder.readers.rtf_codes import (
    CHARSETS,
    CODE_PAGES,
    NOT_SAID,
    SETTINGS,
    SIGNS,
    SYMBOLS,
    TRANSPARENT,
    code_page,
)
from interview_coder.readers.source import Reading, Source

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<open>\{)|(?P<close>\})"
    r"|[\0-\x08\n-\x1f]+"  # line ends of the file, and what no program shows
    r"|(?P<plain>[^\\{}\0-\x08\n-\x1f]+)",
    re.DOTALL,
)
_MAX_DEPTH = 2_000
_MAX_PIECES = 5_000_000  # stretches in one type; an interview has some thousands
_SIGNATURE = re.compile(rb"\s*\{\\rtf")


@dataclass(frozen=True, slots=True)
class _State:
    """What a group inherits and gives back."""

    what: str | None = ""  # "": said; None: settings; else what is left out
    is_bold: bool = False
    is_deleted: bool = False
    is_hidden: bool = False
    font: int | None = None
    fallback: int = 1  # characters after \uN for programs without Unicode
    is_in_table: bool = False


def read(source: Source, *, layout: Layout = read_blocks) -> Reading:
    """Read an .rtf file.

    Tracked insertions are read; tracked deletions, notes, comments, text boxes, page headers and
    footers are left out and counted.

    Args:
        source: The file.
        layout: Makes a reading of its paragraphs and tables.

    Raises:
        ReadError: If the file is no RTF, or nothing tells who speaks.
    """
    if not _SIGNATURE.match(source.data):
        message = "is no .rtf document; open it in Word or LibreOffice and save it as .rtf or .docx"
        raise ReadError(message, path=source.path)
    parser = _Parser(source=source)
    blocks = parser.blocks(source.data.decode("latin-1"))
    reading = layout(source, blocks)
    return replace(
        reading,
        notes=(*reading.notes, *parser.notes()),
        left_out=(*reading.left_out, *parser.tally.left_out()),
    )


@dataclass(kw_only=True, slots=True)
class _Parser:
    """Goes through the file once, token by token, as the RTF specification says."""

    source: Source
    tally: Tally = field(default_factory=Tally)
    state: _State = _State()
    stack: list[_State] = field(default_factory=list)
    page: str = "cp1252"
    default_font: int | None = None
    font_pages: dict[int, str] = field(default_factory=dict)
    is_group_new: bool = False
    is_starred: bool = False
    skip: int = 0  # characters that repeat a \uN
    encoded: bytearray = field(default_factory=bytearray)  # not decoded yet
    units: list[int] = field(default_factory=list)  # of UTF-16
    n_broken: int = 0
    left: dict[str, list[str]] = field(default_factory=dict)
    builder: Builder = field(default_factory=Builder)

    def blocks(self, text: str) -> list[Block]:
        """Parse a whole file."""
        position = 0
        while position < len(text):
            match = _TOKEN.match(text, position)
            if match is None:  # a backslash that ends the file
                break
            position = match.end()
            position += self._take(match)
        self._flush()
        if self.units:  # the first half of a character, and no second
            self.n_broken += 1
            self._add("\ufffd")
        self.builder.end()
        for what, texts in self.left.items():
            joined = "".join(texts)
            self.tally.add(f"characters in {what}", joined, n=count(joined))
        return self.builder.blocks

    def notes(self) -> Iterator[str]:
        """What to know about the reading."""
        if self.stack:
            yield "the file ends in the midst of a group; its end may be missing"
        if self.n_broken:
            yield f"{self.n_broken} bytes are no {self.page} text and were read as \ufffd"

    def _take(self, match: re.Match[str]) -> int:
        """Take one token; return how many bytes to pass over after it."""
        kind = match.lastgroup
        if kind == "open":
            self._open()
        elif kind == "close":
            self._close()
        elif kind == "plain":
            self._plain(match["plain"])
        elif kind == "hex":
            self._byte(int(match["hex"], 16))
        elif kind == "sign":
            self._sign(match["sign"])
        elif kind is not None:
            number = int(match["number"]) if match["number"] else None
            if match["word"] == "bin":
                return max(number or 0, 0)
            self._word(match["word"], number)
        return 0

    def _open(self) -> None:
        if len(self.stack) >= _MAX_DEPTH:
            message = f"has more than {_MAX_DEPTH} groups inside each other, as no document has"
            raise ReadError(message, path=self.source.path)
        self._flush()
        self.stack.append(self.state)
        self.is_group_new, self.is_starred, self.skip = True, False, 0

    def _close(self) -> None:
        self._flush()
        self.skip = 0
        if self.stack:
            self.state = self.stack.pop()
        self.is_group_new = self.is_starred = False

    # Characters.

    def _plain(self, text: str) -> None:
        self.is_group_new = False
        if self.state.what is None:
            return
        skipped = min(self.skip, len(text))
        self.skip -= skipped
        if skipped < len(text):
            self._flush_units()
            self.encoded += text[skipped:].encode("latin-1")

    def _byte(self, value: int) -> None:
        self.is_group_new = False
        if self.skip:
            self.skip -= 1
            return
        self._flush_units()
        self.encoded.append(value)

    def _sign(self, sign: str) -> None:
        if sign == "*":
            self.is_starred = self.is_group_new
            return
        self.is_group_new = False
        if self.skip:
            self.skip -= 1
        elif sign in "\r\n":
            self._flush()
            self._end_paragraph()
        elif sign in SYMBOLS:
            self._emit(SYMBOLS[sign])

    def _unicode(self, number: int) -> None:
        self._flush_bytes()
        self.units.append(number % 0x10000)
        self.skip = self.state.fallback

    def _flush(self) -> None:
        self._flush_bytes()
        self._flush_units()

    def _flush_bytes(self) -> None:
        if self.encoded:
            data = bytes(self.encoded)
            self.encoded.clear()
            self._add(self._decode(data))

    def _flush_units(self) -> None:
        # The first half of a character waits for its second, which may stand in another group.
        n = len(self.units) - (bool(self.units) and 0xD800 <= self.units[-1] < 0xDC00)
        if n:
            data = b"".join(unit.to_bytes(2, "little") for unit in self.units[:n])
            del self.units[:n]
            self._add(data.decode("utf-16-le", "replace"))

    def _decode(self, data: bytes) -> str:
        font = self.default_font if self.state.font is None else self.state.font
        page = self.font_pages.get(-1 if font is None else font, self.page)
        try:
            return data.decode(page)
        except UnicodeError:
            text = data.decode(page, "replace")
            if self.state.what is not None:
                self.n_broken += text.count("\ufffd")
            return text

    def _emit(self, text: str) -> None:
        self._flush()
        self._add(text)

    def _add(self, text: str) -> None:
        what = self.state.what
        if what == "" and self.state.is_deleted:
            what = "tracked deletions"
        elif what == "" and self.state.is_hidden:
            what = "hidden text"
        if what == "":
            if self.builder.n_pieces >= _MAX_PIECES:
                message = f"has more than {_MAX_PIECES:,} stretches of type; save it as .docx"
                raise ReadError(message, path=self.source.path)
            self.builder.add(Piece(text=text, is_bold=self.state.is_bold))
        elif what is not None:
            self.left.setdefault(what, []).append(text)

    # Control words.

    def _word(self, word: str, number: int | None) -> None:
        is_first, is_starred = self.is_group_new, self.is_starred
        self.is_group_new = self.is_starred = False
        if is_first and self._begin_destination(word, is_starred=is_starred):
            return
        if word == "u" and number is not None:
            self._unicode(number)
            return
        if word in SIGNS:
            self._emit("" if self.skip else SIGNS[word])
            self.skip = max(self.skip - 1, 0)
            return
        self._flush()
        self.skip = 0
        action = _ACTIONS.get(word)
        if action is not None:
            action(self, number)
        elif word in CODE_PAGES:
            self.page = CODE_PAGES[word]

    def _begin_destination(self, word: str, *, is_starred: bool) -> bool:
        """Whether `word` says what the group is for."""
        if word in TRANSPARENT:
            return True
        what = NOT_SAID.get(word)
        if what is not None:
            self.state = replace(self.state, what=None if self.state.what is None else what)
            return True
        if word == "pict" and self.state.what is not None:
            self.tally.add("pictures")
        if word in SETTINGS or is_starred:
            self.state = replace(self.state, what=None)
            return True
        return False

    def _set_font(self, number: int | None) -> None:
        self.state = replace(self.state, font=number)

    def _set_default_font(self, number: int | None) -> None:
        self.default_font = number

    def _set_charset(self, number: int | None) -> None:
        if self.state.font is not None and number in CHARSETS:
            self.font_pages[self.state.font] = CHARSETS[number]

    def _set_font_page(self, number: int | None) -> None:
        if self.state.font is not None and number:
            self.font_pages[self.state.font] = code_page(number)

    def _set_page(self, number: int | None) -> None:
        if number:
            self.page = code_page(number)

    def _set_fallback(self, number: int | None) -> None:
        self.state = replace(self.state, fallback=min(max(1 if number is None else number, 0), 8))

    def _set_bold(self, number: int | None) -> None:
        self.state = replace(self.state, is_bold=number != 0)

    def _set_deleted(self, number: int | None) -> None:
        self.state = replace(self.state, is_deleted=number != 0)

    def _set_hidden(self, number: int | None) -> None:
        self.state = replace(self.state, is_hidden=number != 0)

    def _set_plain(self, number: int | None) -> None:
        self.state = replace(
            self.state, is_bold=False, is_deleted=False, is_hidden=False, font=None
        )

    def _set_in_table(self, number: int | None) -> None:
        self.state = replace(self.state, is_in_table=number != 0)

    def _reset_paragraph(self, number: int | None) -> None:
        self.state = replace(self.state, is_in_table=False)

    # Paragraphs and tables.

    def _end_paragraph(self, number: int | None = None) -> None:
        if self.state.what == "":
            self.builder.end_paragraph(is_in_table=self.state.is_in_table)
        else:
            self._add("\n")

    def _end_cell(self, number: int | None) -> None:
        if self.state.what == "":
            self.builder.end_cell()

    def _end_row(self, number: int | None) -> None:
        if self.state.what == "":
            self.builder.end_row()


_ACTIONS: dict[str, Callable[[_Parser, int | None], None]] = {
    "f": _Parser._set_font,
    "deff": _Parser._set_default_font,
    "fcharset": _Parser._set_charset,
    "cpg": _Parser._set_font_page,
    "ansicpg": _Parser._set_page,
    "uc": _Parser._set_fallback,
    "b": _Parser._set_bold,
    "deleted": _Parser._set_deleted,
    "v": _Parser._set_hidden,
    "plain": _Parser._set_plain,
    "intbl": _Parser._set_in_table,
    "pard": _Parser._reset_paragraph,
    "par": _Parser._end_paragraph,
    "sect": _Parser._end_paragraph,
    "nestcell": _Parser._end_paragraph,
    "cell": _Parser._end_cell,
    "row": _Parser._end_row,
}
