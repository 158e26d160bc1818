"""Themes: what several utterances of one code have in common."""

from interview_coder.themes.clustering import ClusterSettings
from interview_coder.themes.stage import find_themes

__all__ = ["ClusterSettings", "find_themes"]
