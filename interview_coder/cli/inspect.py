"""`interview-coder inspect`: what a reader made of a file, before anything rests on it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.analyze import parse_option
from interview_coder.cli.console import console, show, show_error
from interview_coder.errors import InterviewCoderError

if TYPE_CHECKING:
    from rich.table import Table

    from interview_coder.roles import RolesTold
    from interview_coder.transcript import Transcript

UNREADABLE = 2
_N_TURNS = 4
_WIDTH = 100


def inspect(
    files: Annotated[
        list[Path], typer.Argument(help="Transcripts of any known format.", show_default=False)
    ],
    interviewer: Annotated[
        list[str] | None,
        typer.Option(help="A speaker who asks; may be given several times.", show_default=False),
    ] = None,
    speaker: Annotated[
        list[str] | None,
        typer.Option(
            help="What a speaker is called, such as 'Speaker 1=P01', or in one file "
            "'call.vtt/Speaker 1=P01'; may be given several times.",
            show_default=False,
        ),
    ] = None,
    encoding: Annotated[
        str,
        typer.Option(help="Of text files that are not Unicode. \\[default: guessed]"),
    ] = "",
) -> None:
    """Show what is read in FILES: format, speakers and their roles, first turns, what is left out.

    Nothing is analysed and nothing is written.
    """
    from interview_coder.readers import read_transcripts
    from interview_coder.roles import RolesTold
    from interview_coder.transcript import ReadAs

    names = parse_option(speaker)
    told = RolesTold(interviewers=frozenset(interviewer or ()))
    n_unreadable = 0
    for path in files:
        called = names.of(path.name)
        known = {*told.interviewers, *called}
        try:
            found = read_transcripts(path, names=known, read_as=ReadAs(encoding=encoding))
        except InterviewCoderError as error:
            show_error(str(error))
            n_unreadable += 1
            continue
        for transcript in found:
            for line in _told(transcript, told, called):
                console.print(line, soft_wrap=isinstance(line, str))
    if n_unreadable:
        show(f"{n_unreadable} of {len(files)} files cannot be read")
        sys.exit(UNREADABLE)


def _told(transcript: Transcript, told: RolesTold, called: Mapping[str, str]) -> Iterator[object]:
    from rich.text import Text

    n_words = sum(len(transcript.quote(turn.span).split()) for turn in transcript.turns)
    yield Text(
        f"{transcript.name}: {', '.join(_format(transcript))}, "
        f"{_count(len(transcript.turns), 'turn')}, {_count(n_words, 'word')}",
        style="bold",
    )
    table, trouble = _speakers(transcript, told, called)
    yield table
    for turn in transcript.turns[:_N_TURNS]:
        words = _on_one_line(transcript.quote(turn.span))
        shown = words if len(words) <= _WIDTH else f"{words[:_WIDTH]} …"
        yield Text.assemble((f"{_on_one_line(turn.speaker)}: ", "bold"), shown)
    if len(transcript.turns) > _N_TURNS:
        yield Text(f"… and {len(transcript.turns) - _N_TURNS} more turns", style="dim")
    for left in transcript.left_out:
        sample = f", such as {left.sample!r}" if left.sample else ""
        yield Text(f"not speech: {left}{sample}")
    for note in (*transcript.notes, *trouble):
        yield Text.assemble(("note: ", "yellow"), note)
    yield Text("")


def _format(transcript: Transcript) -> Iterator[str]:
    yield transcript.format
    if transcript.encoding:
        yield transcript.encoding
    if transcript.file:
        yield f"one interview of {transcript.file}"


def _speakers(
    transcript: Transcript, told: RolesTold, called: Mapping[str, str]
) -> tuple[Table, list[str]]:
    """Return the table of speakers, and what stands in the way of an analysis."""
    from rich.table import Table
    from rich.text import Text

    from interview_coder.roles import assign_roles

    trouble = []
    participants: dict[str, str] | None = None
    try:
        participants = dict(assign_roles(transcript, told, names=called).speaker_to_participant)
    except ValueError as error:
        trouble.append(str(error))
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("speaker", "role", "turns", "words", "from", "to"):
        table.add_column(
            column,
            justify="right" if column in ("turns", "words") else "left",
            overflow="fold",
        )
    for label in transcript.speakers:
        turns = [turn for turn in transcript.turns if turn.speaker == label]
        times = [mark.seconds for turn in turns for mark in turn.times]
        n_words = sum(len(transcript.quote(turn.span).split()) for turn in turns)
        ends = (_clock(min(times)), _clock(max(times))) if times else ("", "")
        role = _role(label, called.get(label, label), (participants or {}).get(label), participants)
        table.add_row(
            Text(_on_one_line(label)),
            Text(_on_one_line(role)),
            str(len(turns)),
            str(n_words),
            *ends,
        )
    return table, trouble


def _role(
    label: str, name: str, participant: str | None, participants: Mapping[str, str] | None
) -> str:
    from interview_coder.roles import is_bystander, is_interviewer

    if participant is not None:
        return "participant" if participant == label else f"participant {participant}"
    if is_bystander(name):
        return "bystander"
    return "interviewer" if is_interviewer(name) or participants is not None else "not known"


def _count(n: int, noun: str) -> str:
    return f"{n:,} {noun}" if n == 1 else f"{n:,} {noun}s"


def _on_one_line(words: str) -> str:
    """Words without signs that steer a terminal or turn the direction of writing."""
    shown = (sign if sign.isprintable() else " " for sign in words)
    return " ".join("".join(shown).split())


def _clock(seconds: float) -> str:
    whole = int(seconds)
    return f"{whole // 3600}:{whole // 60 % 60:02d}:{whole % 60:02d}"
