"""Marks in the words of captions."""

from __future__ import annotations

import pytest

from interview_coder.readers.caption_markup import take_off
from interview_coder.readers.cues import UNKNOWN_SPEAKER
from interview_coder.readers.pieces import Tally


def shown(text: str) -> list[tuple[str | None, str]]:
    """Return the lines of a cue with their voices."""
    return [(line.voice, line.text) for line in take_off(text, Tally())]


def counted(text: str) -> dict[str, int]:
    """Return what was taken off, with its count."""
    tally = Tally()
    take_off(text, tally)
    return {each.what: each.n for each in tally.left_out()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("so slow", [(None, "so slow")], id="nobody"),
        pytest.param("<v Kasia>so slow", [("Kasia", "so slow")], id="never closed"),
        pytest.param("<v.loud.left Kasia>so", [("Kasia", "so")], id="classes"),
        pytest.param("<v Kasia>so\n\nslow</v>", [("Kasia", "so"), ("Kasia", "slow")], id="lines"),
        pytest.param("<v Kasia\nLind>so</v>", [("Kasia Lind", "so")], id="name over two lines"),
        pytest.param("<v R&amp;D &lt;b&gt;>so", [("R&D <b>", "so")], id="references in a name"),
        pytest.param("<v Kasia\u202e>so", [("Kasia", "so")], id="a sign that turns the name"),
        pytest.param("<v>so</v>", [(None, "so")], id="no name"),
        pytest.param(
            "<v Kasia>so</v> <v Omar>slow</v>", [("Kasia", "so"), ("Omar", "slow")], id="two voices"
        ),
        pytest.param("oh <v Kasia>so", [(None, "oh"), ("Kasia", "so")], id="words before"),
        pytest.param(
            "<v Kasia>so</v> oh", [("Kasia", "so"), (UNKNOWN_SPEAKER, "oh")], id="words after"
        ),
        pytest.param("<v Kasia>so</v>.", [("Kasia", "so.")], id="full stop after"),
        pytest.param("<v Kasia so", [(None, "<v Kasia so")], id="no tag"),
    ],
)
def test_voices(text: str, expected: list[tuple[str | None, str]]) -> None:
    """
    A voice's words last to its end, to the next voice or to the end of the cue.
    """
    assert shown(text) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("it is <i>so</i> <b.big>slow</b>", "it is so slow", id="tags"),
        pytest.param('<font color="#fff">so</font>', "so", id="font"),
        pytest.param("{\\an8}so", "so", id="position"),
        pytest.param("so<00:00:01.500><c> slow</c>", "so slow", id="times of words"),
        pytest.param("漢<ruby>字<rt>じ</rt></ruby>だ", "漢字だ", id="ruby"),
        pytest.param("<ruby>字<rt>じ</ruby>だ", "字だ", id="ruby never closed"),
        pytest.param("so &amp;lt; 3", "so &lt; 3", id="resolved once"),
        pytest.param("&rlm;so&lrm;", "so", id="marks of direction"),
        pytest.param("&lt;i&gt;so&lt;/i&gt;", "<i>so</i>", id="references are no tags"),
        pytest.param("<script>so</script>", "<script>so</script>", id="script is text"),
        pytest.param("<laughs> so 2 < 3 > 1 {so}", "<laughs> so 2 < 3 > 1 {so}", id="signs"),
    ],
)
def test_words(text: str, words: str) -> None:
    """
    What the formats know as marks goes, everything else was written by a person and stays.
    """
    assert shown(text) == [(None, words)]


def test_line_break() -> None:
    """
    A tag for a line break breaks the line, so that words do not run together.
    """
    assert shown("so<br>slow<br/>yes") == [(None, "so"), (None, "slow"), (None, "yes")]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        pytest.param("<i>so</i>", {"tags": 2}, id="tags"),
        pytest.param("so<00:01.5> slow", {"times of single words": 1}, id="times"),
        pytest.param(
            "<ruby>a<rt>b c</rt></ruby>",
            {"tags": 4, "words above other words (ruby)": 2},
            id="ruby",
        ),
        pytest.param("&lrm;so &amp; so", {"marks of direction": 1}, id="direction"),
        pytest.param("so", {}, id="nothing"),
    ],
)
def test_counted(text: str, what: dict[str, int]) -> None:
    """
    What goes is counted.
    """
    assert counted(text) == what
