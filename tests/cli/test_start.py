"""How the command line starts: quickly, and with help."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli.notation import run

HEAVY = (
    "torch", "spacy", "pandas", "sentence_transformers", "transformers", "bertopic", "sklearn",
    "scipy", "docx", "lxml", "jinja2",
)  # fmt: skip


def imported_by(code: str) -> set[str]:
    """
    Return the heavy packages that a new process has imported after running `code`.
    """
    report = f"import json, sys; print(json.dumps([m for m in {HEAVY!r} if m in sys.modules]))"
    program = f"try:\n    {code}\nexcept SystemExit:\n    pass\n{report}"
    ran = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True)
    return set(json.loads(ran.stdout.decode().splitlines()[-1]))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param("import interview_coder", id="library"),
        pytest.param("import interview_coder as ic; dir(ic); ic.__all__", id="list of names"),
        *(
            pytest.param(
                "import sys; from interview_coder.cli import main; "
                f"sys.argv = ['interview-coder', *{words!r}.split()]; main()",
                id=words,
            )
            for words in (
                "--help",
                "analyze --help",
                "review --help",
                "verify --help",
                "demo --help",
                "",
            )
        ),
    ],
)
def test_nothing_heavy_is_imported(code: str) -> None:
    """
    Neither importing the package nor asking for help waits for a model library.
    """
    assert imported_by(code) == set()


def test_the_probe_sees_heavy_imports() -> None:
    """
    The test above would notice: reading a codebook's coder imports what it needs.
    """
    assert "docx" in imported_by("import interview_coder.reports.docx")


class TestHelp:
    """
    Help MUST name everything that can be asked for.
    """

    def test_commands(self) -> None:
        """
        The four commands are listed.
        """
        ran = run("--help")

        assert ran.code == 0
        commands = ("analyze", "review", "verify", "demo")
        assert all(f" {command} " in ran.out for command in commands)

    @pytest.mark.parametrize(
        ("command", "options"),
        [
            pytest.param(
                "analyze",
                "--out --interviewer --codebook --model --corrections --min-participants "
                "--overwrite",
                id="analyze",
            ),
            pytest.param("review", "-n --out", id="review"),
            pytest.param("verify", "--study", id="verify"),
            pytest.param("demo", "--out", id="demo"),
        ],
    )
    def test_options(self, command: str, options: str) -> None:
        """
        A command's help lists its options.
        """
        ran = run(command, "--help", columns=120)

        assert ran.code == 0
        assert [option for option in options.split() if f" {option} " not in ran.out] == []


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("analyse x", id="unknown command"),
        pytest.param("analyze", id="no folder"),
        pytest.param("analyze x --colour red", id="unknown option"),
        pytest.param("analyze x --min-participants 1", id="rule of one"),
        pytest.param("analyze x --min-participants many", id="no number"),
        pytest.param("review", id="review of nothing"),
        pytest.param("review x -n 0", id="no utterances"),
        pytest.param("review x -n 501", id="more than are ordered"),
    ],
)
def test_wrong_usage(words: str) -> None:
    """
    Wrong usage is exit code 2, told on standard error, without a traceback.
    """
    ran = run(*words.split())

    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert "Usage" in ran.err
