"""Captions that roll up."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.caption_markup import ShownLine
from interview_coder.readers.rolling import count_again

SAID = st.lists(st.sampled_from(["yes", "no", "so", "slow"]), min_size=8, max_size=40)


def new_lines(cues: list[list[str]]) -> list[str]:
    """Return the lines that are read."""
    shown = [[ShownLine(voice=None, text=text) for text in cue] for cue in cues]
    again = count_again(shown)
    return [text for cue, n in zip(cues, again, strict=True) for text in cue[n:]]


def rolled(lines: list[str], height: int) -> list[list[str]]:
    """Show `lines` as broadcast captions: a new one at the bottom, the highest one goes."""
    return [lines[max(0, i + 1 - height) : i + 1] for i in range(len(lines))]


def automatic(lines: list[str]) -> list[list[str]]:
    """Show `lines` as automatic captions: beneath the one before, then alone for a moment."""
    pairs = zip([None, *lines], lines, strict=False)
    return [cue for above, new in pairs for cue in ([above, new] if above else [new], [new])]


class TestRolling:
    """
    Where each cue begins with the last lines of the one before, these were said once.
    """

    @given(lines=SAID, height=st.integers(2, 4))
    @settings(max_examples=200, deadline=None)
    def test_broadcast(self, lines: list[str], height: int) -> None:
        """
        Lines that move up are read once, and words that are said twice are read twice.
        """
        assert new_lines(rolled(lines, height)) == lines

    @given(lines=SAID)
    @settings(max_examples=200, deadline=None)
    def test_automatic(self, lines: list[str]) -> None:
        """
        A line that is shown beneath another, alone, and above the next is read once.
        """
        assert new_lines(automatic(lines)) == lines

    def test_empty_cues_between(self) -> None:
        """
        A cue without words between two others changes nothing.
        """
        cues = rolled(["a", "b", "c", "d", "e", "f"], 2)

        assert new_lines([part for cue in cues for part in (cue, [])]) == list("abcdef")

    def test_captions_that_are_cleared(self) -> None:
        """
        Where the captions begin anew, the same word is said anew.
        """
        cues = [*rolled(list("abcde"), 2), ["f"], *rolled(list("fghijk"), 2)]

        assert new_lines(cues) == list("abcdeffghijk")


class TestOrdinary:
    """
    Where captions do not roll up, whatever people repeat was said.
    """

    @given(
        cues=st.lists(st.sampled_from(["Yes.", "No.", "So slow."]).map(lambda text: [text])),
    )
    @settings(max_examples=200, deadline=None)
    def test_one_line(self, cues: list[list[str]]) -> None:
        """
        Cues of one line never lose it, however often it comes again.
        """
        assert new_lines(cues) == [text for cue in cues for text in cue]

    @given(
        before=st.lists(st.integers(0, 10**6), min_size=1, max_size=12, unique=True),
        repeats=st.integers(0, 2),
    )
    @settings(max_examples=200, deadline=None)
    def test_two_lines(self, before: list[int], repeats: int) -> None:
        """
        A few cues of two lines that begin as the one before ended are no habit.
        """
        cues = [[f"so {i}", f"slow {i}"] for i in before]
        cues += [[f"slow {before[-1]}", "and again"], ["and again", f"slow {before[-1]}"]][:repeats]

        assert new_lines(cues) == [text for cue in cues for text in cue]

    @pytest.mark.parametrize("n", [0, 1, 2])
    def test_short_files(self, n: int) -> None:
        """
        A file of a few cues has no habits.
        """
        cues = rolled(["a", "b"], 2)[:n]

        assert new_lines(cues) == [text for cue in cues for text in cue]
