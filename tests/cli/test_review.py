"""`interview-coder review`: a sheet to fill in, which `analyze` reads again."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from interview_coder.archive import load
from interview_coder.tables import REVIEW_COLUMNS
from tests.cli.notation import Ran, contents, run
from tests.notation import write_folder

Row = dict[str, str]

ANSWERS = {
    "Ada": (
        "Every Friday I waste two hours copying\nnumbers by hand, it is awful.",
        "The shop stands right by the harbour.",
    ),
    "Bea": (
        "I lose whole evenings typing the same numbers in, again.",
        "We moved here in May with two vans.",
    ),
    "Cem": (
        "I would never let it copy them, I don't trust it with that.",
        "My uncle has a blue folder for the bills.",
    ),
}
STUDY = {
    f"{name}.txt": (
        f"Interviewer: How is it?\n\n{name}: {one}\n\nInterviewer: And?\n\n{name}: {other}\n"
    )
    for name, (one, other) in ANSWERS.items()
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """
    A study of three short interviews.
    """
    return write_folder(tmp_path / "study", STUDY)


@pytest.fixture
def out(study: Path, tmp_path: Path) -> Path:
    """
    Its results, before anybody decided anything.
    """
    assert run("analyze", study, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def table(path: Path) -> list[Row]:
    """
    Return the rows of a CSV file.
    """
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


def fill_in(path: Path, fill: Callable[[int, Row], Mapping[str, str]]) -> list[Row]:
    """
    Change the rows of a sheet as a spreadsheet would: with a mark, semicolons, Windows line ends.
    """
    rows = [row | dict(fill(number, row)) for number, row in enumerate(table(path))]
    buffer = io.StringIO(newline="")
    writer = csv.DictWriter(buffer, REVIEW_COLUMNS, delimiter=";", lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    path.write_bytes(buffer.getvalue().encode("utf-8-sig"))
    return rows


class TestReview:
    """
    The sheet holds what teaches most, and no sheet is ever replaced.
    """

    def test_sheet(self, out: Path, tmp_path: Path) -> None:
        """
        The sheet has the utterances to look at next, with what the machine makes of them.
        """
        before = contents(out)

        ran = run("review", out, "-n", "4", "--out", tmp_path / "sheet.csv")

        rows = table(tmp_path / "sheet.csv")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"4 utterances of 3 participants in {tmp_path / 'sheet.csv'}.")
        assert tuple(rows[0]) == REVIEW_COLUMNS
        chosen = [utterance.id for utterance in load(out).suggest_next(4)]
        assert list(dict.fromkeys(row["utterance"] for row in rows)) == chosen
        assert contents(out) == before

    def test_shorter_sheet(self, out: Path, tmp_path: Path) -> None:
        """
        Fewer utterances are the first of more; where fewer are left, all come.
        """
        for n in (2, 500):
            assert run("review", out, "-n", str(n), "--out", tmp_path / f"{n}.csv").code == 0

        few, all_ = (table(tmp_path / f"{n}.csv") for n in (2, 500))
        assert all_[: len(few)] == few
        assert {row["utterance"] for row in all_} == {
            row["utterance"] for row in table(out / "utterances.csv")
        }

    def test_default_place(
        self, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """
        Without --out the sheet is review.csv, where one stands.
        """
        monkeypatch.chdir(tmp_path)

        assert run("review", "out").code == 0
        assert len(table(tmp_path / "review.csv")) >= 6

    def test_never_replaces(self, out: Path, tmp_path: Path) -> None:
        """
        A sheet that is there, perhaps half filled in, is kept as it is.
        """
        sheet = tmp_path / "review.csv"
        sheet.write_text("mine")

        ran = run("review", out, "--out", sheet)

        assert (ran.code, ran.out) == (2, "")
        assert "exists and is kept as it is" in ran.err
        assert sheet.read_text() == "mine"

    def test_no_folder_for_it(self, out: Path, tmp_path: Path) -> None:
        """
        A folder that is not there is told, and not made.
        """
        ran = run("review", out, "--out", tmp_path / "nowhere" / "review.csv")

        assert (ran.code, ran.out) == (2, "")
        assert f"{tmp_path / 'nowhere'} is no folder" in ran.err
        assert not (tmp_path / "nowhere").exists()

    @pytest.mark.parametrize("where", ["", "nowhere"])
    def test_no_results(self, tmp_path: Path, where: str) -> None:
        """
        A folder without an analysis is exit code 2, no traceback and no sheet.
        """
        ran = run("review", tmp_path / where, "--out", tmp_path / "sheet.csv")

        assert (ran.code, ran.out) == (2, "")
        assert "no analysis.json in it" in ran.err
        assert "Traceback" not in ran.err
        assert not (tmp_path / "sheet.csv").exists()


class TestBackAgain:
    """
    A sheet handed back teaches the coder; what nobody filled in changes nothing.
    """

    def test_nothing_filled_in(self, study: Path, out: Path, tmp_path: Path) -> None:
        """
        A sheet handed back as it came, even saved by a spreadsheet, changes no result.
        """
        run("review", out, "--out", study / "corrections.csv")
        fill_in(study / "corrections.csv", lambda number, row: {})

        ran = run("analyze", study, "--out", tmp_path / "again")

        assert (ran.code, ran.err) == (0, "")
        assert contents(tmp_path / "again") == contents(out)

    def test_half_filled_in(self, study: Path, out: Path, tmp_path: Path) -> None:
        """
        Decisions of a sheet done half way stand in codings.csv under the person's name; the sheet
        keeps its bytes, and the results are verbatim.
        """
        sheet = study / "corrections.csv"
        run("review", out, "-n", "500", "--out", sheet)
        first = next(i for i, row in enumerate(table(sheet)) if row["code"])
        plain = next(i for i, row in enumerate(table(sheet)) if not row["code"])
        rows = fill_in(
            sheet,
            lambda number, row: {
                first: {"decision": "Accept", "decided_by": "Kim"},
                plain: {"decision": "add", "code": "goal", "decided_by": "Mo", "note": "sí"},
            }.get(number, {}),
        )
        before = sheet.read_bytes()

        ran = run("analyze", study, "--out", tmp_path / "again")

        assert (ran.code, ran.err) == (0, "")
        codings = {
            (row["utterance"], row["code"]): (row["coder"], row["confidence"])
            for row in table(tmp_path / "again" / "codings.csv")
        }
        assert codings[rows[first]["utterance"], rows[first]["code"]] == ("Kim", "1.0")
        assert codings[rows[plain]["utterance"], "goal"] == ("Mo", "1.0")
        assert sheet.read_bytes() == before
        assert run("verify", tmp_path / "again").code == 0
        asked_again = {utterance.id for utterance in load(tmp_path / "again").suggest_next(500)}
        assert asked_again.isdisjoint({rows[first]["utterance"], rows[plain]["utterance"]})
        assert len(asked_again) == len(table(out / "utterances.csv")) - 2

    def test_all_taken_away(self, study: Path, out: Path, tmp_path: Path) -> None:
        """
        Where every utterance is accepted without a code, nothing is coded any more.
        """
        sheet = tmp_path / "sheet.csv"
        run("review", out, "-n", "500", "--out", sheet)
        fill_in(sheet, lambda number, row: {"code": "", "decision": "accept"})

        ran = run("analyze", study, "--out", tmp_path / "again", "--corrections", sheet)

        assert ran.code == 0
        assert table(out / "codings.csv")
        assert table(tmp_path / "again" / "codings.csv") == []
        assert table(tmp_path / "again" / "candidates.csv") == []

    def test_order_of_rows(self, study: Path, out: Path, tmp_path: Path) -> None:
        """
        Rows in another order give the same tables.
        """
        sheet = tmp_path / "sheet.csv"
        run("review", out, "--out", sheet)
        words = ("reject", "accept", "")
        fill_in(sheet, lambda number, row: {"decision": words[number % 3]} if row["code"] else {})
        head, *lines = sheet.read_bytes().decode("utf-8-sig").split("\r\n")[:-1]
        turned = write_folder(tmp_path, {"turned.csv": "\r\n".join([head, *lines[::-1]])})

        for given, name in ((sheet, "one"), (turned / "turned.csv", "other")):
            ran = run("analyze", study, "--out", tmp_path / name, "--corrections", given)
            assert (ran.code, ran.err) == (0, "")

        for name in ("codings.csv", "candidates.csv", "themes.csv"):
            assert contents(tmp_path / "one")[name] == contents(tmp_path / "other")[name]

    def test_the_study_has_changed(self, study: Path, out: Path, tmp_path: Path) -> None:
        """
        A sheet about words that have changed since is told line by line, and nothing is written.
        """
        sheet = study / "corrections.csv"
        run("review", out, "-n", "500", "--out", sheet)
        fill_in(sheet, lambda number, row: {"code": "", "decision": "accept"})
        path = study / "Bea.txt"
        path.write_text(path.read_text().replace("evenings", "weekends"))
        before = contents(study)

        ran = run("analyze", study, "--out", tmp_path / "again")

        n_rows = sum(row["transcript"] == "Bea.txt" for row in table_of(sheet))
        assert ran.code == 2
        assert len(ran.err.splitlines()) == n_rows >= 2
        assert "'I lose whole evenings typing the same numbers in, again.'" in ran.err
        assert "its sha256 has changed" in ran.err
        assert not (tmp_path / "again").exists()
        assert contents(study) == before


def table_of(sheet: Path) -> list[Row]:
    """
    Return the rows of a sheet that a spreadsheet saved.
    """
    text = sheet.read_bytes().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


HEADER = "utterance,code,decision,new_code,text,transcript_hash,decided_by"

BAD_SHEETS = [
    pytest.param(
        ["Zed-0001,pain,accept,,,,"],
        ["line 2: no utterance 'Zed-0001' in this study"],
        id="unknown utterance",
    ),
    pytest.param(
        ["Bea-0001,pian,accept,,,,"],
        ["line 2: unknown code 'pian'; the codebook has pain, goal, trigger, objection"],
        id="unknown code",
    ),
    pytest.param(
        ["Bea-0001,pain,okay,,,,", "Bea-0001,pain,recode,,,,"],
        [
            "line 2: decision 'okay' is not one of accept, reject, recode, add",
            "line 3: recode needs the code that fits, in the column new_code",
        ],
        id="unknown word, recode to nothing",
    ),
    pytest.param(
        ["Bea-0001,pain,accept,,I lose whole mornings.,,", "Cem-0001,pain,accept,,,00,"],
        ["line 2: 'Bea-0001' was 'I lose whole mornings.'", "line 3: was decided on another text"],
        id="other text, other hash",
    ),
    pytest.param(
        ["Bea-0001,pain,accept,,,,Kim", "Bea-0001,pain,reject,,,,Mo"],
        ["'Bea-0001', pain: Kim (line 2) says that it fits, Mo (line 3) that it does not"],
        id="two who contradict each other",
    ),
    pytest.param(
        ["Bea-0001,pain,accept,,,,", "Bea-0001,,accept,,,,"],
        ["researcher (line 2) says that it fits, researcher (line 3) that it does not"],
        id="one who contradicts himself",
    ),
]


class TestBadCorrections:
    """
    Corrections that cannot stand MUST be told with their lines, all together, exit code 2, no
    traceback, and nothing written.
    """

    @pytest.mark.parametrize("given", ["in the folder", "by option"])
    @pytest.mark.parametrize(("rows", "told"), BAD_SHEETS)
    def test_row(
        self, study: Path, tmp_path: Path, given: str, rows: list[str], told: list[str]
    ) -> None:
        """
        Each fault is a line of its own, beginning with the file.
        """
        place = study if given == "in the folder" else tmp_path
        sheet = write_folder(place, {"corrections.csv": "\n".join([HEADER, *rows])})
        option: list[str | Path] = (
            ["--corrections", sheet / "corrections.csv"] if place == tmp_path else []
        )
        before = contents(study)

        ran = run("analyze", study, "--out", tmp_path / "out", *option)

        self.assert_refused(ran, tmp_path / "out")
        assert len(ran.err.splitlines()) == len(told)
        assert [words for words in told if words not in ran.err] == []
        assert all("corrections.csv: " in line for line in ran.err.splitlines())
        assert contents(study) == before

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            pytest.param(
                b"utterance,code\nBea-0001,pain\n",
                "line 1: no column 'decision'; found: utterance,code",
                id="missing column",
            ),
            pytest.param(b"", "line 1: no column 'utterance', 'code', 'decision'", id="empty"),
            pytest.param(
                b"utterance,code,decision,note\nBea-0001,pain,accept,caf\xe9\n",
                "corrections.csv: line 2: byte 0xe9",
                id="wrong encoding",
            ),
        ],
    )
    def test_file(self, study: Path, tmp_path: Path, content: bytes, told: str) -> None:
        """
        A file that cannot be read as a table is told by its line.
        """
        write_folder(study, {"corrections.csv": content})

        ran = run("analyze", study, "--out", tmp_path / "out")

        self.assert_refused(ran, tmp_path / "out")
        assert told in ran.err

    def test_no_file(self, study: Path, tmp_path: Path) -> None:
        """
        A file of corrections that is not there is told by its name.
        """
        missing = tmp_path / "no such.csv"

        ran = run("analyze", study, "--out", tmp_path / "out", "--corrections", missing)

        self.assert_refused(ran, tmp_path / "out")
        assert f"{missing}: there is no such file" in ran.err

    @staticmethod
    def assert_refused(ran: Ran, out: Path) -> None:
        assert ran.code == 2
        assert ran.err.startswith("error: ")
        assert "Traceback" not in ran.err
        assert not out.exists()

    def test_the_option_goes_before_the_folder(
        self, study: Path, out: Path, tmp_path: Path
    ) -> None:
        """
        With --corrections the file in the study's folder is not looked at.
        """
        write_folder(study, {"corrections.csv": "no table at all\n"})
        write_folder(tmp_path, {"mine.csv": f"{HEADER}\n"})

        refused = run("analyze", study, "--out", tmp_path / "no")
        ran = run(
            "analyze", study, "--out", tmp_path / "yes", "--corrections", tmp_path / "mine.csv"
        )

        assert (refused.code, ran.code) == (2, 0)
        assert table(tmp_path / "yes" / "codings.csv") == table(out / "codings.csv")
