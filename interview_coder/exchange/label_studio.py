"""Label Studio: a JSON list of tasks, with what people annotated and what machines predicted."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
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
from interview_coder.findings import MACHINE
from interview_coder.readers.opening import MAX_DOCUMENT_BYTES, read_file
from interview_coder.readers.pieces import Tally
from interview_coder.readers.source import Source
from interview_coder.readers.stt.document import dig, parse, pick

_TEXT, _SOURCE = "text", "source"
_NAME = (_SOURCE, "file", "filename", "title", "name")
_LABELS = "labels"


def write_label_studio(project: Project) -> bytes:
    """Return a project's selections as tasks to be imported: a task a text.

    `data` holds `text` and `source`. What people selected is an annotation a coder, what the
    machine did a prediction with `model_version`; each result says its coder under `meta`, as an
    annotation names a user of Label Studio, whom nobody here knows. Places are code points. Codes
    that are themes are left out, as they repeat those above them.
    """
    coded = selections_by_coder(project)
    tasks = []
    for source in project.sources:
        coder_to_results = {
            coder: _results(project, own) for coder, own in coded.get(source.name, {}).items()
        }
        machine = coder_to_results.pop(MACHINE, None)
        predicted = [{"model_version": MACHINE, "result": machine}] if machine else []
        tasks.append(
            {
                "data": {_TEXT: source.text, _SOURCE: source.name},
                "annotations": [{"result": results} for results in coder_to_results.values()],
                "predictions": predicted,
            }
        )
    return f"{json.dumps(tasks, ensure_ascii=False, indent=1)}\n".encode("utf-8", "surrogatepass")


def _results(project: Project, selections: Sequence[Selection]) -> list[dict[str, object]]:
    return [
        {
            "id": f"{each.source}-{number}",
            "from_name": "label",
            "to_name": _TEXT,
            "type": _LABELS,
            "value": {
                "start": each.span.start,
                "end": each.span.end,
                "text": project.quote(each),
                _LABELS: [joined(each.code)],
            },
            "meta": {
                **({"coder": each.coder} if each.coder else {}),
                **({"text": [each.note]} if each.note else {}),
            },
        }
        for number, each in enumerate(selections, start=1)
    ]


def read_label_studio(path: Path | str) -> Project:
    """Read an export of Label Studio: JSON, or JSON-MIN.

    A task's text is `data.text`, or the one text in `data`. An annotation's coder is what its
    results say under `meta`, else `completed_by`; a prediction's is its `model_version`. Results
    that are no labels on plain text, and annotations that were cancelled, are left out.

    Raises:
        ExchangeError: With every task that is none.
    """
    path = Path(path)
    try:
        data = read_file(path, max_bytes=MAX_DOCUMENT_BYTES)
        tasks = parse(Source(path=path, data=data))
    except ReadError as error:
        where = f"line {error.line_no}: " if error.line_no else ""
        raise ExchangeError([f"{where}{error.message}"], path=path) from error
    if not isinstance(tasks, list):
        raise ExchangeError(["needs a list of tasks, as Label Studio exports it"], path=path)
    faults: list[str] = []
    tally = Tally()
    texts: list[LabelledText] = []
    for number, task in enumerate(tasks, start=1):
        try:
            texts.append(_labelled(task, number, tally))
        except LabelError as error:
            faults.append(f"task {number}: {error}")
    if faults:
        raise ExchangeError(faults, path=path)
    return project_of_labelled(texts, name=path.stem, origin="Label Studio", tally=tally)


def _labelled(task: Any, number: int, tally: Tally) -> LabelledText:
    if not isinstance(task, dict):
        raise LabelError("is no object")
    data = task["data"] if isinstance(task.get("data"), dict) else task
    text = data.get(_TEXT)
    if not isinstance(text, str):
        texts = [each for each in data.values() if isinstance(each, str)]
        if data is task or len(texts) != 1:
            raise LabelError('needs "data" with "text"')
        (text,) = texts
    name = pick(data, _NAME)
    return LabelledText(
        name=str(name if name is not None else f"task {task.get('id', number)}"),
        text=text,
        labels=tuple(_labels(task, tally)),
    )


def _labels(task: dict[str, Any], tally: Tally) -> Iterator[Label]:
    for n, annotation in enumerate(_objects(task.get("annotations"), "annotations")):
        where = f"annotations[{n}]"
        coder = _user(annotation.get("completed_by"))
        if annotation.get("was_cancelled"):
            tally.add("annotations that were cancelled", coder)
            continue
        made = str(annotation.get("created_at") or "")
        yield from _from_results(annotation, where, coder=coder, made=made, tally=tally)
    for n, prediction in enumerate(_objects(task.get("predictions"), "predictions")):
        coder = str(prediction.get("model_version") or MACHINE)
        yield from _from_results(prediction, f"predictions[{n}]", coder=coder, made="", tally=tally)
    coder = _user(task.get("annotator"))
    for n, record in enumerate(_objects(task.get("label"), "label")):  # JSON-MIN
        yield from _from_value(record, f"label[{n}]", coder=coder, made="", note=None)


def _from_results(
    record: dict[str, Any], where: str, *, coder: str, made: str, tally: Tally
) -> Iterator[Label]:
    for n, result in enumerate(_objects(record.get("result"), f"{where}.result")):
        value = result.get("value")
        if result.get("type") != _LABELS or not isinstance(value, dict):
            tally.add(f"results of the type {result.get('type')!r}")
            continue
        yield from _from_value(
            value,
            f"{where}.result[{n}]",
            coder=str(dig(result, "meta", "coder") or coder),
            made=made,
            note=_note(dig(result, "meta", "text")),
        )


def _from_value(
    value: dict[str, Any], where: str, *, coder: str, made: str, note: object
) -> Iterator[Label]:
    labels = value.get(_LABELS)
    for label in labels if isinstance(labels, list) else [labels]:
        yield label_of(value, label, where=where, coder=coder, made=made, note=note)


def _note(value: Any) -> str:
    lines = value if isinstance(value, list) else [value]
    return "\n".join(line for line in lines if isinstance(line, str))


def _objects(value: Any, where: str) -> list[dict[str, Any]]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise LabelError(f"{where} is no list of objects")
    return value


def _user(value: Any) -> str:
    """Who annotated: an address, or a number with what it counts."""
    if isinstance(value, dict):
        value = pick(value, ("email", "username", "id"))
    return f"user {value}" if isinstance(value, int) else str(value or "")
