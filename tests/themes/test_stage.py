from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interview_coder.codebook import Code
from interview_coder.embedding import VectorCache, embed
from interview_coder.evidence import PromotionRule
from interview_coder.findings import Coding, Theme
from interview_coder.segmentation import segment_study
from interview_coder.themes import ClusterSettings, find_themes
from interview_coder.transcript import Study
from tests.notation import study_of, talk

HOLIDAY = "Working out the holiday we owe them takes me a whole evening with a calculator."
SMALL_TALK = {
    "Quilla": "My dog sleeps under the desk. The yard was a dairy before the war.",
    "Bodo": "Lunch is soup from the corner. The radio plays the same five songs.",
    "Cyd": "There are swans on the canal. My aunt paints doors in Porto.",
    "Dag": "The bus stops at the church. We grew tomatoes on the roof.",
    "Eva": "I studied chemistry for a year. The lift smells of oranges.",
}
SICK = "Somebody calls in sick and I ring round everybody for cover."


def code(name: str) -> Code:
    return Code(
        name=name,
        title=name,
        definition=name,
        full_definition=name,
        when_to_use=(),
        when_not_to_use=(),
        examples=(),
        counter_examples=(),
        layer="behaviour",
    )


def interviews(*answers: str) -> Study:
    return study_of(
        *(
            talk(
                f"I: where are we? | {name}: {talked} | I: how is it? | {name}: {answer}",
                name=f"{name}.txt",
            )
            for (name, talked), answer in zip(SMALL_TALK.items(), answers, strict=False)
        )
    )


def themes_of(
    study: Study, encoder: VectorCache, *, codes: Sequence[str] = ("load",)
) -> tuple[tuple[Theme, ...], tuple[Coding, ...]]:
    """Put every code on every utterance but small talk, and find the themes."""
    utterances = segment_study(study)
    codings = [
        Coding(utterance=utterance.id, code=name, coder="ana", confidence=1.0)
        for utterance in utterances
        if study.quote(utterance) not in SMALL_TALK[utterance.participant]
        for name in codes
    ]
    return find_themes(
        study,
        utterances,
        codings,
        codes=[code(name) for name in codes],
        encoding=embed(study, utterances, encoder=encoder).said,
        settings=ClusterSettings(),
        rule=PromotionRule(),
    )


@pytest.fixture(scope="module")
def study() -> Study:
    """
    Two ideas: one that four people voice, one that two voice.
    """
    return interviews(
        HOLIDAY,
        HOLIDAY.replace("evening", "afternoon"),
        HOLIDAY.replace("a calculator", "the calculator"),
        f"{HOLIDAY} | I: else? | Dag: {SICK}",
        SICK.replace("Somebody", "A driver"),
    )


class TestFindThemes:
    """
    Every coding is in exactly one theme, and a theme counts the people who voice it.
    """

    def test_two_ideas_are_two_themes(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        The idea of four people is promoted, the idea of two is kept and not promoted.
        """
        themes, _ = themes_of(study, cached_encoder)

        assert [(theme.id, theme.promotion.n_participants) for theme in themes] == [
            ("load-01", 4),
            ("load-02", 2),
        ]
        assert [theme.promotion.promoted for theme in themes] == [True, False]
        assert all(theme.layer == "behaviour" for theme in themes)

    def test_every_coding_is_placed(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        Codings come back in their order, each with the one theme that lists its utterance.
        """
        themes, codings = themes_of(study, cached_encoder, codes=("load", "luck"))

        listed = {(theme.id, id_) for theme in themes for id_ in theme.utterances}
        assert {(coding.theme, coding.utterance) for coding in codings} == listed
        assert len(codings) == len(listed) == sum(len(theme.utterances) for theme in themes) == 12
        assert [coding.code for coding in codings] == ["load", "luck"] * 6

    def test_themes_of_codes_apart(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        Themes come in the order of the codes, and no theme mixes two.
        """
        themes, codings = themes_of(study, cached_encoder, codes=("luck", "load"))

        assert [theme.code for theme in themes] == ["luck", "luck", "load", "load"]
        assert all(coding.theme.startswith(coding.code) for coding in codings)

    def test_label_is_a_quote(self, study: Study, cached_encoder: VectorCache) -> None:
        """
        A label is a verbatim slice of the transcript, within an utterance of its theme.
        """
        themes, _ = themes_of(study, cached_encoder)
        spans = {utterance.id: utterance.span for utterance in segment_study(study)}

        for theme in themes:
            quote = theme.label_quote
            assert theme.label == quote.text
            assert study.transcript(quote.transcript).quote(quote.span) == theme.label
            assert quote.utterance in theme.utterances
            assert spans[quote.utterance].contains(quote.span)

    def test_names_are_no_keywords(self, cached_encoder: VectorCache) -> None:
        """
        The name of a participant whom all talk about is no keyword.
        """
        told = "Quilla forgets the holiday calculator on the ladder."
        themes, _ = themes_of(interviews(told, told, told), cached_encoder)

        keywords = {word for theme in themes for word in theme.keywords}
        assert "calculator" in keywords
        assert "quilla" not in keywords

    @pytest.mark.parametrize("answer", ["", SICK], ids=["no-coding", "one-coding"])
    def test_few_codings(self, answer: str, cached_encoder: VectorCache) -> None:
        """
        No coding gives no theme, one gives a theme of its own.
        """
        study = interviews(answer) if answer else interviews(SICK)
        codes = ("load",) if answer else ()

        themes, codings = themes_of(study, cached_encoder, codes=codes)

        assert len(themes) == len(codings) == len(codes)

    def test_keywords_in_another_language(self, cached_encoder: VectorCache) -> None:
        """
        Stop words are those of the study's language, also where nothing else was said.
        """
        study = replace(interviews("Und wenn ihr das nicht seid.", "Und wir auch."), language="de")

        themes, _ = themes_of(study, cached_encoder)

        keywords = {word for theme in themes for word in theme.keywords}
        assert keywords.isdisjoint("und wenn ihr das nicht seid wir auch".split())
