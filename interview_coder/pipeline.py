"""The stages in order, nothing else."""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
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
from interview_coder.embedding import Encoder, VectorCache, embed, load_encoder
from interview_coder.evidence import PromotionRule, study_notes
from interview_coder.findings import Analysis, Decision, Provenance
from interview_coder.segmentation import MAX_WORDS, MIN_WORDS, segment_study
from interview_coder.settings import Settings
from interview_coder.study import CORRECTIONS_FILE
from interview_coder.themes import ClusterSettings, find_themes
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
        corrections: The file they were read from, for errors to name.
        on_stage: Called with the name of each stage when it begins.

    Raises:
        SettingsError: If the codebook cannot be used.
        DecisionError: If decisions are about other texts or codes, or contradict each other.
        LanguageError: If spaCy cannot cut the study's language into words.
        ModelError: If the model cannot be loaded.
    """
    settings = settings or Settings()
    codebook = read_codebook(settings.codebook or study.codebook)
    rule = settings.rule or PromotionRule(min_participants=study.min_participants)
    cache = settings.cache or _cache_folder()

    on_stage("segmentation")
    utterances = segment_study(study)
    checked = check_decisions(
        _decisions_of(study) if decisions is None else decisions,
        study=study,
        utterances=utterances,
        codes=[code.name for code in codebook.codes],
        path=corrections,
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
    themes, codings = find_themes(
        study,
        utterances,
        coded.codings,
        codes=codebook.codes,
        encoding=embedded.said,
        settings=settings.clusters,
        rule=rule,
    )
    return Analysis(
        study=study,
        codes=codebook.codes,
        all_utterances=utterances,
        all_codings=codings,
        all_candidates=coded.candidates,
        all_themes=themes,
        decisions=checked.all,
        review=coded.review,
        notes=(*study_notes(study, rule=rule), *coder_notes(coder), *study.notes),
        provenance=_provenance(encoder, codebook, coder, rule=rule, clusters=settings.clusters),
    )


def _decisions_of(study: Study) -> tuple[Decision, ...]:
    path = study.folder / CORRECTIONS_FILE if study.folder else None
    return read_decisions(path) if path and path.is_file() else ()


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("interview_coder")


def _provenance(
    encoder: Encoder,
    codebook: Codebook,
    coder: MachineCoder,
    *,
    rule: PromotionRule,
    clusters: ClusterSettings,
) -> Provenance:
    settings: Mapping[str, str | int | float] = {
        "min_words": MIN_WORDS,
        "max_words": MAX_WORDS,
        "max_distance": clusters.max_distance,
        "min_participants": rule.min_participants,
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
