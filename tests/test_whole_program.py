"""The whole program: interviews in, evidence out, the same every time."""

from __future__ import annotations

import json
import os
import pty
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import interview_coder as ic
from interview_coder.tables import MENTION_COLUMNS
from tests.cli.notation import contents, run
from tests.notation import write_folder

SCRIPT = str(Path(sys.executable).parent / "interview-coder")

HOSTILE = {
    "Ada.txt": "Interviewer: Why?\n\nAda: Copying <b>numbers</b> & dates by hand\n"
    "takes me hours every week 😩, it is awful.\n",
    "Bea.txt": "Interviewer: Why?\n\nBea: I lose whole evenings typing the same \x08numbers\x0b "
    "in again, it is awful.\n",
    "Cem.txt": "Interviewer: Why?\n\nCem: <script>alert(1)</script> The worst is copying numbers "
    "twice,\x1b it takes hours every week.\n",
    "Dot.txt": "Interviewer: Why?\r\n\r\nDot: Typing the numbers in again ]]> wastes e\u0301very "
    "Friday, {{ it }} is awful.\r\n",
}


def test_words_nobody_expects(tmp_path: Path, cache_folder: Path) -> None:
    """
    Markup, emoji, line breaks and control characters go through everything, and verify agrees.
    """
    study = ic.read_study(write_folder(tmp_path / "study", HOSTILE))

    analysis = ic.analyze(study, settings=ic.Settings(cache=cache_folder))
    analysis.save(tmp_path / "out")
    ic.write_report(analysis, tmp_path / "out" / "report.html")
    ic.write_evidence_appendix(analysis, tmp_path / "out" / "evidence_appendix.docx")

    assert analysis.all_codings
    assert ic.verify(tmp_path / "out").differences == ()


class TestLibrary:
    """
    The library MUST be silent, touch nothing but what it is told to, and lose nothing.
    """

    def test_silent(
        self, sample_study: ic.Study, cache_folder: Path, capfd: pytest.CaptureFixture[str]
    ) -> None:
        """
        An analysis writes neither to standard output nor to standard error.
        """
        ic.analyze(sample_study, settings=ic.Settings(cache=cache_folder))

        assert tuple(capfd.readouterr()) == ("", "")

    def test_order_of_transcripts(
        self, sample_study: ic.Study, sample_analysis: ic.Analysis, cache_folder: Path
    ) -> None:
        """
        The files of a study may come in any order.
        """
        turned = replace(sample_study, transcripts=tuple(reversed(sample_study.transcripts)))

        analysis = ic.analyze(turned, settings=ic.Settings(cache=cache_folder))

        def found(a: ic.Analysis) -> set[tuple[str, frozenset[str]]]:
            return {(theme.code, frozenset(theme.utterances)) for theme in a.all_themes}

        assert found(analysis) == found(sample_analysis)

    def test_saved_and_loaded(self, sample_analysis: ic.Analysis, tmp_path: Path) -> None:
        """
        What is loaded equals what was saved, and is shown in the same bytes.
        """
        sample_analysis.save(tmp_path / "out")

        loaded = ic.load(tmp_path / "out")

        assert loaded == sample_analysis
        for write, name in (
            (ic.write_report, "report.html"),
            (ic.write_evidence_appendix, "appendix.docx"),
        ):
            write(sample_analysis, tmp_path / f"a-{name}")
            write(loaded, tmp_path / f"b-{name}")
            a, b = ((tmp_path / f"{side}-{name}").read_bytes() for side in "ab")
            assert a == b

    def test_every_promoted_theme_has_its_evidence(self, sample_analysis: ic.Analysis) -> None:
        """
        Each promoted theme is voiced, verbatim, by as many people as it counts, three or more.
        """
        assert sample_analysis.psychology_layer
        for theme in sample_analysis.psychology_layer:
            quotes = sample_analysis.quotes(theme.id)
            people = {quote.participant for quote in quotes}
            assert len(people) == theme.promotion.n_participants >= 3
            for quote in quotes:
                text = sample_analysis.study.transcript(quote.transcript).text
                assert quote.text == text[quote.span.start : quote.span.end]


OTHER_SOURCES = """
[[sources]]
file = "tickets.csv"
kind = "support tickets"

[[sources]]
file = "reviews.json"
kind = "reviews"
author = ""
"""
TICKETS = """customer,created,message
Vito,2024-02-17,My older staff do not have smartphones and I will not make them buy one.
Xaver,2024-02-19,"It is their own phone, they will not put a work app on it, it is in the locker."
Pat,2024-02-20,I lose whole evenings typing the same numbers in again. It is awful.
"""
REVIEWS = """[{"review": "I spend every Sunday night on the rota and this saved me nothing."},
{"review": "I want to swap shifts without asking the boss each time.", "stars": 3}]"""


@pytest.fixture(scope="module")
def mixed_folder(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """
    The sample study with support tickets and reviews beside it.
    """
    folder = tmp_path_factory.mktemp("mixed") / "study"
    shutil.copytree(sample_folder, folder)
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write(OTHER_SOURCES)
    return write_folder(folder, {"tickets.csv": TICKETS, "reviews.json": REVIEWS})


@pytest.fixture(scope="module")
def mixed(mixed_folder: Path, cache_folder: Path) -> ic.Analysis:
    """
    That study, analysed.
    """
    return ic.analyze(ic.read_study(mixed_folder), settings=ic.Settings(cache=cache_folder))


@pytest.mark.heavy
class TestOtherSources:
    """
    Other sources MUST change nothing of what the interviews say.
    """

    def test_nothing_changes(self, mixed: ic.Analysis, sample_analysis: ic.Analysis) -> None:
        """
        Without its sources the analysis equals the one of the interviews alone.
        """
        study = replace(
            mixed.study,
            sources=(),
            folder=sample_analysis.study.folder,
            notes=sample_analysis.study.notes,
        )

        alone = replace(mixed, study=study, source_utterances=(), all_mentions=(),
                        notes=sample_analysis.notes)  # fmt: skip

        assert mixed.all_mentions
        assert alone == sample_analysis
        assert [n for n in mixed.notes if n not in sample_analysis.notes] == [
            "reviews.json: not read: other columns (1: stars)"
        ]

    def test_more_of_the_same(
        self, mixed: ic.Analysis, mixed_folder: Path, cache_folder: Path, tmp_path: Path
    ) -> None:
        """
        However often a theme is written about elsewhere, its count stays, and so does what
        the other source says.
        """
        folder = shutil.copytree(mixed_folder, tmp_path / "study")
        said = "the phones are in the locker and it's their own phone"
        many = [f"{n}: {said}." for n in range(40)]
        (folder / "reviews.json").write_text(json.dumps([{"review": words} for words in many]))

        other = ic.analyze(ic.read_study(folder), settings=ic.Settings(cache=cache_folder))

        assert other.all_themes == mixed.all_themes
        tickets = [m for m in mixed.all_mentions if m.utterance.startswith("tickets")]
        assert [m for m in other.all_mentions if m.utterance.startswith("tickets")] == tickets

    def test_written_and_verified(self, mixed_folder: Path, tmp_path: Path) -> None:
        """
        The command tells of them apart, writes mentions.csv, and verify agrees; authors that
        shall not be read are nowhere.
        """
        out = tmp_path / "out"

        ran = run("analyze", mixed_folder, "--out", out)

        assert ran.code == 0
        assert "8 interviews, 8 participants, 595 utterances" in ran.out
        assert "plus 5 comments from 2 other sources (support tickets, reviews)" in ran.out
        assert ic.verify(out).differences == ()
        assert ic.verify(out).n_sources == 10
        assert ic.load(out).mentions_of("objection-02")
        header = (out / "mentions.csv").read_text(encoding="utf-8").split("\n")[0]
        assert header == ",".join(MENTION_COLUMNS)


@pytest.fixture(scope="module")
def twice(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """
    The sample study analysed by two processes: copied in another order, with another hash seed,
    from another working folder, in another time zone, one with a cold cache.
    """
    assert Path(SCRIPT).exists(), "install the package: its script is part of what is tested"
    names = sorted(path.name for path in sample_folder.iterdir())
    running, folders = [], []
    for number, order in enumerate((names, names[::-1])):
        folder = tmp_path_factory.mktemp(f"run{number}")
        (folder / "study").mkdir()
        for name in order:
            shutil.copy(sample_folder / name, folder / "study" / name)
        environment = os.environ | {
            "PYTHONHASHSEED": str(number),
            "TZ": ("Asia/Tokyo", "America/Lima")[number],
            "OMP_NUM_THREADS": str(number + 1),
            "SOURCE_DATE_EPOCH": "1750000000",
        }
        if number:
            environment["XDG_CACHE_HOME"] = str(folder / "cache")
        words = [SCRIPT, "analyze", str(folder / "study"), "--out", str(folder / "out")]
        working = folder if number else Path.cwd()
        running.append(
            subprocess.Popen(
                words, env=environment, cwd=working, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
        )
        folders.append(folder)
    for process, folder in zip(running, folders, strict=True):
        out, err = process.communicate(timeout=300)
        assert (process.returncode, err) == (0, b"")
        (folder / "shown.txt").write_bytes(out.replace(str(folder).encode(), b""))
    return folders


@pytest.mark.heavy
class TestTwice:
    """
    Same input, same machine: the same bytes.
    """

    def test_files(self, twice: list[Path]) -> None:
        """
        Every file of two runs is byte for byte equal.
        """
        first, second = (contents(folder / "out") for folder in twice)

        assert len(first) == 14
        assert [name for name in first if first[name] != second.get(name)] == []
        assert set(first) == set(second)

    def test_lines(self, twice: list[Path]) -> None:
        """
        What the runs showed is equal, too, and is plain lines.
        """
        first, second = ((folder / "shown.txt").read_bytes() for folder in twice)

        assert first == second
        assert b"\x1b" not in first

    def test_verify(self, twice: list[Path]) -> None:
        """
        The installed script verifies what it wrote, and fails on one changed character.
        """
        folder = shutil.copytree(twice[0], twice[0].parent / "changed")
        path = folder / "study" / "P01.txt"

        before = subprocess.run([SCRIPT, "verify", folder / "out"], capture_output=True)
        path.write_bytes(path.read_bytes().replace(b"Oh god", b"Oh Bod", 1))
        after = subprocess.run([SCRIPT, "verify", folder / "out"], capture_output=True)

        assert (before.returncode, before.stderr) == (0, b"")
        assert after.returncode == 1
        assert b"P01.txt:3: " in after.stderr
        assert b"Traceback" not in after.stderr


@pytest.mark.heavy
def test_bad_input_from_a_shell(tmp_path: Path) -> None:
    """
    The installed script, too, tells bad input on standard error with exit code 2.
    """
    write_folder(
        tmp_path / "study", {"P1.txt": "Interviewer: für Zoë\n\nP1: ".encode() + b"caf\xe9\n"}
    )

    ran = subprocess.run([SCRIPT, "analyze", tmp_path / "study"], capture_output=True)

    assert (ran.returncode, ran.stdout) == (2, b"")
    assert b"P1.txt:3: " in ran.stderr
    assert b"Traceback" not in ran.stderr


@pytest.mark.heavy
def test_on_a_terminal(tmp_path: Path) -> None:
    """
    On a terminal a bar moves over the stages, and the closing table stays on the screen.
    """

    shown = bytearray()
    main, terminal = pty.openpty()
    environment = os.environ | {"TERM": "xterm-256color", "COLUMNS": "100", "LINES": "60"}
    words = [SCRIPT, "demo", "--out", str(tmp_path / "out")]
    with subprocess.Popen(words, stdout=terminal, stderr=terminal, env=environment) as process:
        os.close(terminal)
        while True:
            try:
                chunk = os.read(main, 4096)
            except OSError:  # the other end is closed
                break
            if not chunk:
                break
            shown += chunk
    os.close(main)

    text = shown.decode()
    assert process.returncode == 0
    assert "\x1b[" in text
    assert "segmentation …" not in text
    assert "segmentation" in text
    assert "themes promoted" in text
    assert "8 interviews, 8 participants" in text
