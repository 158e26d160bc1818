"""What is said where the models do not know the study's language."""

from __future__ import annotations

from dataclasses import replace

from interview_coder.embedding import DEFAULT_MODEL
from interview_coder.embedding.languages import MULTILINGUAL_MODEL, language_notes
from tests.notation import study_of, talk

ENGLISH = talk("I: How? | P1: Slow.", name="a.txt")
FINNISH = replace(talk("I: How? | P2: Hidas.", name="b.txt"), language="fi")


def test_english() -> None:
    """
    Nothing is said of a study in English.
    """
    assert list(language_notes(study_of(ENGLISH), model=DEFAULT_MODEL)) == []


def test_other_language() -> None:
    """
    Files and languages are named, and a model that knows them.
    """
    (note,) = language_notes(study_of(ENGLISH, FINNISH), model=DEFAULT_MODEL)

    assert note.startswith("Not in English (fi: b.txt).")
    assert MULTILINGUAL_MODEL in note


def test_other_model() -> None:
    """
    Who chose a model knows what it knows.
    """
    assert list(language_notes(study_of(FINNISH), model="my-model")) == []
