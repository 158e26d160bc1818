"""Addresses and numbers that identify people, and numbers that do not."""

from __future__ import annotations

from time import process_time

import pytest

from interview_coder.pseudonyms.patterns import find_identifiers


def found(text: str) -> list[tuple[str, str]]:
    """
    Return kind and words of what is found.
    """
    return [(hit.kind, text[hit.span.start : hit.span.end]) for hit in find_identifiers(text)]


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        pytest.param("Mail kasia.lind+x@firm.co.uk.", "email", "kasia.lind+x@firm.co.uk", id="e"),
        pytest.param("to [P03].[P04]@firm.pl, ok", "email", "[P03].[P04]@firm.pl", id="masked"),
        pytest.param("it's kasia at gmail dot com", "email", "kasia at gmail dot com", id="spoken"),
        pytest.param("see https://x.org/a?b=1.", "link", "https://x.org/a?b=1", id="link"),
        pytest.param("(www.firma.fi/kasia)", "link", "www.firma.fi/kasia", id="www"),
        pytest.param("on firma.pl they say", "link", "firma.pl", id="domain"),
        pytest.param("I am @kasia_l there", "handle", "@kasia_l", id="handle"),
        pytest.param("call +48 600 700 800 now", "phone", "+48 600 700 800", id="Poland"),
        pytest.param("+1 (555) 010-9999", "phone", "+1 (555) 010-9999", id="North America"),
        pytest.param("0049 30 901820", "phone", "0049 30 901820", id="two zeros"),
        pytest.param("(020) 7946 0958", "phone", "(020) 7946 0958", id="United Kingdom"),
        pytest.param("040-123 4567, after five", "phone", "040-123 4567", id="Finland"),
        pytest.param("0501234567", "phone", "0501234567", id="in one piece"),
        pytest.param("call 555-0123", "phone", "555-0123", id="local"),
        pytest.param("600 700 800 is mine", "phone", "600 700 800", id="mobile"),
        pytest.param("12 34 56 78 90", "phone", "12 34 56 78 90", id="pairs"),
        pytest.param(
            "PL61 1090 1014 0000 0712 1981 2874",
            "bank account", "PL61 1090 1014 0000 0712 1981 2874", id="IBAN",
        ),
        pytest.param("4111 1111 1111 1111", "card", "4111 1111 1111 1111", id="card"),
        pytest.param("131052-308T", "id-like number", "131052-308T", id="Finnish person"),
        pytest.param("it is 123-45-6789", "id-like number", "123-45-6789", id="American person"),
        pytest.param("850101-1236", "id-like number", "850101-1236", id="Swedish person"),
        pytest.param("85010112345", "id-like number", "85010112345", id="Polish person"),
        pytest.param("QQ 12 34 56 C", "id-like number", "QQ 12 34 56 C", id="British person"),
        pytest.param("my number is 884213", "id-like number", "884213", id="staff number"),
        pytest.param("case K-123456", "id-like number", "K-123456", id="case"),
    ],
)  # fmt: skip
def test_found(text: str, kind: str, shown: str) -> None:
    """
    What may identify somebody is found, whole, and told for what it is.
    """
    assert found(text) == [(kind, shown)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("in 2019-2023 and 2024", id="years"),
        pytest.param("on 2024-03-01, 12.03.2024 or 01/02/2023", id="dates"),
        pytest.param("20240131", id="date in one piece"),
        pytest.param("[00:01:05] at 10:30, from 9.30-10.30", id="times"),
        pytest.param("€1 200 300, 1,200,000 or 1 200 000", id="prices"),
        pytest.param("costs 250 000 000 euros", id="price like a phone"),
        pytest.param("100000 people, 884213 users", id="counts"),
        pytest.param("version 1.2.3.4, 3.14159265, 0.123456789", id="decimals"),
        pytest.param("5-10 minutes, 100-200 users, 24/7", id="ranges"),
        pytest.param("PL61 1090 1014 0000 0712 1981 2875", id="IBAN that does not check"),
        pytest.param("look at that, and @ home", id="at"),
        pytest.param("e.g. it stopped.so I left", id="full stops"),
        pytest.param("[P03] or [P03 or P07]", id="pseudonyms"),
    ],
)
def test_left(text: str) -> None:
    """
    Years, times, prices and counts are nobody's.
    """
    assert found(text) == []


@pytest.mark.parametrize("unit", ["a", "1", "1 ", "12 34 ", "[", ".", "a.", "@", "AB12"])
def test_long_texts(unit: str) -> None:
    """
    No text makes a rule slow.
    """
    before = process_time()

    find_identifiers(unit * 50_000)

    assert process_time() - before < 5
