"""What a report says, before anything is laid out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.findings import (
    MACHINE,
    Analysis,
    Coding,
    Decision,
    Reasons,
    ThemeDecision,
)
from interview_coder.reports.content import (
    MAX_QUOTES_A_PERSON,
    build_content,
    in_quotes,
    one_line,
    question_before,
    shown_interval,
    shown_share,
    shown_source,
    shown_time,
    told_reasons,
)
from interview_coder.transcript import Participant
from tests.notation import study_of, talk
from tests.reports.notation import found_in, without_coefficients


@pytest.fixture
def three_voices() -> Analysis:
    """
    One theme of three people, one of them with five quotes; one theme of one person.
    """
    study = study_of(
        talk("I: How is it? | P1: The export is slow.", name="P1.txt"),
        talk("I: And for you? | P2: It takes us ages to open.", name="P2.txt"),
        talk(
            "I: And here? | P3: Mondays are awful here. | I: More? | P3: Tuesdays are worse still."
            " | I: More? | P3: Wednesdays never end for us. | I: More? | P3: Thursdays I give up."
            " | I: More? | P3: Fridays nothing opens.",
            name="P3.txt",
        ),
    )
    return found_in(
        study,
        {
            "pain-01": ["Thursdays", "takes", "Mondays", "slow", "Fridays", "Tuesdays", "Wedn"],
            "pain-02": ["Mondays"],
        },
        notes=("a note",),
    )


class TestVoices:
    """
    A theme MUST be shown with at least one quote of everybody who voices it.
    """

    def test_everybody_is_heard(self, three_voices: Analysis) -> None:
        """
        Voices stand in the order of names, each with its own quotes.
        """
        entry = build_content(three_voices).sections[0].promoted[0]

        assert [voice.participant for voice in entry.voices] == ["P1", "P2", "P3"]
        assert all(
            q.participant == voice.participant for voice in entry.voices for q in voice.quotes
        )

    def test_most_typical_first(self, three_voices: Analysis) -> None:
        """
        Of one person the most typical quotes are kept, in that order.
        """
        entry = build_content(three_voices).sections[0].promoted[0]

        words = [quote.text.split()[0] for quote in entry.voices[2].quotes]
        assert words == ["Thursdays", "Mondays", "Fridays"]

    def test_what_is_left_out_is_counted(self, three_voices: Analysis) -> None:
        """
        Quotes shown and quotes left out are together all quotes of the theme.
        """
        entry = build_content(three_voices).sections[0].promoted[0]

        assert [voice.n_more for voice in entry.voices] == [0, 0, 5 - MAX_QUOTES_A_PERSON]

    def test_sample_quotes_are_complete(self, sample_analysis: Analysis) -> None:
        """
        In the sample study, too, every participant of every theme has a quote.
        """
        sections = build_content(sample_analysis).sections

        for entry in (e for s in sections for e in (*s.promoted, *s.others, *s.lone)):
            assert tuple(v.participant for v in entry.voices) == entry.theme.promotion.participants
            assert all(voice.quotes for voice in entry.voices)
            n_told = sum(len(voice.quotes) + voice.n_more for voice in entry.voices)
            assert n_told == len(entry.theme.utterances)


class TestSections:
    """
    Themes MUST be parted by the rule alone, and none may be lost.
    """

    def test_parted_by_the_rule(self, three_voices: Analysis) -> None:
        """
        What meets the rule is promoted, what does not stands with the others.
        """
        section = build_content(three_voices).sections[0]

        assert [entry.theme.id for entry in section.promoted] == ["pain-01"]
        assert [entry.theme.id for entry in section.others] == []
        assert [entry.theme.id for entry in section.lone] == ["pain-02"]

    def test_a_code_without_themes_stays(self, three_voices: Analysis) -> None:
        """
        A code under which nothing was found is told as such, not left out.
        """
        content = build_content(three_voices)

        assert [section.code.name for section in content.sections] == [
            code.name for code in three_voices.codes
        ]
        assert all(not (s.promoted or s.others or s.lone) for s in content.sections[1:])

    def test_no_theme_is_lost(self, sample_analysis: Analysis) -> None:
        """
        Every theme of the sample study stands in exactly one place.
        """
        sections = build_content(sample_analysis).sections

        shown = [entry.theme.id for s in sections for entry in (*s.promoted, *s.others, *s.lone)]
        assert sorted(shown) == sorted(theme.id for theme in sample_analysis.all_themes)


class TestFacts:
    """
    The head of a report MUST count what is there.
    """

    def test_counts(self, three_voices: Analysis) -> None:
        """
        Interviews, participants, words, utterances, codings and themes are counted.
        """
        facts = build_content(three_voices).facts

        assert facts["Interviews"] == "3"
        assert facts["Participants"] == "3"
        assert facts["Words of participants"] == str(4 + 6 + 4 + 4 + 5 + 4 + 3)
        assert facts["Codings"] == "8"
        assert facts["Themes"] == "2, of them 1 promoted"

    def test_says_that_a_machine_coded(self, three_voices: Analysis) -> None:
        """
        Nobody can take the codings for a person's.
        """
        assert build_content(three_voices).facts["Coder"] == "machine, not reviewed by a person"

    def test_says_who_reviewed(self, three_voices: Analysis) -> None:
        """
        Who reviewed how much is told: people in the order of names, an utterance counted once.
        """
        first, second = (utterance.id for utterance in three_voices.all_utterances[:2])
        decisions = tuple(
            Decision(utterance=id_, code=code, decision="accept", coder=coder)
            for id_, code, coder in [
                (first, "pain", "Mo"), (first, "goal", "Kim"), (second, "pain", "Mo"),
            ]
        )  # fmt: skip

        content = build_content(replace(three_voices, decisions=decisions))

        assert content.facts["Coder"] == "machine; 2 utterances reviewed by Kim, Mo"
        assert any("People made 3 decisions on codings." in text for text in content.method)

    def test_no_decisions_are_claimed(self, three_voices: Analysis) -> None:
        """
        Where nobody decided anything, the method says nothing of decisions.
        """
        assert not any("decision" in text for text in build_content(three_voices).method)

    def test_rule_names_its_number(self, three_voices: Analysis) -> None:
        """
        The rule in words has the number that was used.
        """
        assert build_content(three_voices).rule == (
            "A theme is promoted when 3 or more different participants voice it."
        )

    @pytest.mark.parametrize(
        ("settings", "rule"),
        [
            pytest.param(
                {"min_participants": 2, "min_share": 0.3, "accepted_only": False},
                "A theme is promoted when 2 or more different participants voice it, and at least "
                "30% of all.",
                id="share",
            ),
            pytest.param(
                {"min_participants": 2, "min_share": 0.0, "accepted_only": True},
                "A theme is promoted when 2 or more different participants of whom a person "
                "accepted a coding voice it.",
                id="accepted",
            ),
        ],
    )
    def test_rule_is_told_whole(
        self, three_voices: Analysis, settings: dict[str, float], rule: str
    ) -> None:
        """
        A share that is asked for, and acceptances, are part of the rule.
        """
        made_with = replace(three_voices.provenance, settings=settings)

        assert build_content(replace(three_voices, provenance=made_with)).rule == rule

    def test_coefficients_can_be_left_out(self, three_voices: Analysis) -> None:
        """
        Kappa, intervals, chances and stability are told, unless the study wants none.
        """
        words = ("kappa", "interval", "chance", "stability")

        told = [
            " ".join((*content.method, *content.limits)).lower()
            for content in map(build_content, (three_voices, without_coefficients(three_voices)))
        ]

        assert [[word in text for word in words] for text in told] == [[True] * 4, [False] * 4]

    def test_decisions_on_themes_are_claimed(self, three_voices: Analysis) -> None:
        """
        The method counts the decisions of people on themes.
        """
        decision = ThemeDecision(
            decision="rename", code="pain", utterances=("P1-0001",), label="Slow"
        )

        content = build_content(replace(three_voices, theme_decisions=(decision,)))

        assert any("People made 1 decision on themes." in text for text in content.method)

    def test_notes_are_passed_on(self, three_voices: Analysis) -> None:
        """
        What the reader should know stands in the report.
        """
        assert build_content(three_voices).notes == ("a note",)

    def test_settings_can_be_told_apart(self, sample_analysis: Analysis) -> None:
        """
        Model, codebook, every setting and every version stand there with their values.
        """
        made_with = sample_analysis.provenance

        shown = build_content(sample_analysis).settings

        assert made_with.model_fingerprint in shown["Model"]
        assert made_with.codebooks[0].content_hash in shown["Codebook"]
        assert all(f"{k} {v}" in shown["Settings"] for k, v in made_with.settings.items())
        assert all(f"{k} {v}" in shown["Versions"] for k, v in made_with.versions.items())

    def test_sources_carry_their_hash(self, sample_analysis: Analysis) -> None:
        """
        Every transcript is listed with the hash of its file.
        """
        sources = build_content(sample_analysis).sources

        assert [(row[0], row[3]) for row in sources] == [
            (t.name, t.source_hash) for t in sample_analysis.study.transcripts
        ]


class TestParticipants:
    """
    What is known of the participants MUST be shown, and nothing made up.
    """

    def test_unknown_cells_are_dashes(self, three_voices: Analysis) -> None:
        """
        An empty cell and a missing one are shown as a dash.
        """
        people = (
            Participant(name="P1", attributes={"role": "Owner", "age": ""}),
            Participant(name="P2", attributes={"role": "Clerk", "age": "40", "city": "Bath"}),
            Participant(name="P3"),
        )
        analysis = replace(three_voices, study=replace(three_voices.study, participants=people))

        content = build_content(analysis)

        assert content.attributes == ("role", "age", "city")
        assert content.participants == (
            ("P1", "Owner", "–", "–"),
            ("P2", "Clerk", "40", "Bath"),
            ("P3", "–", "–", "–"),
        )


def test_question_is_the_one_that_led_there(three_voices: Analysis) -> None:
    """
    The question shown is the interviewer's turn right before the utterance.
    """
    questions = {
        u.participant: question_before(three_voices, u) for u in three_voices.all_utterances
    }

    assert questions == {"P1": "How is it?", "P2": "And for you?", "P3": "More?"}


@pytest.mark.parametrize(
    ("seconds", "shown"),
    [
        pytest.param(None, "", id="not known"),
        pytest.param(0.0, "0:00:00", id="the start is a time, too"),
        pytest.param(59.999, "0:00:59", id="never rounded up"),
        pytest.param(754, "0:12:34", id="minutes"),
        pytest.param(36_061, "10:01:01", id="hours of two digits"),
    ],
)
def test_time(seconds: float | None, shown: str) -> None:
    """
    A time is shown as hours, minutes and seconds.
    """
    assert shown_time(seconds) == shown


@given(seconds=st.floats(min_value=0, max_value=1e6))
@settings(max_examples=100, deadline=None)
def test_time_can_be_read_back(seconds: float) -> None:
    """
    The time shown is the moment, to the second.
    """
    hours, minutes, rest = map(int, shown_time(seconds).split(":"))

    assert hours * 3600 + minutes * 60 + rest == int(seconds)
    assert max(minutes, rest) < 60


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("It is\nslow.", "It is slow.", id="line break"),
        pytest.param("It is \n\n  slow.", "It is slow.", id="blank line and indent"),
        pytest.param("It  is slow", "It is slow", id="double space"),
        pytest.param("It’s “slow”—🙂", "It’s “slow”—🙂", id="marks and emoji stay"),
        pytest.param("e\u0301tat", "e\u0301tat", id="accents are not composed"),
    ],
)
def test_one_line(text: str, line: str) -> None:
    """
    For showing, white space becomes one space; nothing else changes.
    """
    assert one_line(text) == line


@given(text=st.text())
@settings(max_examples=200, deadline=None)
def test_one_line_keeps_every_visible_character(text: str) -> None:
    """
    No character but white space is lost or moved, and a line shown is a line.

    A control character, which no document may hold, has the sign for an unknown one in its place.
    """
    line = one_line(text)

    shown = "".join("\ufffd" if ord(char) < 32 or char in "\ufffe\uffff" else char for char in line)
    assert len("".join(line.split())) == len("".join(text.split()))
    assert line == shown
    assert "\n" not in line


class TestToldReasons:
    """
    Why a code stands on a quote is told in sentences, and nothing is told that is not known.
    """

    def coding(self, reasons: Reasons, *, coder: str = MACHINE) -> Coding:
        return Coding(
            utterance="P1-0001", code="pain", coder=coder, confidence=0.756, reasons=reasons
        )

    @pytest.mark.parametrize(
        ("reasons", "told"),
        [
            pytest.param(Reasons(), [], id="none known"),
            pytest.param(
                Reasons(cues=("so slow", "gave\nup")),
                ["Words that spoke for it: “so slow”, “gave up”."],
                id="words",
            ),
            pytest.param(
                Reasons(question_type="what is hard", question_counted=True),
                ["The question about what is hard spoke for it, too."],
                id="question that counted",
            ),
            pytest.param(
                Reasons(question_type="what is hard"),
                ["It answers a question about what is hard, which made little difference."],
                id="question that did not count",
            ),
            pytest.param(
                Reasons(question_counted=True),
                ["The question spoke for it, too."],
                id="question of no kind",
            ),
            pytest.param(
                Reasons(examples=("It is slow.", "It\ntook ages.")),
                [
                    "Examples in the codebook that read most like it: "
                    "“It is slow.” · “It took ages.”"
                ],
                id="examples",
            ),
        ],
    )
    def test_of_the_machine(self, reasons: Reasons, told: list[str]) -> None:
        """
        After who and how sure comes a sentence for each reason there is, each on one line.
        """
        head = "Coded pain by the machine, confidence 0.76."

        assert [*told_reasons(self.coding(reasons))] == [head, *told]

    def test_of_people(self) -> None:
        """
        A coding of people is told with their names alone.
        """
        assert [*told_reasons(self.coding(Reasons(), coder="Kim, Mo"))] == [
            "Coded pain by Kim, Mo."
        ]


def test_labels_stand_in_quotation_marks() -> None:
    """
    A label is shown as words of somebody, on one line.
    """
    assert in_quotes("so\nslow") == "“so slow”"


def test_share_and_interval(three_voices: Analysis) -> None:
    """
    The share is shown as a count of people, the interval in whole per cent.
    """
    pain = three_voices.theme("pain-01")
    rare = three_voices.theme("pain-02")

    assert (shown_share(pain), shown_interval(pain)) == ("3 of 3", "44–100%")
    assert (shown_share(rare), shown_interval(rare)) == ("1 of 3", "6–79%")


def test_source_of_a_quote(sample_analysis: Analysis, three_voices: Analysis) -> None:
    """
    Who, when, where and the utterance's id are told; a time that is not known is left out.
    """
    timed = sample_analysis.quote("P01-0002")
    untimed = three_voices.quote("P1-0001")

    assert shown_source(timed) == "P01 · 0:00:12 · P01.txt · P01-0002"
    assert shown_source(untimed) == "P1 · P1.txt · P1-0001"
