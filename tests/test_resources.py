"""The files that come along with the package."""

from __future__ import annotations

import pytest

from interview_coder.resources import find_resource


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        pytest.param("codebooks", "psychology/codebook.yaml", id="the codebooks"),
        pytest.param("transcripts_sample", "participants.csv", id="the sample study"),
    ],
)
def test_finds(name: str, inside: str) -> None:
    """
    What the package needs lies in the folder it is given.
    """
    assert (find_resource(name) / inside).is_file()


def test_missing_says_which() -> None:
    """
    A damaged installation is told what it lacks and how to mend it.
    """
    with pytest.raises(FileNotFoundError, match=r"ledgers did not come along.*install"):
        find_resource("ledgers")
