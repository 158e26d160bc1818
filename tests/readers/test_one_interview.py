"""One interview, saved in every format, is one interview."""

from __future__ import annotations

import re

import pytest

from interview_coder.readers import FORMATS, read_transcript
from interview_coder.roles import RolesTold, assign_roles
from interview_coder.transcript import Transcript
from tests.notation import write_folder
from tests.readers.interviews import WRITERS, Interview, saved

INTERVIEW: Interview = (
    ("Interviewer", ("How did you begin with the new tool, and what did you expect of it then?",)),
    (
        "Kasia Lind",
        (
            "Well, I expected it to be slow — to be honest. And it was: the first time it took 40 "
            "minutes to load, so I went for a coffee, came back, and it was still not done. "
            "“Not a good start”, I’d say; naïve, too. 聞いて。 So there.",
            "Then I tried again (on a Monday, mostly), and it went better. Größer ist nicht gut.",
            "A third time? No. 😀 Ça suffit.",
        ),
    ),
    ("Interviewer", ("And then?",)),
    ("Kasia Lind", ("I gave up.", "- and then, well, = nothing.")),
    ("Dr. Özil", ("For how long, if I may ask?",)),
    (
        "Kasia Lind",
        ("A week or so; everybody in the department did, because nobody told us better.",),
    ),
)
"""Several paragraphs a turn, three people, signs of many scripts, a colon in what is said."""

LOST_IN_CHAT = str.maketrans("", "", ":()")  # there they are codes of the transcriber


def turns_of(transcript: Transcript) -> list[tuple[str, str]]:
    """
    Return speaker and words turn by turn, whatever white space stands between the words.
    """
    return [
        (turn.speaker.replace("_", " "), " ".join(transcript.quote(turn.span).split()))
        for turn in transcript.turns
    ]


def expected(suffix: str) -> list[tuple[str, str]]:
    """
    Return the turns that a file with `suffix` should give.
    """
    said = [(speaker, " ".join(" ".join(words).split())) for speaker, words in INTERVIEW]
    if suffix == ".cha":
        return [(name, " ".join(words.translate(LOST_IN_CHAT).split())) for name, words in said]
    return said


@pytest.fixture(params=WRITERS)
def suffix(request: pytest.FixtureRequest) -> str:
    """
    Each format that is read.
    """
    return str(request.param)


@pytest.fixture
def transcript(suffix: str, tmp_path_factory: pytest.TempPathFactory) -> Transcript:
    """
    The interview, saved and read.
    """
    folder = tmp_path_factory.mktemp("study")
    data = saved(INTERVIEW, suffix)
    return read_transcript(write_folder(folder, {f"P1{suffix}": data}) / f"P1{suffix}")


def test_every_format_is_asked() -> None:
    """
    The tests below are asked of each format in the table.
    """
    assert {suffix for each in FORMATS for suffix in each.suffixes} == set(WRITERS)


def test_same_turns(transcript: Transcript, suffix: str) -> None:
    """
    Speakers and words are the same, whatever the file is.
    """
    assert turns_of(transcript) == expected(suffix)


def test_same_roles(transcript: Transcript) -> None:
    """
    Who asks and who is interviewed is the same, too.
    """
    with_roles = assign_roles(
        transcript, RolesTold(interviewers=frozenset({"Dr. Özil", "Dr._Özil"}))
    )

    assert [name.replace("_", " ") for name in with_roles.participants] == ["Kasia Lind"]


def test_times(transcript: Transcript, suffix: str) -> None:
    """
    Where the format has times, each turn knows when it begins.
    """
    starts = [turn.times[0].seconds for turn in transcript.turns if turn.times]

    is_timed = suffix not in {".txt", ".md", ".docx", ".odt", ".rtf", ".pdf"}
    assert starts == ([0.0, 5.0, 20.0, 25.0, 35.0, 40.0] if is_timed else [])


def test_nothing_is_left_out(transcript: Transcript, suffix: str) -> None:
    """
    What is left out is what nobody said: page headers, numbers, columns of the table, headers.
    """
    left = {re.sub(r"^characters in ", "", each.what) for each in transcript.left_out}

    assert left <= {
        "page headers", "page footers", "headers", "rows without words", "intervals without words",
        "tags", "cue numbers",
        *({"parentheses around unsaid sounds", "marks of lengthening"} if suffix == ".cha" else ()),
    }  # fmt: skip
