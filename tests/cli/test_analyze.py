"""`interview-coder analyze`: bad input is told, results are written, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Mapping
from pathlib import Path

import docx
import pytest

from interview_coder.archive import load
from tests.cli.notation import Ran, contents, run
from tests.notation import write_folder

RESULTS = {
    "analysis.json", "candidates.csv", "codings.csv", "evidence.json", "evidence_appendix.docx",
    "manifest.sha256", "persona_sheet.docx", "persona_sheet.html", "report.html",
    "tables.xlsx", "themes.csv", "utterances.csv",
}  # fmt: skip


def interview(participant: str, answer: str = "It is slow.") -> str:
    """
    Return an interview of one question.
    """
    return f"Interviewer: How is it?\n\n{participant}: {answer}\n"


STUDY = {
    f"{name}.txt": interview(name, answer)
    for name, answer in {
        "Ada": "Every Friday I waste two hours copying numbers by hand, it is awful.",
        "Bea": "I lose whole evenings typing the same numbers in again.",
        "Cem": "The worst is copying everything twice, it takes me hours every week.",
    }.items()
}


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A study of three short interviews; only read.
    """
    return write_folder(tmp_path_factory.mktemp("short") / "who waits", STUDY)


@pytest.fixture(scope="module")
def sample_run(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Ran, Path]:
    """
    The sample study, analysed from the command line.
    """
    out = tmp_path_factory.mktemp("sample") / "out"
    return run("analyze", sample_folder, "--out", out), out


BAD_STUDIES = [
    pytest.param({}, ["the folder is empty"], id="empty folder"),
    pytest.param(
        {"study.toml": 'title = "Waiting"\n'}, ["no transcript in it"], id="no transcript"
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "photo.png": b"\x89PNG\r\n"},
        ["photo.png: no reader for .png", "ignore in study.toml"],
        id="no transcript beside one",
    ),
    pytest.param(
        {"P1.docx": b"It is slow."}, ["P1.docx: is no whole .docx"], id="docx that is no zip"
    ),
    pytest.param(
        {"P1.docx": b"PK\x05\x06" + bytes(18)}, ["P1.docx: "], id="docx that is an empty zip"
    ),
    pytest.param(
        {"P1.txt": "Interviewer: Für wen, Zoë?\n\nP1: In the ".encode() + b"caf\xe9.\n"},
        ["P1.txt:3: byte 0xe9", "UTF-8"],
        id="undecodable bytes",
    ),
    pytest.param({"P1.txt": ""}, ["P1.txt: is empty"], id="empty file"),
    pytest.param(
        {"P1.txt": "it was slow and then it stopped\n"},
        ["P1.txt:1: no speaker labels", "colon"],
        id="no speaker labels",
    ),
    pytest.param(
        {"P1.txt": "Interviewer: How is it?\n\nInterviewer: Hello?\n"},
        ["P1.txt: only interviewer speech"],
        id="only interviewer speech",
    ),
    pytest.param(
        {"P1.txt": "Ruth: How is it?\n\nKim: Slow.\n\nRuth: Why?\n\nKim: Age.\n"},
        ["P1.txt: ", "'Ruth'", "'Kim'", "--interviewer"],
        id="interviewer not told",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "copy.txt": interview("P1")},
        ["P1.txt, copy.txt: the same interview"],
        id="same interview twice",
    ),
    pytest.param(
        {"a.txt": interview("P1"), "b.txt": interview("P1", "It is dear.")},
        ["a.txt, b.txt: participant 'P1' in more than one transcript"],
        id="one participant in two files",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "participants.csv": "participant,age\nP1,40\nZed,50\n"},
        ["participants.csv: line 3: 'Zed' speaks in no transcript", "P1"],
        id="unknown participant",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "participants.csv": "participant,age\nP1,40\nP1,50\n"},
        ["participants.csv: line 3: 'P1' already stands on line 2"],
        id="duplicate participant",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "participants.csv": "name,age\nP1,40\n"},
        ["participants.csv: line 1: no column 'participant'", "name,age"],
        id="no column of participants",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "participants.csv": b"\xff\xd8\xff\xe0 JFIF"},
        ["participants.csv:1: is a picture"],
        id="participants undecodable",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "study.toml": "title = Waiting\n"},
        ["study.toml: is no TOML", "line 1"],
        id="study.toml broken",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "study.toml": "[promotion]\nmin_people = 3\n"},
        ["study.toml: promotion.min_people: unknown key", "min_participants"],
        id="study.toml with an unknown key",
    ),
    pytest.param(
        {"P1.txt": interview("P1"), "study.toml": 'interviewers = ["Ruth"]\n'},
        ["'Ruth' speaks in no transcript", "P1"],
        id="interviewer who does not speak",
    ),
]


class TestBadInput:
    """
    What is wrong with the input MUST be told clearly: file and line, what would be right, exit
    code 2, no traceback, nothing written.
    """

    @pytest.mark.parametrize(("files", "told"), BAD_STUDIES)
    def test_study(self, tmp_path: Path, files: Mapping[str, str | bytes], told: list[str]) -> None:
        """
        Each fault of a study folder is named on standard error.
        """
        study = write_folder(tmp_path / "study", files)
        before = contents(study)

        ran = run("analyze", study, "--out", tmp_path / "out")

        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith(f"error: {study}: ")
        assert [words for words in told if words not in ran.err] == []
        assert "Traceback" not in ran.err
        assert not (tmp_path / "out").exists()
        assert contents(study) == before

    def test_faults_are_collected(self, tmp_path: Path) -> None:
        """
        All faults of a folder are told at once, a line each.
        """
        files: dict[str, str | bytes] = {
            "a.txt": "Interviewer: für Zoë\n\nP1: ".encode() + b"caf\xe9\n",
            "b.docx": b"no zip",
            "c.txt": "no labels here\n",
            "d.pdf": b"%PDF-1.7\n",
            "participants.csv": "participant\nP1\nP1\n",
            "study.toml": "colour = 1\n",
        }

        ran = run("analyze", write_folder(tmp_path / "study", files))

        assert ran.code == 2
        assert "6 faults" in ran.err.splitlines()[0]
        for name in files:
            assert sum(line.startswith(f"  {name}:") for line in ran.err.splitlines()) == 1

    @pytest.mark.parametrize("name", ["nowhere", "file.txt"])
    def test_no_folder(self, tmp_path: Path, name: str) -> None:
        """
        A path that is no folder is told as such.
        """
        write_folder(tmp_path, {"file.txt": interview("P1")})

        ran = run("analyze", tmp_path / name)

        assert (ran.code, ran.out) == (2, "")
        assert f"{tmp_path / name}: " in ran.err
        assert "is no folder" in ran.err

    def test_model(self, study: Path, tmp_path: Path) -> None:
        """
        A model that cannot be loaded is named, with what could be given instead.
        """
        ran = run("analyze", study, "--out", tmp_path / "out", "--model", tmp_path / "no model")

        assert ran.code == 2
        assert ran.err.startswith("error: cannot load the model")
        assert str(tmp_path / "no model") in ran.err
        assert "Traceback" not in ran.err
        assert not (tmp_path / "out").exists()

    @pytest.mark.parametrize(
        ("files", "told"),
        [
            pytest.param({}, ["codebook.yaml", "is missing"], id="empty folder"),
            pytest.param(
                {"codebook.yaml": "title: x\ncodes: [{nam: y}]\n", "examples.csv": "codes,text\n"},
                ["codebook.yaml: codes[0].nam: unknown key", "codes[0].name: is missing"],
                id="unknown key",
            ),
            pytest.param(
                {"codebook.yaml": "title: [", "examples.csv": "codes,text\n"},
                ["codebook.yaml: is no YAML", "line 1"],
                id="broken YAML",
            ),
            pytest.param(
                {"examples.csv": "codes,text\nhabit,I do.\npian,It hurts.\n"},
                ["examples.csv: line 3: unknown code 'pian'", "habit"],
                id="unknown code in the examples",
            ),
            pytest.param(
                {"examples.csv": "text\nI do.\n"},
                ["examples.csv: line 1: no column codes"],
                id="column missing",
            ),
            pytest.param(
                {"examples.csv": b"codes,text\nhabit,caf\xe9\n"},
                ["examples.csv", "line 2"],
                id="examples undecodable",
            ),
        ],
    )
    def test_codebook(
        self, study: Path, tmp_path: Path, files: Mapping[str, str | bytes], told: list[str]
    ) -> None:
        """
        Each fault of a codebook is named by file and by line or key.
        """
        base = {"codebook.yaml": CODEBOOK} if "examples.csv" in files else {}
        folder = write_folder(tmp_path / "codes", base | dict(files))

        ran = run("analyze", study, "--out", tmp_path / "out", "--codebook", folder)

        assert ran.code == 2
        assert [words for words in told if words not in ran.err] == []
        assert "Traceback" not in ran.err
        assert not (tmp_path / "out").exists()

    def test_codebook_nobody_knows(self, study: Path, tmp_path: Path) -> None:
        """
        A codebook that does not exist is answered with those that do.
        """
        ran = run("analyze", study, "--out", tmp_path / "out", "--codebook", "psychologie")

        assert ran.code == 2
        assert "psychologie: " in ran.err
        assert "psychology" in ran.err


CODEBOOK = """
title: Habits
codes:
  - name: habit
    title: Habits
    definition: What somebody does again and again.
    full_definition: What somebody does again and again, by themselves.
    when_to_use: [A repeated act is told.]
    when_not_to_use: [It happened once.]
    examples: [Every Friday I copy it by hand.]
    layer: behaviour
"""


class TestOutput:
    """
    What stands in the way of the results MUST be kept.
    """

    def test_folder_with_files_is_kept(self, study: Path, tmp_path: Path) -> None:
        """
        Without --overwrite nothing is written into a folder that holds anything.
        """
        out = write_folder(tmp_path / "out", {"notes.txt": "mine"})

        ran = run("analyze", study, "--out", out)

        assert (ran.code, ran.out) == (2, "")
        assert str(out) in ran.err
        assert "--overwrite" in ran.err
        assert contents(out) == {"notes.txt": b"mine"}

    @pytest.mark.parametrize("where", ["file", "file/out"])
    def test_file_in_the_way(self, study: Path, tmp_path: Path, where: str) -> None:
        """
        A file is no folder, and no folder fits below it.
        """
        (tmp_path / "file").write_text("mine")

        ran = run("analyze", study, "--out", tmp_path / where)

        assert ran.code == 2
        assert str(tmp_path / "file") in ran.err
        assert (tmp_path / "file").read_text() == "mine"

    def test_overwrite(self, study: Path, tmp_path: Path) -> None:
        """
        --overwrite replaces what an earlier run wrote, and leaves everything else alone.
        """
        out = tmp_path / "out"
        run("analyze", study, "--out", out)
        (out / "notes.txt").write_text("mine")
        before = contents(out)

        ran = run("analyze", study, "--out", out, "--overwrite", "--min-participants", "2")

        after = contents(out)
        assert ran.code == 0
        assert after["notes.txt"] == b"mine"
        assert set(after) == RESULTS | {"notes.txt"}
        assert after["analysis.json"] != before["analysis.json"]
        assert run("verify", out).code == 0

    @pytest.mark.parametrize("name", ["codings.csv", "evidence_appendix.docx"])
    def test_overwrite_keeps_a_persons_work(self, study: Path, tmp_path: Path, name: str) -> None:
        """
        A result that somebody has changed is not lost, and nothing is half written.
        """
        out = tmp_path / "out"
        run("analyze", study, "--out", out)
        (out / name).write_bytes((out / name).read_bytes() + b"my remark")
        before = contents(out)

        ran = run("analyze", study, "--out", out, "--overwrite", "--min-participants", "2")

        assert ran.code == 2
        assert name in ran.err
        assert contents(out) == before

    def test_overwrite_keeps_strangers_files(self, study: Path, tmp_path: Path) -> None:
        """
        A file of the same name that no run wrote is not replaced.
        """
        out = write_folder(tmp_path / "out", {"report.html": "<p>mine"})

        ran = run("analyze", study, "--out", out, "--overwrite")

        assert ran.code == 2
        assert "report.html" in ran.err
        assert contents(out) == {"report.html": b"<p>mine"}

    def test_empty_folder_is_taken(self, study: Path, tmp_path: Path) -> None:
        """
        A folder that is there but empty is as good as none.
        """
        (tmp_path / "out").mkdir()

        assert run("analyze", study, "--out", tmp_path / "out").code == 0
        assert set(contents(tmp_path / "out")) == RESULTS

    @pytest.mark.parametrize("given", ["who waits", "who waits/", ".", "../who waits"])
    def test_default_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
    ) -> None:
        """
        Without --out the results lie beside the study, under its name and `-analysis`.
        """
        study = write_folder(tmp_path / "who waits", STUDY)
        monkeypatch.chdir(study if given.startswith(".") else tmp_path)

        ran = run("analyze", given)

        assert ran.code == 0
        assert set(contents(tmp_path / "who waits-analysis")) == RESULTS
        assert set(contents(study)) == set(STUDY)


class TestOptions:
    """
    What is asked for on the command line MUST be what is done.
    """

    def test_interviewer(self, tmp_path: Path) -> None:
        """
        Who is named as interviewer is asked no more, and coded nowhere; there may be several.
        """
        files = {
            f"{n}.txt": f"{asks}: Why?\n\nKim{n}: {line}\n\n{asks}: And?\n\nKim{n}: Slow it is.\n"
            for n, (asks, line) in enumerate(
                [("Ruth", "I wait."), ("Ruth", "We all wait."), ("Per", "Waiting, mostly.")]
            )
        }
        study = write_folder(tmp_path / "study", files)

        refused = run("analyze", study, "--out", tmp_path / "out", "--interviewer", "Ruth")
        words = ["--interviewer", "Ruth", "--interviewer", "Per"]
        ran = run("analyze", study, "--out", tmp_path / "out", *words)

        assert refused.code == 2
        assert "2.txt" in refused.err
        assert "0.txt" not in refused.err
        assert ran.code == 0
        speakers = {row["participant"] for row in table(tmp_path / "out" / "utterances.csv")}
        assert speakers == {"Kim0", "Kim1", "Kim2"}

    def test_min_participants(
        self, sample_run: tuple[Ran, Path], sample_folder: Path, tmp_path: Path
    ) -> None:
        """
        The rule decides over promotion and what is said of it, and over nothing else.
        """
        _, out = sample_run

        ran = run("analyze", sample_folder, "--out", tmp_path / "two", "--min-participants", "2")

        assert ran.code == 0
        default, wider = table(out / "themes.csv"), table(tmp_path / "two" / "themes.csv")
        of_the_rule = ("promoted", "chance", "left_out_holds", "bootstrap_holds", "negative_cases")
        left = [
            [{key: row[key] for key in row if key not in of_the_rule} for row in rows]
            for rows in (default, wider)
        ]
        assert left[0] == left[1]
        for rows, least in ((default, 3), (wider, 2)):
            for row in rows:
                assert (row["promoted"] == "true") == (int(row["n_participants"]) >= least)
        assert default != wider

    def test_min_participants_alone(self, tmp_path: Path) -> None:
        """
        The other parts of the study's promotion rule stay as study.toml has them.
        """
        words = {"Ada": "I hate copying the hours.", "Bea": "Copying hours is awful, I hate it."}
        files = {f"{name}.txt": f"I: Hm?\n\n{name}: {said}\n" for name, said in words.items()}
        files["study.toml"] = "[promotion]\naccepted_only = true\n"
        study = write_folder(tmp_path / "study", files)

        ran = run("analyze", study, "--out", tmp_path / "out", "--min-participants", "2")

        assert ran.code == 0, ran.err
        settings = load(tmp_path / "out").provenance.settings
        assert (settings["min_participants"], settings["accepted_only"]) == (2, True)

    @pytest.mark.heavy
    def test_density(self, sample_folder: Path, tmp_path: Path) -> None:
        """
        UMAP and HDBSCAN find the themes where that is asked for; no coding is left out.
        """
        ran = run("analyze", sample_folder, "--out", tmp_path / "out", "--clusters", "density")

        analysis = load(tmp_path / "out")
        assert ran.code == 0, ran.err
        assert analysis.provenance.settings["n_neighbors"] == 15
        placed = sum(len(theme.utterances) for theme in analysis.all_themes)
        assert placed == len(analysis.all_codings)

    @pytest.mark.heavy
    def test_codebook(self, study: Path, tmp_path: Path) -> None:
        """
        A codebook of one's own runs through the same machine, into the same reports.
        """
        habits = [f"Every {day} I copy it by hand." for day in "Monday Tuesday Friday".split()]
        habits += ["Each morning I print it.", "Once a week we type it in.", "I always wait."]
        others = ["Okay.", "My cat is grey.", "It rained.", "He is my cousin.", "Blue.", "Yes."]
        rows = [*(f"habit,{text}" for text in habits), *(f"none,{text}" for text in others)]
        examples = "\n".join(["codes,text", *rows, ""])
        folder = write_folder(
            tmp_path / "habits", {"codebook.yaml": CODEBOOK, "examples.csv": examples}
        )

        ran = run("analyze", study, "--out", tmp_path / "out", "--codebook", folder)

        assert ran.code == 0
        analysis = load(tmp_path / "out")
        assert [code.name for code in analysis.codes] == ["habit"]
        assert {coding.code for coding in analysis.all_codings} <= {"habit"}
        document = docx.Document(str(tmp_path / "out" / "evidence_appendix.docx"))
        assert "Habits" in [paragraph.text for paragraph in document.paragraphs]
        assert b"Pains" not in (tmp_path / "out" / "report.html").read_bytes()


class TestShown:
    """
    What was found MUST be readable at a glance, in plain lines where no terminal listens.
    """

    def test_stages(self, sample_run: tuple[Ran, Path]) -> None:
        """
        The stages are told in order, a line each, without colours or bars.
        """
        ran, _ = sample_run

        assert ran.out.splitlines()[:5] == [
            "segmentation …", "embedding …", "coding …", "themes and evidence …", "writing …",
        ]  # fmt: skip
        assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", ran.out)

    def test_errors_stay_empty(self, sample_run: tuple[Ran, Path]) -> None:
        """
        A run that goes well says nothing on standard error.
        """
        ran, _ = sample_run

        assert (ran.code, ran.err) == (0, "")

    def test_counts_are_those_of_the_files(self, sample_run: tuple[Ran, Path]) -> None:
        """
        The closing lines count what was written, and say where.
        """
        ran, out = sample_run

        n_utterances = len(table(out / "utterances.csv"))
        n_codings = len(table(out / "codings.csv"))
        themes = table(out / "themes.csv")
        n_promoted = sum(row["promoted"] == "true" for row in themes)
        assert f"{n_utterances} utterances, {n_codings} codings" in ran.out
        assert f"{n_promoted} of {len(themes)} themes promoted" in ran.out
        assert f"Written to {out}: " in ran.out.splitlines()[-1]

    def test_table_lists_promoted_themes(self, sample_run: tuple[Ran, Path]) -> None:
        """
        The closing table has a line for each promoted theme, with n of N, and for no other.
        """
        ran, out = sample_run

        lines = [re.match(r"([a-z]+-\d\d) .* (\d+ of \d+) ", line) for line in ran.out.splitlines()]
        assert [(line[1], line[2]) for line in lines if line] == [
            (row["theme"], f"{row['n_participants']} of 8")
            for row in table(out / "themes.csv")
            if row["promoted"] == "true"
        ]

    def test_table_fits(self, sample_run: tuple[Ran, Path]) -> None:
        """
        At eighty columns the table's header is whole and no line is longer.
        """
        ran, _ = sample_run

        lines = ran.out.splitlines()
        start = next(number for number, line in enumerate(lines) if line.startswith("theme "))
        header = re.split(r"\s{2,}", lines[start].strip())
        assert header == ["theme", "in their words", "people", "95% interval"]
        rows = [line for line in lines if re.match(r"[a-z]+-\d\d ", line)]
        assert max(map(len, rows)) <= 80

    def test_every_file_is_named(self, sample_run: tuple[Ran, Path]) -> None:
        """
        What was written is listed, with the companies that the sample's persona.toml asks for, and
        the manifest holds its hashes.
        """
        ran, out = sample_run

        named = set(ran.out.splitlines()[-1].partition(f"{out}: ")[2].split(", "))
        assert set(contents(out)) == RESULTS | {"personas.docx", "personas.html"}
        assert named == set(contents(out)) - {"manifest.sha256"}
        manifest = (out / "manifest.sha256").read_text().splitlines()
        assert {line.split("  ")[1] for line in manifest} == named

    def test_too_few_participants(self, tmp_path: Path) -> None:
        """
        With fewer participants than the rule asks for, it says that nothing can be promoted.
        """
        study = write_folder(tmp_path / "study", {"Ada.txt": STUDY["Ada.txt"]})

        ran = run("analyze", study, "--out", tmp_path / "out")

        assert ran.code == 0
        assert "note: 1 participant: no theme can be promoted" in ran.out
        assert "No theme meets the promotion rule." in ran.out
        assert all(row["promoted"] == "false" for row in table(tmp_path / "out" / "themes.csv"))

    def test_nothing_said(self, tmp_path: Path) -> None:
        """
        A study without anything to code is analysed all the same.
        """
        files = {
            f"P{n}.txt": interview(f"P{n}", answer) for n, answer in enumerate(["Yes.", "No."])
        }
        study = write_folder(tmp_path / "study", files)

        ran = run("analyze", study, "--out", tmp_path / "out")

        assert ran.code == 0
        assert "0 of 0 themes promoted" in ran.out
        assert set(contents(tmp_path / "out")) == RESULTS
        assert json.loads((tmp_path / "out" / "analysis.json").read_bytes())["format_version"]


def table(path: Path) -> list[dict[str, str]]:
    """
    Return the rows of a CSV file.
    """
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"), newline="")))
