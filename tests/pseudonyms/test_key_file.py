"""The key on disk: for its owner alone, never poorer than before."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from interview_coder.errors import PseudonymError
from interview_coder.pseudonyms import (
    Key,
    Listed,
    is_private,
    key_path,
    read_key,
    read_names,
    write_key,
)
from interview_coder.pseudonyms.key import KeyEntry
from tests.pseudonyms.notation import key_of

KEY = key_of("P01 Kasia Lind | I1 Bo Ek | N01 Nowak, Jan | port=Old “Quay”")

posix = pytest.mark.skipif(os.name == "nt", reason="Windows has other rights")


def test_written_and_read(tmp_path: Path) -> None:
    """
    What is read is what was written, names with commas and marks too.
    """
    path = tmp_path / "key.csv"
    renamed = KeyEntry(name="kasia lind.txt", pseudonym="P01.txt", kind="file")
    key = Key(entries=(*KEY.entries, renamed))

    write_key(key, path)

    assert read_key(path) == key


def test_place(tmp_path: Path) -> None:
    """
    The key lies beside the study folder, never inside.
    """
    assert key_path(tmp_path / "study" / ".") == tmp_path.resolve() / "study-pseudonyms.csv"


@posix
class TestRights:
    """
    Nobody but the owner MUST be able to read a key, from its first byte on.
    """

    @pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
    def test_mode(self, tmp_path: Path, mask: int) -> None:
        """
        The mode is 0600 whatever the umask.
        """
        before = os.umask(mask)
        try:
            write_key(KEY, tmp_path / "key.csv")
        finally:
            os.umask(before)

        assert stat.S_IMODE((tmp_path / "key.csv").stat().st_mode) == 0o600

    def test_never_open_on_the_way(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """
        Also the file that is written before it gets its name is the owner's alone.
        """
        modes: list[int] = []
        replace = Path.replace

        def look(path: Path, target: Path) -> Path:
            modes.append(stat.S_IMODE(path.stat().st_mode))
            return replace(path, target)

        monkeypatch.setattr(Path, "replace", look)
        write_key(KEY, tmp_path / "key.csv")

        assert modes == [0o600]

    def test_open_key_is_noticed(self, tmp_path: Path) -> None:
        """
        A key that others may read is told from one they may not.
        """
        path = tmp_path / "key.csv"
        write_key(KEY, path)
        before = is_private(path)
        path.chmod(0o640)

        assert (before, is_private(path)) == (True, False)


class TestNothingIsLost:
    """
    A key MUST NOT be replaced by one that knows less.
    """

    @pytest.mark.parametrize(
        "poorer",
        [
            pytest.param("P01 Kasia Lind", id="names left out"),
            pytest.param(
                "P09 Kasia Lind | I1 Bo Ek | N01 Nowak, Jan | port=Old “Quay”", id="another number"
            ),
        ],
    )
    def test_poorer(self, tmp_path: Path, poorer: str) -> None:
        """
        It is refused, and the file stays as it was, with nothing beside it.
        """
        path = tmp_path / "key.csv"
        write_key(KEY, path)
        before = path.read_bytes()

        with pytest.raises(PseudonymError, match=r"would be lost: '(?:Kasia Lind|Bo)"):
            write_key(key_of(poorer), path)

        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]

    def test_richer(self, tmp_path: Path) -> None:
        """
        One that knows more takes its place.
        """
        path = tmp_path / "key.csv"
        write_key(KEY, path)
        more = Key(entries=(*KEY.entries, *key_of("P02 Ada").entries))

        write_key(more, path)

        assert read_key(path) == more

    def test_something_else(self, tmp_path: Path) -> None:
        """
        A file that is no key is not written over.
        """
        path = tmp_path / "key.csv"
        path.write_text("my notes\n")

        with pytest.raises(PseudonymError, match="no column"):
            write_key(KEY, path)

        assert path.read_text() == "my notes\n"

    def test_no_folder(self, tmp_path: Path) -> None:
        """
        A folder that is not there is not made.
        """
        with pytest.raises(PseudonymError, match="is no folder; make it first"):
            write_key(KEY, tmp_path / "nowhere" / "key.csv")


class TestFaults:
    """
    What a person wrote into a key or a list MUST be read as meant, or refused with its line.
    """

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            pytest.param("name\nAda\n", "no column 'pseudonym'", id="column"),
            pytest.param("name,pseudonym\nAda,\n", "line 2: needs a name and a", id="empty"),
            pytest.param("name,pseudonym\nAda,P1\nAda,P2\n", "line 3: 'Ada' already", id="twice"),
            pytest.param("name,pseudonym,kind\nAda,P1,cat\n", "line 2: kind 'cat'", id="kind"),
            pytest.param("name,pseudonym\nAda,[P1]\n", "line 2: pseudonym", id="brackets"),
            pytest.param("name,pseudonym,kind\na.txt,../a.txt,file\n", "no file name", id="path"),
            pytest.param("name,pseudonym\nLind, Ada,P1\n", "line 2: more cells", id="comma"),
        ],
    )
    def test_key(self, tmp_path: Path, text: str, fault: str) -> None:
        """
        A key with a fault is refused.
        """
        (tmp_path / "key.csv").write_text(text, encoding="utf-8")

        with pytest.raises(PseudonymError, match=fault):
            read_key(tmp_path / "key.csv")

    def test_no_key(self, tmp_path: Path) -> None:
        """
        A key that is not there is an error that names it.
        """
        with pytest.raises(PseudonymError, match=r"key\.csv: there is no such file"):
            read_key(tmp_path / "key.csv")

    def test_list(self, tmp_path: Path) -> None:
        """
        A list may have semicolons, brackets, no pseudonyms, and further columns.
        """
        path = tmp_path / "names.csv"
        path.write_text("name;pseudonym;why\nOld Quay;[a port];place\nAda;;\n", encoding="utf-8")

        assert read_names(path) == (
            Listed(name="Old Quay", pseudonym="a port"),
            Listed(name="Ada"),
        )

    @pytest.mark.parametrize(
        ("text", "fault"),
        [
            pytest.param("who\nAda\n", "no column 'name'", id="column"),
            pytest.param("name,pseudonym\n,a port\n", "line 2: no name", id="no name"),
            pytest.param("name,pseudonym\nAda,a\\/b\n", "line 2: pseudonym", id="signs"),
        ],
    )
    def test_bad_list(self, tmp_path: Path, text: str, fault: str) -> None:
        """
        A list with a fault is refused.
        """
        (tmp_path / "names.csv").write_text(text, encoding="utf-8")

        with pytest.raises(PseudonymError, match=fault):
            read_names(tmp_path / "names.csv")
