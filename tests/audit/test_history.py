"""What was ever decided about an utterance, or about a theme."""

from __future__ import annotations

from interview_coder.audit import Entry, history_of_theme, history_of_utterance
from interview_coder.audit.entry import What
from interview_coder.findings import Analysis, Theme


def entry(
    code: str,
    *utterances: str,
    what: What = "accept",
    new_code: str = "",
    to: tuple[str, ...] = (),
) -> Entry:
    """
    Build an entry of Kim.
    """
    return Entry(
        time="2026-11-23T10:00:00+00:00",
        who="Kim",
        what=what,
        code=code,
        new_code=new_code,
        utterances=utterances,
        to=to,
    )


def test_of_an_utterance() -> None:
    """
    Entries that name the utterance are told in their order, those that moved others to it too.
    """
    entries = (
        entry("goal", "P1-0002"),
        entry("pain", "P1-0001"),
        entry("pain", "P2-0001", what="move", to=("P1-0001",)),
        entry("goal", "P1-0001", what="reject"),
    )

    assert history_of_utterance(entries, "P1-0001") == entries[1:]
    assert history_of_utterance(entries, "P9-0001") == ()


class TestOfATheme:
    """
    An entry belongs to a theme if it is on its code and names one of its utterances.
    """

    def theme(self, analysis: Analysis) -> Theme:
        return next(theme for theme in analysis.all_themes if theme.code == "pain")

    def test_its_code_and_utterances(self, sample_analysis: Analysis) -> None:
        """
        Other codes on its utterances, and its code on other utterances, are of other themes.
        """
        theme = self.theme(sample_analysis)
        own = theme.utterances[0]
        of_it = entry("pain", own)
        elsewhere = (entry("goal", own), entry("pain", "P99-0001"))

        assert history_of_theme((*elsewhere, of_it), theme) == (of_it,)

    def test_codes_that_became_its_own(self, sample_analysis: Analysis) -> None:
        """
        Whoever recoded to its code, or moved others to it, decided on it.
        """
        theme = self.theme(sample_analysis)
        own = theme.utterances[0]
        entries = (
            entry("goal", own, what="recode", new_code="pain"),
            entry("pain", "P99-0001", what="move", to=(own,)),
        )

        assert history_of_theme(entries, theme) == entries
