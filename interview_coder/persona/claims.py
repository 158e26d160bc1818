"""Claims: the lines of a persona sheet, each with the theme, the count and the quotes behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias, get_args

from interview_coder.codebook import Code, Place
from interview_coder.evidence import PromotionRule
from interview_coder.evidence.promotion import Voice, promote
from interview_coder.findings import MACHINE, Analysis, Promotion, Quote, Theme
from interview_coder.persona.details import Details, OwnLine, Wording
from interview_coder.persona.plain_speech import stands_alone

NEGATIVE: Place = "unsuited"
"""The place of what makes somebody no customer; it stands on negative sheets alone."""

PLACES: tuple[Place, ...] = tuple(place for place in get_args(Place) if place != NEGATIVE)
"""The places of a sheet, in its order."""

SAME_THEME = 0.5
"""A theme is the one an author worded if they share so much of their utterances (Jaccard)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """A line of a sheet.

    Attributes:
        id: `C` and a number, in the order of the sheet; where the appendix tells of it.
        place: Where on the sheet it stands.
        text: What the line says: words that were said, or the author's.
        author: Whose words they are; empty for words that were said.
        said: Where the words were said; None for an author's.
        code: Name of the code; empty for a line of the author's own.
        theme: Id of the theme; empty for a line of the author's own.
        promotion: How widely the theme is shared in the group; None for a line of the author's
            own, which nothing here supports.
        quotes: One of everybody in the group who voices it, the most typical of each; in the
            order of the theme.
        supporting: From other sources, one a comment, the nearest first; in no count.
        contradicting: From other sources likewise.
    """

    id: str
    place: Place
    text: str
    author: str = ""
    said: Quote | None = None
    code: str = ""
    theme: str = ""
    promotion: Promotion | None = None
    quotes: tuple[Quote, ...] = ()
    supporting: tuple[Quote, ...] = ()
    contradicting: tuple[Quote, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Section:
    """A place of a sheet with its claims.

    Attributes:
        place: Which.
        claims: The author's order first, then the most widely shared; may be empty.
        codes: Names of the codes whose themes stand here; empty if no codebook that was used has
            one for this place.
        most_heard: How many people voice the most widely shared theme that is not promoted; 0 if
            nobody said anything of it.
        ask: Questions that make people tell of it.
    """

    place: Place
    claims: tuple[Claim, ...]
    codes: tuple[str, ...]
    most_heard: int
    ask: tuple[str, ...]


def sections_of(
    analysis: Analysis,
    *,
    people: Collection[str],
    rule: PromotionRule,
    details: Details,
    places: Sequence[Place] = PLACES,
) -> tuple[Section, ...]:
    """Put the themes that enough of a group voice into the places of the sheet.

    Args:
        analysis: Of the whole study.
        people: Names of the participants in the group; at least one.
        rule: Applied within the group.
        details: What the author wrote.
        places: Of the sheet, in its order.
    """
    shares = {theme.id: share_of(analysis, theme, people, rule) for theme in analysis.all_themes}
    group = _Group(
        analysis=analysis,
        people=frozenset(people),
        shares=shares,
        lines=_lines(analysis, shares, frozenset(people)),
        wordings=match_wordings(analysis.all_themes, details.wordings),
    )
    place_to_codes = _codes_by_place(analysis.codes)
    sections = []
    n_before = 0
    for place in places:
        own = [line for line in details.lines if line.place == place]
        section = _section(group, place, place_to_codes.get(place, ()), own)
        claims = tuple(
            replace(claim, id=f"C{n_before + i:02d}") for i, claim in enumerate(section.claims, 1)
        )
        n_before += len(claims)
        sections.append(replace(section, claims=claims))
    return tuple(sections)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Group:
    """The people a sheet is about, and what they share."""

    analysis: Analysis
    people: frozenset[str]
    shares: Mapping[str, Promotion]
    wordings: Mapping[str, Wording]
    lines: Mapping[str, Quote]

    def said(self, theme: Theme) -> list[Quote]:
        """Return what the group says to a theme, the most typical first."""
        return _said(self.analysis, theme, self.people)


def _said(analysis: Analysis, theme: Theme, people: Collection[str]) -> list[Quote]:
    return [quote for quote in analysis.quotes(theme.id) if quote.participant in people]


def _lines(
    analysis: Analysis, shares: Mapping[str, Promotion], people: Collection[str]
) -> Mapping[str, Quote]:
    """Choose a line for each promoted theme; no sentence stands on a sheet twice."""
    lines: dict[str, Quote] = {}
    for theme in analysis.all_themes:
        if shares[theme.id].promoted:
            used = {quote.utterance for quote in lines.values()}
            lines[theme.id] = choose_line(
                analysis, theme, _said(analysis, theme, people), used=used
            )
    return lines


def choose_line(
    analysis: Analysis, theme: Theme, said: Sequence[Quote], *, used: Collection[str] = ()
) -> Quote:
    """Choose what stands on the sheet for a theme: a whole sentence that says it by itself.

    It is the quote that carries the code most surely, of those that are neither too short nor too
    long, lean on nothing said before, and are finished; else the phrase that labels the theme.

    Args:
        analysis: In which the theme was found.
        theme: The theme.
        said: Its quotes in the group, the most typical first.
        used: Ids of utterances that stand on the sheet already.
    """
    fitting = [q for q in said if stands_alone(q.text) and q.utterance not in used]
    if fitting:  # the first of equally sure ones: quotes come with the most typical first
        return max(fitting, key=lambda q: analysis.coding(q.utterance, theme.code).confidence)
    own = {quote.utterance for quote in said}
    if theme.label_quote.utterance in own or not said:
        return theme.label_quote
    return min(said, key=lambda quote: (len(quote.text.split()), said.index(quote)))


def match_wordings(themes: Iterable[Theme], wordings: Sequence[Wording]) -> dict[str, Wording]:
    """Return theme id to the wording that is meant for it, where there is one.

    Ids of themes change from run to run, so a wording names utterances: it is meant for the theme
    with which it shares most of them, and at least half.
    """
    found: dict[str, tuple[float, Wording]] = {}
    themes = tuple(themes)
    for wording in wordings:
        alike = [(_jaccard(theme.utterances, wording.utterances), theme.id) for theme in themes]
        share, id_ = max(alike, default=(0.0, ""))
        if share >= SAME_THEME and share > found.get(id_, (0.0, wording))[0]:
            found[id_] = (share, wording)
    return {id_: wording for id_, (_, wording) in found.items()}


def _jaccard(one: Collection[str], other: Collection[str]) -> float:
    a, b = set(one), set(other)
    return len(a & b) / len(a | b) if a | b else 0.0


def _codes_by_place(codes: Iterable[Code]) -> Mapping[Place, tuple[Code, ...]]:
    found: dict[Place, list[Code]] = {}
    for code in codes:
        if code.sheet:
            found.setdefault(code.sheet, []).append(code)
    return {place: tuple(each) for place, each in found.items()}


def share_of(
    analysis: Analysis, theme: Theme, people: Collection[str], rule: PromotionRule
) -> Promotion:
    """Return how widely a theme is shared in a group, and whether the rule promotes it there."""
    voices = [
        Voice(
            participant=analysis.utterance(id_).participant,
            by_person=analysis.coding(id_, theme.code).coder != MACHINE,
        )
        for id_ in theme.utterances
        if analysis.utterance(id_).participant in people
    ]
    precision = analysis.provenance.coder_precision.get(theme.code, 1.0)
    return promote(voices, n_study=len(people), rule=rule, precision=precision)


def _section(group: _Group, place: Place, codes: Sequence[Code], own: Sequence[OwnLine]) -> Section:
    names = [code.name for code in codes]
    here = [theme for theme in group.analysis.all_themes if theme.code in names]
    promoted = [theme for theme in here if group.shares[theme.id].promoted]
    below = [
        group.shares[theme.id].n_participants
        for theme in here
        if not group.shares[theme.id].promoted
    ]
    lines = [_line_of_theme(group, theme, place, names.index(theme.code)) for theme in promoted]
    lines += [_line_of_author(line) for line in own]
    return Section(
        place=place,
        claims=tuple(claim for _, claim in sorted(lines, key=lambda line: line[0])),
        codes=tuple(names),
        most_heard=max(below, default=0),
        ask=tuple(dict.fromkeys(question for code in codes for question in code.ask)),
    )


_Rank: TypeAlias = tuple[bool, int, int, int, str]
"""What the author has put in order stays so; what is new comes behind it, most shared first."""


def _line_of_theme(
    group: _Group, theme: Theme, place: Place, code_rank: int
) -> tuple[_Rank, Claim]:
    share = group.shares[theme.id]
    wording = group.wordings.get(theme.id)
    said = group.said(theme)
    first = {quote.participant: quote for quote in reversed(said)}
    line = group.lines[theme.id]
    own_words = wording.text if wording else theme.label if theme.labelled_by else ""
    author = wording.author if wording and wording.text else theme.labelled_by
    claim = Claim(
        id="",
        place=place,
        text=own_words or line.text,
        author=author if own_words else "",
        said=None if own_words else line,
        code=theme.code,
        theme=theme.id,
        promotion=share,
        quotes=tuple(quote for quote in said if first[quote.participant] is quote),
        supporting=_of_comments(group.analysis, _supporting(group.analysis, theme)),
        contradicting=_of_comments(group.analysis, _contradicting(group.analysis, theme)),
    )
    rank = (wording is None, wording.position if wording else 0)
    return (*rank, -share.n_participants, code_rank, theme.id), claim


def _supporting(analysis: Analysis, theme: Theme) -> Iterable[str]:
    return (mention.utterance for mention in analysis.mentions_of(theme.id))


def _contradicting(analysis: Analysis, theme: Theme) -> Iterable[str]:
    return (case.utterance for case in analysis.negative_comments if case.theme == theme.id)


def _of_comments(analysis: Analysis, utterances: Iterable[str]) -> tuple[Quote, ...]:
    """Return a quote of each comment, the first one: somebody who writes much says it once."""
    first: dict[tuple[str, int], Quote] = {}
    for id_ in utterances:
        utterance = analysis.utterance(id_)
        first.setdefault((utterance.transcript, utterance.turn), analysis.quote(id_))
    return tuple(first.values())


def _line_of_author(line: OwnLine) -> tuple[_Rank, Claim]:
    claim = Claim(id="", place=line.place, text=line.text, author=line.author)
    return (False, line.position, 0, 0, ""), claim
