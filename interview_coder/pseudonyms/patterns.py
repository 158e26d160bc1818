"""What identifies people without being a name: addresses, numbers, links; found by rule.

A rule that finds too much costs a glance, one that finds too little may cost a person; but a list
that nobody reads to its end helps nobody. So prices, years, times and dates are left out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from interview_coder.transcript import Span


class Identifier(NamedTuple):
    """Something that may identify somebody.

    Attributes:
        span: Where it stands.
        kind: What it looks like.
    """

    span: Span
    kind: str


_EMAIL = re.compile(
    r"""
    (?<![\w.+\]-])(?:[\w+-]|\[[^\]\n]{1,60}\])(?:[\w.+-]|\[[^\]\n]{1,60}\]){0,64}
      @[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}
    | (?<![\w.])[\w.]{1,64}\s(?:at|AT|\(at\)|\[at\])\s[\w-]{1,63}
      (?:\s(?:dot|DOT|\(dot\)|\[dot\])\s[a-z]{2,24}){1,4}\b
    """,
    re.VERBOSE,
)
_LINK = re.compile(
    r"""
    \bhttps?://[^\s<>"”’]+ | \bwww\.[^\s<>"”’]+
    | (?<![\w.-])(?:[\w-]{1,63}\.){1,5}(?:com|org|net|edu|gov|info|io|co|eu|uk|de|at|ch|fr|es|pt|it
      |nl|be|pl|cz|fi|se|no|dk|ie|us|ca|au|jp|kr|cn|br|ru|ua)\b(?:/[^\s<>"”’]*)?
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HANDLE = re.compile(r"(?<![\w@.\]])@\w[\w.]{1,40}")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b")
_DIGITS = re.compile(
    r"(?<![\w.,:/])[(+]{0,2}\d(?:[\d()]|[ \u00a0\u202f./-]{1,2}(?=[\d(])){5,40}(?![\w%])"
)
_ID = re.compile(
    r"""
    \b\d{3}-\d{2}-\d{4}\b                       # United States
    | \b\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]\b           # Finland
    | \b\d{6,8}[-+]\d{4}\b                       # Sweden
    | \b[A-Z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b  # United Kingdom
    | \b[A-Z]{1,4}[-/ ]?\d{5,}[A-Z]?\b           # staff, customer, passport, case
    | (?<![\w.,:/€$£-])\d{6,}[A-Z]?\b(?![.,]\d|%)  # any long number
    """,
    re.VERBOSE,
)
_MONEY_BEFORE = re.compile(r"(?:[€$£¥]|\b(?:EUR|USD|GBP|PLN|SEK|NOK|DKK|CHF))\s?$")
_MONEY_AFTER = re.compile(
    r"^\s?(?:[€$£¥%]|(?:EUR|USD|GBP|PLN|SEK|NOK|DKK|CHF|euros?|dollars?|pounds?|quid|zł|zloty|kr|kronor"
    r"|people|users|units|tons?|tonnes|kilometres|miles)\b)",
    re.IGNORECASE,
)
_DATE = re.compile(r"^(?:\d{4}[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2}))$")
_YEARS = re.compile(r"^(?:19|20)\d\d ?[-/–] ?(?:19|20)\d\d$")
_THOUSANDS = re.compile(r"^\d{1,3}(?:[ .\u00a0\u202f]\d{3})+$")
_DECIMAL = re.compile(r"^\d+\.\d+$")
_ROUND = re.compile(r"^[1-9]\d{0,2}0{4,}$")
_TRAILING = ".,;:!?)]}'"


def find_identifiers(text: str) -> list[Identifier]:
    """Return e-mail addresses, links, handles, accounts, cards, phones and ids, in order.

    None overlaps another: what is part of an address is not told again as a number.
    """
    found: list[Identifier] = []
    for kind, find in _RULES.items():
        for span in find(text):
            if not any(span.overlaps(other.span) for other in found):
                found.append(Identifier(span, kind))
    return sorted(found)


def _all(pattern: re.Pattern[str]) -> Callable[[str], Iterator[Span]]:
    def find(text: str) -> Iterator[Span]:
        for match in pattern.finditer(text):
            shown = match[0].rstrip(_TRAILING)
            yield Span(start=match.start(), end=match.start() + len(shown))

    return find


def _ibans(text: str) -> Iterator[Span]:
    for match in _IBAN.finditer(text):
        letters = match[0].replace(" ", "")
        number = "".join(str(int(char, 36)) for char in letters[4:] + letters[:4])
        if int(number) % 97 == 1:
            yield Span(start=match.start(), end=match.end())


def _cards(text: str) -> Iterator[Span]:
    for match in _DIGITS.finditer(text):
        digits = _digits(match[0])
        if 13 <= len(digits) <= 19 and not match[0].startswith("+") and _luhn(digits):
            yield Span(start=match.start(), end=match.end())


def _luhn(digits: str) -> bool:
    """Whether the last digit checks the others, as on cards (ISO/IEC 7812)."""
    doubled = (int(digit) * (1 + i % 2) for i, digit in enumerate(reversed(digits)))
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _phones(text: str) -> Iterator[Span]:
    for match in _DIGITS.finditer(text):
        before, after = (
            text[max(0, match.start() - 5) : match.start()],
            text[match.end() : match.end() + 12],
        )
        is_money = _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after)
        if not is_money and _is_phone(match[0]):
            yield Span(start=match.start(), end=match.end())


def _is_phone(shown: str) -> bool:
    """Whether digits are grouped, and as many, as in a telephone number."""
    digits = _digits(shown)
    is_date = _DATE.match(shown) or _YEARS.match(shown)
    if is_date or _DECIMAL.match(shown) or not 7 <= len(digits) <= 15:
        return False
    if shown.startswith(("+", "(+", "0", "(0")):
        return len(digits) >= 8
    groups = re.findall(r"\d+", shown)
    if len(groups) < 2:
        return False
    if _THOUSANDS.match(shown):  # 600 700 800 is a mobile in many countries
        return [len(group) for group in groups] == [3, 3, 3]
    return min(map(len, groups)) >= 2 and len(groups[-1]) >= 2 and not _are_ids(shown)


def _are_ids(shown: str) -> bool:
    return _ID.fullmatch(shown) is not None


def _ids(text: str) -> Iterator[Span]:
    for match in _ID.finditer(text):
        if _ROUND.match(match[0]) or _MONEY_AFTER.match(text[match.end() : match.end() + 12]):
            continue
        if not re.match(r"^(?:19|20)\d{6}$", match[0]) or not _is_day(match[0]):
            yield Span(start=match.start(), end=match.end())


def _is_day(digits: str) -> bool:
    """Whether eight digits are a day, 20240131."""
    return 1 <= int(digits[4:6]) <= 12 and 1 <= int(digits[6:]) <= 31


def _digits(shown: str) -> str:
    return "".join(char for char in shown if char.isdigit())


_RULES: dict[str, Callable[[str], Iterator[Span]]] = {
    "email": _all(_EMAIL),
    "link": _all(_LINK),
    "handle": _all(_HANDLE),
    "bank account": _ibans,
    "card": _cards,
    "phone": _phones,
    "id-like number": _ids,
}
