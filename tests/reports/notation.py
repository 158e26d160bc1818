"""Analyses made by hand, for what reports do with words that no model would ever code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count

from interview_coder.codebook import read_codebook
from interview_coder.evidence.promotion import PromotionRule, Voice, promote
from interview_coder.findings import (
    MACHINE,
    Analysis,
    CodebookUsed,
    Coding,
    NegativeCase,
    NegativeCases,
    Provenance,
    Reasons,
    Stability,
    SubTheme,
    Theme,
    quote_of,
)
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Participant, Span, Study, Transcript, Turn, Utterance
from tests.notation import study_of, talk

ASKED = "How is it?"
REASONS = Reasons(
    examples=("It is slow.",), cues=("slow",), question_type="what is hard", question_counted=True
)


def found_in(
    study: Study,
    themes: Mapping[str, Sequence[str]],
    *,
    candidates: Sequence[str] = (),
    notes: tuple[str, ...] = (),
) -> Analysis:
    """
    Build an analysis: `found_in(study, {"pain-01": ["slow", "takes ages"]})`.

    Args:
        study: With roles.
        themes: Id to some words of each of its utterances, the most typical first.
        candidates: Some words of utterances that might be pains.
        notes: Of the analysis.
    """
    utterances = segment_study(study)

    def utterance(words: str) -> Utterance:
        return next(u for u in utterances if words in study.quote(u))

    theme_to_utterances = {id_: [utterance(w) for w in words] for id_, words in themes.items()}
    return _analysis(
        study,
        utterances,
        theme_to_utterances,
        candidates=[utterance(words) for words in candidates],
        notes=notes,
    )


def with_theme(analysis: Analysis, id_: str, **changes: object) -> Analysis:
    """
    Change attributes of one theme.
    """
    themes = tuple(
        replace(theme, **changes) if theme.id == id_ else theme  # type: ignore[arg-type]
        for theme in analysis.all_themes
    )
    return replace(analysis, all_themes=themes)


def without_coefficients(analysis: Analysis) -> Analysis:
    """
    The same, of a study that wants no coefficients.
    """
    return replace(analysis, study=replace(analysis.study, coefficients=False))


def shared_by_three(*, coefficients: bool = True) -> Analysis:
    """
    Build an analysis of four people: one theme of three with sub-themes, stability and a passage
    against it, one of two, and one of one.
    """
    study = study_of(
        talk("I: How is it? | P1: The old export is slow. | I: More? | P1: I want it gone.",
             name="P1.txt"),
        talk("I: And for you? | P2: It takes us ages to open. | I: More? | P2: The old price is"
             " high.", name="P2.txt"),
        talk("I: And here? | P3: Every export takes the whole day. | I: More? | P3: The price went"
             " up again.", name="P3.txt"),
        talk("I: And here? | P4: It works fine for us. | I: More? | P4: Mondays are long here.",
             name="P4.txt"),
    )  # fmt: skip
    analysis = found_in(
        replace(study, coefficients=coefficients),
        {
            "pain-01": ["slow", "ages", "whole day"],
            "pain-02": ["price is", "price went"],
            "pain-03": ["Mondays"],
        },
    )
    theme = analysis.theme("pain-01")
    first, second, third = theme.utterances
    against = next(u for u in analysis.all_utterances if "fine" in study.quote(u))
    return with_theme(
        analysis,
        "pain-01",
        sub_themes=(
            SubTheme(
                id="pain-01.1",
                label="takes us ages",
                label_quote=analysis.quote(second),
                utterances=(second, third),
                participants=("P2", "P3"),
            ),
            SubTheme(
                id="pain-01.2",
                label="slow",
                label_quote=analysis.quote(first),
                utterances=(first,),
                participants=("P1",),
            ),
        ),
        stability=Stability(
            left_out_found=1.0, left_out_holds=0.25, bootstrap_found=0.61, bootstrap_holds=0.33
        ),
        negative_cases=NegativeCases(
            found=(
                NegativeCase(
                    utterance=against.id,
                    participant="P4",
                    similarity=0.5,
                    cue="works fine",
                    voices_theme=False,
                    how="“works fine” is a cue of contentment.",
                ),
            ),
            n_looked_at=4,
        ),
    )


def cases_of(analysis: Analysis) -> tuple[NegativeCase, ...]:
    """
    Return what was found against the theme of `shared_by_three`.
    """
    cases = analysis.theme("pain-01").negative_cases
    return cases.found if cases else ()


def quoted(words: str, *, name: str = "P1.txt", participant: str = "P1") -> Analysis:
    """
    Build an analysis with one theme of one quote: exactly `words`.
    """
    text = f"I: {ASKED}\n\n{participant}: {words}\n"
    start = text.index(f"{participant}: ") + len(participant) + 2
    transcript = Transcript(
        name=name,
        text=text,
        turns=(
            Turn(speaker="I", span=Span(start=3, end=3 + len(ASKED))),
            Turn(speaker=participant, span=Span(start=start, end=start + len(words))),
        ),
        source_hash=sha256(text.encode()).hexdigest(),
        text_hash=sha256(text.encode()).hexdigest(),
        format="plain text",
        speaker_to_participant={participant: participant},
    )
    study = Study(
        title="A study", transcripts=(transcript,), participants=(Participant(name=participant),)
    )
    utterance = Utterance(
        id=f"{transcript.stem}-0001",
        transcript=name,
        participant=participant,
        turn=1,
        span=Span(start=start, end=start + len(words)),
        question=Span(start=3, end=3 + len(ASKED)),
    )
    return _analysis(
        study, (utterance,), {"pain-01": [utterance]}, rule=PromotionRule(min_participants=2)
    )


def _analysis(
    study: Study,
    utterances: tuple[Utterance, ...],
    theme_to_utterances: Mapping[str, Sequence[Utterance]],
    *,
    candidates: Sequence[Utterance] = (),
    rule: PromotionRule | None = None,
    notes: tuple[str, ...] = (),
) -> Analysis:
    rule = rule or PromotionRule()
    confidence = count(50)
    codings = [
        Coding(
            utterance=utterance.id,
            code=theme.partition("-")[0],
            coder=MACHINE,
            confidence=next(confidence) / 100,
            reasons=REASONS,
            theme=theme,
        )
        for theme, own in theme_to_utterances.items()
        for utterance in own
    ]
    return Analysis(
        study=study,
        codes=read_codebook().codes,
        all_utterances=utterances,
        all_codings=tuple(sorted(codings, key=lambda coding: coding.utterance)),
        all_candidates=tuple(
            Coding(utterance=utterance.id, code="pain", coder=MACHINE, confidence=0.3)
            for utterance in candidates
        ),
        all_themes=tuple(
            _theme(study, id_, own, rule=rule) for id_, own in theme_to_utterances.items()
        ),
        notes=notes,
        provenance=Provenance(
            model="a-model",
            model_fingerprint="f" * 16,
            codebooks=(
                CodebookUsed(
                    name="psychology", title="Psychology", content_hash="c" * 64, codes=("pain",)
                ),
            ),
            coder_kappa={"pain": 0.5},
            coder_precision={"pain": 0.7},
            settings={"min_participants": rule.min_participants},
            versions={"python": "3"},
        ),
    )


def _theme(study: Study, id_: str, own: Sequence[Utterance], *, rule: PromotionRule) -> Theme:
    label = quote_of(study, own[0])
    return Theme(
        id=id_,
        code=id_.partition("-")[0],
        layer="psychology",
        label=label.text,
        label_quote=label,
        keywords=("slow", "export"),
        utterances=tuple(utterance.id for utterance in own),
        promotion=promote(
            (Voice(utterance.participant) for utterance in own),
            precision=0.7,
            n_study=len(study.participants),
            rule=rule,
        ),
    )
