"""What a project of another program holds, in words of no program: texts, codes, selections.

Readers of formats give a `Project`, writers take one. Nothing in it depends on a study: what a
selection means for the utterances of a study is found out by `exchange.placing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256

from interview_coder.transcript import LeftOut, Span

OURS = "interview_coder"
"""What this program is called in projects."""

CodePath = tuple[str, ...]
"""A code by its name and those of the codes above it, the outermost first; at least one name."""

ABOVE = " > "
"""Stands between the names of a code and those above it, where a path is written as one text."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    r"""A text of a project.

    Attributes:
        name: Unique in the project; where the program gives names without a suffix, so here.
        text: As canonical as ours: line ends are `\n`, nothing else is altered.
    """

    name: str
    text: str = field(repr=False)

    @property
    def text_hash(self) -> str:
        """sha256 of the text in UTF-8, in hex; equal to that of a transcript of the same text."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectCode:
    """A code of a project.

    Attributes:
        path: Its name, after those of the codes above it.
        description: What the program says of it; empty where it says nothing.
        color: `#RRGGBB`; empty where it has none.
        is_codable: False for a heading that only holds other codes.
    """

    path: CodePath
    description: str = ""
    color: str = ""
    is_codable: bool = True


@dataclass(frozen=True, kw_only=True, slots=True)
class Selection:
    """A stretch of a source that a coder put a code on.

    Attributes:
        source: Name of the source.
        span: Where it stands in the text of the source.
        code: The code.
        coder: Who put it there; empty where the program does not say.
        made: When, in ISO 8601; empty where the program does not say.
        note: What the coder wrote to it.
    """

    source: str
    span: Span
    code: CodePath
    coder: str = ""
    made: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Case:
    """Somebody, or something, that a project tells attributes of.

    Attributes:
        name: Of a participant, mostly.
        attributes: Name of the attribute to its value, in the order of the program.
        sources: Names of the sources in which the case speaks.
    """

    name: str
    attributes: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Memo:
    """Something a researcher wrote down.

    Attributes:
        text: What was written.
        title: Its heading; empty where it has none.
        source: Name of the source it is about; empty where it is about none.
        span: The stretch of that source; None where it is about all of it.
        code: The code it is about; empty where it is about none.
        coder: Who wrote it; empty where the program does not say.
    """

    text: str
    title: str = ""
    source: str = ""
    span: Span | None = None
    code: CodePath = ()
    coder: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Group:
    """A set of codes or sources, as programs call it.

    Attributes:
        name: What it is called.
        description: What the program says of it.
        codes: Codes in it.
        sources: Names of sources in it.
    """

    name: str
    description: str = ""
    codes: tuple[CodePath, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Project:
    """What a program knows of a study.

    Attributes:
        name: What it is called.
        origin: The program that wrote it, such as `NVivo 12.6`; empty where it does not say.
        sources: In the order of the program.
        codes: Those above before those below; each path once.
        selections: Sorted by source, place, code and coder.
        cases: In the order of the program.
        memos: In the order of the program.
        groups: In the order of the program.
        left_out: What stands in the file and could not be carried over.
        notes: What the researcher should know about the reading, such as how offsets were counted.
    """

    name: str
    origin: str = ""
    sources: tuple[Source, ...] = field(default=(), repr=False)
    codes: tuple[ProjectCode, ...] = field(default=(), repr=False)
    selections: tuple[Selection, ...] = field(default=(), repr=False)
    cases: tuple[Case, ...] = field(default=(), repr=False)
    memos: tuple[Memo, ...] = field(default=(), repr=False)
    groups: tuple[Group, ...] = field(default=(), repr=False)
    left_out: tuple[LeftOut, ...] = ()
    notes: tuple[str, ...] = ()

    @cached_property
    def _name_to_source(self) -> dict[str, Source]:
        return {source.name: source for source in self.sources}

    @property
    def coders(self) -> tuple[str, ...]:
        """Everybody who put a code somewhere, sorted; empty names left out."""
        return tuple(sorted({each.coder for each in self.selections} - {""}))

    def source(self, name: str) -> Source:
        """Return the source called `name`.

        Raises:
            KeyError: If there is none of that name.
        """
        return self._name_to_source[name]

    def quote(self, selection: Selection) -> str:
        """Return the words of a selection, verbatim."""
        return self.source(selection.source).text[selection.span.start : selection.span.end]


def in_order(selection: Selection) -> tuple[str, Span, CodePath, str]:
    """The order of selections in a project; a key for `sorted`."""
    return selection.source, selection.span, selection.code, selection.coder


def joined(path: CodePath) -> str:
    """Return a path as one text.

    >>> joined(("tools", "phone"))
    'tools > phone'
    """
    return ABOVE.join(path)


def parted(text: str) -> CodePath:
    """Return the path that a text is; empty if one of its names is.

    >>> parted("tools>phone")
    ('tools', 'phone')
    """
    names = tuple(part.strip() for part in text.split(ABOVE.strip()))
    return names if all(names) else ()
