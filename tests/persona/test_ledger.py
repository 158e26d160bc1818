"""The ledger: every claim leads to words in a hashed source, or it is not believed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from interview_coder.errors import AnalysisError
from interview_coder.findings import Analysis
from interview_coder.persona.ledger import LEDGER_FILE, compare_ledger, read_ledger, write_ledger
from interview_coder.persona.persona import build_persona
from tests.reports.notation import shared_by_three


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people, one theme of three of them.
    """
    return shared_by_three()


@pytest.fixture
def ledger(analysis: Analysis, tmp_path: Path) -> Path:
    """
    The ledger of their persona.
    """
    path = tmp_path / LEDGER_FILE
    path.write_bytes(write_ledger(analysis, [build_persona(analysis)]))
    return path


def texts_of(analysis: Analysis) -> dict[str, str]:
    """Return name to text of every transcript."""
    return {transcript.name: transcript.text for transcript in analysis.study.transcripts}


def test_every_quote_is_in_its_source(analysis: Analysis, ledger: Path) -> None:
    """
    A ledger as it was written agrees with the sources.
    """
    assert list(compare_ledger(read_ledger(ledger), texts_of(analysis))) == []


def test_one_character(analysis: Analysis, ledger: Path) -> None:
    """
    One changed character in a quote is found, with the claim it stands behind.
    """
    content = json.loads(ledger.read_bytes())
    content["personas"][0]["claims"][0]["quotes"][0]["text"] += "!"

    (fault,) = compare_ledger(content, texts_of(analysis))

    assert fault.startswith("evidence.json, persona C01: ")


def test_removed_quotes(analysis: Analysis, ledger: Path) -> None:
    """
    A claim whose quotes were taken away stands on nothing, and that is found.
    """
    content = json.loads(ledger.read_bytes())
    content["personas"][0]["claims"][0]["quotes"] = []

    (fault,) = compare_ledger(content, texts_of(analysis))

    assert fault == "evidence.json, persona C01: no quote stands behind it"


def test_nobody_stands_behind_it(analysis: Analysis, ledger: Path) -> None:
    """
    A line with neither words that were said nor an author was put there by nobody, and is found.
    """
    content = json.loads(ledger.read_bytes())
    content["personas"][0]["claims"][0] |= {"theme": "", "quotes": [], "said": None}

    (fault,) = compare_ledger(content, texts_of(analysis))

    assert "neither somebody who said it nor an author" in fault


@pytest.mark.parametrize("data", [b"{", b"[]", b"\xff", b'{"format": "x"}'])
def test_damaged(tmp_path: Path, data: bytes) -> None:
    """
    What is no ledger is refused by name.
    """
    path = tmp_path / LEDGER_FILE
    path.write_bytes(data)

    with pytest.raises(AnalysisError, match=LEDGER_FILE):
        read_ledger(path)
