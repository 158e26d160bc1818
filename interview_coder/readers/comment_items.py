"""Lists of objects in JSON as tables: a row an object, a column a key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source
from interview_coder.readers.tables.rows import Row, Table

_MAX_DEPTH = 3


def parse_items(source: Source) -> Table:
    """Read a list of objects, or an object that holds one such list.

    An object inside an object gives columns such as `user.name`. Lists inside objects are not read.

    Returns:
        A table whose rows are numbered from 1; its header has the line number 0.

    Raises:
        ReadError: If the file is no JSON, or holds no list of objects.
    """
    items = [dict(_flat(item)) for item in _items(source, _load(source))]
    header = tuple(dict.fromkeys(key for item in items for key in item))
    rows = tuple(
        Row(cells=tuple(item.get(key, "") for key in header), line_no=number)
        for number, item in enumerate(items, start=1)
    )
    return Table(name="", header=Row(cells=header, line_no=0), rows=rows)


def _load(source: Source) -> Any:
    try:
        return json.loads(source.decode().removeprefix("\ufeff"))
    except json.JSONDecodeError as error:
        message = f"is no JSON: {error.msg} at column {error.colno}"
        raise ReadError(message, path=source.path, line_no=error.lineno) from error
    except RecursionError as error:
        raise ReadError("is nested too deeply for comments", path=source.path) from error


def _items(source: Source, content: Any) -> Sequence[Mapping[str, Any]]:
    lists = list(content.values()) if isinstance(content, dict) else [content]
    found = [each for each in lists if _is_list_of_objects(each)]
    if len(found) == 1:
        items: Sequence[Mapping[str, Any]] = found[0]
        return items
    what = "several lists" if found else "no list"
    message = f'holds {what} of objects; write the comments as [{{"text": "…"}}, …]'
    raise ReadError(message, path=source.path)


def _is_list_of_objects(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(v, dict) for v in value)


def _flat(
    item: Mapping[str, Any], *, prefix: str = "", depth: int = 1
) -> Iterator[tuple[str, str]]:
    for key, value in item.items():
        name = f"{prefix}{key}"
        if isinstance(value, dict):
            if depth < _MAX_DEPTH:
                yield from _flat(value, prefix=f"{name}.", depth=depth + 1)
        elif isinstance(value, str):
            yield name, value
        elif isinstance(value, (int, float)):
            yield name, str(value)
        else:
            yield name, ""
