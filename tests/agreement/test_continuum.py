"""A continuum: what one coder marked becomes units and gaps without holes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.agreement.continuum import Unit, Unitized, join_units, partition
from tests.agreement.continua import interview, marked_in, units


class TestUnit:
    """
    A unit is a stretch with a code.
    """

    @pytest.mark.parametrize(("start", "end"), [(-1, 3), (3, 3), (4, 3)])
    def test_no_stretch(self, start: int, end: int) -> None:
        """
        A unit without a character is refused with its place.
        """
        with pytest.raises(ValueError, match=f"start={start}, end={end}"):
            Unit(start=start, end=end, value="pain")

    def test_no_code(self) -> None:
        """
        A unit without a code is refused with its place.
        """
        with pytest.raises(ValueError, match="the unit from 2 to 3 has no code"):
            Unit(start=2, end=3, value="")


class TestUnitized:
    """
    An interview holds what its coders marked.
    """

    def test_beyond_the_end(self) -> None:
        """
        All units that go beyond the text are named together, with coder, code and place.
        """
        with pytest.raises(ValueError, match="the text ends") as caught:
            interview(5, "Ines.txt", Bea=[(4, 6, "goal")], Ann=[(0, 5, "pain"), (1, 9, "pain")])

        assert str(caught.value).split("\n") == [
            "Ines.txt: Ann put “pain” on 1 to 9, but the text ends at 5",
            "Ines.txt: Bea put “goal” on 4 to 6, but the text ends at 5",
        ]

    def test_negative_length(self) -> None:
        """
        A negative length is refused with the name of the interview.
        """
        with pytest.raises(ValueError, match=r"Ines\.txt: .* got -1"):
            Unitized(interview="Ines.txt", length=-1, coder_to_units={})


class TestJoinUnits:
    """
    Units of one code that overlap are one.
    """

    def test_overlap(self) -> None:
        """
        Units of one code become one where they share a character, also one inside another.
        """
        joined = join_units(units((4, 9, "p"), (0, 5, "p"), (1, 2, "p"), (2, 4, "g")))

        assert joined == units((0, 9, "p"), (2, 4, "g"))

    def test_touching(self) -> None:
        """
        Units of one code that only touch stay two.
        """
        assert join_units(units((5, 9, "p"), (0, 5, "p"))) == units((0, 5, "p"), (5, 9, "p"))

    @given(marked_in(12), st.randoms(use_true_random=False))
    def test_order(self, marked: tuple[Unit, ...], chance: random.Random) -> None:
        """
        The order in which units are given decides nothing.
        """
        shuffled = sorted(marked, key=lambda _: chance.random())

        assert join_units(shuffled) == join_units(marked)


class TestPartition:
    """
    Units and gaps together are the whole interview.
    """

    def test_several_codes(self) -> None:
        """
        Where units of two codes overlap, a section of its own has both.
        """
        divided = partition(units((2, 6, "p"), (4, 8, "g")), 10)

        assert divided.cuts == (0, 2, 4, 6, 8, 10)
        assert divided.values == ((), ("p",), ("g", "p"), ("g",), ())
        assert divided.coded_length == 6

    def test_touching(self) -> None:
        """
        Two units of one code that touch are two sections.
        """
        divided = partition(units((0, 2, "p"), (2, 4, "p")), 4)

        assert divided.cuts == (0, 2, 4)
        assert divided.values == (("p",), ("p",))

    def test_nothing_marked(self) -> None:
        """
        Who marked nothing left one gap; where there is no text, there is no section.
        """
        assert partition((), 7).values == ((),)
        assert partition((), 0).values == ()

    @given(marked_in(12))
    def test_every_character(self, marked: tuple[Unit, ...]) -> None:
        """
        Each character has the codes of the units over it.
        """
        divided = partition(marked, 12)
        sections = list(zip(divided.cuts, divided.cuts[1:], divided.values, strict=False))

        assert divided.cuts == tuple(sorted(set(divided.cuts)))
        assert (divided.cuts[0], divided.cuts[-1]) == (0, 12)
        for start, end, value in sections:
            for place in range(start, end):
                over = {unit.value for unit in marked if unit.start <= place < unit.end}
                assert value == tuple(sorted(over))
