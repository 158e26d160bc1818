"""`interview-coder history`: what was decided about an utterance or a theme, when, by whom, why."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.console import show

if TYPE_CHECKING:
    from interview_coder.audit import Entry
    from interview_coder.findings import Analysis


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
    from interview_coder.audit import TRAIL_FILE, read_trail
    from interview_coder.errors import AnalysisError

    analysis = load(folder)
    source = analysis.study.folder
    if source is None or not source.is_dir():
        raise AnalysisError(f"the study folder {source} is not there; the audit trail lies in it")
    trail = read_trail(source / TRAIL_FILE)
    for fault in trail.faults:
        show(f"note: {source / TRAIL_FILE}: {fault}")
    entries = _entries(analysis, trail.entries, of)
    for line in _now(analysis, of):
        show(line)
    if not entries:
        show("Nobody decided anything about it.")
    for entry in entries:
        show(told(entry))


def _entries(analysis: Analysis, entries: tuple[Entry, ...], of: str) -> tuple[Entry, ...]:
    from interview_coder.audit import history_of_theme, history_of_utterance
    from interview_coder.errors import AnalysisError

    theme = next((theme for theme in analysis.all_themes if theme.id == of), None)
    if theme:
        return history_of_theme(entries, theme)
    known = {utterance.id for utterance in analysis.all_utterances}
    found = history_of_utterance(entries, of)
    if of not in known and not found:
        raise AnalysisError(f"{of!r} is neither an utterance nor a theme of this analysis")
    return found


def _now(analysis: Analysis, of: str) -> list[str]:
    """What the thing is now: the words and codes of an utterance, the state of a theme."""
    for theme in analysis.all_themes:
        if theme.id == of:
            promotion = theme.promotion
            return [
                f"{theme.id}: {' '.join(theme.label.split())} "
                f"({promotion.n_participants} of {promotion.n_study}, "
                f"{len(theme.utterances)} utterances)"
            ]
    if of not in {utterance.id for utterance in analysis.all_utterances}:
        return [f"{of}: no longer an utterance of the study"]
    quote = analysis.quote(of)
    codes = ", ".join(f"{c.code} ({c.coder})" for c in analysis.all_codings if c.utterance == of)
    return [
        f"{of}, {quote.participant}: “{' '.join(quote.text.split())}”",
        f"now: {codes or 'no code'}",
    ]


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
