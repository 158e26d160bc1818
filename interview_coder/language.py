"""Which language is spoken in a transcript: told by its script, by its small words, or by lingua.

The share of words that are stop words (spaCy's lists) is far larger in their own language than in
any other. Where that is not clear, lingua is asked if it is installed
(`pip install interview-coder[languages]`; 75 languages, some seconds to load). A text that could
be two languages is taken for none.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from interview_coder.wording import words

if TYPE_CHECKING:
    from lingua import LanguageDetector

ENGLISH = "en"
FEWEST_WORDS = 20
"""A shorter text is taken for no language."""

_MOST_SIGNS = 20_000
_BY_SMALL_WORDS = (
    "ca", "cs", "da", "de", "en", "es", "et", "fi", "fr", "hr", "hu", "id", "is", "it", "lt", "lv",
    "nb", "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sr", "sv", "tr", "uk", "bg",
)  # fmt: skip
_LEAST_SHARE = 0.25
_CLEARLY_MORE = 1.15
_LEAST_CONFIDENCE = 0.65
_LETTER = re.compile(r"[^\W\d_]")
# What a script's name in Unicode begins with, and the language it is written in most.
_SCRIPTS = {
    "HIRAGANA": "ja", "KATAKANA": "ja", "HANGUL": "ko", "THAI": "th", "GREEK": "el",
    "HEBREW": "he", "ARABIC": "ar", "DEVANAGARI": "hi", "CJK": "zh",
}  # fmt: skip
_ENOUGH_OF_A_SCRIPT = 0.3
_ENOUGH_KANA = 0.1
"""Japanese writes much in Chinese signs, but never without kana."""


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`; empty where it cannot be told.

    Args:
        text: What was said; the first 20,000 signs count.

    >>> detect_language("ok")
    ''
    """
    sample = text[:_MOST_SIGNS]
    by_script = _by_script(sample)
    if by_script:
        return by_script
    if len(words(sample)) < FEWEST_WORDS:
        return ""
    return _by_small_words(sample) or _by_lingua(sample)


def _by_script(text: str) -> str:
    letters = _LETTER.findall(text)
    if not letters:
        return ""
    names = (unicodedata.name(letter, "").split(" ")[0] for letter in letters)
    counts = Counter(_SCRIPTS[name] for name in names if name in _SCRIPTS)
    if counts["ja"] >= _ENOUGH_KANA * len(letters):
        return "ja"
    code, count = max(counts.items(), key=lambda item: (item[1], item[0]), default=("", 0))
    return code if count >= _ENOUGH_OF_A_SCRIPT * len(letters) else ""


@lru_cache
def _lingua() -> LanguageDetector | None:
    try:
        from lingua import LanguageDetectorBuilder
    except ImportError:  # an extra: small words tell without it
        return None
    return LanguageDetectorBuilder.from_all_languages().with_low_accuracy_mode().build()


def _by_lingua(text: str) -> str:
    detector = _lingua()
    if detector is None:
        return ""
    ranked = detector.compute_language_confidence_values(text)
    best = ranked[0]
    if best.value < _LEAST_CONFIDENCE:
        return ""
    return str(best.language.iso_code_639_1.name.lower())


def _by_small_words(text: str) -> str:
    found = words(text)
    shares = sorted(
        (
            (sum(word in small for word in found) / len(found), code)
            for code, small in _small_words()
        ),
        reverse=True,
    )
    (first, code), (second, _) = shares[:2]
    return code if first >= _LEAST_SHARE and first >= _CLEARLY_MORE * second else ""


@lru_cache
def _small_words() -> tuple[tuple[str, frozenset[str]], ...]:
    from spacy.util import get_lang_class

    return tuple(
        (code, frozenset(get_lang_class(code).Defaults.stop_words)) for code in _BY_SMALL_WORDS
    )
