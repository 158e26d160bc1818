"""`interview-coder agreement` and `settle`: coders compared, what they differ on decided."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest

from interview_coder.audit import read_trail
from tests.cli.notation import contents, run
from tests.notation import write_folder

SAID = {
    "Ada": ("I waste two hours a week copying.", "We sit by the harbour.", "I want it by noon."),
    "Bea": ("I lose my evenings to typing.", "We moved here in May.", "I hope to be home by six."),
    "Cem": ("It annoys me to ring everybody.", "My uncle has a van.", "I wish it came by phone."),
}
STUDY = {
    f"{name}.txt": "".join(f"Interviewer: And?\n\n{name}: {each}\n\n" for each in said)
    for name, said in SAID.items()
}
ADA = "utterance,code,coder\n" + "".join(
    f"{name}-0001,pain,Kit\n{name}-0003,goal,Kit\n" for name in ("Ada", "Bea", "Cem")
)
BEA = "utterance,code,coder\nAda-0001,pain,Lou\nBea-0001,goal,Lou\nCem-0003,goal,Lou\n"


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """
    A study of three short interviews.
    """
    return write_folder(tmp_path / "study", STUDY)


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """
    Codings of two coders.
    """
    folder = write_folder(tmp_path / "coders", {"kit.csv": ADA, "lou.csv": BEA})
    return [folder / "kit.csv", folder / "lou.csv"]


def table(path: Path) -> list[dict[str, str]]:
    """
    Return the rows of a CSV file.
    """
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def fill_in(sheet: Path, *decisions: dict[str, str]) -> Path:
    """
    Fill in the first rows of a sheet of disagreements.
    """
    book = openpyxl.load_workbook(sheet)
    page = book["decisions"]
    columns = {cell.value: number for number, cell in enumerate(page[1], start=1)}
    for row, cells in enumerate(decisions, start=2):
        for name, value in cells.items():
            page.cell(row, columns[name]).value = value
    book.save(sheet)
    return sheet


class TestAgreement:
    """
    Coders come from files; what they agree on is measured and written.
    """

    def test_two_coders(self, study: Path, files: list[Path], tmp_path: Path) -> None:
        """
        A report, a table and a sheet are written, and the coefficients shown.
        """
        before = contents(study)

        ran = run("agreement", study, *files, "--out", tmp_path / "agr")

        assert ran.code == 0, ran.err
        assert "Utterances read: Kit 9, Lou 9." in ran.out
        assert set(contents(tmp_path / "agr")) == {
            "agreement.docx", "agreement.html", "agreement.csv", "disagreements.xlsx",
        }  # fmt: skip
        assert contents(study) == before

    def test_figures(self, study: Path, files: list[Path], tmp_path: Path) -> None:
        """
        The table holds the coefficients worked out by hand.
        """
        run("agreement", study, *files, "--out", tmp_path / "agr")

        rows = {
            (row["code"], row["coefficient"]): row for row in table(tmp_path / "agr/agreement.csv")
        }

        # pain: both put it once, Kit alone twice, nobody six times.
        assert float(rows["pain", "percent"]["value"]) == pytest.approx(7 / 9, abs=1e-6)
        p_e = (3 * 1 + 6 * 8) / 81
        kappa = (7 / 9 - p_e) / (1 - p_e)
        assert float(rows["pain", "kappa"]["value"]) == pytest.approx(kappa, abs=1e-6)
        assert float(rows["pain", "kappa"]["prevalence"]) == pytest.approx(4 / 18, abs=1e-6)

    def test_the_order_of_files_does_not_matter(
        self, study: Path, files: list[Path], tmp_path: Path
    ) -> None:
        """
        The same files in another order give the same bytes.
        """
        run("agreement", study, *files, "--out", tmp_path / "one")
        run("agreement", study, *files[::-1], "--out", tmp_path / "two")

        assert contents(tmp_path / "one") == contents(tmp_path / "two")

    def test_one_coder_is_too_few(self, study: Path, files: list[Path], tmp_path: Path) -> None:
        """
        With one coder there is nothing to compare: it is said who was found, nothing is written.
        """
        ran = run("agreement", study, files[0], "--out", tmp_path / "agr")

        assert ran.code == 2
        assert "agreement needs two coders; in these files is Kit" in ran.err
        assert not (tmp_path / "agr").exists()

    def test_reports_are_never_replaced(
        self, study: Path, files: list[Path], tmp_path: Path
    ) -> None:
        """
        A report that is there stays as it is.
        """
        run("agreement", study, *files, "--out", tmp_path / "agr")
        before = contents(tmp_path / "agr")

        ran = run("agreement", study, *files, "--out", tmp_path / "agr")

        assert ran.code == 2
        assert "exists and is kept" in ran.err
        assert contents(tmp_path / "agr") == before

    def test_every_fault_of_a_file_is_told(
        self, study: Path, files: list[Path], tmp_path: Path
    ) -> None:
        """
        Rows that cannot be understood are told together, with file and line.
        """
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("utterance,code\nAda-0001,pian\nAda-0099,pain\n", encoding="utf-8")

        ran = run("agreement", study, files[0], wrong, "--out", tmp_path / "agr", columns=300)

        assert ran.code == 2
        assert "line 2: unknown code 'pian'; the codebook has pain, goal" in ran.err
        assert "line 3: no utterance 'Ada-0099'" in ran.err

    def test_coders_who_agree_have_no_sheet(self, study: Path, tmp_path: Path) -> None:
        """
        Where nobody disagrees there is nothing to settle.
        """
        folder = write_folder(
            tmp_path / "coders", {"a.csv": ADA, "b.csv": ADA.replace("Kit", "Lou")}
        )

        ran = run("agreement", study, folder / "a.csv", folder / "b.csv", "--out", tmp_path / "agr")

        assert ran.code == 0, ran.err
        assert "disagreements.xlsx" not in contents(tmp_path / "agr")


class TestSettle:
    """
    A sheet filled in becomes part of the study, and stands above single coders.
    """

    @pytest.fixture
    def sheet(self, study: Path, files: list[Path], tmp_path: Path) -> Path:
        """
        The sheet of disagreements of two coders.
        """
        assert run("agreement", study, *files, "--out", tmp_path / "agr").code == 0
        return tmp_path / "agr" / "disagreements.xlsx"

    def test_what_was_settled(self, study: Path, sheet: Path) -> None:
        """
        Decisions go to settled.csv and the audit trail, with who, when and why.
        """
        fill_in(
            sheet,
            {"decision": "accept", "decided_by": "Kit, Lou", "note": "a want",
             "decided_on": "2026-01-31"},
            {"decision": "reject", "decided_by": "Lou"},
        )  # fmt: skip

        ran = run("settle", study, sheet)

        assert ran.code == 0, ran.err
        assert "2 decisions settled" in ran.out
        rows = table(study / "settled.csv")
        assert [(row["utterance"], row["code"], row["decision"]) for row in rows] == [
            ("Ada-0003", "goal", "accept"),
            ("Bea-0001", "pain", "reject"),
        ]
        assert rows[0]["decided_on"] == "2026-01-31"
        assert rows[1]["decided_on"]
        entries = read_trail(study / "audit_trail.jsonl").entries
        assert [(entry.who, entry.settles, entry.why) for entry in entries] == [
            ("Kit, Lou", True, "a want"),
            ("Lou", True, ""),
        ]

    def test_nothing_decided(self, study: Path, sheet: Path) -> None:
        """
        A sheet in which nothing is decided yet is told, and nothing is written.
        """
        before = contents(study)

        ran = run("settle", study, sheet, columns=300)

        assert ran.code == 0, ran.err
        assert "Nothing is decided in" in ran.out
        assert contents(study) == before

    def test_the_analysis_takes_it_over(self, study: Path, sheet: Path, tmp_path: Path) -> None:
        """
        What was settled is coded so, by a coder of its own, whatever single coders decided.
        """
        (study / "corrections.csv").write_text(
            "utterance,code,decision,decided_by\nAda-0003,goal,reject,Lou\n", encoding="utf-8"
        )
        fill_in(sheet, {"decision": "accept", "decided_by": "Kit"})
        run("settle", study, sheet)

        ran = run("analyze", study, "--out", tmp_path / "out")

        assert ran.code == 0, ran.err
        codings = table(tmp_path / "out" / "codings.csv")
        found = [row["coder"] for row in codings if row["utterance"] == "Ada-0003"]
        assert found == ["settled (Kit)"]

    def test_settled_anew(self, study: Path, sheet: Path) -> None:
        """
        A later decision replaces the earlier one in settled.csv; the trail keeps both.
        """
        run("settle", study, fill_in(sheet, {"decision": "accept", "decided_by": "Kit"}))
        run("settle", study, fill_in(sheet, {"decision": "reject", "decided_by": "Lou"}))

        assert [row["decision"] for row in table(study / "settled.csv")] == ["reject"]
        entries = read_trail(study / "audit_trail.jsonl").entries
        assert [(entry.what, entry.withdrawn) for entry in entries] == [
            ("accept", False),
            ("accept", True),
            ("reject", False),
        ]

    def test_faults(self, study: Path, sheet: Path) -> None:
        """
        What cannot stand is told with its line, and nothing is settled.
        """
        fill_in(
            sheet,
            {"decision": "accept", "decided_by": "Kit"},
            {"decision": "maybe", "decided_by": "Kit"},
            {"decision": "accept"},
        )

        ran = run("settle", study, sheet, columns=300)

        assert ran.code == 2
        assert "line 3: decision 'maybe' is not one of" in ran.err
        assert "line 4: nobody is named in decided_by" in ran.err
        assert not (study / "settled.csv").exists()

    def test_a_formula(self, study: Path, sheet: Path) -> None:
        """
        A formula is refused with its cell, not computed.
        """
        fill_in(sheet, {"decision": "accept", "decided_by": "=1+1"})

        ran = run("settle", study, sheet, columns=300)

        assert ran.code == 2
        assert "holds a formula" in ran.err

    def test_words_that_changed(self, study: Path, sheet: Path) -> None:
        """
        A sheet about words that are no longer there settles nothing.
        """
        fill_in(sheet, {"decision": "accept", "decided_by": "Kit"})
        path = study / "Ada.txt"
        path.write_text(path.read_text(encoding="utf-8").replace("noon", "four"), encoding="utf-8")

        ran = run("settle", study, sheet, columns=300)

        assert ran.code == 2
        assert "was 'I want it by noon.' when this was decided" in ran.err

    def test_older_decisions_on_words_that_changed(self, study: Path, sheet: Path) -> None:
        """
        Nor is anything added to a settled.csv that no longer fits the study.
        """
        run("settle", study, fill_in(sheet, {"decision": "accept", "decided_by": "Kit"}))
        before = (study / "settled.csv").read_bytes()
        path = study / "Ada.txt"
        path.write_text("Interviewer: And?\n\nAda: It rained.\n", encoding="utf-8")
        empty = study.parent / "empty.csv"
        empty.write_text("utterance,code,decision\n", encoding="utf-8")

        ran = run("settle", study, empty, columns=300)

        assert ran.code == 2
        assert "settled.csv: " in ran.err
        assert (study / "settled.csv").read_bytes() == before
