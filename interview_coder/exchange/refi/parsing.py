"""The XML of REFI-QDA as it stands: every element known by its identifier, nothing placed yet."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_coder.exchange.offsets import RawPlace, RawText
from interview_coder.exchange.project import CodePath, ProjectCode
from interview_coder.exchange.refi.names import plain_guid
from interview_coder.exchange.unique_names import UniqueNames
from interview_coder.readers.pieces import Tally

if TYPE_CHECKING:
    from lxml.etree import _Element

_VALUES = ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue")
_NO_TEXT = {
    "PictureSource": "pictures",
    "PDFSource": "PDFs",
    "AudioSource": "recordings",
    "VideoSource": "videos",
}

ReadText = Callable[[str], RawText | str]
"""Gives the text of a path in the project, or why there is none."""


@dataclass(kw_only=True)
class Parsed:
    """What a project file says.

    Attributes:
        users: Identifier to name.
        codes: Identifier to code.
        code_names: Path to the names of the codes below it.
        text_names: Names of the texts.
        variables: Identifier to name.
        texts: Identifier of a source to its name and text.
        notes: Identifier of a note to its element and text.
        tally: What is left out.
        renamed: What had to be called otherwise, a sentence each.
    """

    users: dict[str, str] = field(default_factory=dict)
    codes: dict[str, ProjectCode] = field(default_factory=dict)
    code_names: dict[CodePath, UniqueNames] = field(
        default_factory=lambda: defaultdict(UniqueNames)
    )
    text_names: UniqueNames = field(default_factory=UniqueNames)
    variables: dict[str, str] = field(default_factory=dict)
    texts: dict[str, tuple[str, RawText]] = field(default_factory=dict)
    notes: dict[str, tuple[_Element, str]] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)
    renamed: list[str] = field(default_factory=list)

    def user(self, element: _Element) -> str:
        """Who made an element; empty where it does not say."""
        own = plain_guid(element.get("creatingUser", ""))
        return self.users.get(own, "")


def local(element: _Element) -> str:
    """The name of an element without its namespace; programs use several."""
    return str(element.tag).rpartition("}")[2]


def children(element: _Element, *tags: str) -> Iterator[_Element]:
    """Yield the children with one of these names."""
    yield from (child for child in element if local(child) in tags)


def inside(root: _Element, *path: str) -> Iterator[_Element]:
    """Yield the elements that lie at this path below `root`."""
    if not path:
        yield root
        return
    for child in children(root, path[0]):
        yield from inside(child, *path[1:])


def identifier(element: _Element) -> str:
    """The element's own identifier."""
    return plain_guid(element.get("guid", ""))


def targets(element: _Element, *tags: str) -> Iterator[str]:
    """Yield what references of these names point to; the two schemas call it differently."""
    for child in children(element, *tags):
        yield plain_guid(child.get("targetGUID") or child.get("guid", ""))


def said(element: _Element, tag: str) -> str:
    """The text of the first child of this name; empty if there is none."""
    return next((child.text or "" for child in children(element, tag)), "")


def parse(root: _Element, read_text: ReadText) -> Parsed:
    """Read users, codes, variables, texts and notes.

    Args:
        root: `Project`, or `CodeBook` of a `.qdc` file.
        read_text: How to read the file of a text.
    """
    parsed = Parsed()
    for user in inside(root, "Users", "User"):
        parsed.users[identifier(user)] = user.get("name") or user.get("id") or ""
    codes = ("Codes", "Code") if local(root) == "CodeBook" else ("CodeBook", "Codes", "Code")
    _parse_codes(inside(root, *codes), (), parsed)
    for variable in inside(root, "Variables", "Variable"):
        parsed.variables[identifier(variable)] = variable.get("name", "")
    for source in inside(root, "Sources", "TextSource"):
        _parse_text(source, parsed, read_text)
    _parse_notes(root, parsed, read_text)
    for kind, what in _NO_TEXT.items():
        for source in inside(root, "Sources", kind):
            parsed.tally.add(f"{what} with what is coded in them", source.get("name", ""))
    for graph in inside(root, "Graphs", "Graph"):
        parsed.tally.add("graphs", graph.get("name", ""))
    return parsed


def _parse_notes(root: _Element, parsed: Parsed, read_text: ReadText) -> None:
    for note in inside(root, "Notes", "Note"):
        text = _text_of(note, read_text)
        if isinstance(text, RawText):
            parsed.notes[identifier(note)] = note, text.text
        else:
            parsed.tally.add("notes without a text", note.get("name", ""))


def _parse_codes(elements: Iterator[_Element], above: CodePath, parsed: Parsed) -> None:
    for element in elements:
        name = element.get("name", "")
        own = parsed.code_names[above].give(name)
        if own != name:
            parsed.renamed.append(f"a second code {name!r} is called {own!r} here")
        path = (*above, own)
        parsed.codes[identifier(element)] = ProjectCode(
            path=path,
            description=said(element, "Description"),
            color=_color(element.get("color", "")),
            is_codable=element.get("isCodable", "true").strip() not in ("false", "0"),
        )
        _parse_codes(children(element, "Code"), path, parsed)


def _color(written: str) -> str:
    """`#RRGGBB` of `#RGB` or `#RRGGBB`; empty for anything else, such as `rgba(…)`."""
    digits = written.strip().removeprefix("#")
    if not written.startswith("#") or not all(c in "0123456789abcdefABCDEF" for c in digits):
        return ""
    if len(digits) == 3:
        digits = "".join(2 * digit for digit in digits)
    return f"#{digits.upper()}" if len(digits) == 6 else ""


def _parse_text(source: _Element, parsed: Parsed, read_text: ReadText) -> None:
    name = source.get("name", "") or "text"
    text = _text_of(source, read_text)
    if not isinstance(text, RawText):
        n_codings = sum(1 for _ in source.iter("{*}Coding"))
        parsed.tally.add(f"texts that cannot be read ({text})", name)
        if n_codings:
            parsed.tally.add("codings in texts that cannot be read", name, n=n_codings)
        return
    own = parsed.text_names.give(name)
    if own != name:
        parsed.renamed.append(f"a second text {name!r} is called {own!r} here")
    parsed.texts[identifier(source)] = own, text


def _text_of(element: _Element, read_text: ReadText) -> RawText | str:
    path = element.get("plainTextPath", "")
    if path:
        return read_text(path)
    for content in children(element, "PlainTextContent"):
        # XML makes every line end a line feed, so there is nothing to count twice.
        return RawText(written=content.text or "")
    return "it has no plain text"


def raw_place(element: _Element) -> RawPlace | None:
    """Where a selection says that it stands; None if it does not say so in numbers."""
    try:
        start, end = (int(element.get(name, "")) for name in ("startPosition", "endPosition"))
    except ValueError:
        return None
    return RawPlace(start=start, end=end, name=element.get("name", ""))


def values_of(element: _Element, variables: Mapping[str, str]) -> dict[str, str]:
    """Return the values of an element by the names of their variables."""
    found: dict[str, str] = {}
    for pair in children(element, "VariableValue"):
        name = next((variables.get(target, "") for target in targets(pair, "VariableRef")), "")
        value = next((child.text or "" for child in children(pair, *_VALUES)), None)
        if name and value is not None:
            found[name] = value
    return found
