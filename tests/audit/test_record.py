"""What became of decisions is noted, and the trail replayed is what holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.audit import (
    TRAIL_FILE,
    Entry,
    State,
    entries_between,
    history_of_utterance,
    read_trail,
    record,
    replay,
)
from interview_coder.findings import Decision, ThemeDecision

TIME = "2026-11-23T10:00:00+00:00"
PAIN = Decision(utterance="P1-0001", code="pain", decision="accept", coder="Ada", place="line 2")
GOAL = Decision(utterance="P1-0002", code="goal", decision="reject", coder="Bo", place="line 3")
MERGE = ThemeDecision(decision="merge", code="pain", utterances=("P1-0001", "P2-0001"))
RENAME = ThemeDecision(decision="rename", code="pain", utterances=("P1-0001",), label="Blind")

DECISIONS = st.lists(
    st.builds(
        Decision,
        utterance=st.sampled_from(["P1-0001", "P1-0002"]),
        code=st.sampled_from(["pain", "goal"]),
        decision=st.sampled_from(["accept", "reject"]),
        coder=st.sampled_from(["Ada", "Bo"]),
        settles=st.booleans(),
        note=st.text(max_size=3),
        place=st.sampled_from(["line 2", "line 3"]),
    ),
    max_size=6,
)
THEME_DECISIONS = st.lists(st.sampled_from([MERGE, RENAME, replace(MERGE, note="x")]), max_size=5)
STATES = st.builds(
    State, decisions=DECISIONS.map(tuple), theme_decisions=THEME_DECISIONS.map(tuple)
)


def told(state: State) -> tuple[list[str], list[ThemeDecision]]:
    """Return a state without places, decisions on codings in no order."""
    codings = sorted(repr(replace(each, place="")) for each in state.decisions)
    return codings, [replace(each, place="") for each in state.theme_decisions]


class TestReplay:
    """
    Replaying the trail gives the state.
    """

    @given(states=st.lists(STATES, max_size=4))
    @settings(max_examples=150, deadline=None)
    def test_any_history(self, states: list[State]) -> None:
        """
        However files of decisions change, the trail replayed is what they say last.
        """
        trail: list[Entry] = []
        for state in states:
            trail += entries_between(replay(trail), state, time=TIME)

            assert told(replay(trail)) == told(state)

    @given(state=STATES)
    @settings(max_examples=50, deadline=None)
    def test_nothing_new(self, state: State) -> None:
        """
        What is unchanged is not noted again.
        """
        trail = entries_between(State(), state, time=TIME)

        assert entries_between(replay(trail), state, time=TIME) == ()

    def test_withdrawn_twice(self) -> None:
        """
        Taking back what does not hold takes nothing away.
        """
        (made,) = entries_between(State(), State(decisions=(PAIN,)), time=TIME)
        back = replace(made, withdrawn=True)

        assert replay([back, made, back, back]) == State()


class TestRecord:
    """
    Noting in the folder of a study.
    """

    def test_changes(self, tmp_path: Path) -> None:
        """
        New decisions are noted with who and why; one that is gone is noted as taken back.
        """
        record(tmp_path, decisions=[PAIN, GOAL], theme_decisions=[MERGE], time=TIME)
        record(
            tmp_path, decisions=[replace(PAIN, note="again")], theme_decisions=[MERGE], time=TIME
        )

        entries = read_trail(tmp_path / TRAIL_FILE).entries

        assert [(e.who, e.what, e.withdrawn, e.why) for e in entries] == [
            ("Ada", "accept", False, ""),
            ("Bo", "reject", False, ""),
            ("researcher", "merge", False, ""),
            ("Ada", "accept", True, ""),
            ("Bo", "reject", True, ""),
            ("Ada", "accept", False, "again"),
        ]
        assert history_of_utterance(entries, "P2-0001") == (entries[2],)

    def test_not_looked_at(self, tmp_path: Path) -> None:
        """
        Decisions that nobody looked at stay as they are in the trail.
        """
        record(tmp_path, decisions=[PAIN], theme_decisions=[], time=TIME)
        noted = record(tmp_path, theme_decisions=[MERGE], time=TIME)

        assert [entry.what for entry in noted] == ["merge"]
        state = replay(read_trail(tmp_path / TRAIL_FILE).entries)
        assert state.decisions == (replace(PAIN, place=""),)

    def test_order_of_themes(self, tmp_path: Path) -> None:
        """
        Decisions on themes act one after the other, so another order is noted.
        """
        record(tmp_path, theme_decisions=[MERGE, RENAME], time=TIME)
        noted = record(tmp_path, theme_decisions=[RENAME, MERGE], time=TIME)

        assert [(entry.what, entry.withdrawn) for entry in noted] == [
            ("rename", True), ("merge", True), ("rename", False), ("merge", False),
        ]  # fmt: skip
