"""Projects as pandas data frames, and from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from interview_coder.errors import ExchangeError
from interview_coder.exchange.project import (
    CodePath,
    Project,
    ProjectCode,
    Selection,
    Source,
    in_order,
    joined,
    parted,
)
from interview_coder.transcript import Span

if TYPE_CHECKING:
    import pandas as pd

SOURCE_COLUMNS = ("source", "text", "text_hash")
CODE_COLUMNS = ("code", "description", "color", "is_codable")
SELECTION_COLUMNS = ("source", "start", "end", "text", "code", "coder", "made", "note")
_REQUIRED = ("source", "start", "end", "code")


class Frames(NamedTuple):
    """A project as data frames.

    Attributes:
        sources: A row a text; columns as in `SOURCE_COLUMNS`.
        codes: A row a code; columns as in `CODE_COLUMNS`.
        selections: A row a selection; columns as in `SELECTION_COLUMNS`. `start` and `end` are
            code points, the end exclusive.
    """

    sources: pd.DataFrame
    codes: pd.DataFrame
    selections: pd.DataFrame


def project_frames(project: Project) -> Frames:
    """Return a project as data frames; `from_frames` makes one of them again."""
    import pandas as pd

    def frame(rows: Iterator[tuple[object, ...]], columns: tuple[str, ...]) -> pd.DataFrame:
        return pd.DataFrame(list(rows), columns=list(columns))

    return Frames(
        sources=frame(
            ((each.name, each.text, each.text_hash) for each in project.sources), SOURCE_COLUMNS
        ),
        codes=frame(
            (
                (joined(code.path), code.description, code.color, code.is_codable)
                for code in project.codes
            ),
            CODE_COLUMNS,
        ),
        selections=frame(
            (
                (
                    each.source, each.span.start, each.span.end, project.quote(each),
                    joined(each.code), each.coder, each.made, each.note,
                )
                for each in project.selections
            ),
            SELECTION_COLUMNS,
        ),
    )  # fmt: skip


def from_frames(
    selections: pd.DataFrame,
    *,
    sources: Mapping[str, str] | pd.DataFrame,
    codes: pd.DataFrame | None = None,
    name: str = "",
) -> Project:
    """Make a project of data frames, each row checked.

    Args:
        selections: Columns `source`, `start`, `end`, `code`, and optionally `coder`, `made`,
            `note`, and `text`, which must be the words at the place. `start` and `end` are code
            points, the end exclusive; `>` stands between the names of a code and those above it.
        sources: Name to text, or a frame with the columns `source` and `text`.
        codes: Columns `code`, and optionally `description`, `color`, `is_codable`; those of the
            selections that are missing are added.
        name: Of the project.

    Raises:
        ExchangeError: With every row that cannot be understood, by its index: of sources and
            codes first, what is there twice among them, then of selections.
    """
    faults: list[str] = []
    texts = _texts(sources, faults)
    own = _codes(codes, faults) if codes is not None else {}
    missing = [column for column in _REQUIRED if column not in selections.columns]
    if missing:
        faults.append(f"the selections have no column {', '.join(missing)}")
    if faults:
        raise ExchangeError(faults)
    found = _selections(selections, texts, faults)
    if faults:
        raise ExchangeError(faults)
    for path in sorted({each.code for each in found}):
        own.setdefault(path, ProjectCode(path=path))
    return Project(
        name=name,
        sources=tuple(Source(name=key, text=text) for key, text in texts.items()),
        codes=tuple(own.values()),
        selections=tuple(sorted(found, key=in_order)),
    )


def _texts(sources: Mapping[str, str] | pd.DataFrame, faults: list[str]) -> dict[str, str]:
    import pandas as pd

    if not isinstance(sources, pd.DataFrame):
        return dict(sources)
    if not {"source", "text"} <= set(sources.columns):
        faults.append("the sources need the columns source and text")
        return {}
    texts: dict[str, str] = {}
    for index, cells in _rows(sources):
        name, text = _name(cells["source"]), cells["text"]
        if not name or name in texts:
            what = f"source {name!r} is there twice" if name else "no name"
            faults.append(f"row {index} of the sources: {what}")
        elif not isinstance(text, str):
            faults.append(f"row {index} of the sources: {name!r} has no text")
        else:
            texts[name] = text
    return texts


def _codes(codes: pd.DataFrame, faults: list[str]) -> dict[CodePath, ProjectCode]:
    found: dict[CodePath, ProjectCode] = {}
    for index, cells in _rows(codes):
        path = parted(str(cells.get("code") or ""))
        if not path or path in found:
            what = f"{joined(path)!r} is there twice" if path else "no code"
            faults.append(f"row {index} of the codes: {what}")
            continue
        found[path] = ProjectCode(
            path=path,
            description=str(cells.get("description") or ""),
            color=str(cells.get("color") or ""),
            is_codable=cells.get("is_codable") not in (False, 0, "false"),
        )
    return found


def _selections(
    selections: pd.DataFrame, texts: Mapping[str, str], faults: list[str]
) -> list[Selection]:
    found: list[Selection] = []
    for index, cells in _rows(selections):
        wrong = list(_faults(cells, texts))
        faults += [f"row {index}: {fault}" for fault in wrong]
        if not wrong:
            found.append(_selection(cells))
    return found


def _rows(frame: pd.DataFrame) -> Iterator[tuple[object, dict[str, Any]]]:
    """Yield the index and the cells of each row; None stands for what pandas has for missing."""
    import pandas as pd

    for index, row in frame.iterrows():
        yield index, {str(key): None if pd.isna(value) else value for key, value in row.items()}


def _faults(cells: Mapping[str, Any], texts: Mapping[str, str]) -> Iterator[str]:
    source = _name(cells["source"])
    if source not in texts:
        yield f"source {source!r} is not one of {', '.join(map(repr, texts))}"
        return
    if not parted(str(cells["code"] or "")):
        yield "no code"
    start, end = cells["start"], cells["end"]
    text = texts[source]
    if not _is_whole(start) or not _is_whole(end):
        yield f"start {start!r} and end {end!r} must be whole numbers"
    elif not 0 <= int(start) < int(end) <= len(text):
        yield f"{int(start)}–{int(end)} lies outside of {source}, which has {len(text)} characters"
    elif cells.get("text") not in (None, words := text[int(start) : int(end)]):
        yield f"the text is {cells['text']!r}, but at its place stands {words!r}"


def _name(value: object) -> str:
    """The name of a source, which pandas may have taken for a number."""
    return "" if value is None else str(value)


def _is_whole(value: Any) -> bool:
    try:
        number = int(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return bool(number == value or str(number) == str(value).strip())


def _selection(cells: Mapping[str, Any]) -> Selection:
    return Selection(
        source=_name(cells["source"]),
        span=Span(start=int(cells["start"]), end=int(cells["end"])),
        code=parted(str(cells["code"])),
        coder=str(cells.get("coder") or ""),
        made=str(cells.get("made") or ""),
        note=str(cells.get("note") or ""),
    )
