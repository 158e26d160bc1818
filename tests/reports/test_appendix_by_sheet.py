"""The appendix in the order of the sheet: claim, theme, quotes."""

from __future__ import annotations

import io

import docx

from interview_coder.evidence import PromotionRule
from interview_coder.persona.details import AllDetails, Details, OwnLine, Wording
from interview_coder.persona.personas import build_personas
from interview_coder.reports.docx import read_quotes, render_appendix
from tests.reports.notation import shared_by_three


def test_claims_come_first() -> None:
    """
    Each claim has a heading with its id, its theme and its quotes; an author's line says so.
    """
    analysis = shared_by_three()
    details = AllDetails(
        whole=Details(
            wordings=(
                Wording(
                    utterances=analysis.theme("pain-02").utterances, text="Dear", author="Dana",
                    position=0,
                ),
            ),
            lines=(OwnLine(place="media", text="Reads nothing", position=1),),
        )
    )  # fmt: skip
    rule = PromotionRule(min_participants=2)
    personas = build_personas(analysis, details=details, rule=rule).personas

    document = docx.Document(io.BytesIO(render_appendix(analysis, personas)))
    words = [paragraph.text for paragraph in document.paragraphs]

    heads = [text for text in words if text.startswith(("C01  ", "C02  ", "C03  "))]
    assert heads[0].startswith("C01  Dear")
    assert heads[1].startswith("C02  “")
    assert heads[2].startswith("C03  Reads nothing")
    assert any("Worded by Dana." in text for text in words)
    assert any("Written by author; nothing stands behind it." in text for text in words)
    assert any(text.startswith("pain-01") and text.endswith("see C02.") for text in words)


def test_no_quote_is_lost() -> None:
    """
    The same quotes stand in it with the sheets as without.
    """
    analysis = shared_by_three()

    plain = sorted(quote.text for quote in read_quotes(render_appendix(analysis)))
    by_sheet = render_appendix(analysis, build_personas(analysis).personas)

    assert sorted(quote.text for quote in read_quotes(by_sheet)) == plain
