"""`interview-coder history`: what was decided about an utterance or a theme, when, by whom, why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.console import show

if TYPE_CHECKING:
    from interview_coder.audit import Entry
    from interview_coder.findings import Analysis, Theme


def history(
    folder: Annotated[
        Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
    ],
    of: Annotated[
        str,
        typer.Argument(help="Id of an utterance, or of a theme.", show_default=False),
    ],
) -> None:
    """Tell everything that was ever decided about OF, from the audit trail of the study."""
    from interview_coder.archive import load
    from interview_coder.audit import (
        TRAIL_FILE,
        history_of_theme,
        history_of_utterance,
        read_trail,
    )
    from interview_coder.errors import AnalysisError

    analysis = load(folder)
    source = analysis.study.folder
    if source is None or not source.is_dir():
        raise AnalysisError(f"the study folder {source} is not there; the audit trail lies in it")
    trail = read_trail(source / TRAIL_FILE)
    for fault in trail.faults:
        show(f"note: {source / TRAIL_FILE}: {fault}")
    theme = next((theme for theme in analysis.all_themes if theme.id == of), None)
    entries = (
        history_of_theme(trail.entries, theme) if theme else history_of_utterance(trail.entries, of)
    )
    for line in _theme_now(theme) if theme else _utterance_now(analysis, of, was=bool(entries)):
        show(line)
    if not entries:
        show("Nobody decided anything about it.")
    for entry in entries:
        show(told(entry))


def _theme_now(theme: Theme) -> Iterator[str]:
    promotion = theme.promotion
    yield (
        f"{theme.id}: {' '.join(theme.label.split())} "
        f"({promotion.n_participants} of {promotion.n_study}, {len(theme.utterances)} utterances)"
    )


def _utterance_now(analysis: Analysis, of: str, *, was: bool) -> Iterator[str]:
    """Its words and codes; `was` says that the trail knows it, also if the study does not now."""
    from interview_coder.errors import AnalysisError

    if of in {utterance.id for utterance in analysis.all_utterances}:
        quote = analysis.quote(of)
        codes = [f"{c.code} ({c.coder})" for c in analysis.all_codings if c.utterance == of]
        yield f"{of}, {quote.participant}: “{' '.join(quote.text.split())}”"
        yield f"now: {', '.join(codes) or 'no code'}"
    elif was:
        yield f"{of}: no longer an utterance of the study"
    else:
        raise AnalysisError(f"{of!r} is neither an utterance nor a theme of this analysis")


def told(entry: Entry) -> str:
    """Return an entry of the trail as a line to read."""
    done = "took back: " if entry.withdrawn else ""
    settled = "settled: " if entry.settles else ""
    what = f"{entry.what} {entry.code}".strip()
    if entry.new_code:
        what += f" to {entry.new_code}"
    if entry.is_about_themes:
        what += f" of {len(entry.utterances)} utterances"
    label = f" “{entry.label}”" if entry.label else ""
    why = f": {entry.why}" if entry.why else ""
    text = f" [text {entry.text_hash[:12]}]" if entry.text_hash else ""
    return f"{entry.time}  {entry.who}  {done}{settled}{what}{label}{why}{text}"
