from __future__ import annotations

import shutil
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from interview_coder.evidence import PromotionRule
from interview_coder.findings import Analysis, Quote
from interview_coder.pipeline import STAGES, analyze
from interview_coder.settings import Settings
from interview_coder.study import read_study
from interview_coder.transcript import Participant, Study
from tests.notation import study_of, talk
from tests.small_codebook import HABITS, PLAIN, WORRIES, write_codebook


class TestRepeatable:
    """
    The same input gives the same result, in any order of the files.
    """

    def test_two_runs(
        self, sample_analysis: Analysis, sample_study: Study, cache_folder: Path
    ) -> None:
        """
        A second run, with everything in the cache, gives an equal analysis.
        """
        again = analyze(sample_study, settings=Settings(cache=cache_folder))

        assert again == sample_analysis

    @pytest.mark.heavy
    def test_two_cold_runs(
        self, sample_analysis: Analysis, sample_study: Study, tmp_path: Path
    ) -> None:
        """
        A run that computes every vector anew gives an equal analysis.
        """
        assert analyze(sample_study, settings=Settings(cache=tmp_path)) == sample_analysis

    def test_order_of_files(
        self, sample_analysis: Analysis, sample_folder: Path, tmp_path: Path, cache_folder: Path
    ) -> None:
        """
        Files that came into the folder in another order give an equal analysis.
        """
        for path in sorted(sample_folder.iterdir(), reverse=True):
            shutil.copy(path, tmp_path / path.name)

        other = analyze(read_study(tmp_path), settings=Settings(cache=cache_folder))

        here = replace(other.study, folder=sample_analysis.study.folder)
        assert replace(other, study=here) == sample_analysis

    def test_other_names_change_only_names(
        self, sample_analysis: Analysis, sample_study: Study, cache_folder: Path
    ) -> None:
        """
        Participants under other names have the same codings and themes.
        """
        names = ("Zyra", "Yoltan", "Xanni", "Wivvo", "Vequin", "Ulbrit", "Tonqua", "Sibberd")
        people = [person.name for person in sample_study.participants]
        rename = dict(zip(people, names, strict=True))

        other = analyze(renamed(sample_study, rename), settings=Settings(cache=cache_folder))

        assert other.all_codings == sample_analysis.all_codings
        assert other.all_candidates == sample_analysis.all_candidates
        for theme, known in zip(other.all_themes, sample_analysis.all_themes, strict=True):
            said_by = sorted(rename[name] for name in known.promotion.participants)
            promotion = replace(known.promotion, participants=tuple(said_by))
            quote: Quote = known.label_quote
            label = replace(quote, participant=rename[quote.participant])
            assert theme == replace(known, promotion=promotion, label_quote=label)


def renamed(study: Study, rename: dict[str, str]) -> Study:
    """Return `study` with participants under other names."""
    transcripts = [
        replace(
            transcript,
            speaker_to_participant={
                speaker: rename[person]
                for speaker, person in transcript.speaker_to_participant.items()
            },
        )
        for transcript in study.transcripts
    ]
    people = [replace(person, name=rename[person.name]) for person in study.participants]
    return replace(
        study,
        transcripts=tuple(transcripts),
        participants=tuple(sorted(people, key=lambda person: person.name)),
    )


class TestSampleStudy:
    """
    The sample study is coded, grouped and promoted.
    """

    def test_every_coding_in_one_theme(self, sample_analysis: Analysis) -> None:
        """
        Every asserted coding is in exactly one theme, and themes hold nothing else.
        """
        placed = Counter(
            (theme.code, id_, theme.id)
            for theme in sample_analysis.all_themes
            for id_ in theme.utterances
        )

        asserted = Counter((c.code, c.utterance, c.theme) for c in sample_analysis.all_codings)
        assert placed == asserted
        assert set(placed.values()) == {1}
        assert len({(code, id_) for code, id_, _ in placed}) == len(placed)

    def test_a_theme_of_each_code_is_promoted(self, sample_analysis: Analysis) -> None:
        """
        Themes that many share were planted in each code, and each has one promoted at least.
        """
        promoted = {theme.code for theme in sample_analysis.psychology_layer}

        assert promoted == {code.name for code in sample_analysis.codes}

    def test_promoted_are_shared(self, sample_analysis: Analysis) -> None:
        """
        A theme is promoted if and only if three different people voice it.
        """
        for theme in sample_analysis.all_themes:
            voices = {sample_analysis.utterance(id_).participant for id_ in theme.utterances}

            assert theme.promotion.promoted == (len(voices) >= 3)
            assert theme.promotion.participants == tuple(sorted(voices))
            assert theme.promotion.n_study == 8

    def test_interviewers_are_never_coded(self, sample_analysis: Analysis) -> None:
        """
        No utterance lies in a turn of the interviewer.
        """
        for utterance in sample_analysis.all_utterances:
            transcript = sample_analysis.study.transcript(utterance.transcript)
            turn = transcript.turns[utterance.turn]
            assert transcript.speaker_to_participant[turn.speaker] == utterance.participant
            assert turn.span.contains(utterance.span)

    def test_provenance(self, sample_analysis: Analysis) -> None:
        """
        The analysis says with which model, codebook, settings and versions it was made.
        """
        made_with = sample_analysis.provenance

        assert made_with.model == "all-MiniLM-L6-v2"
        assert made_with.codebook == sample_analysis.study.codebook
        assert made_with.settings["min_participants"] == 3
        assert {"python", "torch", "bertopic", "interview-coder"} <= set(made_with.versions)


class TestSettings:
    """
    What the settings say goes before what the study asks for.
    """

    @pytest.mark.parametrize("at_least", [2, 5])
    def test_rule(self, sample_study: Study, cache_folder: Path, at_least: int) -> None:
        """
        Another rule promotes other themes, and is told in the provenance.
        """
        settings = Settings(cache=cache_folder, rule=PromotionRule(min_participants=at_least))

        analysis = analyze(sample_study, settings=settings)

        for theme in analysis.all_themes:
            assert theme.promotion.promoted == (theme.promotion.n_participants >= at_least)
        assert analysis.provenance.settings["min_participants"] == at_least

    def test_stages_are_told(self, cache_folder: Path) -> None:
        """
        A caller who shows progress is told each stage once, in order.
        """
        told: list[str] = []

        analyze(
            study_of(talk("I: how is it? | Ada: It is slow.")),
            settings=Settings(cache=cache_folder),
            on_stage=told.append,
        )

        assert tuple(told) == STAGES

    @pytest.mark.heavy
    def test_own_codebook(self, tmp_path: Path) -> None:
        """
        A researcher's own codes go from their examples to themes in the layers they name.
        """
        names = ("Ada", "Bo", "Cyd")
        said = " ".join([*HABITS[:4], *PLAIN[:4], *WORRIES[:4]])
        study = study_of(*(talk(f"I: hm? | {n}: {said}", name=f"{n}.txt") for n in names))
        study = replace(study, codebook=str(write_codebook(tmp_path / "shifts")))

        analysis = analyze(study, settings=Settings(cache=tmp_path / "cache"))

        layers = {(theme.code, theme.layer) for theme in analysis.all_themes}
        assert analysis.provenance.codebook == "shifts"
        assert layers
        assert layers <= {("habit", "behaviour"), ("worry", "psychology")}
        assert all(c.nearest_example in (*HABITS, *WORRIES) for c in analysis.all_codings)
        analysis.save(tmp_path / "out")
        assert (tmp_path / "out" / "themes.csv").stat().st_size > 200


class TestSmallStudies:
    """
    A study too small for themes is analysed all the same, and told what it is.
    """

    def test_nothing_to_code(self, cache_folder: Path, tmp_path: Path) -> None:
        """
        Where nobody says anything that can be coded, the analysis is empty and can be saved.
        """
        study = study_of(talk("I: how is it? | Ada: Um, yeah. | I: and? | Ada: Okay."))

        analysis = analyze(study, settings=Settings(cache=cache_folder))
        analysis.save(tmp_path / "out")

        assert analysis.all_codings == ()
        assert analysis.all_themes == ()
        assert analysis.psychology_layer == ()

    def test_two_people(self, cache_folder: Path) -> None:
        """
        With two participants nothing is promoted, and the first note says why.
        """
        told = "We had to type all of it twice and I hated it. I want it done once."
        study = study_of(*(talk(f"I: hm? | {n}: {told}", name=f"{n}.txt") for n in ("Ada", "Bo")))

        analysis = analyze(study, settings=Settings(cache=cache_folder))

        assert analysis.study.participants == (Participant(name="Ada"), Participant(name="Bo"))
        assert analysis.psychology_layer == ()
        assert "no theme can be promoted" in analysis.notes[0]
