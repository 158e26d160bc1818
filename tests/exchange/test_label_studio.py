"""Tests of exports of Label Studio, and of tasks for it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from interview_coder.errors import ExchangeError
from interview_coder.exchange.label_studio import read_label_studio, write_label_studio
from interview_coder.exchange.project import Project
from tests.exchange.projects import TEXT, project, projects, selected


def result(start: int, end: int, *labels: str, **more: object) -> dict[str, Any]:
    """Return a result as Label Studio exports it, with the words if `text` says them."""
    value = {"start": start, "end": end, "labels": list(labels)}
    if "text" in more:
        value["text"] = more.pop("text")
    return {"from_name": "label", "to_name": "text", "type": "labels", "value": value, **more}


def task(*results: object, **more: object) -> dict[str, object]:
    """Return a task of one annotation."""
    annotation = {"completed_by": 3, "result": list(results), **more}
    return {"id": 1, "data": {"text": TEXT, "source": "P1.txt"}, "annotations": [annotation]}


def read(folder: Path, data: object) -> Project:
    """Read what was written as JSON."""
    path = folder / "export.json"
    path.write_text(json.dumps(data), encoding="utf-8")
    return read_label_studio(path)


@given(written=projects())
def test_what_was_written_is_read(
    written: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts, selections, codes and coders come back, whatever they are."""
    path = tmp_path_factory.mktemp("ls") / "p.json"
    path.write_bytes(write_label_studio(written))
    found = read_label_studio(path)
    assert found.sources == written.sources
    assert found.selections == written.selections
    assert not found.left_out


def test_the_machine_predicts_and_people_annotate() -> None:
    """Codings of the machine are predictions with their model, those of people annotations."""
    written = write_label_studio(project(selected("waits", coder="machine"), selected("Müller")))
    (one,) = json.loads(written)
    assert one["predictions"][0]["model_version"] == "machine"
    assert one["predictions"][0]["result"][0]["value"] == {
        "start": 9,
        "end": 14,
        "text": "waits",
        "labels": ["pain"],
    }
    (annotation,) = one["annotations"]
    assert annotation["result"][0]["meta"] == {"coder": "Ada"}


def test_notes_come_back(tmp_path: Path) -> None:
    """What a coder wrote to a selection stands with it, and is read."""
    path = tmp_path / "p.json"
    path.write_bytes(write_label_studio(project(selected("waits", note="twice\na week"))))
    assert read_label_studio(path).selections[0].note == "twice\na week"


@pytest.mark.parametrize(
    ("user", "coder"),
    [
        (3, "user 3"),
        ({"id": 3, "email": "ada@example.org"}, "ada@example.org"),
        ("ada@example.org", "ada@example.org"),
        (None, ""),
    ],
)
def test_the_coder_is_who_completed_it(tmp_path: Path, user: object, coder: str) -> None:
    """A number says that it is one, an address stands as it is."""
    found = read(tmp_path, [task(result(0, 6, "pain"), completed_by=user)])
    assert [each.coder for each in found.selections] == [coder]


def test_a_region_with_two_labels_is_two_selections(tmp_path: Path) -> None:
    """Each label of a region is a selection of its own."""
    found = read(tmp_path, [task(result(0, 6, "pain", "goal"))])
    assert [each.code for each in found.selections] == [("goal",), ("pain",)]


def test_json_min_is_read(tmp_path: Path) -> None:
    """The short export means the same as the long one."""
    short = [
        {"id": 1, "text": TEXT, "label": [{"start": 0, "end": 6, "labels": ["pain"]}],
         "annotator": 3}
    ]  # fmt: skip
    (found,) = read(tmp_path, short).selections
    assert (found.source, found.code, found.coder) == ("task 1", ("pain",), "user 3")


def test_a_version_that_counts_utf16_is_known_by_the_words(tmp_path: Path) -> None:
    """Versions before 2022 counted an emoji as two; the words beside the places show it."""
    found = read(tmp_path, [task(result(10, 15, "pain", text="waits"))])
    assert found.quote(found.selections[0]) == "waits"


def test_what_is_no_label_on_text_is_left_out(tmp_path: Path) -> None:
    """Choices, cancelled annotations and regions of HTML are counted."""
    choice = {"type": "choices", "value": {"choices": ["good"]}}
    found = read(
        tmp_path,
        [task(choice), task(result(0, 6, "pain"), was_cancelled=True)],
    )
    assert not found.selections
    assert {each.what for each in found.left_out} == {
        "results of the type 'choices'",
        "annotations that were cancelled",
    }


def test_every_wrong_task_is_told(tmp_path: Path) -> None:
    """All faults are told together, each with its task and place."""
    tasks = [
        7,
        {"data": {"image": 3}},
        {"text": TEXT, "annotations": {}},
        task(result(0, 6, "pain"), result="no list"),
        task({"type": "labels", "value": {"start": "0", "end": 6, "labels": ["pain"]}}),
        task({"type": "labels", "value": {"start": 0, "end": 6}}),
    ]
    with pytest.raises(ExchangeError) as caught:
        read(tmp_path, tasks)
    assert caught.value.faults == (
        "task 1: is no object",
        'task 2: needs "data" with "text"',
        "task 3: annotations is no list of objects",
        "task 4: annotations[0].result is no list of objects",
        "task 5: annotations[0].result[0]: start '0' and end 6 must be whole numbers",
        "task 6: annotations[0].result[0]: the label None is no text",
    )


def test_other_json_is_refused(tmp_path: Path) -> None:
    """What is no list of tasks is an error that says what would be right."""
    with pytest.raises(ExchangeError, match="needs a list of tasks"):
        read(tmp_path, {"results": []})
    path = tmp_path / "broken.json"
    path.write_text('[{"data":\n', encoding="utf-8")
    with pytest.raises(ExchangeError, match=r"line 2: is no whole JSON file"):
        read_label_studio(path)
    path.write_text("[" * 100_000, encoding="utf-8")
    with pytest.raises(ExchangeError, match="nested deeper"):
        read_label_studio(path)


def test_a_text_under_another_name_is_found(tmp_path: Path) -> None:
    """Where data holds one text under any name, that is it."""
    found = read(tmp_path, [{"id": 9, "data": {"interview": "I wait."}, "annotations": []}])
    assert [(source.name, source.text) for source in found.sources] == [("task 9", "I wait.")]
