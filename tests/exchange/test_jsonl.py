"""Tests of labelled spans, a line a text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given

from interview_coder.errors import ExchangeError
from interview_coder.exchange.jsonl import read_jsonl, write_jsonl
from interview_coder.exchange.project import Group, Project
from interview_coder.transcript import Span
from tests.exchange.projects import TEXT, project, projects, selected


def write(folder: Path, *lines: object) -> Path:
    """Write a line a record; a text is written as it is."""
    path = folder / "spans.jsonl"
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def quotes(read: Project) -> list[tuple[str, str, str]]:
    """Return the source, words and code of every selection."""
    return [(each.source, read.quote(each), " > ".join(each.code)) for each in read.selections]


@given(written=projects())
def test_what_was_written_is_read(
    written: Project, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Texts, selections, codes and coders come back, whatever they are."""
    path = tmp_path_factory.mktemp("jsonl") / "p.jsonl"
    path.write_bytes(write_jsonl(written))
    read = read_jsonl(path)
    assert read.sources == written.sources
    assert read.selections == written.selections
    assert read.codes == written.codes
    assert not read.left_out


def test_a_line_is_a_text_and_a_coder() -> None:
    """Each coder has a line; what one selected does not stand in the line of another."""
    written = write_jsonl(project(selected("waits"), selected("Müller", coder="Bo")))
    lines = [json.loads(line) for line in written.decode().splitlines()]
    assert [(line["_annotator_id"], len(line["spans"])) for line in lines] == [
        ("Bo", 1),
        ("Ada", 1),
    ]
    assert {line["text"] for line in lines} == {TEXT}
    assert lines[0]["meta"]["source"] == "P1.txt"


def test_spacy_finds_the_words_at_the_places() -> None:
    """spaCy makes spans of what was written, and they are the words."""
    (line,) = write_jsonl(project(selected("waits"), selected("😀 waits", "goal"))).splitlines()
    record = json.loads(line)
    doc = spacy.blank("en")(record["text"])
    spans = [doc.char_span(s["start"], s["end"], label=s["label"]) for s in record["spans"]]
    assert {(span.text, span.label_) for span in spans if span} == {
        ("waits", "pain"),
        ("😀 waits", "goal"),
    }


def test_themes_are_left_out() -> None:
    """A code that is a theme is not written: each of its selections carries the code above."""
    theme = selected("waits", "T1")
    whole = project(selected("waits"), theme)
    whole = Project(
        name="p",
        sources=whole.sources,
        selections=whole.selections,
        groups=(Group(name="Themes", codes=(("T1",),)),),
    )
    assert b"T1" not in write_jsonl(whole)
    assert b"pain" in write_jsonl(whole)


def test_prodigy_is_read(tmp_path: Path) -> None:
    """Annotator, time and the name of the text are taken from a line of Prodigy."""
    span = {"start": 0, "end": 6, "label": "PAIN", "token_start": 0, "token_end": 0}
    line = {
        "text": TEXT, "spans": [span], "meta": {"source": "P7.txt"}, "answer": "accept",
        "_annotator_id": "ada", "_timestamp": 1700000000,
    }  # fmt: skip
    (found,) = read_jsonl(write(tmp_path, line)).selections
    assert (found.source, found.coder, found.code) == ("P7.txt", "ada", ("PAIN",))
    assert found.made == "2023-11-14T22:13:20+00:00"


def test_rejected_lines_are_left_out(tmp_path: Path) -> None:
    """What an annotator rejected or passed over is counted, not taken."""
    span = {"start": 0, "end": 6, "label": "PAIN"}
    read = read_jsonl(
        write(
            tmp_path,
            {"text": TEXT, "spans": [span], "answer": "reject"},
            {"text": TEXT, "spans": [span], "answer": "ignore"},
        )
    )
    assert not read.selections
    assert {each.what: each.n for each in read.left_out} == {
        "texts with the answer reject": 1,
        "texts with the answer ignore": 1,
    }


@pytest.mark.parametrize(
    "record",
    [
        {"id": 4, "text": "I wait.", "label": [[2, 6, "pain"]]},
        {"id": 4, "text": "I wait.", "labels": [[2, 6, "pain"]]},
        {
            "id": 4,
            "text": "I wait.",
            "entities": [{"id": 1, "label": "pain", "start_offset": 2, "end_offset": 6}],
        },
    ],
    ids=["label", "labels", "entities"],
)
def test_doccano_is_read(tmp_path: Path, record: dict[str, object]) -> None:
    """The three ways in which doccano exports spans mean the same."""
    assert quotes(read_jsonl(write(tmp_path, record))) == [("4", "wait", "pain")]


def test_places_in_utf16_are_known_by_the_words(tmp_path: Path) -> None:
    """Where the words stand beside places that count an emoji as two, places are those words'."""
    span = {"start": 10, "end": 15, "label": "pain", "text": "waits"}
    read = read_jsonl(write(tmp_path, {"text": TEXT, "spans": [span]}))
    assert quotes(read) == [("line 1", "waits", "pain")]
    assert "UTF-16" in read.notes[0]


def test_every_wrong_line_is_told(tmp_path: Path) -> None:
    """All faults are told together, each with its line and what would be right."""
    path = write(
        tmp_path,
        {"text": "fine", "spans": []},
        "{",
        "[1]",
        {"text": 3, "spans": []},
        {"text": "a"},
        {"text": "a", "spans": [], "label": []},
        {"text": "a", "spans": [{"start": 0.5, "end": 1, "label": "x"}]},
        {"text": "a", "spans": [{"start": True, "end": 1, "label": "x"}]},
        {"text": "a", "label": [[0, 1]]},
        {"text": "a", "label": [[0, 1, None]]},
        "[" * 100_000,
    )
    with pytest.raises(ExchangeError) as caught:
        read_jsonl(path)
    faults = caught.value.faults
    assert [fault.split(":")[0] for fault in faults] == [f"line {n}" for n in range(2, 12)]
    for fault, told in zip(
        faults,
        (
            "no JSON", '"text"', '"text"', "one list of spans", "spans and label",
            "spans[0]: start 0.5 and end 1 must be whole", "start True", "label[0] is neither",
            "label[0]: the label None is no text", "nested",
        ),
        strict=True,
    ):  # fmt: skip
        assert told in fault


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (3, 3), (4, 2), (0, 99), (10**30, 10**31)])
def test_places_outside_of_the_text_are_left_out(tmp_path: Path, start: int, end: int) -> None:
    """A label that has no words is listed with its place, never moved."""
    spans = [{"start": 0, "end": 1, "label": "goal"}, {"start": start, "end": end, "label": "pain"}]
    read = read_jsonl(write(tmp_path, {"text": "I wait", "spans": spans}))
    assert len(read.selections) == 1
    assert read.left_out[0].what == "labels that lie outside of their text"
    assert str(start) in read.left_out[0].sample


def test_other_words_than_those_at_the_place_are_left_out(tmp_path: Path) -> None:
    """A label whose words stand elsewhere is listed: which of the two is wrong nobody knows."""
    spans = [
        {"start": 2, "end": 6, "label": "pain", "text": "wait"},
        {"start": 0, "end": 1, "label": "goal", "text": "you"},
    ]
    read = read_jsonl(write(tmp_path, {"text": "I wait", "spans": spans}))
    assert quotes(read) == [("line 1", "wait", "pain")]
    assert read.left_out[0].what == "labels whose words are not what stands at their place"


def test_texts_of_one_name_are_told_apart(tmp_path: Path) -> None:
    """Two texts with the same name are two sources; the same text twice is one."""
    record = {"meta": {"source": "a.txt"}, "spans": []}
    path = write(
        tmp_path, {"text": "one", **record}, {"text": "two", **record}, {"text": "one", **record}
    )
    assert [source.name for source in read_jsonl(path).sources] == ["a.txt", "a.txt (2)"]


def test_a_mark_and_empty_lines_do_not_matter(tmp_path: Path) -> None:
    """A byte order mark and lines without words are passed over; line numbers still count them."""
    path = tmp_path / "a.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"text": "one", "spans": []}\r\n\r\n{"text"')
    with pytest.raises(ExchangeError, match="line 3: is no JSON"):
        read_jsonl(path)


def test_no_file_is_told(tmp_path: Path) -> None:
    """A file that is not there or is empty is an error that names it."""
    with pytest.raises(ExchangeError, match=r"none\.jsonl: cannot be read"):
        read_jsonl(tmp_path / "none.jsonl")
    with pytest.raises(ExchangeError, match="is empty"):
        read_jsonl(write(tmp_path))


def test_spans_are_code_points(tmp_path: Path) -> None:
    """A place after an emoji is where Python has it."""
    read = read_jsonl(write(tmp_path, {"text": TEXT, "label": [[9, 14, "pain"]]}))
    assert read.selections[0].span == Span(start=9, end=14)
    assert quotes(read) == [("line 1", "waits", "pain")]
