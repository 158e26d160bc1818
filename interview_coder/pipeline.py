"""The stages in order, nothing else."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import numpy as np

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import (
    MachineCoder,
    check_decisions,
    code_comments,
    code_utterances,
    coder_notes,
    load_or_train,
    read_decisions,
)
from interview_coder.context import InContext, comment_vectors, put_in_context
from interview_coder.embedding import Embedded, Encoder, VectorCache, embed, load_encoder
from interview_coder.embedding.languages import language_notes
from interview_coder.evidence import PromotionRule, find_negative_cases, study_notes
from interview_coder.findings import Analysis, Decision, Mention, Provenance, ThemeDecision
from interview_coder.pseudonyms import Key, mask_decisions, mask_theme_decisions, pseudonymise
from interview_coder.segmentation import MAX_WORDS, MIN_WORDS, segment_sources, segment_study
from interview_coder.settings import Settings
from interview_coder.study import CORRECTIONS_FILE, THEME_DECISIONS_FILE
from interview_coder.themes import (
    ClusterSettings,
    DensitySettings,
    check_theme_decisions,
    find_mentions,
    find_themes,
    read_theme_decisions,
)
from interview_coder.themes.stage import Found
from interview_coder.transcript import Study, Utterance

STAGES = ("segmentation", "embedding", "coding", "themes and evidence")
"""What `on_stage` is told, in order."""

SOURCES_STAGE = "other sources"
"""What it is told after these where the study has other sources."""

_PACKAGES = (
    "interview-coder", "bertopic", "numpy", "scikit-learn", "scipy", "sentence-transformers",
    "spacy", "torch", "transformers",
)  # fmt: skip


def analyze(
    study: Study,
    *,
    settings: Settings | None = None,
    decisions: Sequence[Decision] | None = None,
    theme_decisions: Sequence[ThemeDecision] | None = None,
    corrections: Path | str = CORRECTIONS_FILE,
    key: Key | None = None,
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Analysis:
    """Analyse a study: segment, embed, code, find themes, promote.

    Other sources are coded after that and change nothing of it. The result depends on the study
    and the settings alone; the same input gives the same result.

    Args:
        study: With at least one participant.
        settings: How; the defaults if left out.
        decisions: Of people about codings; None for those in corrections.csv of the study's
            folder, if it is there.
        theme_decisions: Of people about themes; None for those in theme_decisions.csv of the
            study's folder, if it is there.
        corrections: The file `decisions` were read from, for errors to name.
        key: Pseudonyms to put in place of names before anything else, in the study and in what
            people wrote to their decisions; None to leave names as they are.
        on_stage: Called with the name of each stage when it begins.

    Raises:
        SettingsError: If the codebook cannot be used.
        DecisionError: If decisions are about other texts or codes, or contradict each other.
        PseudonymError: If `key` lacks somebody, or cannot be used.
        LanguageError: If spaCy cannot cut the study's language into words.
        ModelError: If the model cannot be loaded.
    """
    settings = settings or Settings()
    codebook = read_codebook(settings.codebook or study.codebook)
    codes = [code.name for code in codebook.codes]
    rule = settings.rule or PromotionRule.of_study(study)
    cache = settings.cache or _cache_folder()

    decisions = _decisions_of(study) if decisions is None else decisions
    theme_decisions = _theme_decisions_of(study) if theme_decisions is None else theme_decisions
    if key:
        decisions = mask_decisions(decisions, key=key, path=corrections)
        theme_decisions = mask_theme_decisions(theme_decisions, key=key)
        study = study if study.pseudonymised else pseudonymise(study, key=key)

    on_stage("segmentation")
    utterances = segment_study(study)
    checked = check_decisions(
        decisions,
        study=study,
        utterances=utterances,
        codes=codes,
        path=corrections,
    )
    about_themes = check_theme_decisions(
        theme_decisions,
        utterances=[utterance.id for utterance in utterances],
        codes=codes,
    )

    on_stage("embedding")
    encoder = VectorCache(encoder=load_encoder(settings.model), folder=cache)
    embedded = embed(study, utterances, encoder=encoder)

    on_stage("coding")
    coder = load_or_train(codebook, encoder=encoder, folder=cache)
    coded = code_utterances(
        study,
        utterances,
        embedded=embedded,
        coder=coder,
        decisions=checked,
        question_types=codebook.question_types,
    )

    on_stage("themes and evidence")
    context = put_in_context(study, utterances, embedded.said)
    found = find_themes(
        context,
        coded.codings,
        codes=codebook.codes,
        settings=settings.clusters,
        rule=rule,
        precision=coder.held_out_precision,
        decisions=about_themes,
    )
    themes = find_negative_cases(
        found.themes,
        context=context,
        confidence=coded.confidence,
        codes=codes,
        coded=found.codings,
    )

    if study.sources:
        on_stage(SOURCES_STAGE)
    of_sources = segment_sources(study)
    mentions = _mentions(
        of_sources, context=context, embedded=embedded, found=found, encoder=encoder, coder=coder
    )
    return Analysis(
        study=study,
        codes=codebook.codes,
        all_utterances=utterances,
        all_codings=found.codings,
        all_candidates=coded.candidates,
        all_themes=themes,
        decisions=checked.all,
        theme_decisions=about_themes,
        review=coded.review,
        notes=(
            *study_notes(study, rule=rule),
            *language_notes(study, model=settings.model),
            *coder_notes(coder),
            *found.notes,
            *study.notes,
        ),
        provenance=_provenance(
            encoder,
            codebook,
            coder,
            rule=rule,
            clusters=settings.clusters,
            max_distances=found.max_distances,
            pseudonymised=study.pseudonymised,
        ),
        source_utterances=of_sources,
        all_mentions=mentions,
    )


def _mentions(
    utterances: Sequence[Utterance],
    *,
    context: InContext,
    embedded: Embedded,
    found: Found,
    encoder: Encoder,
    coder: MachineCoder,
) -> tuple[Mention, ...]:
    """Code the utterances of other sources, and put them beside the themes of the interviews."""
    if not utterances:
        return ()
    coded = code_comments(context.study, utterances, encoder=encoder, coder=coder)
    spoken = embedded.said.sentences
    centre = spoken.mean(axis=0) if len(spoken) else np.zeros_like(coded.sentences[0])
    return find_mentions(
        coded.codings,
        utterances=utterances,
        vectors=comment_vectors(utterances, coded.sentences, centre=centre),
        context=context,
        themes=found.themes,
        max_distances=found.max_distances,
    )


def _decisions_of(study: Study) -> tuple[Decision, ...]:
    path = study.folder / CORRECTIONS_FILE if study.folder else None
    return read_decisions(path) if path and path.is_file() else ()


def _theme_decisions_of(study: Study) -> tuple[ThemeDecision, ...]:
    path = study.folder / THEME_DECISIONS_FILE if study.folder else None
    return read_theme_decisions(path) if path and path.is_file() else ()


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("interview_coder")


def _provenance(
    encoder: Encoder,
    codebook: Codebook,
    coder: MachineCoder,
    *,
    rule: PromotionRule,
    clusters: ClusterSettings | DensitySettings,
    max_distances: Mapping[str, float],
    pseudonymised: bool,
) -> Provenance:
    settings: Mapping[str, bool | str | int | float] = {
        "min_words": MIN_WORDS,
        "max_words": MAX_WORDS,
        **{f"max_distance_{code}": distance for code, distance in max_distances.items()},
        **(asdict(clusters) if isinstance(clusters, DensitySettings) else {}),
        **asdict(rule),
        **({"pseudonymised": True} if pseudonymised else {}),
    }
    return Provenance(
        model=encoder.name,
        model_fingerprint=encoder.fingerprint,
        codebook=codebook.name,
        codebook_title=codebook.title,
        codebook_hash=codebook.content_hash,
        coder_kappa=coder.held_out_kappa,
        coder_precision=coder.held_out_precision,
        settings=settings,
        versions={"python": platform.python_version()} | {p: version(p) for p in _PACKAGES},
    )
