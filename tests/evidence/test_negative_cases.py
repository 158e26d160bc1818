from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from interview_coder.context import InContext
from interview_coder.embedding.encoder import Vectors
from interview_coder.evidence import PromotionRule, Voice, promote
from interview_coder.evidence.negative_cases import (
    CUES,
    MAX_CASES,
    MAX_CONFIDENCE,
    find_cue,
    find_negative_cases,
    find_negative_comments,
)
from interview_coder.findings import Coding, NegativeCases, Theme, quote_of
from interview_coder.segmentation import segment_sources, segment_study
from interview_coder.transcript import Study, Utterance
from tests.comment_notation import source_of
from tests.notation import study_of, talk

STUDY = study_of(
    talk("I: hm? | Ada: The queue at the door is awful.", name="1.txt"),
    talk("I: hm? | Bo: The queue at the door ruins me.", name="2.txt"),
    talk("I: hm? | Cyd: The queue at the door was never a problem.", name="3.txt"),
    talk("I: hm? | Dag: My lunch on Monday was fine.", name="4.txt"),
)
# Rows: Ada and Bo near the first axis, Cyd on their matter, Dag on another.
VECTORS = np.array([[1, 0.1], [1, -0.1], [1, 0.5], [0, 1]], dtype=np.float32)
VECTORS /= np.linalg.norm(VECTORS, axis=1, keepdims=True)


def theme_of(
    study: Study, members: Sequence[Utterance], *, id: str = "burden-01", promoted: bool = True
) -> Theme:
    """Build the theme of `members`."""
    promotion = promote(
        (Voice(member.participant) for member in members),
        n_study=len(study.participants),
        rule=PromotionRule(),
    )
    return Theme(
        id=id,
        code="burden",
        layer="psychology",
        label="the queue",
        label_quote=quote_of(study, members[0]),
        keywords=(),
        utterances=tuple(member.id for member in members),
        promotion=replace(promotion, promoted=promoted),
    )


def search(
    study: Study = STUDY,
    vectors: Vectors = VECTORS,
    *,
    members: Sequence[int] = (0, 1),
    likely: Sequence[float] | None = None,
    coded: Sequence[Coding] = (),
) -> NegativeCases:
    """Search for what speaks against the theme of the utterances with the numbers `members`."""
    utterances = segment_study(study)
    confidence = np.array(likely or [0.0] * len(utterances))[:, None]
    (theme,) = find_negative_cases(
        [theme_of(study, [utterances[row] for row in members])],
        context=InContext(study=study, utterances=utterances, vectors=vectors),
        confidence=confidence,
        codes=["burden"],
        coded=coded,
    )
    assert theme.negative_cases is not None
    return theme.negative_cases


class TestFindNegativeCases:
    """
    A negative case is on the theme's matter, does not carry its code, and says the opposite.
    """

    def test_denial_by_another_participant(self) -> None:
        """
        Who denies the matter of a theme is found, with the words and the likeness.
        """
        (case,) = search().found

        assert (case.utterance, case.participant) == ("3-0001", "Cyd")
        assert case.cue == "never a problem"
        assert case.similarity == pytest.approx(0.894, abs=0.001)
        assert not case.voices_theme

    def test_how_it_was_found(self) -> None:
        """
        The reason names likeness, cue, what the cue does, and that the person is a new voice.
        """
        (case,) = search().found

        assert "similarity 0.89" in case.how
        assert "“never a problem” is a cue of denial" in case.how
        assert case.how.endswith("Cyd does not voice the theme.")

    def test_contentment_with_something_else(self) -> None:
        """
        Whoever is content with another matter is not even looked at.
        """
        found = search()

        assert found.n_looked_at == 1
        assert "Dag" not in [case.participant for case in found.found]

    @pytest.mark.parametrize(
        ("probability", "n_cases"),
        [
            pytest.param(0.0, 1, id="surely-not"),
            pytest.param(MAX_CONFIDENCE - 0.01, 1, id="hardly"),
            pytest.param(MAX_CONFIDENCE, 0, id="as-likely-as-not"),
        ],
    )
    def test_the_code_must_be_unlikely(self, probability: float, n_cases: int) -> None:
        """
        Words that probably voice the code do not speak against it, though they were looked at.
        """
        found = search(likely=[0, 0, probability, 0])

        assert len(found.found) == n_cases
        assert found.n_looked_at == 1

    def test_what_a_person_coded(self) -> None:
        """
        An utterance to which a person gave the theme's code is no negative case.
        """
        coding = Coding(utterance="3-0001", code="burden", coder="Ira", confidence=1.0)

        assert search(coded=[coding]).found == ()
        assert search(coded=[replace(coding, code="hope")]).found != ()

    def test_own_utterances(self) -> None:
        """
        A theme's own utterance is no case against it, whatever words it uses.
        """
        assert search(members=(0, 1, 2)).found == ()

    def test_other_voices_come_first(self) -> None:
        """
        Participants who do not voice the theme stand before nearer words of those who do.
        """
        study = study_of(
            talk("I: hm? | Ada: The queue is awful. The queue was fine today.", name="1.txt"),
            talk("I: hm? | Bo: The queue ruins me.", name="2.txt"),
            talk("I: hm? | Cyd: The queue is no trouble.", name="3.txt"),
        )
        vectors = VECTORS[[0, 0, 1, 2]]

        found = search(study, vectors, members=(0, 2))

        assert [case.participant for case in found.found] == ["Cyd", "Ada"]
        assert found.found[0].similarity < found.found[1].similarity
        assert [case.voices_theme for case in found.found] == [False, True]

    def test_at_most_five(self) -> None:
        """
        Five cases are returned, and the number looked at tells that there was more.
        """
        talks = [
            talk(f"I: hm? | P{n}: It is no problem for us.", name=f"{n}.txt") for n in range(2, 9)
        ]
        study = study_of(talk("I: hm? | A: It is awful. It ruins me.", name="1.txt"), *talks)
        vectors = VECTORS[[0, 1, *[2] * 7]]

        found = search(study, vectors)

        assert len(found.found) == MAX_CASES == 5
        assert found.n_looked_at == 7

    def test_level_follows_the_theme(self) -> None:
        """
        The same words are on the matter of a wide theme and off that of a narrow one.
        """
        narrow = np.array([[1, 0], [1, 0], [0.5, 0.866], [-1, 0]], dtype=np.float32)
        wide = np.array([[0.866, -0.5], [0.866, 0.5], [0.5, 0.866], [-1, 0]], dtype=np.float32)

        assert search(vectors=narrow).n_looked_at == 0
        assert search(vectors=wide).n_looked_at == 1

    def test_lone_utterance(self) -> None:
        """
        A theme of one utterance has no width of its own and is searched by the fixed level.
        """
        assert search(members=(0,)).n_looked_at == 2

    def test_other_language(self) -> None:
        """
        A study in a language without cues says that nothing was looked at.
        """
        found = search(replace(STUDY, language="de"))

        assert (found.n_looked_at, found.found) == (0, ())

    def test_no_themes(self) -> None:
        """
        Without themes there is nothing to search.
        """
        found = find_negative_cases(
            [],
            context=InContext(study=STUDY, utterances=(), vectors=VECTORS[:0]),
            confidence=np.zeros((0, 1)),
            codes=["burden"],
            coded=[],
        )

        assert found == ()

    def test_only_promoted_themes_are_searched(self) -> None:
        """
        Themes come back in their order; what is not promoted is returned as it was.
        """
        utterances = segment_study(STUDY)
        members = utterances[:2]
        themes = [
            theme_of(STUDY, members, id="burden-01", promoted=False),
            theme_of(STUDY, members, id="burden-02"),
        ]

        found = find_negative_cases(
            themes,
            context=InContext(study=STUDY, utterances=utterances, vectors=VECTORS),
            confidence=np.zeros((4, 1)),
            codes=["burden"],
            coded=[],
        )

        assert found[0] == themes[0]
        assert found[0].negative_cases is None
        assert found[1] == replace(themes[1], negative_cases=search())

    def test_json(self) -> None:
        """
        A result survives the way into JSON and back.
        """
        adapter = TypeAdapter(NegativeCases)
        found = search()

        assert adapter.validate_json(adapter.dump_json(found)) == found


class TestFindCue:
    """
    A cue is what denies, is content, resolved, indifferent or trusting; never its contrary.
    """

    @pytest.mark.parametrize(
        ("text", "polarity"),
        [
            pytest.param("That was never really a problem for us.", "denial", id="never"),
            pytest.param("It’s not that hard.", "denial", id="not-hard"),
            pytest.param("I don’t mind.", "denial", id="curly-apostrophe"),
            pytest.param("I'd happily pay that.", "denial", id="happily"),
            pytest.param("To be honest it just works.", "contentment", id="works"),
            pytest.param("Fine.", "contentment", id="fine"),
            pytest.param("It used to crash but it's steady now.", "resolution", id="used-to"),
            pytest.param("We don't need one.", "indifference", id="no-need"),
            pytest.param("We do trust it.", "trust", id="trust"),
        ],
    )
    def test_the_other_way(self, text: str, polarity: str) -> None:
        """
        Each polarity is recognised, whatever the apostrophe.
        """
        found = find_cue(text)

        assert found is not None
        assert found[0] == polarity

    @pytest.mark.parametrize(
        "text",
        [
            pytest.param("It isn't easy.", id="negated"),
            pytest.param("Nothing works.", id="nothing"),
            pytest.param("I never felt comfortable with it.", id="never-felt"),
            pytest.param("It would be fine if they asked.", id="hypothetical"),
            pytest.param("I want it to be simple.", id="wish"),
            pytest.param("We don't trust it.", id="mistrust"),
            pytest.param("She works on Saturdays.", id="a-job"),
            pytest.param("There is a problem.", id="not-denied"),
            pytest.param("They paid a fine-tuned finery.", id="inside-a-word"),
            pytest.param("No, the problem is the door.", id="other-clause"),
            pytest.param("", id="empty"),
        ],
    )
    def test_no_cue(self, text: str) -> None:
        """
        Negated, wished for, or merely alike words are none.
        """
        assert find_cue(text) is None

    @settings(max_examples=100, deadline=None)
    @given(st.text(max_size=60))
    def test_words_stand_in_the_text(self, text: str) -> None:
        """
        The cue is found in what was said, apart from case, spaces and apostrophes.
        """
        found = find_cue(f"{text} fine")

        plain = " ".join(f"{text} fine".lower().replace("’", "'").split())
        assert found is None or (found[0] in CUES and found[1] in plain)


class TestFindNegativeComments:
    """
    Other sources are searched for the other side as the interviews are, and counted nowhere.
    """

    COMMENTS = source_of(
        "Kim: The queue was never a problem.", "The queue is awful.", "The soup was fine."
    )
    NEAR = np.array([[1, 0.2], [1, 0.1], [0, 1]], dtype=np.float32)

    def found(
        self,
        *,
        promoted: bool = True,
        language: str = "en",
        coded: Collection[tuple[str, str]] = (),
    ) -> list[tuple[str, str]]:
        """Search three comments, two of them on the matter; give theme and cue of each case."""
        study = replace(STUDY, sources=(self.COMMENTS,), language=language)
        interviews, comments = segment_study(study), segment_sources(study)
        cases = find_negative_comments(
            [theme_of(study, interviews[:2], promoted=promoted)],
            context=InContext(study=study, utterances=interviews, vectors=VECTORS),
            utterances=comments,
            vectors=self.NEAR / np.linalg.norm(self.NEAR, axis=1, keepdims=True),
            coded={(code, comments[int(row)].id) for code, row in coded},
        )
        return [(case.theme, case.cue) for case in cases]

    def test_denial(self) -> None:
        """
        A comment on the matter that denies it is found; one on another matter is not.
        """
        assert self.found() == [("burden-01", "never a problem")]

    def test_coded(self) -> None:
        """
        A comment that carries the theme's code speaks for it, whatever its words.
        """
        assert self.found(coded={("burden", "0")}) == []
        assert self.found(coded={("other", "0")}) == [("burden-01", "never a problem")]

    def test_not_searched(self) -> None:
        """
        Themes that are not promoted, and studies in a language without cues, are not searched.
        """
        assert self.found(promoted=False) == []
        assert self.found(language="fi") == []
