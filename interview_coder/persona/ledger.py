"""The ledger behind a sheet: claim to theme to quotes to places in hashed sources.

`evidence.json` holds nothing that cannot be checked: each quote with its span, and the hash of the
text it was cut from. `verify` reads it and compares.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from interview_coder.errors import AnalysisError
from interview_coder.findings import Analysis, Quote
from interview_coder.persona.claims import Claim
from interview_coder.persona.persona import Persona

LEDGER_FILE = "evidence.json"
FORMAT = "interview_coder evidence"
FORMAT_VERSION = 1

_QUOTES = ("quotes", "supporting", "contradicting")


def write_ledger(analysis: Analysis, personas: Sequence[Persona]) -> bytes:
    """Return the ledger of the sheets of an analysis as JSON in UTF-8."""
    content = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "sources": {
            transcript.name: {
                "source_hash": transcript.source_hash,
                "text_hash": transcript.text_hash,
            }
            for transcript in (*analysis.study.transcripts, *analysis.study.sources)
        },
        "personas": [_persona(persona) for persona in personas],
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def read_ledger(path: Path) -> Mapping[str, Any]:
    """Read a ledger.

    Raises:
        AnalysisError: If it is damaged or of another version.
    """
    try:
        content = json.loads(path.read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise AnalysisError(f"{path}: damaged, is no JSON: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise AnalysisError(f"{path}: is no evidence of interview_coder")
    if content.get("format_version") != FORMAT_VERSION:
        raise AnalysisError(f"{path}: of another version; make the sheet again")
    return content


def compare_ledger(content: Mapping[str, Any], texts: Mapping[str, str | None]) -> Iterator[str]:
    """Compare every quote of a ledger with the texts of the sources.

    Args:
        content: As `read_ledger` gives it.
        texts: Name of a transcript to its text, read again; None where it could not be read, which
            is told elsewhere.

    Yields:
        A sentence for each claim without a quote and each quote that is not in its source.
    """
    for persona in content["personas"]:
        for claim in persona["claims"]:
            where = f"{LEDGER_FILE}, {persona['segment'] or 'persona'} {claim['id']}"
            if claim["theme"] and not claim["quotes"]:
                yield f"{where}: no quote stands behind it"
            if claim["said"] and claim["said"]["text"] != claim["text"]:
                yield f"{where}: {claim['text'][:60]!r} is not what was said"
            if not claim["said"] and not claim["author"]:
                yield f"{where}: neither somebody who said it nor an author stands behind it"
            quotes = [quote for key in _QUOTES for quote in claim[key]]
            for quote in (*quotes, *filter(None, [claim["said"]])):
                yield from _compare(quote, texts, where)
        if persona["catchphrase"]:
            where = f"{LEDGER_FILE}, {persona['segment'] or 'persona'} catchphrase"
            yield from _compare(persona["catchphrase"], texts, where)


def _compare(
    quote: Mapping[str, Any], texts: Mapping[str, str | None], where: str
) -> Iterator[str]:
    text = texts.get(quote["transcript"])
    if quote["transcript"] not in texts:
        yield f"{where}: no source {quote['transcript']!r}"
    elif text is not None and text[quote["start"] : quote["end"]] != quote["text"]:
        found = text[quote["start"] : quote["end"]]
        yield f"{where}: {quote['text'][:60]!r} is not in {quote['transcript']}, but {found[:60]!r}"


def _persona(persona: Persona) -> Mapping[str, Any]:
    source = persona.catchphrase.quote if persona.catchphrase else None
    return {
        "segment": persona.segment,
        "name": persona.name,
        "is_negative": persona.is_negative,
        "review": persona.review.isoformat() if persona.review else None,
        "people": list(persona.people),
        "catchphrase": _quote(source) if source else None,
        "claims": [_claim(claim) for claim in persona.claims],
    }


def _claim(claim: Claim) -> Mapping[str, Any]:
    return {
        "id": claim.id,
        "place": claim.place,
        "text": claim.text,
        "author": claim.author,
        "code": claim.code,
        "theme": claim.theme,
        "n": claim.promotion.n_participants if claim.promotion else 0,
        "of": claim.promotion.n_study if claim.promotion else 0,
        "said": _quote(claim.said) if claim.said else None,
        "quotes": [_quote(quote) for quote in claim.quotes],
        "supporting": [_quote(quote) for quote in claim.supporting],
        "contradicting": [_quote(quote) for quote in claim.contradicting],
    }


def _quote(quote: Quote) -> Mapping[str, Any]:
    return {
        "utterance": quote.utterance,
        "participant": quote.participant,
        "transcript": quote.transcript,
        "start": quote.span.start,
        "end": quote.span.end,
        "text": quote.text,
    }
