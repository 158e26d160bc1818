"""The words that stand on a persona sheet, in the languages it is made in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class SheetWords:
    """Words of one language; `{…}` is filled in.

    Attributes:
        language: ISO 639-1 code.
        places: Place, or `attributes`, to its heading.
        kicker: Above the name.
        negative: Above the name of a negative persona.
        interviewed: How many were interviewed: `{n}`, `{of}`.
        not_heard: Of a place without a line.
        too_few: Of a place whose most widely shared theme too few voice: `{n}`, `{of}`.
        not_looked_for: Of a place for which no codebook was used.
        ask: Before the question for the next interview.
        more: How many lines are left out: `{n}`.
        missing: How many have no value: `{n}`.
        by_author: Marks the author's own words.
        proposed: Marks a proposed name.
        review: When the sheet is due: `{date}`.
        legend: What the marks mean.
        legend_others: What the marks of other sources mean.
        image: What the placeholder shows, for those who do not see it.
        fonts: Families that have the characters, the first that exists is taken.
    """

    language: str
    places: Mapping[str, str]
    kicker: str
    negative: str
    interviewed: str
    not_heard: str
    too_few: str
    not_looked_for: str
    ask: str
    more: str
    missing: str
    by_author: str
    proposed: str
    review: str
    legend: str
    legend_others: str
    image: str
    fonts: tuple[str, ...]

    @property
    def texts(self) -> tuple[str, ...]:
        """Every word that may stand on the sheet."""
        return (
            *self.places.values(), self.kicker, self.negative, self.interviewed, self.not_heard,
            self.too_few, self.not_looked_for, self.ask, self.more, self.missing, self.by_author,
            self.proposed, self.review, self.legend, self.legend_others,
        )  # fmt: skip


_LATIN = ("Calibri", "Carlito", "Segoe UI", "Helvetica Neue", "Arial", "DejaVu Sans")

_ENGLISH = SheetWords(
    language="en",
    places={
        "challenges": "Challenges",
        "aims": "What they are after",
        "decision": "What sets off and decides",
        "attributes": "Who they are",
        "day": "Days and habits",
        "avoid": "What they avoid",
        "media": "Media and searches",
        "relationship": "Relation to the product",
        "roles": "Roles in buying",
        "journey": "The way to buying and using",
        "unsuited": "Why not a customer",
    },
    kicker="Persona",
    negative="Negative persona: not a customer",
    interviewed="{n} of {of} people interviewed",
    not_heard="Not heard in these interviews.",
    too_few="Voiced by {n} of {of} at most; too few for the sheet.",
    not_looked_for="Not looked for: no codebook for this was used.",
    ask="Ask next time:",
    more="+ {n} more in the appendix",
    missing="{n} unknown",
    by_author="author",
    proposed="proposed name",
    review="Look at it again by {date}",
    legend=(
        "“Quoted” lines were said in the interviews. 5/8: five of eight people voice it. "
        "C01 leads to its quotes in the evidence appendix."
    ),
    legend_others="+2 −1: so many comments of other sources say so, or otherwise.",
    image="A drawn figure; no photograph was given.",
    fonts=_LATIN,
)
_JAPANESE = SheetWords(
    language="ja",
    places={
        "challenges": "課題・困りごと",
        "aims": "目指していること",
        "decision": "きっかけと決め手",
        "attributes": "属性",
        "day": "日々の行動",
        "avoid": "避けたいこと",
        "media": "情報源と検索",
        "relationship": "製品との関係",
        "roles": "購買における役割",
        "journey": "購買までの道のり",
        "unsuited": "顧客にならない理由",
    },
    kicker="ペルソナ",
    negative="ネガティブペルソナ（対象外の顧客）",
    interviewed="インタビュー対象者 {of} 名中 {n} 名",
    not_heard="今回のインタビューでは語られていません。",
    too_few="語ったのは最多でも {of} 名中 {n} 名で、掲載の基準に届きません。",
    not_looked_for="この項目のコードブックは使われていません。",
    ask="次回の質問：",
    more="ほか {n} 件は付録に",
    missing="不明 {n} 名",
    by_author="作成者",
    proposed="仮名",
    review="見直し期限：{date}",
    legend=(
        "“ ” は実際の発言です。5/8 は 8 名中 5 名が語ったことを示します。"
        "C01 などの番号は付録の引用に対応します。"
    ),
    legend_others="+2 −1 はほかの情報源で同じ内容・逆の内容を述べたコメントの件数です。",
    image="写真の代わりに描かれた人物の図。",
    fonts=("Yu Gothic", "Hiragino Sans", "Noto Sans CJK JP", "Noto Sans JP", "MS Gothic"),
)
_KOREAN = SheetWords(
    language="ko",
    places={
        "challenges": "어려움",
        "aims": "바라는 것",
        "decision": "계기와 결정 요인",
        "attributes": "인물 정보",
        "day": "일상과 습관",
        "avoid": "피하고 싶은 것",
        "media": "매체와 검색",
        "relationship": "제품과의 관계",
        "roles": "구매에서의 역할",
        "journey": "구매와 사용의 과정",
        "unsuited": "고객이 되지 않는 이유",
    },
    kicker="페르소나",
    negative="네거티브 페르소나(고객이 아닌 사람)",
    interviewed="면담 참여자 {of}명 중 {n}명",
    not_heard="이번 면담에서는 나오지 않았습니다.",
    too_few="가장 많이 나온 내용도 {of}명 중 {n}명이어서 싣지 않았습니다.",
    not_looked_for="이 항목의 코드북을 사용하지 않았습니다.",
    ask="다음 면담의 질문:",
    more="그 밖의 {n}건은 부록에",
    missing="알 수 없음 {n}명",
    by_author="작성자",
    proposed="제안된 이름",
    review="다시 볼 날짜: {date}",
    legend=(
        "“ ” 안의 글은 면담에서 한 말입니다. 5/8은 8명 중 5명이 말했다는 뜻입니다. "
        "C01 등의 번호는 부록의 인용문을 가리킵니다."
    ),
    legend_others="+2 −1은 다른 자료에서 같은 말이나 다른 말을 한 글의 수입니다.",
    image="사진 대신 그린 인물 그림.",
    fonts=("Malgun Gothic", "Apple SD Gothic Neo", "Noto Sans CJK KR", "Noto Sans KR"),
)
_FINNISH = SheetWords(
    language="fi",
    places={
        "challenges": "Hankaluudet",
        "aims": "Mihin pyritään",
        "decision": "Mikä käynnistää ja ratkaisee",
        "attributes": "Taustatiedot",
        "day": "Arki ja tottumukset",
        "avoid": "Mitä vältetään",
        "media": "Mediat ja haut",
        "relationship": "Suhde tuotteeseen",
        "roles": "Roolit ostamisessa",
        "journey": "Polku ostoon ja käyttöön",
        "unsuited": "Miksi ei asiakas",
    },
    kicker="Persoona",
    negative="Negatiivinen persoona: ei asiakas",
    interviewed="{n}/{of} haastateltua",
    not_heard="Ei tullut esiin näissä haastatteluissa.",
    too_few="Enintään {n}/{of} haastateltua sanoi; liian vähän tälle sivulle.",
    not_looked_for="Ei etsitty: tähän ei käytetty koodikirjaa.",
    ask="Kysy ensi kerralla:",
    more="+ {n} muuta liitteessä",
    missing="{n} tuntematonta",
    by_author="tekijä",
    proposed="ehdotettu nimi",
    review="Tarkistettava viimeistään {date}",
    legend=(
        "Lainausmerkeissä on haastatteluissa sanottua. 5/8: viisi kahdeksasta sanoo näin. "
        "C01 viittaa lainauksiin liitteessä."
    ),
    legend_others="+2 −1: näin moni kommentti muista lähteistä sanoo samaa tai toisin.",
    image="Piirretty hahmo; valokuvaa ei annettu.",
    fonts=_LATIN,
)
_THAI = SheetWords(
    language="th",
    places={
        "challenges": "ปัญหาและความท้าทาย",
        "aims": "สิ่งที่ต้องการ",
        "decision": "สิ่งกระตุ้นและปัจจัยตัดสินใจ",
        "attributes": "ข้อมูลทั่วไป",
        "day": "กิจวัตรและพฤติกรรม",
        "avoid": "สิ่งที่หลีกเลี่ยง",
        "media": "สื่อและการค้นหา",
        "relationship": "ความสัมพันธ์กับผลิตภัณฑ์",
        "roles": "บทบาทในการซื้อ",
        "journey": "เส้นทางสู่การซื้อและการใช้",
        "unsuited": "เหตุผลที่ไม่ใช่ลูกค้า",
    },
    kicker="เพอร์โซนา",
    negative="เพอร์โซนาเชิงลบ: ไม่ใช่ลูกค้า",
    interviewed="ผู้ให้สัมภาษณ์ {n} จาก {of} คน",
    not_heard="ไม่มีการกล่าวถึงในการสัมภาษณ์ครั้งนี้",
    too_few="มีผู้กล่าวถึงมากที่สุด {n} จาก {of} คน ไม่พอที่จะแสดงในหน้านี้",
    not_looked_for="ไม่ได้ค้นหา: ไม่ได้ใช้ชุดรหัสสำหรับหัวข้อนี้",
    ask="คำถามครั้งต่อไป:",
    more="อีก {n} ข้ออยู่ในภาคผนวก",
    missing="ไม่ทราบ {n} คน",
    by_author="ผู้จัดทำ",
    proposed="ชื่อที่เสนอ",
    review="ควรทบทวนภายใน {date}",
    legend=(
        "ข้อความใน “ ” คือคำพูดจริงจากการสัมภาษณ์ 5/8 หมายถึงห้าคนจากแปดคนกล่าวถึง C01 อ้างถึงคำพูดในภาคผนวก"
    ),
    legend_others="+2 −1 คือจำนวนความเห็นจากแหล่งอื่นที่กล่าวตรงกันหรือต่างออกไป",
    image="ภาพวาดแทนรูปถ่าย",
    fonts=("Leelawadee UI", "Thonburi", "Noto Sans Thai", "Tahoma"),
)
_ALL = {words.language: words for words in (_ENGLISH, _JAPANESE, _KOREAN, _FINNISH, _THAI)}


def words_in(language: str) -> SheetWords:
    """Return the words of `language`; English where there are none."""
    return _ALL.get(language, _ENGLISH)
