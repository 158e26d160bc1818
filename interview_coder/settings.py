"""Settings of an analysis: what the researcher can choose, with its default."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from interview_coder.embedding import DEFAULT_MODEL
from interview_coder.evidence import PromotionRule
from interview_coder.themes import ClusterSettings, DensitySettings


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How to analyse a study.

    Attributes:
        model: Name or folder of a sentence-transformers model.
        codebooks: Names of codebooks that come along, or folders of one's own; empty for those
            that the study asks for.
        clusters: How wide a theme may be; or, for UMAP and HDBSCAN, how dense.
        rule: When a theme is promoted; None for the rule the study asks for.
        cache: Folder for vectors and trained coders; None for the user's cache folder.
    """

    model: str = DEFAULT_MODEL
    codebooks: tuple[str | Path, ...] = ()
    clusters: ClusterSettings | DensitySettings = field(default_factory=ClusterSettings)
    rule: PromotionRule | None = None
    cache: Path | None = None
