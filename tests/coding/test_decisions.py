"""Decisions of people: read from whatever a spreadsheet saves, checked whole, never guessed."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.coding.decisions import (
    SOMEBODY,
    Decisions,
    check_decisions,
    decisions_of,
    read_decisions,
)
from interview_coder.errors import DecisionError
from interview_coder.findings import Decided, Decision
from interview_coder.segmentation import segment_study
from interview_coder.tabular import to_csv
from tests.notation import study_of, talk, write_folder

STUDY = study_of(
    talk("I: How is it? | P1: It is slow today. I gave up on it last week. | I: So? | P1: I wait.")
)
UTTERANCES = segment_study(STUDY)
FIRST, SECOND, THIRD = (utterance.id for utterance in UTTERANCES)
CODES = ("pain", "goal", "trigger")
HEADER = "utterance,code,decision,new_code,decided_by,note"


def read(folder: Path, content: str | bytes) -> tuple[Decision, ...]:
    """
    Read `content` as a file of decisions.
    """
    return read_decisions(write_folder(folder, {"corrections.csv": content}) / "corrections.csv")


def check(*decisions: Decision) -> Decisions:
    """
    Check decisions about the study above.
    """
    return check_decisions(decisions, study=STUDY, utterances=UTTERANCES, codes=CODES)


def faults_of(*decisions: Decision) -> tuple[str, ...]:
    """
    Return what is wrong with decisions about the study above.
    """
    with pytest.raises(DecisionError) as caught:
        check(*decisions)
    return caught.value.faults


def decision(
    decided: Decided,
    code: str = "pain",
    *,
    utterance: str = FIRST,
    new_code: str = "",
    coder: str = "Kim",
    place: str = "line 2",
) -> Decision:
    """
    Build a decision that was read from a file.
    """
    return Decision(
        utterance=utterance,
        code=code,
        decision=decided,
        new_code=new_code,
        coder=coder,
        place=place,
    )


class TestReadDecisions:
    """
    Decisions are read from whatever a spreadsheet saves; rows without one are passed over.
    """

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param("utterance,code,decision,note\nP1-0001,pain,accept,so\n", id="commas"),
            pytest.param("utterance;code;decision;note\nP1-0001;pain;accept;so\n", id="semicolons"),
            pytest.param("utterance\tcode\tdecision\tnote\nP1-0001\tpain\taccept\tso\n", id="tabs"),
            pytest.param(
                "utterance,code,decision,note\r\nP1-0001,pain,accept,so\r\n", id="Windows line ends"
            ),
            pytest.param(
                "\ufeffutterance;code;decision;note\r\nP1-0001;pain;accept;so\r\n",
                id="as Excel saves it",
            ),
            pytest.param(
                "utterance\tcode\tdecision\tnote\nP1-0001\tpain\taccept\tso\n".encode("utf-16"),
                id="UTF-16",
            ),
            pytest.param(
                "note,decision,code,utterance\nso,accept,pain,P1-0001\n", id="other order"
            ),
            pytest.param(
                "utterance,code,decision,note\n P1-0001 , pain, ACCEPT ,so \n",
                id="blanks and capitals",
            ),
            pytest.param(
                'utterance,code,mine,decision,note\nP1-0001,pain,"a,\nb",accept,so\n',
                id="columns of their own",
            ),
            pytest.param("utterance,code,decision,note\nP1-0001,pain,accept,so", id="no last end"),
        ],
    )
    def test_ways_to_save(self, tmp_path: Path, content: str | bytes) -> None:
        """
        However the file was saved, the decision in it is the same.
        """
        (found,) = read(tmp_path, content)

        assert (found.utterance, found.code, found.decision) == ("P1-0001", "pain", "accept")
        assert (found.note, found.coder) == ("so", SOMEBODY)

    def test_every_column(self, tmp_path: Path) -> None:
        """
        Code that fits, person, place, words and hash come from the columns of their names.
        """
        header = (
            "utterance,start,end,text,code,decision,new_code,decided_by,note,transcript_hash,coder"
        )
        row = 'P1-0001,19,36," It is\nslow ",pain,recode,goal,Kim,why,ab12,machine'

        (found,) = read(tmp_path, f"{header}\n{row}\n")

        assert found == Decision(
            utterance="P1-0001",
            code="pain",
            decision="recode",
            new_code="goal",
            coder="Kim",
            text=" It is\nslow ",
            start=19,
            end=36,
            text_hash="ab12",
            note="why",
            place=found.place,
        )

    def test_undecided_rows(self, tmp_path: Path) -> None:
        """
        Rows without a decision are passed over, whatever else stands in them.
        """
        rows = ["P1-0001,pain,,,,", "x,y,  ,,,", "P1-0002,goal,reject,,Kim,", "", ",,,,,"]

        found = read(tmp_path, "\n".join([HEADER, *rows]))

        assert [(d.utterance, d.decision, d.place) for d in found] == [
            ("P1-0002", "reject", "line 4")
        ]

    @pytest.mark.parametrize("content", [f"{HEADER}\n", f"{HEADER}\nP1-0001,pain,,,,\n"])
    def test_nothing_decided(self, tmp_path: Path, content: str) -> None:
        """
        A file in which nobody decided anything holds no decisions, and is no fault.
        """
        assert read(tmp_path, content) == ()

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            pytest.param(
                "P1-0001,pain,acept,,,",
                "decision 'acept' is not one of accept, reject, recode, add",
                id="unknown word",
            ),
            pytest.param(",pain,accept,,,", "no utterance named", id="no utterance"),
            pytest.param(
                "P1-0001,pain,recode,,,",
                "recode needs the code that fits, in the column new_code",
                id="recode to nothing",
            ),
            pytest.param(
                "P1-0001,,recode,goal,,", "recode needs the code it is about", id="recode nothing"
            ),
            pytest.param("P1-0001,,reject,,,", "reject needs the code", id="reject nothing"),
            pytest.param("P1-0001,,add,,,", "add needs the code", id="add nothing"),
            pytest.param(
                "P1-0001,pain,accept,goal,,",
                "accept goes with no new_code",
                id="accept for another",
            ),
            pytest.param(
                "P1-0001,pain,reject,goal,,",
                "reject goes with no new_code",
                id="reject for another",
            ),
            pytest.param(
                "P1-0001,pain,accept,,Machine,",
                "decided by 'Machine', the name of the machine coder",
                id="by the machine",
            ),
            pytest.param(
                "P1-0001,pain,accept,,Kim,slow, and dear",
                "more cells than the header has columns",
                id="note with a comma",
            ),
            pytest.param(
                "P1-0001,pain,,,Kim,slow, and dear",
                "more cells than the header has columns",
                id="undecided with a comma",
            ),
        ],
    )
    def test_bad_row(self, tmp_path: Path, row: str, fault: str) -> None:
        """
        A row that cannot be understood is told with its line and what would be right.
        """
        with pytest.raises(DecisionError) as caught:
            read(tmp_path, f"{HEADER}\nP1-0002,pain,accept,,,\n{row}\n")

        (told,) = caught.value.faults
        assert told.startswith(f"line 3: {fault}")
        assert caught.value.path == tmp_path / "corrections.csv"

    @pytest.mark.parametrize("number", ["12.5", "-1", "twelve"])
    @pytest.mark.parametrize("column", ["start", "end"])
    def test_bad_number(self, tmp_path: Path, column: str, number: str) -> None:
        """
        A place that is no whole number is told by its column.
        """
        content = f"utterance,code,decision,{column}\nP1-0001,pain,accept,{number}\n"

        with pytest.raises(DecisionError, match=rf"line 2: {column} '{number}' is no whole number"):
            read(tmp_path, content)

    def test_all_at_once(self, tmp_path: Path) -> None:
        """
        Every bad row is told in one go, in the order of the file.
        """
        rows = ["P1-0001,pain,yes,,,", "P1-0001,pain,accept,,,", ",,recode,,,", "a,,reject,,,"]

        with pytest.raises(DecisionError) as caught:
            read(tmp_path, "\n".join([HEADER, *rows]))

        lines = [fault.split(":")[0] for fault in caught.value.faults]
        assert lines == ["line 2", "line 4", "line 5"]

    @pytest.mark.parametrize(
        ("header", "missing"),
        [
            pytest.param("utterance,code", "'decision'", id="decision"),
            pytest.param("code,decision", "'utterance'", id="utterance"),
            pytest.param("utterance,decision", "'code'", id="code"),
            pytest.param("id,Code,Decision", "'utterance', 'code', 'decision'", id="all"),
            pytest.param("", "'utterance', 'code', 'decision'", id="empty file"),
        ],
    )
    def test_missing_columns(self, tmp_path: Path, header: str, missing: str) -> None:
        """
        Columns that are not there are named, with those that were found.
        """
        with pytest.raises(DecisionError) as caught:
            read(tmp_path, f"{header}\nP1-0001,pain\n" if header else "")

        assert caught.value.faults == (f"line 1: no column {missing}; found: {header}",)

    def test_wrong_encoding(self, tmp_path: Path) -> None:
        """
        Bytes that are no text are told with their line, and how to save the file instead.
        """
        content = f"{HEADER}\nP1-0001,pain,accept,,,\nP1-0002,pain,accept,,Ren\xe9,\n".encode(
            "cp1252"
        )

        with pytest.raises(DecisionError) as caught:
            read(tmp_path, content)

        assert caught.value.faults[0].startswith("line 3: byte 0xe9 is no UTF-8")
        assert "save the file as UTF-8" in str(caught.value)

    @pytest.mark.parametrize("name", ["nowhere.csv", "."])
    def test_no_file(self, tmp_path: Path, name: str) -> None:
        """
        A file that is not there is told as such.
        """
        with pytest.raises(DecisionError, match="there is no such file"):
            read_decisions(tmp_path / name)


class TestVerdicts:
    """
    A decision says of a code, or of all, whether it fits.
    """

    @pytest.mark.parametrize(
        ("given", "fits"),
        [
            pytest.param(decision("accept"), {"pain": True}, id="accept"),
            pytest.param(decision("add", "goal"), {"goal": True}, id="add"),
            pytest.param(decision("reject"), {"pain": False}, id="reject"),
            pytest.param(
                decision("recode", new_code="goal"), {"pain": False, "goal": True}, id="recode"
            ),
            pytest.param(
                decision("accept", ""), dict.fromkeys(CODES, False), id="accept without a code"
            ),
        ],
    )
    def test_what_is_said(self, given: Decision, fits: dict[str, bool]) -> None:
        """
        Each kind of decision says of the codes it is about that they fit, or that they do not.
        """
        checked = check(given)

        assert {key: v.fits for key, v in checked.verdicts.items()} == {
            (FIRST, code): value for code, value in fits.items()
        }
        assert {v.coders for v in checked.verdicts.values()} == {("Kim",)}
        assert checked.reviewed == {FIRST}
        assert checked.all == (given,)

    def test_two_who_agree(self) -> None:
        """
        People who agree are all named, in the order of names, each once.
        """
        checked = check(
            decision("accept", coder="Mo"),
            decision("add", coder="Kim"),
            decision("accept", coder="Mo"),
        )

        assert checked.verdicts[FIRST, "pain"].coders == ("Kim", "Mo")

    def test_agreeing_in_other_words(self) -> None:
        """
        Who recodes and who adds the same code, and who takes all away and rejects one, agree.
        """
        checked = check(
            decision("recode", new_code="goal", coder="Kim"),
            decision("add", "goal", coder="Mo"),
            decision("accept", "", utterance=SECOND, coder="Kim"),
            decision("reject", utterance=SECOND, coder="Mo"),
        )

        assert checked.verdicts[FIRST, "goal"] == (True, ("Kim", "Mo"))
        assert checked.verdicts[FIRST, "pain"] == (False, ("Kim",))
        assert checked.verdicts[SECOND, "pain"] == (False, ("Kim", "Mo"))
        assert checked.verdicts[SECOND, "goal"] == (False, ("Kim",))

    def test_nobody_decided(self) -> None:
        """
        No decisions say nothing.
        """
        checked = check()

        assert (checked.all, checked.verdicts, checked.reviewed) == ((), {}, frozenset())

    @settings(max_examples=60, deadline=None)
    @given(data=st.data())
    def test_order_of_rows(self, data: st.DataObject) -> None:
        """
        In whatever order decisions stand, they say the same, or the same is wrong with them.
        """
        some = st.builds(
            decision,
            st.sampled_from(["accept", "reject", "add"]),
            st.sampled_from(CODES),
            utterance=st.sampled_from([FIRST, SECOND, THIRD]),
            coder=st.sampled_from(["Kim", "Mo"]),
        )
        decisions = data.draw(st.lists(some, max_size=6))
        shuffled = data.draw(st.permutations(decisions))

        assert outcome(decisions) == outcome(shuffled)


def outcome(decisions: Sequence[Decision]) -> object:
    """
    Return what decisions say; where they contradict each other, about what.
    """
    try:
        checked = check(*decisions)
    except DecisionError as error:
        return sorted(fault.split(":")[0] for fault in error.faults)
    return checked.verdicts, checked.reviewed


TEXT_HASH = STUDY.transcripts[0].text_hash


def told(
    *,
    utterance: str = FIRST,
    text: str = "",
    start: int | None = None,
    end: int | None = None,
    text_hash: str = "",
) -> Decision:
    """
    Build a decision that says what it was decided on.
    """
    return Decision(
        utterance=utterance,
        code="pain",
        decision="accept",
        text=text,
        start=start,
        end=end,
        text_hash=text_hash,
        place="line 2",
    )


class TestCheckDecisions:
    """
    A decision about another text or code, or against another decision, MUST be told.
    """

    @pytest.mark.parametrize(
        ("wrong", "fault"),
        [
            pytest.param(
                decision("accept", "pian"),
                "unknown code 'pian'; the codebook has pain, goal, trigger",
                id="code",
            ),
            pytest.param(
                decision("recode", new_code="gaol"), "unknown code 'gaol'", id="code that fits"
            ),
            pytest.param(
                decision("recode", new_code="pain"), "recodes 'pain' to itself", id="to itself"
            ),
            pytest.param(
                told(utterance="P9-0001"), "no utterance 'P9-0001' in this study", id="utterance"
            ),
            pytest.param(
                told(utterance="P9-0001", text="I wait."),
                f"no utterance 'P9-0001' in this study; these words are now {THIRD!r}",
                id="utterance of another name",
            ),
            pytest.param(
                told(text="It is fast today."),
                f"{FIRST!r} was 'It is fast today.' when this was decided, "
                "it is now 'It is slow today.'",
                id="text",
            ),
            pytest.param(
                told(text_hash="0" * 64), "was decided on another text of P1.txt", id="hash"
            ),
            pytest.param(
                told(start=UTTERANCES[0].span.start + 1, end=UTTERANCES[0].span.end),
                f"{FIRST!r} stood at {UTTERANCES[0].span.start + 1}–{UTTERANCES[0].span.end} when",
                id="start",
            ),
            pytest.param(told(end=7), f"{FIRST!r} stood at None–7 when", id="end"),
            pytest.param(told(start=0), f"{FIRST!r} stood at 0–None when", id="start at nought"),
        ],
    )
    def test_fault(self, wrong: Decision, fault: str) -> None:
        """
        What a decision is about MUST be there as it was; what is wrong is told with its line.
        """
        (found,) = faults_of(wrong)

        assert found.startswith(f"line 2: {fault}")

    @pytest.mark.parametrize(
        "right",
        [
            pytest.param(told(), id="only what is needed"),
            pytest.param(told(text="It is slow today."), id="words"),
            pytest.param(told(text="It is\nslow  today."), id="words with other white space"),
            pytest.param(told(text_hash=TEXT_HASH), id="hash"),
            pytest.param(
                told(start=UTTERANCES[0].span.start, end=UTTERANCES[0].span.end), id="place"
            ),
        ],
    )
    def test_fits(self, right: Decision) -> None:
        """
        A decision that says where it was made, and fits, stands.
        """
        assert check(right).verdicts[FIRST, "pain"].fits

    @pytest.mark.parametrize(
        ("decisions", "about"),
        [
            pytest.param([("accept", "pain", ""), ("reject", "pain", "")], ["pain"], id="accept"),
            pytest.param([("add", "goal", ""), ("accept", "", "")], ["goal"], id="all taken away"),
            pytest.param(
                [("recode", "pain", "goal"), ("recode", "goal", "pain")],
                ["goal", "pain"],
                id="recoded crosswise",
            ),
            pytest.param(
                [("recode", "pain", "goal"), ("accept", "pain", "")], ["pain"], id="recode, accept"
            ),
        ],
    )
    @pytest.mark.parametrize("coders", [("Kim", "Mo"), ("Kim", "Kim")], ids=["two", "one"])
    def test_contradiction(
        self,
        decisions: list[tuple[Decided, str, str]],
        about: list[str],
        coders: tuple[str, str],
    ) -> None:
        """
        Two people who disagree, or one with himself, are told with both lines; nobody is outvoted.
        """
        (one, other) = (
            decision(decided, code, new_code=new_code, coder=coder, place=f"line {line_no}")
            for (decided, code, new_code), coder, line_no in zip(
                decisions, coders, (2, 7), strict=True
            )
        )

        faults = sorted(faults_of(one, other))

        assert [fault.split(": ")[0] for fault in faults] == [f"{FIRST!r}, {c}" for c in about]
        for fault in faults:
            assert f"{coders[0]} (line 2)" in fault
            assert f"{coders[1]} (line 7)" in fault

    def test_two_against_one(self) -> None:
        """
        A majority does not decide.
        """
        (fault,) = faults_of(
            decision("accept", coder="Kim"),
            decision("accept", coder="Mo"),
            decision("reject", coder="Lu"),
        )

        assert "Kim (line 2), Mo (line 2) says that it fits, Lu (line 2) that it does not" in fault

    @pytest.mark.parametrize("order", list(permutations(range(4))))
    def test_all_at_once(self, order: tuple[int, ...]) -> None:
        """
        Faults of any kind are told in one go, in whatever order they stand.
        """
        wrong = [
            decision("accept", "pian", place="line 3"),
            told(text="It is fast."),
            decision("accept", utterance=SECOND, place="line 5"),
            decision("reject", utterance=SECOND, place="line 6"),
        ]

        faults = faults_of(*(wrong[i] for i in order))

        assert sorted(fault[:6] for fault in faults) == sorted(
            ["line 3", "line 2", f"'{SECOND[:5]}"]
        )

    def test_made_in_a_program(self) -> None:
        """
        A decision that was read from no file is told without a place.
        """
        wrong = Decision(utterance=FIRST, code="pian", decision="accept")

        with pytest.raises(DecisionError, match=r"^corrections\.csv: unknown code 'pian'"):
            check(wrong)


class TestMarks:
    """
    What can be learnt: of utterances somebody read, what fits and what does not.
    """

    def marks(self, *decisions: Decision, asserted: Sequence[tuple[int, int]] = ()) -> np.ndarray:
        open_to = np.zeros((len(UTTERANCES), len(CODES)), dtype=bool)
        for place in asserted:
            open_to[place] = True
        return check(*decisions).marks(UTTERANCES, CODES, open_to=open_to)

    def test_nobody_decided(self) -> None:
        """
        Of utterances nobody decided on nothing is known.
        """
        assert np.isnan(self.marks(asserted=[(0, 0)])).all()

    def test_decided(self) -> None:
        """
        On an utterance that somebody read, codes nobody put there do not fit; others stay open.
        """
        marks = self.marks(decision("accept", utterance=SECOND))

        assert marks[1].tolist() == [1, 0, 0]
        assert np.isnan(marks[[0, 2]]).all()

    def test_what_the_machine_asserts_is_open(self) -> None:
        """
        A code the machine asserts, to which nobody said anything, is neither learnt nor unlearnt.
        """
        marks = self.marks(decision("reject"), asserted=[(0, 0), (0, 1), (1, 1)])

        assert marks[0, [0, 2]].tolist() == [0, 0]
        assert np.isnan(marks[0, 1])
        assert np.isnan(marks[1]).all()

    def test_all_taken_away(self) -> None:
        """
        Who accepts an utterance without a code says of every code that it does not fit.
        """
        marks = self.marks(decision("accept", ""), asserted=[(0, 0), (0, 1)])

        assert marks[0].tolist() == [0, 0, 0]

    def test_settled_is_learnt(self) -> None:
        """
        Where coders disagreed, what was settled is learnt.
        """
        marks = self.marks(
            decision("accept"), decision("reject", coder="Mo"), settle("reject", coder="Lu")
        )

        assert marks[0].tolist() == [0, 0, 0]


class TestAbout:
    """
    Who decided by one codebook has not read for another.
    """

    def test_codes(self) -> None:
        """
        What is about other codes falls away, with the utterances that were read for them alone.
        """
        both = check(decision("accept"), decision("add", "goal", utterance=SECOND))

        found = both.about(["pain", "trigger"])

        assert found.all == (decision("accept"),)
        assert set(found.verdicts) == {(FIRST, "pain")}
        assert found.reviewed == {FIRST}

    def test_without_a_code(self) -> None:
        """
        Who accepts an utterance without a code decided by every codebook.
        """
        found = check(decision("accept", "")).about(["goal"])

        assert found.reviewed == {FIRST}
        assert found.verdicts == {(FIRST, "goal"): (False, ("Kim",))}

    @pytest.mark.parametrize("codes", [["pain"], ["goal"]])
    def test_recoded_to_another_codebook(self, codes: list[str]) -> None:
        """
        Who recodes to a code of another codebook decided by both: that code is put.
        """
        found = check(decision("recode", new_code="goal")).about(codes)

        assert found.reviewed == {FIRST}
        assert set(found.verdicts) == {(FIRST, code) for code in codes}


def settle(decided: Decided, code: str = "pain", *, coder: str = "Kim", **told: str) -> Decision:
    """
    Build a decision that settles what coders disagreed on.
    """
    return replace(decision(decided, code, coder=coder), settles=True, **told)  # type: ignore[arg-type]


class TestSettles:
    """
    What was settled stands above what single coders decided.
    """

    @pytest.mark.parametrize("order", list(permutations(range(3))))
    @pytest.mark.parametrize(
        ("decided", "fits"), [pytest.param("accept", True), pytest.param("reject", False)]
    )
    def test_stands_above(self, order: tuple[int, ...], decided: Decided, fits: bool) -> None:
        """
        Where coders contradict each other, what was settled counts, in whatever order it is told.
        """
        told = [decision("accept"), decision("reject", coder="Mo"), settle(decided, coder="Lu")]

        checked = check(*(told[i] for i in order))

        assert checked.verdicts[FIRST, "pain"] == (fits, ("settled (Lu)",))
        assert checked.reviewed == {FIRST}

    def test_against_all(self) -> None:
        """
        What was settled stands against all who agreed.
        """
        checked = check(decision("accept"), decision("accept", coder="Mo"), settle("reject"))

        assert checked.verdicts[FIRST, "pain"] == (False, ("settled (Kim)",))

    def test_several_who_settled(self) -> None:
        """
        All who settled the same are named, sorted, each once.
        """
        checked = check(settle("accept", coder="Mo"), settle("add"), settle("accept"))

        assert checked.verdicts[FIRST, "pain"].coders == ("settled (Kim, Mo)",)

    def test_other_codes(self) -> None:
        """
        What was settled of one code leaves what people decided on another.
        """
        checked = check(settle("accept"), decision("reject", "goal"))

        assert checked.verdicts[FIRST, "goal"] == (False, ("Kim",))

    def test_settled_both_ways(self) -> None:
        """
        What was settled one way and the other is told with both places, and nothing else.
        """
        (fault,) = faults_of(
            settle("accept", place="settled.csv line 2"),
            settle("reject", coder="Mo", place="settled.csv line 3"),
            decision("accept", coder="Lu"),
        )

        assert fault.startswith(f"{FIRST!r}, pain: Kim (settled.csv line 2) says that it fits")
        assert "Mo (settled.csv line 3) that it does not" in fault
        assert "Lu" not in fault

    def test_how_to_settle(self) -> None:
        """
        Who is told of a contradiction is told how to settle it.
        """
        (fault,) = faults_of(decision("accept"), decision("reject", coder="Mo"))

        assert fault.endswith(
            "settle it (interview-coder agreement, settle), or delete one of the rows"
        )

    @pytest.mark.parametrize("name", ["settled", " Settled "])
    def test_name_of_settled(self, name: str) -> None:
        """
        Nobody is called as what was settled; who settled is to be written.
        """
        (fault,) = faults_of(decision("accept", coder=name))

        assert fault == (
            f"line 2: decided by {name!r}, the name of what coders settled on; write who settled"
        )


class TestDecidedOn:
    """
    The day of a decision is kept as it was written.
    """

    @pytest.mark.parametrize("day", ["2026-02-28", "28.2.", ""])
    def test_read(self, tmp_path: Path, day: str) -> None:
        """
        It comes from the column decided_on.
        """
        content = f"utterance,code,decision,decided_on\nP1-0001,pain,accept,{day}\n"

        assert [each.decided_on for each in read(tmp_path, content)] == [day]


ROW: Mapping[str, object] = {
    "utterance": "P1-0001",
    "code": "pain",
    "decision": "accept",
    "decided_by": "Kim",
}


def workbook(*rows: Mapping[str, object], sheet: str = "decisions") -> bytes:
    """
    Build a workbook with a row of column names and `rows` below it.
    """
    book = openpyxl.Workbook()
    (page,) = book.worksheets
    page.title = sheet
    columns = list(dict.fromkeys(column for row in rows for column in row))
    page.append(columns)
    for row in rows:
        page.append([row.get(column) for column in columns])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


class TestWorkbook:
    """
    Decisions are read from a workbook as from a CSV file.
    """

    def read(self, folder: Path, content: bytes) -> tuple[Decision, ...]:
        return read_decisions(write_folder(folder, {"sheet.xlsx": content}) / "sheet.xlsx")

    def test_same_as_csv(self, tmp_path: Path) -> None:
        """
        The same rows are the same decisions, line by line.
        """
        rows: list[Mapping[str, object]] = [
            ROW,
            {**ROW, "decision": "", "note": "not yet"},
            {**ROW, "decision": "recode", "new_code": "goal", "start": 19, "end": 36},
        ]
        table = to_csv(
            [{**dict.fromkeys(("note", "new_code", "start", "end"), ""), **row} for row in rows],
            ["utterance", "code", "decision", "decided_by", "note", "new_code", "start", "end"],
        )

        found = self.read(tmp_path, workbook(*rows))

        assert found == read(tmp_path, table)
        assert [each.place for each in found] == ["line 2", "line 4"]
        assert (found[1].start, found[1].end) == (19, 36)

    def test_faults(self, tmp_path: Path) -> None:
        """
        Rows that cannot be understood are told in one go, by the row of the sheet.
        """
        wrong = workbook({**ROW, "decision": "yes"}, ROW, {**ROW, "utterance": None})

        with pytest.raises(DecisionError) as caught:
            self.read(tmp_path, wrong)

        assert caught.value.faults == (
            "line 2: decision 'yes' is not one of accept, reject, recode, add",
            "line 4: no utterance named",
        )

    def test_formula(self, tmp_path: Path) -> None:
        """
        A formula is not computed but told with its cell.
        """
        with pytest.raises(DecisionError, match="E2 holds a formula; write the words"):
            self.read(tmp_path, workbook({**ROW, "note": "=1+1"}))

    def test_missing_columns(self, tmp_path: Path) -> None:
        """
        A workbook without the columns is told with what its sheets have.
        """
        with pytest.raises(DecisionError) as caught:
            self.read(tmp_path, workbook({"id": "P1-0001", "code": "pain"}, sheet="mine"))

        assert caught.value.faults == (
            "no sheet has the columns 'utterance', 'code', 'decision'; found: mine: id, code",
        )

    def test_no_workbook(self, tmp_path: Path) -> None:
        """
        A file that only calls itself a workbook is told as such.
        """
        with pytest.raises(DecisionError) as caught:
            self.read(tmp_path, b"utterance,code,decision\n")

        assert caught.value.path == tmp_path / "sheet.xlsx"


CSV = f"{HEADER}\nP1-0001,pain,accept,,Kim,\n"
SETTLED = f"{HEADER}\nP1-0001,pain,reject,,Mo,\n"


class TestDecisionsOf:
    """
    A study's folder holds what people decided and what they settled.
    """

    def decided(
        self, folder: Path, files: Mapping[str, str | bytes], *, corrections: str = ""
    ) -> list[tuple[str, bool]]:
        study = replace(STUDY, folder=write_folder(folder, files))
        found = decisions_of(study, corrections=folder / corrections if corrections else None)
        return [(each.coder, each.settles) for each in found]

    def test_both(self, tmp_path: Path) -> None:
        """
        corrections.csv does not settle; settled.csv does.
        """
        files = {"corrections.csv": CSV, "settled.csv": SETTLED}

        assert self.decided(tmp_path, files) == [("Kim", False), ("Mo", True)]

    def test_workbook(self, tmp_path: Path) -> None:
        """
        corrections.xlsx stands for corrections.csv.
        """
        assert self.decided(tmp_path, {"corrections.xlsx": workbook(ROW)}) == [("Kim", False)]

    def test_both_forms(self, tmp_path: Path) -> None:
        """
        Corrections in both forms are refused: nobody can tell which are meant.
        """
        with pytest.raises(DecisionError) as caught:
            self.decided(tmp_path, {"corrections.csv": CSV, "corrections.xlsx": workbook(ROW)})

        assert caught.value.path == tmp_path / "corrections.csv"
        assert caught.value.faults == ("lies beside corrections.xlsx; keep one of them",)

    def test_another_file(self, tmp_path: Path) -> None:
        """
        A file that is named stands for corrections.csv; what was settled stands beside it.
        """
        files = {
            "corrections.csv": CSV,
            "settled.csv": SETTLED,
            "other.csv": CSV.replace("Kim", "Lu"),
        }

        found = self.decided(tmp_path, files, corrections="other.csv")

        assert found == [("Lu", False), ("Mo", True)]

    def test_nothing(self, tmp_path: Path) -> None:
        """
        A folder without decisions, and a study without a folder, have none.
        """
        assert self.decided(tmp_path, {}) == []
        assert decisions_of(replace(STUDY, folder=None)) == ()

    def test_fault(self, tmp_path: Path) -> None:
        """
        A row that cannot be understood is told with its file.
        """
        with pytest.raises(DecisionError, match=r"settled\.csv: line 2: no utterance named"):
            self.decided(tmp_path, {"settled.csv": SETTLED.replace("P1-0001", "")})
