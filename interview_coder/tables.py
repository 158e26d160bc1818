"""The rows of the CSV files and data frames, with the columns other programs rely on."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interview_coder.findings import Analysis, Coding
    from interview_coder.transcript import Utterance

Row = Mapping[str, object]

UTTERANCE_COLUMNS = (
    "transcript", "participant", "utterance", "start", "end", "start_time", "question", "text",
)  # fmt: skip
CODING_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "start_time", "text", "code",
    "coder", "confidence", "theme",
)  # fmt: skip
REVIEW_COLUMNS = (
    "utterance", "transcript", "participant", "start", "end", "start_time", "question", "text",
    "code", "confidence", "decision", "new_code", "decided_by", "note", "coder", "theme",
    "transcript_hash",
)  # fmt: skip
THEME_COLUMNS = (
    "theme", "code", "label", "keywords", "n_participants", "participants", "n_utterances",
    "share", "ci_low", "ci_high", "promoted",
)  # fmt: skip


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
    empty = dict.fromkeys(REVIEW_COLUMNS, "")
    rows: list[Row] = []
    for utterance in utterances:
        quote = analysis.quote(utterance.id)
        common = {
            **empty,
            "utterance": utterance.id,
            "transcript": quote.transcript,
            "participant": quote.participant,
            "start": quote.span.start,
            "end": quote.span.end,
            "start_time": quote.start_time,
            "text": quote.text,
            "question": analysis.study.question(utterance),
            "transcript_hash": analysis.study.transcript(quote.transcript).text_hash,
        }
        own = [_coding_row(analysis, coding) for coding in proposed[utterance.id]]
        rows += [{**common, **row} for row in own] or [common]
    return rows


def theme_rows(analysis: Analysis) -> list[Row]:
    """Return a row a theme; keywords and participants are joined by `; `."""
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
        }
        for theme in analysis.all_themes
    ]


def to_csv(rows: Sequence[Row], columns: Sequence[str]) -> bytes:
    r"""Return `rows` as UTF-8 CSV with `\n` line ends; None is empty, booleans are true/false."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(_cells(row, columns) for row in rows)
    return buffer.getvalue().encode()


def _cells(row: Row, columns: Sequence[str]) -> Iterator[object]:
    for column in columns:
        value = row[column]
        yield ("true" if value else "false") if isinstance(value, bool) else value
