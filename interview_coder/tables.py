"""The rows of the CSV files and data frames, with the columns other programs rely on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from interview_coder.decision_rows import context_row
from interview_coder.findings import NegativeCases
from interview_coder.tabular import Row

if TYPE_CHECKING:
    from interview_coder.findings import Analysis, Coding, Mention
    from interview_coder.transcript import Utterance

UTTERANCE_COLUMNS = (
    "transcript", "participant", "utterance", "start", "end", "start_time", "question", "text",
)  # fmt: skip
CODING_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "start_time", "text", "code",
    "coder", "confidence", "theme",
)  # fmt: skip
REVIEW_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "start_time", "before", "question",
    "text", "after", "code", "confidence", "decision", "new_code", "decided_by", "note",
    "coder", "theme", "transcript_hash",
)  # fmt: skip
TO_FILL_IN = ("code", "decision", "new_code", "decided_by", "note")
"""Columns of a review sheet that a person fills in; `code` where a row has none."""

THEME_COLUMNS = (
    "theme", "code", "label", "keywords", "n_participants", "participants", "n_utterances",
    "share", "ci_low", "ci_high", "promoted", "accepted", "chance", "left_out_found",
    "left_out_holds", "bootstrap_found", "bootstrap_holds", "sub_themes", "negative_cases",
    "labelled_by",
)  # fmt: skip
MENTION_COLUMNS = (
    "source", "kind", "author", "time", "place", "utterance", "start", "end", "text", "code",
    "confidence", "theme", "nearest", "distance",
)  # fmt: skip
_STABILITY_COLUMNS = ("left_out_found", "left_out_holds", "bootstrap_found", "bootstrap_holds")


def utterance_rows(analysis: Analysis) -> list[Row]:
    """Return a row an utterance; `question` holds the interviewer's words before it."""
    return [
        {
            "transcript": utterance.transcript,
            "participant": utterance.participant,
            "utterance": utterance.id,
            "start": utterance.span.start,
            "end": utterance.span.end,
            "start_time": utterance.start_time,
            "question": analysis.study.question(utterance),
            "text": analysis.study.quote(utterance),
        }
        for utterance in analysis.all_utterances
    ]


def coding_rows(analysis: Analysis, codings: Sequence[Coding]) -> list[Row]:
    """Return a row a coding; `theme` is empty for candidates."""
    return [_coding_row(analysis, coding) for coding in codings]


def _coding_row(analysis: Analysis, coding: Coding) -> Row:
    quote = analysis.quote(coding.utterance)
    return {
        "utterance": coding.utterance,
        "transcript": quote.transcript,
        "participant": quote.participant,
        "start": quote.span.start,
        "end": quote.span.end,
        "start_time": quote.start_time,
        "text": quote.text,
        "code": coding.code,
        "coder": coding.coder,
        "confidence": coding.confidence,
        "theme": coding.theme,
    }


def review_rows(analysis: Analysis, utterances: Sequence[Utterance]) -> list[Row]:
    """Return the rows of a review sheet: what the machine put on each utterance, or none.

    `decision`, `new_code`, `decided_by` and `note` are empty, for a person to fill in.
    """
    proposed: dict[str, list[Coding]] = defaultdict(list)
    for coding in (*analysis.all_codings, *analysis.all_candidates):
        proposed[coding.utterance].append(coding)
    place = {utterance.id: n for n, utterance in enumerate(analysis.all_utterances)}
    rows: list[Row] = []
    for utterance in utterances:
        common = context_row(
            place[utterance.id], analysis.study, analysis.all_utterances, columns=REVIEW_COLUMNS
        )
        own = [_coding_row(analysis, coding) for coding in proposed[utterance.id]]
        rows += [{**common, **row} for row in own] or [common]
    return rows


def coded_utterances(analysis: Analysis) -> tuple[Utterance, ...]:
    """Return the utterances that carry a code, in their order."""
    coded = {coding.utterance for coding in analysis.all_codings}
    return tuple(each for each in analysis.all_utterances if each.id in coded)


def theme_rows(analysis: Analysis) -> list[Row]:
    """Return a row a theme; what there is several of is joined by `; `."""
    return [
        {
            "theme": theme.id,
            "code": theme.code,
            "label": theme.label,
            "keywords": "; ".join(theme.keywords),
            "n_participants": theme.promotion.n_participants,
            "participants": "; ".join(theme.promotion.participants),
            "n_utterances": len(theme.utterances),
            "share": round(theme.promotion.share, 3),
            "ci_low": round(theme.promotion.ci_low, 3),
            "ci_high": round(theme.promotion.ci_high, 3),
            "promoted": theme.promotion.promoted,
            "accepted": "; ".join(theme.promotion.accepted),
            "chance": _rounded(theme.promotion.chance),
            **{name: getattr(theme.stability, name, None) for name in _STABILITY_COLUMNS},
            "sub_themes": "; ".join(sub.label for sub in theme.sub_themes),
            "negative_cases": "; ".join(
                case.utterance for case in (theme.negative_cases or NegativeCases()).found
            ),
            "labelled_by": theme.labelled_by,
        }
        for theme in analysis.all_themes
    ]


def mention_rows(analysis: Analysis) -> list[Row]:
    """Return a row a mention; `theme` is empty where it joined none."""
    return [_mention_row(analysis, mention) for mention in analysis.all_mentions]


def _mention_row(analysis: Analysis, mention: Mention) -> Row:
    utterance = analysis.utterance(mention.utterance)
    source = analysis.study.transcript(utterance.transcript)
    comment = source.comments[utterance.turn]
    return {
        "source": source.name,
        "kind": source.kind,
        "author": comment.author,
        "time": comment.written,
        "place": comment.place,
        "utterance": utterance.id,
        "start": utterance.span.start,
        "end": utterance.span.end,
        "text": source.quote(utterance.span),
        "code": mention.code,
        "confidence": mention.confidence,
        "theme": mention.theme,
        "nearest": mention.nearest,
        "distance": mention.distance,
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
