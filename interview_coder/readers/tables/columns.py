"""Which column of a table holds what, found by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.errors import ReadError
from interview_coder.readers.source import Source


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnNames:
    """Names of columns told by the researcher; None where they shall be found.

    Attributes:
        speaker: The column of the speakers.
        text: The column of what was said.
        time: The column of the time at which it was said.
        interview: The column that tells the interviews of one file apart.
    """

    speaker: str | None = None
    text: str | None = None
    time: str | None = None
    interview: str | None = None


class Columns(NamedTuple):
    """Positions of the columns, from 0; None where the table has no such column."""

    speaker: int
    text: int
    time: int | None
    interview: int | None
    is_interview_sure: bool
    """Whether the name says that it tells interviews apart; `participant` may be a speaker's."""
    utterance: int | None


def names_of(listed: str) -> frozenset[str]:
    """Return the names of columns in a list parted by bars."""
    return frozenset(" ".join(name.split()) for name in listed.split("|"))


# In each kind, a column of an earlier tier is believed before one of a later tier.
# Names are compared in lower case, with spaces for underscores, hyphens and dots.
_SPEAKER = (
    names_of(
        """
        speaker|spkr|speakers|speaker name|speakername|speaker label|sprecher|sprecherin
        |sprecher in|sprechername|locuteur|locutrice|intervenant|hablante|orador|locutor|spreker
        |parlante|locutore|puhuja|talare|talaren|話者|発話者|話し手|スピーカー
        |화자|발화자|말하는 사람|ผู้พูด
        """
    ),
    names_of(
        """
        who|name|interlocutor|person|speaker id|speakerid|speaker role|spk|actor|author
        |sprecher id|wer|person name|nom|qui|nombre|quién|interlocutore|chi|naam|wie|nimi|kuka
        |namn|vem|名前|氏名|発言者|이름|ชื่อ
        """
    ),
    names_of(
        """
        role|label|participant|interviewee|rolle|rôle|rol|ruolo|rooli|roll|役割|역할|บทบาท
        """
    ),
)
_TEXT = (
    names_of(
        """
        text|utterance|content|utterance text|utterancetext|transcript text|what was said|words
        |speech|äußerung|aeusserung|äusserung|gesprochenes|texte|énoncé|propos|parole|texto
        |enunciado|intervención|tekst|uiting|testo|enunciato|teksti|puhe|lausuma|yttrande|anförande
        |発話|発言|テキスト|本文|発話内容|発言内容|텍스트|발화|내용|발언|ข้อความ|คำพูด|เนื้อหา
        """
    ),
    names_of(
        """
        transcript|transcription|sentence|message|said|line text|quote|transkript|transkription
        |satz|wortlaut|phrase|transcripción|transcriptie|trascrizione|litterointi|transkribering
        |文字起こし|書き起こし|전사|문장|บทถอดความ|คำถอดความ
        """
    ),
)
_TIME = (
    names_of(
        """
        start|start time|starttime|st time|sttime|start s|start sec|start seconds|start ms
        |start time s|start time ms|start time seconds|begin|begin time|begin s|begin ms|onset
        |time start|startzeit|anfang|beginn|début|heure de début|inicio
        |tiempo de inicio|starttijd|inizio|alku|alkuaika|starttid
        |開始|開始時間|開始時刻|시작|시작 시간|เวลาเริ่ม|เวลาเริ่มต้น
        """
    ),
    names_of(
        """
        time|timestamp|timecode|time code|tc|time s|time ms|time stamp|zeit|zeitstempel|zeitmarke
        |temps|heure|horodatage|tiempo|hora|marca de tiempo|tijd|tijdstempel|tijdcode|tempo
        |orario|aika|aikaleima|tid|tidsstämpel|時間|時刻|タイムスタンプ|タイムコード|시간|타임스탬프
        |เวลา
        """
    ),
)
_INTERVIEW = (
    names_of(
        """
        interview|interview id|interviewid|interview name|interview no|interview nr|transcript id
        |transcriptid|conversation|conversation id|conversationid|dialogue id|dialog id|dialogue
        |session|session id|sessionid|file|filename|file name|document|source|recording
        |recording id|call id|meeting id|interviewnummer|gespräch|gespräch id|datei|dateiname
        |sitzung|entretien|id entretien|fichier|séance|enregistrement|entrevista|id entrevista
        |archivo|sesión|grabación|gesprek|bestand|bestandsnaam|sessie|opname|intervista
        |id intervista|sessione|registrazione|haastattelu|haastattelun tunnus|tiedosto|intervju
        |intervju id|fil|filnamn|インタビュー|インタビューid|面接|ファイル|ファイル名|セッション
        |인터뷰|면담|인터뷰 id|파일|파일명|세션|การสัมภาษณ์|สัมภาษณ์|ไฟล์|ชื่อไฟล์
        """
    ),
    names_of(
        """
        participant|participant id|interviewee|interviewee id|respondent|respondent id|subject
        |subject id|case|case id|teilnehmer|teilnehmer id|fall|deelnemer|participante|partecipante
        |osallistuja|deltagare|参加者|참가자|ผู้เข้าร่วม
        """
    ),
)
_UTTERANCE = (names_of("utterance id|utteranceid|utterance no|utterance nr|turn id|segment id"),)

_SEPARATORS = re.compile(r"[\s_\-.:/()\[\]#]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def plain_name(name: str) -> str:
    """Return a column's name as the lists above write it.

    >>> plain_name("Speaker_ID "), plain_name("startTime"), plain_name("Start (ms)")
    ('speaker id', 'start time', 'start ms')
    """
    return _SEPARATORS.sub(" ", _CAMEL.sub(" ", name.lstrip("\ufeff"))).strip().casefold()


def has_columns(header: Sequence[str]) -> bool:
    """Whether `header` names a column of speakers and one of what they say."""
    names = [plain_name(name) for name in header]
    return bool(matches(names, _SPEAKER)) and bool(matches(names, _TEXT))


def find_columns(
    source: Source, header: Sequence[str], told: ColumnNames, *, line_no: int
) -> Columns:
    """Find the columns of a table.

    Args:
        source: The file, for messages.
        header: The cells of the row that names the columns.
        told: What the researcher has said.
        line_no: Physical line of the header.

    Raises:
        ReadError: If speaker or words have no column, or several columns might be it, or a column
            that was told does not exist.
    """
    finder = Finder(source=source, header=tuple(header), line_no=line_no)
    speaker = finder.one("speaker", told.speaker, _SPEAKER)
    text = finder.one("text", told.text, _TEXT)
    if speaker is None:
        raise finder.missing("the speaker", "speaker")
    if text is None:
        raise finder.missing("what was said", "text")
    taken = {speaker, text}
    time = finder.one("time", told.time, _TIME, taken=taken)
    interview = finder.one("interview", told.interview, _INTERVIEW, taken=taken)
    is_told = told.interview is not None
    is_sure = interview is not None and plain_name(header[interview]) in _INTERVIEW[0]
    utterance = finder.one("utterance", None, _UTTERANCE, taken=taken)
    return Columns(speaker, text, time, interview, is_told or is_sure, utterance)


@dataclass(frozen=True, kw_only=True, slots=True)
class Finder:
    """Finds columns by their names.

    Attributes:
        source: The file, for messages.
        header: The cells of the row that names the columns.
        line_no: Its physical line; None where the file has no such row.
    """

    source: Source
    header: tuple[str, ...]
    line_no: int | None

    def one(
        self,
        kind: str,
        told: str | None,
        tiers: Iterable[frozenset[str]],
        *,
        taken: Iterable[int] = (),
    ) -> int | None:
        """Return the only column of its kind; None if there is none.

        Args:
            kind: What it holds, for messages.
            told: Its name, as the researcher told; None to find it.
            tiers: Names it may have, in lower case; those of an earlier tier are believed first.
            taken: Columns that hold something else.

        Raises:
            ReadError: If there is no column of the name that was told, or several might be it.
        """
        if told is not None:
            found = [i for i, name in enumerate(self.header) if name.strip() == told.strip()]
            if not found:
                found = [i for i, n in enumerate(self.header) if plain_name(n) == plain_name(told)]
            if not found:
                raise self.missing(f"{kind} ({told!r} was told)", kind)
        else:
            names = [plain_name(name) for name in self.header]
            found = [i for i in matches(names, tiers) if i not in taken]
        if len(found) > 1 and (told is not None or kind in ("speaker", "text", "interview")):
            listed = ", ".join(repr(self.header[i].strip()) for i in found)
            message = (
                f"{len(found)} columns may be the {kind}: {listed}; rename all but one of them, "
                f"or tell the {kind} column by its name"
            )
            raise ReadError(message, path=self.source.path, line_no=self.line_no)
        return found[0] if found else None

    def missing(self, what: str, kind: str) -> ReadError:
        """Return the error that says which columns there are."""
        listed = ", ".join(repr(name.strip()[:40]) for name in self.header[:12] if name.strip())
        message = (
            f"no column is named for {what}; columns: {listed or 'none'}. Name one of them "
            f"{kind!r} in the first row, or tell the {kind} column by its name"
        )
        return ReadError(message, path=self.source.path, line_no=self.line_no)


def matches(names: Sequence[str], tiers: Iterable[frozenset[str]]) -> list[int]:
    """Return the columns of the first tier that has any."""
    for tier in tiers:
        found = [i for i, name in enumerate(names) if name in tier]
        if found:
            return found
    return []
