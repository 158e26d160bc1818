"""Codings as a table: by utterance or by place, told apart from what cannot be understood."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.coders import Coder
from interview_coder.agreement.coding_table import read_coding_table
from interview_coder.errors import DecisionError
from interview_coder.findings import MACHINE
from interview_coder.tables import CODING_COLUMNS, coding_rows
from interview_coder.tabular import to_csv
from tests.agreement.small_study import (
    CODES,
    FIFTH,
    FIRST,
    FOURTH,
    IDS,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    analysis_with,
    select,
)
from tests.notation import write_folder

BY_UTTERANCE = "coder,utterance,code"
BY_PLACE = "coder,transcript,start,end,code,text"


def read(folder: Path, content: str | bytes, *, name: str = "Ada.csv") -> dict[str, Coder]:
    """
    Read `content` as a table of codings in the small study; coders by name.
    """
    path = write_folder(folder, {name: content}) / name
    found = read_coding_table(path, study=STUDY, utterances=UTTERANCES, codes=CODES)
    return {each.name: each for each in found}


def faults_of(folder: Path, header: str, rows: Sequence[str]) -> tuple[str, ...]:
    """
    Return what is wrong with rows of a table.
    """
    with pytest.raises(DecisionError) as caught:
        read(folder, "\n".join([header, *rows]))
    assert caught.value.path == folder / "Ada.csv"
    return caught.value.faults


class TestReadCodingTable:
    """
    A row is a coding; whoever has a row in a transcript has read all of it.
    """

    def test_by_utterance(self, tmp_path: Path) -> None:
        """
        A row may name the utterance; each coder has what he put.
        """
        rows = [f"Bo,{FIRST},pain", f"Bo,{SECOND},goal", f"Cleo,{FOURTH},pain"]

        found = read(tmp_path, "\n".join([BY_UTTERANCE, *rows]))

        assert list(found) == ["Bo", "Cleo"]
        assert found["Bo"].put == {(FIRST, "pain"), (SECOND, "goal")}
        assert found["Bo"].read == {FIRST, SECOND, THIRD}
        assert found["Cleo"].read == {FOURTH, FIFTH}
        assert found["Cleo"].selections == (select(17, 34, coder="Cleo", source="P2.txt"),)

    def test_by_place(self, tmp_path: Path) -> None:
        """
        A row may say where the words stand; the stretch is kept as it was marked.
        """
        found = read(tmp_path, f"{BY_PLACE}\nBo,P1.txt,22,63,pain,\n")

        assert found["Bo"].put == {(FIRST, "pain"), (SECOND, "pain")}
        assert found["Bo"].selections == (select(22, 63, coder="Bo"),)

    def test_nobody_named(self, tmp_path: Path) -> None:
        """
        Where the table does not say who coded, the file's name does.
        """
        alone = read(tmp_path, f"utterance,code\n{FIRST},pain\n", name="Mo.csv")
        beside = read(tmp_path, f"{BY_UTTERANCE}\nBo,{FIRST},pain\n,{FIRST},goal\n")

        assert list(alone) == ["Mo"]
        assert beside["Ada"].put == {(FIRST, "goal")}

    def test_read_and_put_nothing(self, tmp_path: Path) -> None:
        """
        A row without a code says that the coder read there, and put nothing.
        """
        found = read(tmp_path, f"{BY_UTTERANCE}\nBo,{FIRST},\n")["Bo"]

        assert (set(found.put), found.selections) == (set(), ())
        assert found.read == {FIRST, SECOND, THIRD}

    def test_note(self, tmp_path: Path) -> None:
        """
        What the coder wrote to a coding is kept.
        """
        found = read(tmp_path, f"utterance,code,note\n{FIRST},pain,so slow\n")["Ada"]

        assert [each.note for each in found.selections] == ["so slow"]

    @pytest.mark.parametrize("words", ["It is slow today.", " It is\n slow  today. ", ""])
    def test_words(self, tmp_path: Path, words: str) -> None:
        """
        The words, where they are told, are those at the place; white space does not matter.
        """
        found = read(tmp_path, f'utterance,code,text\n{FIRST},pain,"{words}"\n')

        assert found["Ada"].put == {(FIRST, "pain")}

    def test_codings_of_an_analysis(self, tmp_path: Path) -> None:
        """
        codings.csv of an analysis is such a table.
        """
        analysis = analysis_with(codings=((FIRST, "pain", MACHINE), (FIFTH, "goal", "Kim")))
        rows = coding_rows(analysis, analysis.all_codings)

        found = read(tmp_path, to_csv(rows, CODING_COLUMNS))

        assert {name: each.put for name, each in found.items()} == {
            MACHINE: {(FIRST, "pain")}, "Kim": {(FIFTH, "goal")},
        }  # fmt: skip

    def test_no_rows(self, tmp_path: Path) -> None:
        """
        A table without rows has no coders.
        """
        assert read(tmp_path, BY_UTTERANCE) == {}

    @given(data=st.data())
    @settings(max_examples=30, deadline=None)
    def test_order_of_rows(
        self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """
        In whatever order rows stand, each coder read and put the same.
        """
        row = st.tuples(
            st.sampled_from(["Bo", "Cleo"]), st.sampled_from(IDS), st.sampled_from([*CODES, ""])
        )
        rows = [",".join(each) for each in data.draw(st.lists(row, max_size=6))]
        shuffled = data.draw(st.permutations(rows))
        folder = tmp_path_factory.mktemp("codings")

        one, other = (
            read(folder, "\n".join([BY_UTTERANCE, *each]) + "\n") for each in (rows, shuffled)
        )

        assert list(one) == list(other)
        assert all((one[n].put, one[n].read) == (other[n].put, other[n].read) for n in one)


class TestFaults:
    """
    A row that cannot be understood is told with its line and what would be right.
    """

    @pytest.mark.parametrize(
        ("header", "row", "fault"),
        [
            pytest.param(
                BY_UTTERANCE, f"Bo,{FIRST},pian",
                "unknown code 'pian'; the codebook has pain, goal, trigger", id="code",
            ),
            pytest.param(
                BY_UTTERANCE, "Bo,P9-0001,pain", "no utterance 'P9-0001' in this study",
                id="utterance",
            ),
            pytest.param(
                BY_UTTERANCE, "Bo,,pain",
                "no utterance, and transcript '' is not one of P1.txt, P2.txt", id="nowhere",
            ),
            pytest.param(
                BY_PLACE, "Bo,P9.txt,1,2,pain,",
                "no utterance, and transcript 'P9.txt' is not one of P1.txt, P2.txt",
                id="transcript",
            ),
            pytest.param(
                BY_PLACE, "Bo,P1.txt,1.5,,pain,", "start '1.5' and end '' must be whole numbers",
                id="no numbers",
            ),
            pytest.param(
                BY_PLACE, "Bo,P2.txt,17,52,pain,", "17–52 lies outside P2.txt, which has 51",
                id="beyond the end",
            ),
            pytest.param(
                BY_PLACE, "Bo,P2.txt,17,17,pain,", "17–17 lies outside P2.txt, which has 51",
                id="empty stretch",
            ),
            pytest.param(
                BY_PLACE, "Bo,P2.txt,17,25,pain,The long",
                "the text is 'The long', but at its place stands 'The list'", id="words at a place",
            ),
            pytest.param(
                "utterance,code,text", f"{FIRST},pain,It is fast today.",
                "the text is 'It is fast today.', but at its place stands 'It is slow today.'",
                id="words of an utterance",
            ),
            pytest.param(
                BY_UTTERANCE, f"Bo,{FIRST},pain,and more",
                "more cells than the header has columns; put text that holds commas in quotes",
                id="surplus",
            ),
        ],
    )  # fmt: skip
    def test_fault(self, tmp_path: Path, header: str, row: str, fault: str) -> None:
        """
        What is wrong stands beside what was found and what there is.
        """
        assert faults_of(tmp_path, header, [row]) == (f"line 2: {fault}",)

    def test_whole_text(self, tmp_path: Path) -> None:
        """
        A place may reach to the very end of a transcript.
        """
        found = read(tmp_path, f"{BY_PLACE}\nBo,P2.txt,0,51,pain,\n")

        assert found["Bo"].put == {(FOURTH, "pain"), (FIFTH, "pain")}

    def test_all_at_once(self, tmp_path: Path) -> None:
        """
        Every fault is told in one go, in the order of the file, several of one row too.
        """
        rows = ["Bo,P9-0001,pian", f"Bo,{FIRST},pain", "Bo,,goal"]

        faults = faults_of(tmp_path, BY_UTTERANCE, rows)

        assert [fault.split(";")[0] for fault in faults] == [
            "line 2: unknown code 'pian'",
            "line 2: no utterance 'P9-0001' in this study",
            "line 4: no utterance, and transcript '' is not one of P1.txt, P2.txt",
        ]

    def test_missing_column(self, tmp_path: Path) -> None:
        """
        A table without codes is told with the columns that were found.
        """
        assert faults_of(tmp_path, "utterance,Code", [f"{FIRST},pain"]) == (
            "line 1: no column 'code'; found: utterance,Code",
        )
