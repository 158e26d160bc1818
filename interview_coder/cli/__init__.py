"""The command line: one module a command; nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys

import typer

from interview_coder.cli.agreement import agreement
from interview_coder.cli.analyze import analyze
from interview_coder.cli.checklist import checklist
from interview_coder.cli.compare import compare
from interview_coder.cli.console import show_error
from interview_coder.cli.demo import demo
from interview_coder.cli.exchange import export, import_
from interview_coder.cli.guide import guide
from interview_coder.cli.history import history
from interview_coder.cli.inspect import inspect
from interview_coder.cli.persona import persona
from interview_coder.cli.review import review
from interview_coder.cli.settle import settle
from interview_coder.cli.status import status
from interview_coder.cli.templates import templates
from interview_coder.cli.themes import app as themes
from interview_coder.cli.verify import verify
from interview_coder.errors import InterviewCoderError

__all__ = ["app", "main"]

BAD_INPUT = 2

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Code interview transcripts and stand behind every line of a persona.",
)
app.command()(inspect)
app.command()(analyze)
app.command()(review)
app.add_typer(themes, name="themes")
app.command()(agreement)
app.command()(settle)
app.command()(history)
app.command()(export)
app.command(name="import")(import_)
app.command()(persona)
app.command()(templates)
app.command()(status)
app.command()(compare)
app.command()(guide)
app.command()(checklist)
app.command()(verify)
app.command()(demo)


def main() -> None:
    """Run the command line; what is wrong with the input is told without a traceback."""
    try:
        app()
    except InterviewCoderError as error:
        show_error(str(error))
        sys.exit(BAD_INPUT)
