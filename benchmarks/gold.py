"""What people coded: the sample study, or a folder laid out like a gold study.

The sample study has `gold_codings.csv`. A gold study has `transcripts/`, `sentences.tsv` (columns
id, participant, codes, text; codes is `none`, one code or several joined by `+`, or `?` where
annotators disagreed) and may have `themes.json` (a list of code, label, ids of sentences).
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from interview_coder.transcript import Span, Transcript

UNDECIDED = "?"


@dataclass(frozen=True, kw_only=True, slots=True)
class Passage:
    """A piece of a transcript that people coded.

    Attributes:
        id: Of the sentence; of the coding in the sample study.
        span: Where it stands.
        codes: `none`, codes, or `?`.
    """

    id: str
    span: Span
    codes: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class GoldTheme:
    """Passages that say the same to people.

    Attributes:
        code: Its code.
        label: What people called it.
        passages: Ids of its passages.
    """

    code: str
    label: str
    passages: frozenset[str]


def has_sentences(folder: Path) -> bool:
    """Whether every sentence was coded, and not only passages that carry a code."""
    return (folder / "sentences.tsv").is_file()


def transcripts_in(folder: Path) -> Path:
    """Return the study folder: that of a gold study stands inside it."""
    return folder / "transcripts" if has_sentences(folder) else folder


def read_passages(folder: Path, transcript: Transcript) -> list[Passage]:
    """Read what people coded in one transcript."""
    read = _passages_of_sentences if has_sentences(folder) else _passages_of_sample
    return list(read(folder, transcript))


def read_gold_themes(folder: Path) -> list[GoldTheme]:
    """Read the themes that people found; in the sample study, those that were planted."""
    if has_sentences(folder):
        themes = json.loads((folder / "themes.json").read_text(encoding="utf-8"))
        return [
            GoldTheme(code=t["code"], label=t["label"], passages=frozenset(t["sentences"]))
            for t in themes
        ]
    theme_to_passages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in _rows_of_sample(folder):
        if row["theme"]:
            theme_to_passages[row["code"], row["theme"]].add(_id_in_sample(row))
    return [
        GoldTheme(code=code, label=label, passages=frozenset(ids))
        for (code, label), ids in theme_to_passages.items()
    ]


def covers_half(a: Span, b: Span) -> bool:
    """Whether one of the two covers half of the other."""
    common = min(a.end, b.end) - max(a.start, b.start)
    return 2 * common >= min(a.end - a.start, b.end - b.start)


def _passages_of_sentences(folder: Path, transcript: Transcript) -> Iterator[Passage]:
    """Find each sentence in the words of its participant, whitespace aside."""
    with (folder / "sentences.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    places = [
        (turn.span.start + i, char)
        for turn in transcript.turns
        if turn.speaker in transcript.speaker_to_participant
        for i, char in enumerate(transcript.quote(turn.span))
        if not char.isspace()
    ]
    said = "".join(char for _, char in places)
    at = 0
    for row in rows:
        if row["participant"] != transcript.stem:
            continue
        wanted = "".join(row["text"].split())
        found = said.find(wanted, at)
        if found < 0:
            raise ValueError(f"{folder}: sentence {row['id']} is not in {transcript.name}")
        at = found + len(wanted)
        span = Span(start=places[found][0], end=places[at - 1][0] + 1)
        yield Passage(id=row["id"], span=span, codes=frozenset(row["codes"].split("+")))


def _passages_of_sample(folder: Path, transcript: Transcript) -> Iterator[Passage]:
    for row in _rows_of_sample(folder):
        if row["transcript"] == transcript.name:
            span = Span(start=int(row["start"]), end=int(row["end"]))
            yield Passage(id=_id_in_sample(row), span=span, codes=frozenset({row["code"]}))


def _rows_of_sample(folder: Path) -> list[dict[str, str]]:
    with (folder / "gold_codings.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _id_in_sample(row: dict[str, str]) -> str:
    return f"{row['transcript']}:{row['start']}:{row['code']}"
