"""`interview-coder themes`: merge, split, move and rename themes; kept in the study folder."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coder.cli.console import show
from interview_coder.cli.noting import note_decisions
from interview_coder.errors import DecisionError
from interview_coder.readers.decoding import decode_unicode

if TYPE_CHECKING:
    from interview_coder.findings import Analysis, Theme, ThemeDecided, ThemeDecision

app = typer.Typer(
    no_args_is_help=True,
    help="Merge, split, move and rename themes; the decisions survive every new run.",
)

Folder = Annotated[
    Path, typer.Argument(help="Folder with the results of `analyze`.", show_default=False)
]
Label = Annotated[str, typer.Option(help="How the theme is called then.", show_default=False)]
By = Annotated[str, typer.Option(help="Who decides.")]
Note = Annotated[str, typer.Option(help="Why; kept with the decision.", show_default=False)]
Utterances = Annotated[
    list[str], typer.Argument(help="Ids of utterances, as in codings.csv.", show_default=False)
]
ThemeId = Annotated[
    str, typer.Argument(help="Id of the theme, as in themes.csv.", show_default=False)
]


@app.command()
def merge(
    folder: Folder,
    themes: Annotated[
        list[str], typer.Argument(help="Ids of two or more themes.", show_default=False)
    ],
    label: Label = "",
    by: By = "researcher",
    note: Note = "",
) -> None:
    """Make one theme of several of one code."""
    analysis = _load(folder)
    named = [_theme(analysis, id_) for id_ in dict.fromkeys(themes)]
    codes = sorted({theme.code for theme in named})
    if len(named) < 2 or len(codes) > 1:
        raise typer.BadParameter(
            f"name two or more themes of one code, got {', '.join(themes)} ({', '.join(codes)})"
        )
    utterances = tuple(id_ for theme in named for id_ in theme.utterances)
    _note_down(analysis, "merge", codes[0], utterances, label=label, coder=by, note=note)


@app.command()
def split(
    folder: Folder,
    theme: ThemeId,
    utterances: Utterances,
    label: Label = "",
    by: By = "researcher",
    note: Note = "",
) -> None:
    """Make a theme of its own of some utterances of a theme (or of a sub-theme, by its id)."""
    analysis = _load(folder)
    own = _theme(analysis, theme)
    sub_themes = {sub.id: sub.utterances for sub in own.sub_themes}
    wanted = tuple(id_ for name in utterances for id_ in sub_themes.get(name, (name,)))
    _check_members(own, wanted)
    _note_down(analysis, "split", own.code, wanted, label=label, coder=by, note=note)


@app.command()
def move(
    folder: Folder,
    theme: Annotated[str, typer.Argument(help="Id of the theme they go to.", show_default=False)],
    utterances: Utterances,
    by: By = "researcher",
    note: Note = "",
) -> None:
    """Put utterances into another theme of the same code."""
    analysis = _load(folder)
    target = _theme(analysis, theme)
    code = target.code
    coded = {coding.utterance for coding in analysis.all_codings if coding.code == code}
    strange = [id_ for id_ in utterances if id_ not in coded]
    if strange:
        raise typer.BadParameter(f"not coded as {code}: {', '.join(strange)}")
    to = tuple(id_ for id_ in target.utterances if id_ not in utterances)
    if not to:
        raise typer.BadParameter(f"{theme} has no other utterances; they are there already")
    _note_down(analysis, "move", code, tuple(utterances), to=to, coder=by, note=note)


@app.command()
def rename(
    folder: Folder,
    theme: ThemeId,
    label: Annotated[str, typer.Argument(help="How it is called.", show_default=False)],
    by: By = "researcher",
    note: Note = "",
) -> None:
    """Give a theme a name; it stays as long as the theme is recognisably the same."""
    analysis = _load(folder)
    own = _theme(analysis, theme)
    if not label.strip():
        raise typer.BadParameter("the name is empty")
    _note_down(
        analysis, "rename", own.code, own.utterances, label=label.strip(), coder=by, note=note
    )


def _load(folder: Path) -> Analysis:
    from interview_coder.archive import load

    return load(folder)


def _theme(analysis: Analysis, id_: str) -> Theme:
    try:
        return analysis.theme(id_)
    except KeyError:
        known = ", ".join(theme.id for theme in analysis.all_themes) or "none"
        raise typer.BadParameter(f"no theme {id_!r}; there are: {known}") from None


def _check_members(theme: Theme, utterances: tuple[str, ...]) -> None:
    strange = [id_ for id_ in utterances if id_ not in theme.utterances]
    if strange:
        raise typer.BadParameter(f"not in {theme.id}: {', '.join(strange)}")
    if set(utterances) == set(theme.utterances):
        raise typer.BadParameter(f"these are all utterances of {theme.id}; nothing would be left")


def _note_down(
    analysis: Analysis,
    decision: ThemeDecided,
    code: str,
    utterances: tuple[str, ...],
    *,
    to: tuple[str, ...] = (),
    label: str = "",
    coder: str,
    note: str,
) -> None:
    from interview_coder.errors import AnalysisError
    from interview_coder.findings import ThemeDecision
    from interview_coder.study import THEME_DECISIONS_FILE
    from interview_coder.themes.decisions import theme_decisions_of

    study = analysis.study.folder
    if study is None or not study.is_dir():
        raise AnalysisError(f"the study folder {study} is not there; put it back, or analyse again")
    made = ThemeDecision(
        decision=decision,
        code=code,
        utterances=utterances,
        to=to,
        label=label,
        coder=coder,
        note=note,
    )
    _append(study / THEME_DECISIONS_FILE, made)
    note_decisions(study, theme_decisions=theme_decisions_of(analysis.study))
    show(f"Noted in {study / THEME_DECISIONS_FILE}. Analyse again to see it.")


def _append(path: Path, decision: ThemeDecision) -> None:
    """Append `decision` to the file at `path`; what stands there, and its columns, stay."""
    from interview_coder.output import write_whole
    from interview_coder.themes.decisions import COLUMNS, SEPARATOR, read_theme_decisions

    known = ""
    header, delimiter = list(COLUMNS), ","
    if path.exists():
        read_theme_decisions(path)
        known = decode_unicode(path.read_bytes(), path=path)
        first = known.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        header = next(csv.reader([first], delimiter=delimiter))
    cells = {
        "decision": decision.decision,
        "code": decision.code,
        "utterances": f"{SEPARATOR} ".join(decision.utterances),
        "to": f"{SEPARATOR} ".join(decision.to),
        "label": decision.label,
        "decided_by": decision.coder,
        "note": decision.note,
    }
    missing = [column for column, cell in cells.items() if cell and column not in header]
    if missing:
        raise DecisionError(path, [f"line 1: no column {', '.join(map(repr, missing))}; add it"])
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=delimiter, lineterminator="\n")
    if not known.strip():
        writer.writerow(header)
    writer.writerow([cells.get(column, "") for column in header])
    between = "\n" if known.strip() and not known.endswith("\n") else ""
    write_whole(path, (known + between + buffer.getvalue()).encode())
