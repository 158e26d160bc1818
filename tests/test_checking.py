"""Files that researchers write by hand: every fault at once, each with the path of its key."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import Field

from interview_coder.checking import Record, load_toml, load_yaml
from interview_coder.errors import SettingsError
from tests.notation import write_folder


class Step(Record):
    """A nested record to check."""

    name: str
    minutes: int = Field(default=5, ge=1)


class Plan(Record):
    """A record to check."""

    title: str = Field(min_length=1)
    steps: tuple[Step, ...] = ()
    first: Step | None = None


def faults_of_yaml(folder: Path, content: str | bytes) -> tuple[str, ...]:
    """Return the faults that reading `content` as a plan finds."""
    path = write_folder(folder, {"plan.yaml": content}) / "plan.yaml"
    with pytest.raises(SettingsError) as caught:
        load_yaml(path, Plan)
    assert caught.value.path == path
    return caught.value.faults


class TestCheck:
    """
    A record is what the file says, or an error that names every key at fault.
    """

    def test_sound(self, tmp_path: Path) -> None:
        """
        A sound file becomes a record, without the white space around its values.
        """
        content = "title: '  A plan '\nsteps:\n- {name: ask, minutes: 20}\n- {name: listen}\n"
        path = write_folder(tmp_path, {"plan.yaml": content}) / "plan.yaml"

        plan = load_yaml(path, Plan)

        assert plan.title == "A plan"
        assert plan.steps == (Step(name="ask", minutes=20), Step(name="listen", minutes=5))

    @pytest.mark.parametrize(
        ("content", "fault"),
        [
            pytest.param(
                "title: A\ntitel: B\n",
                "titel: unknown key; known here: first, steps, title",
                id="unknown key",
            ),
            pytest.param(
                "title: A\nsteps:\n- {name: a}\n- {name: b, minute: 3}\n",
                "steps[1].minute: unknown key; known here: minutes, name",
                id="unknown key in the second of a list",
            ),
            pytest.param(
                "title: A\nfirst: {name: a, minute: 3}\n",
                "first.minute: unknown key; known here: minutes, name",
                id="unknown key in an optional record",
            ),
            pytest.param("steps: []\n", "title: is missing", id="missing"),
            pytest.param(
                "title: A\nsteps:\n- {minutes: 3}\n",
                "steps[0].name: is missing",
                id="missing in a list",
            ),
            pytest.param(
                "title: A\nsteps:\n- {name: a, minutes: 0}\n",
                "steps[0].minutes: input should be greater than or equal to 1, got 0",
                id="out of range",
            ),
            pytest.param(
                "title: A\nsteps:\n- {name: a, minutes: soon}\n",
                "steps[0].minutes: input should be a valid integer, unable to parse string "
                "as an integer, got 'soon'",
                id="wrong type",
            ),
        ],
    )
    def test_fault(self, tmp_path: Path, content: str, fault: str) -> None:
        """
        A fault begins with the path of its key and says what would be right.
        """
        assert faults_of_yaml(tmp_path, content) == (fault,)

    def test_all_faults_at_once(self, tmp_path: Path) -> None:
        """
        One look at the message is enough to mend the whole file.
        """
        content = "titel: A\nsteps:\n- {minutes: 0}\n"

        places = {fault.split(":")[0] for fault in faults_of_yaml(tmp_path, content)}

        assert places == {"title", "titel", "steps[0].name", "steps[0].minutes"}

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("", id="empty"),
            pytest.param("- a\n- b\n", id="a list"),
            pytest.param("only words\n", id="a sentence"),
        ],
    )
    def test_no_keys(self, tmp_path: Path, content: str) -> None:
        """
        A file without keys is no record of nothing, but a fault.
        """
        (fault,) = faults_of_yaml(tmp_path, content)

        assert fault.startswith("holds no keys")


class TestBrokenFiles:
    """
    A file that breaks its own syntax is named with the line.
    """

    def test_yaml(self, tmp_path: Path) -> None:
        """
        Broken YAML is reported with its line.
        """
        (fault,) = faults_of_yaml(tmp_path, "title: A\nsteps: [a\nfirst: b\n")

        assert fault.startswith("is no YAML")
        assert "line 3" in fault

    def test_toml(self, tmp_path: Path) -> None:
        """
        Broken TOML is reported with its line.
        """
        path = write_folder(tmp_path, {"plan.toml": 'title = "A"\nsteps =\n'}) / "plan.toml"

        with pytest.raises(SettingsError, match=r"is no TOML: .*line 2"):
            load_toml(path, Plan)

    @pytest.mark.parametrize("suffix", ["yaml", "toml"])
    def test_undecodable(self, tmp_path: Path, suffix: str) -> None:
        """
        Bytes that are no UTF-8 are a fault of the file, not a traceback.
        """
        name = f"plan.{suffix}"
        path = write_folder(tmp_path, {name: b'title = "caf\xe9"\n'}) / name
        load = load_yaml if suffix == "yaml" else load_toml

        with pytest.raises(SettingsError, match=f"is no {suffix.upper()}"):
            load(path, Plan)

    def test_yaml_runs_no_code(self, tmp_path: Path) -> None:
        """
        A YAML tag that asks for a Python object is refused.
        """
        (fault,) = faults_of_yaml(tmp_path, "title: !!python/object/apply:os.getcwd []\n")

        assert fault.startswith("is no YAML")
