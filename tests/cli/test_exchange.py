"""`interview-coder export` and `import`: to other programs, and back."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import openpyxl
import pytest

from interview_coder.archive import load
from interview_coder.exchange.files import read_project
from interview_coder.exchange.placing import codings_of, place
from tests.cli.notation import contents, run
from tests.notation import write_folder

SAID = {
    "Ada": (
        "Every Friday I waste two hours copying the shift hours by hand, it is awful.",
        "We sit by the harbour.",
    ),
    "Bea": (
        "I lose whole evenings copying the shift hours by hand, it is awful.",
        "We moved here in May 😀.",
    ),
    "Cem": ("It annoys me that nobody tells me when a delivery is late.", "My uncle has a van."),
}
STUDY = {
    **{
        f"{name}.txt": "".join(f"Interviewer: And?\n\n{name}: {each}\n\n" for each in said)
        for name, said in SAID.items()
        if name != "Cem"
    },
    "Cem.vtt": "WEBVTT\n\n" + "".join(
        f"00:00:0{n}.000 --> 00:00:0{n}.900\n<v Interviewer>And?\n\n"
        f"00:00:0{n + 1}.000 --> 00:00:0{n + 1}.900\n<v Cem>{each}\n\n"
        for n, each in zip((1, 3), SAID["Cem"], strict=True)
    ),
    "corrections.csv": (
        "utterance,code,decision,decided_by,note\n"
        "Ada-0002,goal,add,Kit,why not\nBea-0001,goal,add,Lou,\n"
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A study and its results, made once; tests copy what they change.
    """
    folder = tmp_path_factory.mktemp("exchange")
    write_folder(folder / "study", STUDY)
    ran = run("analyze", folder / "study", "--out", folder / "out")
    assert ran.code == 0, ran.err
    return folder


@pytest.fixture
def work(made: Path, tmp_path: Path) -> Path:
    """
    A folder with a copy of the study.
    """
    shutil.copytree(made / "study", tmp_path / "study")
    return tmp_path


def table(path: Path) -> list[dict[str, str]]:
    """
    Return the rows of a CSV file.
    """
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))


class TestExport:
    """
    What was found goes to other programs.
    """

    @pytest.mark.parametrize("suffix", [".qdpx", ".jsonl", ".json"])
    def test_codings(self, made: Path, tmp_path: Path, suffix: str) -> None:
        """
        The codings that go out come back as those of the analysis.
        """
        out = tmp_path / f"p{suffix}"

        ran = run("export", made / "out", out)

        assert ran.code == 0, ran.err
        analysis = load(made / "out")
        placed = place(read_project(out), analysis.study)
        found = codings_of(
            placed,
            utterances=analysis.all_utterances,
            codes=[code.name for code in analysis.codes],
        )
        assert {(c.utterance, c.code, c.coder) for c in found} == {
            (c.utterance, c.code, c.coder) for c in analysis.all_codings
        }
        assert not placed.left_out

    @pytest.mark.parametrize("suffix", [".qdc", ".csv"])
    def test_codebooks(self, made: Path, tmp_path: Path, suffix: str) -> None:
        """
        The codebook goes out with its definitions.
        """
        out = tmp_path / f"p{suffix}"

        ran = run("export", made / "out", out)

        assert ran.code == 0, ran.err
        codes = {code.path: code.description for code in read_project(out).codes}
        assert "When not to use" in codes["pain",]

    def test_for_review(self, made: Path, work: Path) -> None:
        """
        Every coding goes out as a workbook in its context; filled in, it comes back as decisions.
        """
        out = work / "codings.xlsx"

        ran = run("export", made / "out", out, columns=300)

        assert ran.code == 0, ran.err
        codings = load(made / "out").all_codings
        assert f"with {len(codings)} codings in" in ran.out
        book = openpyxl.load_workbook(out)
        head, *rows = book["decisions"].iter_rows()
        number = {cell.value: n for n, cell in enumerate(head)}
        shown = {(row[number["utterance"]].value, row[number["code"]].value) for row in rows}
        assert {(coding.utterance, coding.code) for coding in codings} <= shown
        assert all(row[number["before"]].value or row[number["after"]].value for row in rows)

        for row in rows:
            row[number["decision"]].value = "reject"
            row[number["decided_by"]].value = "Mo"
        book.save(work / "study" / "corrections.xlsx")
        (work / "study" / "corrections.csv").unlink()
        ran = run("analyze", work / "study", "--out", work / "again")

        assert (ran.code, ran.err) == (0, "")
        left = {(coding.utterance, coding.code) for coding in load(work / "again").all_codings}
        assert not left & shown

    def test_a_character_above_ffff_is_warned_of(self, made: Path, tmp_path: Path) -> None:
        """
        Programs that count in UTF-16 would be off after it, which is said.
        """
        ran = run("export", made / "out", tmp_path / "p.qdpx", columns=300)

        assert "Bea.txt" in ran.out
        assert "U+FFFF" in ran.out

    def test_nothing_is_replaced(self, made: Path, tmp_path: Path) -> None:
        """
        A file that is there stays as it is.
        """
        out = tmp_path / "p.qdpx"
        out.write_bytes(b"mine")

        ran = run("export", made / "out", out)

        assert ran.code == 2
        assert out.read_bytes() == b"mine"

    def test_other_suffixes(self, made: Path, tmp_path: Path) -> None:
        """
        What cannot be written is said, with what can.
        """
        ran = run("export", made / "out", tmp_path / "p.nvp", columns=300)

        assert ran.code == 2
        assert "one of .qdpx, .qdc, .csv, .jsonl, .json, .xlsx" in ran.err
        assert not contents(tmp_path)


class TestImport:
    """
    What other programs hold comes in, and nothing that is there is changed.
    """

    @pytest.fixture
    def project(self, made: Path, tmp_path: Path) -> Path:
        """
        A project of the study.
        """
        assert run("export", made / "out", tmp_path / "p.qdpx").code == 0
        return tmp_path / "p.qdpx"

    def test_codings_as_decisions(self, work: Path, project: Path) -> None:
        """
        Codings of people become decisions with who made them; those of the machine do not.
        """
        before = contents(work / "study")

        ran = run("import", project, work / "study", "--out", work / "in.csv", columns=300)

        assert ran.code == 0, ran.err
        rows = table(work / "in.csv")
        assert {
            (row["utterance"], row["code"], row["decision"], row["decided_by"]) for row in rows
        } >= {
            ("Ada-0002", "goal", "add", "Kit"),
            ("Bea-0001", "goal", "add", "Lou"),
        }
        assert "codings of the machine" in ran.out
        assert contents(work / "study") == before

    def test_decisions_are_taken_by_an_analysis(self, work: Path, project: Path) -> None:
        """
        Saved as corrections.csv, what came in is what people decided.
        """
        run("import", project, work / "study", "--out", work / "in.csv")
        shutil.copy(work / "in.csv", work / "study" / "corrections.csv")

        ran = run("analyze", work / "study", "--out", work / "out")

        assert ran.code == 0, ran.err
        found = {(c.utterance, c.code, c.coder) for c in load(work / "out").all_codings}
        assert {("Ada-0002", "goal", "Kit"), ("Bea-0001", "goal", "Lou")} <= found

    def test_a_new_study(self, work: Path, project: Path, made: Path) -> None:
        """
        A study is made of the texts, names before turns, and has the same utterances.
        """
        ran = run("import", project, work / "new", "--out", work / "in.csv")

        assert ran.code == 0, ran.err
        assert "Cem: It annoys me" in (work / "new" / "Cem.txt").read_text(encoding="utf-8")
        assert run("analyze", work / "new", "--out", work / "out").code == 0
        old, new = load(made / "out"), load(work / "out")
        assert [(u.id, new.quote(u.id).text) for u in new.all_utterances] == [
            (u.id, old.quote(u.id).text) for u in old.all_utterances
        ]

    def test_a_codebook(self, work: Path, made: Path) -> None:
        """
        A codebook comes in as a draft, with what it says and nothing else.
        """
        run("export", made / "out", work / "codes.qdc")

        ran = run("import", work / "codes.qdc", "--codebook", work / "draft")

        assert ran.code == 0, ran.err
        assert set(contents(work / "draft")) == {"codebook.yaml", "examples.csv"}
        text = (work / "draft" / "codebook.yaml").read_text(encoding="utf-8")
        assert "name: pain" in text
        assert "full_definition: ''" in text

    def test_what_has_no_place_is_listed(self, work: Path) -> None:
        """
        Texts that the study does not have and codes it does not know are told, with their number.
        """
        words = (work / "study" / "Ada.txt").read_text(encoding="utf-8")
        lines = [
            {"text": "Another text.", "spans": [{"start": 0, "end": 7, "label": "pain"}],
             "meta": {"source": "other"}},
            {"text": words, "spans": [{"start": 24, "end": 60, "label": "mood"}]},
        ]  # fmt: skip
        path = work / "p.jsonl"
        path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")

        ran = run("import", path, work / "study", "--out", work / "in.csv", columns=300)

        assert ran.code == 0, ran.err
        assert "1 coding in 'other', which is no transcript of the study" in ran.out
        assert "1 coding of 'mood', which is no code here" in ran.out
        assert "No coding has a code and a place in this study." in ran.out
        assert not (work / "in.csv").exists()

    def test_a_whole_reading(self, work: Path) -> None:
        """
        With --whole, what a coder passed over in an interview is a decision, too.
        """
        words = (work / "study" / "Ada.txt").read_text(encoding="utf-8")
        start = words.index("Every Friday")
        line = {
            "text": words, "_annotator_id": "Kit",
            "spans": [{"start": start, "end": start + 20, "label": "pain"}],
        }  # fmt: skip
        (work / "p.jsonl").write_text(json.dumps(line), encoding="utf-8")

        run("import", work / "p.jsonl", work / "study", "--out", work / "in.csv", "--whole")

        rows = table(work / "in.csv")
        assert ("Ada-0001", "pain") in {(r["utterance"], r["code"]) for r in rows}
        assert {r["utterance"] for r in rows} == {"Ada-0001", "Ada-0002"}

    def test_nothing_is_named(self, project: Path) -> None:
        """
        Without a study and a codebook there is nothing to do, which is said.
        """
        ran = run("import", project, columns=300)

        assert ran.code == 2
        assert "name the study folder, or a folder for --codebook" in ran.err

    def test_nothing_is_replaced(self, work: Path, project: Path) -> None:
        """
        A file with codings that is there stays as it is.
        """
        (work / "in.csv").write_text("mine", encoding="utf-8")

        ran = run("import", project, work / "study", "--out", work / "in.csv")

        assert ran.code == 2
        assert (work / "in.csv").read_text(encoding="utf-8") == "mine"
