"""Coding: the machine coder learns a codebook from its examples and codes utterances with it."""

from interview_coder.coding.machine import MachineCoder
from interview_coder.coding.stage import code_utterances
from interview_coder.coding.store import load_or_train
from interview_coder.coding.training import train

__all__ = ["MachineCoder", "code_utterances", "load_or_train", "train"]
