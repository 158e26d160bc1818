"""Coding: the machine coder learns a codebook, codes utterances, and learns from decisions."""

from interview_coder.coding.comments import code_comments
from interview_coder.coding.decisions import (
    Decisions,
    Verdict,
    check_decisions,
    decisions_of,
    read_decisions,
)
from interview_coder.coding.machine import MachineCoder, coder_notes
from interview_coder.coding.stage import Coded, code_utterances, join_coded
from interview_coder.coding.store import load_or_train
from interview_coder.coding.training import train

__all__ = [
    "Coded",
    "Decisions",
    "MachineCoder",
    "Verdict",
    "check_decisions",
    "code_comments",
    "code_utterances",
    "coder_notes",
    "decisions_of",
    "join_coded",
    "load_or_train",
    "read_decisions",
    "train",
]
