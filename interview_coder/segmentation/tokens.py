"""Tokens: the pieces a turn is cut at, each knowing its place.

spaCy's rules do it, without a model. For Japanese, Chinese, Korean and Thai spaCy asks for
dictionaries; sentences and counts of words can be told without, so signs, or runs between blanks
and marks, do here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from interview_coder.errors import LanguageError

if TYPE_CHECKING:
    from collections.abc import Callable

    from spacy.tokens import Doc

# Every sign of a script without blanks is a piece; letters and digits of others stay together.
_SIGNS = re.compile(
    r"\s+|[A-Za-z0-9\u00c0-\u024f]+(?:[.'’-][A-Za-z0-9]+)*|[.!?。！？…]+|.", re.DOTALL
)
# Between blanks, marks apart from letters; Thai's marks above and below belong to their letters.
_RUNS = re.compile(r"\s+|[.!?。！？…]+|[^\s\w\u0e00-\u0e7f]|[\w\u0e00-\u0e7f]+", re.DOTALL)
_WORDS = re.compile(r"\s+|[.!?。！？…]+|\d+(?:[.,:]\d+)*|[^\W\d]+|.", re.DOTALL)
_OWN = {"ja": _SIGNS, "zh": _SIGNS, "th": _RUNS, "ko": _WORDS}
_BY_SHARED_RULES = frozenset({"vi"})
"""spaCy asks for a dictionary here, too; its rules for any language part marks from words."""


@lru_cache
def tokenizer(language: str) -> Callable[[str], Doc]:
    """Return what cuts text in `language` (ISO 639-1) into tokens; nothing is lost or changed.

    Raises:
        LanguageError: If spaCy does not know the language, or needs a package for it.
    """
    import spacy
    from spacy.tokens import Doc

    if language in _OWN:
        pattern, vocab = _OWN[language], spacy.blank("xx").vocab

        def cut(text: str) -> Doc:
            pieces = pattern.findall(text)
            return Doc(vocab, words=pieces, spaces=[False] * len(pieces))

        return cut
    try:
        return spacy.blank("xx" if language in _BY_SHARED_RULES else language)
    except ImportError as error:
        reason = str(error).strip().split("\n")[0]
        raise LanguageError(
            f"spaCy cannot cut the language {language!r} into words: {reason}; "
            "correct `language` in study.toml, or install what spaCy asks for"
        ) from error
