"""The command line, run as `main()` inside the test's own process."""

from __future__ import annotations

import io
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest

from interview_coder.cli import main


class Ran(NamedTuple):
    """
    What a command left behind.
    """

    code: object
    out: str
    err: str


def run(*words: str | Path, columns: int = 80) -> Ran:
    """
    Run `interview-coder` with `words` as on a command line whose output goes to a file.
    """
    out, err = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        patch.setattr(sys, "argv", ["interview-coder", *map(str, words)])
        patch.setenv("COLUMNS", str(columns))
        with pytest.raises(SystemExit) as stop:
            main()
    return Ran(stop.value.code or 0, out.getvalue(), err.getvalue())


def contents(folder: Path) -> dict[str, bytes]:
    """
    Return every file below `folder`, name to bytes; empty if there is no such folder.
    """
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
