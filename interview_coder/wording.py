"""Words as the models see them: copies of what was said, cleaned; they never reach a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from interview_coder.transcript import Span

FILLERS = frozenset(
    """
    ah aha er erm eh em hm hmm huh mhm mm mmm mmhm oh ooh uh uhm um umm uhuh wow okay ok yeah
    yep yes yup nope no well so like right sure actually basically literally honestly
    obviously really just sort kind anyway anyhow alright gonna wanna gotta kinda sorta
    äh ähm öh öhm euh ehm eeh öö bah hein yyy えーと うーん 음 어 เอ่อ อืม
    """.split()
)
"""What people say while they think, in English; of other languages the sounds that are no words. A
run of these alone carries no coding."""

_TALK = frozenset(
    """
    say says said tell told think thinks thought know knows knew mean means meant guess
    suppose see saw look looks looked get gets got getting go goes going went come comes came
    coming put puts take takes took make makes made do does doing did done let lets want wants
    wanted need needs needed try tries tried trying keep keeps kept give gives gave given use
    used using feel feels felt find found thing things stuff something anything everything
    nothing bit lot lots way ways maybe probably quite pretty very much many also even still
    always never ever sometimes usually often again already yet one two ones people somebody
    someone everybody everyone anybody good great nice bad time times day days week weeks kind
    sort course example whatever really aye oh mate god ones half next last later early end
    part side point whole full number couple
    """.split()
)

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CONTRACTION = re.compile(r"'(?:s|d|m|ll|re|ve|t)?$")
_SPACE = re.compile(r"\s+")


def spoken(text: str, span: Span, *, asides: Sequence[Span] = ()) -> str:
    """Return the words at `span` on one line, without what nobody said.

    Args:
        text: A transcript's text.
        span: The stretch that is wanted.
        asides: Stretches that nobody said, in order; those outside `span` do not matter.
    """
    return _SPACE.sub(" ", mask(text, span, asides=asides)).strip()


def mask(text: str, span: Span, *, asides: Sequence[Span]) -> str:
    """Return the words at `span` with asides blanked; as long as the span, so offsets hold."""
    pieces, position = [], span.start
    for aside in asides:
        if aside.overlaps(span):
            start, end = max(aside.start, span.start), min(aside.end, span.end)
            pieces += [text[position:start], " " * (end - start)]
            position = end
    pieces.append(text[position : span.end])
    return "".join(pieces)


def words(text: str) -> list[str]:
    """Return the words of `text` in lower case; digits and punctuation are no words."""
    return [match.group().lower().replace("’", "'") for match in _WORD.finditer(text)]


def is_filler(text: str) -> bool:
    """Whether `text` holds fillers alone, or no word at all."""
    return all(part in FILLERS for word in words(text) for part in word.split("-"))


def content_words(text: str, *, language: str = "en") -> list[str]:
    """Return the words of `text` that say what it is about: no stop words, no fillers.

    Empty where it has none.
    """
    stop = stop_words(language)
    bare = (_CONTRACTION.sub("", word) for word in words(text) if not word.endswith("n't"))
    return [word for word in bare if len(word) > 1 and word not in stop]


@lru_cache
def stop_words(language: str) -> frozenset[str]:
    """Return the words that never name a theme: spaCy's stop words, fillers, words of talk.

    The fillers and words of talk are English in every language.
    """
    from spacy.util import get_lang_class

    try:
        known = get_lang_class(language).Defaults.stop_words
    except ImportError:  # spaCy does not know the language; segmentation has told so
        known = set()
    return frozenset(known | FILLERS | _TALK)
