"""What stands among the words and was not said: times, `[laughs]`, `(lacht)`, `(12 seconds)`.

Square brackets are a transcriber's; round ones may hold what was said ("it is slow (mostly)"), so
there only what cannot be speech is an aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from interview_coder.readers.clock import BRACKETED_CLOCK, CLOCK, seconds
from interview_coder.roles import is_role
from interview_coder.transcript import Span, TimeMark

_SQUARE = re.compile(r"\\?\[[^\[\]\n]{1,60}\]|［[^［］\n]{1,60}］")
_DOUBTFUL = re.compile(
    r"\\?\((?P<round>[^()\n]{1,120})\)|（(?P<wide>[^（）\n]{1,120})）"
    r"|<(?P<angle>[^<>\n]{1,40})>|\{(?P<curly>[^{}\n]{1,40})\}"
    r"|(?<![*\w])\*(?P<star>[^*\n]{1,40})\*(?![*\w])"
)
_F4_CLOCK = re.compile(r"#(?P<clock>\d{1,3}:\d{2}:\d{2})-(?P<tenths>\d)#")
_CLOCK_AT_END = re.compile(rf"(?P<clock>{CLOCK})[ \t]{{0,4}}\\?[\])）］]$")

_PAUSE = re.compile(
    r"""
    ^\W{0,12}$                                    # (..), (???)
    | ^\d{1,2}(?:[.,]\d{1,2})?[ ]?
      (?:s|secs?|seconds?|sek|sekunden?|seconden?|secondes?|segundos?|secondi|sekuntia|sekunder
      |秒|초|วินาที)?\.?(?:[ ](?:pause|silence|stille|pauze|pausa|tauko|paus))?$
    | ^x{2,4}$
    """,
    re.VERBOSE | re.IGNORECASE,
)
# How remarks begin.
_REMARK = re.compile(
    r"""
    (?:laugh(?:s|ing|ter)?|chuckl(?:e|es|ing)|giggl(?:e|es|ing)|sigh(?:s|ing)?|paus(?:e|es|ing)
    |long\ pause|cough(?:s|ing)?|sniff(?:s|ing|les)|cry(?:ing)|sob(?:s|bing)|whisper(?:s|ing)
    |gasp(?:s|ing)|nod(?:s|ding)|smil(?:es|ing)|shrugs?|gestur(?:es|ing)|clap(?:s|ping)|applause
    |inaudible|indistinct|unintelligible|crosstalk|cross-talk|cross\ talk|overlapping|interposing
    |background\ noise|phone\ ring(?:s|ing)|clears?\ throat|clearing\ throat|mumbl(?:es|ing)
    |break\ in\ (?:the\ )?recording|(?:recording|tape|audio)\ (?:cuts|drops|gap|breaks?|stops|ends)
    |lacht|lachen|lachend|gelächter|schmunzelt|seufzt|räuspert|hustet|weint|flüstert|nickt
    |unv\.?|unverständlich|unverst\.|schweigt|telefon\ klingelt
    |rires?|riant|soupir(?:e|s)?|tousse|chuchote|incompréhensible|applaudit|applaudissements
    |risas?|ríe|riendo|suspir[ao]s?|pausa|llora|susurra|ininteligible|aplausos|asiente|se\ ríen?
    |gelach|zucht|pauze|hoest|huilt|fluistert|onverstaanbaar|knikt|lachje
    |ridono|risate?|sospira|sospiro|tossisce|piange|sussurra|incomprensibile|applausi|annuisce
    |nauraa|nauravat|naurua|naurahtaa|huokaa|huokaus|tauko|yskii|itkee|kuiskaa|epäselvää?
    |ei\ saa\ selvää|nyökkää
    |skratt(?:ar)?|suckar|paus|hostar|gråter|viskar|ohörbart|hörs\ ej|nickar
    )(?![^\W_])
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Remarks that might open what somebody says, were there more words.
_REMARK_ALONE = re.compile(
    r"""
    ^(?:silen(?:ce|t)|cries|unclear|music|noise|static|overlaps?|rings?|ringing|beep(?:s|ing)?|cheers
    |cheering|nod|smile|foreign\ language|redacted|stille|schweigen|störung|überlappend
    |rit|pleure|silences?|musique|hésitation|rie|silencio|tose|música|stilte|ride|silenzio|musica
    |hiljaisuus|musiikkia|suck|tystnad|musik|inaudibile)\.?$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_REMARK_IN_SCRIPT = re.compile(
    r"笑|沈黙|無言|間$|拍手|聞き取れ|不明瞭|ため息|咳|泣|うなず"
    r"|웃음|웃으|웃는|침묵|한숨|기침|박수|울음|울먹|불명|안 들림|(?:며|면서|듯이?|소리|손짓|말투)$"
    r"|หัวเราะ|เงียบ|ถอนหายใจ|ไอ$|ร้องไห้|ฟังไม่ชัด|ไม่ได้ยิน|ยิ้ม|พยักหน้า"
)
_LATIN_LETTER = re.compile(r"[A-Za-z]")
_GROUP = frozenset({"both", "all", "everyone", "everybody", "group", "beide", "alle", "tous"})
_ARTICLES = frozenset({"the", "der", "die", "das", "le", "la", "el", "de", "il", "l'"})
_MIN_ROLE_LETTERS = 4
_MAX_IN_SCRIPT = 16


def find_asides(text: str, span: Span) -> tuple[Span, ...]:
    """Return what stands inside `span` but was not said: times in brackets, `[laughs]`."""
    places = [match.span() for match in _found(text, span)]
    asides: list[Span] = []
    for start, end in sorted(places):
        if not asides or asides[-1].end <= start:
            asides.append(Span(start=start, end=end))
    return tuple(asides)


def _found(text: str, span: Span) -> Iterator[re.Match[str]]:
    yield from _SQUARE.finditer(text, span.start, span.end)
    yield from BRACKETED_CLOCK.finditer(text, span.start, span.end)
    yield from _F4_CLOCK.finditer(text, span.start, span.end)
    for match in _DOUBTFUL.finditer(text, span.start, span.end):
        if _is_remark_in(match):
            yield match


def _is_remark_in(match: re.Match[str]) -> bool:
    words = match[match.lastgroup or 0]
    if match.lastgroup in ("round", "wide"):
        return is_remark(words)
    return _begins_like_remark(words.strip())  # other brackets have other uses


def is_remark(words: str) -> bool:
    """Whether `words` in round brackets are a stage direction, not speech.

    >>> is_remark("laughs"), is_remark("12 seconds pause"), is_remark("mostly")
    (True, True, False)
    """
    bare = words.strip().removesuffix("\\").strip()
    # Captions write sounds with blanks inside the brackets: ( clock ticking )
    is_caption = words[0] == words[-1] == " " and bare.islower()
    return (
        is_caption
        or _PAUSE.match(bare) is not None
        or _begins_like_remark(bare)
        or _tells_what_somebody_does(bare)
    )


def _begins_like_remark(words: str) -> bool:
    if not _LATIN_LETTER.search(words):
        return len(words) <= _MAX_IN_SCRIPT and _REMARK_IN_SCRIPT.search(words) is not None
    first, _, rest = words.partition(" ")
    if _REMARK.match(words) is not None or _REMARK_ALONE.match(words) is not None:
        return True
    return (
        # "both laugh", "leise lachend"; but not "which made us laugh"
        _REMARK.match(rest) is not None and (first.lower() in _GROUP or len(rest.split()) == 1)
    )


def _tells_what_somebody_does(words: str) -> bool:
    """Whether a part in the interview is the subject: "The participant reads the card"."""
    parts = words.split()
    if parts and parts[0].lower() in _ARTICLES:
        parts = parts[1:]
    return len(parts) > 1 and len(parts[0]) >= _MIN_ROLE_LETTERS and is_role(parts[0])


def find_times(text: str, span: Span) -> tuple[TimeMark, ...]:
    """Return the times written in brackets inside `span`; `[inaudible 00:54:11]` has one, too."""
    marks = [
        TimeMark(offset=match.end(), seconds=seconds(match[1]))
        for match in BRACKETED_CLOCK.finditer(text, span.start, span.end)
    ]
    for match in _F4_CLOCK.finditer(text, span.start, span.end):
        clock = f"{match['clock']}.{match['tenths']}"
        marks.append(TimeMark(offset=match.end(), seconds=seconds(clock)))
    marks += _times_of_remarks(text, span)
    return tuple(sorted(marks, key=lambda mark: mark.offset))


def _times_of_remarks(text: str, span: Span) -> Iterator[TimeMark]:
    for pattern in (_SQUARE, _DOUBTFUL):
        for match in pattern.finditer(text, span.start, span.end):
            clock = _CLOCK_AT_END.search(match.group())
            if clock is not None and _begins_like_remark(match.group().lstrip("\\[(（［")):
                yield TimeMark(offset=match.end(), seconds=seconds(clock["clock"]))


def trim(text: str, start: int, end: int, *, asides: Sequence[Span] = ()) -> Span | None:
    """Return `[start, end)` without white space and asides at its ends; None if nothing is left."""
    starts = {aside.start: aside.end for aside in asides}
    ends = {aside.end: aside.start for aside in asides}
    while start < end and (text[start].isspace() or start in starts):
        start = starts.get(start, start + 1)
    while start < end and (text[end - 1].isspace() or end in ends):
        end = ends.get(end, end - 1)
    return Span(start=start, end=end) if start < end else None
