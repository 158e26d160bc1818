"""What the commands show: on a terminal with colour and a progress bar, else plain lines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.table import Table
from rich.text import Text

if TYPE_CHECKING:
    from interview_coder.findings import Analysis

_MAX_LABEL = 40

console = Console(highlight=False)
_errors = Console(stderr=True, highlight=False)


def show_error(message: str) -> None:
    """Show what is wrong, on standard error, word by word."""
    _errors.print(Text.assemble(("error: ", "bold red"), message), soft_wrap=True)


def show(message: str) -> None:
    """Show a line, word by word."""
    console.print(Text(message), soft_wrap=True)


@contextmanager
def progress(stages: tuple[str, ...]) -> Iterator[Callable[[str], None]]:
    """Show which of `stages` is under way; gives the function to call when one begins."""
    if not console.is_terminal:
        yield lambda stage: show(f"{stage} …")
        return
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<22}"),
        BarColumn(bar_width=28),
        TextColumn("{task.completed:.0f} of {task.total:.0f}"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("reading", total=len(stages) + 1)

        def begin(stage: str) -> None:
            bar.update(task, description=stage, advance=1)

        yield begin


def show_analysis(analysis: Analysis, folder: Path, files: tuple[str, ...]) -> None:
    """Show at a glance what was found, and where it was written."""
    for note in analysis.notes:
        console.print(Text.assemble(("note: ", "yellow"), note), soft_wrap=True)
    promoted = [theme for theme in analysis.all_themes if theme.promotion.promoted]
    study = analysis.study
    show(
        f"{study.title}: {len(study.transcripts)} interviews, "
        f"{len(study.participants)} participants, {len(analysis.all_utterances)} utterances, "
        f"{len(analysis.all_codings)} codings"
    )
    if study.sources:
        from interview_coder.reports.mentions import told_sources

        show(f"plus {told_sources(study.sources)}")
    if promoted:
        console.print(_table(analysis))
    else:
        show("No theme meets the promotion rule.")
    show(f"{len(promoted)} of {len(analysis.all_themes)} themes promoted")
    show(f"Written to {folder}: {', '.join(files)}")


def _table(analysis: Analysis) -> Table:
    from interview_coder.reports.content import shown_interval, shown_share
    from interview_coder.reports.support import shown_label

    promoted = [theme for theme in analysis.all_themes if theme.promotion.promoted]
    ids = [theme.id for theme in promoted]
    shares = [shown_share(theme) for theme in promoted]
    table = Table(box=None, pad_edge=False, header_style="bold")
    # Where there is no room, the words give way: an id or a count that is cut says nothing.
    table.add_column("theme", no_wrap=True, min_width=max(map(len, ids)))
    table.add_column("in their words", no_wrap=True, overflow="ellipsis", max_width=_MAX_LABEL)
    table.add_column("people", no_wrap=True, min_width=max(map(len, shares)))
    if analysis.study.coefficients:
        table.add_column("95% interval", no_wrap=True, min_width=12)
    for theme, share in zip(promoted, shares, strict=True):
        cells: list[str | Text] = [theme.id, Text(shown_label(theme)), share]
        if analysis.study.coefficients:
            cells.append(shown_interval(theme))
        table.add_row(*cells)
    return table
