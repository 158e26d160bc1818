"""Who asks and who is asked: told by labels and by the researcher, never guessed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from interview_coder.role_words import (
    BYSTANDER_LABELS,
    COUNTERPARTS,
    INTERVIEWER_LABELS,
    PARTICIPANT_LABELS,
)
from interview_coder.transcript import Transcript

_NUMBER = re.compile(r"[\s#_-]*\d+$")
# Befragte*r, Teilnehmer:in, Interviewer/in, interviewé·e, interviewé(e)
_GENDER = re.compile(r"(?<=\w{4})(?:[*:/·_]-?|-?\()(?:innen|in|r|n|e|a)\)?$")
_BOTH = re.compile(r"^(?P<first>[^()]{1,60}?)\s+\((?P<second>[^()]{1,60})\)$")
_NUMBERED_PARTICIPANT = re.compile(r"^(?:p|r|pt|tn|b|id)[\s#_-]*\d+$", re.IGNORECASE)
_ALL = INTERVIEWER_LABELS | PARTICIPANT_LABELS | BYSTANDER_LABELS


@dataclass(frozen=True, kw_only=True, slots=True)
class RolesTold:
    """What the researcher has said about the speakers.

    Attributes:
        interviewers: Labels of interviewers and of others who are not interviewed.
        participants: Labels of participants (the rows of participants.csv).
    """

    interviewers: frozenset[str] = frozenset()
    participants: frozenset[str] = frozenset()


def is_role(label: str) -> bool:
    """Whether `label` names a part in an interview rather than a person.

    >>> is_role("Interviewer 2"), is_role("P07"), is_role("Kasia")
    (True, True, False)
    >>> is_role("Interviewer (Kasia Lind)"), is_role("Kasia Lind (Interviewer)")
    (True, True)
    """
    bare = _bare(label)
    return bare in _ALL or _NUMBERED_PARTICIPANT.match(label) is not None


def assign_roles(
    transcript: Transcript, told: RolesTold, *, names: Mapping[str, str] | None = None
) -> Transcript:
    """Return `transcript` with its participants known.

    A speaker is an interviewer or bystander when told or labelled so, a participant when told or
    labelled so. The others are participants only where the file also names its interviewer and
    participants.csv lists none of its speakers; else who they are cannot be known.

    Args:
        transcript: As read.
        told: What the researcher has said about the speakers.
        names: Label to what the researcher calls the speaker: a name or a role.

    Raises:
        ValueError: If it cannot be told who is interviewed, or nobody is; the message lists the
            speakers and says how to name them.
    """
    called = {label: (names or {}).get(label, label) for label in transcript.speakers}
    told = _told_of(called, told)
    speakers = tuple(dict.fromkeys(called.values()))
    asking = [name for name in speakers if _is_asking(name, told)]
    asking += _leading(speakers, asking, told)
    interviewer_known = any(not is_bystander(name) for name in asking)
    named = {name for label, name in called.items() if label != name}
    asked = [
        name
        for name in speakers
        if name not in asking
        and (name in named or _is_asked(name, told, beside_interviewer=interviewer_known))
    ]
    unknown = [name for name in speakers if name not in asking and name not in asked]
    others_listed = any(name in told.participants for name in speakers)
    if unknown and (others_listed or not interviewer_known):
        raise ValueError(_cannot_tell(transcript, unknown))
    if not asked and not unknown:
        raise ValueError(
            f"only interviewer speech ({', '.join(speakers)}); nobody is interviewed in it"
        )
    participants = dict(_participant_names(transcript, [*asked, *unknown], told))
    return replace(
        transcript,
        speaker_to_participant={
            label: participants[name] for label, name in called.items() if name in participants
        },
    )


def _told_of(called: Mapping[str, str], told: RolesTold) -> RolesTold:
    """What is told of labels is told of those they stand for."""
    asking = {called[label] for label in told.interviewers if label in called}
    return replace(told, interviewers=told.interviewers | asking)


def _leading(speakers: Sequence[str], asking: Sequence[str], told: RolesTold) -> Sequence[str]:
    """Return who leads by profession: the doctor, where nobody asks and a patient talks."""
    if any(not is_bystander(name) for name in asking):
        return ()
    present = {_bare(name) for name in speakers}
    return [
        name
        for name in speakers
        if name not in told.participants and COUNTERPARTS.get(_bare(name), frozenset()) & present
    ]


def _is_asking(label: str, told: RolesTold) -> bool:
    if label in told.participants:
        return False
    return label in told.interviewers or is_interviewer(label) or is_bystander(label)


def is_interviewer(label: str) -> bool:
    """Whether `label` names the one who asks, in any language that is known."""
    return _bare(label) in INTERVIEWER_LABELS


def is_bystander(label: str) -> bool:
    """Whether `label` names somebody who is present but neither asks nor is interviewed."""
    return _bare(label) in BYSTANDER_LABELS


def _is_asked(label: str, told: RolesTold, *, beside_interviewer: bool) -> bool:
    if label in told.participants or _NUMBERED_PARTICIPANT.match(label):
        return True
    # One letter says who is asked only beside the one who asks: `A:` and `B:` may be anybody.
    return _bare(label) in PARTICIPANT_LABELS and (beside_interviewer or len(_bare(label)) > 1)


def _participant_names(
    transcript: Transcript, labels: Sequence[str], told: RolesTold
) -> Iterator[tuple[str, str]]:
    """Pair labels with participants: a role label of a lone participant gives way to the stem."""
    for label in labels:
        is_bare_role = label not in told.participants and _bare(label) in PARTICIPANT_LABELS
        if is_bare_role and _person(label):
            yield label, _person(label)
        elif is_bare_role and not _NUMBERED_PARTICIPANT.match(label):
            alone = len(labels) == 1
            yield label, transcript.stem if alone else f"{transcript.stem} {label}"
        else:
            yield label, label


def _bare(label: str) -> str:
    """The role in `label`, as the lists have it; of `Kasia (Interviewer)` the interviewer."""
    both = _BOTH.match(label.strip())
    if both is None:
        return _plain(label)
    known = [_plain(part) for part in both.groups() if _plain(part) in _ALL]
    return known[0] if known else _plain(label)


def _person(label: str) -> str:
    """Who stands beside the role, as in `Participant (Ben)`; empty if nobody does."""
    both = _BOTH.match(label.strip())
    people = [part.strip() for part in both.groups() if _plain(part) not in _ALL] if both else []
    return people[0] if len(people) == 1 else ""


def _plain(label: str) -> str:
    unnumbered = _NUMBER.sub("", label.strip().rstrip(".").lower())
    return _GENDER.sub("", unnumbered).strip()


def _cannot_tell(transcript: Transcript, unknown: Collection[str]) -> str:
    words = _count_words(transcript)
    found = ", ".join(f"{name!r} ({words[name]} words)" for name in transcript.speakers)
    first = next(iter(unknown))
    return (
        f"cannot tell who is the interviewer; speakers found: {found}. "
        f"Name the interviewer with --interviewer {first!r}, or in study.toml with "
        f'interviewers = ["{first}"]; list the interviewed in participants.csv, or name them with '
        f"--speaker '{first}=…'"
    )


def _count_words(transcript: Transcript) -> Mapping[str, int]:
    words = dict.fromkeys(transcript.speakers, 0)
    for turn in transcript.turns:
        words[turn.speaker] += len(transcript.quote(turn.span).split())
    return words
