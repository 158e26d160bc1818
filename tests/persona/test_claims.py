"""Claims: every line of a sheet has its theme, its count and its quotes."""

from __future__ import annotations

import pytest

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis
from interview_coder.persona.claims import PLACES, Section, match_wordings, sections_of
from interview_coder.persona.details import Details, OwnLine, Wording
from tests.reports.notation import shared_by_three

EVERYBODY = ("P1", "P2", "P3", "P4")
RULE = PromotionRule()


@pytest.fixture(scope="module")
def analysis() -> Analysis:
    """
    Four people, one theme of three of them.
    """
    return shared_by_three()


def challenges(
    analysis: Analysis,
    *,
    people: tuple[str, ...] = EVERYBODY,
    rule: PromotionRule = RULE,
    details: Details | None = None,
) -> Section:
    """Return the section that themes of pains stand in."""
    sections = sections_of(analysis, people=people, rule=rule, details=details or Details())
    assert tuple(section.place for section in sections) == PLACES
    return next(section for section in sections if section.place == "challenges")


class TestSections:
    """
    A theme is a line where enough of the group voice it.
    """

    def test_promoted_themes(self, analysis: Analysis) -> None:
        """
        A line says a whole sentence of the theme, how many voice it, and one quote of each of them.
        """
        (claim,) = challenges(analysis).claims

        assert (claim.id, claim.theme, claim.author) == ("C01", "pain-01", "")
        assert claim.said in analysis.quotes("pain-01")
        assert claim.text == claim.said.text
        assert claim.promotion is not None
        assert claim.promotion.n_participants == 3
        assert [quote.participant for quote in claim.quotes] == ["P1", "P2", "P3"]

    def test_below_the_rule(self, analysis: Analysis) -> None:
        """
        How many voice the best theme that is not promoted is told, so that silence is not claimed.
        """
        assert challenges(analysis).most_heard == 2

    def test_within_a_group(self, analysis: Analysis) -> None:
        """
        The rule is applied within the group: its people alone count, and are quoted.
        """
        group = ("P2", "P3")
        section = challenges(analysis, people=group, rule=PromotionRule(min_participants=2))

        assert [claim.theme for claim in section.claims] == ["pain-01", "pain-02"]
        assert {quote.participant for claim in section.claims for quote in claim.quotes} == {
            "P2", "P3",
        }  # fmt: skip
        shares = [claim.promotion for claim in section.claims]
        assert [(each.n_participants, each.n_study) for each in shares if each] == [(2, 2), (2, 2)]

    def test_questions(self, analysis: Analysis) -> None:
        """
        Each place has the questions of its codes.
        """
        assert challenges(analysis).ask


class TestWordings:
    """
    What the author writes stands, marked, and finds its theme again.
    """

    def test_worded(self, analysis: Analysis) -> None:
        """
        The author's words replace the phrase that was said, and are marked as the author's.
        """
        utterances = analysis.theme("pain-01").utterances
        wording = Wording(utterances=utterances, text="Exports take ages", position=0)

        (claim,) = challenges(analysis, details=Details(wordings=(wording,))).claims

        assert (claim.text, claim.author, claim.theme) == ("Exports take ages", "author", "pain-01")
        assert len(claim.quotes) == 3

    def test_mostly_the_same_theme(self, analysis: Analysis) -> None:
        """
        Two of three utterances are enough to know a theme again; one of three is not.
        """
        ids = analysis.theme("pain-01").utterances

        def found(n: int) -> set[str]:
            wording = Wording(utterances=ids[:n], text="x", position=0)
            return set(match_wordings(analysis.all_themes, [wording]))

        assert found(2) == {"pain-01"}
        assert found(1) == set()

    def test_own_lines(self, analysis: Analysis) -> None:
        """
        A line of the author's own has no evidence, says so, and stands where the author put it.
        """
        details = Details(
            lines=(OwnLine(place="challenges", text="Hates noise", author="Ines", position=0),),
            wordings=(Wording(utterances=analysis.theme("pain-01").utterances, position=1),),
        )

        own, said = challenges(analysis, details=details).claims

        assert (own.text, own.author, own.promotion, own.quotes) == (
            "Hates noise",
            "Ines",
            None,
            (),
        )
        assert (said.theme, said.author, said.id) == ("pain-01", "", "C02")

    def test_new_lines_come_last(self, analysis: Analysis) -> None:
        """
        What the author has put in order stays first; what is new comes behind it.
        """
        rule = PromotionRule(min_participants=2)
        second = Wording(utterances=analysis.theme("pain-02").utterances, position=0)

        section = challenges(analysis, rule=rule, details=Details(wordings=(second,)))

        assert [claim.theme for claim in section.claims] == ["pain-02", "pain-01"]
