"""Decisions about a study with pseudonyms."""

from __future__ import annotations

import pytest

from interview_coder.errors import DecisionError
from interview_coder.findings import Decision, ThemeDecision
from interview_coder.pseudonyms import Key, KeyEntry, mask_decisions, mask_theme_decisions
from tests.pseudonyms.notation import key_of

KEY = Key(
    entries=(
        *key_of("P01 Kasia Lind").entries,
        KeyEntry(name="kasia_lind.txt", pseudonym="P01.txt", kind="file"),
    )
)


def test_notes() -> None:
    """
    What people wrote to decisions holds no names; what they decided stays.
    """
    decision = Decision(
        utterance="P01-0003", code="pain", decision="accept", note="as Kasia says", coder="Lind"
    )

    (masked,) = mask_decisions([decision], key=KEY)

    assert (masked.note, masked.coder) == ("as [P01] says", "[P01]")
    assert (masked.utterance, masked.code) == ("P01-0003", "pain")


def test_labels() -> None:
    """
    Neither do the labels people gave to themes.
    """
    decision = ThemeDecision(
        decision="rename", code="pain", utterances=("P01-0003",), label="Kasia's boss", note="KASIA"
    )

    (masked,) = mask_theme_decisions([decision], key=KEY)

    assert (masked.label, masked.note) == ("[P01]'s boss", "[P01]")


def test_ids_with_names() -> None:
    """
    An id from an analysis without pseudonyms is refused, with its line and what it is now.
    """
    decision = Decision(utterance="kasia_lind-0003", code="pain", decision="accept", place="line 2")

    with pytest.raises(DecisionError, match=r"line 2: .*without pseudonyms.*'P01-0003'"):
        mask_decisions([decision], key=KEY, path="corrections.csv")


def test_ids_in_theme_decisions() -> None:
    """
    So is one that a decision on themes moves something to.
    """
    decision = ThemeDecision(
        decision="move", code="pain", utterances=("P01-0001",), to=("kasia_lind-0003",)
    )

    with pytest.raises(DecisionError, match=r"theme_decisions\.csv: 'kasia_lind-0003' comes"):
        mask_theme_decisions([decision], key=KEY)
