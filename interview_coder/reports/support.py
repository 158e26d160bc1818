"""What a promoted theme rests on, and what speaks against it, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interview_coder.evidence.negative_cases import CUE_LANGUAGE
from interview_coder.findings import Analysis, NegativeCase, Promotion, Quote, Stability, Theme
from interview_coder.reports.content import in_quotes, shown_interval, shown_share


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A sub-theme.

    Attributes:
        label: A phrase that somebody said, in quotation marks.
        said_by: How many people voice it, in how many utterances.
        n_utterances: In how many utterances.
        places: Who said each, and the number of the utterance among those of the theme, from 1.
    """

    label: str
    said_by: str
    n_utterances: int
    places: tuple[tuple[str, int], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Against:
    """A passage to read against a theme.

    Attributes:
        quote: What was said, verbatim.
        how: How it was found.
    """

    quote: Quote
    how: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Support:
    """What one theme rests on.

    Attributes:
        rests_on: Who voices it, how sure that is, and whether it comes back; a sentence each.
        parts: Its sub-themes, the most widely shared first; empty where it has one idea.
        against: Passages to read against it; empty where none was found.
        looked_for: How they were looked for, and what finding none means; empty where nobody
            looked.
    """

    rests_on: tuple[str, ...]
    parts: tuple[Part, ...]
    against: tuple[Against, ...]
    looked_for: str


def support_of(analysis: Analysis, theme: Theme) -> Support:
    """Say what `theme` rests on; without coefficients where the study wants none."""
    found = theme.negative_cases.found if theme.negative_cases else ()
    return Support(
        rests_on=tuple(_rests_on(analysis, theme)),
        parts=tuple(_parts(analysis, theme)),
        against=tuple(_against(analysis, case) for case in found),
        looked_for=_looked_for(analysis, theme),
    )


def shown_label(theme: Theme) -> str:
    """Return the label: in quotation marks if it was said, plain if a person gave it."""
    said = in_quotes(theme.label)
    return said[1:-1] if theme.labelled_by else said


def told_label(theme: Theme) -> str:
    """Return who called the theme so, and what was said; empty where the label was said."""
    if not theme.labelled_by:
        return ""
    return f"Named by {theme.labelled_by}. Said was: {in_quotes(theme.label_quote.text)}"


def _rests_on(analysis: Analysis, theme: Theme) -> Iterator[str]:
    promotion = theme.promotion
    interval = f" (95% interval {shown_interval(theme)})" if analysis.study.coefficients else ""
    yield f"{shown_share(theme)} participants{interval}; {_who(promotion)}."
    if not analysis.study.coefficients:
        return
    precision = analysis.provenance.coder_precision.get(theme.code)
    if promotion.chance is not None and precision is not None:
        yield (
            f"Chance of a false promotion {_percent(promotion.chance)}, if the machine is as "
            f"precise here as on held-out passages (precision {_two_decimals(precision)})."
        )
    if theme.stability is not None:
        yield _told_stability(theme.stability)


def _who(promotion: Promotion) -> str:
    """Tell of whom a person accepted the theme, and of whom only the machine asserts it."""
    by_machine = [name for name in promotion.participants if name not in promotion.accepted]
    told = []
    if promotion.accepted:
        told.append(f"accepted by a person: {', '.join(promotion.accepted)}")
    if by_machine:
        told.append(f"asserted by the machine alone: {', '.join(by_machine)}")
    return "; ".join(told)


def _told_stability(stability: Stability) -> str:
    return (
        f"Comes back {stability.left_out_found:.0%} of the times that one participant is left out "
        f"(still meets the rule {stability.left_out_holds:.0%}), and in "
        f"{stability.bootstrap_found:.0%} of bootstrap draws (meets the rule in "
        f"{stability.bootstrap_holds:.0%})."
    )


def _percent(chance: float) -> str:
    """Return a chance in whole per cent; never as certain as 0% or 100%."""
    if chance < 0.005:
        return "under 1%"
    return "over 99%" if chance > 0.995 else f"{chance:.0%}"


def _two_decimals(share: float) -> str:
    return f"{share:.2f}".removeprefix("0")


def _parts(analysis: Analysis, theme: Theme) -> Iterator[Part]:
    for sub in theme.sub_themes:
        n_people, n_said = len(sub.participants), len(sub.utterances)
        people = "1 person" if n_people == 1 else f"{n_people} people"
        utterances = "1 utterance" if n_said == 1 else f"{n_said} utterances"
        yield Part(
            label=in_quotes(sub.label),
            said_by=f"{people}, {utterances}",
            n_utterances=n_said,
            places=tuple(
                (analysis.utterance(id_).participant, theme.utterances.index(id_) + 1)
                for id_ in sub.utterances
            ),
        )


def _against(analysis: Analysis, case: NegativeCase) -> Against:
    return Against(quote=analysis.quote(case.utterance), how=case.how)


def _looked_for(analysis: Analysis, theme: Theme) -> str:
    if theme.negative_cases is None:
        return ""
    if analysis.study.language != CUE_LANGUAGE:
        return "The cues that are searched for are English, so nothing was searched here."
    n, n_found = theme.negative_cases.n_looked_at, len(theme.negative_cases.found)
    if n == 0:
        return "No other utterance was near enough to be searched. That proves nothing."
    searched = (
        f"{n} other {'utterance' if n == 1 else 'utterances'} on the matter searched for cues"
    )
    if n_found:
        return f"{searched}. Whether these speak against it is yours to judge."
    return f"{searched}, none found, which proves nothing."
