"""The interview guide: what to ask, and what was brought so far."""

from __future__ import annotations

from interview_coder.codebook import read_codebook
from interview_coder.persona.guide import build_guide
from interview_coder.reports.guide_page import guide_page
from interview_coder.reports.page import Heading
from interview_coder.reports.table import Table
from tests.reports.notation import shared_by_three


def test_first_round() -> None:
    """
    Without an analysis the codes stand in the order of the codebook, with their questions.
    """
    codes = read_codebook("decisions").codes

    guide = build_guide(codes)

    assert [listed.code for listed in guide.codes] == list(codes)
    assert all(listed.ask and listed.n_heard is None for listed in guide.codes)
    assert guide.asked == ()


def test_after_an_analysis() -> None:
    """
    What was least heard of stands first; each question tells what its answers were coded as.
    """
    analysis = shared_by_three()

    guide = build_guide(analysis.codes, analysis=analysis)

    heard = {listed.code.name: listed.n_heard for listed in guide.codes}
    assert heard["pain"] == 4
    assert [listed.n_heard for listed in guide.codes] == sorted(
        heard.values(), key=lambda n: n or 0
    )
    assert sum(asked.codes.get("pain", 0) for asked in guide.asked) == 6
    assert any(not asked.codes for asked in guide.asked)


def test_on_paper() -> None:
    """
    Questions that drew evidence and those that drew none stand in two tables.
    """
    analysis = shared_by_three()

    page = guide_page(build_guide(analysis.codes, analysis=analysis), title="Rotas")

    titles = [block.title for block in page.blocks if isinstance(block, Table)]
    assert titles == ["Questions that drew evidence", "Questions that drew none"]
    heads = [block.text for block in page.blocks if isinstance(block, Heading)]
    assert any("(heard from 4 of 4)" in head for head in heads)
