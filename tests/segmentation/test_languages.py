"""Sentence ends in many languages: what a reader of each would call a sentence."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coder.readers.asides import trim
from interview_coder.segmentation import split_turn
from interview_coder.segmentation.habits import habits_of
from interview_coder.segmentation.sentences import sentences
from interview_coder.segmentation.tokens import tokenizer
from interview_coder.transcript import Turn

# One list of sentences a case; written one after the other, they must come apart again.
CASES: dict[str, list[str]] = {
    "de": [
        "Wir haben am 3. Mai angefangen.|Danach ging es schnell.",
        "Das kostet z. B. 1.000,50 Euro im Monat.|Mir ist das zu viel.",
        "Dr. Müller war ca. um zehn da.|Er kam zu spät.",
        "Wir nutzen Listen, Mails usw. für alles.|Das reicht uns.",
        "Er sagte: „Das geht nicht.“|Dann ist er gegangen.",
        "Das war um 3.|Und dann war Schluss.",
        "Ging das schnell?|Nein, gar nicht!|Es hat Wochen gedauert.",
        "Im Jahr 2019. kam die Kasse.".replace("2019.", "2019") + "|Seitdem läuft es.",
        "Das ist d. h. für uns ein Problem.|So sehe ich das.",
        "Ähnlich war es im Lager.|Überall fehlten Leute.",
    ],
    "fr": [
        "Ça marche bien ?|Pas du tout !|On attend des heures.",
        "M. Dupont a tout fait.|Mme Martin aussi.",
        "Il a dit : « C'est fini. »|Après, il est parti.",
        "C'était vers 10 h 30, p. ex. le lundi.|Le mardi, non.",
        "On fait des listes, des mails, etc. pour rien.|C'est long.",
        "Écoutez, c'est simple.|À mon avis, ça ne tient pas.",
    ],
    "es": [
        "¿Y tú qué hiciste?|Nada, esperé.",
        "El Sr. López vino tarde.|¡Vaya sorpresa!|Nadie lo esperaba.",
        "Usamos listas, p. ej. las de papel.|No hay otra cosa.",
        "Me dijo «ya está».|Y no estaba.",
        "Cuesta 1.000,50 euros.|Es demasiado.",
    ],
    "nl": [
        "Dat kost bijv. honderd euro.|Te veel dus.",
        "Dhr. De Vries kwam om tien uur.|Hij was te laat.",
        "We doen lijsten, mails enz. voor alles.|Het werkt.",
        "Waarom niet?|Geen idee!",
    ],
    "it": [
        "Il sig. Rossi è venuto tardi.|Nessuno lo aspettava.",
        "Usiamo liste, mail ecc. per tutto.|Basta così.",
        "Perché no?|È troppo caro!|Davvero.",
    ],
    "fi": [
        "Tulimme 3. toukokuuta.|Sitten alkoi työ.",
        "Se maksoi esim. viisi euroa.|Halpaa se oli.",
        "Toimiiko se?|Ei toimi!|Odotamme viikkoja.",
        "Hän sanoi: ”Ei käy.”|Sitten hän lähti.",
    ],
    "sv": [
        "Det var t.ex. den 3 maj.|Sedan gick det fort.",
        "Det kostar bl.a. tid.|Det har vi inte.",
        "Går det?|Nej, inte alls!",
    ],
    "pt": [
        "O Sr. Lima chegou tarde.|Ninguém esperava.",
        "Custa p. ex. mil reais.|É caro demais.",
    ],
    "pl": [
        "Kupiliśmy np. drugą kasę.|Nie działa.",
        "Zaczęliśmy 3. maja.|Potem poszło szybko.",
        "Działa?|Nie, wcale!|Łatwo nie było.",
    ],
    "ru": ["Это стоит т. е. много.|Нам это не нужно.", "Работает?|Нет!|Ждём неделями."],
    "ja": [
        "最初はとても大変でした。|ログインもできませんでした。",
        "彼は「もう無理です。」と言いました。|そのあと帰りました。",
        "本当に使えますか？|いいえ、全然使えません！",
        "「もう終わりです。」|そう言われたんです。",
        "月曜日はExcelで作ります。|火曜日は紙です。",
    ],
    "zh": ["一开始真的很难用。|后来就好多了。", "你们怎么办？|我们自己做表格！"],
    "ko": [
        "처음에는 정말 힘들었어요.|나중에는 괜찮아졌어요.",
        "어떻게 하셨어요?|그냥 손으로 적었습니다!",
        "그분이 “안 됩니다.”라고 했어요.|그래서 포기했어요.",
    ],
    "th": ["ตอนแรกใช้งานยากมาก|เข้าสู่ระบบไม่ได้เลย", "ต้องรอนานหลายชั่วโมง|สุดท้ายก็ยกเลิกไป"],
    "xx": ["Nulla facilisi est.|Quid novi ergo?|Nihil dicam!"],
}
LANGUAGES = sorted({*CASES, "en", "da", "nb", "cs", "tr", "el"})
_NO_BLANKS = {"ja", "zh"}


def cut(text: str, language: str) -> list[str]:
    """Return the sentences of `text`, before fragments are joined."""
    tokens = [token for token in tokenizer(language)(text) if not token.is_space]
    return [
        text[run[0].idx : run[-1].idx + len(run[-1])]
        for run in sentences(tokens, text, habits_of(language))
    ]


@pytest.mark.parametrize(
    ("language", "case"),
    [pytest.param(each, case, id=case) for each, cases in CASES.items() for case in cases],
)
def test_sentences(language: str, case: str) -> None:
    """
    Sentences written one after the other come apart where they were joined.
    """
    expected = case.split("|")
    text = ("" if language in _NO_BLANKS else " ").join(expected)

    assert cut(text, language) == expected


@pytest.mark.parametrize("language", LANGUAGES)
@given(
    text=st.text(
        alphabet=st.sampled_from("aÄ。.!?ก่าข 한글日本、「」«»„“ 3…\n\t-😀é'’Zß٣"), max_size=80
    )
)
@settings(max_examples=40, deadline=None)
def test_every_letter_is_in_one_utterance(language: str, text: str) -> None:
    """
    In any language spans are in order, inside the turn, and hold every letter and digit once.
    """
    span = trim(text, 0, len(text))
    if span is None:
        return

    spans = split_turn(text, Turn(speaker="P1", span=span), language=language)

    assert all(span.contains(each) for each in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))
    held = "".join(text[each.start : each.end] for each in spans)
    assert [c for c in held if c.isalnum()] == [c for c in text if c.isalnum()]


def test_words_are_counted_in_signs_where_blanks_part_none() -> None:
    """
    An answer of a few signs is a fragment in Japanese as one of a word or two is in English.
    """
    text = "はい。最初はとても大変でした。"

    spans = split_turn(text, Turn(speaker="P1", span=trim(text, 0, len(text))), language="ja")  # type: ignore[arg-type]

    assert [text[span.start : span.end] for span in spans] == [text]
