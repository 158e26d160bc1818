"""Why the machine put a code on an utterance."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.codebook import Codebook, QuestionType
from interview_coder.coding import MachineCoder
from interview_coder.coding.reasons import N_CUES, N_EXAMPLES, _cues, explain, question_type
from interview_coder.embedding import VectorCache, embed_exchanges
from interview_coder.embedding.stage import said
from interview_coder.findings import Analysis, Reasons
from interview_coder.wording import is_filler

TYPES = (
    QuestionType(name="what set it off", cues=("what made you", "when did you first")),
    QuestionType(name="what holds back", cues=("what stops", "why don't you")),
    QuestionType(name="what is hard", cues=("hard", "what made you angry")),
)


class TestQuestionType:
    """
    A question is of the kind whose cue stands latest in it: what was asked stands at the end.
    """

    @pytest.mark.parametrize(
        ("question", "name"),
        [
            pytest.param("What made you start?", "what set it off", id="first kind"),
            pytest.param("And WHAT STOPS you?", "what holds back", id="capitals"),
            pytest.param("Why don’t you ask?", "what holds back", id="typographic apostrophe"),
            pytest.param("So what\nmade  you start?", "what set it off", id="line break"),
            pytest.param("You said it is hard. What made you start?", "what set it off", id="last"),
            pytest.param("What made you start? Was that hard?", "what is hard", id="last, turned"),
            pytest.param("What made you angry?", "what set it off", id="same place: first kind"),
            pytest.param("How old is it?", "", id="of no kind"),
            pytest.param("", "", id="nobody asked"),
        ],
    )
    def test_kinds(self, question: str, name: str) -> None:
        """
        Case, apostrophes and white space make no difference.
        """
        assert question_type(question, TYPES) == name

    def test_no_types(self) -> None:
        """
        A codebook without kinds of questions knows none.
        """
        assert question_type("What made you start?", ()) == ""

    @pytest.mark.parametrize(
        ("question", "word"),
        [
            pytest.param("What made you look for a new app?", "set it off", id="trigger"),
            pytest.param("And what keeps you from using it more?", "holds back", id="objection"),
            pytest.param("What's the most frustrating part of your day?", "hard", id="pain"),
        ],
    )
    def test_of_the_shipped_codebook(self, codebook: Codebook, question: str, word: str) -> None:
        """
        The default codebook knows the kinds of questions that interviewers ask for its codes.
        """
        assert word in question_type(question, codebook.question_types)

    def test_sample(self, sample_analysis: Analysis, codebook: Codebook) -> None:
        """
        In the sample study questions of several kinds are found, and told with the codings.
        """
        found = Counter(coding.reasons.question_type for coding in sample_analysis.all_codings)

        assert set(found) <= {"", *(kind.name for kind in codebook.question_types)}
        assert len(found) >= 3
        for coding in sample_analysis.all_codings:
            asked = sample_analysis.study.question(sample_analysis.utterance(coding.utterance))
            kind = question_type(asked, codebook.question_types)
            assert coding.reasons.question_type == kind


class TestCues:
    """
    Cues are words of the utterance as they stand, those that add most to the score.
    """

    @staticmethod
    def cues(text: str, shares: dict[str, float]) -> tuple[str, ...]:
        """Return the cues of a text whose tokens are its words, with these shares, else 0."""
        words = text.split()
        starts = [sum(len(word) + 1 for word in words[:i]) for i in range(len(words))]
        spans = [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]
        # An encoder marks beginning and end with tokens that stand nowhere.
        return _cues(
            text,
            np.array([(0, 0), *spans, (0, 0)], dtype=np.int32),
            np.array([9, *(shares.get(word, 0) for word in words), 9], dtype=np.float32),
        )

    @pytest.mark.parametrize(
        ("shares", "cues"),
        [
            pytest.param({"slow": 1}, ("slow",), id="one word"),
            pytest.param({"slow": 1, "dear": 0.9}, ("slow", "dear"), id="in the order said"),
            pytest.param({"is": 1, "slow": 1}, ("is slow",), id="neighbours together"),
            pytest.param({"slow": 1, "dear": -1}, ("slow",), id="never what speaks against it"),
            pytest.param({"slow": 1, "dear": 0.01}, ("slow",), id="never what hardly counts"),
            pytest.param({"slow": -1}, (), id="nothing speaks for it"),
        ],
    )
    def test_strongest(self, shares: dict[str, float], cues: tuple[str, ...]) -> None:
        """
        What speaks for the code is shown, neighbours together; what does not is left out.
        """
        assert self.cues("it is slow and so dear", shares) == cues

    def test_words_of_several_tokens(self) -> None:
        """
        A word is shown whole if only a part of it counted.
        """
        spans = np.array([(0, 2), (3, 6), (6, 9), (9, 10)], dtype=np.int32)

        assert _cues("So awkward.", spans, np.array([0, 0, 1, 0])) == ("awkward",)

    def test_how_many(self) -> None:
        """
        There are no more than three, the strongest, and none is longer than five words.
        """
        names = [f"word{letter}" for letter in "abcdefghijklmnopqrst"]
        text = " ".join(names)
        few = self.cues(text, {names[i]: 1 + i / 100 for i in range(0, 20, 2)})
        long = self.cues(text, dict.fromkeys(text.split(), 1))

        assert few == (names[14], names[16], names[18])
        assert max(len(cue.split()) for cue in long) == 5
        assert len(long) == N_CUES

    @pytest.mark.parametrize("text", ["", "…", "?! --"])
    def test_no_words(self, text: str) -> None:
        """
        Where there are no words there are no cues.
        """
        spans = np.array([(0, 0), (0, len(text))], dtype=np.int32)

        assert _cues(text, spans, np.array([1, 1])) == ()

    @settings(max_examples=60, deadline=None)
    @given(
        words=st.lists(
            st.sampled_from(["it's", "so", "slow,", "🙂", "café", "—", "x-y"]), max_size=9
        ),
        data=st.data(),
    )
    def test_verbatim(self, words: list[str], data: st.DataObject) -> None:
        """
        Whatever the shares, each cue stands in the text, one after the other, without overlap.
        """
        text = " ".join(words)
        n = data.draw(st.integers(0, 9))
        ends = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
        spans = data.draw(st.lists(ends, min_size=n, max_size=n))
        shares = data.draw(st.lists(st.floats(-5, 5), min_size=n, max_size=n))

        cues = _cues(text, np.array(spans, dtype=np.int32).reshape(-1, 2), np.array(shares))

        place = 0
        for cue in cues:
            place = text.index(cue, place) + len(cue)

    def test_sample(self, sample_analysis: Analysis) -> None:
        """
        In the sample study nearly every coding has cues: words of the utterance as it was said.
        """
        study = sample_analysis.study
        without = 0
        for coding in sample_analysis.all_codings:
            spoken = said(study, sample_analysis.utterance(coding.utterance))
            assert all(cue in spoken for cue in coding.reasons.cues)
            assert len(coding.reasons.cues) <= N_CUES
            without += not coding.reasons.cues

        assert without <= 0.05 * len(sample_analysis.all_codings)


class TestExplain:
    """
    Every coding of the machine has its reasons.
    """

    def test_no_codings(
        self, coder: MachineCoder, cached_encoder: VectorCache, codebook: Codebook
    ) -> None:
        """
        Where nothing was coded there is nothing to explain.
        """
        nothing = embed_exchanges([], [], encoder=cached_encoder)

        reasons = explain(
            coder,
            coder.network.features(nothing),
            texts=[],
            questions=[],
            codes=[],
            embedded=nothing,
            question_types=codebook.question_types,
        )

        assert reasons == []

    def test_question_counts_only_where_one_was_asked(
        self, coder: MachineCoder, cached_encoder: VectorCache, codebook: Codebook
    ) -> None:
        """
        A question that asks for a code speaks for it; where nobody asked, no question does.
        """
        texts = ["The second bill, that was it."] * 2
        questions = ["What made you change in the end? What set it off?", ""]
        embedded = embed_exchanges(texts, questions, encoder=cached_encoder)
        trigger = coder.codes.index("trigger")

        asked, unasked = explain(
            coder,
            coder.network.features(embedded),
            texts=texts,
            questions=questions,
            codes=[trigger, trigger],
            embedded=embedded,
            question_types=codebook.question_types,
        )

        assert asked.question_counted
        assert asked.question_type == "what set it off"
        assert (unasked.question_counted, unasked.question_type) == (False, "")

    def test_sample(self, sample_analysis: Analysis, codebook: Codebook) -> None:
        """
        Asserted codings have three examples that carry their code; candidates have no reasons.
        """
        code_to_texts = {
            code.name: {e.text for e in codebook.examples if code.name in e.codes}
            for code in codebook.codes
        }

        for coding in sample_analysis.all_codings:
            assert len(coding.reasons.examples) == N_EXAMPLES
            assert set(coding.reasons.examples) <= code_to_texts[coding.code]
            assert not is_filler(sample_analysis.quote(coding.utterance).text)
        assert {coding.reasons for coding in sample_analysis.all_candidates} == {Reasons()}
        counted = [coding.reasons.question_counted for coding in sample_analysis.all_codings]
        assert 0 < sum(counted) < len(counted)
