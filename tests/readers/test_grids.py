"""Transcripts in the tables of a document."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.grids import read_grids
from interview_coder.readers.paragraphs import Block, Grid, Paragraph, count
from interview_coder.readers.source import Reading, Source
from tests.readers.mutations import left_out, said, times

BOTH = [("Interviewer", "How is it?"), ("P1", "It is slow.")]


def grid(*rows: Sequence[str]) -> Grid:
    """Return a table of `rows` of words."""
    return Grid(rows=tuple(tuple((Paragraph(text=cell),) for cell in row) for row in rows))


def read(*blocks: Block) -> Reading | None:
    """Read `blocks` as the body of a document."""
    return read_grids(Source(path=Path("P1.docx"), data=b""), blocks)


class TestColumns:
    """
    Columns are found by their names, else by what stands in them.
    """

    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param(
                [("Speaker", "Text"), ("Interviewer", "How is it?"), ("P1", "It is slow.")],
                id="named",
            ),
            pytest.param(
                [("Texte", "Locuteur"), ("How is it?", "Interviewer"), ("It is slow.", "P1")],
                id="named in French, words first",
            ),
            pytest.param(
                [("Interviewer", "How is it?"), ("P1", "It is slow.")], id="without header"
            ),
            pytest.param(
                [("Interviewer:", "How is it?"), ("P1:", "It is slow.")], id="with colons"
            ),
            pytest.param(
                [("1", "Interviewer", "How is it?"), ("2", "P1", "It is slow.")], id="row numbers"
            ),
            pytest.param(
                [("1", "Interviewer: How is it?"), ("2", "P1: It is slow.")],
                id="row numbers, names before the words",
            ),
        ],
    )
    def test_found(self, rows: Sequence[Sequence[str]]) -> None:
        """
        Each row is a turn of the speaker it names.
        """
        reading = read(grid(*rows))

        assert reading is not None
        assert said(reading) == BOTH

    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param(
                [("0:02", "Interviewer", "How is it?"), ("0:05", "P1", "It is slow.")], id="column"
            ),
            pytest.param(
                [("Interviewer\n[00:00:02]", "How is it?"), ("P1 (0:05)", "It is slow.")],
                id="below and beside the name",
            ),
            pytest.param(
                [
                    ("Zeit", "Wer", "Was"),
                    ("00:00:02 - 00:00:04", "Interviewer", "How is it?"),
                    ("00:00:05 - 00:00:07", "P1", "It is slow."),
                ],
                id="from and to, under a header of other words",
            ),
            pytest.param(
                [("0:02", "Interviewer: How is it?"), ("0:05", "P1: It is slow.")],
                id="names before the words",
            ),
        ],
    )
    def test_times(self, rows: Sequence[Sequence[str]]) -> None:
        """
        Times are kept and are no part of name or words.
        """
        reading = read(grid(*rows))

        assert reading is not None
        assert said(reading) == BOTH
        assert times(reading) == [2, 5]

    @pytest.mark.parametrize(
        "rows",
        [
            pytest.param(
                [("Date", "12 May"), ("Place", "Lyon"), ("Participant", "P1")], id="facts"
            ),
            pytest.param([("Topic", "Minutes"), ("Tools", "20"), ("Prices", "10")], id="agenda"),
            pytest.param([("It is slow.", "It is very slow.")], id="one row"),
        ],
    )
    def test_no_transcript(self, rows: Sequence[Sequence[str]]) -> None:
        """
        A table of anything else is none.
        """
        assert read(grid(*rows)) is None

    def test_table_beside_the_transcript(self) -> None:
        """
        A small table in a document of other words is not its transcript.
        """
        table = grid(("Interviewer", "Dana Berg"), ("P1", "Kasia Lind"))

        assert read(table, Paragraph(text="Interviewer: How is it, after a whole month?")) is None


class TestRest:
    """
    What is not said in the table is speech under a name of the table, else counted.
    """

    def test_tables_of_one_transcript(self) -> None:
        """
        A table that goes on after a page break is one transcript.
        """
        reading = read(
            grid(("Interviewer", "How is it?"), ("P1", "It is slow.")),
            Paragraph(text=""),
            grid(("Interviewer", "And now?"), ("P1", "Slower.")),
        )

        assert reading is not None
        assert said(reading) == [*BOTH, ("Interviewer", "And now?"), ("P1", "Slower.")]

    def test_paragraph_with_a_name(self) -> None:
        """
        A paragraph that begins with the name of somebody in the table is said by them.
        """
        reading = read(
            grid(("Interviewer", "How is it?"), ("P1", "It is slow.")),
            Paragraph(text="Interviewer: I see."),
        )

        assert reading is not None
        assert said(reading) == [*BOTH, ("Interviewer", "I see.")]

    @given(
        rows=st.lists(
            st.tuples(st.sampled_from(["Interviewer", "P1"]), st.text("ab c", max_size=9)),
            min_size=2,
            max_size=6,
        ),
        outside=st.text("xyz ", max_size=20),
    )
    @settings(max_examples=150, deadline=None)
    def test_complete(self, rows: list[tuple[str, str]], outside: str) -> None:
        """
        Words, names and what was left out are everything in the document.
        """
        rows = [("P1", "so it is and so it was for a long time"), *rows]
        note = Paragraph(text=outside)

        reading = read(note, grid(("Speaker", "Text", "Notes"), *((*row, "n") for row in rows)))

        assert reading is not None
        names = sum(len(name) for name, words in rows if words.strip())
        everything = sum(count(f"{name}{words}n") for name, words in rows)
        everything += count("SpeakerTextNotes") + count(outside)
        assert count(reading.text) + names + sum(left_out(reading).values()) == everything
