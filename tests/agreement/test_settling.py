"""What coders settled on: a sheet filled in by a person becomes settled.csv, and stays the same."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.agreement.coders import ratings_of
from interview_coder.agreement.disagreements import (
    COLUMNS,
    TO_FILL_IN,
    disagreement_rows,
    find_disagreements,
)
from interview_coder.agreement.settling import (
    join_settled,
    read_settled,
    settled_csv,
    settled_of,
)
from interview_coder.coding.decisions import read_decisions
from interview_coder.decision_rows import DECISION_COLUMNS
from interview_coder.errors import DecisionError
from interview_coder.exchange.decision_workbook import to_review_xlsx
from interview_coder.findings import Decision
from tests.agreement.small_study import (
    CODES,
    FIRST,
    FOURTH,
    IDS,
    SECOND,
    STUDY,
    THIRD,
    UTTERANCES,
    coder,
    decide,
)
from tests.notation import write_folder

DAY = "2026-03-01"
HEADER = "utterance,code,decision,decided_by,decided_on,note"
ADA = coder("Ada", f"{FIRST} pain", f"{SECOND} goal", THIRD, f"{FOURTH} pain")
BO = coder("Bo", f"{FIRST} pain goal", SECOND, THIRD, FOURTH)


def before(folder: Path) -> tuple[Decision, ...]:
    """
    Read what was settled before in a study folder.
    """
    return settled_of(replace(STUDY, folder=folder), utterances=UTTERANCES, codes=CODES)


def sheet(folder: Path) -> Path:
    """
    Write the sheet of what Ada and Bo disagree on, as the command line does.
    """
    ratings = ratings_of([ADA, BO], utterances=UTTERANCES, codes=CODES)
    rows = disagreement_rows(find_disagreements(ratings), study=STUDY, utterances=UTTERANCES)
    content = to_review_xlsx(rows, COLUMNS, codes=CODES, editable=TO_FILL_IN)
    return write_folder(folder, {"disagreements.xlsx": content}) / "disagreements.xlsx"


def fill_in(path: Path, filled: Mapping[int, Mapping[str, str]]) -> None:
    """
    Write into cells of a sheet: row, from 2, to column to words.
    """
    book = openpyxl.load_workbook(io.BytesIO(path.read_bytes()))
    page = book.worksheets[0]
    column = {str(cell.value): number for number, cell in enumerate(page[1], start=1)}
    for row, cells in filled.items():
        for name, value in cells.items():
            page.cell(row=row, column=column[name], value=value)
    book.save(path)


def settled(path: Path, *, day: str = DAY) -> tuple[Decision, ...]:
    """
    Read what was settled in the small study.
    """
    return read_settled(path, study=STUDY, utterances=UTTERANCES, codes=CODES, day=day)


def written(folder: Path, content: str | bytes) -> Path:
    """
    Write a table of decisions.
    """
    return write_folder(folder, {"sheet.csv": content}) / "sheet.csv"


def said(decision: Decision) -> tuple[str, ...]:
    """
    Return what a person said, without where it was said of.
    """
    return (
        decision.utterance, decision.code, decision.decision, decision.new_code, decision.coder,
        decision.decided_on, decision.note,
    )  # fmt: skip


class TestReadSettled:
    """
    A sheet of disagreements comes back with what a person wrote into it.
    """

    def test_sheet_filled_in(self, tmp_path: Path) -> None:
        """
        Rows that were decided on settle; rows left empty say nothing.
        """
        path = sheet(tmp_path)
        fill_in(
            path,
            {
                2: {"decision": "reject", "decided_by": "Ada, Bo", "note": "no aim, a wish"},
                4: {"decision": "accept", "decided_by": "Bo", "decided_on": "2026-02-28"},
            },
        )

        found = settled(path)

        assert [said(decision) for decision in found] == [
            (FIRST, "goal", "reject", "", "Ada, Bo", DAY, "no aim, a wish"),
            (FOURTH, "pain", "accept", "", "Bo", "2026-02-28", ""),
        ]
        assert all(decision.settles for decision in found)

    def test_untouched_sheet(self, tmp_path: Path) -> None:
        """
        A sheet that nobody filled in settles nothing.
        """
        assert settled(sheet(tmp_path)) == ()

    def test_what_was_decided_on_is_kept(self, tmp_path: Path) -> None:
        """
        The words, their place and the hash of the transcript come back with the decision.
        """
        path = sheet(tmp_path)
        fill_in(path, {2: {"decision": "accept", "decided_by": "Bo"}})

        (found,) = settled(path)

        utterance = UTTERANCES[0]
        assert found.text == "It is slow today."
        assert (found.start, found.end) == (utterance.span.start, utterance.span.end)
        assert found.text_hash == STUDY.transcript("P1.txt").text_hash

    def test_changed_words(self, tmp_path: Path) -> None:
        """
        A row whose words were changed by hand is refused, with file, line and both wordings.
        """
        path = sheet(tmp_path)
        fill_in(path, {3: {"decision": "accept", "decided_by": "Kim", "text": "I never gave up."}})

        with pytest.raises(DecisionError) as caught:
            settled(path)

        assert caught.value.path == path
        assert caught.value.faults == (
            f"disagreements.xlsx line 3: {SECOND!r} was 'I never gave up.' when this was decided, "
            "it is now 'I gave up on it last week.'",
        )

    def test_faults_together(self, tmp_path: Path) -> None:
        """
        Every row that cannot stand is told at once, each with its line and what would be right.
        """
        rows = [
            f"{FIRST},pian,accept,Kim,,",
            "P9-0001,pain,accept,Kim,,",
            f"{SECOND},pain,accept,settled,,",
        ]  # fmt: skip
        unreadable = written(tmp_path / "one", "\n".join([HEADER, *rows]))
        unfit = written(tmp_path / "other", "\n".join([HEADER, *rows[:2]]))

        with pytest.raises(DecisionError) as caught_reading:
            settled(unreadable)
        with pytest.raises(DecisionError) as caught_checking:
            settled(unfit)

        assert caught_reading.value.faults == (
            "line 4: decided by 'settled', the name of what coders settled on; write who settled",
        )
        assert caught_checking.value.faults == (
            "sheet.csv line 2: unknown code 'pian'; the codebook has pain, goal, trigger",
            "sheet.csv line 3: no utterance 'P9-0001' in this study",
        )

    def test_two_who_settle_differently(self, tmp_path: Path) -> None:
        """
        Two rows of one sheet that contradict each other settle nothing; both are named.
        """
        rows = [f"{FIRST},pain,accept,Kim,,", f"{FIRST},pain,reject,Mo,,"]

        with pytest.raises(DecisionError) as caught:
            settled(written(tmp_path, "\n".join([HEADER, *rows])))

        (fault,) = caught.value.faults
        assert "Kim (sheet.csv line 2) says that it fits, Mo (sheet.csv line 3)" in fault

    def test_recode_needs_its_column(self, tmp_path: Path) -> None:
        """
        A recode in a sheet without the code that fits is told with its line.
        """
        path = sheet(tmp_path)
        fill_in(path, {2: {"decision": "recode"}})

        with pytest.raises(DecisionError, match="line 2: recode needs the code that fits"):
            settled(path)


class TestJoinSettled:
    """
    What is settled anew takes the place of what was settled before.
    """

    def test_new_one_wins(self) -> None:
        """
        Of two decisions on one code of one utterance the new one stays.
        """
        old, new = decide("accept", note="old"), decide("reject", note="new")

        assert join_settled([old], [new]) == (new,)
        assert join_settled([new], [old]) == (old,)

    def test_both_are_kept(self) -> None:
        """
        Decisions on other codes and utterances stay, sorted by utterance and code.
        """
        known = [decide("accept", utterance=SECOND), decide("accept", "pain")]
        new = [decide("reject", "goal")]

        assert join_settled(known, new) == (new[0], known[1], known[0])

    @given(data=st.data())
    @settings(max_examples=50, deadline=None)
    def test_order(self, data: st.DataObject) -> None:
        """
        The order of what was known changes nothing, and joining twice is joining once.
        """
        some = st.builds(
            decide,
            st.sampled_from(["accept", "reject"]),
            st.sampled_from(CODES),
            utterance=st.sampled_from(IDS),
        )
        one_each = st.lists(some, unique_by=lambda d: (d.utterance, d.code), max_size=6)
        known, new = data.draw(one_each), data.draw(one_each)
        shuffled = data.draw(st.permutations(known))

        joined = join_settled(known, new)

        assert join_settled(shuffled, new) == joined
        assert join_settled(joined, new) == joined
        assert set(new) <= set(joined) <= {*known, *new}


_WORDS = st.text(alphabet="aé\"',;\t\n =…", max_size=8).map(str.strip)


class TestSettledCsv:
    """
    settled.csv holds every decision, and reads back as it was written.
    """

    @given(data=st.data())
    @settings(max_examples=60, deadline=None)
    def test_round_trip(
        self, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        """
        Whatever is settled is read again as the same decisions, and written again as the same file.
        """
        keys = data.draw(
            st.lists(st.tuples(st.sampled_from(IDS), st.sampled_from(CODES)), unique=True)
        )
        decisions = [
            decide(
                data.draw(st.sampled_from(["accept", "reject", "add"])),
                code,
                utterance=id_,
                coder=data.draw(_WORDS.filter(bool)),
                note=data.draw(_WORDS),
                decided_on=DAY,
                settles=True,
            )
            for id_, code in keys
        ]
        folder = tmp_path_factory.mktemp("settled")

        content = settled_csv(decisions, study=STUDY, utterances=UTTERANCES)
        write_folder(folder, {"settled.csv": content})
        found = before(folder)

        assert [said(each) for each in found] == [said(each) for each in decisions]
        assert all(each.settles for each in found)
        assert settled_csv(found, study=STUDY, utterances=UTTERANCES) == content

    def test_recode(self, tmp_path: Path) -> None:
        """
        A recode comes back with the code that fits.
        """
        decision = decide("recode", new_code="goal", settles=True)

        path = written(tmp_path, settled_csv([decision], study=STUDY, utterances=UTTERANCES))

        assert [said(each) for each in settled(path, day="")] == [said(decision)]

    def test_columns(self) -> None:
        """
        A row says of whom it is, where it stands, in which words, and what was decided.
        """
        decision = replace(decide("accept", utterance=FOURTH, decided_on=DAY), note="so, then")

        content = settled_csv([decision], study=STUDY, utterances=UTTERANCES).decode()

        header, row = content.splitlines()
        assert header == ",".join(DECISION_COLUMNS)
        assert row.startswith(f"{FOURTH},P2.txt,P2,17,34,The list is long.,pain,accept,,Kim,{DAY},")
        assert row.endswith(f'"so, then",{STUDY.transcript("P2.txt").text_hash}')


class TestSettledOf:
    """
    A study folder may hold what was settled.
    """

    def test_none(self, tmp_path: Path) -> None:
        """
        A folder without settled.csv has settled nothing.
        """
        assert before(tmp_path) == ()

    def test_read(self, tmp_path: Path) -> None:
        """
        What stands in settled.csv settles, and is told with the file's name.
        """
        write_folder(tmp_path, {"settled.csv": f"{HEADER}\n{FIRST},pain,accept,Kim,,\n"})

        (found,) = before(tmp_path)

        assert (found.settles, found.place) == (True, "settled.csv line 2")
        assert read_decisions(tmp_path / "settled.csv")[0].settles is False

    def test_fault(self, tmp_path: Path) -> None:
        """
        A row that cannot be understood is told with file and line.
        """
        write_folder(tmp_path, {"settled.csv": f"{HEADER}\n{FIRST},pain,maybe,Kim,,\n"})

        with pytest.raises(DecisionError, match=r"settled\.csv: line 2: decision 'maybe' is not"):
            before(tmp_path)

    def test_changed_words(self, tmp_path: Path) -> None:
        """
        A row on words that are no longer there is told, with file and line.
        """
        row = f"{FIRST},It was slow.,pain,accept,Kim"
        content = f"utterance,text,code,decision,decided_by\n{row}\n"
        write_folder(tmp_path, {"settled.csv": content})

        with pytest.raises(
            DecisionError, match=r"settled\.csv line 2: .* was 'It was slow\.' when"
        ):
            before(tmp_path)

    def test_nobody(self, tmp_path: Path) -> None:
        """
        What nobody stands behind is not settled.
        """
        write_folder(tmp_path, {"settled.csv": f"{HEADER}\n{FIRST},pain,accept,,,\n"})

        with pytest.raises(DecisionError, match=r"line 2: nobody is named in decided_by"):
            before(tmp_path)
