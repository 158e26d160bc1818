"""Short notations for other sources: comments in memory, and a study folder that has some."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from pathlib import Path

from interview_coder.findings import Analysis, Mention
from interview_coder.readers.comments import read_comments
from interview_coder.segmentation import segment_sources
from interview_coder.transcript import Comment, Span, Transcript, Turn
from tests.notation import write_folder

INTERVIEWS = {
    "P1.txt": "Interviewer: How is it?\n\nP1: The old export is slow.\n",
    "P2.txt": "Interviewer: And?\n\nP2: It takes us ages to open the export.\n",
    "P3.txt": "Interviewer: And?\n\nP3: The export takes the whole day.\n",
}
TICKETS = "customer,created,message\nKim,2024-02-01,The export is slow again.\n,,It takes ages.\n"
SOURCES = """
[[sources]]
file = "tickets.csv"
kind = "support tickets"
"""


def source_of(
    *comments: str, name: str = "tickets.csv", kind: str = "support tickets"
) -> Transcript:
    """
    Build another source: each comment is `words`, or `author: words`.
    """
    texts, turns, known, position = [], [], [], 0
    for number, comment in enumerate(comments, start=2):
        author, _, words = comment.rpartition(": ")
        known.append(Comment(place=f"line {number}", author=author))
        span = Span(start=position, end=position + len(words))
        turns.append(Turn(speaker=author or f"line {number}", span=span))
        texts.append(f"{words}\n")
        position += len(words) + 1
    text = "".join(texts)
    return Transcript(
        name=name,
        text=text,
        turns=tuple(turns),
        source_hash=sha256(text.encode()).hexdigest(),
        text_hash=sha256(text.encode()).hexdigest(),
        format="table",
        kind=kind,
        comments=tuple(known),
    )


def mentioning(analysis: Analysis, *sources: Transcript, themes: dict[str, str | None]) -> Analysis:
    """
    Add other sources to an analysis made by hand.

    Args:
        analysis: Made by hand.
        sources: What it shall have besides the interviews.
        themes: Some words of an utterance of theirs to the theme it joins; in the order in which
            they are near to it.
    """
    study = replace(analysis.study, sources=sources)
    utterances = segment_sources(study)
    ids = [utterance.id for utterance in utterances]
    mentions = []
    for number, (words, theme) in enumerate(themes.items()):
        utterance = next(u for u in utterances if words in study.quote(u))
        mention = Mention(
            utterance=utterance.id,
            code="pain",
            theme=theme,
            confidence=0.9,
            nearest=theme or "pain-01",
            distance=round(0.5 + number / 100, 2),
        )
        mentions.append(mention)
    return replace(
        analysis,
        study=study,
        source_utterances=utterances,
        all_mentions=tuple(sorted(mentions, key=lambda m: ids.index(m.utterance))),
    )


def write_study(folder: Path, *, toml: str = SOURCES, **files: str | bytes) -> Path:
    """
    Write a study of three interviews, with `tickets.csv` unless told otherwise.

    Args:
        folder: Where.
        toml: The study file.
        files: Further files, `_` for the dot before the suffix.
    """
    named = {name.replace("_", "."): content for name, content in files.items()}
    content = {**INTERVIEWS, "study.toml": toml, "tickets.csv": TICKETS, **named}
    return write_folder(folder, content)


def read_text(folder: Path, name: str, content: str | bytes, **columns: str) -> Transcript:
    """
    Write a file and read the comments in it; `columns` are told.
    """
    from interview_coder.readers.tables.comment_columns import CommentColumns

    write_folder(folder, {name: content})
    return read_comments(folder / name, kind="posts", columns=CommentColumns(**columns))
