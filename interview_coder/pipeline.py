"""The stages in order, nothing else."""

from __future__ import annotations

import platform
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path

import numpy as np

from interview_coder.codebook import Codebook, read_codebooks
from interview_coder.coding import (
    Coded,
    Decisions,
    MachineCoder,
    check_decisions,
    code_comments,
    code_utterances,
    coder_notes,
    decisions_of,
    join_coded,
    load_or_train,
)
from interview_coder.context import InContext, comment_vectors, put_in_context
from interview_coder.embedding import Embedded, Encoder, VectorCache, embed, load_encoder
from interview_coder.embedding.languages import language_notes
from interview_coder.evidence import (
    PromotionRule,
    find_negative_cases,
    find_negative_comments,
    study_notes,
)
from interview_coder.findings import (
    Analysis,
    CodebookUsed,
    Decision,
    Mention,
    NegativeComment,
    Provenance,
    Theme,
    ThemeDecision,
)
from interview_coder.pseudonyms import Key, mask_decisions, mask_theme_decisions, pseudonymise
from interview_coder.segmentation import MAX_WORDS, MIN_WORDS, segment_sources, segment_study
from interview_coder.settings import Settings
from interview_coder.study import CORRECTIONS_FILE
from interview_coder.themes import (
    ClusterSettings,
    DensitySettings,
    check_theme_decisions,
    find_mentions,
    find_themes,
    theme_decisions_of,
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
        decisions: Of people about codings; None for those in corrections.csv and settled.csv of
            the study's folder, if they are there.
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
    codebooks = read_codebooks(settings.codebooks or study.codebooks)
    all_codes = tuple(code for codebook in codebooks for code in codebook.codes)
    codes = [code.name for code in all_codes]
    rule = settings.rule or PromotionRule.of_study(study)
    cache = settings.cache or _cache_folder()

    decisions = decisions_of(study) if decisions is None else decisions
    theme_decisions = theme_decisions_of(study) if theme_decisions is None else theme_decisions
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
    coders = [load_or_train(codebook, encoder=encoder, folder=cache) for codebook in codebooks]
    coded = _coded(
        study, utterances, codebooks=codebooks, coders=coders, embedded=embedded, decisions=checked
    )
    precision = _joined(coder.held_out_precision for coder in coders)

    on_stage("themes and evidence")
    context = put_in_context(study, utterances, embedded.said)
    found = find_themes(
        context,
        coded.codings,
        codes=all_codes,
        settings=settings.clusters,
        rule=rule,
        precision=precision,
        decisions=about_themes,
    )
    themes = find_negative_cases(
        found.themes,
        context=context,
        confidence=coded.confidence,
        codes=codes,
        coded=found.codings,
    )

    others = _other_sources(
        context, themes, embedded=embedded, found=found, encoder=encoder, coders=coders,
        on_stage=on_stage,
    )  # fmt: skip
    return Analysis(
        study=study,
        codes=all_codes,
        all_utterances=utterances,
        all_codings=found.codings,
        all_candidates=coded.candidates,
        all_themes=themes,
        decisions=checked.all,
        theme_decisions=about_themes,
        unaided=coded.unaided,
        review=coded.review,
        notes=(
            *study_notes(study, rule=rule),
            *language_notes(study, model=settings.model),
            *(note for coder in coders for note in coder_notes(coder)),
            *found.notes,
            *study.notes,
        ),
        provenance=_provenance(
            encoder,
            codebooks,
            coders,
            rule=rule,
            clusters=settings.clusters,
            max_distances=found.max_distances,
            pseudonymised=study.pseudonymised,
        ),
        source_utterances=others.utterances,
        all_mentions=others.mentions,
        negative_comments=others.against,
    )


def _coded(
    study: Study,
    utterances: Sequence[Utterance],
    *,
    codebooks: Sequence[Codebook],
    coders: Sequence[MachineCoder],
    embedded: Embedded,
    decisions: Decisions,
) -> Coded:
    """Code the utterances by each codebook, with the decisions that are about its codes."""
    coded = [
        code_utterances(
            study,
            utterances,
            embedded=embedded,
            coder=coder,
            decisions=decisions.about(coder.codes),
            question_types=codebook.question_types,
        )
        for codebook, coder in zip(codebooks, coders, strict=True)
    ]
    return join_coded(coded, utterances)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Others:
    """What was found in the other sources."""

    utterances: tuple[Utterance, ...] = ()
    mentions: tuple[Mention, ...] = ()
    against: tuple[NegativeComment, ...] = ()


def _other_sources(
    context: InContext,
    themes: Sequence[Theme],
    *,
    embedded: Embedded,
    found: Found,
    encoder: Encoder,
    coders: Sequence[MachineCoder],
    on_stage: Callable[[str], None],
) -> _Others:
    """Segment and code the other sources, and put them beside the themes of the interviews."""
    if not context.study.sources:
        return _Others()
    on_stage(SOURCES_STAGE)
    utterances = segment_sources(context.study)
    if not utterances:
        return _Others()
    coded = [
        code_comments(context.study, utterances, encoder=encoder, coder=coder) for coder in coders
    ]
    codings = [coding for each in coded for coding in each.codings]
    sentences = coded[0].sentences  # of every coder the same
    spoken = embedded.said.sentences
    centre = spoken.mean(axis=0) if len(spoken) else np.zeros_like(sentences[0])
    vectors = comment_vectors(utterances, sentences, centre=centre)
    return _Others(
        utterances=utterances,
        mentions=find_mentions(
            codings,
            utterances=utterances,
            vectors=vectors,
            context=context,
            themes=found.themes,
            max_distances=found.max_distances,
        ),
        against=find_negative_comments(
            themes,
            context=context,
            utterances=utterances,
            vectors=vectors,
            coded={(coding.code, coding.utterance) for coding in codings},
        ),
    )


def _joined(by_code: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """One mapping of all: no two codebooks have a code of one name."""
    return {code: value for each in by_code for code, value in each.items()}


def _cache_folder() -> Path:
    from platformdirs import user_cache_path

    return user_cache_path("interview_coder")


def _provenance(
    encoder: Encoder,
    codebooks: Sequence[Codebook],
    coders: Sequence[MachineCoder],
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
        codebooks=tuple(
            CodebookUsed(
                name=codebook.name,
                title=codebook.title,
                content_hash=codebook.content_hash,
                codes=tuple(code.name for code in codebook.codes),
            )
            for codebook in codebooks
        ),
        coder_kappa=_joined(coder.held_out_kappa for coder in coders),
        coder_precision=_joined(coder.held_out_precision for coder in coders),
        settings=settings,
        versions={"python": platform.python_version()} | {p: version(p) for p in _PACKAGES},
    )
