"""Fictional names for personas: proposed, never somebody's who was interviewed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from hashlib import sha256

# Frequent given names that fit many ages; family names that are frequent and of no trade.
_NAMES = {
    "en": (
        "Alex Blair Casey Drew Ellis Frankie Jamie Jordan Kerry Lesley Morgan Robin Sandy Taylor",
        "Ashby Barlow Carver Dalton Fenwick Garland Hollis Kendrick Marlow Norwood Penrose Thorne",
    ),
    "de": (
        "Andrea Anke Birgit Christian Dirk Frauke Heike Jens Katrin Lars Maren Silke Torsten Uwe",
        "Albers Brandt Conrads Dietz Ehlers Friedrichs Grote Harms Jansen Lorenz Petersen Voss",
    ),
    "fr": (
        "Anne Camille Claude Dominique Elise Florence Gilles Hugues Lucie Maxime Pascale Yann",
        "Arnaud Barbier Carpentier Delmas Fontaine Garnier Lacroix Marchal Perrin Roussel Vidal",
    ),
    "es": (
        "Adriana Blanca Carlos Diego Elena Fernando Gloria Iker Laura Marta Pablo Rocío Silvia",
        "Aguilar Blanco Calvo Domínguez Fuentes Herrera Lozano Molina Prieto Romero Soler Vega",
    ),
    "it": (
        "Alessia Bruno Chiara Dario Elena Fabio Giulia Lorenzo Marta Paola Silvia Tommaso",
        "Barbieri Conti De Luca Ferrara Galli Leone Marini Negri Pellegrini Rinaldi Serra Villa",
    ),
    "nl": (
        "Anneke Bas Carlijn Daan Els Femke Joost Karin Lieke Maarten Renske Sander Tessa Wouter",
        "Bakker Dekker Hendriks Jacobs Kuipers Meijer Mulder Postma Smits Verhoeven Visser Willems",
    ),
    "fi": (
        "Aino Eero Hanna Ilkka Johanna Kari Leena Mikko Outi Pekka Riikka Sami Tiina Ville",
        "Aalto Heikkinen Järvinen Koskinen Laine Lehtonen Mäkelä Nieminen Rantanen Salminen",
    ),
    "sv": (
        "Anders Birgitta Camilla Daniel Elin Fredrik Gunilla Henrik Ingrid Johan Karin Lars Malin",
        "Andersson Bergström Ekman Forsberg Holm Lindgren Nyström Sandberg Söderberg Wallin",
    ),
    "ja": (
        "葵 陽子 健太 恵 拓也 直美 浩一 真由美 亮 優子",
        "青木 石川 小川 加藤 佐々木 中村 野口 橋本 松本 山田",
    ),
    "ko": ("민지 서연 지훈 수빈 현우 은정 도윤 유진 성민 하은", "강 권 김 류 문 박 서 안 윤 정"),
    "th": (
        "กมล จันทร์เพ็ญ ชัยวัฒน์ ดวงใจ ธนากร นิภา ปรีชา พรทิพย์ มานะ รัตนา",
        "แก้วมณี จันทรวงศ์ ชัยศรี ทองดี บุญมี พงษ์ไพศาล ศรีสุข สุวรรณ",
    ),
}
_FAMILY_FIRST = frozenset({"ja", "ko"})
_JOINED = frozenset({"ko"})
_WORD = re.compile(r"[^\W\d_]+")


def propose_name(taken: Iterable[str], *, language: str, key: str) -> str:
    """Propose a fictional name that shares no part with a name in `taken`.

    Args:
        taken: Names of participants, speakers and personas.
        language: ISO 639-1 code; English names where there is no list for it.
        key: The same key gives the same name, as long as it is free.
    """
    given, family = (names.split() for names in _NAMES.get(language, _NAMES["en"]))
    parts = {part.casefold() for name in taken for part in _WORD.findall(name)}
    digest = int.from_bytes(sha256(key.encode()).digest()[:8], "big")
    first = _free(given, parts, digest)
    last = _free(family, parts, digest // len(given))
    if language in _FAMILY_FIRST:
        return f"{last}{'' if language in _JOINED else ' '}{first}"
    return f"{first} {last}"


def _free(names: list[str], taken: set[str], start: int) -> str:
    turned = [names[(start + i) % len(names)] for i in range(len(names))]
    return next((name for name in turned if name.casefold() not in taken), turned[0])
