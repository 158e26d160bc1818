"""From turns to utterances: sentences and short runs of fragments, with exact spans."""

from interview_coder.segmentation.stage import (
    MAX_WORDS,
    MIN_PART,
    MIN_WORDS,
    segment,
    segment_sources,
    segment_study,
    split_turn,
)

__all__ = [
    "MAX_WORDS",
    "MIN_PART",
    "MIN_WORDS",
    "segment",
    "segment_sources",
    "segment_study",
    "split_turn",
]
