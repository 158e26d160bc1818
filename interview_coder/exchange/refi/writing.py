"""A project as the XML of REFI-QDA, with the texts that lie beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import (
    OURS,
    CodePath,
    Memo,
    Project,
    ProjectCode,
    Selection,
    Source,
)
from interview_coder.exchange.refi.names import CODEBOOK, INTERNAL, PROJECT, guid, not_in_xml
from interview_coder.exchange.refi.writable import check
from interview_coder.transcript import Span

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAME_LENGTH = 80
_MADE = "creationDateTime"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")


@dataclass(kw_only=True)
class _Writer:
    """What is gathered while the document is written.

    Attributes:
        project: What is written.
        made: When, in ISO 8601.
        texts: File name to the text in it.
        notes: Elements of notes, in the order in which they are referred to.
    """

    project: Project
    made: str
    texts: dict[str, str] = field(default_factory=dict)
    notes: list[_Element] = field(default_factory=list)


def write_document(project: Project, *, made: str) -> tuple[bytes, Mapping[str, str]]:
    """Return the bytes of `project.qde`, and file name to text of what lies in its folder.

    Args:
        project: What to write.
        made: When, in ISO 8601; stands wherever the project does not say when something was made.
            Nothing stands there if it is empty.

    Raises:
        ExchangeError: With every name that XML cannot hold, and every reference to nothing.
    """
    check(project)
    made = _when(made)
    writer = _Writer(project=project, made=made)
    root = _element(
        "Project", PROJECT, name=project.name, origin=OURS,
        creatingUserGUID=_user(OURS), creationDateTime=made,
    )  # fmt: skip
    memos = [memo for memo in project.memos if not (memo.source or memo.code)]
    parts = (
        _container("Users", _users(project)),
        _codebook(writer, PROJECT),
        _container("Variables", _variables(project)),
        _container("Cases", _cases(project)),
        _container("Sources", (_source(writer, source) for source in project.sources)),
    )
    root.extend(part for part in parts if part is not None)
    references = [
        _noted(writer, memo.text, memo.title, memo.coder, n) for n, memo in enumerate(memos)
    ]
    for part in (
        _container("Notes", writer.notes),
        _container("Sets", _sets(project, PROJECT)),
    ):
        if part is not None:
            root.append(part)
    root.extend(references)
    return _bytes(root), writer.texts


def write_codebook(project: Project) -> bytes:
    """Return the bytes of a `.qdc` codebook: codes and sets of codes.

    Raises:
        ExchangeError: As for `write_document`, or if there is no code.
    """
    check(project)
    if not project.codes:
        raise ExchangeError(["there is no code to write"])
    root = _element("CodeBook", CODEBOOK, origin=OURS)
    codes = _codes(None, project, CODEBOOK)
    for part in (
        _container("Codes", codes, CODEBOOK),
        _container("Sets", _sets(project, CODEBOOK), CODEBOOK),
    ):
        if part is not None:
            root.append(part)
    return _bytes(root)


def _element(tag: str, namespace: str = PROJECT, /, **attributes: str) -> _Element:
    from lxml import etree

    element: _Element = etree.Element(f"{{{namespace}}}{tag}", nsmap={None: namespace})
    for name, value in attributes.items():
        if value or name != _MADE:
            element.set(name, value)
    return element


def _when(told: str) -> str:
    """A moment as the schema has it; empty if `told` is none, such as a day alone."""
    if not _MOMENT.match(told):
        return ""
    try:
        return datetime.fromisoformat(told.replace("Z", "+00:00")).isoformat()
    except ValueError:
        return ""


def _text(tag: str, text: str, namespace: str = PROJECT) -> _Element:
    element = _element(tag, namespace)
    element.text = text
    return element


def _container(tag: str, children: Iterable[_Element], namespace: str = PROJECT) -> _Element | None:
    """An element around children; None without any, because none may be empty."""
    children = list(children)
    if not children:
        return None
    element = _element(tag, namespace)
    element.extend(children)
    return element


def _user(name: str) -> str:
    return guid("user", name)


def _users(project: Project) -> Iterator[_Element]:
    coders = {*project.coders, *(memo.coder for memo in project.memos)} - {""}
    for name in dict.fromkeys([OURS, *sorted(coders)]):
        yield _element("User", guid=_user(name), name=name)


def _codebook(writer: _Writer, namespace: str) -> _Element | None:
    codes = _container("Codes", _codes(writer, writer.project, namespace), namespace)
    return None if codes is None else _container("CodeBook", [codes], namespace)


def _codes(writer: _Writer | None, project: Project, namespace: str) -> Iterator[_Element]:
    """Yield the outermost codes, those below them inside; a code above that is missing is made."""
    elements: dict[CodePath, _Element] = {}
    known = {code.path: code for code in project.codes}
    for path in known:
        for depth in range(1, len(path) + 1):
            own = path[:depth]
            if own in elements:
                continue
            code = known.get(own) or ProjectCode(path=own, is_codable=False)
            elements[own] = _code(writer, code, namespace)
            if depth > 1:
                elements[own[:-1]].append(elements[own])
    yield from (element for path, element in elements.items() if len(path) == 1)


def _code(writer: _Writer | None, code: ProjectCode, namespace: str) -> _Element:
    element = _element(
        "Code", namespace, guid=guid("code", *code.path), name=code.path[-1],
        isCodable="true" if code.is_codable else "false",
    )  # fmt: skip
    if code.color:
        element.set("color", code.color)
    if code.description:
        element.append(_text("Description", code.description, namespace))
    if writer:
        memos = [memo for memo in writer.project.memos if memo.code == code.path]
        element.extend(
            _noted(writer, memo.text, memo.title, memo.coder, "code", *code.path, n)
            for n, memo in enumerate(memos)
        )
    return element


def _variables(project: Project) -> Iterator[_Element]:
    names = dict.fromkeys(name for case in project.cases for name in case.attributes)
    for name in names:
        # Text always: a number read back as a number would lose how it was written.
        yield _element("Variable", guid=guid("variable", name), name=name, typeOfVariable="Text")


def _cases(project: Project) -> Iterator[_Element]:
    for number, case in enumerate(project.cases):
        element = _element("Case", guid=guid("case", number, case.name), name=case.name)
        for name, value in case.attributes.items():
            pair = _element("VariableValue")
            pair.append(_element("VariableRef", targetGUID=guid("variable", name)))
            pair.append(_text("TextValue", value))
            element.append(pair)
        for source in case.sources:
            element.append(_element("SourceRef", targetGUID=guid("source", source)))
        yield element


def _source(writer: _Writer, source: Source) -> _Element:
    id_ = guid("source", source.name)
    writer.texts[f"{id_}.txt"] = source.text
    element = _element(
        "TextSource", guid=id_, name=source.name, plainTextPath=f"{INTERNAL}{id_}.txt",
        creatingUser=_user(OURS), creationDateTime=writer.made,
    )  # fmt: skip
    own = [each for each in writer.project.selections if each.source == source.name]
    own.sort(key=lambda each: (each.span, each.coder, each.code))
    for _, codings in groupby(own, lambda each: (each.span, each.coder)):
        element.append(_selection(writer, source, list(codings)))
    about = [memo for memo in writer.project.memos if memo.source == source.name]
    for n, memo in enumerate(about):
        if memo.span:
            element.append(_annotation(writer, source, memo, memo.span, n))
    element.extend(
        _noted(writer, memo.text, memo.title, memo.coder, "source", source.name, n)
        for n, memo in enumerate([memo for memo in about if not memo.span])
    )
    return element


def _place(source: Source, start: int, end: int, coder: str, made: str, *key: object) -> _Element:
    words = " ".join(source.text[start:end].split())
    name = words if len(words) <= _NAME_LENGTH else f"{words[: _NAME_LENGTH - 2]} …"
    element = _element(
        "PlainTextSelection", guid=guid("selection", source.name, start, end, coder, *key),
        name="" if not_in_xml(name) else name,
        startPosition=str(start), endPosition=str(end), creationDateTime=made,
    )  # fmt: skip
    if coder:
        element.set("creatingUser", _user(coder))
    return element


def _selection(writer: _Writer, source: Source, codings: list[Selection]) -> _Element:
    first = codings[0]
    span = first.span
    element = _place(source, span.start, span.end, first.coder, _when(first.made) or writer.made)
    for n, coding in enumerate(codings):
        key = (source.name, span.start, span.end, coding.coder, *coding.code, n)
        made = _element(
            "Coding", guid=guid("coding", *key), creationDateTime=_when(coding.made) or writer.made
        )
        if coding.coder:
            made.set("creatingUser", _user(coding.coder))
        made.append(_element("CodeRef", targetGUID=guid("code", *coding.code)))
        if coding.note:
            made.append(_noted(writer, coding.note, "", coding.coder, "coding", *key))
        element.append(made)
    return element


def _annotation(writer: _Writer, source: Source, memo: Memo, span: Span, n: int) -> _Element:
    """A selection without a code, to which a note belongs."""
    element = _place(source, span.start, span.end, memo.coder, writer.made, "memo", n)
    element.append(_noted(writer, memo.text, memo.title, memo.coder, "span", source.name, span, n))
    return element


def _noted(writer: _Writer, text: str, title: str, coder: str, *key: object) -> _Element:
    """Write a note, its text in a file of its own, and return the reference to it."""
    id_ = guid("note", *key)
    writer.texts[f"{id_}.txt"] = text
    note = _element(
        "Note", guid=id_, plainTextPath=f"{INTERNAL}{id_}.txt", creationDateTime=writer.made
    )
    if title:
        note.set("name", title)
    if coder:
        note.set("creatingUser", _user(coder))
    writer.notes.append(note)
    return _element("NoteRef", targetGUID=id_)


def _sets(project: Project, namespace: str) -> Iterator[_Element]:
    # The two schemas of the standard call the attribute differently.
    reference = "targetGUID" if namespace == PROJECT else "guid"
    for number, group in enumerate(project.groups):
        element = _element("Set", namespace, guid=guid("set", number, group.name), name=group.name)
        if group.description:
            element.append(_text("Description", group.description, namespace))
        for path in group.codes:
            element.append(_element("MemberCode", namespace, **{reference: guid("code", *path)}))
        for source in group.sources if namespace == PROJECT else ():
            element.append(
                _element("MemberSource", namespace, **{reference: guid("source", source)})
            )
        yield element


def _bytes(root: _Element) -> bytes:
    from lxml import etree

    etree.indent(root)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="utf-8")
    return data + b"\n"
