"""The audit trail: every decision of a person, when it was made, on which text, and why.

Files of decisions say what holds now; the trail says how it came to hold, and is only added to.
"""

from interview_coder.audit.entry import Entry
from interview_coder.audit.history import history_of_theme, history_of_utterance
from interview_coder.audit.record import entries_between, record
from interview_coder.audit.replay import State, replay
from interview_coder.audit.trail import TRAIL_FILE, Trail, append, read_trail

__all__ = [
    "TRAIL_FILE",
    "Entry",
    "State",
    "Trail",
    "append",
    "entries_between",
    "history_of_theme",
    "history_of_utterance",
    "read_trail",
    "record",
    "replay",
]
