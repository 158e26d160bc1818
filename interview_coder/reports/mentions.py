"""What other sources than the interviews say, in words; nobody in them is counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from interview_coder.findings import Analysis, Mention, Quote, Theme
from interview_coder.reports.content import one_line
from interview_coder.reports.table import Table
from interview_coder.transcript import Transcript

MAX_MENTIONS = 3
"""So many quotes of other sources stand beside a theme; mentions.csv has all."""

NOT_COUNTED = (
    "Comments from other sources are not interviews: nobody was asked, and one person may have "
    "written many. They are in no count of participants, and no theme was found, promoted or "
    "changed by them."
)
HOW_FOUND = (
    "Each was cut and coded as the interviews were, by what a score means in the codebook's "
    "examples; nobody reviewed them. A coded comment stands beside a theme when it is as near to "
    "it as the utterances of one sub-theme are to each other. Whether it says the same is yours "
    "to judge."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class MentionShown:
    """A quote from another source.

    Attributes:
        quote: What was written, verbatim.
        source: What kind of source, who, when, where, and in which file; ends with the
            utterance's id.
        before: The comment up to the quote.
        after: The rest of the comment.
        why: What the machine made of it.
    """

    quote: Quote
    source: str
    before: str
    after: str
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Mentioned:
    """What other sources say of one theme.

    Attributes:
        told: How many comments of which kind.
        quotes: The nearest ones of different comments, at most `MAX_MENTIONS`.
        against: What may speak against it, the nearest first.
    """

    told: str
    quotes: tuple[MentionShown, ...]
    against: tuple[MentionShown, ...] = ()


def mentioned(analysis: Analysis, theme: Theme) -> Mentioned | None:
    """Say what other sources say of `theme`; None where they have nothing for or against it."""
    mentions = analysis.mentions_of(theme.id)
    against = [case for case in analysis.negative_comments if case.theme == theme.id]
    if not mentions and not against:
        return None
    nearest = {_comment(analysis, mention): mention for mention in reversed(mentions)}
    shown = sorted(nearest.values(), key=mentions.index)[:MAX_MENTIONS]
    n_more = len(nearest) - len(shown)
    more = f" {n_more} more in mentions.csv." if n_more else ""
    told = f"{_by_kind(analysis, mentions)}; not counted.{more}" if mentions else "nothing."
    return Mentioned(
        told=told,
        quotes=tuple(_shown(analysis, mention.utterance, _why(mention)) for mention in shown),
        against=tuple(
            _shown(
                analysis,
                case.utterance,
                f"On the matter of the theme (similarity {case.similarity:.2f}), without its code, "
                f"and with the words “{case.cue}”.",
            )
            for case in against
        ),
    )


def sources_table(analysis: Analysis) -> Table | None:
    """Say what was read besides the interviews, and how much of it was coded; None without."""
    if not analysis.study.sources:
        return None
    return Table(
        title="Other sources",
        header=("Kind", "File", "Comments", "Utterances", "Coded", "In themes"),
        rows=tuple(_source_row(analysis, source) for source in analysis.study.sources),
        told=(
            "Coded and in themes: in how many comments. mentions.csv has each with its words, its "
            "nearest theme and how far it is.",
        ),
    )


def mentioned_below(analysis: Analysis) -> str:
    """Say in a sentence which themes that are not promoted were mentioned; empty if none was."""
    below = [theme for theme in analysis.all_themes if not theme.promotion.promoted]
    mentions = [(theme, analysis.mentions_of(theme.id)) for theme in below]
    told = [f"{theme.id} ({_by_kind(analysis, own)})" for theme, own in mentions if own]
    return f"Mentioned, too, though below the rule: {'; '.join(told)}." if told else ""


def told_sources(sources: Sequence[Transcript]) -> str:
    """Return how many comments of which kinds there are, as `48 comments from 2 other sources`."""
    n = sum(len(source.comments) for source in sources)
    kinds = ", ".join(dict.fromkeys(one_line(source.kind) for source in sources))
    comments = "1 comment" if n == 1 else f"{n:,} comments"
    others = "1 other source" if len(sources) == 1 else f"{len(sources)} other sources"
    return f"{comments} from {others} ({kinds})"


def _source_row(analysis: Analysis, source: Transcript) -> tuple[str, ...]:
    of_source = [
        (utterance.turn, mention)
        for mention in analysis.all_mentions
        for utterance in (analysis.utterance(mention.utterance),)
        if utterance.transcript == source.name
    ]
    n_utterances = sum(u.transcript == source.name for u in analysis.source_utterances)
    n_coded = len({turn for turn, _ in of_source})
    n_in_themes = len({turn for turn, mention in of_source if mention.theme is not None})
    counts = (len(source.comments), n_utterances, n_coded, n_in_themes)
    return (one_line(source.kind), source.name, *(f"{n:,}" for n in counts))


def _by_kind(analysis: Analysis, mentions: Iterable[Mention]) -> str:
    comments = {_comment(analysis, mention) for mention in mentions}
    kinds = dict.fromkeys(source.kind for source in analysis.study.sources)
    counts = {kind: sum(_kind(analysis, name) == kind for name, _ in comments) for kind in kinds}
    return ", ".join(f"{n} in {one_line(kind)}" for kind, n in counts.items() if n)


def _kind(analysis: Analysis, source: str) -> str:
    return analysis.study.transcript(source).kind


def _comment(analysis: Analysis, mention: Mention) -> tuple[str, int]:
    utterance = analysis.utterance(mention.utterance)
    return utterance.transcript, utterance.turn


def _why(mention: Mention) -> str:
    return (
        f"Coded {mention.code} by the machine, confidence {mention.confidence:.2f}; mean "
        f"distance from the theme {mention.distance or 0:.2f}."
    )


def _shown(analysis: Analysis, id_: str, why: str) -> MentionShown:
    utterance = analysis.utterance(id_)
    source = analysis.study.transcript(utterance.transcript)
    turn, quote = source.turns[utterance.turn].span, analysis.quote(utterance.id)
    return MentionShown(
        quote=quote,
        source=" · ".join(_source(source, utterance.turn, utterance.id)),
        before=source.text[turn.start : quote.span.start],
        after=source.text[quote.span.end : turn.end],
        why=why,
    )


def _source(source: Transcript, turn: int, id_: str) -> Iterator[str]:
    comment = source.comments[turn]
    parts = (source.kind, comment.author, comment.written, comment.place, source.name)
    yield from (one_line(part) for part in parts if part)
    yield id_
