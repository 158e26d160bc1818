"""Labelled spans as programs for machine learning write them, made into a project."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from interview_coder.exchange.offsets import (
    Counting,
    RawPlace,
    RawText,
    places_of,
    span_at,
    ways_of,
)
from interview_coder.exchange.placing import theme_codes
from interview_coder.exchange.project import (
    CodePath,
    Project,
    ProjectCode,
    Selection,
    Source,
    in_order,
    parted,
)
from interview_coder.exchange.unique_names import UniqueNames
from interview_coder.readers.pieces import Tally
from interview_coder.readers.stt.document import pick
from interview_coder.transcript import Span

_START = ("start", "start_offset")
_END = ("end", "end_offset")


class LabelError(Exception):
    """A record of a file is no labelled text; says what is wrong with it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """A label on a stretch of a text, as a file says it.

    Attributes:
        place: Where; its name is the words that the file gives beside it, if any.
        label: The code, after those above it.
        coder: Who put it there; empty where the file does not say.
        made: When; empty where the file does not say.
        note: What the coder wrote to it.
    """

    place: RawPlace
    label: str
    coder: str = ""
    made: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelledText:
    """A text with its labels; a file may hold the same text several times, once a coder.

    Attributes:
        name: What the file calls it; empty if it does not.
        text: As it stands there.
        labels: On it, in the order of the file.
    """

    name: str
    text: str = field(repr=False)
    labels: tuple[Label, ...]


def selections_by_coder(project: Project) -> Mapping[str, Mapping[str, list[Selection]]]:
    """Return source and coder to selections; codes that are themes repeat those above them."""
    themes = theme_codes(project)
    found: dict[str, dict[str, list[Selection]]] = {}
    for selection in project.selections:
        if selection.code not in themes:
            own = found.setdefault(selection.source, {})
            own.setdefault(selection.coder, []).append(selection)
    return found


def label_of(
    record: dict[str, Any], label: object, *, where: str, coder: str, made: str, note: object
) -> Label:
    """Return the label that an object with `start` and `end`, and perhaps `text`, is.

    Args:
        record: The object.
        label: The code, as the file has it.
        where: The object's place in the file, for errors.
        coder: Who put it there.
        made: When.
        note: What the coder wrote to it, if anything.

    Raises:
        LabelError: If a place is no whole number, or the label is no text.
    """
    start, end = pick(record, _START), pick(record, _END)
    if type(start) is not int or type(end) is not int:
        raise LabelError(f"{where}: start {start!r} and end {end!r} must be whole numbers")
    if not isinstance(label, str):
        raise LabelError(f"{where}: the label {label!r} is no text")
    words = record.get("text")
    return Label(
        place=RawPlace(start=start, end=end, name=words if isinstance(words, str) else ""),
        label=label,
        coder=coder,
        made=made,
        note=note if isinstance(note, str) else "",
    )


def project_of_labelled(
    texts: Sequence[LabelledText], *, name: str, origin: str, tally: Tally
) -> Project:
    """Return the project that labelled texts are.

    Places are code points or UTF-16 units, whichever puts the labels on the words beside them.

    Args:
        texts: In the order of the file.
        name: Of the project.
        origin: The program that wrote the file.
        tally: What was left out while reading; what has no place is added.
    """
    counting, notes = _counting(texts)
    sources = _sources(texts)
    found: dict[tuple[object, ...], Selection] = {}
    for text in texts:
        source = sources[text.name, text.text]
        raw = RawText(written=text.text)
        places = places_of(raw, counting) if text.labels else []
        for label in text.labels:
            selection = _selection(label, source, places, counting, tally)
            if selection:
                found.setdefault(in_order(selection), selection)
    selections = tuple(sorted(found.values(), key=in_order))
    paths = dict.fromkeys(
        path[:n]
        for path in sorted({selection.code for selection in selections})
        for n in range(1, len(path) + 1)
    )
    return Project(
        name=name,
        origin=origin,
        sources=tuple(sources.values()),
        codes=tuple(ProjectCode(path=path) for path in paths),
        selections=selections,
        left_out=tuple(tally.left_out()),
        notes=notes,
    )


def _counting(texts: Sequence[LabelledText]) -> tuple[Counting, tuple[str, ...]]:
    """How places are counted: in code points, unless the words beside them show otherwise."""
    raws = [RawText(written=text.text) for text in texts]
    ways = [way for way in ways_of(raws) if not way.last_included]
    if len(ways) == 1:
        return ways[0], ()
    n_fitting = [sum(_n_fitting(text, way) for text in texts) for way in ways]
    n, best = max(n_fitting), ways[n_fitting.index(max(n_fitting))]
    if best == ways[0]:
        return best, ()
    told = f"so {n} labels stand on their words, otherwise {n_fitting[0]}"
    return best, (f"places were counted in {best}: {told}",)


def _n_fitting(text: LabelledText, way: Counting) -> int:
    """How many labels stand on the words that the file gives beside them."""
    named = [label.place for label in text.labels if label.place.name]
    if not named:
        return 0
    raw = RawText(written=text.text)
    places = places_of(raw, way)
    spans = ((place.name, span_at(place, places, way)) for place in named)
    return sum(span is not None and _same(raw.text, span, name) for name, span in spans)


def _same(text: str, span: Span, words: str) -> bool:
    return "".join(text[span.start : span.end].split()) == "".join(words.split())


def _sources(texts: Iterable[LabelledText]) -> dict[tuple[str, str], Source]:
    """(Name, text) in the file to a source; names are made unique, in the order of the file."""
    sources: dict[tuple[str, str], Source] = {}
    names = UniqueNames()
    for text in texts:
        key = (text.name, text.text)
        if key not in sources:
            own = names.give(text.name or "text")
            sources[key] = Source(name=own, text=RawText(written=text.text).text)
    return sources


def _selection(
    label: Label, source: Source, places: Sequence[int], counting: Counting, tally: Tally
) -> Selection | None:
    span = span_at(label.place, places, counting)
    path: CodePath = parted(label.label)
    words = label.place.name
    where = f"{source.name} {label.place.start}–{label.place.end} {words}".strip()
    if not path:
        tally.add("spans without a label", where)
    elif span is None:
        tally.add("labels that lie outside of their text", where)
    elif words and not _same(source.text, span, words):
        tally.add("labels whose words are not what stands at their place", where)
    else:
        return Selection(
            source=source.name,
            span=span,
            code=path,
            coder=label.coder,
            made=label.made,
            note=label.note,
        )
    return None
