"""Analyses made by hand, for what reports do with words that no model would ever code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from itertools import count

from interview_coder.codebook import read_codebook
from interview_coder.evidence import PromotionRule, promote
from interview_coder.findings import (
    MACHINE,
    Analysis,
    Coding,
    Provenance,
    Reasons,
    Theme,
    quote_of,
)
from interview_coder.segmentation import segment_study
from interview_coder.transcript import Participant, Span, Study, Transcript, Turn, Utterance

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
            codebook="psychology",
            codebook_title="Psychology",
            codebook_hash="c" * 64,
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
            (utterance.participant for utterance in own),
            n_study=len(study.participants),
            rule=rule,
        ),
    )
