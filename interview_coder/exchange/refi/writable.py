"""Whether a project can be written as XML, so that it comes back as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import Project, joined
from interview_coder.exchange.refi.names import not_in_xml

_ABOUT = 40
_HALF = re.compile("[\ud800-\udfff]")


def check(project: Project) -> None:
    """Make sure that a project can be written as XML.

    Raises:
        ExchangeError: With every fault.
    """
    paths = {code.path for code in project.codes}
    names = {source.name for source in project.sources}
    faults = [
        f"source {source.name!r}: {fault}"
        for source in project.sources
        if (fault := _fault_of(source.text))
    ]
    faults += [
        f"{what}: {sign} cannot stand in XML; take it out" for what, sign in _unwritable(project)
    ]
    notes = [*(memo.text for memo in project.memos), *(each.note for each in project.selections)]
    faults += [f"note {text[:_ABOUT]!r}: {fault}" for text in notes if (fault := _lost(text))]
    for selection in project.selections:
        if selection.code not in paths:
            faults.append(f"a coding of {joined(selection.code)!r}, which is no code of it")
        if selection.source not in names:
            faults.append(f"a coding in {selection.source!r}, which is no source of it")
    if faults:
        raise ExchangeError(list(dict.fromkeys(faults)))


def _fault_of(text: str) -> str:
    """What makes a text one that another program would count otherwise; empty if nothing."""
    if "\r" in text:
        return r"its line ends must be \n alone"
    return _lost(text)


def _lost(text: str) -> str:
    """What of a text its file could not give back; empty if nothing."""
    if text.startswith("\ufeff"):
        return "begins with U+FEFF, which is taken for the mark of its file"
    half = _HALF.search(text)
    return f"half a character stands at {half.start()}" if half else ""


def _unwritable(project: Project) -> Iterator[tuple[str, str]]:
    told: list[tuple[str, str]] = [("the project's name", project.name + project.origin)]
    told += [(f"source {source.name!r}", source.name) for source in project.sources]
    for code in project.codes:
        told.append((f"code {code.path[-1]!r}", code.path[-1] + code.description))
    told += [(f"coder {name!r}", name) for name in project.coders]
    told += [(f"memo {memo.title!r}", memo.title + memo.coder) for memo in project.memos]
    told += [(f"set {each.name!r}", each.name + each.description) for each in project.groups]
    for case in project.cases:
        values = [case.name, *case.attributes, *case.attributes.values()]
        told.append((f"case {case.name!r}", "".join(values)))
    yield from ((what, sign) for what, text in told if (sign := not_in_xml(text)))
