"""Saving and loading: analysis.json holds everything, CSV files and workbook show it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interview_coder.errors import AnalysisError
from interview_coder.evidence.attributes import attribute_rows, themes_by_attribute
from interview_coder.evidence.checklist import checklist, checklist_rows
from interview_coder.evidence.framework import (
    co_occurrence_rows,
    code_co_occurrence,
    framework_matrix,
    framework_rows,
)
from interview_coder.evidence.saturation import Saturation, saturation_of
from interview_coder.findings import Analysis
from interview_coder.output import write_files
from interview_coder.tables import (
    CODING_COLUMNS,
    MENTION_COLUMNS,
    THEME_COLUMNS,
    UTTERANCE_COLUMNS,
    coding_rows,
    mention_rows,
    theme_rows,
    utterance_rows,
)
from interview_coder.tabular import to_csv
from interview_coder.workbook import Sheet, to_xlsx

ANALYSIS_FILE = "analysis.json"
WORKBOOK_FILE = "tables.xlsx"
MENTIONS_FILE = "mentions.csv"
FORMAT = "interview_coder analysis"
FORMAT_VERSION = 6


def save(analysis: Analysis, folder: Path, *, overwrite: bool) -> None:
    """Write the tables and analysis.json; see `Analysis.save`."""
    write_files(folder, files_of(analysis, folder), overwrite=overwrite)


def files_of(analysis: Analysis, folder: Path) -> Mapping[str, bytes]:
    """Return name to content of the data files of `analysis`, as they would lie in `folder`."""
    sheets = {
        "utterances": Sheet(utterance_rows(analysis), UTTERANCE_COLUMNS),
        "codings": Sheet(coding_rows(analysis, analysis.all_codings), CODING_COLUMNS),
        "candidates": Sheet(coding_rows(analysis, analysis.all_candidates), CODING_COLUMNS),
        "themes": Sheet(theme_rows(analysis), THEME_COLUMNS),
    }
    if analysis.study.sources:
        sheets["mentions"] = Sheet(mention_rows(analysis), MENTION_COLUMNS)
    return {
        **{f"{name}.csv": to_csv(sheet.rows, sheet.columns) for name, sheet in sheets.items()},
        WORKBOOK_FILE: to_xlsx(sheets),
        ANALYSIS_FILE: _to_json(analysis, folder),
    }


def load(folder: Path | str) -> Analysis:
    """Load the analysis that was saved in `folder`; it equals the one that was saved.

    Raises:
        AnalysisError: If there is none, or it is damaged or of another version.
    """
    path = Path(folder) / ANALYSIS_FILE
    if not path.is_file():
        raise AnalysisError(f"{folder}: no {ANALYSIS_FILE} in it; was it made by `analyze`?")
    try:
        content = json.loads(path.read_bytes())
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise AnalysisError(f"{path}: damaged, is no JSON: {error}") from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise AnalysisError(f"{path}: is no analysis of interview_coder")
    if content.get("format_version") != FORMAT_VERSION:
        raise AnalysisError(
            f"{path}: written in version {content.get('format_version')} of the format, "
            f"this program reads version {FORMAT_VERSION}; analyse the study again"
        )
    try:
        analysis = _ADAPTER.validate_python(content["analysis"])
    except (KeyError, ValidationError) as error:
        raise AnalysisError(f"{path}: damaged: {error}") from error
    source = analysis.study.folder
    return replace(
        analysis,
        study=replace(analysis.study, folder=(Path(folder) / source).resolve() if source else None),
    )


_ADAPTER: TypeAdapter[Analysis] = TypeAdapter(Analysis)
_SATURATION: TypeAdapter[Saturation] = TypeAdapter(Saturation)


def _to_json(analysis: Analysis, folder: Path) -> bytes:
    """The study folder is told relative to the analysis, so that both can be moved together."""
    source = analysis.study.folder
    shown = Path(os.path.relpath(source.resolve(), folder.resolve())) if source else None
    portable = replace(analysis, study=replace(analysis.study, folder=shown))
    content: dict[str, Any] = {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "analysis": _ADAPTER.dump_python(portable, mode="json"),
        "evidence": _evidence(analysis),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def _evidence(analysis: Analysis) -> Mapping[str, Any]:
    """What follows from an analysis, for other programs to read; `load` works it out again."""
    saturation = saturation_of(analysis)
    return {
        "saturation": _SATURATION.dump_python(saturation, mode="json"),
        "framework": framework_rows(framework_matrix(analysis)),
        "co_occurrence": co_occurrence_rows(code_co_occurrence(analysis)),
        "themes_by_attribute": attribute_rows(themes_by_attribute(analysis)),
        "checklist": checklist_rows(checklist(analysis, saturation=saturation)),
    }
