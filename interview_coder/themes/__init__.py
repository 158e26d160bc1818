"""Themes: what several utterances of one code have in common."""

from interview_coder.themes.clustering import ClusterSettings
from interview_coder.themes.decisions import (
    check_theme_decisions,
    read_theme_decisions,
    theme_decisions_of,
)
from interview_coder.themes.density import DensitySettings
from interview_coder.themes.mentions import find_mentions
from interview_coder.themes.stage import find_themes

__all__ = [
    "ClusterSettings",
    "DensitySettings",
    "check_theme_decisions",
    "find_mentions",
    "find_themes",
    "read_theme_decisions",
    "theme_decisions_of",
]
