"""All personas of a study: numbering, companies, who it is not for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from interview_coder.codebook import Code
from interview_coder.errors import SettingsError
from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis
from interview_coder.persona.check import check_details
from interview_coder.persona.companies import profile_companies
from interview_coder.persona.details import AllDetails, Details, OwnLine, Plan
from interview_coder.persona.masking import mask_details
from interview_coder.persona.personas import NEGATIVE_SEGMENT, build_personas
from interview_coder.pseudonyms.key import Key, KeyEntry
from interview_coder.transcript import Participant
from tests.reports.notation import shared_by_three

ATTRIBUTES = {
    "P1": {"role": "Owner", "account": "Acme", "staff": "12"},
    "P2": {"role": "Owner", "account": "Acme", "staff": "14"},
    "P3": {"role": "Cook", "account": "Bolt", "staff": "30"},
    "P4": {"role": "Cook", "account": "", "staff": "9"},
}
TWO = PromotionRule(min_participants=2)


def with_sheet(analysis: Analysis, place: str) -> Analysis:
    """Return the analysis with the place on the sheet of its code `pain` changed."""
    codes: tuple[Code, ...] = tuple(
        replace(code, sheet=place) if code.name == "pain" else code  # type: ignore[arg-type]
        for code in analysis.codes
    )
    return replace(analysis, codes=codes)


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people with attributes, one theme of three of them.
    """
    found = shared_by_three()
    people = tuple(Participant(name=name, attributes=own) for name, own in ATTRIBUTES.items())
    return replace(found, study=replace(found.study, participants=people))


class TestPersonas:
    """
    One persona of everybody, or one a value of an attribute.
    """

    def test_ids_are_unique(self, analysis: Analysis) -> None:
        """
        The claims of all personas are numbered through: no id stands on two sheets.
        """
        own = Details(lines=(OwnLine(place="media", text="Reads nothing", position=0),))
        details = AllDetails(plan=Plan(by="role"), segments={"Owner": own, "Cook": own})

        personas = build_personas(analysis, details=details, rule=TWO)

        ids = [[claim.id for claim in persona.claims] for persona in personas.personas]
        assert ids == [["C01"], ["C02", "C03"]]

    def test_review(self, analysis: Analysis) -> None:
        """
        Without a date nobody is told to look again: the library has no clock.
        """
        assert build_personas(analysis).personas[0].review is None

    def test_no_theme(self, analysis: Analysis) -> None:
        """
        Without a promoted theme there is a persona all the same, with what to ask next.
        """
        silent = build_personas(analysis, rule=PromotionRule(min_participants=4))

        (persona,) = silent.personas
        assert persona.claims == ()
        assert any(section.ask for section in persona.sections)
        assert any("Nothing was voiced by 4" in warning for warning in silent.warnings)


class TestNegative:
    """
    Who it is not for: by the codes of that place, or by what the author says.
    """

    def test_by_signs(self, analysis: Analysis) -> None:
        """
        The people behind promoted signs get a sheet of their own, which tells the signs first.
        """
        personas = build_personas(with_sheet(analysis, "unsuited"))

        whole, negative = personas.personas
        assert (negative.segment, negative.is_negative) == (NEGATIVE_SEGMENT, True)
        assert negative.people == ("P1", "P2", "P3")
        assert negative.sections[0].place == "unsuited"
        assert negative.sections[0].claims[0].theme == "pain-01"
        assert whole.claims == ()
        assert negative.name != whole.name

    def test_no_signs(self, analysis: Analysis) -> None:
        """
        Where no sign is promoted, no negative persona is invented.
        """
        rule = PromotionRule(min_participants=4)
        promoted = tuple(
            replace(theme, promotion=replace(theme.promotion, promoted=False))
            for theme in analysis.all_themes
        )

        personas = build_personas(
            with_sheet(replace(analysis, all_themes=promoted), "unsuited"), rule=rule
        )

        assert [persona.is_negative for persona in personas.personas] == [False]

    def test_by_the_author(self, analysis: Analysis) -> None:
        """
        Values whose people are no customers make the negative sheets; they stand last.
        """
        details = AllDetails(plan=Plan(by="role", negative=("Owner",)))

        personas = build_personas(analysis, details=details, rule=TWO)

        assert [(p.segment, p.is_negative) for p in personas.personas] == [
            ("Cook", False), ("Owner", True),
        ]  # fmt: skip


class TestCompanies:
    """
    A company counts once, however many of its people were interviewed.
    """

    def test_counts(self, analysis: Analysis) -> None:
        """
        n and N count companies; who has none is named; people who disagree are not believed.
        """
        plan = Plan(company="account", company_attributes=("staff",))

        profile = profile_companies(analysis.study.participants, plan=plan)

        assert profile is not None
        assert profile.companies == ("Acme", "Bolt")
        (staff,) = profile.attributes
        assert (staff.n_known, staff.n_people, staff.typical) == (1, 2, "30")
        assert profile.warnings == (
            "No 'account' is known of P4; they are in no company.",
            "Acme: its people tell different things of 'staff' ('12', '14').",
        )

    def test_off_the_sheet(self, analysis: Analysis) -> None:
        """
        What is told of companies does not stand among what is told of the people.
        """
        plan = Plan(company="account", company_attributes=("staff",))

        personas = build_personas(analysis, details=AllDetails(plan=plan))

        assert [a.name for a in personas.personas[0].attributes] == ["role"]
        assert personas.companies is not None

    def test_none(self, analysis: Analysis) -> None:
        """
        Where no column tells of companies there is no card.
        """
        assert profile_companies(analysis.study.participants, plan=Plan()) is None


def test_all_faults_together(analysis: Analysis) -> None:
    """
    Everything in persona.toml that cannot be done is told at once.
    """
    details = AllDetails(
        plan=Plan(
            by="role", negative=("Boss",), attributes=("age",), company_attributes=("revenue",)
        ),
        whole=Details(name="p1"),
        segments={"Waiter": Details(name="I")},
    )

    with pytest.raises(SettingsError) as caught:
        check_details(details, analysis.study)

    told = "\n".join(caught.value.faults)
    assert len(caught.value.faults) == 6
    for part in ("'age'", "'revenue'", "'Boss'", "segments.Waiter", "'p1'", "'I'"):
        assert part in told


def test_nothing_wrong(analysis: Analysis) -> None:
    """
    What can be done is not complained of.
    """
    plan = Plan(by="role", negative=("Cook",), attributes=("role",), company="account")

    check_details(AllDetails(plan=plan, segments={"Owner": Details(name="Kim")}), analysis.study)


def test_pseudonyms(analysis: Analysis) -> None:
    """
    Names in the author's words are replaced, and no persona gets the name of a real person.
    """
    key = Key(entries=(KeyEntry(name="Wilma Stone", pseudonym="P01", kind="participant"),))
    details = AllDetails(whole=Details(catchphrase="Wilma Stone said so."))

    masked = mask_details(details, key=key)

    assert "Wilma" not in masked.whole.catchphrase
    assert masked.plan.taken == ("Wilma Stone",)
