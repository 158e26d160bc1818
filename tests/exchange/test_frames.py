"""Tests of projects as data frames."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given

from interview_coder.errors import ExchangeError
from interview_coder.exchange.frames import (
    CODE_COLUMNS,
    SELECTION_COLUMNS,
    SOURCE_COLUMNS,
    from_frames,
    project_frames,
)
from interview_coder.exchange.project import Project
from tests.exchange.projects import TEXT, project, projects, selected


@given(written=projects())
def test_what_was_written_is_read(written: Project) -> None:
    """Sources, codes and selections come back from the frames."""
    frames = project_frames(written)

    back = from_frames(
        frames.selections, sources=frames.sources, codes=frames.codes, name=written.name
    )

    assert back == written


def test_columns() -> None:
    """The frames have the columns that are promised, empty or not."""
    for each in (project(), project(selected("waits"))):
        frames = project_frames(each)
        assert tuple(frames.sources.columns) == SOURCE_COLUMNS
        assert tuple(frames.codes.columns) == CODE_COLUMNS
        assert tuple(frames.selections.columns) == SELECTION_COLUMNS


def test_words_stand_beside_places() -> None:
    """A row has the words of its place, which are code points."""
    (row,) = project_frames(project(selected("waits"))).selections.to_dict("records")

    assert (row["start"], row["end"], row["text"], row["coder"]) == (9, 14, "waits", "Ada")


def test_through_csv(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Frames may be saved and read by pandas in between."""
    path = tmp_path_factory.mktemp("frames") / "selections.csv"
    written = project(selected("waits"), selected("Müller 😀", "goal", coder="", note="x"))
    project_frames(written).selections.to_csv(path, index=False)

    back = from_frames(pd.read_csv(path), sources={"P1.txt": TEXT})

    assert back.selections == written.selections


def test_missing_values() -> None:
    """What pandas has for missing is empty, and codes of the selections are added."""
    rows = pd.DataFrame(
        {"source": ["P1.txt"], "start": [np.int64(9)], "end": [14.0], "code": ["a > b"],
         "coder": [np.nan], "note": [None], "text": [pd.NA]}
    )  # fmt: skip

    back = from_frames(rows, sources={"P1.txt": TEXT})

    (found,) = back.selections
    assert (found.code, found.coder, found.note) == (("a", "b"), "", "")
    assert [code.path for code in back.codes] == [("a", "b")]
    assert back.quote(found) == "waits"


def test_every_wrong_row_is_told() -> None:
    """All rows that cannot be understood are told together, by their index."""
    rows = pd.DataFrame(
        [
            ("P9.txt", 0, 1, "a", None),
            ("P1.txt", 0, 1, "", None),
            ("P1.txt", "x", 1, "a", None),
            ("P1.txt", 0.5, 1, "a", None),
            ("P1.txt", 5, 5, "a", None),
            ("P1.txt", -1, 5, "a", None),
            ("P1.txt", 0, 10**12, "a", None),
            ("P1.txt", 9, 14, "a", "wait"),
            ("P1.txt", 9, 14, "a > ", None),
            ("P1.txt", float("inf"), 14, "a", None),
            ("P1.txt", 9, 14, "a", "waits"),
        ],
        columns=["source", "start", "end", "code", "text"],
        index=list("abcdefghijk"),
    )

    with pytest.raises(ExchangeError) as caught:
        from_frames(rows, sources={"P1.txt": TEXT})

    told = dict(fault.split(": ", 1) for fault in caught.value.faults)
    assert set(told) == {f"row {letter}" for letter in "abcdefghij"}
    assert told["row a"] == "source 'P9.txt' is not one of 'P1.txt'"
    assert told["row b"] == told["row i"] == "no code"
    assert "must be whole numbers" in told["row c"]
    assert "must be whole numbers" in told["row d"]
    assert told["row e"] == "5–5 lies outside of P1.txt, which has 36 characters"
    assert "lies outside" in told["row f"]
    assert "lies outside" in told["row g"]
    assert told["row h"] == "the text is 'wait', but at its place stands 'waits'"
    assert "must be whole numbers" in told["row j"]


def test_every_wrong_source_and_code_is_told() -> None:
    """A text or a code that is missing or there twice is told; none is dropped for another."""
    sources = pd.DataFrame(
        {"source": ["P1.txt", "P1.txt", None, "P2.txt"], "text": [TEXT, "Other.", "Words.", np.nan]}
    )
    codes = pd.DataFrame({"code": ["pain", "pain>late", None, "pain > late"]})
    rows = pd.DataFrame(columns=["source", "code", "start", "end"])

    with pytest.raises(ExchangeError) as caught:
        from_frames(rows, sources=sources, codes=codes)

    assert caught.value.faults == (
        "row 1 of the sources: source 'P1.txt' is there twice",
        "row 2 of the sources: no name",
        "row 3 of the sources: 'P2.txt' has no text",
        "row 2 of the codes: no code",
        "row 3 of the codes: 'pain > late' is there twice",
    )


def test_names_that_are_numbers() -> None:
    """A source that pandas takes for a number is the source of that name."""
    rows = pd.DataFrame({"source": [1], "start": [9], "end": [14], "code": ["pain"]})

    for sources in ({"1": TEXT}, pd.DataFrame({"source": [1], "text": [TEXT]})):
        assert from_frames(rows, sources=sources).selections[0].source == "1"


def test_missing_columns() -> None:
    """A frame without what is needed says which columns are missing."""
    with pytest.raises(ExchangeError, match="the selections have no column start, end"):
        from_frames(pd.DataFrame(columns=["source", "code"]), sources={})
    with pytest.raises(ExchangeError, match="the sources need the columns source and text"):
        from_frames(
            pd.DataFrame(columns=["source", "code", "start", "end"]), sources=pd.DataFrame()
        )
    with pytest.raises(ExchangeError, match="row 0 of the codes: no code"):
        from_frames(
            pd.DataFrame(columns=["source", "code", "start", "end"]),
            sources={},
            codes=pd.DataFrame({"name": ["a"]}),
        )
