"""Evidence: how widely a theme is shared, and whether that is enough."""

from interview_coder.evidence.promotion import PromotionRule, promote, study_notes

__all__ = ["PromotionRule", "promote", "study_notes"]
