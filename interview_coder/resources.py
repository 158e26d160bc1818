"""Where the files that come with the package lie, installed or in a checkout."""

from __future__ import annotations

from pathlib import Path


def find_resource(name: str) -> Path:
    """Return the folder called `name`: `codebooks` or `transcripts_sample`.

    A wheel carries it inside the package; a checkout has it beside the package.

    Raises:
        FileNotFoundError: If the installation lacks it.
    """
    package = Path(__file__).parent
    for folder in (package / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"{name} did not come along with {package}; install the package again")
