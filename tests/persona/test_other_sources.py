"""What other sources say for and against a claim stands beside it, and is counted apart."""

from __future__ import annotations

import json
from dataclasses import replace

from interview_coder.findings import Analysis, NegativeComment
from interview_coder.persona.details import Plan
from interview_coder.persona.ledger import compare_ledger, write_ledger
from interview_coder.persona.persona import build_persona
from interview_coder.reports.docx import read_quotes, render_appendix
from interview_coder.reports.persona import render_sheet
from tests.comment_notation import mentioning, source_of
from tests.reports.notation import shared_by_three


def triangulated() -> Analysis:
    """
    A theme of three interviews that two comments support, one of them twice, and one contradicts.
    """
    source = source_of(
        "Kim: The export is slow. It is really slow.", "Exports take ages.", "Mine works fine."
    )
    analysis = mentioning(
        shared_by_three(),
        source,
        themes={"export is": "pain-01", "really": "pain-01", "take": "pain-01"},
    )
    against = next(u for u in analysis.source_utterances if "fine" in analysis.study.quote(u))
    case = NegativeComment(theme="pain-01", utterance=against.id, similarity=0.6, cue="works fine")
    return replace(analysis, negative_comments=(case,))


def test_counted_apart() -> None:
    """
    Comments change no count of people; somebody who writes twice in a comment is one comment.
    """
    (claim,) = build_persona(triangulated()).claims

    assert claim.promotion is not None
    assert (claim.promotion.n_participants, claim.promotion.n_study) == (3, 4)
    assert [quote.text for quote in claim.supporting] == [
        "The export is slow.",
        "Exports take ages.",
    ]
    assert [quote.text for quote in claim.contradicting] == ["Mine works fine."]


def test_on_the_sheet() -> None:
    """
    The sheet tells both counts and what they mean.
    """
    analysis = triangulated()

    files = render_sheet(analysis, build_persona(analysis), plan=Plan())
    page = next(data for name, data in files.items() if name.endswith(".html")).decode()

    assert "3/4 C01 +2 −1" in page
    assert "comments of other sources" in page


def test_in_the_ledger() -> None:
    """
    Their quotes are compared with their sources, too.
    """
    analysis = triangulated()
    content = json.loads(write_ledger(analysis, [build_persona(analysis)]))
    texts = {t.name: t.text for t in (*analysis.study.transcripts, *analysis.study.sources)}
    before = list(compare_ledger(content, texts))
    content["personas"][0]["claims"][0]["contradicting"][0]["text"] = "Mine works."

    (fault,) = compare_ledger(content, texts)

    assert before == []
    assert "tickets.csv" in fault


def test_in_the_appendix() -> None:
    """
    The appendix shows them below the claim, and tells which may speak against it.
    """
    analysis = triangulated()

    data = render_appendix(analysis, [build_persona(analysis)])

    quotes = [quote.text for quote in read_quotes(data)]
    assert "Exports take ages." in quotes
    assert quotes.index("Exports take ages.") < quotes.index("Mine works fine.")
