"""`interview-coder themes`: decisions about themes, kept in the study folder, that survive runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coder.archive import load
from interview_coder.findings import Analysis, Theme
from tests.cli.notation import run
from tests.notation import write_folder

ANSWERS = {
    "Ada": (
        "Every Friday I waste two hours copying the shift hours by hand, it is awful.",
        "It annoys me that the parking is always full.",
    ),
    "Bea": (
        "I lose whole evenings copying the shift hours by hand, it is awful.",
        "It annoys me that the heating breaks down every winter.",
    ),
    "Cem": (
        "Copying the shift hours by hand is awful, I waste my mornings.",
        "I hate that nobody tells me when a delivery is late.",
    ),
}
STUDY = {
    f"{name}.txt": (
        f"Interviewer: What bothers you?\n\n{name}: {one}\n\n"
        f"Interviewer: What else bothers you?\n\n{name}: {other}\n"
    )
    for name, (one, other) in ANSWERS.items()
}


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """
    A study in which three people share a pain.
    """
    return write_folder(tmp_path / "study", STUDY)


@pytest.fixture
def out(study: Path, tmp_path: Path) -> Path:
    """
    Its results, before anybody decided anything.
    """
    assert run("analyze", study, "--out", tmp_path / "out").code == 0
    return tmp_path / "out"


def again(study: Path, out: Path) -> Analysis:
    """
    Analyse the study anew and return what was found.
    """
    ran = run("analyze", study, "--out", out, "--overwrite")
    assert ran.code == 0, ran.err
    return load(out)


def theme_with(analysis: Analysis, utterance: str, code: str = "pain") -> Theme:
    """
    Return the theme of a code that an utterance is in.
    """
    return analysis.theme(analysis.coding(utterance, code).theme)


def shared(analysis: Analysis) -> Theme:
    """
    Return the most widely shared pain.
    """
    return analysis.theme("pain-01")


class TestRename:
    """
    A name given by a person stays with the theme.
    """

    def test_name_survives(self, study: Path, out: Path) -> None:
        """
        The new name stands in the results of the next run, with who gave it; the phrase stays.
        """
        before = shared(load(out))

        ran = run("themes", "rename", out, "pain-01", "Copying by hand", "--by", "Noor")
        after = shared(again(study, out))

        assert ran.code == 0
        assert (after.label, after.labelled_by) == ("Copying by hand", "Noor")
        assert after.label_quote == before.label_quote
        assert run("verify", out).code == 0

    def test_name_survives_another_interview(self, study: Path, out: Path) -> None:
        """
        The theme is known by its utterances: with one interview more it keeps its name.
        """
        run("themes", "rename", out, "pain-01", "Copying by hand")
        text = STUDY["Ada.txt"].replace("Ada:", "Dag:").replace("Every Friday", "Every week")
        (study / "Dag.txt").write_text(text)

        analysis = again(study, out)

        assert shared(analysis).label == "Copying by hand"
        assert "Dag" in shared(analysis).promotion.participants


class TestRegroup:
    """
    Themes are merged and split, utterances moved, and stay so in every run.
    """

    def test_split_then_merge(self, study: Path, out: Path) -> None:
        """
        What is split off is a theme of its own; merged again it is part of the whole.
        """
        whole = shared(load(out))
        first, *rest = whole.utterances

        run("themes", "split", out, "pain-01", first, "--label", "Alone")
        apart = again(study, out)
        alone = theme_with(apart, first)
        run("themes", "merge", out, alone.id, theme_with(apart, rest[0]).id)
        joined = again(study, out)

        assert alone.utterances == (first,)
        assert alone.label == "Alone"
        assert set(theme_with(joined, first).utterances) == set(whole.utterances)

    def test_move(self, study: Path, out: Path) -> None:
        """
        A moved utterance is in the theme it was moved to.
        """
        analysis = load(out)
        others = [t for t in analysis.all_themes if t.code == "pain" and t.id != "pain-01"]
        moved = shared(analysis).utterances[0]

        ran = run("themes", "move", out, others[0].id, moved)

        assert ran.code == 0, ran.err
        assert set(others[0].utterances) < set(theme_with(again(study, out), moved).utterances)


class TestFile:
    """
    The file of decisions is the researcher's; a command only adds a row.
    """

    def test_own_columns_stay(self, study: Path, out: Path) -> None:
        """
        What stands in the file, in whatever columns, stays as it is.
        """
        path = study / "theme_decisions.csv"
        before = (
            "decision;code;utterances;label;decided_by;why\n"
            "rename;pain;Ada-0001;By hand;Kim;to be discussed\n"
        )
        path.write_text(before, encoding="utf-8")

        ran = run("themes", "rename", out, "pain-01", "Copying by hand", "--by", "Noor")

        after = path.read_text(encoding="utf-8")
        assert ran.code == 0, ran.err
        assert after.startswith(before)
        assert after.endswith(";Copying by hand;Noor;\n")

    def test_column_that_is_needed(self, study: Path, out: Path) -> None:
        """
        Where there is no column for what was said, that is told and the file stays.
        """
        path = study / "theme_decisions.csv"
        path.write_text("decision,code,utterances\n", encoding="utf-8")

        ran = run("themes", "rename", out, "pain-01", "Copying by hand")

        assert ran.code == 2
        assert "no column 'label', 'decided_by'" in ran.err
        assert path.read_text(encoding="utf-8") == "decision,code,utterances\n"


class TestRefused:
    """
    What cannot be meant is told, and nothing is noted.
    """

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (("rename", "pain-99", "x"), "no theme 'pain-99'"),
            (("rename", "pain-01", " "), "the name is empty"),
            (("merge", "pain-01"), "two or more themes of one code"),
            (("split", "pain-01", "Zoe-0001"), "not in pain-01: Zoe-0001"),
            (("move", "pain-01", "Zoe-0001"), "not coded as pain: Zoe-0001"),
        ],
    )
    def test_message(self, study: Path, out: Path, words: tuple[str, ...], message: str) -> None:
        """
        The message names what is wrong; there is no file of decisions afterwards.
        """
        command, *rest = words

        ran = run("themes", command, out, *rest)

        assert ran.code == 2
        assert message in " ".join(ran.err.replace("│", " ").split())
        assert not (study / "theme_decisions.csv").exists()

    def test_split_of_everything(self, study: Path, out: Path) -> None:
        """
        A split that would leave nothing is refused.
        """
        every = shared(load(out)).utterances

        ran = run("themes", "split", out, "pain-01", *every)

        assert ran.code == 2
        assert not (study / "theme_decisions.csv").exists()

    def test_unknown_utterances_in_the_file(self, study: Path, out: Path) -> None:
        """
        A file that names what is not there is refused with every line; the results stay.
        """
        (study / "theme_decisions.csv").write_text(
            "decision,code,utterances,label\nrename,pain,Zoe-0001,x\nsplit,pian,Ada-0001,\n"
        )
        before = (out / "themes.csv").read_bytes()

        ran = run("analyze", study, "--out", out, "--overwrite")

        assert ran.code == 2
        assert "line 2: no utterance 'Zoe-0001' in this study" in ran.err
        assert "line 3: unknown code 'pian'" in ran.err
        assert (out / "themes.csv").read_bytes() == before
