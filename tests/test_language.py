"""Which language is spoken: told by script, small words or lingua, or left open."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interview_coder import language
from interview_coder.language import detect_language
from interview_coder.transcript import Study

TOLD = {
    "de": "Also ich habe das am Anfang gar nicht verstanden, weil die Kasse immer wieder "
    "abgestürzt ist und niemand wusste warum. Dann haben wir eine Liste auf Papier gemacht.",
    "fr": "Au début je n'ai pas compris pourquoi la caisse tombait en panne tout le temps, et "
    "personne ne savait quoi faire. Alors on a fait une liste sur papier.",
    "es": "Al principio no entendía por qué la caja se estropeaba todo el tiempo y nadie sabía qué "
    "hacer. Entonces hicimos una lista en papel.",
    "it": "All'inizio non capivo perché la cassa si rompeva sempre e nessuno sapeva cosa fare. "
    "Allora abbiamo fatto una lista su carta.",
    "nl": "In het begin begreep ik niet waarom de kassa steeds kapot ging en niemand wist wat we "
    "moesten doen. Toen hebben we een lijst op papier gemaakt.",
    "sv": "I början förstod jag inte varför kassan gick sönder hela tiden och ingen visste vad vi "
    "skulle göra. Då gjorde vi en lista på papper.",
    "fi": "Aluksi en ymmärtänyt miksi kassa meni rikki koko ajan eikä kukaan tiennyt mitä pitäisi "
    "tehdä. Sitten me teimme listan paperille ja se toimi ihan hyvin, mutta se oli hidasta.",
    "pt": "No começo eu não entendia por que o caixa quebrava o tempo todo e ninguém sabia o que "
    "fazer. Então fizemos uma lista em papel.",
    "pl": "Na początku nie rozumiałam, dlaczego kasa ciągle się psuła i nikt nie wiedział, co "
    "robić. Wtedy zrobiliśmy listę na papierze, bo tak było szybciej.",
    "cs": "Na začátku jsem nechápala, proč se pokladna pořád kazila a nikdo nevěděl, co dělat. Tak "
    "jsme si udělali seznam na papíře a bylo to.",
    "ru": "Сначала я не понимала, почему касса всё время ломается, и никто не знал, что делать. "
    "Потом мы сделали список на бумаге, и так было быстрее.",
    "en": "At first I didn't understand why the till kept breaking and nobody knew what to do. "
    "Then we made a list on paper.",
    "ja": "最初はとても大変でした。ログインもできませんでした。",
    "ko": "처음에는 정말 힘들었어요. 로그인도 안 됐고요.",
    "th": "ตอนแรกใช้งานยากมาก เข้าสู่ระบบไม่ได้เลย",
    "zh": "一开始真的很难用。后来就好多了。",
}


@pytest.mark.parametrize("code", TOLD)
def test_detected(code: str) -> None:
    """
    A few sentences are enough.
    """
    assert detect_language(TOLD[code]) == code


@pytest.mark.parametrize("code", sorted(set(TOLD) - {"ja", "ko", "th", "zh"}))
def test_lingua(code: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """
    Where small words do not tell, lingua does.
    """
    monkeypatch.setattr(language, "_by_small_words", lambda text: "")

    assert detect_language(TOLD[code]) == code


def test_without_lingua(monkeypatch: pytest.MonkeyPatch) -> None:
    """
    lingua is an extra: without it, what small words do not tell stays open.
    """
    monkeypatch.setattr(language, "_lingua", lambda: None)

    assert detect_language(TOLD["fi"]) == "fi"
    assert detect_language("Zwrk blim frotz gnarl " * 10) == ""


@pytest.mark.parametrize("text", ["", "ok", "12 34 56", "P1 P2", "…"])
def test_too_little(text: str) -> None:
    """
    A few words are no language.
    """
    assert detect_language(text) == ""


@given(st.text(max_size=200))
def test_any_text(text: str) -> None:
    """
    Whatever the text, a code of two or three letters or nothing comes back.
    """
    found = detect_language(text)

    assert found == "" or (2 <= len(found) <= 3 and found.islower())


def test_sample(sample_study: Study) -> None:
    """
    Every interview of the sample is found to be English.
    """
    for transcript in sample_study.transcripts:
        said = " ".join(transcript.quote(turn.span) for turn in transcript.turns)
        assert detect_language(said) == "en"
