"""The file of the audit trail."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.audit import Entry, append, read_trail

WORDS = st.text(max_size=12)
ENTRIES = st.lists(
    st.builds(
        Entry,
        time=st.just("2026-11-23T10:00:00+00:00"),
        who=WORDS,
        what=st.sampled_from(["accept", "reject", "recode", "merge"]),
        withdrawn=st.booleans(),
        settles=st.booleans(),
        code=WORDS,
        utterances=st.lists(WORDS, min_size=1, max_size=3).map(tuple),
        text=WORDS,
        start=st.none() | st.integers(0, 99),
        why=WORDS,
    ),
    max_size=6,
)


def entry(utterance: str, **kept: object) -> Entry:
    """Return an accepted pain on `utterance`."""
    return Entry(
        time="2026-11-23T10:00:00+00:00", who="Ada", what="accept", code="pain",
        utterances=(utterance,), **kept,  # type: ignore[arg-type]
    )  # fmt: skip


class TestTrail:
    """
    What is noted is read back, and nothing noted before is lost.
    """

    @given(parts=st.lists(ENTRIES, max_size=3))
    @settings(max_examples=60, deadline=None)
    def test_round_trip(self, tmp_path_factory: object, parts: list[list[Entry]]) -> None:
        """
        Entries come back as they were noted, in their order, whatever their words.
        """
        path = tmp_path_factory.mktemp("trail") / "trail.jsonl"  # type: ignore[attr-defined]
        for entries in parts:
            append(path, entries)

        trail = read_trail(path)

        assert trail.entries == tuple(each for entries in parts for each in entries)
        assert trail.faults == ()

    def test_readable(self, tmp_path: Path) -> None:
        """
        A line says who, what, when and why in words; what says nothing is left out.
        """
        append(tmp_path / "t", [entry("P1-0001", why="für Zoë", text_hash="ab12")])

        (line,) = (tmp_path / "t").read_text(encoding="utf-8").splitlines()

        assert line == (
            '{"time": "2026-11-23T10:00:00+00:00", "who": "Ada", "what": "accept", '
            '"code": "pain", "utterances": ["P1-0001"], "text_hash": "ab12", "why": "für Zoë"}'
        )

    @given(cut=st.integers(1, 60))
    @settings(max_examples=30, deadline=None)
    def test_torn(self, tmp_path_factory: object, cut: int) -> None:
        """
        A last line that a crash tore loses only itself; what is noted next stands on its own line.
        """
        path = tmp_path_factory.mktemp("trail") / "trail.jsonl"  # type: ignore[attr-defined]
        append(path, [entry("P1-0001"), entry("P1-0002")])
        path.write_bytes(path.read_bytes()[:-cut])

        torn = read_trail(path)
        append(path, [entry("P1-0003")])
        after = read_trail(path)

        whole = 2 if cut == 1 else 1  # without its line end alone the line is whole
        assert [each.utterances for each in torn.entries] == [("P1-0001",), ("P1-0002",)][:whole]
        assert after.entries == (*torn.entries, entry("P1-0003"))
        assert len(after.faults) == 2 - whole
        if torn.faults:
            assert torn.faults[0].startswith("line 2 was not written to its end")

    def test_damaged(self, tmp_path: Path) -> None:
        """
        A line that is no entry is told by its number; the others stand.
        """
        path = tmp_path / "t"
        append(path, [entry("P1-0001")])
        with path.open("ab") as file:
            file.write(b'{"who": "Ada"}\n[1]\n\xff\n')
        append(path, [entry("P1-0002")])

        trail = read_trail(path)

        assert len(trail.entries) == 2
        assert [fault.split(" is")[0] for fault in trail.faults] == ["line 2", "line 3", "line 4"]

    def test_none(self, tmp_path: Path) -> None:
        """
        Without a file the trail is empty; noting nothing makes none.
        """
        append(tmp_path / "t", [])
        assert not (tmp_path / "t").exists()
        assert read_trail(tmp_path / "t").entries == ()
