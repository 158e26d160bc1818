"""What became of a persona between two analyses: kept, gained, lost, shared by more or fewer.

Themes have no name that lasts. Two themes of two analyses are one if they are of one code and what
was said in them is mostly the same: the words of their utterances are compared, because interviews
that were added renumber nothing, but edits of a transcript do.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, Literal

from interview_coder.findings import Analysis, Promotion, Theme
from interview_coder.persona.attributes import summarise

SAME_SHARE = 0.5
"""A theme is found again if so much of the smaller one's words stand in the other."""

_Z = 1.959964
Became = Literal["kept", "gained", "lost", "demoted", "promoted"]


@dataclass(frozen=True, kw_only=True, slots=True)
class ThemeChange:
    """What became of a theme.

    Attributes:
        became: Kept or gained or lost among the promoted themes; `promoted` and `demoted` if it is
            in both analyses and met the rule in one of them alone.
        code: Name of the code.
        label: In the new analysis; in the old one if it is lost.
        old: Its id in the old analysis; empty if it was not there.
        new: Its id in the new analysis; empty if it is not there.
        share_old: How widely it was shared; None if it was not there.
        share_new: How widely it is shared; None if it is not there.
        difference: Share now less share then, from -1 to 1; None if it is in one alone.
        low: Lower end of the 95% interval of the difference; None likewise.
        high: Upper end.
        new_utterances: Ids, in the new analysis, of what was not said before, the most typical
            first.
    """

    became: Became
    code: str
    label: str
    old: str
    new: str
    share_old: Promotion | None
    share_new: Promotion | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    new_utterances: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class AttributeChange:
    """An attribute that moved.

    Attributes:
        name: The column.
        old: Typical value and spread before; empty if it was not known.
        new: Now; empty if it is not known any more.
    """

    name: str
    old: str
    new: str


@dataclass(frozen=True, kw_only=True, slots=True)
class LineChange:
    """What became of one line of a sheet.

    Attributes:
        became: `kept`, `reworded` (its theme is the same), `gained` or `lost`.
        segment: Of which persona; empty for that of the whole study.
        place: Where on the sheet.
        old: What it said; empty if it is new.
        new: What it says; empty if it is gone.
        n_old: How many voiced it, as `5/8`; empty for lines without evidence.
        n_new: How many voice it now.
    """

    became: Literal["kept", "reworded", "gained", "lost"]
    segment: str
    place: str
    old: str = ""
    new: str = ""
    n_old: str = ""
    n_new: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What changed from one analysis to the next.

    Attributes:
        themes: Of themes that are promoted in either, in the order of the new analysis, the lost
            ones last.
        lines: Of the sheets in both, in the order of the new ones, the lost ones last; empty where
            one of the analyses has no sheet.
        attributes: Those that moved, in the order of the new study.
        joined: Participants who are new, sorted.
        left: Participants who are gone, sorted.
        notes: What makes the two hard to compare, a sentence each.
    """

    themes: tuple[ThemeChange, ...]
    lines: tuple[LineChange, ...]
    attributes: tuple[AttributeChange, ...]
    joined: tuple[str, ...]
    left: tuple[str, ...]
    notes: tuple[str, ...]


def compare_analyses(
    old: Analysis,
    new: Analysis,
    *,
    old_ledger: Mapping[str, Any] | None = None,
    new_ledger: Mapping[str, Any] | None = None,
) -> Change:
    """Compare two analyses of one study, or of two rounds of interviews with one codebook.

    Args:
        old: The earlier one.
        new: The later one.
        old_ledger: Of the sheets of the earlier one, as `read_ledger` gives it; None if there are
            none.
        new_ledger: Of those of the later one.
    """
    pairs = _matched(old, new)
    people_old = {person.name for person in old.study.participants}
    people_new = {person.name for person in new.study.participants}
    changes = [
        _change(old, new, pairs.get(theme.id), theme)
        for theme in new.all_themes
        if _is_promoted(theme) or _is_promoted(pairs.get(theme.id))
    ]
    found = {theme.id for theme in pairs.values()}
    changes += [
        _change(old, new, theme, None)
        for theme in old.all_themes
        if _is_promoted(theme) and theme.id not in found
    ]
    return Change(
        themes=tuple(changes),
        lines=tuple(_lines(old_ledger, new_ledger, pairs)) if old_ledger and new_ledger else (),
        attributes=tuple(_attributes(old, new)),
        joined=tuple(sorted(people_new - people_old)),
        left=tuple(sorted(people_old - people_new)),
        notes=tuple(_notes(old, new)),
    )


def difference_interval(old: Promotion, new: Promotion) -> tuple[float, float]:
    """Return the 95% interval of a difference of two shares.

    Newcombe's hybrid score interval for independent groups, from the Wilson intervals of both
    (Newcombe 1998, Statistics in Medicine 17:873-890, method 10). People who were interviewed in
    both rounds make it too wide.
    """
    low_old, high_old = old.ci_low, old.ci_high
    low_new, high_new = new.ci_low, new.ci_high
    difference = new.share - old.share
    low = difference - sqrt((new.share - low_new) ** 2 + (high_old - old.share) ** 2)
    high = difference + sqrt((high_new - new.share) ** 2 + (old.share - low_old) ** 2)
    return max(-1.0, low), min(1.0, high)


def _is_promoted(theme: Theme | None) -> bool:
    return theme is not None and theme.promotion.promoted


def _matched(old: Analysis, new: Analysis) -> Mapping[str, Theme]:
    """Return id of a new theme to the old theme it is, each old one at most once."""
    words_old = {theme.id: _said(old, theme) for theme in old.all_themes}
    alike = []
    for theme in new.all_themes:
        words = _said(new, theme)
        for other in old.all_themes:
            if other.code == theme.code:
                common = len(words & words_old[other.id])
                smaller = min(len(words), len(words_old[other.id]))
                if common and common / smaller >= SAME_SHARE:
                    union = len(words | words_old[other.id])
                    alike.append((-common / union, theme.id, other.id))
    pairs: dict[str, Theme] = {}
    taken: set[str] = set()
    for _, id_new, id_old in sorted(alike):
        if id_new not in pairs and id_old not in taken:
            pairs[id_new] = old.theme(id_old)
            taken.add(id_old)
    return pairs


def _said(analysis: Analysis, theme: Theme) -> set[tuple[str, str]]:
    return {
        (quote.participant, " ".join(quote.text.split())) for quote in analysis.quotes(theme.id)
    }


def _change(old: Analysis, new: Analysis, before: Theme | None, now: Theme | None) -> ThemeChange:
    shown = now or before
    if shown is None:
        raise ValueError("a change is of a theme")
    share_old = before.promotion if before else None
    share_new = now.promotion if now else None
    is_both = share_old is not None and share_new is not None
    low, high = (
        difference_interval(share_old, share_new) if share_old and share_new else (None, None)
    )
    known = _said(old, before) if before else set()
    fresh = [
        quote.utterance
        for quote in (new.quotes(now.id) if now else ())
        if (quote.participant, " ".join(quote.text.split())) not in known
    ]
    return ThemeChange(
        became=_became(before, now),
        code=shown.code,
        label=shown.label,
        old=before.id if before else "",
        new=now.id if now else "",
        share_old=share_old,
        share_new=share_new,
        difference=share_new.share - share_old.share
        if share_old and share_new and is_both
        else None,
        low=low,
        high=high,
        new_utterances=tuple(fresh),
    )


def _became(before: Theme | None, now: Theme | None) -> Became:
    was, is_ = _is_promoted(before), _is_promoted(now)
    if was and is_:
        return "kept"
    if was:
        return "demoted" if now is not None else "lost"
    return "promoted" if before is not None else "gained"


def _lines(
    old: Mapping[str, Any], new: Mapping[str, Any], pairs: Mapping[str, Theme]
) -> Iterator[LineChange]:
    """Compare the lines of the sheets; a line is the same if its theme is, or its words are."""
    before: dict[tuple[str, str, str], Mapping[str, Any]] = {}
    for persona in old["personas"]:
        for claim in persona["claims"]:
            key = (persona["segment"], claim["place"], claim["theme"] or f'"{claim["text"]}')
            before[key] = claim
    for persona in new["personas"]:
        for claim in persona["claims"]:
            earlier = pairs.get(claim["theme"])
            name = earlier.id if earlier else "" if claim["theme"] else f'"{claim["text"]}'
            was = before.pop((persona["segment"], claim["place"], name), None)
            yield _line(persona["segment"], was, claim)
    for (segment, _, _), claim in before.items():
        yield _line(segment, claim, None)


def _line(segment: str, was: Mapping[str, Any] | None, now: Mapping[str, Any] | None) -> LineChange:
    old, new = (claim["text"] if claim else "" for claim in (was, now))
    n_old, n_new = (
        f"{claim['n']}/{claim['of']}" if claim and claim["theme"] else "" for claim in (was, now)
    )
    return LineChange(
        became="gained" if not was else "lost" if not now else "kept" if old == new else "reworded",
        segment=segment,
        place=(now or was or {})["place"],
        old=old,
        new=new,
        n_old=n_old,
        n_new=n_new,
    )


def _attributes(old: Analysis, new: Analysis) -> Iterable[AttributeChange]:
    before = {each.name: each for each in summarise(old.study.participants)}
    now = {each.name: each for each in summarise(new.study.participants)}
    for name in dict.fromkeys([*now, *before]):
        told = [
            " · ".join(filter(None, (each.typical, each.spread))) if each else ""
            for each in (before.get(name), now.get(name))
        ]
        if told[0] != told[1]:
            yield AttributeChange(name=name, old=told[0], new=told[1])


def _notes(old: Analysis, new: Analysis) -> Sequence[str]:
    notes = []
    if {each.content_hash for each in old.provenance.codebooks} != {
        each.content_hash for each in new.provenance.codebooks
    }:
        notes.append("The codebooks differ: themes may have come or gone with them.")
    if old.provenance.model_fingerprint != new.provenance.model_fingerprint:
        notes.append("The models differ: utterances may be grouped otherwise.")
    if old.provenance.settings != new.provenance.settings:
        changed = sorted(
            name
            for name in {*old.provenance.settings, *new.provenance.settings}
            if old.provenance.settings.get(name) != new.provenance.settings.get(name)
        )
        notes.append(f"Settings differ: {', '.join(changed)}.")
    return notes
