"""`interview-coder settle`: what coders agreed on after all becomes part of the study."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coder.cli.codebooks import Codebooks, codes_of
from interview_coder.cli.console import show
from interview_coder.cli.noting import note_decisions
from interview_coder.cli.today import today


def settle(
    study: Annotated[Path, typer.Argument(help="The study folder.", show_default=False)],
    sheet: Annotated[
        Path,
        typer.Argument(help="The sheet of disagreements, filled in.", show_default=False),
    ],
    codebook: Codebooks = None,
) -> None:
    """Take over from SHEET what was settled; it stands above what single coders decided.

    It is added to settled.csv in STUDY. Where a code on an utterance was settled before, the new
    decision replaces the old one, which stays in the audit trail.
    """
    from interview_coder.agreement.settling import (
        join_settled,
        read_settled,
        settled_csv,
        settled_of,
    )
    from interview_coder.coding.decisions import check_decisions, decisions_of, told_in_full
    from interview_coder.output import write_whole
    from interview_coder.segmentation import segment_study
    from interview_coder.study import SETTLED_FILE, read_study

    read = read_study(study)
    codes = codes_of(read, codebook)
    utterances = segment_study(read)
    new = read_settled(
        sheet, study=read, utterances=utterances, codes=codes, day=today().isoformat()
    )
    known = settled_of(read, utterances=utterances, codes=codes)
    if not new:
        show(f"Nothing is decided in {sheet} yet; fill in decision and decided_by.")
        return
    joined = join_settled(known, new)
    others = [decision for decision in decisions_of(read) if not decision.settles]
    decided = check_decisions([*others, *joined], study=read, utterances=utterances, codes=codes)
    write_whole(study / SETTLED_FILE, settled_csv(joined, study=read, utterances=utterances))
    on_words = told_in_full(decided.all, study=read, utterances=utterances)
    note_decisions(study, decisions=on_words)
    noun = "decision" if len(new) == 1 else "decisions"
    show(f"{len(new)} {noun} settled in {study / SETTLED_FILE}. Analyse again to see it.")
