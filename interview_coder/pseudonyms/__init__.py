"""Pseudonyms: names replaced before anything else sees them; the key stays with the researcher."""

from __future__ import annotations

from interview_coder.pseudonyms.decisions import mask_decisions, mask_theme_decisions
from interview_coder.pseudonyms.key import Key, KeyEntry
from interview_coder.pseudonyms.key_file import (
    is_private,
    key_path,
    read_key,
    read_names,
    write_key,
)
from interview_coder.pseudonyms.people import Listed, make_key
from interview_coder.pseudonyms.replacement import Masker, pseudonymise
from interview_coder.pseudonyms.to_check import ToCheck, find_to_check, write_to_check

__all__ = [
    "Key",
    "KeyEntry",
    "Listed",
    "Masker",
    "ToCheck",
    "find_to_check",
    "is_private",
    "key_path",
    "make_key",
    "mask_decisions",
    "mask_theme_decisions",
    "pseudonymise",
    "read_key",
    "read_names",
    "write_key",
    "write_to_check",
]
