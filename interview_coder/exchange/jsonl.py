"""A line a text: labelled spans as spaCy's users, Prodigy and doccano write them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from interview_coder.errors import ExchangeError, ReadError
from interview_coder.exchange.labelled import (
    Label,
    LabelError,
    LabelledText,
    label_of,
    project_of_labelled,
    selections_by_coder,
)
from interview_coder.exchange.project import Project, Selection, joined
from interview_coder.readers.opening import MAX_DOCUMENT_BYTES, read_file
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source
from interview_coder.readers.stt.document import pick

_SPANS = ("spans", "label", "labels", "entities")
_CODER = ("_annotator_id", "annotator", "_session_id")
_NAME = ("source", "file", "filename", "id")
_NOT_ACCEPTED = ("reject", "ignore")
_PARTS = 3


def write_jsonl(project: Project) -> bytes:
    """Return a project's selections as JSONL: a line a text and coder.

    Each line has `text`, `spans` (`start` and `end` in code points, the end exclusive, `label`, and
    the words as `text`), `meta` with the `source` and its `text_hash`, and `_annotator_id`. A text
    without selections has a line with none. Codes that are themes are left out, as they repeat
    those above them.
    """
    coded = selections_by_coder(project)
    lines = [
        {
            "text": source.text,
            "spans": [_span(project, each) for each in own],
            "meta": {"source": source.name, "text_hash": source.text_hash},
            **({"_annotator_id": coder} if coder else {}),
        }
        for source in project.sources
        for coder, own in (coded.get(source.name) or {"": []}).items()
    ]
    return "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines).encode(
        "utf-8", "surrogatepass"
    )


def _span(project: Project, selection: Selection) -> dict[str, object]:
    note = {"note": selection.note} if selection.note else {}
    return {
        "start": selection.span.start,
        "end": selection.span.end,
        "label": joined(selection.code),
        "text": project.quote(selection),
        **note,
    }


def read_jsonl(path: Path | str) -> Project:
    """Read labelled spans, a line a text.

    A line is an object with `text` and one of `spans`, `label`, `labels` or `entities`: a list of
    objects (`start`, `end`, `label`) or of triples. Its source is called what `meta.source` says,
    or `id`, or its line; its coder is `_annotator_id`. Lines that were rejected or passed over are
    left out.

    Raises:
        ExchangeError: With every line that is none of this.
    """
    path = Path(path)
    try:
        text = Source(path=path, data=read_file(path, max_bytes=MAX_DOCUMENT_BYTES)).decode()
    except ReadError as error:
        raise ExchangeError([error.message], path=path) from error
    faults: list[str] = []
    tally = Tally()
    texts: list[LabelledText] = []
    # Not splitlines: a line separator within a JSON text does not end a line of the file.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        if line.strip():
            try:
                texts += _texts(json.loads(line), number, tally)
            except LabelError as error:
                faults.append(f"line {number}: {error}")
            except RecursionError:
                faults.append(f"line {number}: is nested too deep")
            except ValueError as error:
                faults.append(f"line {number}: is no JSON: {error}")
    if faults:
        raise ExchangeError(faults, path=path)
    return project_of_labelled(texts, name=path.stem, origin="", tally=tally)


def _texts(record: Any, number: int, tally: Tally) -> Iterator[LabelledText]:
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise LabelError('needs an object with "text"')
    kept = [key for key in _SPANS if isinstance(record.get(key), list)]
    if len(kept) != 1:
        told = " and ".join(kept) or "none of them"
        raise LabelError(f"needs one list of {', '.join(_SPANS)}; it has {told}")
    name = pick(record.get("meta") or {}, _NAME) if isinstance(record.get("meta"), dict) else None
    name = str(name if name is not None else pick(record, _NAME) or f"line {number}")
    if record.get("answer") in _NOT_ACCEPTED:
        tally.add(f"texts with the answer {record['answer']}", name)
        return
    coder = str(pick(record, _CODER) or "")
    made = _time(record.get("_timestamp"))
    labels = [
        _label(span, where=f"{kept[0]}[{n}]", coder=coder, made=made)
        for n, span in enumerate(record[kept[0]])
    ]
    yield LabelledText(name=name, text=record["text"], labels=tuple(labels))


def _label(span: Any, *, where: str, coder: str, made: str) -> Label:
    if isinstance(span, list) and len(span) == _PARTS:
        span = dict(zip(("start", "end", "label"), span, strict=True))
    if not isinstance(span, dict):
        raise LabelError(f"{where} is neither an object nor [start, end, label]")
    return label_of(
        span, span.get("label"), where=where, coder=coder, made=made, note=span.get("note")
    )


def _time(seconds: Any) -> str:
    """A time of Prodigy, in seconds since 1970, in ISO 8601; empty if it is none."""
    if type(seconds) not in (int, float):
        return ""
    try:
        return datetime.fromtimestamp(seconds, tz=UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError, OSError):
        return ""
