from __future__ import annotations

import shutil
import stat
import subprocess
from pathlib import Path

import pytest

from interview_coder.errors import OutputError
from interview_coder.output import MANIFEST_FILE, check_folder, write_files, write_whole
from tests.notation import write_folder

FIRST = {"a.csv": b"1\n", "b.csv": b"2\n"}
SECOND = {"a.csv": b"one\n"}


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """
    The output folder of an earlier run.
    """
    folder = tmp_path / "out"
    write_files(folder, FIRST, overwrite=False)
    return folder


class TestFolder:
    """
    An output folder that holds anything is kept unless told otherwise.
    """

    def test_new_folder_is_made(self, tmp_path: Path) -> None:
        """
        A folder that is not there is made, with its parents.
        """
        write_files(tmp_path / "deep" / "out", FIRST, overwrite=False)

        assert FIRST.items() <= contents(tmp_path / "deep" / "out").items()

    def test_empty_folder_is_used(self, tmp_path: Path) -> None:
        """
        A folder without files loses nothing.
        """
        write_files(tmp_path, FIRST, overwrite=False)

        assert set(contents(tmp_path)) == {*FIRST, MANIFEST_FILE}

    def test_folder_of_an_earlier_run_is_kept(self, out: Path) -> None:
        """
        Not even our own files are replaced without being told, and the message says how.
        """
        before = contents(out)

        with pytest.raises(OutputError, match=r"--out, or replace .* with --overwrite"):
            write_files(out, SECOND, overwrite=False)

        assert contents(out) == before

    @pytest.mark.parametrize("overwrite", [True, False])
    def test_file_in_its_place(self, tmp_path: Path, overwrite: bool) -> None:
        """
        A file where the folder should be is never replaced.
        """
        path = write_folder(tmp_path, {"out": "mine"}) / "out"

        with pytest.raises(OutputError, match="out is a file"):
            check_folder(path, overwrite=overwrite)

        assert path.read_text() == "mine"


class TestOverwrite:
    """
    Overwriting replaces what an earlier run wrote and nobody has changed since, nothing else.
    """

    def test_own_files_are_replaced(self, out: Path) -> None:
        """
        What an earlier run wrote is replaced.
        """
        write_files(out, SECOND, overwrite=True)

        assert (out / "a.csv").read_bytes() == b"one\n"

    def test_own_files_not_written_now_stay(self, out: Path) -> None:
        """
        A file of an earlier run that this one does not write stays, and stays known as ours.
        """
        write_files(out, SECOND, overwrite=True)

        assert (out / "b.csv").read_bytes() == b"2\n"
        write_files(out, FIRST, overwrite=True)
        assert FIRST.items() <= contents(out).items()

    def test_foreign_files_beside_stay(self, out: Path) -> None:
        """
        Notes that lie beside the results are left alone.
        """
        write_folder(out, {"notes.txt": "mine"})

        write_files(out, SECOND, overwrite=True)

        assert (out / "notes.txt").read_text() == "mine"
        assert "notes.txt" not in (out / MANIFEST_FILE).read_text()

    @pytest.mark.parametrize(
        ("name", "fault"),
        [
            pytest.param("c.csv", "c.csv was not written by interview_coder", id="foreign"),
            pytest.param("a.csv", "a.csv was changed since it was written", id="changed"),
        ],
    )
    def test_nothing_is_lost(self, out: Path, name: str, fault: str) -> None:
        """
        A foreign or changed file in the way is named, and not one file is written.
        """
        write_folder(out, {name: "mine"})
        before = contents(out)

        with pytest.raises(OutputError, match=f"nothing was written\n  {fault}"):
            write_files(out, {"b.csv": b"new", name: b"new"}, overwrite=True)

        assert contents(out) == before

    def test_every_fault_is_told(self, out: Path) -> None:
        """
        All files in the way are told at once.
        """
        write_folder(out, {"a.csv": "mine", "c.csv": "mine"})

        with pytest.raises(OutputError) as caught:
            write_files(out, {"a.csv": b"", "b.csv": b"", "c.csv": b""}, overwrite=True)

        assert "a.csv" in str(caught.value)
        assert "c.csv" in str(caught.value)
        assert "b.csv" not in str(caught.value)

    def test_foreign_manifest_is_not_lost(self, tmp_path: Path) -> None:
        """
        A file of the manifest's name that we did not write is a foreign file like any other.
        """
        write_folder(tmp_path, {MANIFEST_FILE: "# checksums of my recordings\nabc *tape1.wav\n"})
        before = contents(tmp_path)

        with pytest.raises(OutputError, match=MANIFEST_FILE):
            write_files(tmp_path, FIRST, overwrite=True)

        assert contents(tmp_path) == before

    def test_deleted_file_is_written_again(self, out: Path) -> None:
        """
        A result that somebody deleted is simply written again.
        """
        (out / "a.csv").unlink()

        write_files(out, FIRST, overwrite=True)

        assert FIRST.items() <= contents(out).items()


class TestManifest:
    """
    The manifest lists what was written, in the format of `sha256sum -c`.
    """

    @pytest.mark.skipif(not shutil.which("sha256sum"), reason="needs sha256sum")
    def test_passes_sha256sum(self, out: Path) -> None:
        """
        The tool everybody has confirms each file, also after a second run.
        """
        write_files(out, {"a.csv": b"one\n", "é ü.txt": b"3"}, overwrite=True)

        check = subprocess.run(
            ["sha256sum", "-c", "--strict", MANIFEST_FILE],
            cwd=out,
            capture_output=True,
            text=True,
            check=False,
        )

        assert check.returncode == 0
        assert check.stdout.count(": OK") == 3
        assert check.stderr == ""

    def test_sorted_by_name(self, tmp_path: Path) -> None:
        """
        The order of the files written does not show in it.
        """
        write_files(tmp_path / "one", {"b": b"2", "a": b"1"}, overwrite=False)
        write_files(tmp_path / "two", {"a": b"1", "b": b"2"}, overwrite=False)

        one, two = ((tmp_path / name / MANIFEST_FILE).read_bytes() for name in ("one", "two"))
        assert one == two


class TestWriteWhole:
    """
    Another process sees the whole file or the one before.
    """

    def test_nothing_is_left_beside(self, tmp_path: Path) -> None:
        """
        No temporary file stays behind.
        """
        write_whole(tmp_path / "a", b"1")
        write_whole(tmp_path / "a", b"2")

        assert contents(tmp_path) == {"a": b"2"}

    def test_a_reader_of_before_keeps_the_file_of_before(self, tmp_path: Path) -> None:
        """
        A file that is open while it is replaced can be read to its old end.
        """
        write_whole(tmp_path / "a", b"old content")

        with (tmp_path / "a").open("rb") as file:
            write_whole(tmp_path / "a", b"new")

            assert file.read() == b"old content"

    def test_as_readable_as_any_file(self, tmp_path: Path) -> None:
        """
        A colleague may read the results: permissions are those of any new file.
        """
        (tmp_path / "plain").touch()
        write_whole(tmp_path / "a", b"1")

        modes = [stat.S_IMODE((tmp_path / name).stat().st_mode) for name in ("plain", "a")]
        assert modes[0] == modes[1]
