"""Evidence: how widely a theme is shared, what that can claim, and what speaks against it."""

from interview_coder.evidence.attributes import themes_by_attribute
from interview_coder.evidence.checklist import checklist
from interview_coder.evidence.framework import code_co_occurrence, framework_matrix
from interview_coder.evidence.negative_cases import find_negative_cases, find_negative_comments
from interview_coder.evidence.promotion import PromotionRule, Voice, promote, study_notes
from interview_coder.evidence.saturation import saturation_of

__all__ = [
    "PromotionRule",
    "Voice",
    "checklist",
    "code_co_occurrence",
    "find_negative_cases",
    "find_negative_comments",
    "framework_matrix",
    "promote",
    "saturation_of",
    "study_notes",
    "themes_by_attribute",
]
