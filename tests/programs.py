"""Programs the heavy tests look at results with: a browser, an office suite."""

from __future__ import annotations

import os
import shutil

import pytest


def find_program(name: str) -> str:
    """Return the path of a program; skip the test where it is absent, unless on a CI machine."""
    found = shutil.which(name)
    if found is None:
        reason = f"{name} is not installed"
        if "CI" in os.environ:
            pytest.fail(reason)
        pytest.skip(reason)
    return found
