"""Pseudonyms as the first thing of an analysis."""

from __future__ import annotations

from pathlib import Path

import interview_coder as ic
from interview_coder.findings import ThemeDecision
from tests.notation import study_of, talk

ANSWERS = {
    "Kasia": "Copying the numbers by hand takes me hours every week, it is awful.",
    "Oskar": "I lose whole evenings typing the same numbers in again, it is awful.",
    "Zelda": "The worst is copying numbers twice, it takes Kasia hours every week.",
}


def test_replaced_first(cache_folder: Path) -> None:
    """
    An analysis with a key is that of the pseudonymised study, with decisions without names.
    """
    spoken = {f"{who}.txt": f"Interviewer: Why? | {who}: {said}" for who, said in ANSWERS.items()}
    study = study_of(*(talk(words, name=name) for name, words in spoken.items()))
    key = ic.make_key(study)
    settings = ic.Settings(cache=cache_folder)
    named = ic.analyze(ic.pseudonymise(study, key=key), settings=settings)
    theme = named.all_themes[0]
    decision = ThemeDecision(
        decision="rename", code=theme.code, utterances=theme.utterances, label="Kasia's numbers"
    )

    analysis = ic.analyze(study, settings=settings, key=key, theme_decisions=[decision])

    assert analysis.study == named.study
    assert analysis.all_codings == named.all_codings
    renamed = analysis.all_themes[0]
    assert renamed.label == f"[{key.people['Kasia']}]'s numbers"
    assert analysis.provenance.settings["pseudonymised"] is True
