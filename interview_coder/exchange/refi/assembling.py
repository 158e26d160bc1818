"""From what a project file says to a project: places found, references followed, all accounted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from interview_coder.exchange.offsets import (
    Counting,
    RawPlace,
    RawText,
    choose_counting,
    places_of,
    span_at,
)
from interview_coder.exchange.project import (
    OURS,
    Case,
    Group,
    Memo,
    Project,
    Selection,
    Source,
    in_order,
)
from interview_coder.exchange.refi.names import plain_guid
from interview_coder.exchange.refi.parsing import (
    Parsed,
    ReadText,
    children,
    identifier,
    inside,
    local,
    parse,
    raw_place,
    said,
    targets,
    values_of,
)
from interview_coder.transcript import Span

if TYPE_CHECKING:
    from lxml.etree import _Element


@dataclass(kw_only=True)
class _Assembly:
    """What is gathered: selections and memos, and which notes belong to what."""

    parsed: Parsed
    linked: dict[str, list[str]]
    filler: str  # the day of the file, which stands where no other is known: programs want one
    selections: list[Selection] = field(default_factory=list)
    memos: list[Memo] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def assemble(root: _Element, read_text: ReadText) -> Project:
    """Return the project that a file describes.

    Args:
        root: `Project`, or `CodeBook` of a `.qdc` file.
        read_text: How to read the file of a text.
    """
    parsed = parse(root, read_text)
    filler = root.get("creationDateTime", "")
    work = _Assembly(parsed=parsed, linked=_links(root, parsed), filler=filler)
    origin = root.get("origin", "")
    sources = list(inside(root, "Sources", "TextSource"))
    told = list(_place_all(work, sources, origin))
    _add_memos(work, root, sources)
    return Project(
        name=root.get("name", ""),
        origin=origin,
        sources=tuple(Source(name=name, text=raw.text) for name, raw in parsed.texts.values()),
        codes=tuple(parsed.codes.values()),
        selections=tuple(sorted(work.selections, key=in_order)),
        cases=tuple(_cases(root, parsed)),
        memos=tuple(work.memos),
        groups=tuple(_groups(root, parsed)),
        left_out=tuple(parsed.tally.left_out()),
        notes=(*told, *parsed.renamed),
    )


def _links(root: _Element, parsed: Parsed) -> dict[str, list[str]]:
    """Identifier of an element to the notes that links tie to it, as NVivo writes annotations."""
    found: dict[str, list[str]] = defaultdict(list)
    for link in inside(root, "Links", "Link"):
        ends = [plain_guid(link.get(name, "")) for name in ("originGUID", "targetGUID")]
        notes = [end for end in ends if end in parsed.notes]
        if len(notes) == 1:
            (other,) = (end for end in ends if end not in notes)
            found[other].append(notes[0])
        else:
            parsed.tally.add("links", link.get("name", ""))
    return found


def _place_all(work: _Assembly, sources: Sequence[_Element], origin: str) -> Iterator[str]:
    """Find the place of every selection; yield what there is to say of how they are counted."""
    known = [source for source in sources if identifier(source) in work.parsed.texts]
    raws: list[tuple[RawText, list[RawPlace]]] = []
    for source in known:
        _, raw = work.parsed.texts[identifier(source)]
        places = (raw_place(each) for each in children(source, "PlainTextSelection"))
        raws.append((raw, [place for place in places if place]))
    n = sum(len(places) for _, places in raws)
    if not n or origin == OURS:
        counting = Counting()  # as we write it
    else:
        counting, n_on_words = choose_counting(raws, origin=origin)
        yield (
            f"places were counted in {counting}: {n_on_words} of {n} selections begin and end "
            "with words"
        )
    for source in known:
        _place(work, source, counting)


def _place(work: _Assembly, source: _Element, counting: Counting) -> None:
    name, raw = work.parsed.texts[identifier(source)]
    places = places_of(raw, counting)
    for element in children(source, "PlainTextSelection"):
        written = raw_place(element)
        span = span_at(written, places, counting) if written else None
        if span is None:
            where = f"{element.get('startPosition')}–{element.get('endPosition')}"
            sample = f"{name} {where} {element.get('name', '')}".strip()
            work.parsed.tally.add("selections that lie outside of their text", sample)
        else:
            _take(work, element, name, span)
    for _ in children(source, "Coding"):
        work.parsed.tally.add("codings of whole texts", name)


def _take(work: _Assembly, element: _Element, source: str, span: Span) -> None:
    parsed = work.parsed
    notes = _notes_at(work, element)
    codings = list(children(element, "Coding"))
    for note in notes:
        _memo(work, note, source=source, span=span)
    described = said(element, "Description")
    if described:
        work.memos.append(
            Memo(text=described, source=source, span=span, coder=parsed.user(element))
        )
    if not codings and not notes and not described:
        parsed.tally.add("selections without a code", element.get("name", ""))
    for coding in codings:
        code = next(
            (parsed.codes[t] for t in targets(coding, "CodeRef") if t in parsed.codes), None
        )
        if code is None:
            parsed.tally.add("codings with a code that is not there", element.get("name", ""))
            continue
        work.selections.append(
            Selection(
                source=source,
                span=span,
                code=code.path,
                coder=parsed.user(coding) or parsed.user(element),
                made=_made(coding, element, filler=work.filler),
                note="\n".join(_note_text(work, target) for target in targets(coding, "NoteRef")),
            )
        )


def _made(coding: _Element, selection: _Element, *, filler: str) -> str:
    told = coding.get("creationDateTime") or selection.get("creationDateTime") or ""
    return "" if told == filler else told


def _note_text(work: _Assembly, note: str) -> str:
    work.used.add(note)
    _, text = work.parsed.notes.get(note, (None, ""))
    return text


def _memo(
    work: _Assembly,
    note: str,
    *,
    source: str = "",
    span: Span | None = None,
    code: tuple[str, ...] = (),
) -> None:
    if note not in work.parsed.notes:
        return  # a note without a text, which was counted
    work.used.add(note)
    element, text = work.parsed.notes[note]
    work.memos.append(
        Memo(
            text=text,
            title=element.get("name", ""),
            source=source,
            span=span,
            code=code,
            coder=work.parsed.user(element),
        )
    )


def _add_memos(work: _Assembly, root: _Element, sources: Sequence[_Element]) -> None:
    """Add the notes on texts, codes and the project; whatever is left is of the project, too."""
    parsed = work.parsed
    for source in sources:
        name, _ = parsed.texts.get(identifier(source), ("", None))
        for note in _notes_at(work, source) if name else ():
            _memo(work, note, source=name)
    for element in root.iter("{*}Code"):
        code = parsed.codes.get(identifier(element))
        for note in _notes_at(work, element) if code else ():
            _memo(work, note, code=code.path if code else ())
    for note in (*targets(root, "NoteRef"), *parsed.notes):
        if note not in work.used:
            _memo(work, note)


def _notes_at(work: _Assembly, element: _Element) -> tuple[str, ...]:
    return (*targets(element, "NoteRef"), *work.linked.get(identifier(element), ()))


def _cases(root: _Element, parsed: Parsed) -> Iterator[Case]:
    for case in inside(root, "Cases", "Case"):
        yield Case(
            name=case.get("name", ""),
            attributes=values_of(case, parsed.variables),
            sources=tuple(
                parsed.texts[target][0]
                for target in targets(case, "SourceRef")
                if target in parsed.texts
            ),
        )
        for _ in children(case, "CodeRef", "SelectionRef"):
            parsed.tally.add("references of cases to codes and selections", case.get("name", ""))
    for source in inside(root, "Sources", "TextSource"):
        values = values_of(source, parsed.variables)
        if values and identifier(source) in parsed.texts:
            name, _ = parsed.texts[identifier(source)]
            yield Case(name=name, attributes=values, sources=(name,))


def _groups(root: _Element, parsed: Parsed) -> Iterator[Group]:
    for group in inside(root, "Sets", "Set"):
        notes = sum(1 for child in group if local(child) == "MemberNote")
        if notes:
            parsed.tally.add("notes as members of sets", group.get("name", ""), n=notes)
        yield Group(
            name=group.get("name", ""),
            description=said(group, "Description"),
            codes=tuple(
                parsed.codes[target].path
                for target in targets(group, "MemberCode")
                if target in parsed.codes
            ),
            sources=tuple(
                parsed.texts[target][0]
                for target in targets(group, "MemberSource")
                if target in parsed.texts
            ),
        )
