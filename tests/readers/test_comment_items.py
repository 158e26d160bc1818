"""Lists of objects in JSON as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.errors import ReadError
from interview_coder.readers.comment_items import parse_items
from interview_coder.readers.source import Source


def source(text: str) -> Source:
    """
    Return a JSON file in memory.
    """
    return Source(path=Path("t.json"), data=text.encode())


def test_objects() -> None:
    """
    Objects are rows, keys are columns, and an object inside gives columns with a dot.
    """
    table = parse_items(source('[{"text": "Slow", "n": 3}, {"user": {"name": "Kim"}}]'))

    assert table.header.cells == ("text", "n", "user.name")
    assert [row.cells for row in table.rows] == [("Slow", "3", ""), ("", "", "Kim")]
    assert [row.line_no for row in table.rows] == [1, 2]


def test_list_inside_an_object() -> None:
    """
    The one list of objects in an object is read, whatever stands beside it.
    """
    table = parse_items(source('{"total": 1, "tags": ["a"], "reviews": [{"text": "Slow"}]}'))

    assert table.rows[0].cells == ("Slow",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('["a", "b"]', "no list of objects", id="words"),
        pytest.param("[]", "no list of objects", id="empty list"),
        pytest.param("3", "no list of objects", id="number"),
        pytest.param('{"a": [{}], "b": [{}]}', "several lists of objects", id="two lists"),
        pytest.param('[\n{"a": }]', "t.json:2: is no JSON", id="broken"),
        pytest.param("[" * 100_000, "t.json", id="nested"),
    ],
)
def test_refused(text: str, message: str) -> None:
    """
    What holds no one list of objects is refused.
    """
    with pytest.raises(ReadError, match=message):
        parse_items(source(text))
