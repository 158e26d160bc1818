"""A draft of persona.toml, and what the author makes of it: both survive a new run."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis
from interview_coder.persona.details import AllDetails, Plan, read_details
from interview_coder.persona.draft import draft_details
from interview_coder.persona.personas import build_personas
from tests.reports.notation import shared_by_three

TWO = PromotionRule(min_participants=2)


def drafted(analysis: Analysis, folder: Path) -> str:
    """Write the draft of the sheet of everybody; return its text."""
    details = AllDetails(plan=Plan(review=date(2027, 5, 4)))
    text = draft_details(analysis, build_personas(analysis, details=details, rule=TWO))
    (folder / "persona.toml").write_text(text, encoding="utf-8")
    return text


def renumbered(analysis: Analysis) -> Analysis:
    """Return the same analysis as a later run gives it: its themes have other ids."""
    themes = tuple(
        replace(theme, id=theme.id.replace("pain-0", "pain-9")) for theme in analysis.all_themes
    )
    return replace(analysis, all_themes=themes)


def test_changes_nothing(tmp_path: Path) -> None:
    """
    A draft that nobody has changed gives the sheet it was drafted from.
    """
    analysis = shared_by_three()
    before = build_personas(analysis, rule=TWO).personas[0]
    drafted(analysis, tmp_path)

    after = build_personas(analysis, details=read_details(tmp_path), rule=TWO).personas[0]

    assert after.claims == before.claims
    assert after.name == before.name
    assert after.review == date(2027, 5, 4)


def test_edits_survive(tmp_path: Path) -> None:
    """
    Wording, order and own lines stand after a run in which every theme has another id.
    """
    analysis = shared_by_three()
    text = drafted(analysis, tmp_path)
    head, first, second = text.split("\n[[lines]]")
    worded = first.replace('text = ""', 'text = "Waiting for exports"\nauthor = "Dana"')
    own = '\n[[lines]]\nplace = "media"\ntext = "Reads nothing"\n'
    edited = f"{head}\n[[lines]]{second}\n[[lines]]{worded}{own}"
    (tmp_path / "persona.toml").write_text(edited, encoding="utf-8")

    later = renumbered(analysis)
    persona = build_personas(later, details=read_details(tmp_path), rule=TWO).personas[0]

    assert [(claim.theme, claim.author) for claim in persona.claims] == [
        ("pain-92", ""), ("pain-91", "Dana"), ("", "author"),
    ]  # fmt: skip
    assert persona.claims[1].text == "Waiting for exports"
    assert persona.lost == ()


def test_any_words(tmp_path: Path) -> None:
    """
    Quotation marks, line breaks and odd signs in names and titles make no broken file.
    """
    analysis = shared_by_three()
    details = AllDetails()
    personas = build_personas(analysis, details=details, rule=TWO)
    odd = replace(personas.personas[0], is_name_proposed=False, name='Kim "K" \\ O\'Neil\x7f\n')
    text = draft_details(analysis, replace(personas, personas=(odd,)))
    (tmp_path / "persona.toml").write_text(text, encoding="utf-8")

    assert read_details(tmp_path).whole.name == odd.name.strip()
