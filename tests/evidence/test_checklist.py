from __future__ import annotations

from dataclasses import replace

import pytest
from pydantic import TypeAdapter

from interview_coder.evidence.checklist import (
    CHECKLIST_COLUMNS,
    MAX_MINOR_THEMES,
    ChecklistItem,
    checklist,
    checklist_rows,
)
from interview_coder.evidence.saturation import saturation
from interview_coder.findings import Analysis, Decision
from tests.notation import study_of, talk
from tests.reports.notation import found_in

PEOPLE = ("Ada", "Bo", "Cyd")
ANSWERED = {12, 24, 25, 26, 27, 29, 30, 31, 32}
"""What every analysis can answer, whatever its transcripts."""


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Three interviews without times; a theme of all three, one of two, one of one participant.
    """
    interviews = (
        talk(
            f"I: So? | {person}: It is slow for {person}. It is dear for {person}. "
            f"The boss of {person} asked.",
            name=f"{person}.txt",
        )
        for person in PEOPLE
    )
    themes = {
        "pain-01": ["slow for Cyd", "slow for Ada", "slow for Bo"],
        "pain-02": ["dear for Bo"],
        "trigger-01": ["boss of Ada", "boss of Bo"],
    }
    return found_in(study_of(*interviews), themes)


def answer(analysis: Analysis, number: int) -> str:
    """
    Return the answer to an item.
    """
    return checklist(analysis)[number - 1].answer


class TestItems:
    """
    The 32 items of COREQ, as the article numbers them (Tong, Sainsbury & Craig 2007).
    """

    def test_numbers(self, analysis: Analysis) -> None:
        """
        All 32 are there once, in order, each with a question.
        """
        items = checklist(analysis)

        assert [item.number for item in items] == list(range(1, 33))
        assert len({item.item for item in items}) == 32
        assert all(item.question.endswith("?") for item in items)

    @pytest.mark.parametrize(
        ("number", "item", "domain"),
        [
            pytest.param(1, "Interviewer or facilitator", "Research team and reflexivity"),
            pytest.param(8, "Interviewer characteristics", "Research team and reflexivity"),
            pytest.param(9, "Methodological orientation and theory", "Study design"),
            pytest.param(12, "Sample size", "Study design"),
            pytest.param(17, "Interview guide", "Study design"),
            pytest.param(21, "Duration", "Study design"),
            pytest.param(22, "Data saturation", "Study design"),
            pytest.param(23, "Transcripts returned", "Study design"),
            pytest.param(24, "Number of data coders", "Analysis and findings"),
            pytest.param(25, "Description of the coding tree", "Analysis and findings"),
            pytest.param(28, "Participant checking", "Analysis and findings"),
            pytest.param(30, "Data and findings consistent", "Analysis and findings"),
            pytest.param(32, "Clarity of minor themes", "Analysis and findings"),
        ],
    )
    def test_published_numbers(
        self, analysis: Analysis, number: int, item: str, domain: str
    ) -> None:
        """
        Items have the article's number, name and domain.
        """
        found = checklist(analysis)[number - 1]

        assert (found.item, found.domain) == (item, domain)

    def test_the_author_answers_the_rest(self, analysis: Analysis) -> None:
        """
        What a run cannot know is left empty.
        """
        answered = {item.number for item in checklist(analysis) if item.answer}

        assert answered == ANSWERED


class TestAnswers:
    """
    An answer holds what the analysis counted.
    """

    def test_sample_size(self, analysis: Analysis) -> None:
        """
        Participants and interviews are told apart.
        """
        group = study_of(talk("I: So? | Ada: It was lovely. | Bo: It was lovely indeed."))

        assert answer(analysis, 12) == "3 participants in 3 interviews."
        assert answer(found_in(group, {}), 12) == "2 participants in 1 interview."

    def test_saturation(self, analysis: Analysis) -> None:
        """
        Saturation is told in its own words, if it is given.
        """
        found = saturation({"P1": {"a"}, "P2": {"a"}})

        assert checklist(analysis)[21].answer == ""
        assert checklist(analysis, saturation=found)[21].answer == " ".join(found.said)

    def test_machine_alone(self, analysis: Analysis) -> None:
        """
        Without decisions the machine is the only coder, and nobody has reviewed it.
        """
        assert "alone; no person has reviewed" in answer(analysis, 24)

    def test_people_who_coded(self, analysis: Analysis) -> None:
        """
        People count once each, and utterances once however many decisions they had.
        """
        made = [("Ada-0001", "Zoe"), ("Ada-0001", "Yan"), ("Bo-0001", "Zoe")]
        decisions = tuple(
            Decision(utterance=utterance, code="pain", decision="accept", coder=coder)
            for utterance, coder in made
        )

        told = answer(replace(analysis, decisions=decisions), 24)

        assert told.endswith("and 2 people (Yan, Zoe), who decided on 2 utterances.")

    def test_coding_tree(self, analysis: Analysis) -> None:
        """
        Every code is told with the number of its themes, also a code without any.
        """
        told = answer(analysis, 25)

        assert f"{len(analysis.codes)} codes" in told
        assert "pain (2 themes)" in told
        assert "trigger (1 theme)" in told
        assert "goal (0 themes)" in told

    def test_derivation(self, analysis: Analysis) -> None:
        """
        Codes were set beforehand, themes were found.
        """
        told = answer(analysis, 26)

        assert "codes were set beforehand" in told
        assert "found in the data: 3 themes" in told

    def test_software(self, analysis: Analysis) -> None:
        """
        The model and every version are told.
        """
        told = answer(analysis, 27)

        assert "sentence encoder a-model" in told
        assert told.endswith("Versions: python 3.")

    def test_quotations(self, analysis: Analysis) -> None:
        """
        Quotes are counted with the people who are quoted.
        """
        assert "6 utterances of 3 participants out of 3" in answer(analysis, 29)

    def test_major_and_minor_themes(self, analysis: Analysis) -> None:
        """
        The rule parts major from minor themes, and each is named with n of N.
        """
        assert answer(analysis, 31) == (
            "1 theme voiced by 3 or more different participants: "
            "pain-01 “It is slow for Cyd.” (3 of 3)."
        )
        assert answer(analysis, 32) == (
            "2 themes voiced by fewer participants: "
            "trigger-01 “The boss of Ada asked.” (2 of 3); "
            "pain-02 “It is dear for Bo.” (1 of 3)."
        )

    @pytest.mark.parametrize(
        ("settings", "major", "minor"),
        [
            pytest.param(
                {"min_participants": 2, "min_share": 0.8},
                "No theme is voiced by 3 or more different participants.",
                "3 themes voiced by fewer participants: ",
                id="share",
            ),
            pytest.param(
                {"min_participants": 2, "min_share": 0.0, "accepted_only": True},
                "No theme is voiced by 2 or more different participants, "
                "a coding of each accepted by a person.",
                "3 themes below the rule for major themes: ",
                id="accepted-only",
            ),
        ],
    )
    def test_the_rule_as_it_was(
        self, analysis: Analysis, settings: dict[str, int | float], major: str, minor: str
    ) -> None:
        """
        The rule is told as the study set it: with its share of the participants, and acceptance.
        """
        none_promoted = replace(
            analysis,
            provenance=replace(analysis.provenance, settings=settings),
            all_themes=tuple(
                replace(theme, promotion=replace(theme.promotion, promoted=False))
                for theme in analysis.all_themes
            ),
        )

        assert answer(none_promoted, 31) == major
        assert answer(none_promoted, 32).startswith(minor)

    def test_many_minor_themes(self) -> None:
        """
        Beyond ten, minor themes are counted instead of named.
        """
        n = MAX_MINOR_THEMES + 3
        said = " ".join(f"The thing number {i:02d} is slow." for i in range(n))
        themes = {f"pain-{i + 1:02d}": [f"number {i:02d}"] for i in range(n)}

        told = answer(found_in(study_of(talk(f"I: So? | Ada: {said}")), themes), 32)

        assert told.startswith("13 themes voiced by fewer participants: pain-01 ")
        assert "pain-10 “" in told
        assert "pain-11" not in told
        assert told.endswith("; 3 more in themes.csv.")

    def test_nothing_found(self) -> None:
        """
        Without themes the answers say so instead of claiming quotes.
        """
        analysis = found_in(study_of(talk("I: So? | Ada: It was lovely in the spring.")), {})

        assert answer(analysis, 29).startswith("No theme was found")
        assert answer(analysis, 30).startswith("No theme was found")
        assert answer(analysis, 31).startswith("No theme is voiced by 3 or more")
        assert answer(analysis, 32).startswith("No theme is below")


class TestDuration:
    """
    An interview lasted at least from the first to the last time in its transcript.
    """

    @pytest.mark.parametrize(
        ("interviews", "told"),
        [
            pytest.param([("00:00:05", "00:41:10")], "At least 0:41:05, ", id="one"),
            pytest.param(
                [("00:00:00", "01:02:00"), ("00:10:00", "00:40:30"), ("00:00:00", "00:45:00")],
                "At least 0:30:30 to 1:02:00 (median 0:45:00), ",
                id="three",
            ),
            pytest.param(
                [("00:00:00", "01:00:00"), ("00:00:00", "00:30:00")],
                "At least 0:30:00 to 1:00:00 (median 0:45:00), ",
                id="two",
            ),
        ],
    )
    def test_times(self, interviews: list[tuple[str, str]], told: str) -> None:
        """
        Several interviews are told as a range with the median.
        """
        transcripts = (
            talk(
                f"I [{first}]: How was that? | {person} [{last}]: It was lovely.",
                name=f"{person}.txt",
            )
            for person, (first, last) in zip(PEOPLE, interviews, strict=False)
        )

        assert answer(found_in(study_of(*transcripts), {}), 21).startswith(told)

    def test_some_without_times(self) -> None:
        """
        The answer says for how many interviews the length is known.
        """
        study = study_of(
            talk("I [00:00:00]: So? | Ada [00:30:00]: It was lovely.", name="Ada.txt"),
            talk("I: So? | Bo: It was lovely.", name="Bo.txt"),
        )

        assert answer(found_in(study, {}), 21).endswith("known for 1 of 2 interviews.")

    def test_one_moment_is_no_duration(self) -> None:
        """
        A single time tells nothing of the length.
        """
        study = study_of(talk("I [00:10:00]: So? | Ada [00:10:00]: It was lovely."))

        assert answer(found_in(study, {}), 21) == ""


class TestConsistency:
    """
    Quotes and counts are compared with the data, not assumed to agree.
    """

    def test_consistent(self, analysis: Analysis) -> None:
        """
        An analysis whose labels and counts agree with its utterances is told to be consistent.
        """
        assert answer(analysis, 30).startswith("Every quote is a verbatim slice")

    @pytest.mark.parametrize("what", ["label", "quote", "people", "n_participants", "n_study"])
    def test_not_consistent(self, analysis: Analysis, what: str) -> None:
        """
        A changed label or a count that is not that of the people quoted is named by its theme.
        """
        first, *others = analysis.all_themes
        quote, promotion = first.label_quote, first.promotion
        changed = {
            "label": replace(first, label="It is very slow."),
            "quote": replace(first, label="x", label_quote=replace(quote, text="x")),
            "people": replace(first, promotion=replace(promotion, participants=("Ada", "Bo"))),
            "n_participants": replace(first, promotion=replace(promotion, n_participants=2)),
            "n_study": replace(first, promotion=replace(promotion, n_study=2)),
        }

        told = answer(replace(analysis, all_themes=(changed[what], *others)), 30)

        assert told.startswith("Not consistent")
        assert told.endswith("in pain-01.")


class TestRows:
    """
    A row an item.
    """

    def test_rows(self, analysis: Analysis) -> None:
        """
        Rows have the columns of the table, empty answers too.
        """
        rows = checklist_rows(checklist(analysis))

        assert len(rows) == 32
        assert all(tuple(row) == CHECKLIST_COLUMNS for row in rows)
        assert (rows[0]["number"], rows[0]["answer"]) == (1, "")
        assert rows[11]["answer"] == "3 participants in 3 interviews."

    def test_json(self, analysis: Analysis) -> None:
        """
        The items survive JSON unchanged.
        """
        adapter = TypeAdapter(tuple[ChecklistItem, ...])
        items = checklist(analysis)

        assert adapter.validate_json(adapter.dump_json(items)) == items


def test_sample(sample_analysis: Analysis) -> None:
    """
    The sample, which has times, is answered from sample size to minor themes, and is consistent.
    """
    items = checklist(sample_analysis)

    answered = {item.number for item in items if item.answer}
    assert answered == ANSWERED | {21}
    assert items[11].answer == "8 participants in 8 interviews."
    assert items[29].answer.startswith("Every quote is a verbatim slice")
