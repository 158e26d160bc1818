"""Decisions about themes: read whole, and known by utterances, however themes are numbered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.errors import DecisionError
from interview_coder.findings import ThemeDecided, ThemeDecision
from interview_coder.themes import check_theme_decisions, read_theme_decisions
from interview_coder.themes.decisions import COLUMNS, Decided, decide
from tests.notation import write_folder

HEADER = ",".join(COLUMNS)
CODES = ("pain", "goal")


def read(folder: Path, content: str | bytes) -> tuple[ThemeDecision, ...]:
    """
    Read `content` as a file of decisions about themes.
    """
    write_folder(folder, {"theme_decisions.csv": content})
    return read_theme_decisions(folder / "theme_decisions.csv")


def faults_of(folder: Path, *rows: str) -> tuple[str, ...]:
    """
    Return what is wrong with rows below the usual header.
    """
    with pytest.raises(DecisionError) as caught:
        read(folder, "\n".join([HEADER, *rows]))
    assert caught.value.path == folder / "theme_decisions.csv"
    return caught.value.faults


def decision(
    decided: ThemeDecided,
    utterances: str,
    *,
    to: str = "",
    label: str = "",
    code: str = "pain",
    coder: str = "Kim",
    place: str = "line 2",
) -> ThemeDecision:
    """
    Build a decision: an utterance a letter.
    """
    return ThemeDecision(
        decision=decided,
        code=code,
        utterances=tuple(utterances),
        to=tuple(to),
        label=label,
        coder=coder,
        place=place,
    )


def decided_on(themes: str, *decisions: ThemeDecision) -> Decided:
    """
    Decide on themes in short notation: `abc de f` are three, their utterances in this order.
    """
    ids = [letter for letter in themes if letter != " "]
    numbers = [number for number, theme in enumerate(themes.split()) for _ in theme]
    return decide(np.array(numbers, dtype=np.int64), ids, decisions)


def told(themes: str, decided: Decided) -> str:
    """
    Return the themes in short notation again, in the order of their numbers.
    """
    ids = [letter for letter in themes if letter != " "]
    n = int(decided.labels.max(initial=-1)) + 1
    return " ".join(
        "".join(id_ for id_, label in zip(ids, decided.labels, strict=True) if label == number)
        for number in range(n)
    )


def outcome(themes: str, *decisions: ThemeDecision) -> str:
    """
    Return the themes after decisions, in short notation.
    """
    return told(themes, decided_on(themes, *decisions))


def name_of(themes: str, utterance: str, *decisions: ThemeDecision) -> str:
    """
    Return what people call the theme of an utterance; empty if nothing.
    """
    ids = [letter for letter in themes if letter != " "]
    found = decided_on(themes, *decisions)
    named = found.names.get(int(found.labels[ids.index(utterance)]))
    return named.label if named else ""


class TestReadThemeDecisions:
    """
    Decisions are read from whatever a spreadsheet saves; what cannot be understood is told.
    """

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(
                "decision,code,utterances,label\nmerge,pain,P1-1;P2-1,slow\n", id="commas"
            ),
            pytest.param(
                'decision;code;utterances;label\nmerge;pain;"P1-1;P2-1";slow\n', id="semicolons"
            ),
            pytest.param(
                "decision\tcode\tutterances\tlabel\nmerge\tpain\tP1-1;P2-1\tslow\n", id="tabs"
            ),
            pytest.param(
                '\ufeffdecision;code;utterances;label\r\nmerge;pain;"P1-1;P2-1";slow\r\n',
                id="as Excel saves it",
            ),
            pytest.param(
                "decision\tcode\tutterances\tlabel\nmerge\tpain\tP1-1;P2-1\tslow\n".encode(
                    "utf-16"
                ),
                id="UTF-16",
            ),
            pytest.param(
                "label,utterances,code,decision\nslow,P1-1;P2-1,pain,merge\n", id="other order"
            ),
            pytest.param(
                "decision,code,utterances,label\n MERGE , pain, P1-1 ; P2-1 ;; P1-1 ; , slow \n",
                id="blanks, capitals, twice named",
            ),
            pytest.param("decision,code,utterances,label\nmerge,pain,P1-1;P2-1,slow", id="no end"),
            pytest.param(
                'decision,code,mine,utterances,label\nmerge,pain,"a,\nb",P1-1;P2-1,slow\n',
                id="columns of their own",
            ),
        ],
    )
    def test_ways_to_save(self, tmp_path: Path, content: str | bytes) -> None:
        """
        However the file was saved, the decision in it is the same.
        """
        (found,) = read(tmp_path, content)

        assert (found.decision, found.code, found.label) == ("merge", "pain", "slow")
        assert found.utterances == ("P1-1", "P2-1")
        assert (found.to, found.coder, found.note) == ((), "researcher", "")

    def test_every_column(self, tmp_path: Path) -> None:
        """
        Each attribute comes from the column of its name, the place from the line.
        """
        (found, second) = read(
            tmp_path,
            f"{HEADER}\nmove,goal,a;b,c;d,,Mo,see memo\n,,,,,,\nrename,goal,a,,fast,Kim,\n",
        )

        assert found == ThemeDecision(
            decision="move",
            code="goal",
            utterances=("a", "b"),
            to=("c", "d"),
            coder="Mo",
            note="see memo",
            place="line 2",
        )
        assert (second.label, second.place) == ("fast", "line 4")

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            pytest.param(
                "join,pain,a,,,,",
                "decision 'join' is not one of merge, split, move, rename",
                id="unknown word",
            ),
            pytest.param(",pain,a,,,,", "decision '' is not one of", id="no word"),
            pytest.param("merge,,a,,,,", "no code named", id="no code"),
            pytest.param("merge,pain,,,,,", "no utterance named", id="no utterance"),
            pytest.param("merge,pain, ; ,,,,", "no utterance named", id="separators alone"),
            pytest.param(
                "move,pain,a,,,,", "move needs utterances of the theme", id="move nowhere"
            ),
            pytest.param("move,pain,a,b,slow,,", "move goes with no label", id="move and call"),
            pytest.param("rename,pain,a,,,,", "rename needs a label", id="rename to nothing"),
            pytest.param("split,pain,a,b,,,", "split goes with nothing in", id="split to"),
            pytest.param("merge,pain,a,b,,,", "merge goes with nothing in", id="merge to"),
            pytest.param("rename,pain,a,b,x,,", "rename goes with nothing in", id="rename to"),
            pytest.param("split,pain,a,,,Machine,", "decided by 'Machine'", id="by the machine"),
            pytest.param(
                "merge,pain,a,,slow, late,Kim,so", "more cells than the header has", id="surplus"
            ),
        ],
    )
    def test_bad_row(self, tmp_path: Path, row: str, fault: str) -> None:
        """
        A row that cannot be understood is told with its line and what would be right.
        """
        (found,) = faults_of(tmp_path, "split,goal,x,,,,", row, "split,goal,y,,,,")

        assert found.startswith(f"line 3: {fault}")

    def test_all_at_once(self, tmp_path: Path) -> None:
        """
        Every fault of every row is told in one go, in the order of the file.
        """
        rows = ["join,pain,a,,,,", "split,pain,a,,,,", "rename,,,,,,", "a,b,c,d,e,f,g,h"]

        faults = faults_of(tmp_path, *rows)

        assert [fault.split(":")[0] for fault in faults] == [
            "line 2",
            *["line 4"] * 3,
            "line 5",
        ]

    @pytest.mark.parametrize("content", [f"{HEADER}\n", HEADER, f"{HEADER}\n,,,,,,\n\n"])
    def test_nothing_decided(self, tmp_path: Path, content: str) -> None:
        """
        A file in which nobody decided anything holds no decisions, and is no fault.
        """
        assert read(tmp_path, content) == ()

    def test_empty_file(self, tmp_path: Path) -> None:
        """
        A file without even a header is told as one that lacks the columns.
        """
        with pytest.raises(DecisionError) as caught:
            read(tmp_path, "")

        (fault,) = caught.value.faults
        assert fault.startswith("line 1: no column 'decision', 'code', 'utterances'")

    def test_latin_1(self, tmp_path: Path) -> None:
        """
        Bytes that are no text are told with their line, and how to save the file instead.
        """
        content = f"{HEADER}\nsplit,pain,a,,,,\nrename,pain,a,,d\xe9but,,\n".encode("latin-1")

        with pytest.raises(DecisionError) as caught:
            read(tmp_path, content)

        (fault,) = caught.value.faults
        assert fault.startswith("line 3: byte 0xe9 is no UTF-8")
        assert "save the file as UTF-8" in fault


class TestCheckThemeDecisions:
    """
    A decision about utterances or codes that are not there MUST be told.
    """

    def test_all_at_once(self) -> None:
        """
        Unknown codes and utterances, those to move to as well, are told with their lines together.
        """
        decisions = [
            decision("split", "a"),
            decision("split", "a", code="pian", place="line 3"),
            decision("move", "ax", to="yb", place="line 4"),
            decision("rename", "a", place="line 5"),
        ]

        with pytest.raises(DecisionError) as caught:
            check_theme_decisions(decisions, utterances="abc", codes=CODES, path="here.csv")

        assert caught.value.path == Path("here.csv")
        assert caught.value.faults == (
            "line 3: unknown code 'pian'; the codebook has pain, goal",
            "line 4: no utterance 'x' in this study",
            "line 4: no utterance 'y' in this study",
            "line 5: rename needs a label",
        )

    def test_good_ones(self) -> None:
        """
        Decisions that fit come back as they were given, in their order.
        """
        decisions = (decision("move", "b", to="a"), decision("rename", "a", label="slow"))

        found = check_theme_decisions(iter(decisions), utterances="abc", codes=CODES)

        assert found == decisions

    def test_made_in_a_program(self) -> None:
        """
        A decision that was read from no file is told without a place.
        """
        wrong = decision("split", "x", place="")

        with pytest.raises(DecisionError, match=r"^theme_decisions\.csv: no utterance 'x'"):
            check_theme_decisions([wrong], utterances="abc", codes=CODES)


class TestDecide:
    """
    Themes are merged, split, moved and renamed as people decided, one decision after the other.
    """

    @pytest.mark.parametrize(
        ("themes", "decided", "expected"),
        [
            pytest.param("abc de f", decision("merge", "abcde"), "abcde f", id="merge"),
            pytest.param("abc de f", decision("merge", "def"), "abc def", id="merge-the-last"),
            pytest.param("abc de f", decision("merge", "abcdef"), "abcdef", id="merge-all"),
            pytest.param("abc de f", decision("split", "bc"), "a bc de f", id="split"),
            pytest.param("abc de f", decision("split", "cd"), "ab cd e f", id="split-two-themes"),
            pytest.param("abc de f", decision("split", "de"), "abc de f", id="split-a-whole"),
            pytest.param("abc de f", decision("move", "c", to="de"), "ab cde f", id="move"),
            pytest.param("abc de f", decision("move", "f", to="e"), "abc def", id="move-the-last"),
            pytest.param(
                "abc de f", decision("move", "f", to="ade"), "abc def", id="move-to-most-of-them"
            ),
            pytest.param("abc de f", decision("move", "a", to="b"), "abc de f", id="move-home"),
            pytest.param("abc de f", decision("rename", "de", label="x"), "abc de f", id="rename"),
        ],
    )
    def test_operation(self, themes: str, decided: ThemeDecision, expected: str) -> None:
        """
        Each operation does what its word says, and leaves the other themes alone.
        """
        assert outcome(themes, decided) == expected
        assert decided_on(themes, decided).notes == ()

    def test_the_given_labels_stay(self) -> None:
        """
        What the machine found is not changed behind its back.
        """
        labels = np.array([0, 0, 1])

        decide(labels, ["a", "b", "c"], [decision("merge", "abc")])

        assert labels.tolist() == [0, 0, 1]

    def test_no_decisions(self) -> None:
        """
        Without decisions the themes are the machine's, and nobody called them anything.
        """
        found = decided_on("abc de f")

        assert (told("abc de f", found), found.names, found.notes) == ("abc de f", {}, ())

    @settings(max_examples=100, deadline=None)
    @given(data=st.data(), labels=st.lists(st.integers(0, 4), max_size=9))
    def test_nobody_is_lost(self, data: st.DataObject, labels: list[int]) -> None:
        """
        Whatever is decided, every utterance is in one theme, numbers have no gap, and names and
        notes are of decisions that were made.
        """
        some = st.builds(
            decision,
            st.sampled_from(["merge", "split", "move", "rename"]),
            st.text("abcdefghixyz", min_size=1, max_size=6),
            to=st.text("abcdefghixyz", min_size=1, max_size=3),
            label=st.sampled_from(["slow", "late"]),
        )
        decisions = data.draw(st.lists(some, max_size=6))

        found = decide(np.array(labels, dtype=np.int64), "abcdefghi"[: len(labels)], decisions)

        assert len(found.labels) == len(labels)
        numbers = set(found.labels.tolist())
        assert numbers == set(range(len(numbers)))
        assert found.names.keys() <= numbers
        assert set(found.names.values()) <= set(decisions)


class TestNames:
    """
    A name is that of the theme that shares half of what the decision named.
    """

    @pytest.mark.parametrize("decided", ["merge", "split"])
    def test_merge_and_split_can_name(self, decided: ThemeDecided) -> None:
        """
        What becomes a theme by decision can be called something in the same row.
        """
        assert name_of("abc de f", "a", decision(decided, "abcde", label="slow")) == "slow"
        assert name_of("abc de f", "f", decision(decided, "abcde", label="slow")) == ""

    @pytest.mark.parametrize(
        ("themes", "expected"),
        [
            pytest.param("abcd ef", "slow", id="unchanged"),
            pytest.param("abcdghij ef", "slow", id="twice-as-large"),
            pytest.param("abcdghijk ef", "", id="more-than-twice"),
            pytest.param("ab cd ef", "slow", id="halved"),
            pytest.param("a b c d ef", "", id="fallen-apart"),
            pytest.param("abefgh cd", "slow", id="the-better-part"),
        ],
    )
    def test_half(self, themes: str, expected: str) -> None:
        """
        From half in common a theme is known again, otherwise the name is set aside and told.
        """
        renamed = decision("rename", "abcd", label="slow", place="line 7")

        found = decided_on(themes, renamed)

        assert [name.label for name in found.names.values()] == ([expected] if expected else [])
        assert bool(found.notes) is not bool(expected)

    def test_later_names_win(self) -> None:
        """
        Of two names of one theme the later row's is taken, of two themes both.
        """
        rows = [
            decision("rename", "abc", label="slow", coder="Kim"),
            decision("rename", "de", label="dear", coder="Kim"),
            decision("rename", "ab", label="late", coder="Mo"),
        ]

        found = decided_on("abc de f", *rows)

        assert {number: (d.label, d.coder) for number, d in found.names.items()} == {
            0: ("late", "Mo"),
            1: ("dear", "Kim"),
        }


class TestOrderOfDecisions:
    """
    Decisions are taken in the order of their rows; a later one acts on what earlier ones left.
    """

    @pytest.mark.parametrize(
        ("decisions", "expected"),
        [
            pytest.param(
                [decision("merge", "abcde"), decision("split", "bd")], "ace bd f", id="merge-split"
            ),
            pytest.param(
                [decision("split", "bd"), decision("merge", "abcde")], "abcde f", id="split-merge"
            ),
            pytest.param(
                [decision("move", "c", to="d"), decision("move", "c", to="f")],
                "ab cf de",
                id="moved-twice",
            ),
            pytest.param(
                [decision("split", "c"), decision("move", "f", to="c")],
                "ab cf de",
                id="to-a-new-one",
            ),
        ],
    )
    def test_later_decisions_win(self, decisions: Sequence[ThemeDecision], expected: str) -> None:
        """
        Where two rows are about the same utterances, the later one has the last word.
        """
        assert outcome("abc de f", *decisions) == expected


class TestAnotherRun:
    """
    A theme is known by its utterances: decisions hold when interviews were added.
    """

    def test_numbers_change_the_name_stays(self) -> None:
        """
        A theme that comes later in the next run, and has grown, keeps its name.
        """
        renamed = decision("rename", "de", label="dear")

        assert name_of("abc de f", "d", renamed) == "dear"
        assert name_of("xyz abc f dew", "d", renamed) == "dear"
        assert name_of("xyz abc f dew", "a", renamed) == ""

    @pytest.mark.parametrize(
        ("themes", "expected"),
        [
            pytest.param("abcn de f", "abcnde f", id="joined-the-first"),
            pytest.param("abc den f", "abcden f", id="joined-the-second"),
            pytest.param("abc de f n", "abcde f n", id="joined-none"),
            pytest.param("nde f abc", "ndeabc f", id="other-order"),
            pytest.param("abcde f", "abcde f", id="merged-already"),
            pytest.param("abcdenopqrst f", "abcdenopqrst f", id="merged-into-a-wide-theme"),
        ],
    )
    def test_merge_with_a_new_coding(self, themes: str, expected: str) -> None:
        """
        A new coding that joined one of two merged themes goes along with it.
        """
        assert outcome(themes, decision("merge", "abcde")) == expected

    @pytest.mark.parametrize("themes", ["anopq bc de", "bc de anopq", "nopqa de bc"])
    def test_merge_spares_other_themes(self, themes: str) -> None:
        """
        A theme that is not mostly in what was merged stays apart, wherever its utterances stand.
        """
        found = decided_on(themes, decision("merge", "abcde"))

        groups = {frozenset(theme) for theme in told(themes, found).split()}
        assert groups == {frozenset("abcde"), frozenset("nopq")}

    def test_split_with_a_new_coding(self) -> None:
        """
        What was split off stays so, a new coding is where the machine puts it.
        """
        assert outcome("abcn de f", decision("split", "bc")) == "an bc de f"

    def test_utterances_that_lost_the_code(self) -> None:
        """
        Utterances that no longer carry the code are passed over as long as others do.
        """
        assert outcome("ab e f", decision("merge", "abcde")) == "abe f"
        assert decided_on("ab e f", decision("merge", "abcde")).notes == ()

    @pytest.mark.parametrize(
        ("decided", "why"),
        [
            pytest.param(decision("merge", "xy"), "no longer carry the code", id="merge"),
            pytest.param(decision("split", "xy"), "no longer carry the code", id="split"),
            pytest.param(decision("move", "x", to="a"), "no longer carry the code", id="move"),
            pytest.param(decision("move", "a", to="xy"), "no longer carry the code", id="move-to"),
            pytest.param(
                decision("rename", "xy", label="slow"), "no theme shares half", id="rename"
            ),
            pytest.param(
                decision("merge", "xy", label="slow"), "no longer carry the code", id="merge-name"
            ),
        ],
    )
    @pytest.mark.parametrize("themes", ["abc de f", ""], ids=["others", "no-coding"])
    def test_set_aside(self, themes: str, decided: ThemeDecision, why: str) -> None:
        """
        A decision that finds nothing to act on changes nothing and is told once: who, where, why.
        """
        found = decided_on(themes, decided)

        assert told(themes, found) == themes
        (note,) = found.notes
        assert note.startswith(
            f"theme_decisions.csv: line 2: {decided.decision} in pain by Kim was set aside: "
        )
        assert why in note
