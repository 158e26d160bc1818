"""Coding: the machine coder learns a codebook from its examples and codes utterances with it."""

from interview_coder.coding.machine import MachineCoder, coder_notes
from interview_coder.coding.stage import code_utterances
from interview_coder.coding.store import load_or_train
from interview_coder.coding.training import train

__all__ = ["MachineCoder", "code_utterances", "coder_notes", "load_or_train", "train"]
