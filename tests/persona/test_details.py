"""persona.toml: what the author adds, read strictly."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from interview_coder.errors import SettingsError
from interview_coder.persona.details import AllDetails, OwnLine, Wording, read_details
from interview_coder.study import DETAILS_FILE
from tests.notation import write_folder

TOLD = """
name = "Rosa Field"
catchphrase = "Just let me out."
review = 2027-11-23
[[lines]]
utterances = ["P1-0001", "P2-0003"]
text = "Exports take ages"
[[lines]]
place = "challenges"
text = "Hates noise"
author = "Ines"
[segments.Owner]
name = "Vera Stone"
"""


def test_no_file(tmp_path: Path) -> None:
    """
    Without the file the author says nothing.
    """
    assert read_details(tmp_path) == AllDetails()


def test_told(tmp_path: Path) -> None:
    """
    Names, lines in their order and segments are read.
    """
    details = read_details(write_folder(tmp_path, {DETAILS_FILE: TOLD}))

    whole = details.of("")
    assert (whole.name, whole.catchphrase) == ("Rosa Field", "Just let me out.")
    assert whole.review == date(2027, 11, 23)
    assert whole.wordings == (
        Wording(utterances=("P1-0001", "P2-0003"), text="Exports take ages", position=0),
    )
    assert whole.lines == (
        OwnLine(place="challenges", text="Hates noise", author="Ines", position=1),
    )
    assert details.of("Owner").name == "Vera Stone"
    assert details.of("Cook").name == ""


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ('nmae = "x"\n', "nmae: unknown key"),
        ('[[lines]]\ntext = "x"\n', "lines[0]: needs `utterances`"),
        ('[[lines]]\nplace = "challenges"\n', "lines[0]: a line of your own needs `text`"),
        ('[[lines]]\nplace = "nowhere"\ntext = "x"\n', "lines[0].place"),
        ('image = "none.png"\n', "image: there is no file 'none.png'"),
        ('[segments.Owner]\nimage = "none.png"\n', "segments.Owner.image: there is no file"),
        ('review = "soon"\n', "review"),
    ],
)
def test_faults(tmp_path: Path, content: str, fault: str) -> None:
    """
    What cannot be used is named by its key.
    """
    with pytest.raises(SettingsError) as caught:
        read_details(write_folder(tmp_path, {DETAILS_FILE: content}))

    assert fault in str(caught.value)
