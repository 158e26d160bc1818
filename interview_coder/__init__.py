"""interview_coder turns interviews into personas that can prove every line.

import interview_coder as ic

study = ic.read_study("transcripts_sample")
analysis = ic.analyze(study)
ic.write_evidence_appendix(analysis, "appendix.docx")
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interview_coder.archive import load
    from interview_coder.codebook import Code, Codebook, read_codebook
    from interview_coder.coding.decisions import read_decisions
    from interview_coder.errors import InterviewCoderError
    from interview_coder.evidence import PromotionRule
    from interview_coder.exchange.files import read_project, write_project
    from interview_coder.exchange.frames import from_frames, project_frames
    from interview_coder.exchange.from_analysis import project_of
    from interview_coder.findings import (
        Analysis,
        Coding,
        Decision,
        Quote,
        Reasons,
        Theme,
        ThemeDecision,
    )
    from interview_coder.persona.personas import build_personas
    from interview_coder.pipeline import analyze
    from interview_coder.pseudonyms import Key, make_key, pseudonymise, read_key, write_key
    from interview_coder.readers import read_transcript
    from interview_coder.reports import (
        write_evidence_appendix,
        write_persona_sheets,
        write_report,
    )
    from interview_coder.settings import Settings
    from interview_coder.study import read_study
    from interview_coder.themes import ClusterSettings, DensitySettings
    from interview_coder.transcript import Participant, Span, Study, Transcript, Turn, Utterance
    from interview_coder.verification import verify

__all__ = [
    "Analysis",
    "ClusterSettings",
    "Code",
    "Codebook",
    "Coding",
    "Decision",
    "DensitySettings",
    "InterviewCoderError",
    "Key",
    "Participant",
    "PromotionRule",
    "Quote",
    "Reasons",
    "Settings",
    "Span",
    "Study",
    "Theme",
    "ThemeDecision",
    "Transcript",
    "Turn",
    "Utterance",
    "analyze",
    "build_personas",
    "from_frames",
    "load",
    "make_key",
    "project_frames",
    "project_of",
    "pseudonymise",
    "read_codebook",
    "read_decisions",
    "read_key",
    "read_project",
    "read_study",
    "read_transcript",
    "verify",
    "write_evidence_appendix",
    "write_key",
    "write_persona_sheets",
    "write_project",
    "write_report",
]

_NAME_TO_MODULE = {
    "Analysis": "findings",
    "ClusterSettings": "themes",
    "Code": "codebook",
    "Codebook": "codebook",
    "Coding": "findings",
    "Decision": "findings",
    "DensitySettings": "themes",
    "InterviewCoderError": "errors",
    "Key": "pseudonyms",
    "Participant": "transcript",
    "PromotionRule": "evidence",
    "Quote": "findings",
    "Reasons": "findings",
    "Settings": "settings",
    "Span": "transcript",
    "Study": "transcript",
    "Theme": "findings",
    "ThemeDecision": "findings",
    "Transcript": "transcript",
    "Turn": "transcript",
    "Utterance": "transcript",
    "analyze": "pipeline",
    "build_personas": "persona.personas",
    "from_frames": "exchange.frames",
    "load": "archive",
    "make_key": "pseudonyms",
    "project_frames": "exchange.frames",
    "project_of": "exchange.from_analysis",
    "pseudonymise": "pseudonyms",
    "read_codebook": "codebook",
    "read_decisions": "coding.decisions",
    "read_key": "pseudonyms",
    "read_project": "exchange.files",
    "read_study": "study",
    "read_transcript": "readers",
    "verify": "verification",
    "write_evidence_appendix": "reports",
    "write_key": "pseudonyms",
    "write_persona_sheets": "reports",
    "write_project": "exchange.files",
    "write_report": "reports",
}


def __getattr__(name: str) -> object:
    """Import what is asked for when it is asked for, so that `--help` needs no model library."""
    if name not in _NAME_TO_MODULE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_NAME_TO_MODULE[name]}"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
