"""What transcripts call people: the difference between a name and the first words of a sentence."""

from __future__ import annotations

import re

from interview_coder.roles import is_role

_SENTENCE_PUNCTUATION = re.compile(r"[,;!?\"“”。、！？]|\.(?=\s+[a-z])|\.$")
_ABBREVIATED = re.compile(r"\b(?:dr|mr|mrs|ms|prof|st|jr|sr|dra|mme|dipl|ing)\.", re.IGNORECASE)
_INITIAL = re.compile(r"\b[^\W\d_]\.")
# What programs and people call a voice whose name they do not know.
_NUMBERED_VOICE = re.compile(
    r"""
    ^(?:speaker|spk|voice|caller|sprecher(?:in)?|person|stimme|locuteur|locutrice|intervenante?
    |hablante|persona|spreker|stem|parlante|voce|puhuja|talare|話者|发言人|说话人|화자|참석자|ผู้พูด)
    [\s_#-]{0,3}(?:\d{1,4}|[a-z])$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_PARTICLES = frozenset(
    """
    af al and av ben bin da de del della den der di do dos du e el en et ibn la le och of the te
    ten ter und van von y zu zum zur
    """.split()
)
_MAX_WORDS = 5

# Words that open lines of a header, of a remark or of a sentence; never a person.
_NOT_NAMES = frozenset(
    """
    note notes nb context product project date time duration location place recorded recording
    transcript transcribed transcription file title subject topic study session http https www
    re ps question answer example warning important summary agenda attendees participants
    version source language keywords email tel phone url link update edit format setting
    company department interview length id code age gender occupation education
    background introduction conclusion appendix section chapter figure table step task objective
    website audio video filename name speakers present absent legend aim aims pros
    cons todo ftp mailto file total price result results reason status type
    and also another basically because but first firstly second secondly third finally honestly
    however look meaning no ok okay or right sentence so then therefore thing things though well
    what which yeah yes
    datum zeit ort dauer thema projekt kontext hinweis anmerkung bemerkung beispiel titel datei
    aufnahme transkript ergebnis
    contexte durée sujet projet remarque exemple titre fichier
    fecha hora lugar duración tema proyecto contexto nota ejemplo título archivo producto
    onderwerp plaats duur voorbeeld opmerking bestand
    data luogo durata argomento progetto contesto esempio titolo file
    päivämäärä aika paikka kesto aihe huomautus esimerkki otsikko tiedosto
    plats längd ämne anmärkning exempel
    日時 日付 場所 時間 所要時間 テーマ 注 注意 例 題名 件名 備考 資料 録音
    일시 날짜 장소 시간 주제 제목 참고 예 비고
    วันที่ เวลา สถานที่ หัวข้อ หมายเหตุ ตัวอย่าง เรื่อง
    """.split()
)


def looks_like_name(name: str) -> bool:
    """Whether `name` may be what a transcript calls a person: a role, or capitalised words."""
    words = name.split()
    if is_role(name) or is_numbered_voice(name):
        return True
    if not any(char.isalpha() for char in name) or is_heading_word(words[0]):
        return False
    if _SENTENCE_PUNCTUATION.search(_INITIAL.sub("", _ABBREVIATED.sub("", name))):
        return False
    told = [word for word in words if word not in _PARTICLES]
    if not told or len(told) > _MAX_WORDS:
        return False
    capital = [not word[0].isalpha() or not word[0].islower() for word in told]
    return all(capital) or (len(words) == 1 and any(char.isdigit() for char in name))


def is_numbered_voice(name: str) -> bool:
    """Whether `name` is what a program calls a voice: `Speaker 1`, `SPEAKER_00`, `話者1`.

    >>> is_numbered_voice("SPEAKER_00"), is_numbered_voice("Kasia")
    (True, False)
    """
    return _NUMBERED_VOICE.match(name) is not None


def is_heading_word(word: str) -> bool:
    """Whether `word` opens lines of a header or remark: "Product", "Note", "Datum"."""
    return word.lower().strip("#*_.") in _NOT_NAMES
