"""Tables joined to the participants: what joins, and what is told of the rest."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.attribute_tables import Joined, TableRecord, join_tables
from interview_coder.errors import StudyError
from interview_coder.study import read_study
from interview_coder.transcript import Participant
from tests.notation import write_folder

PEOPLE = (
    Participant(name="Ada", attributes={"customer": "K1"}),
    Participant(name="Ben", attributes={"customer": "K2"}),
    Participant(name="Cid", attributes={"customer": ""}),
)
CRM = "no,orders,spent\nK1,12,100 EUR\nK2,3,20 EUR\n"
BY_CUSTOMER = TableRecord(file="crm.csv", key="no", participant="customer")


def join(tmp_path: Path, text: str | bytes, record: TableRecord = BY_CUSTOMER) -> Joined:
    """Join a table of `text` to the people."""
    return join_tables(write_folder(tmp_path, {record.file: text}), [record], PEOPLE)


def workbook(rows: list[list[object]], title: str) -> bytes:
    """Make a workbook of an empty sheet and one with rows."""
    book = openpyxl.Workbook()
    book.active.append(["nothing here"])  # type: ignore[union-attr]
    sheet = book.create_sheet(title)
    for row in rows:
        sheet.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestJoin:
    """
    A row gives its person the other columns; nothing else changes.
    """

    def test_values(self, tmp_path: Path) -> None:
        """
        Values are kept as they are written; who has no row has empty ones.
        """
        joined = join(tmp_path, CRM)

        assert [dict(person.attributes) for person in joined.participants] == [
            {"customer": "K1", "orders": "12", "spent": "100 EUR"},
            {"customer": "K2", "orders": "3", "spent": "20 EUR"},
            {"customer": "", "orders": "", "spent": ""},
        ]
        assert joined.faults == ()

    def test_by_name(self, tmp_path: Path) -> None:
        """
        Where no column of keys is told, the key is the participant's name.
        """
        record = TableRecord(file="crm.csv", key="who")

        joined = join(tmp_path, "who;age\nBen;41\nAda;30\nCid;22\n", record)

        assert [person.attributes["age"] for person in joined.participants] == ["30", "41", "22"]
        assert joined.notes == ()

    def test_columns_told(self, tmp_path: Path) -> None:
        """
        Only the columns that are named are taken, in their order.
        """
        record = BY_CUSTOMER.model_copy(update={"columns": ("spent",)})

        joined = join(tmp_path, CRM, record)

        assert list(joined.participants[0].attributes) == ["customer", "spent"]

    def test_workbook(self, tmp_path: Path) -> None:
        """
        Of a workbook the sheet that has the key is taken, or the one that is named.
        """
        data = workbook([["no", "orders"], ["K1", 12], ["K2", 3]], "2026")
        record = BY_CUSTOMER.model_copy(update={"file": "crm.xlsx"})

        found = join(tmp_path, data, record)
        named = join(tmp_path, data, record.model_copy(update={"sheet": "2026"}))

        assert found.participants[0].attributes["orders"] == "12"
        assert named == found

    @given(order=st.permutations(range(4)))
    def test_order_of_rows(
        self, tmp_path_factory: pytest.TempPathFactory, order: list[int]
    ) -> None:
        """
        In whatever order the rows stand, everybody gets the same.
        """
        rows = ["K1,12,a", "K2,3,b", "K8,4,c", "K9,5,d"]
        text = "no,orders,spent\n" + "\n".join(rows[i] for i in order) + "\n"

        joined = join(tmp_path_factory.mktemp("crm"), text)

        assert [person.attributes["orders"] for person in joined.participants] == ["12", "3", ""]

    def test_two_tables(self, tmp_path: Path) -> None:
        """
        Any number of tables is joined, one after the other.
        """
        write_folder(tmp_path, {"crm.csv": CRM, "web.csv": "no,visits\nK1,7\nK2,9\n"})
        web = BY_CUSTOMER.model_copy(update={"file": "web.csv"})

        joined = join_tables(tmp_path, [BY_CUSTOMER, web], PEOPLE)

        assert joined.participants[1].attributes["visits"] == "9"
        assert joined.participants[1].attributes["orders"] == "3"


class TestNotJoined:
    """
    What does not join is told with its row and why, and nothing is guessed.
    """

    def test_rows_about_nobody(self, tmp_path: Path) -> None:
        """
        Rows about nobody who was interviewed are counted, the first of them with their lines.
        """
        strangers = "".join(f"X{i},1,1\n" for i in range(7))

        joined = join(tmp_path, CRM + strangers)

        assert joined.notes[0] == (
            "crm.csv: 7 of 9 rows are about nobody who was interviewed: line 4, 5, 6, 7, 8 and "
            "2 more"
        )

    def test_people_without_row(self, tmp_path: Path) -> None:
        """
        Who has no row is named, with the key that is missing or that there is none.
        """
        joined = join(tmp_path, "no,orders\nK1,12\n")

        assert joined.notes == ("crm.csv: no row for Ben ('K2' is not in it), Cid (has no key)",)

    @pytest.mark.parametrize(
        ("text", "change", "fault"),
        [
            pytest.param(
                "no,orders\nK1,1\nK1,2\n", {},
                "crm.csv: lines 2, 3: 'K1' (Ada) has 2 rows; keep one, or sum them up first",
                id="two rows of one person",
            ),
            pytest.param(
                "no,orders\nA-1,1\n", {},
                "crm.csv: no row joins: its 'no' holds 'A-1', the participants have 'K1', 'K2'",
                id="no row joins",
            ),
            pytest.param(
                CRM, {"key": "nr"},
                "crm.csv: line 1: no column 'nr' to join by; found: no, orders, spent",
                id="no such key",
            ),
            pytest.param(
                CRM, {"participant": "client"},
                "crm.csv: participants.csv has no column 'client' to join by; found: participant, "
                "customer",
                id="no such column of participants",
            ),
            pytest.param(
                CRM, {"columns": ("order", "spent")},
                "crm.csv: no column 'order'; found: no, orders, spent",
                id="no such column to take",
            ),
            pytest.param(
                "no,customer\nK1,x\n", {},
                "crm.csv: column 'customer' is known of the participants already; rename one, or "
                "name those to take under `columns`",
                id="known already",
            ),
        ],
    )  # fmt: skip
    def test_faults(self, tmp_path: Path, text: str, change: dict[str, object], fault: str) -> None:
        """
        What would be a guess is a fault, with the line and with what is there.
        """
        joined = join(tmp_path, text, BY_CUSTOMER.model_copy(update=change))

        assert joined.faults == (fault,)
        assert joined.participants == PEOPLE

    def test_no_file(self, tmp_path: Path) -> None:
        """
        A file that is not there is a fault, and the other tables are looked at all the same.
        """
        records = [BY_CUSTOMER, BY_CUSTOMER.model_copy(update={"file": "web.csv"})]

        joined = join_tables(tmp_path, records, PEOPLE)

        assert joined.faults == (
            "crm.csv: there is no such file beside study.toml",
            "web.csv: there is no such file beside study.toml",
        )


def test_in_a_study(tmp_path: Path) -> None:
    """
    `[[tables]]` of study.toml are joined when a study is read, and are no transcripts.
    """
    files = {
        "Ada.txt": "Interviewer: How?\nAda: It is slow.\n",
        "participants.csv": "participant,customer\nAda,K1\n",
        "crm.csv": CRM,
        "study.toml": '[[tables]]\nfile = "crm.csv"\nkey = "no"\nparticipant = "customer"\n',
    }

    study = read_study(write_folder(tmp_path, files))

    assert study.participants[0].attributes["spent"] == "100 EUR"
    assert len(study.transcripts) == 1
    assert any("1 of 2 rows are about nobody" in note for note in study.notes)


def test_faults_of_a_study(tmp_path: Path) -> None:
    """
    Faults of tables are told together with the others of the folder.
    """
    files = {
        "Ada.txt": "Interviewer: How?\nAda: It is slow.\n",
        "notes.xyz": "?",
        "study.toml": '[[tables]]\nfile = "crm.csv"\nkey = "no"\n',
    }

    with pytest.raises(StudyError) as caught:
        read_study(write_folder(tmp_path, files))

    assert len(caught.value.faults) == 2
