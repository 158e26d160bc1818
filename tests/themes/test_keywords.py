from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from interview_coder.themes.keywords import N_KEYWORDS, choose_keywords, names_in
from tests.notation import study_of, talk


def keywords_of(
    words: str, *, texts: Sequence[str] = (), names: Sequence[str] = (), language: str = "en"
) -> tuple[str, ...]:
    """
    Choose among words of the same weight.
    """
    weights = dict.fromkeys(words.split(), 1.0)
    return choose_keywords(weights, texts=texts, names=names, language=language)


class TestChooseKeywords:
    """
    Keywords are the strongest words and short phrases that say what a theme is about.
    """

    @pytest.mark.parametrize(
        ("words", "keywords"),
        [
            pytest.param("rota change holiday", {"rota", "change", "holiday"}, id="all"),
            pytest.param("the rota and change", {"rota", "change"}, id="no-stop-words"),
            pytest.param("um rota yeah change basically", {"rota", "change"}, id="no-fillers"),
            pytest.param("quillon rota o'dare", {"rota"}, id="no-names"),
            pytest.param("rota rotas change changed", {"rota", "change"}, id="no-form-twice"),
            pytest.param("the um yeah", set(), id="nothing-left"),
            pytest.param("", set(), id="nothing"),
        ],
    )
    def test_keywords(self, words: str, keywords: set[str]) -> None:
        """
        Stop words, fillers, names and further forms of a word are left out.
        """
        found = keywords_of(words, names=("quillon", "o'dare"))

        assert set(found) == keywords
        assert len(found) == len(keywords)

    def test_strongest_first(self) -> None:
        """
        The weightiest word comes first; of equal ones the first of the alphabet.
        """
        weights = {"rota": 3.0, "holiday": 1.0, "apron": 1.0, "change": 2.0}

        keywords = choose_keywords(weights, texts=(), names=())

        assert keywords == ("rota", "change", "apron", "holiday")

    def test_so_many(self) -> None:
        """
        There are at most so many keywords, the first ones.
        """
        keywords = keywords_of("apple brick cloud dance eagle flour grape house")

        assert keywords == ("apple", "brick", "cloud", "dance", "eagle", "flour")
        assert len(keywords) == N_KEYWORDS

    @pytest.mark.parametrize(
        ("texts", "words", "expected"),
        [
            pytest.param(
                ["The group chat is loud.", "Our group chat again."],
                "group chat loud",
                ("group chat", "loud"),
                id="two-words",
            ),
            pytest.param(
                ["It is adding up.", "They keep adding up."], "adding", ("adding",), id="no-heavier"
            ),
            pytest.param(
                ["The chat of a group.", "A chat, then a group."],
                "group chat",
                ("chat", "group"),
                id="not-side-by-side",
            ),
            pytest.param(
                ["The chat is mine.", "A mine is there."], "chat", ("chat",), id="stop-word-beside"
            ),
            pytest.param(
                ["Quillon chat.", "Quillon chat."], "quillon chat", ("chat",), id="name-beside"
            ),
        ],
    )
    def test_phrases(self, texts: list[str], words: str, expected: tuple[str, ...]) -> None:
        """
        Two words that stand beside each other are a phrase, which tells its words as well.
        """
        assert keywords_of(words, texts=texts, names=("quillon",)) == expected

    def test_a_phrase_of_one_utterance_may_be_chance(self) -> None:
        """
        Said once, a phrase weighs less than a heavy word of it; said twice, more.
        """
        weights = {"group": 5.0, "chat": 1.0}
        text = "The group chat is loud."

        once = choose_keywords(weights, texts=[text], names=())
        twice = choose_keywords(weights, texts=[text, "My group chat."], names=())

        assert once == ("group", "chat")
        assert twice == ("group chat",)

    @pytest.mark.parametrize("language", ["de", "sq", "xx"])
    def test_any_language(self, language: str) -> None:
        """
        Words are cut in any language, in one that spaCy does not know at spaces.
        """
        found = keywords_of("gruppe zeitung", texts=["gruppe zeitung da"] * 2, language=language)

        assert found == ("gruppe zeitung",)


class TestNamesIn:
    """
    Names of people are participants, and what one alone says with a capital inside a sentence.
    """

    @pytest.mark.parametrize(
        ("answers", "names"),
        [
            pytest.param(["I asked Quillon to go."] * 1, {"quillon"}, id="inside-a-sentence"),
            pytest.param(["Quillon went."], set(), id="at-the-beginning"),
            pytest.param(["I went. Quillon, too."], set(), id="after-a-full-stop"),
            pytest.param(["I use Sheets.", "We use Sheets here."], set(), id="said-by-two"),
            pytest.param(["I asked Mark to mark it."], set(), id="also-small"),
            pytest.param(["I asked Mark.", "We mark it."], set(), id="small-elsewhere"),
            pytest.param(["We open on Monday in May."], set(), id="calendar"),
            pytest.param(["We use the API for it."], set(), id="all-capitals"),
            pytest.param(["She said “Quillon” to me."], {"quillon"}, id="in-quotes"),
        ],
    )
    def test_names(self, answers: list[str], names: set[str]) -> None:
        """
        A word is a name only where everything speaks for it; participants always are.
        """
        people = ("Ada", "Bo")
        study = study_of(
            *(
                talk(f"I: hm? | {person}: {answer}", name=f"{person}.txt")
                for person, answer in zip(people, answers, strict=False)
            )
        )

        found = names_in(study)

        assert found - {"ada", "bo"} == names
        assert {person.name.lower() for person in study.participants} <= found

    def test_german_nouns(self) -> None:
        """
        In German every noun has a capital: only participants are names.
        """
        study = study_of(talk("I: hm? | Ada: Ich mache den Plan mit Quillon."))

        assert names_in(replace(study, language="de")) == {"ada"}
