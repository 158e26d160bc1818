"""`analyze --pseudonyms`: no name in anything that is written, and everything still provable."""

from __future__ import annotations

import csv
import io
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from interview_coder.archive import load
from interview_coder.pseudonyms import read_key
from tests.cli.notation import Ran, contents, run
from tests.notation import write_folder

NAMES = ("kasia", "lindqvarn", "oskar", "brandt", "zelda", "łukasz", "lukasz", "óvári", "ovari",
         "brunhild", "quay", "tilda")  # fmt: skip

STUDY = {
    "kasia_lindqvarn.txt": "Interviewer: Why, Kasia?\n\nKasia Lindqvarn: Copying <b>numbers</b> by "
    "hand with Oskar, and oskar's list, takes me hours every week, it is awful. "
    "I'm kasia.lindqvarn@example.org\n",
    "Zelda.txt": "Interviewer: Why?\n\nInterviewee: The worst is copying numbers twice, Zelda "
    "they say, it takes hours every week. KASIA knows. [Zelda laughs]\n",
    "group.vtt": "WEBVTT\n\n00:01.000 --> 00:04.000\n<v Brunhild Ek>Why, Łukasz?\n\n"
    "00:05.000 --> 00:09.000\n<v Łukasz Óvári>I lose whole evenings at the Old Quay typing the "
    "same\n\n00:09.000 --> 00:12.000\n<v Łukasz Óvári>numbers in again, Lukasz Ovari does, Łukasza "
    "it is awful\n",
    "participants.csv": "participant,role,boss\nKasia Lindqvarn,nurse,Oskar Brandt\n"
    "Łukasz Óvári,clerk,Kasia Lindqvarn\nOskar Brandt,clerk,\n",
    "study.toml": 'title = "What Kasia said"\ninterviewers = ["Brunhild Ek"]\n',
    "names.csv": "name,pseudonym\nOld Quay,a port\n",
}


def write_study(folder: Path) -> Path:
    """
    Write a study of four, in three formats, full of names.
    """
    write_folder(folder, STUDY)
    document = docx.Document()
    document.core_properties.author = "Oskar Brandt"
    document.add_paragraph("Brunhild Ek: Why, Oskar?")
    document.add_paragraph(
        "Oskar Brandt: I lose whole evenings typing the same numbers in again at Old Quay, "
        "Brandt that's me, it is awful. Call 0501234567."
    )
    document.save(str(folder / "Brandt, Oskar.docx"))
    return folder


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    A folder with the study and its analysis with pseudonyms; only read.
    """
    folder = tmp_path_factory.mktemp("pseudonyms")
    write_study(folder / "study")
    (folder / "ran.txt").write_text(repr(analyzed(folder)), encoding="utf-8")
    return folder


def analyzed(folder: Path, *words: str | Path) -> Ran:
    """
    Analyse the study in `folder` with pseudonyms.
    """
    return run("analyze", folder / "study", "--out", folder / "out", "--pseudonyms", *words)


@pytest.fixture
def copied(place: Path, tmp_path: Path) -> Path:
    """
    The same, to be changed.
    """
    shutil.copytree(place, tmp_path / "copy")
    return tmp_path / "copy"


def all_parts(folder: Path) -> Iterator[tuple[str, bytes]]:
    """
    Yield every file below `folder`, and what is inside documents.
    """
    for name, data in contents(folder).items():
        yield name, name.encode() + data
        if data.startswith(b"PK"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    yield f"{name}, {part}", part.encode() + archive.read(part)


class TestNothingLeaks:
    """
    No file that is written into the results MUST hold a name that the program knows.
    """

    def test_no_name_in_any_file(self, place: Path) -> None:
        """
        Tables, json, page and document, parts of documents too, hold none, in no case.
        """
        parts = list(all_parts(place / "out"))

        leaks = [
            (part, name)
            for part, data in parts
            for name in NAMES
            if name in data.decode("utf-8", errors="replace").lower().replace("łukasza", "")
        ]

        assert leaks == []
        assert len(parts) > 20
        assert {name for name, _ in parts} > {"analysis.json", "report.html", "codings.csv"}

    def test_there_is_something_to_hide_in(self, place: Path) -> None:
        """
        The results quote people where names stood.
        """
        analysis = load(place / "out")

        quoted = " ".join(analysis.study.quote(u) for u in analysis.all_utterances)

        assert analysis.all_codings
        assert analysis.provenance.settings["pseudonymised"] is True
        for mark in read_key(place / "study-pseudonyms.csv").people.values():
            if mark.startswith("P"):
                assert f"[{mark}]" in quoted
        assert "at the [a port] typing" in quoted
        assert "Copying <b>numbers</b> by hand with" in quoted

    def test_the_command_tells_where(self, place: Path) -> None:
        """
        It says where the key and the list lie, and how much is to be checked.
        """
        told = (place / "ran.txt").read_text(encoding="utf-8")

        assert "study-pseudonyms.csv: keep it apart" in told
        assert "things for a person to check are in" in told
        assert "study-to-check.csv" in told

    def test_review_and_checklist(self, place: Path, tmp_path: Path) -> None:
        """
        What other commands write of the results holds none either.
        """
        run("review", place / "out", "--out", tmp_path / "review.csv")
        run("checklist", place / "out", "--out", tmp_path / "coreq.csv")

        told = b"".join(contents(tmp_path).values()).decode().lower().replace("łukasza", "")
        assert [name for name in NAMES if name in told] == []


class TestKey:
    """
    The key MUST lie apart, for its owner alone, and last.
    """

    @pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
    @pytest.mark.parametrize("name", ["study-pseudonyms.csv", "study-to-check.csv"])
    def test_rights(self, place: Path, name: str) -> None:
        """
        Key and list are beside the folders, readable by the owner.
        """
        assert stat.S_IMODE((place / name).stat().st_mode) == 0o600

    def test_to_check(self, place: Path) -> None:
        """
        The list has the address, the telephone number and the inflected name.
        """
        with (place / "study-to-check.csv").open(encoding="utf-8", newline="") as file:
            rows = [(row["kind"], row["text"]) for row in csv.DictReader(file)]

        assert ("phone", "0501234567") in rows
        assert ("near a name", "Łukasza") in rows
        assert any(kind == "email" and text.endswith("]@example.org") for kind, text in rows)

    def test_somebody_new(self, copied: Path) -> None:
        """
        With a participant more, everybody keeps the pseudonym and the results hold no new name.
        """
        before = read_key(copied / "study-pseudonyms.csv")
        write_folder(
            copied / "study",
            {"Ada.txt": "Interviewer: Why?\n\nTilda Ax: Typing it all in again, says Kasia.\n"},
        )
        with (copied / "study" / "participants.csv").open("a", encoding="utf-8") as file:
            file.write("Tilda Ax,clerk,\n")

        ran = analyzed(copied, "--overwrite")

        after = read_key(copied / "study-pseudonyms.csv")
        assert (ran.code, ran.err) == (0, "")
        assert after.entries[: len(before.entries)] == before.entries
        assert after.people["Tilda Ax"] == "P05"
        told = b"".join(contents(copied / "out").values()).decode("utf-8", "replace").lower()
        assert "tilda" not in told

    def test_same_again(self, copied: Path) -> None:
        """
        Without changes a second run writes the same bytes.
        """
        before = contents(copied / "out") | {"key": (copied / "study-pseudonyms.csv").read_bytes()}

        analyzed(copied, "--overwrite")

        after = contents(copied / "out") | {"key": (copied / "study-pseudonyms.csv").read_bytes()}
        assert after == before

    @pytest.mark.parametrize("folder", ["study", "out"])
    def test_not_inside(self, copied: Path, folder: str) -> None:
        """
        A key inside the study or the results is refused before anything is written.
        """
        before = contents(copied)

        ran = analyzed(copied, "--overwrite", "--key", copied / folder / "key.csv")

        assert ran.code == 2
        assert "keep the key elsewhere" in ran.err
        assert contents(copied) == before

    @pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")
    def test_open_key(self, copied: Path) -> None:
        """
        Who lets others read the key is told.
        """
        (copied / "study-pseudonyms.csv").chmod(0o644)

        assert "Others on this computer can read the key" in analyzed(copied, "--overwrite").out

    def test_goes_with_pseudonyms(self, place: Path, tmp_path: Path) -> None:
        """
        --key alone would be forgotten in silence, and so is refused.
        """
        ran = run("analyze", place / "study", "--out", tmp_path / "o", "--key", tmp_path / "k.csv")

        assert ran.code == 2
        assert "--pseudonyms" in ran.err

    def test_way_to_the_study(self, place: Path, tmp_path: Path) -> None:
        """
        Results that would tell a way with a name in it are refused.
        """
        shutil.copytree(place / "study", tmp_path / "for kasia" / "study")

        ran = run(
            "analyze", tmp_path / "for kasia" / "study", "--out", tmp_path / "out", "--pseudonyms"
        )

        assert ran.code == 2
        assert "which holds a name" in ran.err
        assert not (tmp_path / "out").exists()


class TestVerify:
    """
    With the key, every quote MUST be proved against the sources with their names.
    """

    def test_verbatim(self, place: Path) -> None:
        """
        The key is found beside the study.
        """
        ran = run("verify", place / "out")

        assert (ran.code, ran.err) == (0, "")
        assert "compared with 4 sources: all verbatim" in ran.out

    def test_changed(self, copied: Path) -> None:
        """
        One character changed in a source is found.
        """
        path = copied / "study" / "kasia_lindqvarn.txt"
        path.write_text(path.read_text().replace("by hand", "by Hand"))

        ran = run("verify", copied / "out")

        assert ran.code == 1
        assert "analysed 'hand with [P" in ran.err
        assert "in the source 'Hand with [P" in ran.err

    def test_key_elsewhere(self, copied: Path) -> None:
        """
        Without the key it says what is missing; with --key it goes on.
        """
        (copied / "study-pseudonyms.csv").rename(copied / "safe.csv")

        missed = run("verify", copied / "out")
        found = run("verify", copied / "out", "--key", copied / "safe.csv")

        assert (missed.code, found.code) == (2, 0)
        assert "the key is needed" in missed.err
        assert "--key" in missed.err


class TestDecisions:
    """
    Decisions MUST be about the pseudonymised study, and MUST NOT carry names into results.
    """

    def test_on_its_results(self, copied: Path) -> None:
        """
        A sheet that was filled in is read, and a name in its notes replaced.
        """
        run("review", copied / "out", "--out", copied / "review.csv")
        with (copied / "review.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        rows[0] |= {"decision": "accept", "code": "", "note": "Zelda told me"}
        rows[0]["decided_by"] = "Brunhild Ek"
        with (copied / "study" / "corrections.csv").open("w", encoding="utf-8") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerow(rows[0])

        ran = analyzed(copied, "--overwrite")

        (decision,) = load(copied / "out").decisions
        assert (ran.code, ran.err) == (0, "")
        assert (decision.note[-8:], decision.coder) == (" told me", "[I1]")
        assert b"Zelda" not in (copied / "out" / "analysis.json").read_bytes()

    def test_on_other_results(self, copied: Path) -> None:
        """
        Ids with names are refused, with what they are now.
        """
        write_folder(
            copied / "study",
            {"theme_decisions.csv": "decision,code,utterances,label\n"
             "rename,pain,kasia_lindqvarn-0001,By hand\n"},
        )  # fmt: skip

        ran = analyzed(copied, "--overwrite")

        assert ran.code == 2
        assert "'kasia_lindqvarn-0001' comes from an analysis without pseudonyms" in ran.err


def test_names_told_about_files(tmp_path: Path) -> None:
    """
    Names that tell how files are read, or stand in a table's column of interviews, are replaced,
    and the sources are still read alike.
    """
    row = "Copying numbers by hand takes me hours every week and it is awful."
    files = {
        "calls with Zelda.csv": "interview,speaker,text\n"
        f"Kasia,Interviewer,Why?\nKasia,Kasia,{row}\n"
        f"Oskar,Interviewer,Why?\nOskar,Oskar,{row} Ah.\n",
        "memo.txt": f"{row} So says Tilda.\n",
        "study.toml": '[files."memo.txt"]\nonly_speaker = "Tilda"\n',
        "names.csv": "name\nZelda\n",
    }
    write_folder(tmp_path / "study", files)

    ran = analyzed(tmp_path)
    verified = run("verify", tmp_path / "out")

    assert ran.code == 0, ran.err
    assert verified.code == 0, verified.out + verified.err
    assert len(load(tmp_path / "out").study.participants) == 3
    for name, data in all_parts(tmp_path / "out"):
        assert [n for n in (b"kasia", b"oskar", b"tilda", b"zelda") if n in data.lower()] == [], (
            name
        )
