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
        ExchangeError: With every row that cannot be understood, by its index.
    """
    texts = _texts(sources)
    missing = [column for column in _REQUIRED if column not in selections.columns]
    if missing:
        raise ExchangeError([f"the selections have no column {', '.join(missing)}"])
    faults: list[str] = []
    found: list[Selection] = []
    for index, row in selections.iterrows():
        cells = {str(column): _cell(value) for column, value in row.items()}
        wrong = list(_faults(cells, texts))
        faults += [f"row {index}: {fault}" for fault in wrong]
        if not wrong:
            found.append(_selection(cells))
    if faults:
        raise ExchangeError(faults)
    own = dict(_codes(codes)) if codes is not None else {}
    for path in sorted({each.code for each in found}):
        own.setdefault(path, ProjectCode(path=path))
    return Project(
        name=name,
        sources=tuple(Source(name=key, text=text) for key, text in texts.items()),
        codes=tuple(own.values()),
        selections=tuple(sorted(found, key=in_order)),
    )


def _texts(sources: Mapping[str, str] | pd.DataFrame) -> dict[str, str]:
    import pandas as pd

    if not isinstance(sources, pd.DataFrame):
        return dict(sources)
    if not {"source", "text"} <= set(sources.columns):
        raise ExchangeError(["the sources need the columns source and text"])
    return {str(row["source"]): str(row["text"]) for _, row in sources.iterrows()}


def _cell(value: Any) -> object:
    """A value with what pandas has for missing as None."""
    import pandas as pd

    return None if pd.isna(value) else value


def _faults(cells: Mapping[str, object], texts: Mapping[str, str]) -> Iterator[str]:
    source = cells["source"]
    if source not in texts:
        yield f"source {source!r} is not one of {', '.join(map(repr, texts))}"
        return
    if not parted(str(cells["code"] or "")):
        yield "no code"
    start, end = _number(cells["start"]), _number(cells["end"])
    text = texts[str(source)]
    if start is None or end is None:
        yield f"start {cells['start']!r} and end {cells['end']!r} must be whole numbers"
    elif not 0 <= start < end <= len(text):
        yield f"{start}–{end} lies outside of {source}, which has {len(text)} characters"
    elif cells.get("text") not in (None, text[start:end]):
        yield f"the text is {cells['text']!r}, but at its place stands {text[start:end]!r}"


def _number(value: object) -> int | None:
    try:
        number = int(value)  # type: ignore[call-overload]  # what is no number is told
    except (TypeError, ValueError, OverflowError):
        return None
    return int(number) if number == value or str(number) == str(value).strip() else None


def _selection(cells: Mapping[str, object]) -> Selection:
    return Selection(
        source=str(cells["source"]),
        span=Span(start=_number(cells["start"]) or 0, end=_number(cells["end"]) or 1),
        code=parted(str(cells["code"] or "")),
        coder=str(cells.get("coder") or ""),
        made=str(cells.get("made") or ""),
        note=str(cells.get("note") or ""),
    )


def _codes(codes: pd.DataFrame) -> Iterator[tuple[CodePath, ProjectCode]]:
    for index, row in codes.iterrows():
        cells = {str(column): _cell(value) for column, value in row.items()}
        path = parted(str(cells.get("code") or ""))
        if not path:
            raise ExchangeError([f"row {index} of the codes: no code"])
        yield (
            path,
            ProjectCode(
                path=path,
                description=str(cells.get("description") or ""),
                color=str(cells.get("color") or ""),
                is_codable=cells.get("is_codable") not in (False, 0, "false"),
            ),
        )
