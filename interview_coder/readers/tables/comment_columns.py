"""Which columns of a table hold a comment, its author and its time, found by their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from interview_coder.readers.source import Source
from interview_coder.readers.tables.columns import Finder, matches, names_of, plain_name


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentColumns:
    """Names of columns told by the researcher.

    Attributes:
        text: The column of the comments; None to find it.
        author: That of who wrote them; None to find it, empty to leave it unread.
        time: That of when they were written; None to find it, empty to leave it unread.
    """

    text: str | None = None
    author: str | None = None
    time: str | None = None

    @property
    def are_told(self) -> bool:
        """Whether a column is told by its name."""
        return any((self.text, self.author, self.time))


class Places(NamedTuple):
    """Positions of the columns, from 0; None where the table has no such column."""

    text: int
    author: int | None
    time: int | None


# In each kind, a column of an earlier tier is believed before one of a later tier.
_TEXT = (
    names_of(
        """
        comment|comments|comment text|comment body|message|message text|message body|review
        |review text|review content|review body|text|full text|body|feedback|feedback text|note
        |notes|note text|note body|verbatim|post|post text|tweet|reply|ticket text
        |kommentar|kommentare|nachricht|rezension|rückmeldung|notiz|notizen|beitrag|commentaire
        |commentaires|avis|texte|remarque|comentario|comentarios|mensaje|reseña|opinión|texto
        |nota|notas|mensagem|avaliação|opmerking|opmerkingen|bericht|recensie|beoordeling
        |reactie|tekst|commento|commenti|messaggio|recensione|testo|kommentti|palaute|viesti
        |arvostelu|teksti|kommentarer|meddelande|recension|omdöme|コメント|レビュー|本文|メッセージ
        |口コミ|感想|댓글|리뷰|후기|메시지|본문|내용|ความคิดเห็น|รีวิว|ข้อความ|评论|评价|内容|留言
        """
    ),
    names_of(
        """
        content|description|details|answer|response|quote|question|complaint|request|words
        |beschreibung|inhalt|antwort|anfrage|beschwerde|description du problème|contenu|réponse
        |plainte|descripción|contenido|respuesta|queja|descrição|conteúdo|omschrijving|inhoud
        |antwoord|klacht|descrizione|contenuto|risposta|kuvaus|sisältö|vastaus|beskrivning
        |innehåll|svar|説明|内容|回答|問い合わせ|설명|답변|문의|รายละเอียด|เนื้อหา|คำตอบ|描述|回复
        """
    ),
)
_AUTHOR = (
    names_of(
        """
        author|author name|user|user name|username|user id|reviewer|reviewer name|nickname|customer
        |customer name|customer id|requester|requester name|commenter|handle|screen name|contact
        |contact name|client|sender|from|reporter|submitter|poster|autor|autorin|kunde|kundin
        |kundenname|nutzer|nutzerin|benutzer|absender|verfasser|auteur|client nom|nom du client
        |utilisateur|expéditeur|cliente|usuario|autora|remitente|utilizador|klant|klantnaam
        |gebruiker|afzender|autore|utente|mittente|kirjoittaja|asiakas|käyttäjä|lähettäjä
        |författare|kund|användare|avsändare|投稿者|ユーザー|ユーザー名|顧客|お客様|作成者|작성자
        |사용자|고객|ผู้เขียน|ผู้ใช้|ลูกค้า|作者|用户|用户名|客户
        """
    ),
    names_of(
        "name|who|full name|display name|email|company|account|nom|nombre|naam|nome|nimi|namn"
    ),
)
_TIME = (
    names_of(
        """
        created|created at|created on|created time|created date|created utc|date created
        |creation date|create date|posted|posted at|posted on|published|published at|submitted
        |submitted at|review date|comment date|date|datetime|date time|timestamp|time|day
        |erstellt|erstellt am|erstellungsdatum|datum|zeitpunkt|zeit|créé|créé le|date de création
        |publié le|heure|creado|fecha|fecha de creación|creado en|criado em|data|data de criação
        |aangemaakt|aangemaakt op|tijd|creato il|data di creazione|luotu|päivämäärä|pvm|aika
        |skapad|tid|作成日|作成日時|投稿日|日付|日時|작성일|날짜|작성 시간|วันที่|เวลา|日期|时间
        """
    ),
)


def names_comments(header: Sequence[str], told: CommentColumns) -> bool:
    """Whether the cells of a row name a column of comments."""
    names = [plain_name(name) for name in header]
    if told.text is not None:
        return plain_name(told.text) in names
    return bool(matches(names, _TEXT))


def find_comment_columns(
    source: Source, header: Sequence[str], told: CommentColumns, *, line_no: int | None
) -> Places:
    """Find the columns of a table of comments.

    Args:
        source: The file, for messages.
        header: The names of its columns.
        told: What the researcher has said.
        line_no: Physical line of the header; None where it has none.

    Raises:
        ReadError: If no column is named for comments, or several are, or a column that was told
            does not exist.
    """
    finder = Finder(source=source, header=tuple(header), line_no=line_no)
    text = finder.one("text", told.text, _TEXT)
    if text is None:
        raise finder.missing("the comments", "text")
    taken = {text}
    author = finder.one("author", told.author, _AUTHOR, taken=taken) if told.author != "" else None
    time = finder.one("time", told.time, _TIME, taken=taken) if told.time != "" else None
    return Places(text, author, time)
