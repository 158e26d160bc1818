"""The stages in order, nothing else."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from interview_coder.codebook import Codebook, read_codebook
from interview_coder.coding import (
    MachineCoder,
    check_decisions,
    code_utterances,
    coder_notes,
    load_or_train,
    read_decisions,
)
from interview_coder.context import put_in_context
from interview_coder.embedding import Encoder, VectorCache, embed, load_encoder
from interview_coder.evidence import PromotionRule, find_negative_cases, study_notes
from interview_coder.findings import Analysis, Decision, Provenance, ThemeDecision
from interview_coder.segmentation import MAX_WORDS, MIN_WORDS, segment_study
from interview_coder.settings import Settings
from interview_coder.study import CORRECTIONS_FILE, THEME_DECISIONS_FILE
from interview_coder.themes import (
    ClusterSettings,
    DensitySettings,
    check_theme_decisions,
    find_themes,
    read_theme_decisions,
)
from interview_coder.transcript import Study

STAGES = ("segmentation", "embedding", "coding", "themes and evidence")
"""What `on_stage` is told, in order."""

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
    on_stage: Callable[[str], None] = lambda stage: None,
) -> Analysis:
    """Analyse a study: segment, embed, code, find themes, promote.

    The result depends on the study and the settings alone; the same input gives the same result.

    Args:
        study: With at least one participant.
        settings: How; the defaults if left out.
        decisions: Of people about codings; None for those in corrections.csv of the study's
            folder, if it is there.
        theme_decisions: Of people about themes; None for those in theme_decisions.csv of the
            study's folder, if it is there.
        corrections: The file `decisions` were read from, for errors to name.
        on_stage: Called with the name of each stage when it begins.

    Raises:
        SettingsError: If the codebook cannot be used.
        DecisionError: If decisions are about other texts or codes, or contradict each other.
        LanguageError: If spaCy cannot cut the study's language into words.
        ModelError: If the model cannot be loaded.
    """
    settings = settings or Settings()
    codebook = read_codebook(settings.codebook or study.codebook)
    codes = [code.name for code in codebook.codes]
    rule = settings.rule or PromotionRule.of_study(study)
    cache = settings.cache or _cache_folder()

    on_stage("segmentation")
    utterances = segment_study(study)
    checked = check_decisions(
        _decisions_of(study) if decisions is None else decisions,
        study=study,
        utterances=utterances,
        codes=codes,
        path=corrections,
    )
    about_themes = check_theme_decisions(
        _theme_decisions_of(study) if theme_decisions is None else theme_decisions,
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
        notes=(*study_notes(study, rule=rule), *coder_notes(coder), *found.notes, *study.notes),
        provenance=_provenance(
            encoder,
            codebook,
            coder,
            rule=rule,
            clusters=settings.clusters,
            max_distances=found.max_distances,
        ),
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
) -> Provenance:
    settings: Mapping[str, bool | str | int | float] = {
        "min_words": MIN_WORDS,
        "max_words": MAX_WORDS,
        **{f"max_distance_{code}": distance for code, distance in max_distances.items()},
        **(asdict(clusters) if isinstance(clusters, DensitySettings) else {}),
        **asdict(rule),
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
