"""What transcripts call those who ask, who answer, and who are merely present, in many languages.

Labels are compared in lower case, without a running number, a full stop or a gender ending
(`roles`). A word that both sides use ("informateur") stands in no list: it has to be told.
"""

from __future__ import annotations


def _labels(listed: str) -> frozenset[str]:
    return frozenset(label.strip() for label in listed.split("|"))


INTERVIEWER_LABELS = _labels(
    """
    interviewer|interviewers|moderator|facilitator|researcher|host|interviewer/researcher|i|int|iv
    |q|mod|ir|question|research team|ux researcher|user researcher|investigator
    |principal investigator|interrogator
    |interviewerin|moderatorin|moderation|forscher|forscherin|forschende|befrager|befragerin
    |interviewende|fragesteller|fragestellerin
    |intervieweur|intervieweuse|enquêteur|enquêtrice|enquêteuse|animateur|animatrice|chercheur
    |chercheuse|modérateur|modératrice
    |entrevistador|entrevistadora|moderador|moderadora|investigador|investigadora|encuestador
    |encuestadora|facilitador|facilitadora|pesquisador|pesquisadora
    |intervistatore|intervistatrice|moderatore|moderatrice|ricercatore|ricercatrice
    |interviewster|onderzoeker|onderzoekster|gespreksleider|vragensteller
    |haastattelija|tutkija|moderaattori|kysyjä
    |intervjuare|intervjuaren|forskare|moderatör|samtalsledare|intervjuer|forsker|intervieweren
    |badacz|badaczka|prowadzący|prowadząca|ankieter|ankieterka|osoba prowadząca
    |интервьюер|модератор|исследователь|ведущий|ведущая
    |インタビュアー|インタビュワー|聞き手|司会|司会者|質問者|調査者|面接者|モデレーター|進行役
    |면담자|진행자|인터뷰어|질문자|연구자|사회자|조사자
    |ผู้สัมภาษณ์|ผู้ถาม|ผู้วิจัย|ผู้ดำเนินรายการ
    |访谈者|采访者|主持人|研究者|提问者|訪談者|採訪者|訪問者
    """
)
PARTICIPANT_LABELS = _labels(
    """
    interviewee|participant|respondent|informant|customer|client|user|guest|p|r|a|b|answer|subject
    |patient|caller|narrator|interviewees|participants|respondents
    |befragte|befragter|befragte person|teilnehmer|teilnehmerin|teilnehmende|interviewte
    |interviewter|interviewpartner|interviewpartnerin|gesprächspartner|gesprächspartnerin|proband
    |probandin|interviewperson|informantin
    |interviewé|interviewée|enquêté|enquêtée|répondant|répondante|participante|personne interviewée
    |entrevistado|entrevistada|encuestado|encuestada|informante|respondiente
    |intervistato|intervistata|partecipante|rispondente
    |geïnterviewde|respondente|deelnemer|deelneemster|geinterviewde
    |haastateltava|osallistuja|respondentti|vastaaja|informantti
    |deltagare|deltagaren|intervjuperson|intervjuad|deltaker|deltager
    |badany|badana|rozmówca|rozmówczyni|respondentka|uczestnik|uczestniczka
    |респондент|информант|участник|участница|собеседник|собеседница
    |回答者|参加者|話し手|語り手|インタビュイー|対象者|協力者|調査協力者|被験者|被面接者
    |구술자|응답자|참가자|인터뷰이|답변자|피면담자|면담대상자|참여자|제보자
    |ผู้ให้สัมภาษณ์|ผู้ตอบ|ผู้ให้ข้อมูล|ผู้เข้าร่วม
    |受访者|被访者|被访谈者|受訪者|被訪者|参与者|受访人
    """
)
BYSTANDER_LABELS = _labels(
    """
    unknown|unknown speaker|observer|note taker|notetaker|note-taker|translator|interpreter
    |transcriber|technician|unidentified|unidentified speaker|all|everyone|multiple speakers
    |beobachter|beobachterin|protokoll|dolmetscher|dolmetscherin|unbekannt|alle
    |observateur|observatrice|interprète|inconnu
    |observador|observadora|intérprete|desconocido
    |osservatore|osservatrice|sconosciuto
    |観察者|通訳|관찰자|통역|ล่าม|翻译|观察者
    """
)
COUNTERPARTS = {
    "agent": frozenset({"customer", "caller", "client"}),
    "therapist": frozenset({"client", "patient"}),
    "counselor": frozenset({"client", "patient"}),
    "counsellor": frozenset({"client", "patient"}),
    "doctor": frozenset({"patient"}),
    "clinician": frozenset({"patient"}),
    "nurse": frozenset({"patient"}),
    "coach": frozenset({"client"}),
    "consultant": frozenset({"client", "customer"}),
}
"""Who leads the talk where the other side stands in the same file, and only there: an agent beside
a customer asks; an agent beside an interviewer is asked."""
