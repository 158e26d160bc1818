from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from interview_coder.archive import load
from interview_coder.errors import DecisionError
from interview_coder.evidence import PromotionRule
from interview_coder.findings import (
    MACHINE,
    Analysis,
    Coding,
    Decided,
    Decision,
    Reasons,
)
from interview_coder.pipeline import STAGES, analyze
from interview_coder.reports import write_results
from interview_coder.segmentation import segment_study
from interview_coder.settings import Settings
from interview_coder.study import read_study
from interview_coder.transcript import Participant, Study
from interview_coder.verification import verify
from tests.notation import study_of, talk, write_folder
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
            assert asdict(theme) == with_names(asdict(known), rename)


def with_names(value: Any, rename: dict[str, str]) -> Any:
    """Return a record with participants under other names, wherever they stand."""
    if isinstance(value, dict):
        new = {key: with_names(inner, rename) for key, inner in value.items()}
        people: dict[str, Any] = {
            key: tuple(sorted(new[key])) for key in ("participants", "accepted") if key in new
        }
        if "how" in new:
            people["how"] = re.sub(r"\bP0\d\b", lambda m: rename[m[0]], value["how"])
        return new | people
    if isinstance(value, tuple):
        return tuple(with_names(inner, rename) for inner in value)
    return rename.get(value, value) if isinstance(value, str) else value


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
        assert tuple(used.name for used in made_with.codebooks) == sample_analysis.study.codebooks
        assert made_with.settings["min_participants"] == 3
        assert {"python", "torch", "bertopic", "interview-coder"} <= set(made_with.versions)


def decide_on(
    coding: Coding, decision: Decided, *, new_code: str = "", coder: str = "Kim"
) -> Decision:
    """
    Build the decision of somebody on a coding.
    """
    return Decision(
        utterance=coding.utterance,
        code=coding.code,
        decision=decision,
        new_code=new_code,
        coder=coder,
    )


class Reviewed(NamedTuple):
    """
    The sample study, analysed with decisions of every kind.
    """

    before: Analysis
    decisions: tuple[Decision, ...]
    after: Analysis

    @property
    def placed(self) -> dict[tuple[str, str], str]:
        """
        (Utterance, code) to who put it there, after the review.
        """
        return {(c.utterance, c.code): c.coder for c in self.after.all_codings}


@pytest.fixture(scope="module")
def reviewed(sample_analysis: Analysis, sample_study: Study, cache_folder: Path) -> Reviewed:
    """
    Twenty codings are accepted, rejected, recoded in turn; two candidates and one utterance
    without a code are decided on; one utterance loses all its codes.
    """
    found = sample_analysis
    alone = [
        coding
        for coding in found.all_codings
        if sum(other.utterance == coding.utterance for other in found.all_codings) == 1
    ]
    decisions = []
    for i, coding in enumerate(alone[:20]):
        if i % 3 == 2:
            other = "goal" if coding.code != "goal" else "pain"
            decisions.append(decide_on(coding, "recode", new_code=other))
        else:
            decisions.append(decide_on(coding, "reject" if i % 3 else "accept"))
    decisions.append(decide_on(alone[20], "accept"))
    decisions.append(decide_on(alone[20], "add", coder="Mo"))
    decisions.append(Decision(utterance=alone[21].utterance, code="", decision="accept"))
    decided = {decision.utterance for decision in decisions}
    candidates = [c for c in found.all_candidates if c.utterance not in decided]
    decisions.append(decide_on(candidates[0], "accept"))
    decisions.append(
        decide_on(next(c for c in candidates if c.utterance != candidates[0].utterance), "reject")
    )
    coded = {c.utterance for c in (*found.all_codings, *found.all_candidates)}
    plain = next(u.id for u in found.all_utterances if u.id not in coded)
    decisions.append(Decision(utterance=plain, code="trigger", decision="add", coder="Kim"))
    return Reviewed(
        found,
        tuple(decisions),
        analyze(sample_study, settings=Settings(cache=cache_folder), decisions=decisions),
    )


class TestDecisions:
    """
    What people decided MUST stand in the results, and shapes everything that follows.
    """

    def test_people_always_win(self, reviewed: Reviewed) -> None:
        """
        Accepted and added codes stand in a person's name; rejected ones are nowhere.
        """
        placed = reviewed.placed
        likely = {(c.utterance, c.code) for c in reviewed.after.all_candidates}
        for decision in reviewed.decisions:
            here = (decision.utterance, decision.code)
            if decision.decision in ("accept", "add") and decision.code:
                assert "Kim" in placed[here]
            elif decision.code:
                assert here not in placed
            if decision.decision == "recode":
                assert placed[decision.utterance, decision.new_code] == "Kim"
            if not decision.code:
                assert decision.utterance not in {id_ for id_, _ in placed}
            assert here not in likely
        assert set(placed.values()) == {MACHINE, "Kim", "Kim, Mo"}

    def test_their_codings_are_in_the_table(self, reviewed: Reviewed, tmp_path: Path) -> None:
        """
        codings.csv has people's codings under their names, wholly sure, each with its theme.
        """
        reviewed.after.save(tmp_path / "out")

        with (tmp_path / "out" / "codings.csv").open(encoding="utf-8", newline="") as file:
            rows = [row for row in csv.DictReader(file) if row["coder"] != MACHINE]
        by_people = {key for key, coder in reviewed.placed.items() if coder != MACHINE}
        assert {(row["utterance"], row["code"]) for row in rows} == by_people
        assert {row["confidence"] for row in rows} == {"1.0"}
        assert all(row["theme"] for row in rows)

    def test_reviewed_utterances_are_done(self, reviewed: Reviewed) -> None:
        """
        What somebody decided on is neither a candidate nor put up for review again.
        """
        decided = {decision.utterance for decision in reviewed.decisions}

        left = {utterance.id for utterance in reviewed.after.suggest_next(500)}
        assert not decided & left
        assert not decided & {c.utterance for c in reviewed.after.all_candidates}
        assert decided & {utterance.id for utterance in reviewed.before.suggest_next(500)}

    def test_themes_are_of_what_stands(self, reviewed: Reviewed) -> None:
        """
        Every coding, of people and machine, is in one theme of its code, and nothing else is.
        """
        in_themes = Counter(
            (id_, t.code) for t in reviewed.after.all_themes for id_ in t.utterances
        )

        assert in_themes == Counter(reviewed.placed.keys())

    def test_they_are_kept(self, reviewed: Reviewed) -> None:
        """
        The analysis holds the decisions as they were given; people's codings need no reasons.
        """
        assert reviewed.after.decisions == reviewed.decisions
        for coding in reviewed.after.all_codings:
            assert (coding.coder != MACHINE) == (coding.reasons == Reasons())

    def test_round_trip(self, reviewed: Reviewed, tmp_path: Path) -> None:
        """
        Results with decisions can be saved, loaded, and verified against their sources.
        """
        write_results(reviewed.after, tmp_path / "out", overwrite=False)

        assert load(tmp_path / "out") == reviewed.after
        assert verify(tmp_path / "out").differences == ()

    def test_order_of_decisions(
        self, reviewed: Reviewed, sample_study: Study, cache_folder: Path
    ) -> None:
        """
        The same decisions in another order give the same results.
        """
        again = analyze(
            sample_study,
            settings=Settings(cache=cache_folder),
            decisions=reviewed.decisions[::-1],
        )

        assert replace(again, decisions=reviewed.decisions) == reviewed.after

    @pytest.mark.parametrize("fill", ["", "recode"])
    def test_file_in_the_folder(self, tmp_path: Path, cache_folder: Path, fill: str) -> None:
        """
        corrections.csv of the study's folder is used, and its bytes stay as they are.
        """
        told = "Interviewer: hm?\n\n{0}: I type all of it twice and I hate it. I am {0} by name.\n"
        new_code = "goal" if fill else ""
        content = (
            "utterance;code;decision;new_code;decided_by\r\n"
            f"Ada-0001;pain;{fill};{new_code};Kim\r\n"
        ).encode("utf-8-sig")
        files = {f"{name}.txt": told.format(name) for name in ("Ada", "Bo")}
        folder = write_folder(tmp_path / "study", {**files, "corrections.csv": content})
        study = read_study(folder)

        found = analyze(study, settings=Settings(cache=cache_folder))
        without = analyze(study, settings=Settings(cache=cache_folder), decisions=())

        by = {c.code: c.coder for c in found.all_codings if c.utterance == "Ada-0001"}
        assert by.get("goal") == ("Kim" if fill else None)
        assert by.get("pain") == (None if fill else MACHINE)
        assert (found == without) == (not fill)
        assert (folder / "corrections.csv").read_bytes() == content

    def test_no_code_left(self, cache_folder: Path) -> None:
        """
        Who takes away every code leaves a study without codings and themes.
        """
        told = "We had to type all of it twice and I hated it. I want it done once."
        study = study_of(*(talk(f"I: hm? | {n}: {told}", name=f"{n}.txt") for n in ("Ada", "Bo")))
        decisions = [
            Decision(utterance=utterance.id, code="", decision="accept")
            for utterance in segment_study(study)
        ]

        before, after = (
            analyze(study, settings=Settings(cache=cache_folder), decisions=given)
            for given in ((), decisions)
        )

        assert before.all_codings
        assert (after.all_codings, after.all_candidates, after.all_themes) == ((), (), ())
        assert after.suggest_next() == ()

    def test_bad_decisions_come_before_the_work(self, sample_study: Study, tmp_path: Path) -> None:
        """
        Decisions that cannot stand are told before anything is computed or written.
        """
        stages: list[str] = []

        with pytest.raises(DecisionError, match="no utterance 'nobody-1'"):
            analyze(
                sample_study,
                settings=Settings(cache=tmp_path / "cache"),
                decisions=[Decision(utterance="nobody-1", code="pain", decision="accept")],
                on_stage=stages.append,
            )

        assert stages == ["segmentation"]
        assert not (tmp_path / "cache").exists()


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
        study = replace(study, codebooks=(str(write_codebook(tmp_path / "shifts")),))

        analysis = analyze(study, settings=Settings(cache=tmp_path / "cache"))

        layers = {(theme.code, theme.layer) for theme in analysis.all_themes}
        assert analysis.provenance.codebooks[0].name == "shifts"
        assert layers
        assert layers <= {("habit", "behaviour"), ("worry", "psychology")}
        for coding in analysis.all_codings:
            assert set(coding.reasons.examples) <= {*HABITS, *WORRIES}
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
