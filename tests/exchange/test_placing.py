"""Tests of where a project's selections stand in a study."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder.exchange.placing import code_of, codings_of, place, utterances_under
from interview_coder.exchange.project import Group, Project, ProjectCode, Selection, Source
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Span, Study
from tests.notation import study_of, talk

STUDY = study_of(
    talk("I: how is it? | P1: It is slow. I want it fast. | I: ok | P1: Yes.", name="P1.txt"),
    talk("I: and you? | P2: Fine, thanks.", name="P2.txt"),
)


def source(study: Study, name: str = "P1.txt", *, called: str = "") -> Source:
    """Return a source with the text of a transcript."""
    return Source(name=called or name, text=study.transcript(name).text)


def on(
    text: str, words: str, *, code: str = "pain", name: str = "P1.txt", coder: str = ""
) -> Selection:
    """Return a selection of words in a text."""
    start = text.index(words)
    span = Span(start=start, end=start + len(words))
    return Selection(source=name, span=span, code=(code,), coder=coder)


def of(sources: list[Source], *selections: Selection, groups: tuple[Group, ...] = ()) -> Project:
    """Return a project."""
    return Project(
        name="p",
        sources=tuple(sources),
        codes=tuple(ProjectCode(path=each.code) for each in selections),
        selections=selections,
        groups=groups,
    )


def words(study: Study, selection: Selection) -> str:
    """Return what stands at a placed selection."""
    return study.transcript(selection.source).text[selection.span.start : selection.span.end]


class TestPlace:
    """A text is known by its hash or its words, never forced."""

    def test_by_hash(self) -> None:
        """The same text is the transcript, whatever it is called."""
        own = source(STUDY, called="something else")

        placed = place(of([own], on(own.text, "It is slow", name=own.name)), STUDY)

        (found,) = placed.selections
        assert found.source == "P1.txt"
        assert words(STUDY, found) == "It is slow"
        assert placed.sources == {"something else": "P1.txt"}

    @given(data=st.data())
    def test_white_space_may_differ(self, data: st.DataObject) -> None:
        """Wherever a program puts white space, words stay on their place."""
        text = STUDY.transcript("P1.txt").text
        pieces = [
            character
            if not character.isspace()
            else data.draw(st.sampled_from([" ", "\n", "\t \n"]))
            for character in text
        ]
        own = Source(name="P1", text="".join(pieces))
        n = data.draw(st.integers(0, len(pieces) - 1))
        m = data.draw(st.integers(n + 1, len(pieces)))
        start, end = len("".join(pieces[:n])), len("".join(pieces[:m]))
        selection = Selection(source="P1", span=Span(start=start, end=end), code=("pain",))

        placed = place(of([own], selection), STUDY)

        if text[n:m].strip():
            (found,) = placed.selections
            assert words(STUDY, found) == text[n:m].strip()
        else:
            assert [each.what for each in placed.left_out] == ["codings without words"]

    def test_other_words_have_no_place(self) -> None:
        """A text that differs in one letter is no transcript of the study: its codings are told."""
        own = Source(name="P1.txt", text=STUDY.transcript("P1.txt").text.replace("slow", "slew"))

        placed = place(of([own], on(own.text, "fast"), on(own.text, "want")), STUDY)

        assert not placed.selections
        (told,) = placed.left_out
        assert told.n == 2
        assert told.what == "codings in 'P1.txt', which is no transcript of the study"
        assert told.sample == "fast"

    def test_the_name_decides_between_equals(self) -> None:
        """Of two transcripts with the same words, that with the name of the source is meant."""
        twins = study_of(
            talk("I: so? | P1: Yes.", name="a.txt"), talk("I: so? | P1: Yes.", name="b.txt")
        )
        own = Source(name="b", text=twins.transcript("b.txt").text.replace("\n", " \n"))

        assert place(of([own]), twins).sources == {"b": "b.txt"}

    def test_themes_are_left_out(self) -> None:
        """Codes that are themes stand on utterances that carry their code already."""
        own = source(STUDY)
        project = of(
            [own],
            on(own.text, "slow"),
            on(own.text, "slow", code="T1"),
            groups=(Group(name="Themes", codes=(("T1",),)),),
        )

        assert [each.code for each in place(project, STUDY).selections] == [("pain",)]


class TestUtterances:
    """A selection is about the utterances with which it shares half of the shorter one."""

    @pytest.mark.parametrize(
        ("words_", "about"),
        [
            ("It is slow.", ["P1-0001"]),
            ("slow", ["P1-0001"]),
            ("It is slow. I want it fast.", ["P1-0001", "P1-0002"]),
            ("slow. I want it fast.", ["P1-0002"]),
            ("slow. I", ["P1-0001"]),
            ("how is it", []),
        ],
    )
    def test_half_of_the_shorter(self, words_: str, about: list[str]) -> None:
        """Half of the shorter decides; what an interviewer says has no utterance."""
        own = source(STUDY)
        utterances = segment_study(STUDY)

        found = utterances_under([on(own.text, words_)], utterances)

        assert [utterance.id for _, utterance in found] == about

    @given(data=st.data())
    def test_every_utterance_is_looked_at(self, data: st.DataObject) -> None:
        """For any selection, the utterances are those that a plain loop over all finds."""
        text = STUDY.transcript("P1.txt").text
        utterances = segment_study(STUDY)
        start = data.draw(st.integers(0, len(text) - 1))
        end = data.draw(st.integers(start + 1, len(text)))
        selection = Selection(source="P1.txt", span=Span(start=start, end=end), code=("pain",))

        found = [u.id for _, u in utterances_under([selection], utterances)]

        def shared(other: Span) -> int:
            return min(end, other.end) - max(start, other.start)

        assert found == [
            u.id
            for u in utterances
            if u.transcript == "P1.txt"
            and shared(u.span) > 0
            and 2 * shared(u.span) >= min(end - start, u.span.end - u.span.start)
        ]

    def test_codings(self) -> None:
        """Selections become codings once each, in the order of utterances and codes."""
        own = source(STUDY)
        project = of(
            [own],
            on(own.text, "It is slow.", coder="Bo"),
            on(own.text, "slow", coder="Bo"),
            on(own.text, "It is slow.", code="goal", coder="Bo"),
            on(own.text, "It is slow.", coder="Ada"),
            on(own.text, "It is slow.", code="mood", coder="Ada"),
        )

        found = codings_of(
            place(project, STUDY), utterances=segment_study(STUDY), codes=["goal", "pain"]
        )

        assert [(each.code, each.coder, each.confidence) for each in found] == [
            ("goal", "Bo", 1.0),
            ("pain", "Ada", 1.0),
            ("pain", "Bo", 1.0),
        ]


@pytest.mark.parametrize(
    ("path", "code"),
    [
        (("pain",), "pain"),
        (("Pain",), "pain"),
        (("pain", "waiting"), "pain"),
        (("goal", "pain"), "pain"),
        (("Life  Change",), "life_change"),
        (("life-change",), "life_change"),
        (("painful",), ""),
        (("mood", "tone"), ""),
    ],
)
def test_which_code(path: tuple[str, ...], code: str) -> None:
    """A code is known by its own name first, then by that of one above; spelling may differ."""
    assert code_of(path, ["pain", "goal", "life_change"]) == code
